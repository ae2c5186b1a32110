#include "indexer/merge_policy.h"

#include "common/base/bytes.h"

/* What its documents that are not deleted take, about. */
static uint64_t weight_of(const struct manifest_segment *s)
{
    const double live = s->docs ? 1 - (double)s->deleted / (double)s->docs : 1;
    return MAX((uint64_t)((double)s->size * live), (uint64_t)MERGE_FLOOR);
}

static bool is_wasteful(const struct manifest_segment *s)
{
    return (uint64_t)s->deleted * 3 > s->docs;
}

/* How many segments an index of such a weight may have. */
static size_t budget(const struct manifest_segment *segments, size_t n)
{
    uint64_t total = 0, tier = UINT64_MAX;
    for (size_t i = 0; i < n; i++) {
        total += weight_of(&segments[i]);
        tier = MIN(tier, weight_of(&segments[i]));
    }
    size_t allowed = 0;
    for (; total / tier >= MERGE_AT_ONCE; tier *= MERGE_AT_ONCE) {
        allowed += MERGE_AT_ONCE;
        total -= MERGE_AT_ONCE * tier;
        if (tier > UINT64_MAX / MERGE_AT_ONCE)
            break;
    }
    return allowed + (size_t)((total + tier - 1) / tier);
}

/* The share of the largest one, which should be small; of two merges of equal
 * shares the cheaper one is a little better. */
static double badness(uint64_t largest, uint64_t sum)
{
    const int bits = 64 - __builtin_clzll(sum);
    return (double)largest / (double)sum * (20 + bits);
}

bool merge_policy_find(const struct manifest_segment *segments, size_t n,
                       size_t *from, size_t *to)
{
    double best = 0;
    bool found = false;
    for (size_t i = 0; i < n; i++)
        if (is_wasteful(&segments[i])) {
            *from = i;
            *to = i + 1;
            return true;
        }
    if (n < 2 || n <= budget(segments, n))
        return false;
    for (size_t i = 0; i + 1 < n; i++) {
        uint64_t largest = 0, sum = 0;
        for (size_t k = i; k < MIN(n, i + MERGE_AT_ONCE); k++) {
            const uint64_t weight = weight_of(&segments[k]);
            largest = MAX(largest, weight);
            sum += weight;
            if (k == i || (found && badness(largest, sum) >= best))
                continue;
            best = badness(largest, sum);
            found = true;
            *from = i;
            *to = k + 1;
        }
    }
    return found;
}
