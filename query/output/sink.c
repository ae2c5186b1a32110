#include "query/output/sink.h"

#include <errno.h>
#include <string.h>

#include "common/base/mem.h"
#include "common/base/utf8.h"
#include "query/output/glyph.h"

struct sink sink_of(FILE *stream)
{
    return (struct sink){.stream = stream};
}

/* "path.tmp" */
static char *temporary_name(const char *path)
{
    struct buf name = BUF_INIT;
    buf_printf(&name, "%s.tmp", path);
    char *const copy =
        name.failed ? NULL : mem_strndup((const char *)name.p, name.n);
    buf_release(&name);
    return copy;
}

enum st sink_open_file(struct sink *s, const char *path, struct err *e)
{
    struct file_info there;
    *s = (struct sink){.stream = NULL};
    enum st st = file_stat(path, true, &there, e);
    if (st != ST_OK)
        return st;
    if (there.kind != FILE_NONE && there.kind != FILE_REGULAR)
        return err_set(e, ST_USAGE, "%s: not a regular file", path);

    s->path = mem_strndup(path, strlen(path));
    s->temporary = temporary_name(path);
    if (!s->path || !s->temporary)
        st = err_set(e, ST_NOMEM, "out of memory");
    if (st == ST_OK)
        st = file_remove(s->temporary, e); /* of a run that was killed */
    if (st == ST_OK)
        st = file_out_create(&s->file, s->temporary, e);
    if (st != ST_OK) {
        mem_free(s->temporary);
        s->temporary = NULL; /* not ours to remove */
        sink_close(s);
    }
    return st;
}

static enum st stream_failed(struct sink *s, struct err *e)
{
    if (errno == EPIPE) {
        s->closed = true;
        return ST_OK;
    }
    return err_set(e, ST_IO, "cannot write the output: %s", strerror(errno));
}

static enum st write_stream(struct sink *s, struct bytes bytes, struct err *e)
{
    FILE *const stream = s->pager.stream ? s->pager.stream : s->stream;
    if (s->closed || bytes.n == 0)
        return ST_OK;
    errno = 0;
    return fwrite(bytes.p, 1, bytes.n, stream) == bytes.n ? ST_OK
                                                          : stream_failed(s, e);
}

/* ---- paging ---- */

void sink_page(struct sink *s, size_t rows, size_t columns, const char *command)
{
    s->page_with = command;
    s->rows = rows;
    s->columns = columns;
}

/* Moves where the text ends on the screen; what is too wide for a row goes on
 * in the next. */
static void advance(struct sink *s, struct bytes text)
{
    bool colour = false; /* within a sequence of ours, which ends with m */
    for (size_t at = 0; at < text.n;) {
        const struct utf8_char c = utf8_at(text, at);
        const size_t columns = glyph_columns(c.c);
        at += c.size;
        if (c.c == '\033' || colour) {
            colour = c.c != 'm';
        } else if (c.c == '\n') {
            s->row++;
            s->column = 0;
        } else if (s->column + columns > s->columns) {
            s->row++;
            s->column = columns;
        } else {
            s->column += columns;
        }
    }
}

/* What was held goes where all that follows will go, too. */
static enum st let_go(struct sink *s, struct err *e)
{
    s->page_with = NULL;
    const enum st st = write_stream(s, buf_bytes(&s->held), e);
    buf_release(&s->held);
    return st;
}

static enum st hold(struct sink *s, struct bytes bytes, struct err *e)
{
    if (!buf_append(&s->held, bytes.p, bytes.n))
        return err_set(e, ST_NOMEM, "out of memory");
    advance(s, bytes);
    if (s->row <= s->rows)
        return ST_OK;
    const enum st st = pager_open(&s->pager, s->page_with, e);
    return st == ST_OK ? let_go(s, e) : st;
}

/* ---- writing ---- */

enum st sink_write(struct sink *s, struct bytes bytes, struct err *e)
{
    if (!s->stream)
        return file_out_append(&s->file, bytes.p, bytes.n, e);
    return s->page_with ? hold(s, bytes, e) : write_stream(s, bytes, e);
}

static enum st finish_stream(struct sink *s, struct err *e)
{
    FILE *const stream = s->pager.stream ? s->pager.stream : s->stream;
    enum st st = s->page_with ? let_go(s, e) : ST_OK;
    errno = 0;
    if (st == ST_OK && !s->closed && fflush(stream) != 0)
        st = stream_failed(s, e);
    const enum st ended = pager_close(&s->pager, e);
    return st == ST_OK ? ended : st;
}

enum st sink_flush(struct sink *s, struct err *e)
{
    if (!s->stream || s->closed || fflush(s->stream) == 0)
        return ST_OK;
    return stream_failed(s, e);
}

enum st sink_finish(struct sink *s, struct err *e)
{
    if (s->stream)
        return finish_stream(s, e);
    enum st st = file_out_sync(&s->file, e);
    file_out_close(&s->file);
    if (st == ST_OK)
        st = file_rename(s->temporary, s->path, e);
    if (st == ST_OK) {
        mem_free(s->temporary);
        s->temporary = NULL;
    }
    return st;
}

void sink_close(struct sink *s)
{
    file_out_close(&s->file);
    if (s->temporary) {
        /* The failure that brings us here is the one to be told of. */
        const enum st ignored = file_remove(s->temporary, NULL);
        (void)ignored;
    }
    /* Likewise; the user may still be reading. */
    const enum st ignored = pager_close(&s->pager, NULL);
    (void)ignored;
    buf_release(&s->held);
    mem_free(s->temporary);
    mem_free(s->path);
    *s = (struct sink){.stream = NULL};
}
