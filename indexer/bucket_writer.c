#include "indexer/bucket_writer.h"

#include <string.h>

#include "common/base/mem.h"
#include "common/segment/bucket.h"

enum { DROP_HASHES = 1 << 20 /* read before their pages are given back */ };

struct table {
    struct spool *hashes;
    struct bytes all; /* of them */
    uint64_t n, buckets;
    uint32_t *counts; /* terms whose search begins in a bucket */
};

/* A part of the table, and what its buckets are filled from: [from, to), where
 * `from` may stand `wrapped` buckets before the end of the table. */
struct window {
    uint64_t wrapped, from, to;
    uint8_t *places; /* of `wrapped`, then of [from, to) */
};

static enum st out_of_memory(struct err *e)
{
    return err_set(e, ST_NOMEM, "writing the dictionary: out of memory");
}

static uint64_t hash_of(const struct table *t, uint64_t i)
{
    if (i % DROP_HASHES == DROP_HASHES - 1)
        spool_drop(t->hashes, 8 * i);
    return get_u64le(t->all.p + 8 * i);
}

static void count(struct table *t)
{
    for (uint64_t i = 0; i < t->n; i++)
        t->counts[bucket_of(hash_of(t, i), t->buckets)]++;
}

/* What a bucket sends on, when `carry` terms are sent on to it. */
static uint64_t sent_on(const struct table *t, uint64_t bucket, uint64_t carry)
{
    const uint64_t terms = carry + t->counts[bucket];
    return terms > BUCKET_PLACES ? terms - BUCKET_PLACES : 0;
}

/* The terms sent on from the last bucket to the first, and the last bucket to
 * which none are, so that those come from behind it. There are more places than
 * terms: somewhere in a round nothing is sent on, and what is reckoned from
 * there on is right, though the round began with 0. */
static uint64_t wrap(const struct table *t, uint64_t *clean)
{
    uint64_t carry = 0;
    *clean = 0;
    for (uint64_t i = 0; i < t->buckets; i++) {
        if (carry == 0)
            *clean = i;
        carry = sent_on(t, i, carry);
    }
    return carry;
}

/* Where the window that begins at `from` ends: at the last place within `most`
 * buckets to which nothing is sent on, or the first one behind them. *carry is
 * what is sent on to `from`. */
static uint64_t window_end(const struct table *t, uint64_t from, uint64_t limit,
                           uint64_t most, uint64_t carry)
{
    uint64_t end = 0;
    for (uint64_t i = from; i < limit; i++) {
        carry = sent_on(t, i, carry);
        if (carry == 0)
            end = i + 1;
        if (end && i + 1 - from >= most)
            return end;
    }
    return limit;
}

/* Where a bucket stands in the window, or no less than its buckets. */
static uint64_t place_in(const struct table *t, const struct window *w,
                         uint64_t bucket)
{
    const uint64_t first = t->buckets - w->wrapped; /* of those wrapped */
    if (bucket >= w->from && bucket < w->to)
        return w->wrapped + bucket - w->from;
    return bucket >= first ? bucket - first : UINT64_MAX;
}

/* What is sent on behind the window is in the next one. */
static void fill(const struct table *t, const struct window *w)
{
    const uint64_t n = w->wrapped + w->to - w->from;
    memset(w->places, 0, (size_t)n * BUCKET_SIZE);
    for (uint64_t ord = 0; ord < t->n; ord++) {
        const uint64_t hash = hash_of(t, ord);
        uint64_t at = place_in(t, w, bucket_of(hash, t->buckets));
        while (at < n && !bucket_put(w->places + at * BUCKET_SIZE,
                                     bucket_tag(hash), (uint32_t)(ord + 1)))
            at++;
    }
}

static enum st write_window(const struct table *t, struct window *w,
                            struct segment_writer *out, struct err *e)
{
    const uint64_t n = w->wrapped + w->to - w->from;
    w->places = mem_array((size_t)n, BUCKET_SIZE);
    if (!w->places)
        return out_of_memory(e);
    fill(t, w);
    const enum st st =
        segment_writer_append(out, w->places + w->wrapped * BUCKET_SIZE,
                              (size_t)((w->to - w->from) * BUCKET_SIZE), e);
    mem_free(w->places);
    return st;
}

/* The first window alone may be reached from the end of the table; it ends
 * before what reaches it. */
static enum st write_windows(const struct table *t, size_t room,
                             struct segment_writer *out, struct err *e)
{
    const uint64_t most = MAX(room / BUCKET_SIZE, (size_t)1);
    uint64_t clean, carry = wrap(t, &clean);
    struct window w = {.wrapped = carry ? t->buckets - clean : 0};
    enum st st = ST_OK;
    for (; w.from < t->buckets && st == ST_OK; w.from = w.to) {
        w.to =
            window_end(t, w.from, w.wrapped ? clean : t->buckets, most, carry);
        st = write_window(t, &w, out, e);
        w.wrapped = 0;
        carry = 0;
    }
    return st;
}

enum st bucket_writer_write(struct segment_writer *out, enum chunk chunk,
                            struct spool *hashes, uint64_t n, size_t room,
                            struct err *e)
{
    struct table t = {.hashes = hashes, .n = n, .buckets = buckets_for(n)};
    enum st st = spool_view(hashes, &t.all, e);
    t.counts = mem_zalloc((size_t)t.buckets * sizeof(*t.counts));
    if (st == ST_OK && !t.counts)
        st = out_of_memory(e);
    if (st == ST_OK) {
        count(&t);
        st = segment_writer_begin(out, chunk, e);
    }
    if (st == ST_OK)
        st = write_windows(&t, room, out, e);
    mem_free(t.counts);
    return st == ST_OK ? segment_writer_end(out, e) : st;
}
