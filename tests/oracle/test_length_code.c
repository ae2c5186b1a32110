#include "tests/oracle/length_code.h"
#include "tests/support/suite.h"

START_TEST(lengths_up_to_40_are_kept_exactly)
{
    for (uint32_t n = 0; n <= 40; n++)
        ck_assert_uint_eq(length_of_code(length_code(n)), n);
    ck_assert_uint_eq(length_code(40), 40);
    ck_assert_uint_eq(length_code(41), 40);
    ck_assert_uint_eq(length_code(42), 41);
}
END_TEST

/* Steps of 2 from 40 to 56, of 4 to 88, and so on: eight codes each. */
START_TEST(known_lengths_have_the_codes_of_lucene)
{
    static const struct {
        uint32_t length;
        uint8_t code;
        uint32_t back;
    } KNOWN[] = {
        {23, 23, 23},
        {24, 24, 24},
        {55, 47, 54},
        {56, 48, 56},
        {59, 48, 56},
        {88, 56, 88},
        {100, 57, 96},
        {300, 72, 280},
        {1000, 87, 984},
        {5000, 105, 4632},
        {INT32_MAX, 255, 2013265944},
    };
    for (size_t i = 0; i < sizeof(KNOWN) / sizeof(KNOWN[0]); i++) {
        ck_assert_uint_eq(length_code(KNOWN[i].length), KNOWN[i].code);
        ck_assert_uint_eq(length_of_code(KNOWN[i].code), KNOWN[i].back);
    }
}
END_TEST

START_TEST(every_code_comes_back_and_codes_rise_with_the_length)
{
    for (unsigned code = 0; code <= UINT8_MAX; code++)
        ck_assert_uint_eq(length_code(length_of_code((uint8_t)code)), code);
    for (uint32_t n = 1; n < 200000; n++) {
        ck_assert_uint_ge(length_code(n), length_code(n - 1));
        ck_assert_uint_le(length_of_code(length_code(n)), n);
    }
}
END_TEST

SUITE("length_code", lengths_up_to_40_are_kept_exactly,
      known_lengths_have_the_codes_of_lucene,
      every_code_comes_back_and_codes_rise_with_the_length)
