#include "query/copies/passages.h"

#include <stdio.h>
#include <string.h>

#include "tests/support/suite.h"

enum { ROOM = 40000 };

struct pair {
    struct compared a, b;
    struct arena arena;
};

static void begin(struct pair *p, const char *a, const char *b)
{
    arena_init(&p->arena, 0);
    ck_assert_int_eq(compared_open(&p->a, NULL), ST_OK);
    ck_assert_int_eq(compared_open(&p->b, NULL), ST_OK);
    ck_assert_int_eq(compared_read_text(&p->a, bytes_of_str(a), NULL), ST_OK);
    ck_assert_int_eq(compared_read_text(&p->b, bytes_of_str(b), NULL), ST_OK);
}

static void end(struct pair *p)
{
    compared_close(&p->a);
    compared_close(&p->b);
    arena_release(&p->arena);
}

/* Words "w<from> ... w<to - 1> ", then one of no other text. */
static char *write(char *out, int from, int to, char other)
{
    for (int i = from; i < to; i++)
        out += sprintf(out, "w%d ", i);
    return out + sprintf(out, "%c%d ", other, to);
}

/* "12 20": how many words each has. */
static void check_lengths(struct pair *p, size_t most, const char *want)
{
    struct passage v[PASSAGES_MAX];
    char got[64] = "";
    size_t n;
    ck_assert_int_eq(passages_find(&p->a, &p->b, most, &p->arena, v, &n, NULL),
                     ST_OK);
    for (size_t i = 0; i < n; i++)
        sprintf(got + strlen(got), "%s%u", i ? " " : "", v[i].words);
    ck_assert_str_eq(got, want);
}

START_TEST(the_longest_come_first_and_no_more_than_asked_for)
{
    static const int lengths[] = {9, 30, 5, 30, 4, 12, 6};
    static char a[ROOM], b[ROOM];
    char *at = a, *bt = b;
    struct pair p;
    for (size_t i = 0; i < COUNT_OF(lengths); i++) {
        const int from = 100 * (int)i;
        at = write(at, from, from + lengths[i], 'x');
        bt = write(bt, from, from + lengths[i], 'y');
    }
    begin(&p, a, b);
    check_lengths(&p, 0, "");
    check_lengths(&p, 1, "30");
    check_lengths(&p, 3, "30 30 12");
    check_lengths(&p, 20, "30 30 12 9 6 5");
    struct passage v[2];
    size_t n;
    ck_assert_int_eq(passages_find(&p.a, &p.b, 2, &p.arena, v, &n, NULL),
                     ST_OK);
    ck_assert_int_eq(memcmp(v[0].text.p, "w100 w101 ", 10), 0);
    ck_assert_int_eq(memcmp(v[1].text.p, "w300 w301 ", 10), 0);
    end(&p);
}
END_TEST

START_TEST(a_long_one_is_cut_behind_a_word_and_counted_whole)
{
    static char a[ROOM];
    struct passage v;
    struct pair p;
    size_t n;
    write(a, 0, 3000, 'x');
    begin(&p, a, a);
    ck_assert_int_eq(passages_find(&p.a, &p.b, 1, &p.arena, &v, &n, NULL),
                     ST_OK);
    ck_assert_uint_eq(v.words, 3001);
    ck_assert_uint_le(v.text.n, PASSAGE_SIZE);
    ck_assert_uint_gt(v.text.n, PASSAGE_SIZE - 6);
    ck_assert_int_eq(a[v.text.n], ' ');
    ck_assert(v.text.p < p.a.body.p || v.text.p >= p.a.body.p + p.a.body.n);
    end(&p);
}
END_TEST

START_TEST(what_has_no_word_that_ends_is_cut_between_characters)
{
    const struct bytes letters = bytes_of_str("\u0436\u0436\u0436");
    ck_assert_uint_eq(passage_cut(letters, 6).n, 6);
    ck_assert_uint_eq(passage_cut(letters, 5).n, 4);
    ck_assert_uint_eq(passage_cut(letters, 0).n, 0);
    ck_assert_uint_eq(passage_cut(bytes_of_str("ab cd"), 4).n, 2);
    ck_assert_uint_eq(passage_cut(bytes_of_str("ab cd"), 2).n, 2);
}
END_TEST

START_TEST(without_memory_nothing_is_found)
{
    static char a[ROOM];
    struct passage v;
    struct pair p;
    struct err e = ERR_INIT;
    size_t n;
    write(a, 0, 100, 'x');
    begin(&p, a, a);
    struct arena none;
    arena_init(&none, 1);
    ck_assert_int_eq(passages_find(&p.a, &p.b, 1, &none, &v, &n, &e), ST_NOMEM);
    ck_assert_uint_eq(n, 0);
    arena_release(&none);
    end(&p);
}
END_TEST

SUITE("query/copies/passages",
      the_longest_come_first_and_no_more_than_asked_for,
      a_long_one_is_cut_behind_a_word_and_counted_whole,
      what_has_no_word_that_ends_is_cut_between_characters,
      without_memory_nothing_is_found)
