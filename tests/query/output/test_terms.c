#include "query/output/terms.h"

#include "tests/support/suite.h"

static struct buf out;

static const struct terms_row ROWS[] = {
    {{(const uint8_t *)"lukashenko", 10}, 1412, 12345},
    {{(const uint8_t *)"\xe4\xb8\xad\xe6\x96\x87", 6}, 2, 2},
};
static const struct terms TERMS = {
    .pattern = {(const uint8_t *)"*", 1}, .rows = ROWS, .n = 2, .all = 5};

START_TEST(table_has_a_column_for_each_number)
{
    const struct table_look look = {.columns = 40};
    buf_clear(&out);
    output_terms_table(&TERMS, &look, &out);
    ck_assert_str_eq(buf_str(&out),
                     "word           releases  occurrences\n"
                     "lukashenko        1,412       12,345\n"
                     "\u4e2d\u6587                  2            2\n");
    buf_clear(&out);
    output_terms_table(&(const struct terms){.n = 0}, &look, &out);
    ck_assert_str_eq(buf_str(&out), "");
}
END_TEST

START_TEST(narrow_table_cuts_words)
{
    const struct table_look look = {.columns = 20};
    buf_clear(&out);
    output_terms_table(&TERMS, &look, &out);
    ck_assert_str_eq(buf_str(&out),
                     "word         releases  occurrences\n"
                     "lukashe\u2026        1,412       12,345\n"
                     "\u4e2d\u6587                2            2\n");
}
END_TEST

START_TEST(rows_and_json_have_plain_numbers)
{
    buf_clear(&out);
    output_terms_rows(&TERMS, ROWS_TSV, &out);
    ck_assert_str_eq(buf_str(&out), "word\treleases\toccurrences\n"
                                    "lukashenko\t1412\t12345\n"
                                    "\u4e2d\u6587\t2\t2\n");
    buf_clear(&out);
    output_terms_json(&TERMS, &out);
    ck_assert_str_eq(
        buf_str(&out),
        "{\"version\":1,\"pattern\":\"*\",\"total\":5,\"words\":["
        "{\"word\":\"lukashenko\",\"releases\":1412,\"occurrences\":12345},"
        "{\"word\":\"\u4e2d\u6587\",\"releases\":2,\"occurrences\":2}]}\n");
    buf_release(&out);
}
END_TEST

SUITE("terms", table_has_a_column_for_each_number, narrow_table_cuts_words,
      rows_and_json_have_plain_numbers)
