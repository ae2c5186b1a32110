/* Rows of five words: which texts share them. */
#include <stdio.h>
#include <string.h>

#include "common/base/mem.h"
#include "common/text/release_words.h"
#include "tests/support/suite.h"

enum { LONG = 100 };

/* The words "w<from>" to "w<to - 1>". */
static const char *row(char *out, unsigned from, unsigned to)
{
    out[0] = '\0';
    for (char *p = out; from < to; from++)
        p += sprintf(p, "w%u ", from);
    return out;
}

static void read(struct release_words *w, const char *title, const char *body,
                 struct shingles *out)
{
    const struct release_text r = {.title = bytes_of_str(title),
                                   .body = bytes_of_str(body)};
    ck_assert_int_eq(release_words_shingles(w, &r, out, NULL), ST_OK);
}

START_TEST(a_text_has_as_many_as_rows_of_five_words)
{
    struct release_words w;
    struct shingles s = {.n = 0};
    char text[8 * LONG];
    ck_assert_int_eq(release_words_open(&w, NULL), ST_OK);
    read(&w, "A headline", row(text, 0, LONG), &s);
    ck_assert(!s.is_short);
    ck_assert_uint_eq(s.words, LONG);
    ck_assert_uint_eq(s.n, LONG - 4);
    ck_assert_int_eq(shingles_unite(&s, NULL), ST_OK);
    ck_assert_uint_eq(s.n, LONG - 4);
    shingles_release(&s);
    release_words_close(&w);
}
END_TEST

START_TEST(equal_ones_count_once_in_a_set)
{
    struct release_words w;
    struct shingles s = {.n = 0};
    char text[8 * LONG] = "";
    ck_assert_int_eq(release_words_open(&w, NULL), ST_OK);
    for (unsigned i = 0; i < 30; i++)
        strcat(text, "one two three ");
    read(&w, "", text, &s);
    ck_assert_uint_eq(s.n, 86);
    ck_assert_int_eq(shingles_unite(&s, NULL), ST_OK);
    ck_assert_uint_eq(s.n, 3);
    shingles_release(&s);
    release_words_close(&w);
}
END_TEST

START_TEST(texts_share_the_rows_that_both_have)
{
    struct release_words w;
    struct shingles a = {.n = 0}, b = {.n = 0};
    char text[8 * LONG];
    size_t shared;
    ck_assert_int_eq(release_words_open(&w, NULL), ST_OK);
    read(&w, "One", row(text, 0, 80), &a);
    read(&w, "Another", row(text, 20, 90), &b);
    ck_assert_int_eq(shingles_shared(&a, b.v, b.n, &shared, NULL), ST_OK);
    ck_assert_uint_eq(shared, 60 - 4);
    read(&w, "", row(text, 76, 160), &b);
    ck_assert_int_eq(shingles_shared(&a, b.v, b.n, &shared, NULL), ST_OK);
    ck_assert_uint_eq(shared, 0);
    shingles_release(&a);
    shingles_release(&b);
    release_words_close(&w);
}
END_TEST

START_TEST(case_accents_and_layout_do_not_matter)
{
    struct release_words w;
    struct shingles a = {.n = 0}, b = {.n = 0};
    char text[8 * LONG], other[8 * LONG + 32];
    size_t shared;
    ck_assert_int_eq(release_words_open(&w, NULL), ST_OK);
    row(text, 0, 70);
    snprintf(other, sizeof(other), "Café,\n\n  %s", text);
    for (char *p = other + 6; *p; p++)
        *p = *p == 'w' ? 'W' : *p;
    read(&w, "", other, &a);
    snprintf(other, sizeof(other), "cafe %s", text);
    read(&w, "", other, &b);
    ck_assert_uint_eq(a.n, b.n);
    ck_assert_int_eq(shingles_shared(&a, b.v, b.n, &shared, NULL), ST_OK);
    ck_assert_uint_eq(shared, b.n);
    shingles_release(&a);
    shingles_release(&b);
    release_words_close(&w);
}
END_TEST

START_TEST(what_is_left_out_is_as_if_it_were_not_there)
{
    struct release_words w;
    struct shingles a = {.n = 0}, b = {.n = 0};
    char text[8 * LONG], more[16 * LONG];
    ck_assert_int_eq(release_words_open(&w, NULL), ST_OK);
    read(&w, "", row(text, 0, 70), &a);
    /* Words 10 to 39 of the second stand before and behind two ranges. */
    snprintf(more, sizeof(more), "x y ");
    row(more + 4, 0, 30);
    strcat(more, "p q r ");
    row(more + strlen(more), 30, 70);
    const struct pos_range without[] = {{0, 2}, {32, 35}};
    const struct release_text r = {
        .body = bytes_of_str(more), .without = without, .n_without = 2};
    ck_assert_int_eq(release_words_shingles(&w, &r, &b, NULL), ST_OK);
    ck_assert_uint_eq(b.words, 70);
    ck_assert_uint_eq(a.n, b.n);
    ck_assert_mem_eq(a.v, b.v, a.n * sizeof(*a.v));
    shingles_release(&a);
    shingles_release(&b);
    release_words_close(&w);
}
END_TEST

START_TEST(a_short_text_is_one_number_with_its_title)
{
    struct release_words w;
    struct shingles a = {.n = 0}, b = {.n = 0};
    char text[8 * LONG];
    ck_assert_int_eq(release_words_open(&w, NULL), ST_OK);
    row(text, 0, SHINGLES_LEAST - 1);
    read(&w, "Title", text, &a);
    ck_assert(a.is_short);
    ck_assert_uint_eq(a.n, 0);
    ck_assert_uint_eq(a.words, SHINGLES_LEAST);
    read(&w, "TITLE", text, &b);
    ck_assert(a.whole.low == b.whole.low && a.whole.high == b.whole.high);
    read(&w, "Titles", text, &b);
    ck_assert(a.whole.low != b.whole.low);
    read(&w, "", row(text, 0, SHINGLES_LEAST), &b);
    ck_assert(!b.is_short);
    read(&w, "", "?!", &b);
    ck_assert(b.is_short);
    ck_assert_uint_eq(b.words, 0);
    shingles_release(&a);
    shingles_release(&b);
    release_words_close(&w);
}
END_TEST

START_TEST(memory_may_run_out_anywhere)
{
    char text[8 * LONG];
    row(text, 0, LONG);
    for (long n = 0;; n++) {
        struct release_words w = {.analyzer = NULL};
        struct shingles s = {.n = 0};
        struct err e = ERR_INIT;
        size_t shared;
        const struct release_text r = {.body = bytes_of_str(text)};
        mem_fail_after(n);
        enum st st = release_words_open(&w, &e);
        if (st == ST_OK)
            st = release_words_shingles(&w, &r, &s, &e);
        if (st == ST_OK)
            st = shingles_unite(&s, &e);
        if (st == ST_OK)
            st = shingles_shared(&s, s.v, s.n, &shared, &e);
        const bool failed = mem_fail_never();
        ck_assert_int_eq(st, failed ? ST_NOMEM : ST_OK);
        shingles_release(&s);
        release_words_close(&w);
        if (!failed)
            break;
    }
}
END_TEST

SUITE("shingles", a_text_has_as_many_as_rows_of_five_words,
      equal_ones_count_once_in_a_set, texts_share_the_rows_that_both_have,
      case_accents_and_layout_do_not_matter,
      what_is_left_out_is_as_if_it_were_not_there,
      a_short_text_is_one_number_with_its_title, memory_may_run_out_anywhere)
