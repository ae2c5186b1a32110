#include "tests/indexer/release/zones_text.h"

#include <check.h>

#include "common/base/buf.h"
#include "indexer/release/boilerplate.h"
#include "indexer/release/lines.h"
#include "indexer/release/opening.h"

static const char *const names[ZONE_KINDS] = {
    "noise", "subhead", "lead",      "dateline",
    "place", "agency",  "signature", "boilerplate",
};

const char *zones_text(struct bytes body, const struct anatomy *a)
{
    static struct buf out;
    buf_clear(&out);
    for (size_t i = 0; i < a->n_zones; i++) {
        const struct text_range at = a->zones[i].at;
        buf_printf(&out, "%s%s[", i ? " " : "", names[a->zones[i].kind]);
        for (uint32_t k = at.from; k < at.to; k++)
            buf_append_byte(&out, body.p[k] == '\n' ? '|' : body.p[k]);
        buf_append_byte(&out, ']');
    }
    return buf_str(&out);
}

static void check(struct bytes body, const struct anatomy *a)
{
    uint32_t end[ZONE_KINDS] = {0};
    for (size_t i = 0; i < a->n_zones; i++) {
        const struct text_zone *const z = &a->zones[i];
        ck_assert_uint_lt(z->at.from, z->at.to);
        ck_assert_uint_le(z->at.to, body.n);
        ck_assert_uint_ge(z->at.from, end[z->kind]);
        end[z->kind] = z->at.to;
    }
}

const char *zones_of(const char *title, struct bytes body)
{
    struct lines l = {.n = 0};
    struct anatomy a = {.n_zones = 0};
    size_t first_text;
    ck_assert_int_eq(lines_read(&l, body, NULL), ST_OK);
    ck_assert_int_eq(
        opening_read(bytes_of_str(title), body, &l, &a, &first_text, NULL),
        ST_OK);
    ck_assert_uint_le(first_text, l.n);
    ck_assert_int_eq(boilerplate_read(body, &l, first_text, &a, NULL), ST_OK);
    check(body, &a);
    const char *const text = zones_text(body, &a);
    anatomy_release(&a);
    lines_release(&l);
    return text;
}
