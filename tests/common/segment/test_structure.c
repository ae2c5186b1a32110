#include "common/base/date.h"
#include "common/base/mem.h"
#include "common/segment/structure.h"
#include "tests/support/suite.h"

#include <stdlib.h>
#include <string.h>

/* What a release of the drawing in anatomy.h would have. */
static void fill(struct structure *s)
{
    const struct zone zones[] = {
        {ZONE_NOISE, {12, 15}},
        {ZONE_LEAD, {24, 60}},
        {ZONE_DATELINE, {24, 28}},
        {ZONE_BOILERPLATE, {70, 100000}},
    };
    const struct quotation quotations[] = {
        {{33, 36}, {37, 39}, {0, 2}, SURE_B, SIEVE_SURNAME},
        {{36, 40}, {0, 0}, {0, 0}, SURE_NONE, SIEVE_NONE},
        {{50, 99999},
         {200000, 200002},
         {4000000000, 4000000002},
         SURE_A,
         SIEVE_CUE},
    };
    structure_clear(s);
    for (size_t i = 0; i < sizeof(zones) / sizeof(*zones); i++)
        ck_assert(structure_add_zone(s, &zones[i]));
    for (size_t i = 0; i < sizeof(quotations) / sizeof(*quotations); i++)
        ck_assert(structure_add_quotation(s, &quotations[i]));
    s->date = -7;
}

static void same(const struct structure *a, const struct structure *b)
{
    ck_assert_uint_eq(a->n_zones, b->n_zones);
    ck_assert_uint_eq(a->n_quotations, b->n_quotations);
    ck_assert_int_eq(a->date, b->date);
    ck_assert_int_eq(a->origin, b->origin);
    for (size_t i = 0; i < a->n_zones; i++) {
        ck_assert_int_eq(a->zones[i].kind, b->zones[i].kind);
        ck_assert_uint_eq(a->zones[i].at.from, b->zones[i].at.from);
        ck_assert_uint_eq(a->zones[i].at.to, b->zones[i].at.to);
    }
    for (size_t i = 0; i < a->n_quotations; i++) {
        const struct quotation *const x = &a->quotations[i];
        const struct quotation *const y = &b->quotations[i];
        ck_assert_int_eq(x->sure, y->sure);
        ck_assert_int_eq(x->sieve, y->sieve);
        ck_assert_uint_eq(x->at.from, y->at.from);
        ck_assert_uint_eq(x->at.to, y->at.to);
        ck_assert_uint_eq(x->mention.from, y->mention.from);
        ck_assert_uint_eq(x->mention.to, y->mention.to);
        ck_assert_uint_eq(x->speaker.from, y->speaker.from);
        ck_assert_uint_eq(x->speaker.to, y->speaker.to);
    }
}

START_TEST(what_is_written_is_read)
{
    struct structure a = {.n_zones = 0}, b = {.n_zones = 0};
    struct buf raw = BUF_INIT;
    fill(&a);
    ck_assert(structure_encode(&a, &raw));
    ck_assert_int_eq(structure_decode(&b, buf_bytes(&raw)), ST_OK);
    same(&a, &b);
    structure_release(&a);
    structure_release(&b);
    buf_release(&raw);
}
END_TEST

START_TEST(origins_are_read_with_and_without_parts)
{
    struct structure a = {.n_zones = 0}, b = {.n_zones = 0};
    struct buf raw = BUF_INIT;
    for (int i = 0; i < 2 * DATE_ORIGINS; i++) {
        buf_clear(&raw);
        structure_clear(&a);
        if (i % 2)
            fill(&a);
        a.origin = (enum date_origin)(i / 2);
        ck_assert(structure_encode(&a, &raw));
        ck_assert_int_eq(structure_decode(&b, buf_bytes(&raw)), ST_OK);
        same(&a, &b);
        ck_assert(buf_append_byte(&raw, DATE_ORIGINS));
        ck_assert_int_eq(structure_decode(&b, buf_bytes(&raw)), ST_CORRUPT);
    }
    structure_release(&a);
    structure_release(&b);
    buf_release(&raw);
}
END_TEST

START_TEST(nothing_takes_no_byte)
{
    struct structure a = {.n_zones = 0}, b = {.n_zones = 0};
    struct buf raw = BUF_INIT;
    structure_clear(&a);
    fill(&b);
    ck_assert(structure_encode(&a, &raw));
    ck_assert_uint_eq(raw.n, 0);
    ck_assert_int_eq(structure_decode(&b, BYTES_NONE), ST_OK);
    same(&a, &b);
    structure_release(&b);
    buf_release(&raw);
}
END_TEST

START_TEST(every_shorter_text_is_refused)
{
    struct structure a = {.n_zones = 0}, b = {.n_zones = 0};
    struct buf raw = BUF_INIT;
    fill(&a);
    ck_assert(structure_encode(&a, &raw));
    for (size_t n = 1; n < raw.n; n++)
        ck_assert_int_eq(structure_decode(&b, bytes_of(raw.p, n)), ST_CORRUPT);
    ck_assert(buf_append_byte(&raw, 0));
    ck_assert_int_eq(structure_decode(&b, buf_bytes(&raw)), ST_CORRUPT);
    structure_release(&a);
    structure_release(&b);
    buf_release(&raw);
}
END_TEST

/* Whatever the bytes: an answer, and what was read fits what is promised. */
START_TEST(no_bytes_are_read_amiss)
{
    struct structure s = {.n_zones = 0};
    unsigned seed = 7;
    for (int round = 0; round < 20000; round++) {
        uint8_t raw[24];
        for (size_t i = 0; i < sizeof(raw); i++) {
            seed = seed * 1103515245 + 12345;
            raw[i] = (uint8_t)(seed >> 16) & (round % 2 ? 0x0f : 0xff);
        }
        const size_t n = (size_t)round % sizeof(raw);
        if (structure_decode(&s, bytes_of(raw, n)) != ST_OK)
            continue;
        for (size_t i = 0; i < s.n_zones; i++) {
            ck_assert(s.zones[i].kind < ZONE_KINDS);
            ck_assert(s.zones[i].at.from < s.zones[i].at.to);
        }
        for (size_t i = 0; i < s.n_quotations; i++)
            ck_assert(s.quotations[i].at.from < s.quotations[i].at.to);
    }
    structure_release(&s);
}
END_TEST

START_TEST(running_out_of_memory_is_told)
{
    struct structure a = {.n_zones = 0}, b = {.n_zones = 0};
    struct buf raw = BUF_INIT;
    fill(&a);
    ck_assert(structure_encode(&a, &raw));
    for (long n = 0; n < 2; n++) {
        mem_fail_after(n);
        const enum st st = structure_decode(&b, buf_bytes(&raw));
        ck_assert(mem_fail_never());
        ck_assert_int_eq(st, ST_NOMEM);
        structure_release(&b);
    }
    structure_release(&a);
    buf_release(&raw);
}
END_TEST

START_TEST(every_kind_has_a_name)
{
    for (int i = 0; i < ZONE_KINDS; i++)
        ck_assert_ptr_nonnull(zone_name((enum zone_kind)i));
    for (int i = 0; i < SIEVES; i++)
        ck_assert_ptr_nonnull(sieve_name((enum attribution_sieve)i));
    ck_assert_str_eq(sureness_name(SURE_C), "C");
}
END_TEST

SUITE("structure", what_is_written_is_read,
      origins_are_read_with_and_without_parts, nothing_takes_no_byte,
      every_shorter_text_is_refused, no_bytes_are_read_amiss,
      running_out_of_memory_is_told, every_kind_has_a_name)
