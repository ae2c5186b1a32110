#include "query/rank/topk.h"

#include <assert.h>
#include <math.h>
#include <string.h>

/* Up to so many hits are a heap. */
enum { HEAP_MAX = 128 };

enum { VALUES = 256 };

#define SIGN 0x80000000u

/* The bits of positive floats order as they do; with the sign flipped above
 * those of negative ones, which order the other way round. */
static uint64_t key_of(uint32_t doc, float score)
{
    const float plain = score + 0.0f; /* one zero, not two */
    uint32_t bits;

    memcpy(&bits, &plain, sizeof(bits));
    bits = bits & SIGN ? ~bits : bits | SIGN;
    return (uint64_t)bits << 32 | (UINT32_MAX - doc);
}

static float score_of(uint64_t key)
{
    const uint32_t above = (uint32_t)(key >> 32);
    const uint32_t bits = above & SIGN ? above & ~SIGN : ~above;
    float score;

    memcpy(&score, &bits, sizeof(score));
    return score;
}

/* ---- a heap, the worst on top ---- */

/* Puts `key` in the hole at `i` or below. */
static void sift_down(uint64_t *keys, uint32_t n, uint32_t i, uint64_t key)
{
    for (;;) {
        uint32_t child = 2 * i + 1;
        if (child >= n)
            break;
        child += child + 1 < n && keys[child + 1] < keys[child];
        if (keys[child] >= key)
            break;
        keys[i] = keys[child];
        i = child;
    }
    keys[i] = key;
}

static void sift_up(uint64_t *keys, uint32_t i, uint64_t key)
{
    while (i > 0 && key < keys[(i - 1) / 2]) {
        keys[i] = keys[(i - 1) / 2];
        i = (i - 1) / 2;
    }
    keys[i] = key;
}

static void heap_put(struct topk *t, uint64_t key)
{
    if (t->n < t->k) {
        sift_up(t->keys, t->n++, key);
        if (t->n < t->k)
            return;
    } else {
        sift_down(t->keys, t->n, 0, key);
    }
    t->threshold = score_of(t->keys[0]);
}

/* The least ends up last. */
static void heap_sort(uint64_t *keys, uint32_t n)
{
    for (; n > 1; n--) {
        const uint64_t last = keys[n - 1];
        keys[n - 1] = keys[0];
        sift_down(keys, n - 1, 0, last);
    }
}

/* ---- a collection ---- */

/* The key with these bits of a mask, which one has. */
static uint64_t key_with(const uint64_t *keys, uint64_t bits, uint64_t mask)
{
    while ((*keys & mask) != bits)
        keys++;
    return *keys;
}

/* The k-th greatest of n > k different keys, by counting eight bits after
 * eight, from the first on that differ, among those that share the bits before.
 */
static uint64_t select_key(const uint64_t *keys, uint32_t n, uint32_t k)
{
    uint64_t differ = 0;

    for (uint32_t i = 1; i < n; i++)
        differ |= keys[i] ^ keys[0];
    int shift = MAX(64 - 8 - __builtin_clzll(differ), 0);
    uint64_t mask = shift < 64 - 8 ? UINT64_MAX << (shift + 8) : 0;
    uint64_t prefix = keys[0] & mask;
    for (;;) {
        uint32_t counts[VALUES] = {0};
        for (uint32_t i = 0; i < n; i++)
            counts[keys[i] >> shift & (VALUES - 1)] +=
                (keys[i] & mask) == prefix;
        unsigned byte = VALUES - 1;
        while (counts[byte] < k)
            k -= counts[byte--];
        mask |= (uint64_t)(VALUES - 1) << shift;
        prefix |= (uint64_t)byte << shift;
        if (counts[byte] == 1)
            return key_with(keys, prefix, mask);
        shift = MAX(shift - 8, 0);
    }
}

