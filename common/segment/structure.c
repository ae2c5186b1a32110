#include "common/segment/structure.h"

#include "common/base/date.h"
#include "common/base/mem.h"
#include "common/codec/varint.h"

/* Bits of the varint that begins a quotation. */
enum {
    SURE_BITS = 2,
    SURE_MASK = (1 << SURE_BITS) - 1,
};

const char *zone_name(enum zone_kind kind)
{
    static const char *const names[ZONE_KINDS] = {
        [ZONE_NOISE] = "noise",         [ZONE_SUBHEAD] = "subhead",
        [ZONE_LEAD] = "lead",           [ZONE_DATELINE] = "dateline",
        [ZONE_PLACE] = "place",         [ZONE_AGENCY] = "agency",
        [ZONE_SIGNATURE] = "signature", [ZONE_BOILERPLATE] = "boilerplate",
    };
    return names[kind];
}

const char *sureness_name(enum sureness sure)
{
    static const char *const names[] = {"none", "A", "B", "C"};
    return names[sure];
}

const char *sieve_name(enum attribution_sieve sieve)
{
    static const char *const names[SIEVES] = {
        [SIEVE_NONE] = "none",           [SIEVE_CUE] = "cue",
        [SIEVE_SAME] = "same paragraph", [SIEVE_CONTINUED] = "continued",
        [SIEVE_SIGNED] = "signed",       [SIEVE_PRONOUN] = "pronoun",
        [SIEVE_TITLE] = "title",         [SIEVE_SURNAME] = "surname",
        [SIEVE_PARAGRAPH] = "paragraph",
    };
    return names[sieve];
}

const char *date_origin_name(enum date_origin origin)
{
    static const char *const names[DATE_ORIGINS] = {
        [ORIGIN_NONE] = "none",         [ORIGIN_FIELD] = "field",
        [ORIGIN_DATELINE] = "dateline", [ORIGIN_LINE] = "line",
        [ORIGIN_NAME] = "name",         [ORIGIN_ADDRESS] = "address",
    };
    return names[origin];
}

void structure_clear(struct structure *s)
{
    s->n_zones = 0;
    s->n_quotations = 0;
    s->date = DATE_NONE;
    s->origin = ORIGIN_NONE;
}

void structure_release(struct structure *s)
{
    mem_free(s->zones);
    mem_free(s->quotations);
    *s = (struct structure){.date = DATE_NONE};
}

bool structure_add_zone(struct structure *s, const struct zone *z)
{
    if (!mem_grow(&s->zones, &s->cap_zones, s->n_zones + 1))
        return false;
    s->zones[s->n_zones++] = *z;
    return true;
}

bool structure_add_quotation(struct structure *s, const struct quotation *q)
{
    if (!mem_grow(&s->quotations, &s->cap_quotations, s->n_quotations + 1))
        return false;
    s->quotations[s->n_quotations++] = *q;
    return true;
}

const struct quotation *structure_quotation_at(const struct structure *s,
                                               uint32_t pos)
{
    size_t low = 0, high = s->n_quotations;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (s->quotations[middle].at.from < pos)
            low = middle + 1;
        else
            high = middle;
    }
    return low < s->n_quotations && s->quotations[low].at.from == pos
               ? &s->quotations[low]
               : NULL;
}

/* ---- writing ---- */

static void put(struct buf *out, uint64_t v)
{
    if (buf_reserve(out, VARINT_MAX))
        out->n = (size_t)(varint_put(out->p + out->n, v) - out->p);
}

/* A name may stand before the quotation or behind it. */
static void put_near(struct buf *out, struct pos_range r, uint32_t at)
{
    const int64_t distance = (int64_t)r.from - at;
    put(out, (uint64_t)distance << 1 ^ (uint64_t)(distance >> 63));
    put(out, r.to - r.from);
}

bool structure_encode(const struct structure *s, struct buf *out)
{
    uint32_t before = 0;
    if (s->n_zones == 0 && s->n_quotations == 0 && s->date == DATE_NONE &&
        s->origin == ORIGIN_NONE)
        return !out->failed;
    put(out,
        s->date == DATE_NONE ? 0 : (uint64_t)((int64_t)s->date - INT32_MIN));
    put(out, s->n_zones);
    for (size_t i = 0; i < s->n_zones; i++) {
        const struct zone *const z = &s->zones[i];
        put(out, z->kind);
        put(out, z->at.from - before);
        put(out, z->at.to - z->at.from);
        before = z->at.from;
    }
    put(out, s->n_quotations);
    before = 0;
    for (size_t i = 0; i < s->n_quotations; i++) {
        const struct quotation *const q = &s->quotations[i];
        put(out, (uint64_t)q->sieve << SURE_BITS | q->sure);
        put(out, q->at.from - before);
        put(out, q->at.to - q->at.from);
        if (q->sure != SURE_NONE) {
            put_near(out, q->mention, q->at.from);
            put_near(out, q->speaker, q->at.from);
        }
        before = q->at.to;
    }
    if (s->origin != ORIGIN_NONE)
        put(out, s->origin);
    return !out->failed;
}

