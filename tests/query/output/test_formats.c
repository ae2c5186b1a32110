#include "query/output/format.h"
#include "query/output/passages.h"
#include "tests/support/suite.h"

#include <float.h>
#include <stdlib.h>

#include "common/base/mem.h"

/* ---- an answer to print ---- */

static const struct answer_mark MARKS[] = {{0, 3}, {18, 21}};

static int32_t day(int32_t year, int month, int d)
{
    int32_t days;
    ck_assert(date_from_civil((struct civil){year, month, d}, &days));
    return days;
}

/* Two hits of 1,234: one with everything, one of an index of ids only. */
struct sample {
    struct answer_hit hits[2];
    struct answer answer;
};

static const struct answer *sample(struct sample *s)
{
    s->hits[0] = (struct answer_hit){
        .rank = 9,
        .id = bytes_of_str("wire/r 1"),
        .score = 7.5f,
        .date = day(2019, 5, 28),
        .source = bytes_of_str("Ministry of\nEnergy"),
        .stored = true,
        .title = bytes_of_str("Oil\tprices \"rise\""),
        .headline = {bytes_of_str("Oil prices \"rise\""), MARKS, 1},
        .snippet = {bytes_of_str("Oil, the price of oil, rose."), MARKS, 2},
    };
    s->hits[1] = (struct answer_hit){
        .rank = 10,
        .id = bytes_of_str("r2\x1b[31m\n"),
        .score = 0.1f,
        .date = DATE_NONE,
    };
    s->answer = (struct answer){
        .query = bytes_of_str("oil \"x\""),
        .total = 1234,
        .offset = 8,
        .took_us = 1250,
        .hits = s->hits,
        .n = 2,
    };
    return &s->answer;
}

static struct buf out;

static const char *table(const struct answer *a, unsigned columns, bool color)
{
    const struct table_look look = {.columns = columns, .color = color};
    buf_clear(&out);
    output_table(a, &look, &out);
    return buf_str(&out);
}

START_TEST(table_without_colours_is_plain_text)
{
    struct sample s;
    ck_assert_str_eq(table(sample(&s), 80, false),
                     "1,234 releases match (took 1.2 ms), 9-10:\n"
                     "\n"
                     " 9  Oil prices \"rise\"\n"
                     "    2019-05-28 · Ministry of Energy · 7.50 · wire/r 1\n"
                     "    Oil, the price of oil, rose.\n"
                     "\n"
                     "10  0.10 · r2%1B[31m%0A\n");
}
END_TEST

START_TEST(table_marks_matches_in_colours)
{
    struct sample s;
    sample(&s);
    s.answer.n = 1;
    ck_assert_str_eq(
        table(&s.answer, 80, true),
        "1,234 releases match (took 1.2 ms), 9:\n"
        "\n"
        " 9  \033[1m\033[1;31mOil\033[0m\033[1m prices \"rise\"\033[0m\n"
        "    \033[2m2019-05-28 · Ministry of Energy · 7.50 · wire/r 1\033[0m\n"
        "    \033[1;31mOil\033[0m, the price of \033[1;31moil\033[0m, rose.\n");
}
END_TEST

START_TEST(table_fits_a_narrow_terminal)
{
    struct sample s;
    sample(&s);
    s.answer.n = 1;
    ck_assert_str_eq(table(&s.answer, 24, false),
                     "1,234 releases match (took 1.2 ms), 9:\n"
                     "\n"
                     " 9  Oil prices \"rise\"\n"
                     "    2019-05-28 ·\n"
                     "    Ministry of Energy ·\n"
                     "    7.50 · wire/r 1\n"
                     "    Oil, the price of\n"
                     "    oil, rose.\n");
}
END_TEST

static const struct passage PASSAGES[] = {
    {{(const uint8_t *)"Oil\x1b[31m is\ndear", 16}, 41},
    {{(const uint8_t *)"The \"price\"", 11}, 5}};

START_TEST(what_is_shared_stands_in_the_place_of_the_snippet)
{
    struct sample s;
    sample(&s);
    s.answer.n = 1;
    s.hits[0].passages = PASSAGES;
    s.hits[0].n_passages = 2;
    const char *const text = table(&s.answer, 80, false);
    ck_assert_ptr_nonnull(strstr(text, "    = 41 words: Oil"));
    ck_assert_ptr_nonnull(
        strstr(text, "is dear\n    = 5 words: The \"price\"\n"));
    ck_assert_ptr_null(strchr(text, '\x1b'));
    ck_assert_ptr_null(strstr(text, "rose."));
    buf_clear(&out);
    output_jsonl(&s.answer, &out);
    ck_assert_ptr_nonnull(strstr(buf_str(&out),
                                 "\"passages\":[{\"text\":\"Oil\\u001b[31m is"
                                 "\\ndear\",\"words\":41},{\"text\":\"The "
                                 "\\\"price\\\"\",\"words\":5}]"));
}
END_TEST

