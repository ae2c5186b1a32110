/* Every table of kernels this machine can run against the scalar one, on
 * random input and at the edges: nothing passes, everything does, one does. */
#include "query/rank/kernels.h"

#include <math.h>
#include <string.h>

#include "common/base/compiler.h"
#include "common/base/cpu.h"
#include "tests/support/rng.h"
#include "tests/support/suite.h"

enum { DOCS = 4096, ROUNDS = 20000 };

/* Runs `check` with each table but the definition. */
static void with_each(void (*check)(const struct rank_kernels *k,
                                    const struct rank_kernels *scalar,
                                    struct rng *rng))
{
    static const unsigned cpus[] = {0, CPU_AVX2, CPU_AVX2 | CPU_AVX512,
                                    CPU_AVX2 | CPU_AVX512 | CPU_INTERSECT};
    for (size_t i = 0; i < COUNT_OF(cpus); i++) {
        struct rng rng = rng_from_env(11);
        if ((cpus[i] & cpu_features()) == cpus[i])
            check(rank_kernels_for(cpus[i]), rank_kernels_for(0), &rng);
    }
}

/* Some documents of DOCS, ascending: n of them, filled up with INT32_MAX. */
static uint32_t draw_docs(struct rng *rng, uint32_t *docs, uint32_t first)
{
    const uint32_t most = rng_below(rng, 8) ? BATCH_DOCS : 3;
    const uint32_t gap = 1 + rng_below(rng, rng_below(rng, 2) ? 2 : 30);
    uint32_t n = 0;
    for (uint32_t doc = first; doc < DOCS && n < most;
         doc += 1 + rng_below(rng, gap))
        docs[n++] = doc;
    for (uint32_t i = n; i < BATCH_DOCS; i++)
        docs[i] = INT32_MAX;
    return n;
}

static void check_scores(const struct rank_kernels *k,
                         const struct rank_kernels *scalar, struct rng *rng)
{
    static const uint32_t extremes[] = {1, 2, 1u << 24, (1u << 24) + 1,
                                        1u << 30};
    for (unsigned round = 0; round < ROUNDS; round++) {
        uint32_t freqs[BATCH_DOCS];
        float norms[BATCH_DOCS];
        double want[BATCH_DOCS], got[BATCH_DOCS];
        const uint32_t n = rng_below(rng, BATCH_DOCS + 1);
        const float weight = (float)rng_below(rng, 2000) / 100.0f;
        for (uint32_t i = 0; i < n; i++) {
            freqs[i] = rng_below(rng, 10) ? 1 + rng_below(rng, 300)
                                          : extremes[rng_below(rng, 5)];
            norms[i] = 1.0f / (0.01f + (float)rng_below(rng, 4000) / 100.0f);
            if (rng_below(rng, 50) == 0)
                norms[i] = INFINITY; /* k1 = 0 */
        }
        scalar->scores(weight, freqs, norms, n, want);
        k->scores(weight, freqs, norms, n, got);
        ck_assert_mem_eq(want, got, n * sizeof(*want));
    }
}

static void check_above(const struct rank_kernels *k,
                        const struct rank_kernels *scalar, struct rng *rng)
{
    for (unsigned round = 0; round < ROUNDS; round++) {
        uint32_t want[BATCH_DOCS], got[BATCH_DOCS];
        double scores[BATCH_DOCS];
        const uint32_t n = rng_below(rng, BATCH_DOCS + 1);
        const double rest = (double)rng_below(rng, 8) / 8;
        float threshold = (float)rng_below(rng, 64) / 8;
        for (uint32_t i = 0; i < BATCH_DOCS; i++)
            scores[i] = (double)rng_below(rng, 64) / 8;
        if (rng_below(rng, 10) == 0)
            threshold = rng_below(rng, 2) ? INFINITY : -INFINITY;
        const uint32_t found = scalar->above(scores, n, rest, threshold, want);
        ck_assert_uint_eq(k->above(scores, n, rest, threshold, got), found);
        ck_assert_mem_eq(want, got, found * sizeof(*want));
        for (uint32_t i = 0, next = 0; i < n; i++) {
            const bool in = next < found && want[next] == i;
            ck_assert(in == ((float)(scores[i] + rest) > threshold));
            next += in;
        }
    }
}

/* A bitmap as FORMAT.md 6.4 has it. */
struct bits {
    _Alignas(64) uint64_t words[DOCS / 64];
    uint32_t ranks[DOCS / RANK_DOCS];
    struct bitmap bitmap;
};

