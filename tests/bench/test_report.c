#include "bench/report.h"

#include <stdio.h>
#include <string.h>

#include "common/base/file.h"
#include "common/base/mem.h"
#include "tests/support/suite.h"
#include "tests/support/tmpdir.h"

static const char PEERS[] =
    "{\"queries\": \"q<b>.jsonl\", \"disagreements\": 0, \"cells\": ["
    "{\"command\": \"COUNT\", \"tag\": \"union\", \"queries\": 3, "
    " \"mean_us\": {\"dateline\": 10.5, \"other & co\": 5.25}, \"ratio\": 2.0},"
    "{\"command\": \"COUNT\", \"tag\": \"</text><script>\", \"queries\": 2, "
    " \"mean_us\": {\"dateline\": 1, \"third\": 4}, \"ratio\": 0.25},"
    "{\"command\": \"TOP_10\", \"tag\": \"union\", \"queries\": 3, "
    " \"mean_us\": {\"dateline\": 900}, \"ratio\": null}]}";

static const char RUN[] =
    "{\"machine\": {\"cpu\": \"A \\\"fast\\\" one\", \"cores\": 2, "
    "\"kernel\": \"Linux\"}, \"program\": {\"version\": \"1\", \"build\": "
    "\"Debug\"}, \"index\": {\"path\": \"<i>\", \"documents\": 72574, "
    "\"segments\": 1, \"bytes\": 1500000}, \"queries\": \"q\", \"commands\": ["
    "{\"command\": \"TOP_10\", \"queries\": 7, \"unsupported\": 2, \"rounds\": "
    "10, \"threads\": 4, \"cold\": false, "
    "\"throughput\": {\"answers_per_s\": 300, \"cpu_us_per_answer\": 50}, "
    "\"throughput_one_thread\": {\"answers_per_s\": 200, "
    "\"cpu_us_per_answer\": 49}, \"classes\": ["
    "{\"group\": \"kind\", \"class\": \"union\", \"queries\": 7, "
    " \"ns_per_posting\": 0.5, \"best\": {\"mean_us\": 12.5, \"p50_us\": 11, "
    " \"p90_us\": 13, \"p99_us\": 14, \"p99.9_us\": 15, \"max_us\": 16, "
    " \"curve_us\": [1, 11, 16]}, \"every\": {}},"
    "{\"group\": \"words\", \"class\": \"union, 2 words\"}]}]}";

/* What is in a test's folder, and the page made of it. */
struct made {
    enum st st;
    struct err e;
    struct buf page;
};

static struct made make(const char *one, const char *two)
{
    const struct tmpdir d = tmpdir_make();
    const char *paths[2];
    struct made m = {.e = ERR_INIT};

    paths[0] = tmpdir_write(&d, "one.json", one, strlen(one));
    paths[1] = two ? tmpdir_write(&d, "two.json", two, strlen(two)) : NULL;
    m.st = report_make(&m.page, paths, two ? 2 : 1, &m.e);
    tmpdir_remove(&d);
    return m;
}

static void expect(struct made *m, const char *part)
{
    ck_assert_msg(m->st == ST_OK, "%s", m->e.msg);
    ck_assert_msg(strstr(buf_str(&m->page), part) != NULL, "no '%s' in:\n%s",
                  part, buf_str(&m->page));
}

static void expect_no(struct made *m, const char *part)
{
    ck_assert_msg(m->st == ST_OK, "%s", m->e.msg);
    ck_assert_msg(strstr(buf_str(&m->page), part) == NULL, "'%s' in:\n%s", part,
                  buf_str(&m->page));
}

static size_t count(struct made *m, const char *part)
{
    size_t n = 0;

    for (const char *at = buf_str(&m->page); (at = strstr(at, part));
         at += strlen(part))
        n++;
    return n;
}

START_TEST(page_of_peers_has_ratios_with_those_over_one_marked)
{
    struct made m = make(PEERS, NULL);

    expect(&m, "1 of 2 cells are over 1.0; the worst is 2.00, COUNT union. ");
    expect(&m, "All engines count the same");
    expect(&m, "<td class=\"over\" title=\"dateline 10.5, other &amp; co "
               "5.25, third \u2013\">\u25b2 2.00</td>");
    expect(&m, "<td class=\"half\"");
    expect(&m, "not answered");
    ck_assert_uint_eq(count(&m, "<svg "), 2);
    buf_release(&m.page);
}
END_TEST

START_TEST(page_of_a_run_has_a_curve_its_table_and_the_machine)
{
    struct made m = make(RUN, NULL);

    expect(&m, "<dd>A &quot;fast&quot; one</dd>");
    expect(&m, "&lt;i&gt;: 72,574 documents, 1 segment, 1.5 MB");
    expect(&m, "7 queries, rounds: 10, not supported: 2, threads: 4, answers "
               "a second: 300, processor time of an answer: 50 \u00b5s; with "
               "one thread 200 and 49 \u00b5s, ratio 1.50");
    expect(&m, "<td>union</td><td>7</td><td>12.5</td><td>11.0</td>");
    expect(&m, "<td>union, 2 words</td><td>\u2013</td>");
    ck_assert_uint_eq(count(&m, "<polyline "), 1);
    buf_release(&m.page);
}
END_TEST

