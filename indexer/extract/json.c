#include "indexer/extract/json.h"

static enum st out_of_memory(struct err *e)
{
    return err_set(e, ST_NOMEM, "out of memory");
}

/* The members of one object; those of the first object "metadata" in the place
 * of it, when there is a buffer for them. */
static enum st read_object(struct members *m, struct bytes document,
                           struct buf *scratch, struct buf *metadata,
                           struct buf *reject, struct err *e)
{
    struct json_reader r;
    struct json_member v;
    enum st st = ST_OK;

    if (!json_reader_init(&r, document, scratch))
        return out_of_memory(e);
    while (st == ST_OK && json_reader_next(&r, &v)) {
        if (metadata && v.kind == VALUE_OBJECT &&
            bytes_equal_str(v.key, "metadata")) {
            st = read_object(m, v.text, metadata, NULL, reject, e);
            metadata = NULL;
        } else {
            st = members_add(m, &v, e);
        }
    }
    if (st == ST_OK && r.error &&
        !buf_printf(reject, "not JSON: %s, at column %zu", r.error, r.at + 1))
        return out_of_memory(e);
    return st;
}

enum st json_members(struct members *m, struct bytes document, bool beir,
                     struct json_buffers *buffers, struct buf *reject,
                     struct err *e)
{
    m->n = 0;
    return read_object(m, document, &buffers->text,
                       beir ? &buffers->metadata : NULL, reject, e);
}
