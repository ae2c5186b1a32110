#include "common/base/compiler.h"
#include "common/text/month_names.h"
#include "tests/support/suite.h"

static int month(const char *name)
{
    return month_from_name(bytes_of_str(name));
}

START_TEST(months_are_known_whatever_the_case)
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

/* The same month, 5, in each language; and one whose letters are not those of
 * any language before it. */
START_TEST(each_language_has_its_names)
{
    static const struct {
        const char *may, *other;
        int number;
    } cases[] = {
        {"May", "February", 2},       {"Mai", "JÄNNER", 1},
        {"mai", "Août", 8},           {"mayo", "Septiembre", 9},
        {"Maio", "MARÇO", 3},         {"maggio", "Luglio", 7},
        {"maja", "PAŹDZIERNIKA", 10}, {"Mayıs", "HAZİRAN", 6},
        {"мая", "Ноября", 11},        {"Травня", "СІЧНЯ", 1},
        {"траўня", "ЖНІЎНЯ", 8},      {"мамыр", "ҚАҢТАР", 1},
        {"مايو", "أغسطس", 8},         {"أيار", "جويلية", 7},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        ck_assert_msg(month(cases[i].may) == 5, "%s", cases[i].may);
        ck_assert_msg(month(cases[i].other) == cases[i].number, "%s",
                      cases[i].other);
    }
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

SUITE("month_names", months_are_known_whatever_the_case,
      each_language_has_its_names, other_words_are_no_month,
      lower_case_of_a_long_word_is_nothing)