START_TEST(table_of_one_release_has_no_range)
{
    struct sample s;
    sample(&s);
    s.answer.n = 1;
    s.answer.total = 1;
    s.hits[0].rank = 1;
    const char *const text = table(&s.answer, 80, false);
    ck_assert_ptr_nonnull(strstr(text, "1 release matches (took 1.2 ms):\n"));
}
END_TEST

START_TEST(table_behind_the_last_hit_says_so)
{
    const struct answer a = {.total = 5, .offset = 10, .took_us = 40};
    ck_assert_str_eq(table(&a, 80, false),
                     "5 releases match (took 0.0 ms), none after number 10.\n");
}
END_TEST

static const char *nothing(const struct answer_word *words, size_t n, bool all)
{
    const struct answer a = {.words = words, .n_words = n, .all_needed = all};
    buf_clear(&out);
    output_nothing(&a, &out);
    return buf_str(&out);
}

START_TEST(nothing_tells_how_many_releases_each_word_has)
{
    const struct answer_word words[] = {
        {.text = bytes_of_str("lukashenko")},
        {.text = bytes_of_str("sum\x1bmit"), .docs = 12345},
    };
    ck_assert_str_eq(table(&(struct answer){.total = 0}, 80, false), "");
    ck_assert_str_eq(
        nothing(words, 2, true),
        "no release holds all of: lukashenko (0), sum mit (12,345)\n");
    ck_assert_str_eq(nothing(words, 1, true),
                     "no release holds: lukashenko (0)\n");
    ck_assert_str_eq(nothing(words, 2, false),
                     "no release matches; each word alone: lukashenko (0), "
                     "sum mit (12,345)\n");
    ck_assert_str_eq(nothing(words, 0, false),
                     "no release matches: there is no word in the question to "
                     "look for\n");
}
END_TEST

START_TEST(nothing_asks_whether_another_word_was_meant)
{
    const struct answer_word words[] = {
        {.text = bytes_of_str("lukashenkoo"),
         .nearest = bytes_of_str("lukash\x1b"),
         .nearest_docs = 1412},
        {.text = bytes_of_str("luka*"), .docs = 1, .pattern = true},
        {.text = bytes_of_str("*x*"), .docs = 1234, .pattern = true},
        {.text = bytes_of_str("/q/"), .pattern = true},
        {.text = bytes_of_str("minks"),
         .docs = 1,
         .nearest = bytes_of_str("minsk"),
         .nearest_docs = 3},
    };
    ck_assert_str_eq(nothing(words, 1, true),
                     "no release holds: lukashenkoo (0); did you mean lukash "
                     "(1,412)?\n");
    ck_assert_str_eq(nothing(words, 5, true),
                     "no release holds all of: lukashenkoo (0), luka* (fits 1 "
                     "word), *x* (fits 1,234 words), /q/ (fits no word), minks "
                     "(1); did you mean lukash (1,412), minsk (3)?\n");
    const struct answer filtered = {.filtered = true};
    buf_clear(&out);
    output_nothing(&filtered, &out);
    ck_assert_str_eq(buf_str(&out), "no release passes the filters\n");
}
END_TEST

START_TEST(json_is_one_object_on_one_line)
{
    struct sample s;
    buf_clear(&out);
    output_json(sample(&s), &out);
    ck_assert_str_eq(
        buf_str(&out),
        "{\"version\":1,\"query\":\"oil \\\"x\\\"\",\"total\":1234,"
        "\"took_us\":1250,\"hits\":[{\"rank\":9,\"id\":\"wire/r 1\","
        "\"score\":7.5,\"title\":\"Oil\\tprices \\\"rise\\\"\","
        "\"date\":\"2019-05-28\",\"source\":\"Ministry of\\nEnergy\","
        "\"snippet\":\"Oil, the price of oil, rose.\","
        "\"marks\":[[0,3],[18,21]]},{\"rank\":10,"
        "\"id\":\"r2\\u001b[31m\\n\",\"score\":0.1,\"title\":null,"
        "\"date\":null,\"source\":null,\"snippet\":null,\"marks\":[]}]}\n");
}
END_TEST

