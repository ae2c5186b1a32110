#include "tests/oracle/naive_pattern.h"
#include "tests/support/suite.h"

static void check(enum naive_fit (*fit)(const char *, const char *),
                  const char *pattern, const char *yes, const char *no)
{
    ck_assert_msg(fit(pattern, yes) == NAIVE_FITS, "%s: %s", pattern, yes);
    ck_assert_msg(fit(pattern, no) == NAIVE_FITS_NOT, "%s: %s", pattern, no);
}

START_TEST(wildcards_fit_whole_words)
{
    check(naive_wildcard, "luka*", "lukashenko", "aluka");
    check(naive_wildcard, "luka*", "luka", "luk");
    check(naive_wildcard, "*ship", "ship", "ships");
    check(naive_wildcard, "l*k*o", "lukashenko", "lukashenka");
    check(naive_wildcard, "wom?n", "women", "womn");
    check(naive_wildcard, "LU-ka?", "lukas", "lu-kas");
    check(naive_wildcard, "?\u00fc?", "a\u00fcb", "aub");
    check(naive_wildcard, "a\\*", "a*", "ab");
    ck_assert_int_eq(naive_wildcard("*?-", "a"), NAIVE_REFUSED);
}
END_TEST

START_TEST(expressions_fit_whole_words)
{
    check(naive_expression, "a|bc", "bc", "b");
    check(naive_expression, "^a.c$", "abc", "abcd");
    check(naive_expression, "(ab)*c", "ababc", "aabc");
    check(naive_expression, "(a*)*b", "aab", "aba");
    check(naive_expression, "a{2}", "aa", "aaa");
    check(naive_expression, "a{2,}", "aaaa", "a");
    check(naive_expression, "a{,2}b", "aab", "aaab");
    check(naive_expression, "(a|b){2,3}", "aba", "abab");
    check(naive_expression, "[a-c]x", "bx", "dx");
    check(naive_expression, "[^a-c]x", "dx", "bx");
    check(naive_expression, "[]x]", "]", "a");
    check(naive_expression, "[a-]", "-", "b");
    check(naive_expression, "[A-C]", "b", "d");
    check(naive_expression, "\\d\\w", "1a", "aa");
    check(naive_expression, "a\\.b", "a.b", "acb");
    check(naive_expression, "(?:a|)b", "b", "a");
    check(naive_expression, "(a{1000}){1000}|b", "b", "aaa");
}
END_TEST

START_TEST(what_is_no_expression_is_refused)
{
    static const char *const texts[] = {
        "(",    ")",      "a)",  "[a",    "a**",     "a+?",   "*a",     "{2}",
        "a{",   "a{2,1}", "a{}", "a{,}",  "a{1001}", "a\\",   "\\b",    "(?=a)",
        "(?a)", "a^",     "a$b", "[b-a]", "[[:a:]]", "[\\d-", "[a-\\d]"};
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
        ck_assert_msg(naive_expression(texts[i], "a") == NAIVE_REFUSED, "%s",
                      texts[i]);
}
END_TEST

START_TEST(slips_are_counted_as_damerau_does)
{
    ck_assert_uint_eq(naive_slips("lukashenko", "lukashenko"), 0);
    ck_assert_uint_eq(naive_slips("lukahsenko", "lukashenko"), 1);
    ck_assert_uint_eq(naive_slips("lukashenko", "lukashenk"), 1);
    ck_assert_uint_eq(naive_slips("lukashenko", "lukashenka"), 1);
    ck_assert_uint_eq(naive_slips("", "abc"), 3);
    /* Not 2: a place is changed once. */
    ck_assert_uint_eq(naive_slips("ca", "abc"), 3);
}
END_TEST

SUITE("naive_pattern", wildcards_fit_whole_words, expressions_fit_whole_words,
      what_is_no_expression_is_refused, slips_are_counted_as_damerau_does)
