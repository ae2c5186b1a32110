#include "indexer/release/lines.h"

#include "common/base/compiler.h"
#include "common/base/lanes.h"
#include "common/base/mem.h"
#include "common/base/utf8.h"
#include "common/text/analyzer.h"
#include "common/text/unicode.h"

/* A line as it is read. */
struct reading {
    struct lines *out;
    uint32_t start;    /* of the line, white space and all    */
    uint32_t from, to; /* what is not white space; from > to: nothing yet */
    bool starts_paragraph;
};

static bool end_line(struct reading *r, uint32_t at, uint32_t next, bool hard)
{
    const bool blank = r->from > r->to;
    if (!blank) {
        if (!mem_grow(&r->out->v, &r->out->cap, r->out->n + 1))
            return false;
        r->out->v[r->out->n++] =
            (struct line){r->from, r->to, r->starts_paragraph};
    }
    r->starts_paragraph = blank ? true : hard || at - r->start > LONG_LINE;
    r->start = next;
    r->from = UINT32_MAX;
    r->to = 0;
    return true;
}

/* The next byte from p on that may end a line, or begin white space of several
 * bytes. */
static const uint8_t *skip_plain(const uint8_t *p, const uint8_t *end)
{
    for (; end - p >= LANES; p += LANES) {
        const lanes x = lanes_at(p);
        const lanes found = (lanes)(x < ' ') | (lanes)(x == 0xc2) |
                            (lanes)(x - 0xe1 <= 0xe3 - 0xe1);
        if (lanes_any(found))
            return p + lanes_first(found);
    }
    while (p != end && *p >= ' ' && *p != 0xc2 && (*p < 0xe1 || *p > 0xe3))
        p++;
    return p;
}

/* Takes [p, to) to the line that is read, spaces at both ends left out. */
static void take_plain(struct reading *r, const uint8_t *body, const uint8_t *p,
                       const uint8_t *to)
{
    while (to != p && to[-1] == ' ')
        to--;
    while (p != to && *p == ' ')
        p++;
    if (p == to)
        return;
    r->from = MIN(r->from, (uint32_t)(p - body));
    r->to = (uint32_t)(to - body);
}

enum st lines_read(struct lines *l, struct bytes body, struct err *e)
{
    struct reading r = {.out = l, .from = UINT32_MAX, .starts_paragraph = true};
    const uint8_t *p = body.p, *const end = body.p + body.n;
    bool ok = true;
    l->n = 0;
    while (p != end && ok) {
        const uint8_t *const plain = skip_plain(p, end);
        take_plain(&r, body.p, p, plain);
        if ((p = plain) == end)
            break;
        const uint32_t at = (uint32_t)(p - body.p);
        uint32_t cp;
        p += utf8_step(p, end, &cp);
        if (analyzer_is_break(cp)) {
            p += cp == '\r' && p != end && *p == '\n';
            ok = end_line(&r, at, (uint32_t)(p - body.p),
                          cp == '\f' || cp == 0x2029);
        } else if (!(unicode_prop_of(cp) & CP_SPACE)) {
            r.from = MIN(r.from, at);
            r.to = (uint32_t)(p - body.p);
        }
    }
    if (ok)
        ok = end_line(&r, (uint32_t)body.n, (uint32_t)body.n, false);
    return ok ? ST_OK : err_set(e, ST_NOMEM, "lines: out of memory");
}

void lines_release(struct lines *l)
{
    mem_free(l->v);
    *l = (struct lines){.n = 0};
}

size_t lines_paragraph_end(const struct lines *l, size_t i)
{
    do
        i++;
    while (i < l->n && !l->v[i].starts_paragraph);
    return i;
}
