/* Orders by a column: what comes first, and what stays as it was. */
#include "indexer/order/doc_order.h"

#include <string.h>

#include "common/base/mem.h"
#include "common/segment/index.h"
#include "tests/index/built_index.h"
#include "tests/index/small_index.h"
#include "tests/support/suite.h"

/* Releases with the ids a, b, c, ... */
struct dated {
    const char *source, *date;
};

static const struct dated RELEASES[] = {
    {"Wire", "2020-05-02"},   {"Agency", "2020-05-02"}, {"Wire", ""},
    {"Agency", "1969-01-01"}, {"Wire", "2020-05-01"},   {"Wire", "2020-05-02"},
    {"Agency", "2020-05-02"}, {"", "2020-05-02"},
};

static void build_releases(struct built_index *b)
{
    built_index_init(b);
    for (size_t i = 0; i < COUNT_OF(RELEASES); i++)
        ck_assert_int_gt(
            fprintf(b->lines,
                    "{\"id\":\"%c\",\"source\":\"%s\",\"date\":\"%s\","
                    "\"body\":\"text\"}\n",
                    'a' + (int)i, RELEASES[i].source, RELEASES[i].date),
            0);
    built_index_end(b);
    const struct build_options o = built_index_options(b);
    build_quietly(&o);
}

/* The ids of docs[0 .. n) ordered, as one word. */
static void check_order(const char *index_path, enum doc_order by,
                        const char *docs, const char *expected)
{
    struct index *index;
    struct err e = ERR_INIT;
    uint32_t order[COUNT_OF(RELEASES)];
    char got[COUNT_OF(RELEASES) + 1] = "";
    const uint32_t n = (uint32_t)strlen(docs);
    const struct doc_order_options o = {.by = by};
    for (uint32_t i = 0; i < n; i++)
        order[i] = (uint32_t)(docs[i] - 'a');
    ck_assert_int_eq(index_open(&index, index_path, &e), ST_OK);
    const struct segment_list list = {index->segments, index->first_doc,
                                      index->n};
    ck_assert_msg(doc_order_find(order, n, &list, &o, &e) == ST_OK, "%s",
                  e.msg);
    for (uint32_t i = 0; i < n; i++)
        got[i] = (char)('a' + order[i]);
    ck_assert_str_eq(got, expected);
    index_close(index);
}

START_TEST(none_keeps_the_order)
{
    struct built_index b;
    build_releases(&b);
    check_order(b.index, DOC_ORDER_NONE, "abcdefgh", "abcdefgh");
    built_index_remove(&b);
}
END_TEST

START_TEST(dates_ascend_and_none_comes_last)
{
    struct built_index b;
    build_releases(&b);
    check_order(b.index, DOC_ORDER_DATE, "abcdefgh", "deabfghc");
    built_index_remove(&b);
}
END_TEST

START_TEST(sources_ascend_by_name_and_their_releases_by_date)
{
    struct built_index b;
    build_releases(&b);
    check_order(b.index, DOC_ORDER_SOURCE, "abcdefgh", "hdbgeafc");
    built_index_remove(&b);
}
END_TEST

START_TEST(documents_left_out_are_not_missed)
{
    struct built_index b;
    build_releases(&b);
    check_order(b.index, DOC_ORDER_DATE, "bcde", "debc");
    check_order(b.index, DOC_ORDER_SOURCE, "acfh", "hafc");
    check_order(b.index, DOC_ORDER_SOURCE, "", "");
    built_index_remove(&b);
}
END_TEST

START_TEST(segments_are_ordered_as_if_they_were_one)
{
    static const struct small_doc docs[] = {
        {"", "a"}, {"", "b"}, {"", "c"}, {"", "d"}, {"", "e"}};
    struct small_index s =
        small_index_make(docs, COUNT_OF(docs), "none", COUNT_OF(docs));
    check_order(s.index->path, DOC_ORDER_SOURCE, "abcde", "abcde");
    check_order(s.index->path, DOC_ORDER_DATE, "ade", "ade");
    small_index_remove(&s);
}
END_TEST

START_TEST(without_memory_it_says_so)
{
    struct built_index b;
    struct index *index;
    build_releases(&b);
    ck_assert_int_eq(index_open(&index, b.index, NULL), ST_OK);
    const struct segment_list list = {index->segments, index->first_doc,
                                      index->n};
    const struct doc_order_options o = {.by = DOC_ORDER_SOURCE};
    for (long n = 0;; n++) {
        uint32_t docs[] = {0, 1, 2};
        struct err e = ERR_INIT;
        mem_fail_after(n);
        const enum st st = doc_order_find(docs, COUNT_OF(docs), &list, &o, &e);
        mem_fail_never();
        if (st == ST_OK)
            break;
        ck_assert_int_eq(st, ST_NOMEM);
        ck_assert_int_lt(n, 100);
    }
    index_close(index);
    built_index_remove(&b);
}
END_TEST

SUITE("doc_order", none_keeps_the_order, dates_ascend_and_none_comes_last,
      sources_ascend_by_name_and_their_releases_by_date,
      documents_left_out_are_not_missed,
      segments_are_ordered_as_if_they_were_one, without_memory_it_says_so)
