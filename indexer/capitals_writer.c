#include "indexer/capitals_writer.h"

#include "common/codec/varint.h"

enum st capitals_writer_init(struct capitals_writer *w, const char *base,
                             struct err *e)
{
    *w = (struct capitals_writer){.n = 0};
    enum st st = spool_init(&w->offsets, base, "capitals-offsets", e);
    if (st == ST_OK)
        st = spool_init(&w->values, base, "capitals", e);
    if (st == ST_OK)
        st = term_dict_writer_init(&w->names, base, "names", 0, e);
    w->names.walked = true;
    return st;
}

void capitals_writer_release(struct capitals_writer *w)
{
    spool_release(&w->offsets);
    spool_release(&w->values);
    buf_release(&w->block);
    term_dict_writer_release(&w->names);
}

static enum st end_block(struct capitals_writer *w, struct err *e)
{
    uint8_t raw[4];

    if (w->values.size > UINT32_MAX)
        return err_set(e, ST_LIMIT, "too many words for their capitals");
    put_u32le(raw, (uint32_t)w->values.size);
    enum st st = spool_append(&w->offsets, raw, sizeof(raw), e);
    if (st == ST_OK)
        st = spool_append(&w->values, w->block.p, w->block.n, e);
    buf_clear(&w->block);
    return st;
}

enum st capitals_writer_add(struct capitals_writer *w, struct bytes term,
                            uint32_t df, int64_t capitals, struct err *e)
{
    const struct term_entry name = {.df = df, .cf = df};

    if (!buf_reserve(&w->block, VARINT_MAX))
        return err_set(e, ST_NOMEM, "writing the dictionary: out of memory");
    uint8_t *const to = w->block.p + w->block.n;
    w->block.n += (size_t)(varint_put(to, capitals_pack(capitals)) - to);
    enum st st = ST_OK;
    if (++w->n % TERMS_PER_BLOCK == 0)
        st = end_block(w, e);
    return st == ST_OK && capitals_name(term, capitals)
               ? term_dict_writer_add(&w->names, term, &name, e)
               : st;
}

/* The names, without a hash table: they are only walked through. */
static enum st write_names(struct capitals_writer *w,
                           struct segment_writer *out, struct err *e)
{
    uint8_t n[8];

    put_u64le(n, w->names.n);
    enum st st = term_dict_writer_end(&w->names, e);
    if (st == ST_OK)
        st = segment_writer_spool(out, CHUNK_NAME, &w->names.blocks, e);
    if (st == ST_OK)
        st = spool_append(&w->names.offsets, n, sizeof(n), e);
    return st == ST_OK
               ? segment_writer_spool(out, CHUNK_NIDX, &w->names.offsets, e)
               : st;
}

enum st capitals_writer_write(struct capitals_writer *w,
                              struct segment_writer *out, struct err *e)
{
    enum st st = w->block.n ? end_block(w, e) : ST_OK;
    if (st == ST_OK)
        st = segment_writer_begin(out, CHUNK_CAPS, e);
    if (st == ST_OK)
        st = segment_writer_append_spool(out, &w->offsets, e);
    if (st == ST_OK)
        st = segment_writer_append_spool(out, &w->values, e);
    if (st == ST_OK)
        st = segment_writer_end(out, e);
    return st == ST_OK ? write_names(w, out, e) : st;
}
