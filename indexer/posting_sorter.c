#include "indexer/posting_sorter.h"

#include <string.h>

#include "common/base/mem.h"

enum {
    FEW = 48,      /* sorted by insertion                               */
    MANY = 1 << 14 /* worth counting by 2,048 digits, not 256, at a time */
};

static enum st out_of_memory(struct err *e)
{
    return err_set(e, ST_NOMEM, "sorting postings: out of memory");
}

void posting_sorter_release(struct posting_sorter *s)
{
    mem_free(s->keys);
    mem_free(s->spare);
    mem_free(s->starts);
    mem_free(s->gaps);
    *s = (struct posting_sorter){.n = 0};
}

enum st posting_sorter_add(struct posting_sorter *s, uint32_t doc,
                           uint32_t freq, const uint32_t *gaps, struct err *e)
{
    if (s->n_gaps + freq > UINT32_MAX)
        return err_set(e, ST_LIMIT, "too many positions to sort at once");
    if (!mem_grow(&s->keys, &s->cap_keys, s->n + 1) ||
        !mem_grow(&s->starts, &s->cap_starts, s->n + 2) ||
        !mem_grow(&s->gaps, &s->cap_gaps, s->n_gaps + freq))
        return out_of_memory(e);
    s->keys[s->n] = (uint64_t)doc << 32 | s->n;
    s->starts[s->n++] = (uint32_t)s->n_gaps;
    memcpy(s->gaps + s->n_gaps, gaps, freq * sizeof(*gaps));
    s->n_gaps += freq;
    s->starts[s->n] = (uint32_t)s->n_gaps;
    return ST_OK;
}

/* ---- sorting ---- */

static void sort_few(uint64_t *v, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        const uint64_t key = v[i];
        size_t k = i;
        for (; k > 0 && v[k - 1] > key; k--)
            v[k] = v[k - 1];
        v[k] = key;
    }
}

/* One pass of a radix sort: by `bits` bits from `shift` on. */
static void sort_by_digit(const uint64_t *from, uint64_t *to, size_t n,
                          unsigned shift, unsigned bits)
{
    size_t at[2048] = {0};
    const uint64_t mask = (1u << bits) - 1;
    for (size_t i = 0; i < n; i++)
        at[from[i] >> shift & mask]++;
    for (size_t d = 0, sum = 0; d <= mask; d++) {
        const size_t count = at[d];
        at[d] = sum;
        sum += count;
    }
    for (size_t i = 0; i < n; i++)
        to[at[from[i] >> shift & mask]++] = from[i];
}

static enum st sort_keys(struct posting_sorter *s, unsigned doc_bits,
                         struct err *e)
{
    if (s->n <= FEW) {
        sort_few(s->keys, s->n);
        return ST_OK;
    }
    if (!mem_grow(&s->spare, &s->cap_spare, s->n))
        return out_of_memory(e);
    const unsigned bits = s->n < MANY ? 8 : 11;
    for (unsigned done = 0; done < doc_bits; done += bits) {
        uint64_t *const sorted = s->spare;
        const size_t cap = s->cap_spare;
        sort_by_digit(s->keys, sorted, s->n, 32 + done, bits);
        s->spare = s->keys;
        s->cap_spare = s->cap_keys;
        s->keys = sorted;
        s->cap_keys = cap;
    }
    return ST_OK;
}

enum st posting_sorter_write(struct posting_sorter *s, unsigned doc_bits,
                             struct postings_writer *w, struct err *e)
{
    enum st st = sort_keys(s, doc_bits, e);
    for (size_t i = 0; i < s->n && st == ST_OK; i++) {
        const uint32_t k = (uint32_t)s->keys[i];
        const uint32_t at = s->starts[k];
        st = postings_writer_add(w, (uint32_t)(s->keys[i] >> 32),
                                 s->starts[k + 1] - at, s->gaps + at, e);
    }
    s->n = s->n_gaps = 0;
    return st;
}
