#include "common/base/nearest.h"
#include "tests/support/suite.h"

#include <string.h>

/* The best of three names for `word`, "" for none. */
static const char *best(const char *word)
{
    static const char *const names[] = {"build", "verify", "veriff"};
    struct nearest near = nearest_to(word);
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
        nearest_offer(&near, names[i]);
    return near.best ? near.best : "";
}

START_TEST(a_slip_finds_the_name_it_was)
{
    ck_assert_str_eq(best("build"), "build");
    ck_assert_str_eq(best("biuld"), "build");
    ck_assert_str_eq(best("buld"), "build");
    ck_assert_str_eq(best("buildd"), "build");
    ck_assert_str_eq(best("verifi"), "verify"); /* the first of equal ones */
    ck_assert_str_eq(best("veriff"), "veriff");
}
END_TEST

START_TEST(other_words_are_near_to_nothing)
{
    char longer[NEAREST_MAX + 2];
    memset(longer, 'b', sizeof(longer) - 1);
    longer[sizeof(longer) - 1] = '\0';
    ck_assert_str_eq(best("merge"), "");
    ck_assert_str_eq(best(""), "");
    ck_assert_str_eq(best(longer), "");
    struct nearest near = nearest_to("b");
    nearest_offer(&near, longer);
    ck_assert_ptr_null(near.best);
}
END_TEST

SUITE("nearest", a_slip_finds_the_name_it_was, other_words_are_near_to_nothing)
