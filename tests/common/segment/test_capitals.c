#include "common/segment/capitals.h"

#include <stdio.h>

#include "common/base/compiler.h"
#include "tests/index/small_index.h"
#include "tests/support/suite.h"

static struct err e;

static int64_t sum_of(const struct segment *s, const char *word)
{
    const struct term_dict words = term_dict_words(s);
    struct term_entry entry;
    int64_t out;
    bool found;

    ck_assert_int_eq(
        term_dict_find(&words, bytes_of_str(word), &entry, &found, &e), ST_OK);
    ck_assert_msg(found, "%s", word);
    ck_assert_int_eq(capitals_get(s, entry.ord, &out, &e), ST_OK);
    return out;
}

START_TEST(words_are_counted_by_their_first_letter)
{
    static const struct small_doc docs[] = {
        {"", "In Minsk the Bank met. Minsk waits for the bank, the Bank said."},
        {"", "He saw Minsk, and the bank in Minsk, and a bank."},
    };
    struct small_index t = small_index_make(docs, COUNT_OF(docs), "none", 1);
    const struct segment *const s = t.index->segments[0];

    ck_assert(capitals_are_there(s));
    ck_assert_int_eq(sum_of(s, "minsk"), 3);
    ck_assert_int_eq(sum_of(s, "bank"), -1);
    ck_assert_int_eq(sum_of(s, "the"), -4);
    ck_assert_int_eq(sum_of(s, "he"), 0);
    small_index_remove(&t);
}
END_TEST

/* Enough words for several blocks, of the lists and of the names. */
START_TEST(names_are_the_words_above_zero_in_order)
{
    enum { WORDS = 100, SIZE = 48 };
    char bodies[WORDS][SIZE];
    struct small_doc docs[WORDS];
    struct term_dict names;
    struct term_walk w;
    bool more;
    unsigned n = 0;

    for (unsigned i = 0; i < WORDS; i++) {
        snprintf(bodies[i], SIZE, "x %c%03u", i % 3 ? 'n' : 'N', i);
        docs[i] = (struct small_doc){"", bodies[i]};
    }
    struct small_index t = small_index_make(docs, WORDS, "none", 1);
    ck_assert_int_eq(capitals_names(t.index->segments[0], &names, &e), ST_OK);
    ck_assert_uint_eq(names.n, (WORDS + 2) / 3);
    term_walk_start(&w, &names);
    while (term_walk_next(&w, &more, &e) == ST_OK && more) {
        char word[SIZE];
        snprintf(word, SIZE, "n%03u", 3 * n++);
        ck_assert(bytes_equal_str(w.term, word));
        ck_assert_uint_eq(w.entry.df, 1);
    }
    ck_assert_uint_eq(n, names.n);
    small_index_remove(&t);
}
END_TEST

START_TEST(letters_without_case_may_be_names)
{
    ck_assert(capitals_name(bytes_of_str("minsk"), 1));
    ck_assert(!capitals_name(bytes_of_str("minsk"), 0));
    ck_assert(
        !capitals_name(bytes_of_str("\u043c\u0438\u043d\u0441\u043a"), -1));
    ck_assert(capitals_name(bytes_of_str("\u10db\u10d8\u10dc"), 0));
    ck_assert(capitals_name(bytes_of_str("\u0645\u064a\u0646"), 0));
    ck_assert(!capitals_name(bytes_of_str("\x01sminsk"), 5));
    ck_assert(!capitals_name(BYTES_NONE, 0));
}
END_TEST

START_TEST(numbers_of_either_sign_come_back)
{
    static const int64_t cases[] = {0, 1, -1, 63, -64, INT64_MAX, INT64_MIN};

    for (size_t i = 0; i < COUNT_OF(cases); i++)
        ck_assert_int_eq(capitals_unpack(capitals_pack(cases[i])), cases[i]);
    ck_assert_uint_eq(capitals_pack(-1), 1);
}
END_TEST

SUITE("capitals", words_are_counted_by_their_first_letter,
      names_are_the_words_above_zero_in_order,
      letters_without_case_may_be_names, numbers_of_either_sign_come_back)
