#include "indexer/copies/shingle_store.h"

#include <string.h>

#include "common/base/mem.h"
#include "common/segment/layout.h"

enum { DROP_STEP = 4 << 20 }; /* bytes read before pages are given back */

static enum st out_of_memory(struct err *e)
{
    return err_set(e, ST_NOMEM, "comparing texts: out of memory");
}

enum st shingle_store_open(struct shingle_store *s, const char *base,
                           struct err *e)
{
    *s = (struct shingle_store){.text = DOC_END};
    return spool_init(&s->spool, base, "shingles", e);
}

void shingle_store_close(struct shingle_store *s)
{
    spool_release(&s->spool);
    mem_free(s->texts);
    mem_free(s->ends);
    shingles_release(&s->at);
    *s = (struct shingle_store){.spool = {.file = {.fd = -1}}};
}

enum st shingle_store_add(struct shingle_store *s, uint32_t text,
                          const struct shingle_reader *from, struct err *e)
{
    if (!mem_grow(&s->texts, &s->cap_texts, s->n + 1) ||
        !mem_grow(&s->ends, &s->cap_ends, s->n + 1))
        return out_of_memory(e);
    enum st st = from->read(from->ctx, text, &s->at, e);
    if (st == ST_OK)
        st = shingles_unite(&s->at, e);
    if (st == ST_OK && s->at.n)
        st = spool_append(&s->spool, s->at.v, s->at.n * sizeof(*s->at.v), e);
    if (st != ST_OK)
        return st;
    s->texts[s->n] = text;
    s->ends[s->n++] = s->spool.size / sizeof(*s->at.v);
    return ST_OK;
}

enum st shingle_store_end(struct shingle_store *s, struct err *e)
{
    return spool_view(&s->spool, &s->all, e);
}

/* Its shingles, of which there are none when it was not added. */
static struct bytes find(const struct shingle_store *s, uint32_t text)
{
    size_t low = 0, high = s->n; /* texts[low] <= text < texts[high] */
    while (high - low > 1) {
        const size_t middle = low + (high - low) / 2;
        if (s->texts[middle] <= text)
            low = middle;
        else
            high = middle;
    }
    if (s->n == 0 || s->texts[low] != text)
        return BYTES_NONE;
    const uint64_t from = low ? s->ends[low - 1] : 0;
    return bytes_of(s->all.p + from * sizeof(uint64_t),
                    (s->ends[low] - from) * sizeof(uint64_t));
}

static void drop_behind(struct shingle_store *s, size_t n)
{
    s->read += n;
    if (s->read < DROP_STEP)
        return;
    spool_drop(&s->spool, s->spool.size);
    s->read = 0;
}

static enum st turn_to(struct shingle_store *s, uint32_t text, struct err *e)
{
    const struct bytes v = find(s, text);
    if (s->text == text)
        return ST_OK;
    s->text = DOC_END;
    s->at.n = v.n / sizeof(*s->at.v);
    if (!mem_grow(&s->at.v, &s->at.cap, s->at.n + 1))
        return out_of_memory(e);
    if (v.n)
        memcpy(s->at.v, v.p, v.n);
    s->text = text;
    drop_behind(s, v.n);
    return ST_OK;
}

enum st shingle_store_compare(struct shingle_store *s, uint32_t text,
                              uint32_t other, unsigned *percent, struct err *e)
{
    const struct bytes v = find(s, other);
    const size_t n = v.n / sizeof(uint64_t);
    size_t shared = 0;
    enum st st = turn_to(s, text, e);
    if (st == ST_OK)
        st = shingles_shared(&s->at, (const uint64_t *)(const void *)v.p, n,
                             &shared, e);
    const size_t fewer = MIN(n, s->at.n);
    drop_behind(s, v.n);
    *percent = st == ST_OK && fewer ? (unsigned)(100 * shared / fewer) : 0;
    return st;
}