static void draw_bits(struct rng *rng, struct bits *b)
{
    const unsigned kind = rng_below(rng, 4);
    uint32_t before = 0;
    for (uint32_t i = 0; i < DOCS / 64; i++) {
        b->words[i] = kind == 0   ? 0
                      : kind == 1 ? UINT64_MAX
                      : kind == 2 ? rng_next(rng)
                                  : rng_next(rng) & rng_next(rng);
        if (i % (RANK_DOCS / 64) == 0)
            b->ranks[i / (RANK_DOCS / 64)] = before;
        before += (uint32_t)__builtin_popcountll(b->words[i]);
    }
    b->bitmap = (struct bitmap){.bits = b->words, .ranks = b->ranks};
}

static void check_bitmaps(const struct rank_kernels *k,
                          const struct rank_kernels *scalar, struct rng *rng)
{
    static struct bits a, b;
    for (unsigned round = 0; round < ROUNDS / 20; round++) {
        uint32_t docs[BATCH_DOCS], want[BATCH_DOCS], got[BATCH_DOCS];
        const uint64_t *const arrays[] = {a.words, b.words, a.words};
        draw_bits(rng, &a);
        draw_bits(rng, &b);
        const uint32_t n = draw_docs(rng, docs, rng_below(rng, DOCS));
        const uint32_t found = scalar->in_bitmap(&a.bitmap, docs, n, want);
        ck_assert_uint_eq(k->in_bitmap(&a.bitmap, docs, n, got), found);
        ck_assert_mem_eq(want, got, found * sizeof(*want));
        for (uint32_t i = 0; i < found; i++)
            docs[i] = docs[want[i]];
        scalar->ranks(&a.bitmap, docs, found, want);
        k->ranks(&a.bitmap, docs, found, got);
        ck_assert_mem_eq(want, got, found * sizeof(*want));
        for (uint32_t i = 0, rank = 0, doc = 0; i < found; i++) {
            for (; doc < docs[i]; doc++)
                rank += (uint32_t)(a.words[doc / 64] >> doc % 64 & 1);
            ck_assert_uint_eq(want[i], rank);
        }
        for (size_t lists = 1; lists <= COUNT_OF(arrays); lists++)
            ck_assert_uint_eq(k->count_common(arrays, lists, DOCS / 64),
                              scalar->count_common(arrays, lists, DOCS / 64));
    }
}

static void check_in_block(const struct rank_kernels *k,
                           const struct rank_kernels *scalar, struct rng *rng)
{
    for (unsigned round = 0; round < ROUNDS; round++) {
        uint32_t block[BATCH_DOCS], docs[BATCH_DOCS], n = 0, found = 0;
        uint32_t want[2][BATCH_DOCS], got[2][BATCH_DOCS];
        const uint32_t first = rng_below(rng, DOCS);
        const uint32_t in_block = draw_docs(rng, block, first);
        draw_docs(rng, docs, rng_below(rng, first + 1));
        while (n < BATCH_DOCS && docs[n] <= block[in_block - 1])
            n++;
        for (uint32_t i = 0; i < n; i++)
            for (uint32_t j = 0; j < in_block; j++)
                if (block[j] == docs[i]) {
                    want[0][found] = i;
                    want[1][found++] = j;
                }
        ck_assert_uint_eq(scalar->in_block(block, docs, n, got[0], got[1]),
                          found);
        ck_assert_mem_eq(want[0], got[0], found * sizeof(**want));
        ck_assert_mem_eq(want[1], got[1], found * sizeof(**want));
        memset(got, 0xff, sizeof(got));
        ck_assert_uint_eq(k->in_block(block, docs, n, got[0], got[1]), found);
        for (uint32_t i = n; i < BATCH_DOCS; i++)
            ck_assert(got[0][i] == UINT32_MAX && got[1][i] == UINT32_MAX);
        ck_assert_uint_eq(k->count_in_block(block, docs, n), found);
        ck_assert_mem_eq(want[0], got[0], found * sizeof(**want));
        ck_assert_mem_eq(want[1], got[1], found * sizeof(**want));
        uint32_t here = 0;
        while (here < n && docs[here] <= first)
            here++;
        ck_assert_uint_eq(k->up_to(docs, n, first), here);
    }
}

static uint32_t draw_places(struct rng *rng, uint32_t *places, uint32_t most)
{
    const uint32_t n = rng_below(rng, most + 1);
    uint32_t at = rng_below(rng, 4);
    for (uint32_t i = 0; i < n; i++, at += 1 + rng_below(rng, 4))
        places[i] = at;
    return n;
}

