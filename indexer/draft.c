#include "indexer/draft.h"

#include <string.h>

#include "common/base/mem.h"

static enum st show_chunk(struct draft *d, enum chunk chunk, struct spool *s,
                          struct err *e)
{
    struct bytes all;
    const enum st st = spool_view(s, &all, e);
    d->segment.chunks[chunk] = (struct chunk_view){
        .p = all.p,
        .n = all.n,
        .good = d->good,
        .hashed = all.n,
    };
    return st;
}

enum st draft_open(struct draft *d, struct term_dict_writer *words,
                   struct postings_writer *postings, uint32_t docs,
                   struct err *e)
{
    struct {
        enum chunk chunk;
        struct spool *spool;
    } const shown[] = {
        {CHUNK_TERM, &words->blocks},       {CHUNK_TIDX, &words->offsets},
        {CHUNK_DOCS, &postings->docs},      {CHUNK_SKIP, &postings->skips},
        {CHUNK_POSI, &postings->positions},
    };
    uint64_t longest = 0;
    enum st st = ST_OK;

    memset(d, 0, sizeof(*d));
    for (size_t i = 0; i < COUNT_OF(shown); i++)
        longest = MAX(longest, shown[i].spool->size);
    const size_t pages = (size_t)(longest / PAGE_SIZE + 1);
    d->good = mem_alloc(pages);
    if (!d->good)
        return err_set(e, ST_NOMEM, "reading back the words: out of memory");
    memset((void *)(uintptr_t)d->good, 1, pages);
    d->segment.counts.docs = docs;
    d->segment.counts.terms = words->n;
    for (size_t i = 0; i < COUNT_OF(shown) && st == ST_OK; i++)
        st = show_chunk(d, shown[i].chunk, shown[i].spool, e);
    return st;
}

void draft_close(struct draft *d)
{
    mem_free((void *)(uintptr_t)d->good);
    d->good = NULL;
}
