#include "indexer/release/dateline.h"

#include "common/base/compiler.h"
#include "common/base/date.h"
#include "indexer/release/dateline_parts.h"
#include "indexer/release/dateline_words.h"
#include "indexer/release/plain.h"

enum { ITEMS_MAX = 8 };

/* What a sentence begins with. */
static bool begins_text(struct dateline_parts *r, size_t i)
{
    switch (part_at(r, i)->kind) {
    case OPENING_CAPS:
    case OPENING_CAP:
    case OPENING_UNCASED:
    case OPENING_NUMBER:
    case OPENING_QUOTE:
    case OPENING_OPEN:
    case OPENING_OTHER:
        return true;
    default:
        return false;
    }
}

/* Whether what follows is written in small letters: a section title is not. */
static bool has_small_letters(struct dateline_parts *r, size_t i)
{
    for (size_t k = i; k < i + 20; k++)
        if (part_at(r, k)->kind == OPENING_LOWER ||
            part_at(r, k)->kind == OPENING_UNCASED)
            return true;
    return false;
}

/* How the parts end at token i. */
struct end {
    size_t text; /* the first token of the text; i for none */
    bool dash;   /* a dash, or the gap of a lost one        */
    bool mark;   /* a stop, a colon, a comma                */
    bool colon;  /* ... a colon among them                  */
    bool line;   /* the line ends here                      */
    bool wide;   /* a lost comma                            */
};

static struct end read_end(struct dateline_parts *r, size_t i)
{
    struct end e = {.text = i};
    const struct opening_token *t = part_at(r, i);
    if (t->kind == OPENING_UNCASED && PART_IS_ONE_OF(r, t, han_ends)) {
        e.text = i + 1;
        e.dash = true;
        return e;
    }
    while (t->kind == OPENING_STOP || t->kind == OPENING_COLON ||
           t->kind == OPENING_COMMA || t->kind == OPENING_DASH ||
           (t->kind == OPENING_SLASH && has_agency(r))) {
        e.dash |= t->kind == OPENING_DASH;
        e.mark = true;
        e.colon |= t->kind == OPENING_COLON;
        t = part_at(r, ++i);
    }
    e.text = i;
    e.line = t->kind == OPENING_END;
    if (!e.dash) {
        e.dash = r->lost && t->gap >= DASH_GAP;
        e.wide = t->gap >= COMMA_GAP;
    }
    return e;
}

/* A city that needs no region beside it. */
static bool stands_alone(struct dateline_parts *r)
{
    const struct text_range place = r->d.place;
    struct plain p;
    plain_set(&p, bytes_of(r->t->line.p + place.from, place.to - place.from));
    return plain_is(&p, stand_alone, COUNT_OF(stand_alone)) != NULL;
}

/* "John Alam, MD -" is no Maryland. */
static bool is_doctor(const struct dateline_parts *r)
{
    return !r->caps && r->d.region.to - r->d.region.from == 2 &&
           memcmp(r->t->line.p + r->d.region.from, "MD", 2) == 0;
}

/* "PSI-based": a hyphen between two words, with no comma before the region. */
static bool is_glued(struct dateline_parts *r, const struct end *e)
{
    const struct opening_token *const mark = part_at(r, e->text - 1);
    return mark->kind == OPENING_DASH && mark->gap == 0 &&
           mark->to - mark->from == 1 && r->d.region.from < r->d.place.to + 2;
}

/* Whether place and the gap of a lost dash are enough. */
static bool gap_is_enough(struct dateline_parts *r, const struct end *e)
{
    const struct opening_token *const next = part_at(r, e->text);
    const bool text =
        next->kind == OPENING_CAP ||
        (next->kind == OPENING_CAPS && next->to - next->from == 1);
    if (!text || PART_IS_ONE_OF(r, next, before_numbers))
        return false;
    if (r->region_known && (r->caps || !r->within || stands_alone(r)))
        return e->wide || r->caps;
    if (r->within)
        return e->dash && stands_alone(r);
    return e->wide && (r->caps ? r->place_words <= 2 : stands_alone(r));
}

/* Whether place and dash alone are enough. */
static bool place_is_enough(struct dateline_parts *r, const struct end *e)
{
    if (r->uncased || !has_small_letters(r, e->text))
        return false;
    if (r->lost && !e->mark)
        return gap_is_enough(r, e);
    if (!e->dash) /* "WASHINGTON, DC  U.S. Senator": the dash alone was lost */
        return e->wide && !e->mark && !r->within && r->caps &&
               (r->region_known || stands_alone(r));
    if (is_glued(r, e) || is_doctor(r))
        return false;
    if (r->within && !(r->caps && r->region_known) && !stands_alone(r))
        return false;
    if (r->region_known)
        return true;
    if (!r->caps)
        return stands_alone(r) &&
               part_at(r, e->text - 1)->to - part_at(r, e->text - 1)->from > 1;
    return r->place_words <= 3 || has_region(r);
}

