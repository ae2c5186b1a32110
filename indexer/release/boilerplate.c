#include "indexer/release/boilerplate.h"

#include "common/base/compiler.h"
#include "common/base/date.h"
#include "common/base/mem.h"
#include "indexer/release/boilerplate_lines.h"
#include "indexer/release/dateline.h"
#include "indexer/release/line_speech.h"

enum {
    SIGNATURE_LINES = 6, /* lines that may follow "Sincerely"        */
    SIGNATURE_MAX = 70,  /* bytes of one of them                     */
    GAP_LINES = 3,       /* short lines between two of boilerplate   */
};

struct line_mark {
    uint32_t from; /* boilerplate begins here; the line's end for none */
    enum line_role role;
};

struct reading {
    struct bytes body;
    const struct lines *l;
    struct line_mark *mark;         /* of each line                        */
    size_t first_prose, last_prose; /* lines that are text for certain     */
    enum line_role open;            /* what is open; LINE_TEXT for nothing */
};

static struct bytes text_of(const struct reading *r, size_t i)
{
    const struct line *const line = &r->l->v[i];
    return bytes_of(r->body.p + line->from, line->to - line->from);
}

static void mark(struct reading *r, size_t i)
{
    r->mark[i].from = r->l->v[i].from;
}

static bool is_prose(const struct reading *r, size_t i)
{
    return r->mark[i].role == LINE_TEXT &&
           r->l->v[i].to - r->l->v[i].from >= PROSE_MIN;
}

/* Whether prose ends what is open: any behind names and numbers or an end mark;
 * else somebody who speaks, or another release. */
static bool closes(const struct reading *r, size_t i)
{
    const struct bytes line = text_of(r, i);
    struct dateline_found found;
    if (line.n < PROSE_MIN)
        return false;
    if (r->open == LINE_CONTACT || r->open == LINE_END)
        return !line_has_address(line);
    if (line_has_speech(line))
        return true;
    return dateline_read(line, false, &found) && !found.whole_line &&
           found.dateline.date != DATE_NONE &&
           !text_range_is_empty(found.dateline.place);
}

static void mark_text(struct reading *r, size_t i)
{
    const struct bytes line = text_of(r, i);
    if (r->open != LINE_TEXT && closes(r, i))
        r->open = LINE_TEXT;
    if (r->open != LINE_TEXT) {
        mark(r, i);
        return;
    }
    const size_t within = line_heading_within(line);
    if (within < line.n) {
        r->mark[i].from = r->l->v[i].from + (uint32_t)within;
        r->open = LINE_ABOUT;
    }
}

static void mark_line(struct reading *r, size_t i)
{
    const enum line_role role = r->mark[i].role;
    const bool below = i > r->last_prose || r->open != LINE_TEXT;
    switch (role) {
    case LINE_ABOUT:
    case LINE_CONTACT:
    case LINE_LEGAL:
        if (i <= r->first_prose)
            return;
        r->open = role;
        mark(r, i);
        break;
    case LINE_END:
        r->open = role;
        mark(r, i);
        break;
    case LINE_RULE:
        if (i > r->last_prose)
            r->open = LINE_END;
        if (below)
            mark(r, i);
        break;
    case LINE_SINGLE:
        if (i > r->first_prose)
            mark(r, i);
        break;
    case LINE_LABEL:
    case LINE_LINK:
        if (below)
            mark(r, i);
        break;
    default:
        mark_text(r, i);
    }
}

static bool is_marked(const struct reading *r, size_t i)
{
    return r->mark[i].from < r->l->v[i].to;
}

/* Marks the furniture at the foot of a page. */
static void mark_foot(struct reading *r, size_t first_text)
{
    size_t from = r->l->n;
    for (size_t i = r->l->n; i > first_text + 1; i--) {
        bool word;
        if (!line_is_foot(text_of(r, i - 1), &word))
            break;
        if (word || from < r->l->n)
            from = i - 1;
    }
    for (size_t i = from; i < r->l->n; i++)
        mark(r, i);
}

/* Marks a few short lines between two that are marked. */
static void fill_gaps(struct reading *r, size_t first_text)
{
    size_t last = r->l->n; /* the last marked line before i */
    for (size_t i = first_text; i < r->l->n; i++) {
        if (is_marked(r, i)) {
            if (last < i && i - last - 1 <= GAP_LINES)
                for (size_t k = last + 1; k < i; k++)
                    mark(r, k);
            last = i;
        } else if (text_of(r, i).n > SHORT_MAX ||
                   line_ends_with_stop(text_of(r, i))) {
            last = r->l->n;
        }
    }
}

static bool add_zones(struct reading *r, struct anatomy *out)
{
    struct text_range zone = {0, 0};
    for (size_t i = 0; i < r->l->n; i++) {
        const struct line *const line = &r->l->v[i];
        if (!is_marked(r, i))
            continue;
        const bool joined = i > 0 && zone.to == r->l->v[i - 1].to &&
                            r->mark[i].from == line->from && zone.to > 0;
        if (!joined) {
            if (!anatomy_add_zone(out, ZONE_BOILERPLATE, zone))
                return false;
            zone.from = r->mark[i].from;
        }
        zone.to = line->to;
    }
    return anatomy_add_zone(out, ZONE_BOILERPLATE, zone);
}

/* The lines behind "Sincerely," that are names and offices. */
static bool add_signatures(const struct reading *r, size_t first_text,
                           struct anatomy *out)
{
    for (size_t i = first_text; i < r->l->n; i++) {
        size_t to = i + 1;
        if (r->mark[i].role != LINE_CLOSING)
            continue;
        while (to < r->l->n && to <= i + SIGNATURE_LINES &&
               r->mark[to].role == LINE_TEXT &&
               text_of(r, to).n <= SIGNATURE_MAX)
            to++;
        if (to > i + 1 &&
            !anatomy_add_zone(
                out, ZONE_SIGNATURE,
                (struct text_range){r->l->v[i].from, r->l->v[to - 1].to}))
            return false;
        i = to - 1;
    }
    return true;
}

/* What each line is by itself. */
static void read_roles(struct reading *r, size_t first_text)
{
    r->first_prose = r->l->n;
    for (size_t i = 0; i < r->l->n; i++) {
        r->mark[i].from = r->l->v[i].to;
        r->mark[i].role =
            i < first_text ? LINE_TEXT : line_role_of(text_of(r, i));
        if (i < first_text || !is_prose(r, i))
            continue;
        r->first_prose = MIN(r->first_prose, i);
        r->last_prose = i;
    }
    if (r->first_prose == r->l->n)
        r->first_prose = r->last_prose = first_text;
}

enum st boilerplate_read(struct bytes body, const struct lines *l,
                         size_t first_text, struct anatomy *out, struct err *e)
{
    struct reading r = {.body = body, .l = l};
    if (first_text >= l->n)
        return ST_OK;
    if (!(r.mark = mem_array(l->n, sizeof(*r.mark))))
        return err_set(e, ST_NOMEM, "boilerplate: out of memory");
    read_roles(&r, first_text);
    for (size_t i = first_text; i < l->n; i++)
        mark_line(&r, i);
    mark_foot(&r, first_text);
    fill_gaps(&r, first_text);
    const bool ok = add_zones(&r, out) && add_signatures(&r, first_text, out);
    mem_free(r.mark);
    return ok ? ST_OK : err_set(e, ST_NOMEM, "boilerplate: out of memory");
}