START_TEST(json_tells_why_nothing_was_found)
{
    const struct answer_word words[] = {
        {.text = bytes_of_str("minks"),
         .docs = 1,
         .nearest = bytes_of_str("minsk"),
         .nearest_docs = 60},
        {.text = bytes_of_str("luka*"), .docs = 4, .pattern = true},
    };
    struct answer a = {.words = words, .n_words = 2, .all_needed = true};
    const char *const start =
        "{\"version\":1,\"query\":\"\",\"total\":0,\"took_us\":0,";
    buf_clear(&out);
    output_json(&a, &out);
    ck_assert_ptr_eq(strstr(buf_str(&out), start), out.p);
    ck_assert_str_eq(
        buf_str(&out) + strlen(start),
        "\"hits\":[],\"no_hits\":{\"all_needed\":true,\"filtered\":false,"
        "\"words\":[{\"text\":\"minks\",\"releases\":1,\"fits\":null,"
        "\"nearest\":{\"text\":\"minsk\",\"releases\":60}},"
        "{\"text\":\"luka*\",\"releases\":null,\"fits\":4,"
        "\"nearest\":null}]}}\n");
    /* Of a part nobody knows that it is all, and of hits nobody asks. */
    a.partial = true;
    buf_clear(&out);
    output_json(&a, &out);
    ck_assert_ptr_null(strstr(buf_str(&out), "no_hits"));
    a.partial = false;
    a.total = 1;
    buf_clear(&out);
    output_json(&a, &out);
    ck_assert_ptr_null(strstr(buf_str(&out), "no_hits"));
}
END_TEST

START_TEST(jsonl_has_an_object_a_line)
{
    struct sample s;
    sample(&s);
    s.hits[0].snippet = s.hits[0].headline;
    buf_clear(&out);
    output_jsonl(&s.answer, &out);
    ck_assert_str_eq(
        buf_str(&out),
        "{\"version\":1,\"rank\":9,\"id\":\"wire/r 1\",\"score\":7.5,"
        "\"title\":\"Oil\\tprices \\\"rise\\\"\",\"date\":\"2019-05-28\","
        "\"source\":\"Ministry of\\nEnergy\","
        "\"snippet\":\"Oil prices \\\"rise\\\"\",\"marks\":[[0,3]]}\n"
        "{\"version\":1,\"rank\":10,\"id\":\"r2\\u001b[31m\\n\","
        "\"score\":0.1,\"title\":null,\"date\":null,\"source\":null,"
        "\"snippet\":null,\"marks\":[]}\n");
}
END_TEST

static const char *rows(const struct answer *a, enum row_form form)
{
    buf_clear(&out);
    output_rows(a, form, &out);
    return buf_str(&out);
}

START_TEST(rows_have_names_above_them)
{
    struct sample s;
    ck_assert_str_eq(rows(sample(&s), ROWS_CSV),
                     "rank,id,score,date,source,title,snippet\n"
                     "9,wire/r 1,7.5,2019-05-28,\"Ministry of\nEnergy\","
                     "\"Oil\tprices \"\"rise\"\"\","
                     "\"Oil, the price of oil, rose.\"\n"
                     "10,\"r2 [31m\n\",0.1,,,,\n");
    ck_assert_str_eq(rows(sample(&s), ROWS_TSV),
                     "rank\tid\tscore\tdate\tsource\ttitle\tsnippet\n"
                     "9\twire/r 1\t7.5\t2019-05-28\tMinistry of\\nEnergy\t"
                     "Oil\\tprices \"rise\"\tOil, the price of oil, rose.\n"
                     "10\tr2\\u{1b}[31m\\n\t0.1\t\t\t\t\n");
    s.answer.n = 0;
    ck_assert_str_eq(rows(&s.answer, ROWS_CSV),
                     "rank,id,score,date,source,title,snippet\n");
}
END_TEST

static const char *lines(const struct answer *a, struct table_look look)
{
    buf_clear(&out);
    output_lines(a, &look, &out);
    return buf_str(&out);
}

