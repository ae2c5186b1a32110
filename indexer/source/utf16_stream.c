#include "indexer/source/utf16_stream.h"

#include "common/text/decode.h"

enum { MARK = 2 };

static enum st out_of_memory(struct err *e)
{
    return err_set(e, ST_NOMEM, "out of memory");
}

bool utf16_begins(struct bytes text)
{
    return text.n >= MARK && ((text.p[0] == 0xff && text.p[1] == 0xfe) ||
                              (text.p[0] == 0xfe && text.p[1] == 0xff));
}

/* Bytes of whole characters at the front of `raw`: neither half a unit nor the
 * first of a pair of surrogates stays behind. */
static size_t whole(struct bytes raw)
{
    size_t n = raw.n & ~(size_t)1;
    const bool big = raw.p[0] == 0xfe;
    if (n > MARK && (raw.p[n - (big ? 2 : 1)] & 0xfc) == 0xd8)
        n -= 2;
    return n;
}

static enum st decode(struct utf16_stream *u, size_t n, struct err *e)
{
    enum encoding encoding;
    struct bytes text;
    const enum st st =
        decode_text(bytes_of(u->raw.p, n), &u->text, &text, &encoding, e);
    const size_t rest = u->raw.n - n;
    memmove(u->raw.p + MARK, u->raw.p + n, rest);
    u->raw.n = MARK + rest;
    u->stream.p = text.p;
    u->stream.n = text.n;
    return st;
}

static enum st utf16_more(struct stream *s, struct err *e)
{
    struct utf16_stream *const u = (struct utf16_stream *)s;
    struct stream *const from = u->from;
    while (s->n == 0) {
        enum st st = stream_more(from, e);
        if (st != ST_OK)
            return st;
        if (from->n == 0) /* the end, perhaps within a character */
            return u->raw.n > MARK ? decode(u, u->raw.n, e) : ST_OK;
        if (!buf_append(&u->raw, from->p, from->n))
            return out_of_memory(e);
        stream_skip(from, from->n);
        if ((st = decode(u, whole(buf_bytes(&u->raw)), e)) != ST_OK)
            return st;
    }
    return ST_OK;
}

static void utf16_close(struct stream *s)
{
    (void)s; /* what is below is closed by who opened it */
}

static const struct stream_kind UTF16_KIND = {utf16_more, NULL, utf16_close};

enum st utf16_stream_open(struct utf16_stream *u, struct stream *from,
                          struct err *e)
{
    stream_begin(&u->stream, &UTF16_KIND);
    u->from = from;
    buf_clear(&u->raw);
    if (!buf_append(&u->raw, from->p, MARK))
        return out_of_memory(e);
    stream_skip(from, MARK);
    return ST_OK;
}

void utf16_stream_release(struct utf16_stream *u)
{
    stream_close(&u->stream);
    buf_release(&u->raw);
    buf_release(&u->text);
}
