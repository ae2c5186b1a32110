#include "indexer/bad_limit.h"

#include <string.h>

#include "tests/support/suite.h"

static struct bad_limit limit_of(const char *text)
{
    struct bad_limit limit;
    ck_assert_int_eq(bad_limit_parse(&limit, text, NULL), ST_OK);
    return limit;
}

static bool passes(const char *text, uint64_t met, uint64_t bad, bool ended)
{
    const struct bad_limit limit = limit_of(text);
    struct err e = ERR_INIT;
    const enum st st = bad_limit_check(&limit, met, bad, ended, &e);
    ck_assert(st == ST_OK || (st == ST_REJECTS && strstr(e.msg, "--max-bad")));
    return st == ST_REJECTS;
}

START_TEST(number_is_passed_by_one_more)
{
    ck_assert(!passes("3", 3, 3, false));
    ck_assert(passes("3", 4, 4, false));
    ck_assert(passes("0", 1000000, 1, false));
    ck_assert(!passes("0", 1000000, 0, true));
}
END_TEST

START_TEST(share_is_judged_from_a_thousand_documents_on_and_at_the_end)
{
    ck_assert(!passes("2%", 999, 999, false));
    ck_assert(!passes("2%", 1000, 20, false));
    ck_assert(passes("2%", 1000, 21, false));
    ck_assert(passes("2%", 10, 1, true));
    ck_assert(!passes("0.5%", 2000, 10, true));
    ck_assert(passes("0.5%", 2000, 11, true));
    ck_assert(!passes("100%", 2000, 2000, true));
}
END_TEST

START_TEST(no_limit_is_never_passed)
{
    const struct bad_limit none = {.given = false};
    ck_assert_int_eq(bad_limit_check(&none, 5000, 5000, true, NULL), ST_OK);
}
END_TEST

START_TEST(nonsense_is_refused_with_what_would_be_valid)
{
    static const char *const wrong[] = {"",   "%",   "-1",  "1.5",    "101%",
                                        "x",  "3x",  "3%%", "1.2.3%", ".",
                                        ".%", "1e3", " 3"};
    for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
        struct bad_limit limit;
        struct err e = ERR_INIT;
        ck_assert_msg(bad_limit_parse(&limit, wrong[i], &e) == ST_USAGE,
                      "\"%s\"", wrong[i]);
        ck_assert_ptr_nonnull(strstr(e.msg, "2%"));
    }
}
END_TEST

SUITE("bad_limit", number_is_passed_by_one_more,
      share_is_judged_from_a_thousand_documents_on_and_at_the_end,
      no_limit_is_never_passed, nonsense_is_refused_with_what_would_be_valid)
