#include "indexer/source/records.h"
#include "tests/indexer/source/slow_stream.h"
#include "tests/support/suite.h"

#include <stdio.h>
#include <string.h>

/* ---- support ---- */

static void cut_all(enum input_format format, struct bytes text, size_t step,
                    size_t max, struct buf *out)
{
    struct slow_stream slow;
    struct records r = {.number = 0};
    struct buf bytes = BUF_INIT;
    struct cut cut;
    slow_stream_open(&slow, text, step);
    ck_assert_int_eq(records_open(&r, &slow.stream, format, NULL), ST_OK);
    if (r.header.n)
        buf_printf(out, "header %.*s\n", (int)r.header.n,
                   (const char *)r.header.p);
    for (int i = 0;; i++) {
        ck_assert_int_lt(i, 1000);
        buf_clear(&bytes);
        ck_assert_int_eq(records_next(&r, max, &bytes, &cut, NULL), ST_OK);
        if (cut.kind == CUT_END)
            break;
        buf_printf(out, "%llu ", (unsigned long long)r.number);
        if (cut.kind == CUT_RECORD)
            buf_printf(out, "<%.*s>\n", (int)bytes.n, (const char *)bytes.p);
        else if (cut.kind == CUT_TOO_LONG)
            buf_printf(out, "too long: %llu\n", (unsigned long long)cut.size);
        else
            buf_printf(out, "%s\n", cut.reason);
    }
    buf_release(&bytes);
    records_release(&r);
    stream_close(&slow.stream);
}

/* The same whatever the pieces. */
static void assert_cuts(enum input_format format, const char *text,
                        const char *expected)
{
    for (size_t step = 1; step < 40; step++) {
        struct buf out = BUF_INIT;
        cut_all(format, bytes_of_str(text), step, 1000, &out);
        ck_assert_str_eq(buf_str(&out), expected);
        buf_release(&out);
    }
}

/* ---- formats ---- */

START_TEST(lines_that_are_blank_are_counted_and_passed_over)
{
    assert_cuts(INPUT_JSON_LINES, "\xef\xbb\xbf{1}\r\n\n  \t\r\n{2}\n{3}",
                "1 <{1}>\n4 <{2}>\n5 <{3}>\n");
}
END_TEST

START_TEST(text_is_one_record)
{
    assert_cuts(INPUT_TEXT, "a\nb\n", "0 <a\nb\n>\n");
    assert_cuts(INPUT_TEXT, "", "0 <>\n");
}
END_TEST

START_TEST(csv_row_goes_on_within_quotes)
{
    assert_cuts(
        INPUT_CSV,
        "id,text\n1,\"two\nlines, \"\"quoted\"\"\"\r\n\n2,5\" wide\n3,x",
        "header ,id,text\n2 <1,\"two\nlines, \"\"quoted\"\"\">\n"
        "5 <2,5\" wide>\n6 <3,x>\n");
    assert_cuts(INPUT_CSV, "", "header \t\n");
}
END_TEST

START_TEST(csv_row_whose_quote_is_never_closed_is_its_first_line)
{
    static const char never[] =
        "a quote that opens in this row is never closed";
    char expected[200];
    snprintf(expected, sizeof(expected),
             "header ;a;b\n2 %s\n3 <row>\n4 <2;x>\n", never);
    assert_cuts(INPUT_CSV, "a;b\n1;\"open\nrow\n2;x\n", expected);
    assert_cuts(INPUT_CSV, "a;b\n1;\"open\nrow\n2;x", expected);
    snprintf(expected, sizeof(expected), "header ;a;b\n2 <1;x>\n3 %s\n", never);
    assert_cuts(INPUT_CSV, "a;b\n1;x\n2;\"open", expected);
    assert_cuts(INPUT_CSV, "a;b\n1;x\n2;\"open\n", expected);
}
END_TEST

/* With at most 1000 bytes a row. */
START_TEST(csv_row_in_quotes_over_the_limit_is_its_first_line)
{
    char text[1400], expected[2500];
    int n = snprintf(text, sizeof(text), "a;b\n1;\"open\n2;x\n");
    memset(text + n, 'y', 990);
    n += 990;
    snprintf(text + n, sizeof(text) - (size_t)n, "\n3;\"closed\"\n4;z\n");
    snprintf(expected, sizeof(expected),
             "header ;a;b\n2 a quote that opens in this row is not closed "
             "within the size a document may have\n3 <2;x>\n4 <%.990s>\n"
             "5 <3;\"closed\">\n6 <4;z>\n",
             text + sizeof("a;b\n1;\"open\n2;x\n") - 1);
    assert_cuts(INPUT_CSV, text, expected);
}
END_TEST

START_TEST(csv_row_over_the_limit_ends_with_its_line)
{
    static const char *const openings[] = {"1;\"", "1;", "1;\"x\";"};
    for (size_t i = 0; i < COUNT_OF(openings); i++) {
        char text[1400], expected[100];
        int n = snprintf(text, sizeof(text), "a;b\n%s", openings[i]);
        memset(text + n, 'y', 1000);
        n += 1000;
        snprintf(text + n, sizeof(text) - (size_t)n, ";\"z\n2;x\n");
        snprintf(expected, sizeof(expected),
                 "header ;a;b\n2 too long: %zu\n3 <2;x>\n",
                 strlen(openings[i]) + 1003);
        assert_cuts(INPUT_CSV, text, expected);
    }
}
END_TEST

