#include "indexer/batch.h"

#include "common/base/mem.h"

/* A record of 64 MiB shall not be paid for by every batch after it. */
enum { KEEP_BYTES = 4 * BATCH_BYTES };

void batch_clear(struct batch *b)
{
    if (b->bytes.cap > KEEP_BYTES)
        buf_release(&b->bytes);
    buf_clear(&b->bytes);
    b->n = 0;
    b->number = 0;
}

void batch_release(struct batch *b)
{
    buf_release(&b->bytes);
    mem_free(b->records);
    *b = (struct batch){.number = 0};
}

bool batch_put(struct batch *b, const void *p, size_t n, struct span *out)
{
    *out = (struct span){b->bytes.n, n};
    return buf_append(&b->bytes, p, n);
}

bool batch_add(struct batch *b, const struct raw_record *r)
{
    if (!mem_grow(&b->records, &b->cap, b->n + 1))
        return false;
    b->records[b->n++] = *r;
    return true;
}
