/* Postings turned round: each document has the terms it should. */
#include "indexer/order/forward_index.h"

#include <string.h>

#include "common/base/mem.h"
#include "common/segment/index.h"
#include "tests/index/small_index.h"
#include "tests/support/suite.h"

/* "two" stands in 2 documents, "three" in 3; "one" and "all" tell nothing. */
static const struct small_doc DOCS[] = {
    {"", "all two three"}, {"", "all one"}, {"", "all three"}, {"", ""},
    {"", "all two two"},   {"", "all"},     {"", "all three"}, {"", "all"},
    {"", "all"},           {"", "all"},     {"", "all"},       {"", "all"},
};

static struct segment_list list_of(const struct small_index *s)
{
    return (struct segment_list){s->index->segments, s->index->first_doc,
                                 s->index->n};
}

static struct forward_index make_well(const struct small_index *s,
                                      const uint32_t *docs, uint32_t n,
                                      uint64_t room)
{
    struct forward_index f;
    struct err e = ERR_INIT;
    const struct segment_list list = list_of(s);
    ck_assert_msg(forward_index_make(&f, docs, n, &list, room, &e) == ST_OK,
                  "%s", e.msg);
    ck_assert_uint_eq(f.n, n);
    return f;
}

/* The terms of a row as digits. */
static void assert_row(const struct forward_index *f, uint32_t row,
                       const char *expected)
{
    char got[16] = "";
    for (uint64_t i = f->starts[row]; i < f->starts[row + 1]; i++)
        got[i - f->starts[row]] = (char)('0' + f->list[i]);
    ck_assert_str_eq(got, expected);
}

START_TEST(frequent_terms_come_first_and_those_in_all_or_one_not_at_all)
{
    static const uint32_t all[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};
    static const char *const rows[] = {"01", "", "0", "", "1", "", "0"};
    for (size_t segments = 1; segments <= 5; segments++) {
        struct small_index s =
            small_index_make(DOCS, COUNT_OF(DOCS), "none", segments);
        struct forward_index f =
            make_well(&s, all, COUNT_OF(all), UINT64_MAX / 8);
        ck_assert_uint_eq(f.terms, 2);
        for (uint32_t i = 0; i < COUNT_OF(all); i++)
            assert_row(&f, i, i < COUNT_OF(rows) ? rows[i] : "");
        forward_index_release(&f);
        small_index_remove(&s);
    }
}
END_TEST

START_TEST(documents_left_out_do_not_count)
{
    static const uint32_t some[] = {0, 1, 2, 3, 5, 6, 7, 8, 9, 10, 11};
    for (size_t segments = 1; segments <= 5; segments++) {
        struct small_index s =
            small_index_make(DOCS, COUNT_OF(DOCS), "none", segments);
        struct forward_index f =
            make_well(&s, some, COUNT_OF(some), UINT64_MAX / 8);
        ck_assert_uint_eq(f.terms, 0); /* "three" is in too many by now */
        forward_index_release(&f);
        small_index_remove(&s);
    }
}
END_TEST

START_TEST(where_room_is_short_rare_terms_go_first)
{
    static const uint32_t all[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};
    static const struct {
        uint64_t room;
        uint32_t terms;
    } cases[] = {{20, 2}, {19, 1}, {12, 1}, {11, 0}, {0, 0}};
    struct small_index s = small_index_make(DOCS, COUNT_OF(DOCS), "none", 2);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct forward_index f =
            make_well(&s, all, COUNT_OF(all), cases[i].room);
        ck_assert_uint_eq(f.terms, cases[i].terms);
        assert_row(&f, 2, cases[i].terms ? "0" : "");
        forward_index_release(&f);
    }
    small_index_remove(&s);
}
END_TEST

START_TEST(no_documents_have_no_terms)
{
    struct small_index s = small_index_make(DOCS, COUNT_OF(DOCS), "none", 2);
    struct forward_index f = make_well(&s, NULL, 0, 1000);
    ck_assert_uint_eq(f.terms, 0);
    forward_index_release(&f);
    small_index_remove(&s);
}
END_TEST

START_TEST(without_memory_it_says_so)
{
    static const uint32_t all[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};
    struct small_index s = small_index_make(DOCS, COUNT_OF(DOCS), "none", 3);
    const struct segment_list list = list_of(&s);
    enum st st = ST_NOMEM;
    for (long n = 0; st != ST_OK; n++) {
        struct forward_index f;
        struct err e = ERR_INIT;
        mem_fail_after(n);
        st = forward_index_make(&f, all, COUNT_OF(all), &list, 1000, &e);
        mem_fail_never();
        ck_assert(st == ST_OK || st == ST_NOMEM);
        ck_assert_int_eq(e.code, st);
        forward_index_release(&f);
    }
    small_index_remove(&s);
}
END_TEST

SUITE("forward_index",
      frequent_terms_come_first_and_those_in_all_or_one_not_at_all,
      documents_left_out_do_not_count, where_room_is_short_rare_terms_go_first,
      no_documents_have_no_terms, without_memory_it_says_so)