START_TEST(lines_are_cut_on_a_terminal_only)
{
    struct sample s;
    sample(&s);
    struct table_look look = {.columns = 20};
    ck_assert_str_eq(lines(&s.answer, look),
                     " 9  2019-05-28  Oil prices \"rise\"  wire/r 1\n"
                     "10              r2%1B[31m%0A\n");
    look.terminal = true;
    /* Room for all of it; for the headline, cut; for the least of it. */
    look.columns = 43;
    ck_assert_str_eq(lines(&s.answer, look),
                     " 9  2019-05-28  Oil prices \"rise\"  wire/r 1\n"
                     "10              r2%1B[31m%0A\n");
    look.columns = 42;
    ck_assert_str_eq(lines(&s.answer, look),
                     " 9  2019-05-28  Oil prices \"ris…  wire/r 1\n"
                     "10              r2%1B[31m%0A\n");
    look.columns = 20;
    ck_assert_str_eq(lines(&s.answer, look), " 9  2019-05-28  Oil price…\n"
                                             "10              r2%1B[31m…\n");
    look.columns = 1000;
    look.color = true;
    s.answer.n = 1;
    ck_assert_str_eq(lines(&s.answer, look),
                     " 9  2019-05-28  \033[1;31mOil\033[0m prices \"rise\"  "
                     "\033[2mwire/r 1\033[0m\n");
}
END_TEST

START_TEST(null_ends_ids_as_they_are_with_a_nul)
{
    struct sample s;
    sample(&s);
    buf_clear(&out);
    output_null(&s.answer, false, &out);
    ck_assert_uint_eq(out.n, sizeof("wire/r 1\0r2\x1b[31m\n"));
    ck_assert_mem_eq(out.p, "wire/r 1\0r2\x1b[31m\n", out.n);
    buf_clear(&out);
    output_null(&s.answer, true, &out);
    ck_assert_uint_eq(out.n, sizeof("wire/r 1\0r2%1B[31m%0A"));
    ck_assert_mem_eq(out.p, "wire/r 1\0r2%1B[31m%0A", out.n);
    s.hits[0].id = bytes_of("a\0b", 3);
    s.answer.n = 1;
    buf_clear(&out);
    output_null(&s.answer, false, &out);
    ck_assert_str_eq(buf_str(&out), "a%00b");
}
END_TEST

START_TEST(trec_has_six_columns_whatever_the_id)
{
    struct sample s;
    buf_clear(&out);
    output_trec(sample(&s), bytes_of_str("7"), "mine", &out);
    ck_assert_str_eq(buf_str(&out), "7 Q0 wire/r%201 9 7.500000 mine\n"
                                    "7 Q0 r2%1B[31m%0A 10 0.100000 mine\n");
}
END_TEST

START_TEST(ids_are_one_a_line)
{
    struct sample s;
    buf_clear(&out);
    output_ids(sample(&s), &out);
    ck_assert_str_eq(buf_str(&out), "wire/r 1\nr2%1B[31m%0A\n");
    buf_clear(&out);
    output_id(bytes_of_str("caf\u00e9\u202e\xff\u00a0"), true, &out);
    ck_assert_str_eq(buf_str(&out), "caf\u00e9%E2%80%AE%FF%C2%A0");
}
END_TEST

START_TEST(scores_that_differ_differ_in_print)
{
    const float scores[] = {12.345678f, 1e-9f, 0.0f,     FLT_MIN,
                            FLT_MAX,    0.1f,  33554432, 1.0f / 3};
    for (size_t i = 0; i < COUNT_OF(scores); i++) {
        buf_clear(&out);
        output_score(scores[i], 6, &out);
        ck_assert(strtof(buf_str(&out), NULL) == scores[i]);
        ck_assert_uint_eq(strspn(buf_str(&out), "0123456789."), out.n);
    }
}
END_TEST

/* ---- show ---- */

/* A release with all fields, its texts as strangers might write them. */
static const struct stored_release *stored(struct record_fields *fields)
{
    static struct stored_release r;
    const struct record_field v[] = {
        {FIELD_TITLE, BYTES_NONE, bytes_of_str("Oil\x1b[1m prices")},
        {FIELD_BODY, BYTES_NONE,
         bytes_of_str("One\r\n\n  two\tthree\x9b\x07 \xff\u202e.")},
        {FIELD_DATE, BYTES_NONE, bytes_of_str("28 May 2019")},
        {FIELD_URL, BYTES_NONE, bytes_of_str("https://example.org/1")},
        {FIELD_OTHER, bytes_of_str("author"), bytes_of_str("A.\nB.")},
    };
    *fields = (struct record_fields){.v = NULL};
    for (size_t i = 0; i < COUNT_OF(v); i++)
        ck_assert_int_eq(record_fields_add(fields, v[i], NULL), ST_OK);
    r = (struct stored_release){.id = bytes_of_str("r1"),
                                .date = day(2019, 5, 28),
                                .source = bytes_of_str("Ministry"),
                                .fields = fields};
    return &r;
}

