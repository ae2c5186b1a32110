#include "common/text/month_names.h"
#include "tests/support/suite.h"

static int month(const char *name)
{
    return month_from_name(bytes_of_str(name));
}

START_TEST(months_are_known_in_five_languages_whatever_the_case)
{
    ck_assert_int_eq(month("May"), 5);
    ck_assert_int_eq(month("SEPT"), 9);
    ck_assert_int_eq(month("März"), 3);
    ck_assert_int_eq(month("MÄRZ"), 3);
    ck_assert_int_eq(month("août"), 8);
    ck_assert_int_eq(month("Diciembre"), 12);
    ck_assert_int_eq(month("ЯНВАРЯ"), 1);
    ck_assert_int_eq(month("Сентября"), 9);
}
END_TEST

START_TEST(other_words_are_no_month)
{
    static const char *const words[] = {"",
                                        " ",
                                        "Ma",
                                        "Mayo ",
                                        "days",
                                        "december january",
                                        "septemberseptemberseptemberseptember"};
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
        ck_assert_int_eq(month(words[i]), 0);
}
END_TEST

START_TEST(lower_case_of_a_long_word_is_nothing)
{
    char out[NAME_ROOM];
    ck_assert_uint_eq(name_lower(bytes_of_str("ÄNDERUNG"), out), 9);
    ck_assert_str_eq(out, "änderung");
    ck_assert_uint_eq(
        name_lower(bytes_of_str("a word of as many bytes as room"), out), 31);
    ck_assert_uint_eq(
        name_lower(bytes_of_str("a word of as many bytes as rooms"), out), 0);
}
END_TEST

SUITE("month_names", months_are_known_in_five_languages_whatever_the_case,
      other_words_are_no_month, lower_case_of_a_long_word_is_nothing)
