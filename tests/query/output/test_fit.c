#include "query/output/fit.h"
#include "query/output/wrap.h"
#include "tests/support/suite.h"

static const char *text_of(struct bytes b)
{
    static struct buf out;
    buf_clear(&out);
    buf_append(&out, b.p, b.n);
    return buf_str(&out);
}

START_TEST(wide_characters_and_marks_count_as_they_are_shown)
{
    ck_assert_uint_eq(text_columns(bytes_of_str("")), 0);
    ck_assert_uint_eq(text_columns(bytes_of_str("abc")), 3);
    ck_assert_uint_eq(text_columns(bytes_of_str("\u5927\u5b66")), 4);
    ck_assert_uint_eq(text_columns(bytes_of_str("e\u0301a")), 2);
    ck_assert_uint_eq(text_columns(bytes_of_str("\xff")), 1);
}
END_TEST

START_TEST(head_and_tail_never_part_a_mark_from_its_letter)
{
    const struct bytes text = bytes_of_str("e\u0301ae\u0301");
    size_t used;
    ck_assert_str_eq(text_of(fit_head(text, 1, &used)), "e\u0301");
    ck_assert_uint_eq(used, 1);
    ck_assert_str_eq(text_of(fit_tail(text, 2, &used)), "ae\u0301");
    ck_assert_uint_eq(used, 2);
    ck_assert_str_eq(text_of(fit_tail(text, 0, &used)), "");
    ck_assert_str_eq(text_of(fit_tail(text, 9, &used)), "e\u0301ae\u0301");
    ck_assert_uint_eq(used, 3);
}
END_TEST

START_TEST(half_a_wide_character_does_not_fit)
{
    const struct bytes text = bytes_of_str("\u5927\u5b66");
    size_t used;
    ck_assert_str_eq(text_of(fit_head(text, 3, &used)), "\u5927");
    ck_assert_uint_eq(used, 2);
    ck_assert_str_eq(text_of(fit_tail(text, 3, &used)), "\u5b66");
    ck_assert_uint_eq(used, 2);
}
END_TEST

START_TEST(a_cell_has_its_columns_whatever_it_holds)
{
    static const char *const texts[] = {"",
                                        "abc",
                                        "abcd",
                                        "abcdefgh",
                                        "\u5927\u5b66\u5927",
                                        "a\u5927\u5b66\u5927"};
    for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
        struct buf out = BUF_INIT;
        fit_cell(bytes_of_str(texts[i]), 4, &out);
        ck_assert_uint_eq(text_columns(buf_bytes(&out)), 4);
        buf_release(&out);
    }
}
END_TEST

SUITE("query/output/fit", wide_characters_and_marks_count_as_they_are_shown,
      head_and_tail_never_part_a_mark_from_its_letter,
      half_a_wide_character_does_not_fit,
      a_cell_has_its_columns_whatever_it_holds)