START_TEST(show_keeps_lines_and_drops_what_is_harmful)
{
    struct record_fields fields;
    const struct table_look look = {.columns = 80};
    buf_clear(&out);
    output_release(stored(&fields), &look, &out);
    ck_assert_str_eq(buf_str(&out), "Oil [1m prices\n"
                                    "\n"
                                    "id      r1\n"
                                    "date    2019-05-28 (28 May 2019)\n"
                                    "source  Ministry\n"
                                    "url     https://example.org/1\n"
                                    "author  A. B.\n"
                                    "\n"
                                    "One\n"
                                    "\n"
                                    "  two\tthree\ufffd \ufffd.\n");
    record_fields_release(&fields);
}
END_TEST

START_TEST(show_fits_a_terminal)
{
    struct record_fields fields;
    const struct table_look look = {.columns = 24, .terminal = true};
    buf_clear(&out);
    output_release(stored(&fields), &look, &out);
    ck_assert_str_eq(buf_str(&out), "Oil [1m prices\n"
                                    "\n"
                                    "id      r1\n"
                                    "date    2019-05-28 (28\n"
                                    "        May 2019)\n"
                                    "source  Ministry\n"
                                    "url     https://example.\n"
                                    "        org/1\n"
                                    "author  A. B.\n"
                                    "\n"
                                    "One\n"
                                    "\n"
                                    "  two   three\ufffd \ufffd.\n");
    record_fields_release(&fields);
}
END_TEST

START_TEST(show_as_json_gives_the_texts_as_they_are)
{
    struct record_fields fields;
    buf_clear(&out);
    output_release_json(stored(&fields), &out);
    ck_assert_str_eq(
        buf_str(&out),
        "{\"version\":1,\"id\":\"r1\",\"date\":\"2019-05-28\","
        "\"source\":\"Ministry\",\"title\":\"Oil\\u001b[1m prices\","
        "\"url\":\"https://example.org/1\",\"date_text\":\"28 May 2019\","
        "\"body\":\"One\\r\\n\\n  two\\tthree\ufffd\\u0007 \ufffd\\u202e.\","
        "\"other\":[{\"name\":\"author\",\"text\":\"A.\\nB.\"}]}\n");
    record_fields_release(&fields);
}
END_TEST

/* ---- memory ---- */

static void print_all(const struct answer *a, struct buf *to)
{
    const struct table_look look = {
        .columns = 40, .color = true, .terminal = true};
    for (enum format f = FORMAT_TABLE; f <= FORMAT_NULL; f++)
        format_print(f, a, &look, "x", to);
    buf_append(to, "", 1);
}

START_TEST(memory_out_shows_in_the_buf)
{
    struct sample s;
    const struct answer *const a = sample(&s);
    for (long n = 0;; n++) {
        struct buf text = BUF_INIT;
        mem_fail_after(n);
        print_all(a, &text);
        mem_fail_never();
        const bool failed = text.failed;
        buf_release(&text);
        if (!failed)
            break;
        ck_assert_int_lt(n, 1000);
    }
    buf_release(&out);
}
END_TEST

SUITE("query/output/formats", table_without_colours_is_plain_text,
      table_marks_matches_in_colours, table_fits_a_narrow_terminal,
      what_is_shared_stands_in_the_place_of_the_snippet,
      table_of_one_release_has_no_range, table_behind_the_last_hit_says_so,
      nothing_tells_how_many_releases_each_word_has,
      nothing_asks_whether_another_word_was_meant,
      json_is_one_object_on_one_line, json_tells_why_nothing_was_found,
      jsonl_has_an_object_a_line, rows_have_names_above_them,
      lines_are_cut_on_a_terminal_only, null_ends_ids_as_they_are_with_a_nul,
      trec_has_six_columns_whatever_the_id, ids_are_one_a_line,
      scores_that_differ_differ_in_print,
      show_keeps_lines_and_drops_what_is_harmful, show_fits_a_terminal,
      show_as_json_gives_the_texts_as_they_are, memory_out_shows_in_the_buf)
