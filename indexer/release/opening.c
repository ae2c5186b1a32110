#include "indexer/release/opening.h"

#include "common/base/date.h"
#include "indexer/release/dateline.h"
#include "indexer/release/noise.h"
#include "indexer/release/plain.h"

enum {
    PROSE_MIN = 160,  /* bytes of a line that can only be text       */
    STOPPED_MIN = 70, /* ... that is, when it ends with a stop       */
    PROSE_ABOVE = 2,  /* lines of prose that may be long subheads       */
    SCORE_BELOW = 9,  /* of a dateline beneath more of them             */
    TITLE_SLACK = 16, /* bytes of marks that a headline may have more  */
    LEAD_CUT = 1000,  /* a longer lead ends at a stop and two spaces */
};

enum line_role { ROLE_NOISE, ROLE_HEADLINE, ROLE_OTHER };

/* The lines before the text, as they are read. */
struct opening {
    struct bytes body;
    const struct lines *l;
    enum line_role role[OPENING_LINES];
    size_t n;          /* lines looked at                      */
    size_t first_text; /* the first line of prose, or n        */
    struct dateline_found best;
    size_t at;      /* the line of `best`, n for none         */
    int32_t date;   /* of the last line that was only a date           */
    size_t date_at; /* that line, with but noise behind it; else n     */
};

static struct bytes line_text(const struct opening *o, size_t i)
{
    const struct line *const line = &o->l->v[i];
    return bytes_of(o->body.p + line->from, line->to - line->from);
}

/* Whether a line says what the title does, marks aside. */
static bool is_title(struct bytes line, struct bytes title)
{
    struct plain a, b;
    if (title.n == 0 || line.n >= title.n + TITLE_SLACK)
        return false;
    plain_set(&a, title);
    if (a.n == 0 || line.n >= a.read + TITLE_SLACK)
        return false;
    plain_set(&b, line);
    return strcmp(a.text, b.text) == 0;
}

static enum line_role role_of(struct opening *o, size_t i, struct bytes title)
{
    int32_t days;
    const struct bytes line = line_text(o, i);
    switch (noise_of(line, &days)) {
    case NOISE_DATE:
        o->date = days;
        o->date_at = i;
        return ROLE_NOISE;
    case NOISE_LINE:
        return ROLE_NOISE;
    case NOISE_NONE:
        break;
    }
    return is_title(line, title) ? ROLE_HEADLINE : ROLE_OTHER;
}

static bool is_stop(uint8_t c)
{
    return c == '.' || c == '!' || c == '?' || c == '"';
}

/* Whether a line reads as text and not as a headline. */
static bool is_prose(const struct opening *o, size_t i)
{
    const struct bytes line = line_text(o, i);
    if (line.n >= PROSE_MIN)
        return true;
    const uint8_t last = line.p[line.n - 1];
    const bool wide = line.n >= 3 && memcmp(line.p + line.n - 3, "。", 3) == 0;
    return wide || (line.n >= STOPPED_MIN && (is_stop(last) || last >= 0x80));
}

static void move(struct text_range *r, uint32_t by)
{
    if (!text_range_is_empty(*r)) {
        r->from += by;
        r->to += by;
    }
}

/* Makes ranges of line i ranges of the body. */
static void of_body(const struct opening *o, size_t i, struct text_dateline *d)
{
    const uint32_t by = o->l->v[i].from;
    move(&d->at, by);
    move(&d->place, by);
    move(&d->region, by);
    move(&d->agency, by);
}

/* Whether the capitals of the place stand once more in the body: then they are
 * a name that is written so, "ENEOS -". */
static bool is_acronym(const struct opening *o, const struct text_dateline *d)
{
    enum { LOOK = 8192, INITIALS_MAX = 3 };
    const struct bytes name =
        bytes_of(o->body.p + d->place.from, d->place.to - d->place.from);
    const uint8_t *const p = o->body.p + d->at.to;
    const size_t rest = o->body.n - d->at.to;
    if (name.n <= INITIALS_MAX)
        return true; /* DOJ: names of places are longer */
    return memmem(p, rest < LOOK ? rest : LOOK, name.p, name.n) != NULL;
}

/* Whether prose follows line i: a name beneath a date may begin a letter too,
 * but then its address follows. */
static bool is_above_prose(const struct opening *o, size_t i)
{
    return i + 1 < o->l->n && is_prose(o, i + 1);
}

/* A dateline at line i that is better than what was found before; `below` prose
 * only one that leaves no doubt. */
