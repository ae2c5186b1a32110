#include "query/filter/glob.h"

#include <stdio.h>

#include "tests/support/rng.h"
#include "tests/support/suite.h"

static bool fits(const char *pattern, const char *text)
{
    return glob_fits(bytes_of_str(pattern), bytes_of_str(text));
}

START_TEST(signs_stand_for_any_characters_and_for_one)
{
    ck_assert(fits("", ""));
    ck_assert(!fits("", "a"));
    ck_assert(fits("*", ""));
    ck_assert(fits("*", "abc"));
    ck_assert(fits("a*c", "abbc"));
    ck_assert(fits("a*c", "acbc"));
    ck_assert(!fits("a*c", "acb"));
    ck_assert(fits("?", "\u00e9"));
    ck_assert(fits("*?", "\u00e9"));
    ck_assert(!fits("??", "\u00e9"));
    ck_assert(fits("presidency-*", "presidency-kz"));
    ck_assert(!fits("presidency", "presidency-kz"));
    ck_assert(glob_has_signs(bytes_of_str("a?")));
    ck_assert(glob_has_signs(bytes_of_str("*")));
    ck_assert(!glob_has_signs(bytes_of_str("a.b")));
    ck_assert(!glob_has_signs(bytes_of_str("")));
}
END_TEST

static bool slow(const char *p, const char *t)
{
    if (*p == '\0')
        return *t == '\0';
    if (*p == '*')
        return slow(p + 1, t) || (*t && slow(p, t + 1));
    return *t && (*p == '?' || *p == *t) && slow(p + 1, t + 1);
}

START_TEST(glob_fits_what_a_recursive_matcher_says)
{
    struct rng r = rng_from_env(41);
    for (int round = 0; round < 200000; round++) {
        char pattern[9] = "", text[9] = "";
        for (uint32_t n = rng_below(&r, 8); n > 0; n--)
            strncat(pattern, &"ab*?"[rng_below(&r, 4)], 1);
        for (uint32_t n = rng_below(&r, 8); n > 0; n--)
            strncat(text, &"ab"[rng_below(&r, 2)], 1);
        ck_assert_msg(fits(pattern, text) == slow(pattern, text), "%s %s",
                      pattern, text);
    }
}
END_TEST

SUITE("glob", signs_stand_for_any_characters_and_for_one,
      glob_fits_what_a_recursive_matcher_says)
