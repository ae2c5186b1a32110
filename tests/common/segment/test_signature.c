/* What a signature says of two sets of hashes, against the sets. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "common/segment/signature.h"
#include "tests/support/rng.h"
#include "tests/support/suite.h"

enum { MOST = 2000 };

/* Two sets of `n` and `m` hashes, the first `shared` of which are the same. */
struct two_sets {
    uint64_t a[MOST], b[MOST];
    size_t n, m;
};

static void make(struct two_sets *s, struct rng *r, size_t n, size_t m,
                 size_t shared)
{
    for (size_t i = 0; i < n; i++)
        s->a[i] = rng_next(r);
    for (size_t i = 0; i < m; i++)
        s->b[i] = i < shared ? s->a[i] : rng_next(r);
    s->n = n;
    s->m = m;
}

START_TEST(the_estimate_is_near_the_similarity)
{
    static const double wanted[] = {0, .2, .5, .8, .9, 1};
    struct rng r = rng_from_env(1);
    struct two_sets *const s = malloc(sizeof(*s));
    for (size_t i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++) {
        enum { ROUNDS = 400, SIZE = 400 };
        const size_t shared =
            (size_t)lround(2 * SIZE * wanted[i] / (1 + wanted[i]));
        double sum = 0, squares = 0;
        for (unsigned k = 0; k < ROUNDS; k++) {
            make(s, &r, SIZE, SIZE, shared);
            const struct signature a = signature_of(s->a, s->n);
            const struct signature b = signature_of(s->b, s->m);
            const double off = signature_estimate(&a, &b) - wanted[i];
            sum += off;
            squares += off * off;
        }
        ck_assert_msg(fabs(sum / ROUNDS) < .015, "%f: %f off", wanted[i],
                      sum / ROUNDS);
        ck_assert_msg(sqrt(squares / ROUNDS) < .1, "%f: %f", wanted[i],
                      sqrt(squares / ROUNDS));
    }
    free(s);
}
END_TEST

START_TEST(order_and_repetition_do_not_matter)
{
    struct rng r = rng_from_env(2);
    struct two_sets *const s = malloc(sizeof(*s));
    make(s, &r, 300, 300, 300);
    for (size_t i = 0; i < 300; i++)
        s->b[i] = s->a[299 - i];
    struct signature a = signature_of(s->a, 300);
    struct signature b = signature_of(s->b, 300);
    ck_assert_mem_eq(&a, &b, sizeof(a));
    memcpy(s->b + 300, s->a, 300 * sizeof(*s->b));
    b = signature_of(s->b, 600);
    ck_assert_mem_eq(&a, &b, SIGNATURE_SIZE - 1); /* the size is another */
    free(s);
}
END_TEST

static bool share_a_sample(const struct signature *a, const struct signature *b)
{
    for (unsigned i = 0; i < SIGNATURE_SAMPLES; i++)
        for (unsigned k = 0; k < SIGNATURE_SAMPLES; k++)
            if (signature_sample(a, i) == signature_sample(b, k))
                return true;
    return false;
}

/* Of a text and a part of it, with a probability of 1 - (1 - part)^5. */
START_TEST(a_part_has_a_sample_of_the_whole)
{
    enum { ROUNDS = 2000 };
    struct rng r = rng_from_env(3);
    struct two_sets *const s = malloc(sizeof(*s));
    unsigned found = 0;
    for (unsigned k = 0; k < ROUNDS; k++) {
        make(s, &r, 500, 200, 200);
        const struct signature a = signature_of(s->a, s->n);
        const struct signature b = signature_of(s->b, s->m);
        found += share_a_sample(&a, &b);
    }
    ck_assert_msg(found > ROUNDS * .90 && found < ROUNDS * .945, "%u", found);
    free(s);
}
END_TEST

START_TEST(samples_are_of_the_least_hashes)
{
    uint64_t v[64];
    for (unsigned i = 0; i < 64; i++)
        v[i] = (uint64_t)(64 - i) << 40 | (i + 1);
    const struct signature s = signature_of(v, 64);
    for (unsigned i = 0; i < SIGNATURE_SAMPLES; i++)
        ck_assert_uint_eq(signature_sample(&s, i), 64 - i);
    ck_assert_uint_eq(signature_shingles(&s), 64);
    const struct signature few = signature_of(v, 2);
    ck_assert_uint_eq(signature_sample(&few, 1), 1);
    ck_assert_uint_eq(signature_sample(&few, 2), SAMPLE_NONE);
}
END_TEST

START_TEST(short_texts_have_their_hash)
{
    const struct hash128 h = {UINT64_C(0x0102030405060708), 9};
    const struct signature s = signature_of_short(h, 3);
    const struct signature none = signature_of_short(h, 0);
    const uint64_t one = 1;
    const struct signature longer = signature_of(&one, 1);
    ck_assert(signature_is_short(&s) && !signature_is_empty(&s));
    ck_assert_uint_eq(s.raw[0], 8);
    ck_assert_uint_eq(s.raw[8], 9);
    ck_assert(signature_is_empty(&none));
    ck_assert(!signature_is_short(&longer));
}
END_TEST

SUITE("signature", the_estimate_is_near_the_similarity,
      order_and_repetition_do_not_matter, a_part_has_a_sample_of_the_whole,
      samples_are_of_the_least_hashes, short_texts_have_their_hash)
