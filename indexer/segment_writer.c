#include "indexer/segment_writer.h"

#include <string.h>

#include "common/base/hash.h"
#include "common/base/mem.h"

enum {
    COPY_STEP = 4 << 20,
    /* Who asks one question reads a few bytes in many places, and a merge of
     * many segments likewise: each place brings a run of pages. */
    AT_ONCE = 64 * 1024
};

static enum st out_of_memory(const struct segment_writer *w, struct err *e)
{
    return err_set(e, ST_NOMEM, "%s: out of memory", w->path);
}

enum st segment_writer_open(struct segment_writer *w, const char *path,
                            struct err *e)
{
    *w = (struct segment_writer){.file = {.fd = -1}};
    w->path = mem_strndup(path, strlen(path));
    w->page = mem_alloc(PAGE_SIZE);
    if (!w->path || !w->page)
        return err_set(e, ST_NOMEM, "%s: out of memory", path);
    enum st st = file_remove(path, e); /* left by a killed writer */
    if (st == ST_OK)
        st = file_out_create(&w->file, path, e);
    if (st != ST_OK)
        return st;
    w->file.at_once = AT_ONCE;
    uint8_t header[SEGMENT_HEADER_SIZE] = {0};
    put_u64le(header, SEGMENT_MAGIC);
    put_u32le(header + 8, SEGMENT_VERSION);
    put_u64le(header + 56, hash64(header, 56));
    return file_out_append(&w->file, header, sizeof(header), e);
}

void segment_writer_release(struct segment_writer *w)
{
    if (w->file.open && !w->finished)
        (void)!file_remove(w->path, NULL); /* the next writer tries again */
    file_out_close(&w->file);
    buf_release(&w->entries);
    buf_release(&w->sums);
    mem_free(w->page);
    mem_free(w->path);
    *w = (struct segment_writer){.file = {.fd = -1}};
}

/* ---- chunks ---- */

enum st segment_writer_begin(struct segment_writer *w, enum chunk chunk,
                             struct err *e)
{
    (void)e;
    w->chunk = chunk;
    w->chunk_at = w->file.size;
    w->first_sum = w->sums.n;
    w->in_page = 0;
    return ST_OK;
}

static enum st add_sum(struct segment_writer *w, const uint8_t *page, size_t n,
                       struct err *e)
{
    return buf_append_u64le(&w->sums, hash64(page, n)) ? ST_OK
                                                       : out_of_memory(w, e);
}

static enum st close_page(struct segment_writer *w, struct err *e)
{
    const size_t n = w->in_page;
    w->in_page = 0;
    return add_sum(w, w->page, n, e);
}

static enum st add_to_pages(struct segment_writer *w, const uint8_t *p,
                            size_t n, struct err *e)
{
    enum st st = ST_OK;
    while (n && st == ST_OK) {
        const size_t part = MIN(n, PAGE_SIZE - w->in_page);
        if (part == PAGE_SIZE) { /* whole, where it stands */
            st = add_sum(w, p, part, e);
        } else {
            memcpy(w->page + w->in_page, p, part);
            w->in_page += part;
        }
        p += part;
        n -= part;
        if (w->in_page == PAGE_SIZE)
            st = close_page(w, e);
    }
    return st;
}

enum st segment_writer_append(struct segment_writer *w, const void *p, size_t n,
                              struct err *e)
{
    const enum st st = add_to_pages(w, p, n, e);
    return st == ST_OK ? file_out_append(&w->file, p, n, e) : st;
}

enum st segment_writer_append_spool(struct segment_writer *w, struct spool *s,
                                    struct err *e)
{
    struct bytes all;
    enum st st = spool_view(s, &all, e);
    for (size_t at = 0; st == ST_OK && at < all.n; at += COPY_STEP) {
        st = segment_writer_append(w, all.p + at,
                                   MIN(all.n - at, (size_t)COPY_STEP), e);
        spool_drop(s, at);
    }
    return st;
}

