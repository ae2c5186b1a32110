#include "common/base/lanes.h"

#include "tests/support/suite.h"

START_TEST(the_first_byte_is_found_that_a_comparison_holds_for)
{
    for (size_t at = 0; at <= LANES; at++)
        for (size_t next = at; next <= LANES; next++) {
            uint8_t text[LANES + 1];
            memset(text, 0xe2, sizeof(text));
            text[at] = text[next] = '5';
            const lanes found = (lanes)(lanes_at(text) - '0' < 10);
            ck_assert_int_eq(lanes_any(found), at < LANES);
            if (at < LANES)
                ck_assert_uint_eq(lanes_first(found), at);
        }
}
END_TEST

SUITE("lanes", the_first_byte_is_found_that_a_comparison_holds_for)
