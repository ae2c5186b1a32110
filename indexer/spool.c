#include "indexer/spool.h"

#include "common/base/mem.h"

enum st spool_init(struct spool *s, const char *base, const char *name,
                   struct err *e)
{
    struct buf path = BUF_INIT;
    *s = (struct spool){.room = SPOOL_MEMORY, .file = {.fd = -1}};
    if (buf_printf(&path, "%s.%s.tmp", base, name))
        s->path = mem_strndup((const char *)path.p, path.n);
    buf_release(&path);
    return s->path ? ST_OK : err_set(e, ST_NOMEM, "%s: out of memory", base);
}

void spool_clear(struct spool *s)
{
    file_unmap(&s->map);
    if (s->file.open)
        (void)!file_remove(s->path, NULL); /* the next writer tries again */
    file_out_close(&s->file);
    buf_clear(&s->memory);
    s->size = 0;
}

void spool_release(struct spool *s)
{
    spool_clear(s);
    buf_release(&s->memory);
    mem_free(s->path);
    *s = (struct spool){.file = {.fd = -1}};
}

static enum st move_to_file(struct spool *s, struct err *e)
{
    enum st st = file_remove(s->path, e); /* left by a killed writer */
    if (st == ST_OK)
        st = file_out_create(&s->file, s->path, e);
    if (st == ST_OK)
        st = file_out_append(&s->file, s->memory.p, s->memory.n, e);
    buf_release(&s->memory);
    return st;
}

enum st spool_append(struct spool *s, const void *p, size_t n, struct err *e)
{
    enum st st = ST_OK;
    if (!s->file.open && s->memory.n + n > s->room)
        st = move_to_file(s, e);
    if (st == ST_OK && s->file.open)
        st = file_out_append(&s->file, p, n, e);
    else if (st == ST_OK && !buf_append(&s->memory, p, n))
        st = err_set(e, ST_NOMEM, "%s: out of memory", s->path);
    if (st == ST_OK)
        s->size += n;
    return st;
}

enum st spool_append_spool(struct spool *s, struct spool *from, struct err *e)
{
    struct bytes all;
    const enum st st = spool_view(from, &all, e);
    return st == ST_OK && all.n ? spool_append(s, all.p, all.n, e) : st;
}

enum st spool_view(struct spool *s, struct bytes *out, struct err *e)
{
    *out = buf_bytes(&s->memory);
    if (!s->file.open)
        return ST_OK;
    enum st st = ST_OK;
    if (s->map.n != s->size) {
        file_unmap(&s->map);
        st = file_out_flush(&s->file, e);
        if (st == ST_OK)
            st = file_map(&s->map, s->path, e);
    }
    *out = bytes_of(s->map.p, s->map.n);
    return st;
}

void spool_drop(const struct spool *s, uint64_t n)
{
    if (s->map.p)
        file_map_drop(&s->map, 0, n);
}