/* Whether place and date are enough where no dash ends them, but a stop:
 * "HUELVA, 28 de noviembre. La ...", "Lindenau, 26. Mai 2020. Das ...". */
static bool mark_is_enough(struct dateline_parts *r, const struct end *e)
{
    if (!r->year)
        return r->caps && r->place_first && !e->colon && r->place_words <= 3 &&
               has_small_letters(r, e->text);
    return e->colon || r->caps || r->uncased || has_region(r) ||
           stands_alone(r) ||
           (r->place_first && r->place_words <= 2 &&
            r->t->line.p[r->d.place.to] == ',' &&
            part_at(r, e->text - 1)->kind == OPENING_STOP);
}

/* Whether place and date are enough. */
static bool date_is_enough(struct dateline_parts *r, const struct end *e)
{
    if (begins_weakly(r))
        return false;
    if (!r->lost)
        return e->dash || (e->mark && !r->within && mark_is_enough(r, e));
    if (r->place_first && !r->caps && !r->region_known && !stands_alone(r))
        return false;
    const struct opening_token *const next = part_at(r, e->text);
    return next->kind != OPENING_NUMBER && r->place_words <= 2 &&
           !PART_IS_ONE_OF(r, next, before_numbers) &&
           (e->dash || (r->region_known && r->caps) ||
            (e->wide && (r->region_known || r->caps || stands_alone(r))));
}

static bool is_enough(struct dateline_parts *r, const struct end *e)
{
    const bool text = begins_text(r, e->text);
    const bool region = has_region(r);
    if (e->line) /* a line of its own */
        return r->year && has_place(r) &&
               (r->caps || region || has_agency(r)) && !begins_weakly(r);
    /* A small letter begins a text only behind what leaves no doubt. */
    if (!text && !(r->year && has_place(r) && e->dash && !r->lost))
        return false;
    if (has_agency(r)) {
        const bool strong = r->house || r->slashes;
        if (!has_place(r))
            return (r->house && e->dash) || (r->dated && strong);
        if (r->dated)
            return (e->mark || e->dash || strong) &&
                   (r->caps || !begins_weakly(r));
        return (e->dash || (r->slashes && e->mark) ||
                (r->house && (r->caps || r->uncased))) &&
               (strong || ((r->caps || r->region_known) && !is_glued(r, e))) &&
               !begins_weakly(r);
    }
    if (r->dated && has_place(r))
        return date_is_enough(r, e);
    if (r->dated)
        return r->year && e->dash && has_small_letters(r, e->text);
    return has_place(r) && place_is_enough(r, e) && !begins_weakly(r);
}

static int score_of(const struct dateline_parts *r, const struct end *e)
{
    int score = 1 + e->dash;
    if (has_place(r))
        score += 2 + r->caps + (!has_region(r) ? 0 : 1) + r->region_known;
    if (r->dated)
        score += 2 + r->year;
    if (has_agency(r))
        score += 2 + (r->house || r->slashes);
    return score;
}

/* One part at token i, `marked` when a mark stands before it. Returns the token
 * behind it, or i. */
static size_t read_item(struct dateline_parts *r, size_t i, bool first,
                        bool marked)
{
    const struct opening_token *const t = part_at(r, i);
    size_t to;
    if (t->kind == OPENING_OPEN || t->kind == OPENING_SLASH)
        return first && t->kind == OPENING_SLASH ? i : read_bracket(r, i);
    if ((to = read_date(r, i)) != i)
        return to;
    if (!has_agency(r) && (marked || t->kind == OPENING_UNCASED) &&
        (to = read_house(r, i)) != i)
        return to;
    if (!has_place(r))
        return read_place(r, i);
    return i;
}

static size_t skip_marks(struct dateline_parts *r, size_t i)
{
    for (int n = 0; n < 3; n++, i++) {
        const enum opening_kind k = part_at(r, i)->kind;
        if (k != OPENING_COMMA && k != OPENING_DASH && k != OPENING_STOP &&
            !(k == OPENING_SLASH && bracket_close(r, i) == i))
            break;
    }
    return i;
}

