#include "query/output/sink.h"

#include <errno.h>
#include <string.h>

#include "common/base/buf.h"
#include "common/base/mem.h"

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

enum st sink_write(struct sink *s, struct bytes bytes, struct err *e)
{
    if (!s->stream)
        return file_out_append(&s->file, bytes.p, bytes.n, e);
    if (s->closed || bytes.n == 0)
        return ST_OK;
    errno = 0;
    if (fwrite(bytes.p, 1, bytes.n, s->stream) != bytes.n)
        return stream_failed(s, e);
    return ST_OK;
}

enum st sink_finish(struct sink *s, struct err *e)
{
    if (s->stream) {
        errno = 0;
        return s->closed || fflush(s->stream) == 0 ? ST_OK
                                                   : stream_failed(s, e);
    }
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
    mem_free(s->temporary);
    mem_free(s->path);
    *s = (struct sink){.stream = NULL};
}
