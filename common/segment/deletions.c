#include "common/segment/deletions.h"

#include "common/base/hash.h"
#include "common/base/mem.h"
#include "common/segment/layout.h"
#include "common/segment/postings_layout.h"

uint64_t deletions_file_size(uint32_t docs)
{
    return DELETIONS_HEADER_SIZE + bitmap_bits_size(docs);
}

/* FORMAT.md 3.2. The hash goes first: what it vouches for was written by one
 * of ours, or by somebody who wants it to be believed. */
static enum st check(const struct deletions *d,
                     const struct manifest_segment *segment, const char *path,
                     struct err *e)
{
    const uint8_t *const h = d->file.p;
    const uint32_t docs = segment->docs;
    if (d->file.n != deletions_file_size(docs) ||
        hash64(h, d->file.n) != segment->deleted_hash)
        return err_set(e, ST_CORRUPT, "%s: not the file that MANIFEST names",
                       path);
    if (get_u64le(h) != DELETIONS_MAGIC || get_u32le(h + 12) != docs ||
        get_u32le(h + 16) != segment->deleted)
        return err_set(e, ST_CORRUPT, "%s: not the deletions of its segment",
                       path);
    const uint32_t version = get_u32le(h + 8);
    if (version < MANIFEST_OLDEST || version > MANIFEST_VERSION)
        return err_set(e, ST_VERSION,
                       "%s: format %u, this build reads %d to %d", path,
                       version, MANIFEST_OLDEST, MANIFEST_VERSION);
    const uint8_t *const bits = h + DELETIONS_HEADER_SIZE;
    const uint64_t words = bitmap_bits_size(docs) / 8;
    uint64_t n = 0;
    for (uint64_t i = 0; i < words; i++) {
        const uint64_t word = get_u64le(bits + 8 * i);
        n += (uint64_t)__builtin_popcountll(word);
        const uint64_t end = docs > 64 * i ? docs - 64 * i : 0;
        if (end < 64 && word >> end != 0)
            return err_set(e, ST_CORRUPT, "%s: deletes what is no document",
                           path);
    }
    if (n != segment->deleted)
        return err_set(e, ST_CORRUPT, "%s: %llu documents are deleted, not %u",
                       path, (unsigned long long)n, segment->deleted);
    return ST_OK;
}

enum st deletions_open(struct deletions **out, const char *folder,
                       const struct manifest_segment *segment, struct err *e)
{
    char name[DELETIONS_NAME];
    *out = NULL;
    if (segment->deleted == 0)
        return ST_OK;
    struct deletions *const d = mem_zalloc(sizeof(*d));
    char *const path = file_join(folder, deletions_name(segment, name));
    enum st st = d && path ? file_map(&d->file, path, e)
                           : err_set(e, ST_NOMEM, "%s: out of memory", folder);
    if (st == ST_NOT_FOUND)
        st = ST_CORRUPT; /* the manifest names it: the index is not whole */
    if (st == ST_OK)
        st = check(d, segment, path, e);
    mem_free(path);
    if (st != ST_OK) {
        deletions_close(d);
        return st;
    }
    d->bits = (const void *)(d->file.p + DELETIONS_HEADER_SIZE);
    d->n = segment->deleted;
    *out = d;
    return ST_OK;
}

void deletions_close(struct deletions *d)
{
    if (!d)
        return;
    file_unmap(&d->file);
    mem_free(d);
}
