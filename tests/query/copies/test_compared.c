/* What two texts share, and what one has more. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/mem.h"
#include "query/copies/compared.h"
#include "tests/index/parted_index.h"
#include "tests/support/rng.h"
#include "tests/support/suite.h"

enum { ROOM = 8000 };

/* "w0 w1 ..." with the word at `changed` another, -1: none. */
static void write(char *out, int n, int changed)
{
    for (int i = 0; i < n; i++)
        out += sprintf(out, "%c%d%s", i == changed ? 'x' : 'w', i,
                       i % 10 == 9 ? ". " : " ");
}

struct said {
    char text[ROOM];
    int n;
};

static bool say(void *ctx, struct bytes stretch)
{
    struct said *const s = ctx;
    snprintf(s->text + strlen(s->text), ROOM - strlen(s->text), "[%.*s]",
             (int)stretch.n, (const char *)stretch.p);
    s->n++;
    return true;
}

static void read(struct compared *c, const char *text)
{
    ck_assert_int_eq(compared_read_text(c, bytes_of_str(text), NULL), ST_OK);
}

static void differ(struct compared *a, struct compared *b, const char *expected)
{
    struct said said = {.n = 0};
    ck_assert_int_eq(compared_difference(a, b, say, &said, NULL), ST_OK);
    ck_assert_str_eq(said.text, expected);
}

START_TEST(one_word_that_changed_is_told)
{
    struct compared a, b;
    struct overlap o;
    char text[ROOM];
    ck_assert_int_eq(compared_open(&a, NULL), ST_OK);
    ck_assert_int_eq(compared_open(&b, NULL), ST_OK);
    write(text, 100, -1);
    read(&a, text);
    write(text, 100, 40);
    read(&b, text);
    ck_assert_int_eq(compared_overlap(&a, &b, &o, NULL), ST_OK);
    ck_assert_uint_eq(o.a, 96);
    ck_assert_uint_eq(o.b, 96);
    ck_assert_uint_eq(o.shared, 91);
    differ(&a, &b, "[w40]");
    differ(&b, &a, "[x40]");
    differ(&a, &a, "");
    compared_close(&a);
    compared_close(&b);
}
END_TEST

START_TEST(stretches_run_to_the_ends)
{
    struct compared a, b;
    struct overlap o;
    char text[ROOM], *rest;
    ck_assert_int_eq(compared_open(&a, NULL), ST_OK);
    ck_assert_int_eq(compared_open(&b, NULL), ST_OK);
    write(text, 100, -1);
    read(&a, text);
    rest = strstr(text, "w3 ");
    strstr(text, "w97 ")[0] = '\0';
    read(&b, rest);
    differ(&a, &b, "[w0 w1 w2][w97 w98 w99]");
    differ(&b, &a, "");
    ck_assert_int_eq(compared_overlap(&a, &b, &o, NULL), ST_OK);
    ck_assert_uint_eq(o.shared, o.b);
    compared_close(&a);
    compared_close(&b);
}
END_TEST

/* ---- passages ---- */

static bool say_passage(void *ctx, struct bytes stretch, uint32_t words)
{
    struct said *const s = ctx;
    snprintf(s->text + strlen(s->text), ROOM - strlen(s->text), "[%u: %.*s]",
             words, (int)stretch.n, (const char *)stretch.p);
    s->n++;
    return true;
}

static void share(struct compared *a, struct compared *b, const char *expected)
{
    struct said said = {.n = 0};
    ck_assert_int_eq(compared_passages(a, b, say_passage, &said, NULL), ST_OK);
    ck_assert_str_eq(said.text, expected);
}

enum { LETTERS = 3, WORDS_MAX = 200, ROW = 5 };

/* Whether the row of words that begins at `at` is one of `in`. */
static bool has_row(const char *in, const char *at)
{
    char row[2 * ROW + 1];
    snprintf(row, sizeof(row), "%s", at);
    return strlen(row) == 2 * ROW && strstr(in, row);
}

/* Texts of words of one letter: "a b c ", so that a row of words is a row of
 * bytes. */
static void random_text(char *out, struct rng *r)
{
    const uint32_t n =
        SHINGLES_LEAST + rng_below(r, WORDS_MAX - SHINGLES_LEAST);
    for (uint32_t i = 0; i < n; i++)
        out += sprintf(out, "%c ", 'a' + (int)rng_below(r, LETTERS));
}

static void expect_passages(const char *a, const char *b, struct said *out)
{
    const size_t n = strlen(a);
    for (size_t from = 0, to; from < n; from = to) {
        for (to = from; to < n && has_row(b, a + to);)
            to += 2;
        if (to == from) {
            to += 2;
            continue;
        }
        const size_t size = to - from + 2 * (ROW - 1);
        say_passage(out, bytes_of((const uint8_t *)a + from, size - 1),
                    (uint32_t)size / 2);
    }
}

