#include "common/text/paragraph_keys.h"

#include <stdio.h>
#include <string.h>

#include "common/base/hash.h"
#include "tests/support/rng.h"
#include "tests/support/suite.h"

static struct analyzer *analyzer;
static struct token_list words;
static struct paragraph_keys keys;

static void setup(void)
{
    ck_assert_int_eq(analyzer_open(&analyzer, NULL), ST_OK);
}

static void teardown(void)
{
    analyzer_close(analyzer);
    token_list_release(&words);
    paragraph_keys_release(&keys);
}

/* The keys of `body`; the title has none. */
static size_t read_keys(const char *title, const char *body)
{
    token_list_clear(&words);
    ck_assert_int_eq(analyzer_run(analyzer, bytes_of_str(title), &words, NULL),
                     ST_OK);
    const size_t from = words.n;
    ck_assert_int_eq(analyzer_run(analyzer, bytes_of_str(body), &words, NULL),
                     ST_OK);
    ck_assert_int_eq(paragraph_keys_read(&keys, &words, from, words.n, NULL),
                     ST_OK);
    return keys.n;
}

static uint64_t key_of(const char *paragraph)
{
    ck_assert_uint_eq(read_keys("", paragraph), 1);
    return keys.v[0].key;
}

#define NOTICE "Subscribers find the addresses of all offices on our pages"

START_TEST(one_paragraph_in_several_prints_has_one_key)
{
    static const char *const prints[] = {
        "subscribers FIND the addresses of all offices on our pages.",
        "Subscribers find the addresses\nof all offices on our pages",
        "“Subscribers” find — the addresses of all offices: on our pages!",
        "Sub-scribers find the add resses of all offices on our pages",
    };
    setup();
    const uint64_t key = key_of(NOTICE);
    for (size_t i = 0; i < COUNT_OF(prints); i++)
        ck_assert_uint_eq(key_of(prints[i]), key);
    ck_assert_uint_ne(key_of(NOTICE " too"), key);
    ck_assert_uint_ne(key_of("Not " NOTICE), key);
    teardown();
}
END_TEST

START_TEST(numbers_do_not_tell_paragraphs_apart)
{
    setup();
    const uint64_t key = key_of("Call 1 " NOTICE " before 2019");
    ck_assert_uint_eq(key_of("Call 202-224-5972 " NOTICE " before 3"), key);
    ck_assert_uint_eq(key_of("Call 20222459720 0 " NOTICE " before 11"), key);
    ck_assert_uint_ne(key_of("Call " NOTICE " before 11"), key);
    ck_assert_uint_ne(key_of("Call x1 " NOTICE " before 11"), key);
    teardown();
}
END_TEST

/* A paragraph of words and numbers, and the bytes that its key is a hash of,
 * one by one. */
static size_t random_paragraph(struct rng *r, char *text, char *bytes)
{
    size_t n = 0, t = 0;
    while (n < PARAGRAPH_LEAST + rng_below(r, 60)) {
        const bool number = rng_below(r, 4) == 0;
        for (uint32_t i = 0, size = 1 + rng_below(r, 20); i < size; i++) {
            const char c = (char)((number ? '0' : 'a') + rng_below(r, 10));
            text[t++] = c;
            if (!number || n == 0 || bytes[n - 1] != '0')
                bytes[n++] = number ? '0' : c;
        }
        text[t++] = ' ';
    }
    text[t] = '\0';
    return n;
}

START_TEST(keys_are_hashes_of_words_with_a_0_for_each_number)
{
    enum { ROUNDS = 5000, ROOM = 4096 };
    static char text[ROOM], bytes[ROOM];
    struct rng r = rng_from_env(20261201);
    setup();
    for (int i = 0; i < ROUNDS; i++) {
        const size_t n = random_paragraph(&r, text, bytes);
        ck_assert_msg(key_of(text) == hash64(bytes, n), "%s", text);
    }
    teardown();
}
END_TEST

START_TEST(each_paragraph_of_the_body_has_a_key_of_its_own)
{
    setup();
    const uint64_t first = key_of(NOTICE " one"), second = key_of(NOTICE);
    ck_assert_uint_eq(read_keys(NOTICE " in a headline",
                                NOTICE " one\n\nToo short.\n\n" NOTICE "\n"),
                      2);
    ck_assert_uint_eq(keys.v[0].key, first);
    ck_assert_uint_eq(keys.v[1].key, second);
    ck_assert_uint_eq(read_keys(NOTICE, ""), 0);
    teardown();
}
END_TEST

/* 39 letters and 40, numbers counted as one. */
START_TEST(short_paragraphs_have_none)
{
    setup();
    ck_assert_uint_eq(
        read_keys("", "abcdefghij klmnopqrst uvwxyz abcdefghijklm"), 0);
    ck_assert_uint_eq(
        read_keys("", "abcdefghij klmnopqrst uvwxyz abcdefghijklmn"), 1);
    ck_assert_uint_eq(
        read_keys("", "abcdefghij klmnopqrst uvwxyz abcdefghijkl 2019 2020"),
        0);
    teardown();
}
END_TEST

/* Wherever digits stand, eight bytes at a time or one by one. */
START_TEST(random_numbers_change_nothing)
{
    struct rng r = rng_from_env(91);
    setup();
    for (int round = 0; round < 3000; round++) {
        char a[256], b[256];
        size_t n = 0, m = 0;
        for (uint32_t i = 0; i < 70; i++) {
            if (rng_below(&r, 5) == 0) {
                n += (size_t)snprintf(a + n, 12, "%u", rng_below(&r, 1000));
                m += (size_t)snprintf(b + m, 12, "%u", rng_below(&r, 1000));
            }
            const char letter = (char)('a' + rng_below(&r, 26));
            a[n++] = letter;
            b[m++] = letter;
        }
        a[n] = b[m] = '\0';
        ck_assert_uint_eq(key_of(a), key_of(b));
    }
    teardown();
}
END_TEST

SUITE("paragraph_keys", one_paragraph_in_several_prints_has_one_key,
      numbers_do_not_tell_paragraphs_apart,
      keys_are_hashes_of_words_with_a_0_for_each_number,
      each_paragraph_of_the_body_has_a_key_of_its_own,
      short_paragraphs_have_none, random_numbers_change_nothing)
