#include "query/facets/named.h"

#include <stdio.h>
#include <string.h>

#include "common/base/mem.h"
#include "tests/index/parted_index.h"
#include "tests/support/suite.h"

static const struct parted_doc DOCS[] = {
    {.title = "a",
     .body = "MINSK - Anna Lis, Tom Ray. Yes. No. Well.",
     .dateline = "MINSK",
     .place = "MINSK",
     .quotes = {{"Yes", "Anna Lis", SURE_A},
                {"No", "Tom Ray", SURE_B},
                {"Well", "Anna Lis", SURE_C}}},
    {.title = "b",
     .body = "Minsk - ANNA LIS. Yes.",
     .dateline = "Minsk",
     .place = "Minsk",
     .quotes = {{"Yes", "ANNA LIS", SURE_A}}},
    {.title = "c",
     .body = "New  York, U.S. - Anna Lis. Yes.",
     .dateline = "New  York, U.S.",
     .place = "New  York",
     .region = "U.S.",
     .quotes = {{"Yes", "Anna Lis", SURE_B}}},
    {.title = "d", .body = "Nothing."},
    {.title = "e",
     .body = "MINSK - No. Kim Guessed: Yes. Tom Ray.",
     .dateline = "MINSK",
     .place = "MINSK",
     .quotes = {{"No", "Tom Ray", SURE_C}, {"Yes", "Kim Guessed", SURE_C}}},
};
enum { N_DOCS = COUNT_OF(DOCS) };

/* Adds the documents of the index that are in `set`, as bits. */
static enum st count(struct named *x, const struct index *ix,
                     enum prefix prefix, enum sureness sure, unsigned set,
                     struct err *e)
{
    enum st st = named_init(x, prefix, sure, e);
    for (size_t i = 0; st == ST_OK && i < ix->n; i++) {
        const uint32_t docs = ix->segments[i]->counts.docs;
        const uint64_t bits[1] = {(uint64_t)set >> ix->first_doc[i] &
                                  ((UINT64_C(1) << docs) - 1)};
        st = named_add(x, ix->segments[i], bits, e);
    }
    if (st == ST_OK)
        named_finish(x);
    return st;
}

static void check_sure(enum prefix prefix, enum sureness sure, unsigned set,
                       const char *want)
{
    for (size_t segments = 1; segments <= N_DOCS; segments += 2) {
        struct small_index s = parted_index_make(DOCS, N_DOCS, "en", segments);
        struct named x;
        char text[256] = "";
        size_t n = 0;
        ck_assert_int_eq(count(&x, s.index, prefix, sure, set, NULL), ST_OK);
        for (size_t i = 0; i < x.n; i++)
            n += (size_t)snprintf(text + n, sizeof(text) - n, "%.*s %d; ",
                                  (int)x.counts[i].name.n,
                                  (const char *)x.counts[i].name.p,
                                  (int)x.counts[i].docs);
        snprintf(text + n, sizeof(text) - n, "of %d %d", (int)x.docs,
                 (int)x.without);
        ck_assert_str_eq(text, want);
        named_release(&x);
        small_index_remove(&s);
    }
}

static void check(enum prefix prefix, unsigned set, const char *want)
{
    check_sure(prefix, SURE_NONE, set, want);
}

START_TEST(a_speaker_counts_once_a_release)
{
    check(PREFIX_SPEAKER, 31, "Anna Lis 3; Tom Ray 2; Kim Guessed 1; of 5 1");
}
END_TEST

START_TEST(a_speaker_counts_where_he_is_as_sure)
{
    check_sure(PREFIX_SPEAKER, SURE_A, 31, "ANNA LIS 2; of 5 3");
    check_sure(PREFIX_SPEAKER, SURE_B, 31, "Anna Lis 3; Tom Ray 1; of 5 2");
    check_sure(PREFIX_SPEAKER, SURE_C, 31,
               "Anna Lis 3; Tom Ray 2; Kim Guessed 1; of 5 1");
}
END_TEST

START_TEST(a_place_is_shown_as_most_print_it)
{
    check(PREFIX_TOWN, 31, "MINSK 3; New York 1; of 5 1");
    check(PREFIX_TOWN, 1 << 1, "Minsk 1; of 1 0");
}
END_TEST

START_TEST(only_documents_of_the_set_count)
{
    check(PREFIX_SPEAKER, 1 << 1 | 1 << 3, "ANNA LIS 1; of 2 1");
    check(PREFIX_SPEAKER, 1 << 3, "of 1 1");
    check(PREFIX_SPEAKER, 0, "of 0 0");
}
END_TEST

START_TEST(failing_allocations_are_an_error)
{
    struct small_index s = parted_index_make(DOCS, N_DOCS, "en", 2);
    bool failed = true;

    for (long n = 0; failed; n++) {
        struct named x;
        struct err e = ERR_INIT;
        ck_assert_int_lt(n, 1000);
        mem_fail_after(n);
        const enum st st = count(&x, s.index, PREFIX_SPEAKER, SURE_B, 31, &e);
        failed = mem_fail_never();
        ck_assert_msg(st == (failed ? ST_NOMEM : ST_OK), "%s", e.msg);
        named_release(&x);
    }
    small_index_remove(&s);
}
END_TEST

SUITE("query/facets/named", a_speaker_counts_where_he_is_as_sure,
      a_speaker_counts_once_a_release, a_place_is_shown_as_most_print_it,
      only_documents_of_the_set_count, failing_allocations_are_an_error)