/* Keeps the k best. */
static void shrink(struct topk *t)
{
    const uint64_t last = select_key(t->keys, t->n, t->k);
    uint32_t kept = 0;

    for (uint32_t i = 0; i < t->n; i++) {
        const uint64_t key = t->keys[i];
        t->keys[kept] = key;
        kept += key >= last;
    }
    t->n = kept;
    t->threshold = score_of(last);
}

static void collection_put(struct topk *t, uint64_t key)
{
    t->keys[t->n++] = key;
    /* When k are there their least is the threshold, and again when the array
     * is full. */
    if (t->n == topk_room(t->k))
        shrink(t);
    else if (t->n == t->k)
        t->threshold = score_of(select_key(t->keys, t->n, t->k));
}

/* By the bytes of the score from the lowest on, greatest first, to and fro
 * between the keys and the room behind them: of equal scores the order stays,
 * in which documents came. Where the keys are in the end. */
static uint64_t *radix_sort(uint64_t *keys, uint64_t *room, uint32_t n)
{
    for (unsigned shift = 32; shift < 64; shift += 8) {
        uint32_t starts[VALUES] = {0}, sum = 0;
        for (uint32_t i = 0; i < n; i++)
            starts[keys[i] >> shift & (VALUES - 1)]++;
        if (starts[keys[0] >> shift & (VALUES - 1)] == n)
            continue; /* all have the same */
        for (unsigned v = VALUES; v-- > 0;) {
            const uint32_t count = starts[v];
            starts[v] = sum;
            sum += count;
        }
        for (uint32_t i = 0; i < n; i++)
            room[starts[keys[i] >> shift & (VALUES - 1)]++] = keys[i];
        uint64_t *const swap = keys;
        keys = room;
        room = swap;
    }
    return keys;
}

/* Of a collection, which is no heap. */
static const uint64_t *collection_sort(struct topk *t)
{
    if (t->n > t->k)
        shrink(t);
    if (t->n > HEAP_MAX)
        return radix_sort(t->keys, t->keys + t->k, t->n);
    for (uint32_t i = 1; i < t->n; i++)
        sift_up(t->keys, i, t->keys[i]);
    heap_sort(t->keys, t->n);
    return t->keys;
}

/* ---- both ---- */

static void fold_put_hit(struct topk *t, uint64_t key, uint32_t doc)
{
    t->n = fold_put(t->fold, t->keys, t->n, t->k, key, doc);
    if (t->n == t->k)
        t->threshold = score_of(t->keys[0]);
}

void topk_init(struct topk *t, uint64_t *keys, uint32_t k)
{
    *t = (struct topk){
        .keys = keys, .k = k, .sure = k, .threshold = k ? -INFINITY : INFINITY};
}

void topk_promise(struct topk *t, double score)
{
    /* Those that just reach it must get in. */
    const float below = nextafterf((float)score, -INFINITY);

    if (t->k == 0 || score <= 0 || below <= t->threshold)
        return;
    t->threshold = nextafterf(below, -INFINITY);
    t->promised = true;
}

void topk_put(struct topk *t, uint32_t doc, double score)
{
    assert(topk_wants(t, score));
    if (t->fold)
        fold_put_hit(t, key_of(doc, (float)score), doc);
    else if (t->k <= HEAP_MAX)
        heap_put(t, key_of(doc, (float)score));
    else
        collection_put(t, key_of(doc, (float)score));
}

uint32_t topk_finish(struct topk *t, struct hit *hits)
{
    const uint64_t *keys = t->keys;
    if (t->fold)
        fold_end(t->fold, t->n);
    if (t->fold || t->k <= HEAP_MAX)
        heap_sort(t->keys, t->n);
    else
        keys = collection_sort(t);
    for (uint32_t i = 0; i < t->n; i++)
        hits[i] = (struct hit){.doc = UINT32_MAX - (uint32_t)keys[i],
                               .score = score_of(keys[i])};
    return t->n;
}
