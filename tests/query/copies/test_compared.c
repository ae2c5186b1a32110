/* What two texts share, and what one has more. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/mem.h"
#include "query/copies/compared.h"
#include "tests/support/suite.h"

enum { ROOM = 2000 };

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
      short_texts_are_equal_or_not, memory_may_run_out_anywhere)
