#include "common/segment/document_key.h"

#include <string.h>

#include "common/base/hash.h"

uint64_t document_key(struct bytes id, const uint8_t content[static 16])
{
    uint8_t both[24];
    memcpy(both, content, 16);
    put_u64le(both + 16, hash64(id.p, id.n));
    return hash64(both, sizeof(both));
}

enum st segment_document_key(const struct segment *s, uint32_t doc,
                             uint64_t *key, struct err *e)
{
    uint8_t content[16];
    struct bytes id;
    const enum st st = segment_id(s, doc, &id, e);
    if (st != ST_OK)
        return st;
    if (!segment_content_hash(s, doc, content))
        return chunk_refused(s, CHUNK_HASH, 16 * (uint64_t)doc, e);
    *key = document_key(id, content);
    return ST_OK;
}