/* Reads a dateline that begins at token `from`. */
static bool read_from(struct opening_tokens *t, size_t from, bool lost,
                      struct dateline_found *out)
{
    struct dateline_parts r = {
        .t = t, .lost = lost, .within = from > 0, .d.date = DATE_NONE};
    bool found = false;
    bool marked = false;
    size_t i = from;
    for (int items = 0; items < ITEMS_MAX; items++) {
        const size_t to = read_item(&r, i, items == 0, marked);
        if (to == i)
            break;
        const struct end e = read_end(&r, to);
        if (is_enough(&r, &e)) {
            out->dateline = r.d;
            out->dateline.at =
                (struct text_range){opening_token_at(t, from)->from,
                                    opening_token_at(t, e.text - 1)->to};
            out->score = score_of(&r, &e);
            out->whole_line = e.line;
            out->place_alone = r.caps && !r.dated && !has_agency(&r) &&
                               text_range_is_empty(r.d.region);
            found = true;
        }
        i = skip_marks(&r, to);
        marked = i > to;
    }
    return found;
}

/* Two spaces, and not a stop or comma: what a page lost that was read badly. */
static bool has_lost_punctuation(struct bytes line)
{
    enum { LOOK = 240 };
    const size_t n = MIN(line.n, LOOK);
    return !memchr(line.p, ',', n) && !memchr(line.p, '.', n) &&
           memmem(line.p, n, "  ", 2);
}

/* Whether a dateline may begin at token i > 0, behind a headline that lost its
 * line break: at capitals, at Washington where DC follows, behind a gap; not in
 * "a trip to Washington  D C". */
static bool may_begin_within(struct dateline_parts *r, size_t i)
{
    const struct opening_token *const t = part_at(r, i), *const before =
                                                             part_at(r, i - 1);
    if (r->lost && t->gap >= COMMA_GAP &&
        (t->kind == OPENING_CAPS || t->kind == OPENING_CAP ||
         t->kind == OPENING_NUMBER))
        return true;
    if (t->kind == OPENING_CAPS && t->to - t->from > 2 && t->gap > 0)
        return before->kind != OPENING_CAPS;
    return t->kind == OPENING_CAP && t->gap > 0 &&
           (part_at(r, i + 1)->kind == OPENING_DASH ||
            (r->lost && part_at(r, i + 1)->gap >= DASH_GAP) ||
            region_code(r,
                        i + 1 + (part_at(r, i + 1)->kind == OPENING_COMMA))) &&
           PART_IS_ONE_OF(r, t, stand_alone) &&
           !PART_IS_ONE_OF(r, before, before_places);
}

/* Whether a dash stands between words, or a row of them, where it is looked. */
static bool has_dash(struct bytes line)
{
    const uint8_t *const start = line.p;
    const uint8_t *const end = start + MIN(line.n, OPENING_BYTES);
    for (const uint8_t *p = start;
         (p = memchr(p, '-', (size_t)(end - p))) != NULL; p++)
        if (p != start && (p[-1] == ' ' || p[-1] == '-'))
            return true;
    for (const uint8_t *p = start;
         (p = memchr(p, 0xe2, (size_t)(end - p))) != NULL; p++)
        if (end - p > 1 && p[1] == 0x80)
            return true;
    return false;
}

bool dateline_read(struct bytes line, bool within, struct dateline_found *out)
{
    struct opening_tokens t;
    struct dateline_found found;
    opening_tokens_init(&t, line);
    const bool lost = has_lost_punctuation(line);
    if (read_from(&t, 0, lost, out))
        return true;
    if (!within || (!lost && !has_dash(line)))
        return false;
    struct dateline_parts r = {.t = &t, .lost = lost};
    for (size_t i = 1; part_at(&r, i)->kind != OPENING_END; i++)
        if (may_begin_within(&r, i) && read_from(&t, i, lost, &found) &&
            !found.whole_line && !text_range_is_empty(found.dateline.place)) {
            *out = found;
            return true;
        }
    return false;
}

bool dateline_is_place(struct bytes line, struct dateline_found *out)
{
    enum { PLACE_LINE_MAX = 60 };
    struct opening_tokens t;
    struct dateline_parts r = {.t = &t, .d.date = DATE_NONE};
    opening_tokens_init(&t, line);
    if (line.n > PLACE_LINE_MAX)
        return false;
    const size_t to = read_place(&r, 0);
    if (to == 0 || part_at(&r, to)->kind != OPENING_END || r.place_words > 3 ||
        begins_weakly(&r))
        return false;
    r.d.at = (struct text_range){0, part_at(&r, to - 1)->to};
    *out = (struct dateline_found){
        .dateline = r.d,
        .score = score_of(&r, &(struct end){.line = true}),
        .whole_line = true,
    };
    return true;
}
