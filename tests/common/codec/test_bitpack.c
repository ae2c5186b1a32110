#include "common/base/mem.h"
#include "common/codec/bitpack.h"
#include "tests/support/rng.h"
#include "tests/support/suite.h"

#include <string.h>

/* Bit `bit` of number i of a full block, straight from the words of FORMAT.md:
 * lane i % 4, bit (i / 4) * bits + bit of that lane's stream. */
static unsigned bit_of_block(const uint8_t *in, unsigned i, unsigned bits,
                             unsigned bit)
{
    const unsigned at = i / 4 * bits + bit;
    const unsigned word = at / 32 * 4 + i % 4;
    return in[word * 4 + at % 32 / 8] >> at % 8 & 1;
}

static unsigned bit_of_tail(const uint8_t *in, unsigned i, unsigned bits,
                            unsigned bit)
{
    const unsigned at = i * bits + bit;
    return in[at / 8] >> at % 8 & 1;
}

static void fill(struct rng *rng, uint32_t *v, unsigned n, unsigned bits)
{
    for (unsigned i = 0; i < n; i++)
        v[i] = bits ? (uint32_t)rng_next(rng) >> (32 - bits) : 0;
}

START_TEST(packed_bits_stand_where_the_format_says)
{
    struct rng rng = rng_from_env(1);
    for (unsigned bits = 0; bits <= 32; bits++) {
        for (unsigned n = 1; n <= BITPACK_BLOCK; n++) {
            uint32_t v[BITPACK_BLOCK];
            uint8_t packed[BITPACK_MAX + 8];
            fill(&rng, v, n, bits);
            const uint8_t *const end = bitpack_pack(packed, v, n, bits);
            ck_assert_uint_eq((size_t)(end - packed), bitpack_size(n, bits));
            unsigned wrong = 0;
            for (unsigned i = 0; i < n; i++)
                for (unsigned bit = 0; bit < bits; bit++)
                    wrong += (v[i] >> bit & 1) !=
                             (n == BITPACK_BLOCK
                                  ? bit_of_block(packed, i, bits, bit)
                                  : bit_of_tail(packed, i, bits, bit));
            ck_assert_uint_eq(wrong, 0);
        }
    }
}
END_TEST

START_TEST(unpacking_gives_back_what_was_packed)
{
    struct rng rng = rng_from_env(2);
    for (unsigned round = 0; round < 20000; round++) {
        const unsigned bits = rng_below(&rng, 33);
        const unsigned n =
            round % 2 ? BITPACK_BLOCK : 1 + rng_below(&rng, BITPACK_BLOCK);
        uint32_t v[BITPACK_BLOCK], back[BITPACK_BLOCK];
        uint8_t packed[BITPACK_MAX + 8];
        fill(&rng, v, n, bits);
        ck_assert_uint_le(bitpack_width(v, n), bits);
        bitpack_pack(packed, v, n, bits);
        bitpack_unpack(packed, back, n, bits);
        ck_assert_mem_eq(v, back, n * sizeof(*v));

        const uint32_t base = (uint32_t)rng_next(&rng);
        bitpack_unpack_gaps(packed, back, n, bits, base);
        uint32_t sum = base;
        for (unsigned i = 0; i < n; i++)
            v[i] = sum += v[i] + 1;
        ck_assert_mem_eq(v, back, n * sizeof(*v));
    }
}
END_TEST

START_TEST(width_is_that_of_the_greatest_number)
{
    const uint32_t v[] = {0, 0, 5, 1};
    ck_assert_uint_eq(bitpack_width(v, 2), 0);
    ck_assert_uint_eq(bitpack_width(v, 4), 3);
    const uint32_t all = UINT32_MAX;
    ck_assert_uint_eq(bitpack_width(&all, 1), 32);
}
END_TEST

/* Of a heap block of their own size, so that ASan sees any step outside. */
START_TEST(nothing_behind_the_packed_bytes_is_read)
{
    struct rng rng = rng_from_env(2);
    for (unsigned bits = 0; bits <= 32; bits++)
        for (unsigned n = 1; n <= BITPACK_BLOCK; n++) {
            uint32_t v[BITPACK_BLOCK], back[BITPACK_BLOCK];
            uint8_t packed[BITPACK_MAX + 8];
            const size_t size = bitpack_size(n, bits);
            fill(&rng, v, n, bits);
            bitpack_pack(packed, v, n, bits);
            uint8_t *const own = mem_alloc(size);
            ck_assert_ptr_nonnull(own);
            memcpy(own, packed, size);
            bitpack_unpack(own, back, n, bits);
            ck_assert_int_eq(memcmp(v, back, n * sizeof(*v)), 0);
            mem_free(own);
        }
}
END_TEST

START_TEST(one_number_alone_is_that_of_all)
{
    struct rng rng = rng_from_env(3);
    for (unsigned bits = 0; bits <= 32; bits++)
        for (unsigned n = 1; n <= BITPACK_BLOCK; n++) {
            uint32_t v[BITPACK_BLOCK];
            uint8_t packed[BITPACK_MAX];
            unsigned wrong = 0;
            fill(&rng, v, n, bits);
            bitpack_pack(packed, v, n, bits);
            for (unsigned i = 0; i < n; i++)
                wrong += bitpack_get(packed, n, bits, i) != v[i];
            ck_assert_uint_eq(wrong, 0);
        }
}
END_TEST

SUITE("bitpack", one_number_alone_is_that_of_all,
      packed_bits_stand_where_the_format_says,
      unpacking_gives_back_what_was_packed,
      nothing_behind_the_packed_bytes_is_read,
      width_is_that_of_the_greatest_number)
