#include "common/base/ascii.h"

#include "tests/support/rng.h"
#include "tests/support/suite.h"

START_TEST(a_run_of_small_letters_ends_before_any_other_byte)
{
    uint8_t text[40];
    for (unsigned c = 0; c < 256; c++) {
        const bool small = c >= 'a' && c <= 'z';
        for (size_t at = 0; at < sizeof(text); at++) {
            memset(text, 'a', sizeof(text) / 2);
            memset(text + sizeof(text) / 2, 'z', sizeof(text) / 2);
            text[at] = (uint8_t)c;
            const uint8_t *const to =
                ascii_skip_lower(text, text + sizeof(text));
            ck_assert_uint_eq((size_t)(to - text), small ? sizeof(text) : at);
        }
    }
}
END_TEST

START_TEST(runs_are_those_found_byte_by_byte)
{
    struct rng r = rng_from_env(20250712);
    for (int i = 0; i < 100000; i++) {
        uint8_t text[32];
        const size_t n = rng_below(&r, sizeof(text) + 1);
        for (size_t k = 0; k < n; k++)
            text[k] = (uint8_t)(rng_below(&r, 12) ? 'a' + rng_below(&r, 26)
                                                  : rng_below(&r, 256));
        size_t want = 0;
        while (want < n && text[want] >= 'a' && text[want] <= 'z')
            want++;
        ck_assert_uint_eq((size_t)(ascii_skip_lower(text, text + n) - text),
                          want);
        ck_assert_int_eq(ascii_is_lower(bytes_of(text, n)), n && want == n);
    }
}
END_TEST

SUITE("ascii", a_run_of_small_letters_ends_before_any_other_byte,
      runs_are_those_found_byte_by_byte)
