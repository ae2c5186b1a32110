#include "common/codec/varint.h"
#include "tests/support/rng.h"
#include "tests/support/suite.h"

START_TEST(every_number_comes_back_and_needs_all_its_bytes)
{
    struct rng rng = rng_from_env(7);
    for (unsigned round = 0; round < 100000; round++) {
        const uint64_t v = rng_next(&rng) >> rng_below(&rng, 64);
        uint8_t raw[VARINT_MAX];
        const uint8_t *const end = varint_put(raw, v);
        uint64_t back = ~v;
        ck_assert_ptr_eq(varint_get(raw, end, &back), end);
        ck_assert_uint_eq(back, v);
        for (const uint8_t *cut = raw; cut < end; cut++)
            ck_assert_ptr_null(varint_get(raw, cut, &back));
    }
}
END_TEST

START_TEST(what_stands_behind_a_number_does_not_matter)
{
    struct rng rng = rng_from_env(11);
    for (unsigned round = 0; round < 100000; round++) {
        const uint64_t v = rng_next(&rng) >> rng_below(&rng, 64);
        uint8_t raw[VARINT_MAX + 8];
        for (size_t i = 0; i < sizeof(raw); i++)
            raw[i] = (uint8_t)rng_below(&rng, 256);
        const uint8_t *const end = varint_put(raw, v);
        for (const uint8_t *to = end; to <= raw + sizeof(raw); to++) {
            uint64_t back = ~v, again = ~v;
            ck_assert_ptr_eq(varint_get(raw, to, &back), end);
            ck_assert_ptr_eq(varint_get_long(raw, to, &again), end);
            ck_assert_uint_eq(back, v);
            ck_assert_uint_eq(again, v);
        }
    }
}
END_TEST

START_TEST(sizes_change_where_seven_bits_are_full)
{
    uint8_t raw[VARINT_MAX];
    ck_assert_int_eq(varint_put(raw, 0) - raw, 1);
    ck_assert_int_eq(varint_put(raw, 127) - raw, 1);
    ck_assert_int_eq(varint_put(raw, 128) - raw, 2);
    ck_assert_int_eq(varint_put(raw, UINT64_MAX) - raw, VARINT_MAX);
}
END_TEST

START_TEST(more_than_64_bits_is_no_number)
{
    uint8_t raw[VARINT_MAX + 1];
    uint64_t v = 5;
    for (unsigned i = 0; i <= VARINT_MAX; i++)
        raw[i] = 0xff;
    ck_assert_ptr_null(varint_get(raw, raw + sizeof(raw), &v));
    raw[VARINT_MAX - 1] = 2; /* bit 64 */
    ck_assert_ptr_null(varint_get(raw, raw + sizeof(raw), &v));
    ck_assert_uint_eq(v, 5);
}
END_TEST

SUITE("varint", every_number_comes_back_and_needs_all_its_bytes,
      what_stands_behind_a_number_does_not_matter,
      sizes_change_where_seven_bits_are_full, more_than_64_bits_is_no_number)