static void look_for_dateline(struct opening *o, size_t i, bool below)
{
    struct dateline_found found;
    const struct bytes line = line_text(o, i);
    if (o->date_at != o->n && is_above_prose(o, i) &&
        dateline_is_place(line, &found)) {
        of_body(o, i, &found.dateline);
        found.dateline.at.from = o->l->v[o->date_at].from;
        found.dateline.date = o->date;
    } else if (dateline_read(line, !below, &found)) {
        of_body(o, i, &found.dateline);
        if (found.place_alone && is_acronym(o, &found.dateline))
            return;
        if (found.dateline.date == DATE_NONE && o->date_at != o->n)
            found.dateline.date = o->date;
    } else {
        return;
    }
    if (below && found.score < SCORE_BELOW)
        return;
    if (o->at == o->n || found.score > o->best.score) {
        o->best = found;
        o->at = i;
    }
}

static void read_lines(struct opening *o, struct bytes title)
{
    unsigned prose = 0;
    for (size_t i = 0; i < o->n; i++) {
        o->role[i] = role_of(o, i, title);
        if (o->role[i] != ROLE_OTHER)
            continue;
        look_for_dateline(o, i, prose >= PROSE_ABOVE);
        o->date_at = o->n;
        if (!is_prose(o, i))
            continue;
        if (o->first_text == o->n)
            o->first_text = i;
        prose++;
        if (o->at != o->n)
            return;
    }
}

/* The line where the text begins. */
static size_t text_of(const struct opening *o)
{
    if (o->at != o->n)
        return o->at + o->best.whole_line;
    if (o->first_text != o->n)
        return o->first_text;
    size_t i = o->n; /* nothing but short lines: what is no noise */
    while (i > 0 && o->role[i - 1] == ROLE_OTHER)
        i--;
    return i;
}

/* Where the paragraph of line i ends; a text without line breaks ends where a
 * stop is followed by two spaces. */
static uint32_t lead_end(const struct opening *o, size_t i, uint32_t from)
{
    const uint32_t to = o->l->v[lines_paragraph_end(o->l, i) - 1].to;
    if (to - from <= LEAD_CUT)
        return to;
    const uint8_t *const p = o->body.p + from;
    for (const uint8_t *at = p, *const end = o->body.p + to;
         (at = memchr(at, '.', (size_t)(end - at))) != NULL; at++)
        if (end - at > 2 && at[1] == ' ' && at[2] == ' ')
            return (uint32_t)(at + 1 - o->body.p);
    return to;
}

static bool add_lines(struct anatomy *out, const struct opening *o,
                      size_t first_text)
{
    const bool placed = o->at != o->n;
    for (size_t i = 0; i < first_text && i < o->n; i++) {
        const struct line *const line = &o->l->v[i];
        const struct text_range at = {line->from, line->to};
        if (placed && at.to > o->best.dateline.at.from &&
            at.from < o->best.dateline.at.to)
            continue;
        if (!anatomy_add_zone(
                out, o->role[i] == ROLE_OTHER ? ZONE_SUBHEAD : ZONE_NOISE, at))
            return false;
    }
    return true;
}

static bool add_dateline(struct anatomy *out, const struct text_dateline *d)
{
    return anatomy_add_zone(out, ZONE_DATELINE, d->at) &&
           anatomy_add_zone(out, ZONE_PLACE, d->place) &&
           anatomy_add_zone(out, ZONE_AGENCY, d->agency);
}

static bool add_lead(struct anatomy *out, const struct opening *o,
                     size_t first_text)
{
    if (first_text >= o->l->n)
        return true;
    uint32_t from = o->l->v[first_text].from;
    if (o->at != o->n && o->best.dateline.at.to > from)
        from = o->best.dateline.at.to;
    while (from < o->l->v[first_text].to && o->body.p[from] == ' ')
        from++;
    return anatomy_add_zone(
        out, ZONE_LEAD,
        (struct text_range){from, lead_end(o, first_text, from)});
}

enum st opening_read(struct bytes title, struct bytes body,
                     const struct lines *l, struct anatomy *out,
                     size_t *first_text, struct err *e)
{
    const size_t n = l->n < OPENING_LINES ? l->n : OPENING_LINES;
    struct opening o = {.body = body, .l = l, .n = n, .first_text = n, .at = n};
    o.date_at = n;
    out->dateline = (struct text_dateline){.date = DATE_NONE};
    read_lines(&o, title);
    *first_text = text_of(&o);
    if (o.at != n)
        out->dateline = o.best.dateline;
    if (!add_lines(out, &o, *first_text) ||
        (o.at != n && !add_dateline(out, &o.best.dateline)) ||
        !add_lead(out, &o, *first_text))
        return err_set(e, ST_NOMEM, "opening: out of memory");
    return ST_OK;
}
