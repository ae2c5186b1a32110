#include "common/codec/patched.h"

#include <string.h>

#include "common/base/mem.h"
#include "tests/support/rng.h"
#include "tests/support/suite.h"

/* Mostly small numbers of at most `bits`, a few of any size. */
static void draw(struct rng *rng, uint32_t *v, size_t n)
{
    const unsigned bits = rng_below(rng, 33), rare = 2 + rng_below(rng, 60);
    for (size_t i = 0; i < n; i++) {
        const unsigned own = rng_below(rng, rare) ? bits : rng_below(rng, 33);
        v[i] = own ? (uint32_t)rng_next(rng) >> (32 - own) : 0;
    }
}

/* Read from a heap block of the packed size, so that ASan sees a step outside;
 * one number at a time, all, and as gaps. */
START_TEST(what_was_packed_comes_back_in_every_way)
{
    struct rng rng = rng_from_env(5);
    unsigned with_exceptions = 0;
    for (unsigned round = 0; round < 30000; round++) {
        const size_t n =
            round % 2 ? BITPACK_BLOCK : 1 + rng_below(&rng, BITPACK_BLOCK);
        uint32_t v[BITPACK_BLOCK], got[BITPACK_BLOCK];
        uint8_t packed[PATCHED_MAX], head;
        draw(&rng, v, n);
        const size_t size =
            (size_t)(patched_pack(packed, v, n, &head) - packed);
        const unsigned width = bitpack_width(v, n);
        ck_assert_uint_le(size, bitpack_size(n, width));
        ck_assert_uint_ge(patched_bits(head), width);
        ck_assert(patched_is_head(head));
        ck_assert_uint_eq(patched_size(n, head), size);
        with_exceptions += size < bitpack_size(n, width);

        uint8_t *const own = mem_alloc(size);
        ck_assert_ptr_nonnull(own);
        memcpy(own, packed, size);
        patched_unpack(own, got, n, head);
        ck_assert_int_eq(memcmp(v, got, n * sizeof(*v)), 0);
        unsigned wrong = 0;
        for (size_t i = 0; i < n; i++)
            wrong += patched_get(own, n, head, i) != v[i];
        ck_assert_uint_eq(wrong, 0);
        const uint32_t base = (uint32_t)rng_next(&rng);
        patched_unpack_gaps(own, got, n, head, base);
        for (size_t i = 0; i < n; i++)
            v[i] += 1 + (i ? v[i - 1] : base);
        ck_assert_int_eq(memcmp(v, got, n * sizeof(*v)), 0);
        mem_free(own);
    }
    ck_assert_uint_gt(with_exceptions, 1000);
}
END_TEST

START_TEST(one_great_number_costs_four_slots)
{
    uint32_t v[BITPACK_BLOCK];
    uint8_t packed[PATCHED_MAX], head;
    for (unsigned i = 0; i < BITPACK_BLOCK; i++)
        v[i] = i & 1;
    v[100] = 200;
    ck_assert_int_eq(patched_pack(packed, v, BITPACK_BLOCK, &head) - packed,
                     16 + 8);
}
END_TEST

/* Whatever they are, nothing outside is read or written. */
START_TEST(any_bytes_are_numbers)
{
    struct rng rng = rng_from_env(6);
    for (unsigned round = 0; round < 30000; round++) {
        const size_t n = 1 + rng_below(&rng, BITPACK_BLOCK);
        const uint8_t head = (uint8_t)rng_next(&rng);
        if (!patched_is_head(head))
            continue;
        const size_t size = patched_size(n, head);
        uint8_t *const bytes = mem_alloc(size);
        uint32_t v[BITPACK_BLOCK];
        ck_assert_ptr_nonnull(bytes);
        for (size_t i = 0; i < size; i++)
            bytes[i] = (uint8_t)(rng_below(&rng, 3) ? rng_next(&rng) : 0);
        patched_unpack(bytes, v, n, head);
        patched_unpack_gaps(bytes, v, n, head, 7);
        (void)patched_get(bytes, n, head, n - 1);
        mem_free(bytes);
    }
}
END_TEST

SUITE("patched", what_was_packed_comes_back_in_every_way,
      one_great_number_costs_four_slots, any_bytes_are_numbers)