START_TEST(csv_separator_is_the_one_most_frequent_in_the_header)
{
    static const struct {
        const char *header;
        char separator;
    } v[] = {{"a,b;c,d", ','}, {"a;b;c", ';'}, {"a\tb", '\t'},
             {"a|b|c", '|'},   {"alone", ','}, {"\"x;y;z\",b", ','}};
    for (size_t i = 0; i < COUNT_OF(v); i++)
        ck_assert_int_eq(csv_separator(bytes_of_str(v[i].header)),
                         v[i].separator);
}
END_TEST

START_TEST(tsv_quotes_mean_nothing)
{
    assert_cuts(INPUT_TSV, "id\ttext\n1\t\"open\n2\tx\n",
                "header \tid\ttext\n2 <1\t\"open>\n3 <2\tx>\n");
}
END_TEST

START_TEST(json_is_cut_into_objects)
{
    assert_cuts(INPUT_JSON, " {\"a\": \"}\\\"\", \"b\": [{}]}\n ",
                "0 <{\"a\": \"}\\\"\", \"b\": [{}]}>\n");
    assert_cuts(INPUT_JSON, "[{\"a\":1},\n {\"b\":[2]} , 3, \"x]\", [4]]",
                "1 <{\"a\":1}>\n2 <{\"b\":[2]}>\n3 <3>\n4 <\"x]\">\n5 "
                "<[4]>\n");
    assert_cuts(INPUT_JSON, "{1}\n{2}", "1 <{1}>\n2 <{2}>\n");
    assert_cuts(INPUT_JSON, "[]", "");
    assert_cuts(INPUT_JSON, "words",
                "1 not JSON: no object where one must "
                "be\n");
    assert_cuts(INPUT_JSON, "[{1}, {\"a\": ",
                "1 <{1}>\n2 not JSON: the file ends within a value\n");
    assert_cuts(INPUT_JSON, "[{1}",
                "1 <{1}>\n2 not JSON: the list does not end\n");
}
END_TEST

START_TEST(trec_documents_are_cut_at_their_tags)
{
    assert_cuts(INPUT_TREC,
                "<?xml?>\n<DOC>\n<DOCNO>1</DOCNO>\n</DOC>\n\n"
                "<doc> 2 </doc>\n",
                "2 <<DOC>\n<DOCNO>1</DOCNO>\n</DOC>>\n6 <<doc> 2 </doc>>\n");
    assert_cuts(INPUT_TREC, "<DOC>\n1\n</DOC>\n<DOC>\n2\n",
                "1 <<DOC>\n1\n</DOC>>\n4 a <DOC> without its </DOC>\n");
    assert_cuts(INPUT_TREC, "nothing\n", "0 no <DOC> in the file\n");
}
END_TEST

START_TEST(mbox_is_cut_at_from_behind_an_empty_line)
{
    assert_cuts(INPUT_MBOX,
                "From a\nSubject: 1\n\nFrom here on\nx\nFrom there\n\n"
                "From b\nSubject: 2\n",
                "1 <Subject: 1\n>\n4 <x\nFrom there\n>\n8 <Subject: 2>\n");
    assert_cuts(INPUT_MBOX, "Subject: 1\n",
                "0 no line \"From \" where a message begins\n");
}
END_TEST

START_TEST(record_over_the_limit_is_told_with_its_size_and_the_next_is_read)
{
    static const struct {
        enum input_format format;
        const char *text, *expected;
    } v[] = {
        {INPUT_JSON_LINES, "123456789\n12345678\n", "too long: 9"},
        {INPUT_CSV, "a,b\n123,56789\n1,2\n", "too long: 9"},
        {INPUT_JSON, "[{\"12345678\"},{1}]", "too long: 12"},
        {INPUT_TREC, "<DOC>\n12345\n</DOC>\n<DOC>\n", "too long: 18"},
        {INPUT_MBOX, "From a\n123456789\n\nFrom b\n1\n", "too long: 10"},
        {INPUT_TEXT, "123456789", "too long: 9"},
    };
    for (size_t i = 0; i < COUNT_OF(v); i++) {
        struct buf out = BUF_INIT;
        cut_all(v[i].format, bytes_of_str(v[i].text), 3, 8, &out);
        ck_assert_msg(strstr(buf_str(&out), v[i].expected), "%s",
                      buf_str(&out));
        buf_release(&out);
    }
}
END_TEST

SUITE("records", lines_that_are_blank_are_counted_and_passed_over,
      text_is_one_record, csv_row_goes_on_within_quotes,
      csv_row_whose_quote_is_never_closed_is_its_first_line,
      csv_row_in_quotes_over_the_limit_is_its_first_line,
      csv_row_over_the_limit_ends_with_its_line,
      csv_separator_is_the_one_most_frequent_in_the_header,
      tsv_quotes_mean_nothing, json_is_cut_into_objects,
      trec_documents_are_cut_at_their_tags,
      mbox_is_cut_at_from_behind_an_empty_line,
      record_over_the_limit_is_told_with_its_size_and_the_next_is_read)