/* ---- reading ---- */

/* Reads on until the bytes end or do not fit; `st` is kept. */
struct input {
    const uint8_t *p, *end;
    enum st st;
};

static uint64_t get(struct input *in, uint64_t max)
{
    uint64_t v = 0;
    if (in->st != ST_OK)
        return 0;
    in->p = varint_get(in->p, in->end, &v);
    if (!in->p || v > max) {
        in->st = ST_CORRUPT;
        return 0;
    }
    return v;
}

/* Elements that follow: each takes at least a byte. */
static size_t get_count(struct input *in)
{
    return in->st == ST_OK ? (size_t)get(in, (uint64_t)(in->end - in->p)) : 0;
}

static struct pos_range get_range(struct input *in, uint32_t base)
{
    const uint32_t from = base + (uint32_t)get(in, UINT32_MAX - base);
    return (struct pos_range){from,
                              from + (uint32_t)get(in, UINT32_MAX - from)};
}

static struct pos_range get_near(struct input *in, uint32_t at)
{
    const uint64_t v = get(in, UINT64_C(2) * UINT32_MAX);
    const int64_t from = (int64_t)at + ((int64_t)(v >> 1) ^ -(int64_t)(v & 1));
    if (from < 0 || from > UINT32_MAX) {
        in->st = ST_CORRUPT;
        return (struct pos_range){0, 0};
    }
    const uint32_t first = (uint32_t)from;
    return (struct pos_range){first,
                              first + (uint32_t)get(in, UINT32_MAX - first)};
}

static void get_zones(struct input *in, struct structure *s)
{
    const size_t n = get_count(in);
    uint32_t before = 0;
    for (size_t i = 0; i < n && in->st == ST_OK; i++) {
        struct zone z = {.kind = (enum zone_kind)get(in, ZONE_KINDS - 1)};
        z.at = get_range(in, before);
        before = z.at.from;
        if (in->st == ST_OK && z.at.from == z.at.to)
            in->st = ST_CORRUPT;
        if (in->st == ST_OK && !structure_add_zone(s, &z))
            in->st = ST_NOMEM;
    }
}

static void get_quotations(struct input *in, struct structure *s)
{
    const size_t n = get_count(in);
    uint32_t before = 0;
    for (size_t i = 0; i < n && in->st == ST_OK; i++) {
        const uint64_t kind =
            get(in, (uint64_t)(SIEVES - 1) << SURE_BITS | SURE_MASK);
        struct quotation q = {.sure = (enum sureness)(kind & SURE_MASK),
                              .sieve =
                                  (enum attribution_sieve)(kind >> SURE_BITS)};
        q.at = get_range(in, before);
        before = q.at.to;
        if (q.sure != SURE_NONE) {
            q.mention = get_near(in, q.at.from);
            q.speaker = get_near(in, q.at.from);
        }
        if (in->st == ST_OK && q.at.from == q.at.to)
            in->st = ST_CORRUPT;
        if (in->st == ST_OK && !structure_add_quotation(s, &q))
            in->st = ST_NOMEM;
    }
}

enum st structure_decode(struct structure *s, struct bytes raw)
{
    struct input in = {raw.p, raw.p + raw.n, ST_OK};
    structure_clear(s);
    if (raw.n == 0)
        return ST_OK;
    const uint64_t date = get(&in, UINT32_MAX);
    if (date)
        s->date = (int32_t)((int64_t)date + INT32_MIN);
    get_zones(&in, s);
    get_quotations(&in, s);
    if (in.st == ST_OK && in.p != in.end) {
        s->origin = (enum date_origin)get(&in, DATE_ORIGINS - 1);
        if (s->origin == ORIGIN_NONE)
            in.st = ST_CORRUPT;
    }
    return in.st == ST_OK && in.p != in.end ? ST_CORRUPT : in.st;
}