static void check_keep_starts(const struct rank_kernels *k,
                              const struct rank_kernels *scalar,
                              struct rng *rng)
{
    enum { PLACES = 200 };
    for (unsigned round = 0; round < ROUNDS; round++) {
        uint32_t starts[PLACES], want[PLACES], got[PLACES];
        uint32_t pos[PLACES + POSITIONS_PAD];
        const uint32_t few = rng_below(rng, 4) ? 10 : PLACES;
        const uint32_t n = draw_places(rng, starts, few);
        const uint32_t m = draw_places(rng, pos, rng_below(rng, 2) ? 8 : few);
        const uint32_t offset = rng_below(rng, 5);
        for (unsigned i = 0; i < POSITIONS_PAD; i++)
            pos[m + i] = POSITION_NONE;
        memcpy(want, starts, sizeof(starts));
        memcpy(got, starts, sizeof(starts));
        const uint32_t kept = scalar->keep_starts(want, n, pos, m, offset);
        ck_assert_uint_eq(k->keep_starts(got, n, pos, m, offset), kept);
        ck_assert_mem_eq(want, got, kept * sizeof(*want));
        uint32_t found = 0;
        for (uint32_t i = 0; i < n; i++)
            for (uint32_t j = 0; j < m; j++)
                found += pos[j] == starts[i] + offset;
        ck_assert_uint_eq(kept, found);
    }
}

static void check_mark(const struct rank_kernels *k,
                       const struct rank_kernels *scalar, struct rng *rng)
{
    for (unsigned round = 0; round < ROUNDS; round++) {
        const uint32_t extremes[] = {0, 1, INT32_MAX - 1, INT32_MAX};
        uint32_t values[DOCS_PER_BLOCK];
        uint64_t want[DOCS_PER_BLOCK / 64], got[DOCS_PER_BLOCK / 64];
        for (unsigned i = 0; i < DOCS_PER_BLOCK; i++)
            values[i] = rng_below(rng, 10) ? rng_below(rng, 6)
                                           : extremes[rng_below(rng, 4)];
        const uint32_t least =
            rng_below(rng, 5) ? rng_below(rng, 7) : extremes[rng_below(rng, 4)];
        scalar->mark(values, least, want);
        k->mark(values, least, got);
        ck_assert_mem_eq(want, got, sizeof(want));
        for (unsigned i = 0; i < DOCS_PER_BLOCK; i++)
            ck_assert((want[i / 64] >> i % 64 & 1) == (values[i] >= least));
    }
}

/* The marks of one window begin anywhere in a block. */
static void check_keep_marked(const struct rank_kernels *k,
                              const struct rank_kernels *scalar,
                              struct rng *rng)
{
    enum { WORDS = RANK_DOCS / 64 };
    static struct bits all, some;
    for (unsigned round = 0; round < ROUNDS / 20; round++) {
        uint64_t marks[2 * (RANK_DOCS / DOCS_PER_BLOCK + 1) + 1];
        uint64_t want[WORDS], got[WORDS];
        const uint32_t first = rng_below(rng, DOCS_PER_BLOCK);
        draw_bits(rng, &all);
        draw_bits(rng, &some);
        for (size_t i = 0; i < COUNT_OF(marks); i++)
            marks[i] = rng_next(rng);
        for (unsigned i = 0; i < WORDS; i++)
            want[i] = got[i] = all.words[i] & some.words[i];
        const uint32_t left =
            scalar->keep_marked(want, all.words, marks, first);
        ck_assert_uint_eq(k->keep_marked(got, all.words, marks, first), left);
        ck_assert_mem_eq(want, got, sizeof(want));
        uint32_t mark = first, kept = 0;
        for (unsigned doc = 0; doc < RANK_DOCS; doc++) {
            const uint64_t bit = UINT64_C(1) << doc % 64;
            if (!(all.words[doc / 64] & bit))
                continue;
            const bool marked = marks[mark / 64] >> mark % 64 & 1;
            const bool in = marked && (some.words[doc / 64] & bit);
            ck_assert(in == ((want[doc / 64] & bit) != 0));
            kept += in;
            mark++;
        }
        ck_assert_uint_eq(left, kept);
    }
}

START_TEST(scores_equal_the_definition)
{
    with_each(check_scores);
}
END_TEST

START_TEST(documents_above_a_threshold_equal_the_definition)
{
    with_each(check_above);
}
END_TEST

START_TEST(bitmaps_are_read_and_counted_as_defined)
{
    with_each(check_bitmaps);
}
END_TEST

START_TEST(documents_of_a_block_are_found_where_they_are)
{
    with_each(check_in_block);
}
END_TEST

START_TEST(starts_of_phrases_are_kept_as_defined)
{
    with_each(check_keep_starts);
}
END_TEST

START_TEST(frequent_postings_are_marked_as_defined)
{
    with_each(check_mark);
}
END_TEST

START_TEST(documents_keep_the_marks_of_their_postings_as_defined)
{
    with_each(check_keep_marked);
}
END_TEST

SUITE("kernels", scores_equal_the_definition,
      documents_above_a_threshold_equal_the_definition,
      bitmaps_are_read_and_counted_as_defined,
      documents_of_a_block_are_found_where_they_are,
      starts_of_phrases_are_kept_as_defined,
      frequent_postings_are_marked_as_defined,
      documents_keep_the_marks_of_their_postings_as_defined)
