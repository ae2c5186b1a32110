#include "tests/support/distinct.h"
#include "tests/support/suite.h"

#include <stdio.h>

START_TEST(a_text_is_counted_once)
{
    struct distinct s = {0};
    char text[16];

    for (int round = 0; round < 2; round++)
        for (int i = 0; i < 5000; i++) {
            snprintf(text, sizeof(text), "text %d", i);
            ck_assert_int_eq(distinct_add(&s, text), round == 0);
        }
    ck_assert_uint_eq(s.n, 5000);
    distinct_release(&s);
    ck_assert(distinct_add(&s, ""));
    distinct_release(&s);
}
END_TEST

SUITE("distinct", a_text_is_counted_once)
