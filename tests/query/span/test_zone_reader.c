#include "query/span/zone_reader.h"

#include <stdio.h>
#include <string.h>

#include "common/base/mem.h"
#include "tests/index/parted_index.h"
#include "tests/support/suite.h"

/* Positions: a title of 2 words, then 8 left out, the body from 10 on. */
static const struct parted_doc DOCS[] = {
    {.title = "Anna Lis",
     .body = "Oslo says yes. About us. Well then.\n\nAbout Oslo today",
     .dateline = "Oslo",
     .place = "Oslo",
     .subhead = "About us",
     .signature = "Well then",
     .boilerplate = "About Oslo",
     .quotes = {{"says", "Anna Lis", SURE_A},
                {"yes. A", NULL, SURE_NONE},
                {"us", "Anna", SURE_B},
                {"Well then", "Lis", SURE_C}}},
    {.title = "", .body = "Nothing here."},
};
enum { N_DOCS = COUNT_OF(DOCS) };

static const char *text_of(struct bounds_list b)
{
    static char text[256];
    size_t n = 0;

    text[0] = '\0';
    for (size_t i = 0; i < b.n; i++) {
        n += (size_t)snprintf(text + n, sizeof(text) - n, "%s%u..",
                              i ? " " : "", b.v[i].from);
        if (b.v[i].to != UINT32_MAX)
            n += (size_t)snprintf(text + n, sizeof(text) - n, "%u", b.v[i].to);
    }
    return text;
}

static void check_zone(struct zone_reader *z, uint32_t doc, enum plan_zone zone,
                       const char *want)
{
    struct bounds_list b;

    ck_assert_int_eq(zone_reader_zone(z, doc, zone, &b), ST_OK);
    ck_assert_str_eq(text_of(b), want);
}

START_TEST(zones_are_stretches_of_positions)
{
    struct small_index s = parted_index_make(DOCS, N_DOCS, "none", 1);
    struct zone_reader z;

    zone_reader_init(&z, s.index->segments[0]);
    for (int again = 0; again < 2; again++) {
        check_zone(&z, 0, IN_TITLE, "0..10");
        check_zone(&z, 0, IN_BODY, "10..");
        check_zone(&z, 0, IN_DATELINE, "10..11");
        check_zone(&z, 0, IN_SUBHEAD, "13..15");
        check_zone(&z, 0, IN_SIGNATURE, "15..17");
        check_zone(&z, 0, IN_BOILERPLATE, "25..27");
        check_zone(&z, 0, IN_TEXT, "0..25 27..");
        check_zone(&z, 1, IN_DATELINE, "");
        check_zone(&z, 1, IN_TEXT, "0..");
    }
    zone_reader_release(&z);
    small_index_remove(&s);
}
END_TEST

static void check_quotes(struct zone_reader *z, const char *at,
                         enum sureness sure, const char *want)
{
    uint32_t first[8];
    struct intervals of = {first, first, 0};
    struct bounds_list b;
    int used;

    for (; sscanf(at, "%u%n", &first[of.n], &used) == 1; at += used)
        of.n++;
    ck_assert_int_eq(zone_reader_quotations(z, 0, of, sure, &b), ST_OK);
    ck_assert_str_eq(text_of(b), want);
}

START_TEST(quotations_are_those_that_begin_there_and_are_as_sure)
{
    struct small_index s = parted_index_make(DOCS, N_DOCS, "none", 1);
    struct zone_reader z;

    zone_reader_init(&z, s.index->segments[0]);
    check_quotes(&z, "11 12 14 15", SURE_NONE, "11..12 12..14 14..15 15..17");
    check_quotes(&z, "11 12 14 15", SURE_A, "11..12");
    check_quotes(&z, "11 12 14 15", SURE_B, "11..12 14..15");
    check_quotes(&z, "11 12 14 15", SURE_C, "11..12 14..15 15..17");
    check_quotes(&z, "10 13 14 16 99", SURE_NONE, "14..15");
    check_quotes(&z, "", SURE_NONE, "");
    zone_reader_release(&z);
    small_index_remove(&s);
}
END_TEST

START_TEST(units_are_those_of_the_text)
{
    struct small_index s = parted_index_make(DOCS, N_DOCS, "none", 1);
    struct zone_reader z;
    struct parts p;

    zone_reader_init(&z, s.index->segments[0]);
    ck_assert_int_eq(zone_reader_parts(&z, 0, UNIT_SENTENCE, &p), ST_OK);
    ck_assert_uint_eq(p.n, 5);
    ck_assert_uint_eq(p.ends[1], 13);
    ck_assert_int_eq(zone_reader_parts(&z, 0, UNIT_PARAGRAPH, &p), ST_OK);
    ck_assert_uint_eq(p.n, 3);
    ck_assert_int_eq(zone_reader_parts(&z, 1, UNIT_PARAGRAPH, &p), ST_OK);
    ck_assert_uint_eq(p.n, 1);
    zone_reader_release(&z);
    small_index_remove(&s);
}
END_TEST

START_TEST(failing_allocations_are_a_status_and_can_be_tried_again)
{
    struct small_index s = parted_index_make(DOCS, N_DOCS, "none", 1);
    bool failed = true;
    long n = 0;

    for (; failed; n++) {
        struct zone_reader z;
        struct bounds_list b;
        zone_reader_init(&z, s.index->segments[0]);
        ck_assert_int_lt(n, 100);
        mem_fail_after(n);
        enum st st = zone_reader_zone(&z, 0, IN_LEAD, &b);
        if (st == ST_OK)
            st = zone_reader_zone(&z, 0, IN_TEXT, &b);
        failed = mem_fail_never();
        ck_assert_int_eq(st, failed ? ST_NOMEM : ST_OK);
        check_zone(&z, 0, IN_TEXT, "0..25 27..");
        zone_reader_release(&z);
    }
    ck_assert_int_gt(n, 2);
    small_index_remove(&s);
}
END_TEST

SUITE("query/span/zone_reader", zones_are_stretches_of_positions,
      quotations_are_those_that_begin_there_and_are_as_sure,
      units_are_those_of_the_text,
      failing_allocations_are_a_status_and_can_be_tried_again)
