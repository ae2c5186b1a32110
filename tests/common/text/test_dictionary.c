#include "common/base/buf.h"
#include "common/base/mem.h"
#include "common/text/dictionary.h"
#include "common/text/words.h"
#include "tests/support/suite.h"

static const char BANGKOK[] = "\u0e01\u0e23\u0e38\u0e07\u0e40\u0e17\u0e1e";

static struct dictionary *open_dictionary(void)
{
    struct dictionary *d;
    struct err e = ERR_INIT;
    ck_assert_int_eq(dictionary_open(&d, &e), ST_OK);
    return d;
}

/* The words of `text`, with a bar behind each. */
static const char *words_of(struct dictionary *d, struct bytes text)
{
    static struct buf b;
    uint8_t lower[WORDS_ROOM];
    struct words ws;
    struct word word;
    struct err e = ERR_INIT;
    buf_clear(&b);
    words_init(&ws, text, d, &e);
    while (words_next(&ws, &word, lower)) {
        buf_append(&b, word.start, (size_t)(word.end - word.start));
        buf_append_str(&b, "|");
    }
    ck_assert_int_eq(ws.st, ST_OK);
    return buf_str(&b);
}

START_TEST(scripts_without_spaces_are_split_into_words)
{
    static const char *const cases[][2] = {
        /* Thai: government, declares */
        {"\u0e23\u0e31\u0e10\u0e1a\u0e32\u0e25\u0e1b\u0e23\u0e30\u0e01\u0e32"
         "\u0e28",
         "\u0e23\u0e31\u0e10\u0e1a\u0e32\u0e25|\u0e1b\u0e23\u0e30\u0e01\u0e32"
         "\u0e28|"},
        /* Chinese: economy, policy */
        {"\u7ecf\u6d4e\u653f\u7b56", "\u7ecf\u6d4e|\u653f\u7b56|"},
        /* Japanese: Tokyo, to, Osaka */
        {"\u6771\u4eac\u3068\u5927\u962a", "\u6771\u4eac|\u3068|\u5927\u962a|"},
        /* Khmer: I, go to, market */
        {"\u1781\u17d2\u1789\u17bb\u17c6\u1791\u17c5\u1795\u17d2\u179f\u17b6"
         "\u179a",
         "\u1781\u17d2\u1789\u17bb\u17c6|\u1791\u17c5|\u1795\u17d2\u179f\u17b6"
         "\u179a|"},
        /* among others, and with what is no word */
        {"ABC\u4e2d\u56fdabc 5\u4e2d\u56fd\uff0c\u4e2d\u56fd.",
         "ABC|\u4e2d\u56fd|abc|5|\u4e2d\u56fd|\u4e2d\u56fd|"},
    };
    struct dictionary *const d = open_dictionary();
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        ck_assert_str_eq(words_of(d, bytes_of_str(cases[i][0])), cases[i][1]);
    dictionary_close(d);
}
END_TEST

START_TEST(a_run_longer_than_a_window_is_split_as_a_short_one)
{
    struct dictionary *const d = open_dictionary();
    struct buf text = BUF_INIT, expected = BUF_INIT;
    for (int i = 0; i < DICTIONARY_WINDOW; i++) {
        buf_append_str(&text, BANGKOK);
        buf_append_str(&expected, BANGKOK);
        buf_append_str(&expected, "|");
    }
    ck_assert_str_eq(words_of(d, buf_bytes(&text)), buf_str(&expected));
    buf_release(&text);
    buf_release(&expected);
    dictionary_close(d);
}
END_TEST

START_TEST(the_end_of_a_window_in_the_middle_is_not_believed)
{
    struct dictionary *const d = open_dictionary();
    struct err e = ERR_INIT;
    struct word_ends ends;
    struct buf text = BUF_INIT;
    for (int i = 0; i < 100; i++)
        buf_append_str(&text, BANGKOK);
    const size_t size = sizeof(BANGKOK) - 1;
    const struct bytes run = buf_bytes(&text);
    ck_assert_int_eq(dictionary_split(d, run, false, &ends, &e), ST_OK);
    ck_assert_uint_eq(ends.n, 100);
    ck_assert_uint_eq(ends.at[99], run.n);
    ck_assert_int_eq(dictionary_split(d, run, true, &ends, &e), ST_OK);
    ck_assert_uint_eq(ends.n, (run.n - 3 * DICTIONARY_TAIL - 1) / size);
    /* No word ends before the tail: the window is one. */
    ck_assert_int_eq(
        dictionary_split(d, bytes_of(run.p, size), true, &ends, &e), ST_OK);
    ck_assert_uint_eq(ends.n, 1);
    ck_assert_uint_eq(ends.at[0], size);
    buf_release(&text);
    dictionary_close(d);
}
END_TEST

START_TEST(failing_malloc_is_reported)
{
    struct dictionary *d;
    struct err e = ERR_INIT;
    mem_fail_after(0);
    ck_assert_int_eq(dictionary_open(&d, &e), ST_NOMEM);
    mem_fail_never();
    dictionary_close(d);
}
END_TEST

SUITE("dictionary", scripts_without_spaces_are_split_into_words,
      a_run_longer_than_a_window_is_split_as_a_short_one,
      the_end_of_a_window_in_the_middle_is_not_believed,
      failing_malloc_is_reported)
