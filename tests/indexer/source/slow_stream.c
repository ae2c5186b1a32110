#include "tests/indexer/source/slow_stream.h"

static enum st slow_more(struct stream *s, struct err *e)
{
    struct slow_stream *const slow = (struct slow_stream *)s;
    s->n = MIN(slow->step, slow->text.n - slow->at);
    s->p = slow->text.p + slow->at;
    slow->at += s->n;
    return s->n == 0 && slow->fails ? err_set(e, ST_IO, "worn out") : ST_OK;
}

static void slow_close(struct stream *s)
{
    (void)s;
}

static const struct stream_kind SLOW_KIND = {slow_more, NULL, slow_close};

void slow_stream_open(struct slow_stream *s, struct bytes text, size_t step)
{
    *s = (struct slow_stream){.text = text, .step = step};
    stream_begin(&s->stream, &SLOW_KIND);
}

enum st read_stream(struct stream *s, struct buf *out, struct err *e)
{
    enum st st;
    while ((st = stream_more(s, e)) == ST_OK && s->n) {
        if (!buf_append(out, s->p, s->n))
            return err_set(e, ST_NOMEM, "out of memory");
        stream_skip(s, s->n);
    }
    return st;
}
