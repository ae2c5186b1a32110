#include "indexer/deletion_set.h"

#include <string.h>

#include "common/base/hash.h"
#include "common/base/mem.h"
#include "common/segment/postings_layout.h"

/* Of one segment. */
struct changes {
    uint8_t *bits; /* as they will be in the file; NULL while none is added */
    uint32_t n;    /* deleted, those from before included                   */
};

struct deletion_set {
    const struct index *index;
    struct changes *of; /* each segment */
    uint32_t added;
};

static enum st out_of_memory(struct err *e)
{
    return err_set(e, ST_NOMEM, "deleting documents: out of memory");
}

enum st deletion_set_open(struct deletion_set **out, const struct index *ix,
                          struct err *e)
{
    *out = NULL;
    struct deletion_set *const s = mem_zalloc(sizeof(*s));
    if (!s || !(s->of = mem_zalloc((ix->n + 1) * sizeof(*s->of)))) {
        mem_free(s);
        return out_of_memory(e);
    }
    s->index = ix;
    *out = s;
    return ST_OK;
}

void deletion_set_close(struct deletion_set *s)
{
    if (!s)
        return;
    for (size_t i = 0; i < s->index->n; i++)
        mem_free(s->of[i].bits);
    mem_free(s->of);
    mem_free(s);
}

static enum st begin(struct deletion_set *s, size_t segment, struct err *e)
{
    struct changes *const c = &s->of[segment];
    const struct deletions *const before = s->index->deletions[segment];
    const uint32_t docs = s->index->segments[segment]->counts.docs;
    const uint64_t size = bitmap_bits_size(docs);
    if (!(c->bits = mem_zalloc(size)))
        return out_of_memory(e);
    if (!before)
        return ST_OK;
    memcpy(c->bits, before->bits, size);
    c->n = before->n;
    return ST_OK;
}

enum st deletion_set_add(struct deletion_set *s, uint32_t doc, bool *was,
                         struct err *e)
{
    const size_t segment = index_segment_of(s->index, doc);
    const uint32_t own = doc - s->index->first_doc[segment];
    struct changes *const c = &s->of[segment];
    if (!c->bits) {
        const enum st st = begin(s, segment, e);
        if (st != ST_OK)
            return st;
    }
    uint8_t *const byte = &c->bits[own / 8];
    const uint8_t bit = (uint8_t)(1u << own % 8);
    *was = (*byte & bit) != 0;
    if (!*was) {
        *byte |= bit;
        c->n++;
        s->added++;
    }
    return ST_OK;
}

uint32_t deletion_set_added(const struct deletion_set *s)
{
    return s->added;
}

/* FORMAT.md 3.2 */
static enum st write_file(const struct changes *c, const char *folder,
                          struct manifest_segment *segment, struct err *e)
{
    const size_t size = (size_t)deletions_file_size(segment->docs);
    char name[DELETIONS_NAME];
    struct file_out f = {.fd = -1};
    uint8_t *const bytes = mem_zalloc(size);
    char *const path = file_join(folder, deletions_name(segment, name));
    enum st st = bytes && path ? ST_OK : out_of_memory(e);
    if (st == ST_OK) {
        put_u64le(bytes, DELETIONS_MAGIC);
        put_u32le(bytes + 8, MANIFEST_VERSION);
        put_u32le(bytes + 12, segment->docs);
        put_u32le(bytes + 16, c->n);
        memcpy(bytes + DELETIONS_HEADER_SIZE, c->bits,
               size - DELETIONS_HEADER_SIZE);
        segment->deleted_hash = hash64(bytes, size);
        st = file_out_create(&f, path, e);
    }
    if (st == ST_OK)
        st = file_out_append(&f, bytes, size, e);
    if (st == ST_OK)
        st = file_out_sync(&f, e);
    file_out_close(&f);
    mem_free(path);
    mem_free(bytes);
    return st;
}

enum st deletion_set_write(const struct deletion_set *s, uint64_t generation,
                           struct manifest *out, struct err *e)
{
    enum st st = ST_OK;
    for (size_t i = 0; i < s->index->n && st == ST_OK; i++) {
        const struct changes *const c = &s->of[i];
        struct manifest_segment segment = s->index->manifest.segments[i];
        const bool changed = c->bits && c->n > segment.deleted;
        if (changed) {
            segment.deleted = c->n;
            segment.deleted_in = generation;
        }
        if (segment.deleted == segment.docs && segment.docs > 0)
            continue;
        if (changed)
            st = write_file(c, s->index->path, &segment, e);
        if (st == ST_OK)
            st = manifest_add(out, &segment, e);
    }
    return st;
}