START_TEST(page_fetches_nothing_and_text_of_files_is_no_markup)
{
    struct made m = make(PEERS, RUN);

    expect_no(&m, "<script");
    expect_no(&m, "<b>.jsonl");
    expect_no(&m, "<i>:");
    expect_no(&m, "http");
    expect_no(&m, "url(");
    expect_no(&m, "@import");
    expect(&m, "q&lt;b&gt;.jsonl");
    ck_assert_uint_eq(count(&m, "<svg "), count(&m, "</svg>"));
    ck_assert_uint_eq(count(&m, "<text "), count(&m, "</text>"));
    ck_assert_uint_eq(count(&m, "<td"), count(&m, "</td>"));
    buf_release(&m.page);
}
END_TEST

START_TEST(counts_that_differ_are_said_aloud)
{
    struct made m =
        make("{\"cells\": [], \"disagreements\": 3, \"queries\": \"q\"}", NULL);

    expect(&m, "count differently for 3 queries");
    buf_release(&m.page);
}
END_TEST

START_TEST(numbers_beyond_measure_and_missing_ones_draw_something)
{
    static const char *const odd[] = {
        "{\"cells\": [1, {}, {\"mean_us\": 7}, {\"mean_us\": {\"a\": \"b\"}}]}",
        "{\"cells\": [{\"command\": \"C\", \"tag\": \"t\", \"mean_us\": "
        "{\"a\": 1e308, \"b\": 1e-300, \"c\": -1, \"d\": 0, \"e\": 1e15, "
        "\"f\": 1e-9}, \"ratio\": 1e300}]}",
        "{\"commands\": [1, {}, {\"classes\": [{}, 2, {\"group\": \"kind\", "
        "\"queries\": 9, \"best\": {\"curve_us\": [1, null, 2]}}, {\"group\": "
        "\"kind\", \"queries\": 9, \"best\": {\"curve_us\": [0, 0]}}]}]}",
        "{\"commands\": []}",
    };

    for (size_t i = 0; i < COUNT_OF(odd); i++) {
        struct made m = make(odd[i], NULL);
        expect(&m, "</html>");
        expect_no(&m, "nan");
        expect_no(&m, "inf");
        buf_release(&m.page);
    }
}
END_TEST

static void refuse(const char *text, enum st st, const char *why)
{
    struct made m = make(RUN, text);

    ck_assert_int_eq(m.st, st);
    ck_assert_msg(strstr(m.e.msg, why) != NULL, "%s", m.e.msg);
    buf_release(&m.page);
}

START_TEST(file_of_another_kind_is_named)
{
    refuse("{\"cells\": 1}", ST_USAGE, "two.json: neither");
    refuse("[]", ST_USAGE, "two.json: neither");
    refuse("{\n\"cells\": [", ST_USAGE, "two.json: line 2: ");
    refuse("", ST_USAGE, "two.json: line 1: ");
}
END_TEST

START_TEST(page_is_written_over_the_one_before)
{
    const struct tmpdir d = tmpdir_make();
    const char *const path = tmpdir_write(&d, "r.html", "old and long", 12);
    struct buf got = BUF_INIT;
    struct err e = ERR_INIT;

    ck_assert_int_eq(report_write(path, bytes_of_str("new"), &e), ST_OK);
    ck_assert_int_eq(file_read(path, 100, &got, &e), ST_OK);
    ck_assert_str_eq(buf_str(&got), "new");
    ck_assert_int_eq(
        report_write(tmpdir_file(&d, "no/r.html"), bytes_of_str("new"), &e),
        ST_NOT_FOUND);
    buf_release(&got);
    tmpdir_remove(&d);
}
END_TEST

START_TEST(memory_that_runs_out_at_any_call_is_said)
{
    const struct tmpdir d = tmpdir_make();
    const char *const paths[] = {
        tmpdir_write(&d, "one.json", PEERS, sizeof(PEERS) - 1),
        tmpdir_write(&d, "two.json", RUN, sizeof(RUN) - 1)};
    enum st st = ST_NOMEM;

    for (long calls = 0; st != ST_OK; calls++) {
        struct buf page = BUF_INIT;
        struct err e = ERR_INIT;
        mem_fail_after(calls);
        st = report_make(&page, paths, 2, &e);
        mem_fail_never();
        ck_assert_msg(st == ST_OK || st == ST_NOMEM, "%s", e.msg);
        buf_release(&page);
    }
    tmpdir_remove(&d);
}
END_TEST

SUITE("report", page_of_peers_has_ratios_with_those_over_one_marked,
      page_of_a_run_has_a_curve_its_table_and_the_machine,
      page_fetches_nothing_and_text_of_files_is_no_markup,
      counts_that_differ_are_said_aloud,
      numbers_beyond_measure_and_missing_ones_draw_something,
      file_of_another_kind_is_named, page_is_written_over_the_one_before,
      memory_that_runs_out_at_any_call_is_said)