START_TEST(passages_are_the_rows_in_a_row_that_both_have)
{
    struct rng r = rng_from_env(71);
    static char x[2 * WORDS_MAX + 1], y[2 * WORDS_MAX + 1];
    struct compared a, b;
    int found = 0;
    ck_assert_int_eq(compared_open(&a, NULL), ST_OK);
    ck_assert_int_eq(compared_open(&b, NULL), ST_OK);
    for (int round = 0; round < 300; round++) {
        random_text(x, &r);
        random_text(y, &r);
        read(&a, x);
        read(&b, y);
        struct said expected = {.n = 0};
        expect_passages(x, y, &expected);
        share(&a, &b, expected.text);
        found += expected.n;
    }
    ck_assert_int_gt(found, 300);
    compared_close(&a);
    compared_close(&b);
}
END_TEST

/* The parts that do not count are in no row, and so in no passage. */
START_TEST(a_passage_ends_where_something_is_left_out)
{
    struct compared a, b;
    char text[ROOM], body[2 * ROOM];
    write(text, 100, -1);
    char *const rest = strstr(text, "w40");
    snprintf(body, sizeof(body), "%.*s\n\nAbout us and w38 w39\n\n%s",
             (int)(rest - text), text, rest);
    const struct parted_doc doc = {
        .title = "Boats", .body = body, .boilerplate = "About us and w38 w39"};
    struct small_index index = parted_index_make(&doc, 1, "none", 1);
    struct record_field v[] = {
        {.field = FIELD_TITLE, .text = bytes_of_str(doc.title)},
        {.field = FIELD_BODY, .text = bytes_of_str(body)}};
    const struct record_fields fields = {.v = v, .n = 2};
    ck_assert_int_eq(compared_open(&a, NULL), ST_OK);
    ck_assert_int_eq(compared_open(&b, NULL), ST_OK);
    ck_assert_int_eq(
        compared_read(&a, index.index->segments[0], 0, &fields, NULL), ST_OK);
    read(&b, text);
    ck_assert_uint_eq(a.shingles.words, 100);
    struct said said = {.n = 0};
    ck_assert_int_eq(compared_passages(&a, &b, say_passage, &said, NULL),
                     ST_OK);
    ck_assert_int_eq(strncmp(said.text, "[40: w0 w1 ", 11), 0);
    ck_assert_ptr_nonnull(strstr(said.text, " w39][60: w40 w41 "));
    ck_assert_int_eq(said.n, 2);
    said = (struct said){.n = 0};
    ck_assert_int_eq(compared_passages(&b, &a, say_passage, &said, NULL),
                     ST_OK);
    ck_assert_int_eq(strncmp(said.text, "[100: w0 ", 9), 0);
    compared_close(&a);
    compared_close(&b);
    small_index_remove(&index);
}
END_TEST

START_TEST(short_texts_are_equal_or_not)
{
    struct compared a, b;
    struct overlap o;
    ck_assert_int_eq(compared_open(&a, NULL), ST_OK);
    ck_assert_int_eq(compared_open(&b, NULL), ST_OK);
    read(&a, "Prices fall.");
    read(&b, "prices FALL");
    ck_assert_int_eq(compared_overlap(&a, &b, &o, NULL), ST_OK);
    ck_assert_uint_eq(o.shared, 1);
    read(&b, "prices rise");
    ck_assert_int_eq(compared_overlap(&a, &b, &o, NULL), ST_OK);
    ck_assert_uint_eq(o.shared, 0);
    differ(&a, &b, "");
    share(&a, &b, "");
    share(&a, &a, "");
    compared_close(&a);
    compared_close(&b);
}
END_TEST

START_TEST(memory_may_run_out_anywhere)
{
    char text[ROOM];
    write(text, 100, -1);
    for (long n = 0;; n++) {
        struct compared a = {.cap_shared = 0}, b = {.cap_shared = 0};
        struct said said = {.n = 0};
        struct overlap o;
        struct err e = ERR_INIT;
        mem_fail_after(n);
        enum st st = compared_open(&a, &e);
        if (st == ST_OK)
            st = compared_open(&b, &e);
        if (st == ST_OK)
            st = compared_read_text(&a, bytes_of_str(text), &e);
        if (st == ST_OK)
            st = compared_read_text(&b, bytes_of_str(text), &e);
        if (st == ST_OK)
            st = compared_overlap(&a, &b, &o, &e);
        if (st == ST_OK)
            st = compared_difference(&a, &b, say, &said, &e);
        if (st == ST_OK)
            st = compared_passages(&a, &b, say_passage, &said, &e);
        const bool failed = mem_fail_never();
        ck_assert_int_eq(st, failed ? ST_NOMEM : ST_OK);
        compared_close(&a);
        compared_close(&b);
        if (!failed)
            break;
    }
}
END_TEST

SUITE("compared", one_word_that_changed_is_told, stretches_run_to_the_ends,
      passages_are_the_rows_in_a_row_that_both_have,
      a_passage_ends_where_something_is_left_out, short_texts_are_equal_or_not,
      memory_may_run_out_anywhere)
