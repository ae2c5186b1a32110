#include "indexer/source/stream.h"

#include "common/base/mem.h"

enum { READ_SIZE = 256 * 1024 };

static enum st out_of_memory(struct err *e)
{
    return err_set(e, ST_NOMEM, "out of memory");
}

/* ---- any stream ---- */

static enum st pull(struct stream *s, struct err *e)
{
    s->n = 0;
    if (s->late.code != ST_OK)
        return err_set(e, s->late.code, "%s", s->late.msg);
    const enum st st = s->kind->more(s, e);
    if (st != ST_OK)
        s->n = 0;
    s->given += s->n;
    return st;
}

enum st stream_more(struct stream *s, struct err *e)
{
    return s->n ? ST_OK : pull(s, e);
}

enum st stream_peek(struct stream *s, size_t want, struct err *e)
{
    const enum st st = stream_more(s, e);
    if (st != ST_OK || s->n >= want || s->n == 0)
        return st;
    struct buf all = BUF_INIT; /* `head` may be what is at hand */
    struct err late = ERR_INIT;
    bool more = true;
    while (more) {
        if (s->n && !buf_append(&all, s->p, s->n)) {
            buf_release(&all);
            return out_of_memory(e);
        }
        more = all.n < want && s->n && pull(s, &late) == ST_OK;
    }
    s->late = late;
    buf_release(&s->head);
    s->head = all;
    s->p = all.p;
    s->n = all.n;
    return ST_OK;
}

enum st stream_return(struct stream *s, struct bytes bytes, struct err *e)
{
    struct buf all = BUF_INIT;
    if ((bytes.n && !buf_append(&all, bytes.p, bytes.n)) ||
        (s->n && !buf_append(&all, s->p, s->n))) {
        buf_release(&all);
        return out_of_memory(e);
    }
    buf_release(&s->head);
    s->head = all;
    s->p = all.p;
    s->n = all.n;
    return ST_OK;
}

void stream_begin(struct stream *s, const struct stream_kind *kind)
{
    buf_clear(&s->head);
    *s = (struct stream){.kind = kind, .head = s->head};
}

void stream_close(struct stream *s)
{
    if (s->kind)
        s->kind->close(s);
    s->kind = NULL;
    s->n = 0;
    buf_release(&s->head);
}

/* ---- files ---- */

static enum st file_more(struct stream *s, struct err *e)
{
    struct file_stream *const f = (struct file_stream *)s;
    const enum st st = file_in_read(&f->file, f->bytes, READ_SIZE, &s->n, e);
    s->p = f->bytes;
    f->bytes_read += s->n;
    return st;
}

static enum st file_seek(struct stream *s, uint64_t at, struct err *e)
{
    struct file_stream *const f = (struct file_stream *)s;
    s->n = 0;
    return file_in_seek(&f->file, at, e);
}

static void file_close(struct stream *s)
{
    file_in_close(&((struct file_stream *)s)->file);
}

static const struct stream_kind FILE_KIND = {file_more, file_seek, file_close};
static const struct stream_kind PIPE_KIND = {file_more, NULL, file_close};

static enum st begin_file(struct file_stream *f, const struct stream_kind *kind,
                          struct err *e)
{
    if (!f->bytes && !(f->bytes = mem_alloc(READ_SIZE)))
        return out_of_memory(e);
    stream_begin(&f->stream, kind);
    f->stream.size = f->file.size;
    return ST_OK;
}

enum st file_stream_open(struct file_stream *f, const char *path, struct err *e)
{
    enum st st = file_in_open(&f->file, path, e);
    if (st == ST_OK && (st = begin_file(f, &FILE_KIND, e)) != ST_OK)
        file_in_close(&f->file);
    return st;
}

enum st file_stream_stdin(struct file_stream *f, struct err *e)
{
    f->file = file_in_stdin();
    return begin_file(f, &PIPE_KIND, e);
}

void file_stream_release(struct file_stream *f)
{
    stream_close(&f->stream);
    mem_free(f->bytes);
    f->bytes = NULL;
}