enum st segment_writer_end(struct segment_writer *w, struct err *e)
{
    static const uint8_t zeros[CHUNK_ALIGN];
    const uint64_t size = w->file.size - w->chunk_at;
    const size_t padding = (size_t)(-size & (CHUNK_ALIGN - 1));
    enum st st = segment_writer_append(w, zeros, padding, e);
    if (st == ST_OK && w->in_page)
        st = close_page(w, e);
    if (st != ST_OK)
        return st;

    const uint64_t sums = w->sums.n - w->first_sum;
    buf_append_u32le(&w->entries, CHUNK_KINDS[w->chunk].id);
    buf_append_u32le(&w->entries, (uint32_t)(sums / 8));
    buf_append_u64le(&w->entries, w->chunk_at);
    buf_append_u64le(&w->entries, size);
    if (!buf_append_u64le(&w->entries, hash64(w->sums.p + w->first_sum, sums)))
        return out_of_memory(w, e);
    w->n_chunks++;
    file_out_hasten(&w->file);
    return ST_OK;
}

enum st segment_writer_chunk(struct segment_writer *w, enum chunk chunk,
                             struct bytes bytes, struct err *e)
{
    enum st st = segment_writer_begin(w, chunk, e);
    if (st == ST_OK)
        st = segment_writer_append(w, bytes.p, bytes.n, e);
    return st == ST_OK ? segment_writer_end(w, e) : st;
}

enum st segment_writer_spool(struct segment_writer *w, enum chunk chunk,
                             struct spool *s, struct err *e)
{
    enum st st = segment_writer_begin(w, chunk, e);
    if (st == ST_OK)
        st = segment_writer_append_spool(w, s, e);
    return st == ST_OK ? segment_writer_end(w, e) : st;
}

/* ---- the end ---- */

/* FORMAT.md 4.3 */
static enum st write_counts(struct segment_writer *w,
                            const struct segment_counts *c, struct err *e)
{
    uint8_t meta[48] = {0};
    put_u32le(meta, c->docs);
    put_u32le(meta + 4, c->with_words);
    put_u64le(meta + 8, c->words);
    put_u64le(meta + 16, c->terms);
    put_u64le(meta + 24, c->stems);
    put_u64le(meta + 32, c->frames);
    put_u32le(meta + 40, c->sources);
    put_u32le(meta + 44, c->pairs);
    return segment_writer_chunk(w, CHUNK_META, bytes_of(meta, sizeof(meta)), e);
}

enum st segment_writer_finish(struct segment_writer *w,
                              const struct segment_counts *counts,
                              struct manifest_segment *out, struct err *e)
{
    enum st st = write_counts(w, counts, e);
    if (st != ST_OK)
        return st;
    const uint64_t toc_at = w->file.size;
    if (!buf_append(&w->entries, w->sums.p, w->sums.n))
        return out_of_memory(w, e);
    out->toc_hash = hash64(w->entries.p, w->entries.n);
    out->size = toc_at + w->entries.n + SEGMENT_FOOTER_SIZE;
    out->docs = counts->docs;

    uint8_t footer[SEGMENT_FOOTER_SIZE] = {0};
    put_u64le(footer, toc_at);
    put_u64le(footer + 8, w->entries.n);
    put_u32le(footer + 16, w->n_chunks);
    put_u32le(footer + 20, SEGMENT_VERSION);
    put_u64le(footer + 24, out->toc_hash);
    put_u64le(footer + 32, out->size);
    put_u64le(footer + 48, hash64(footer, 48));
    put_u64le(footer + 56, SEGMENT_MAGIC);
    st = file_out_append(&w->file, w->entries.p, w->entries.n, e);
    if (st == ST_OK)
        st = file_out_append(&w->file, footer, sizeof(footer), e);
    if (st == ST_OK)
        st = file_out_sync(&w->file, e);
    w->finished = st == ST_OK;
    return st;
}
