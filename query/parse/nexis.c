/*
 * nexis -- terms and connectors as LexisNexis reads them; see dialects.md.
 *
 *     query      = operand { [ connector ] operand }
 *     connector  = or | and | "&" | and not | but not | not
 *                | [ not ] ( "w/" | "/" | "near/" | "pre/" | "+" | "onear/" )
 *                          ( n | s | sent | p | para )
 *     operand    = word { word } | quote words quote | "(" query ")"
 *                | "atleast" n "(" query ")" | segment "(" query ")"
 *                | arithmetic ( "(" limits ")" | comparison value )
 *
 * From the tightest: words in a row, or, distances from the smallest to the
 * largest, /s, /p, and, and not. What Nexis has and this index cannot know
 * (caps, segments of other kinds of document) is an error.
 *
 *   Source  LexisNexis help: "Connector Order and Priority", "Terms &
 *           Connectors Quick Reference", glossary "Connectors"
 */
#include "common/base/utf8.h"
#include "query/parse/dialect.h"
#include "query/parse/filter.h"
#include "query/parse/letters.h"
#include "query/parse/nexis_segment.h"
#include "query/parse/vendor.h"
#include "query/parse/yard.h"

enum { WIDEST = 255 }; /* words of a w/n */

enum level {
    LEVEL_AND_NOT = 1,
    LEVEL_AND,
    LEVEL_P,
    LEVEL_S,
    LEVEL_NEAR, /* and WIDEST above it, the smallest distance on top */
    LEVEL_OR = LEVEL_NEAR + WIDEST,
    LEVEL_ROW,
};

struct nexis {
    struct reader *r;
    struct yard yard;
};

/* ---- connectors ---- */

enum near_word { NO_NEAR, NEAR_WORD, NEAR_SEGMENT, NEAR_BAD };

/* What follows w/ or pre/: 5, s, sent, p, para, seg. */
static enum near_word read_unit(struct bytes w, struct near *near)
{
    near->distance = NEAR_ANY;
    if (letters_are(w, "s") || letters_are(w, "sent"))
        near->unit = UNIT_SENTENCE;
    else if (letters_are(w, "p") || letters_are(w, "para"))
        near->unit = UNIT_PARAGRAPH;
    else if (letters_are(w, "seg"))
        return NEAR_SEGMENT;
    else if (w.n == 0 || letters_number(w, WIDEST, &near->distance) != w.n)
        return NO_NEAR;
    else if (near->distance < 1 || near->distance > WIDEST)
        return NEAR_BAD;
    return NEAR_WORD;
}

static enum near_word near_word(struct bytes w, struct near *near,
                                bool *negated)
{
    static const struct {
        const char *start;
        bool ordered;
    } starts[] = {{"w/", false},  {"/", false}, {"near/", false},
                  {"pre/", true}, {"+", true},  {"onear/", true}};
    struct bytes rest;
    *near = (struct near){.unit = UNIT_TEXT};
    *negated = letters_begin(w, "not/", &rest);
    if (*negated)
        return read_unit(rest, near);
    for (size_t i = 0; i < COUNT_OF(starts); i++) {
        if (!letters_begin(w, starts[i].start, &rest))
            continue;
        near->ordered = starts[i].ordered;
        return read_unit(rest, near);
    }
    return NO_NEAR;
}

/* The word behind [.., end), as [*from, return value). */
static size_t next_word(const struct reader *r, size_t end, size_t *from)
{
    *from = reader_skip_space(r, end);
    return vendor_word_end(r, *from);
}

static bool next_is(const struct reader *r, size_t end, const char *word)
{
    size_t from;
    const size_t to = next_word(r, end, &from);
    return letters_are(reader_text(r, from, to), word);
}

/* Whether the word [at, end) connects, alone or with the one behind it. */
static bool connects(const struct reader *r, size_t at, size_t end)
{
    static const char *const always[] = {"and", "or", "not", "&"};
    const struct bytes w = reader_text(r, at, end);
    struct near near;
    bool negated;
    return letters_among(w, always, COUNT_OF(always)) ||
           (letters_are(w, "but") && next_is(r, end, "not")) ||
           near_word(w, &near, &negated) != NO_NEAR;
}

static enum st operator_to(struct nexis *p, struct op op, size_t end)
{
    op.n = end - op.at;
    op.written = true;
    p->r->at = end;
    return yard_operator(&p->yard, op);
}

static enum st read_near(struct nexis *p, enum near_word kind, struct near near,
                         bool negated, size_t from, size_t end)
{
    struct reader *const r = p->r;
    struct op op = {.kind = negated ? OP_NOT_NEAR : OP_NEAR,
                    .at = from,
                    .near = near,
                    .level = LEVEL_S};
    if (kind == NEAR_SEGMENT)
        return err_set(reader_blame(r, from, end - from), ST_SYNTAX,
                       "segments have no counterpart here; use w/p, or put "
                       "headline(...) or body(...) around both");
    if (kind == NEAR_BAD) {
        struct err *const e = reader_blame(r, from, end - from);
        reader_suggest_number(r, from, end, WIDEST);
        return err_set(e, ST_SYNTAX,
                       "the distance is a number of words, 1 to %d", WIDEST);
    }
    if (near.unit == UNIT_PARAGRAPH)
        op.level = LEVEL_P;
    else if (near.unit == UNIT_TEXT)
        op.level = LEVEL_NEAR + WIDEST - (int)near.distance;
    return operator_to(p, op, end);
}

/* not, not w/5, not/5; and not, but not */
static enum st read_not(struct nexis *p, size_t from, size_t end)
{
    struct reader *const r = p->r;
    size_t next;
    struct near near;
    bool negated;
    const size_t behind = next_word(r, end, &next);
    const enum near_word kind =
        near_word(reader_text(r, next, behind), &near, &negated);
    if (kind != NO_NEAR && !negated)
        return read_near(p, kind, near, true, from, behind);
    return operator_to(
        p, (struct op){.kind = OP_AND_NOT, .level = LEVEL_AND_NOT, .at = from},
        end);
}

static enum st read_connector(struct nexis *p, size_t end)
{
    struct reader *const r = p->r;
    const size_t from = r->at;
    const struct bytes w = reader_text(r, from, end);
    struct near near;
    bool negated;
    const enum near_word kind = near_word(w, &near, &negated);
    if (kind != NO_NEAR)
        return read_near(p, kind, near, negated, from, end);
    if (letters_are(w, "or"))
        return operator_to(
            p, (struct op){.kind = OP_OR, .level = LEVEL_OR, .at = from}, end);
    if (letters_are(w, "not"))
        return read_not(p, from, end);
    size_t not ;
    const size_t behind = next_word(r, end, &not );
    if (letters_are(reader_text(r, not, behind), "not"))
        return operator_to(
            p,
            (struct op){.kind = OP_AND_NOT, .level = LEVEL_AND_NOT, .at = from},
            behind);
    return operator_to(
        p, (struct op){.kind = OP_AND, .level = LEVEL_AND, .at = from}, end);
}

/* ---- segments ---- */

/* The parenthesis that closes the one at `open`, or the end. */
static size_t closing(const struct reader *r, size_t open)
{
    size_t depth = 0;
    for (size_t i = open; i < r->t->text.n; i++) {
        depth += r->t->text.p[i] == '(';
        depth -= r->t->text.p[i] == ')';
        if (depth == 0)
            return i;
    }
    return r->t->text.n;
}

static enum st open_at(struct nexis *p, struct op op, size_t open)
{
    op.n = open + 1 - op.at;
    p->r->at = open + 1;
    return yard_open(&p->yard, op);
}

/* source(...) and language(...): a name in parentheses. */
static enum st read_name(struct nexis *p, const struct segment_name *s,
                         size_t from, size_t open)
{
    struct reader *const r = p->r;
    const size_t close = closing(r, open);
    size_t a = reader_skip_space(r, open + 1);
    size_t b = close;
    struct ast_node *n = NULL;
    while (b > a && (r->t->text.p[b - 1] == ' ' || r->t->text.p[b - 1] == '"'))
        b--;
    while (a < b && (r->t->text.p[a] == ' ' || r->t->text.p[a] == '"'))
        a++;
    if (close == r->t->text.n || a >= b)
        return err_set(reader_blame(r, from, open + 1 - from), ST_SYNTAX,
                       "%s takes a name in parentheses", s->name);
    struct bytes text = vendor_pattern_text(r, a, b, '!', '*');
    if (s->filter == FILTER_LANG) {
        text = vendor_language(text);
        if (text.n == 0 && !r->t->failed)
            return err_set(reader_blame(r, a, b - a), ST_SYNTAX,
                           "no such language is known; write its code, such "
                           "as en");
    }
    r->at = close + 1;
    const enum st st = filter_read(r, s->filter, text, from, r->at - from, &n);
    return st ? st : vendor_take(&p->yard, n, from, NO_PLACE_FILTER);
}

static enum st read_range(struct nexis *p, const struct segment_name *s,
                          size_t from, size_t a, size_t b, size_t end)
{
    struct reader *const r = p->r;
    struct ast_node *n = NULL;
    const enum st st = nexis_range(r, s->filter, a, b, from, end, &n);
    if (st)
        return st;
    r->at = end;
    return vendor_take(&p->yard, n, from, NO_PLACE_FILTER);
}

/* date(...) with its parentheses at `open`. */
static enum st read_segment(struct nexis *p, const struct segment_name *s,
                            size_t from, size_t open)
{
    struct reader *const r = p->r;
    size_t close;
    switch (s->kind) {
    case SEGMENT_ZONE:
        return open_at(
            p, (struct op){.open = OPEN_FIELD, .field = s->zone, .at = from},
            open);
    case SEGMENT_NAME:
        return read_name(p, s, from, open);
    case SEGMENT_RANGE:
        close = closing(r, open);
        if (close < r->t->text.n)
            return read_range(p, s, from, open + 1, close, close + 1);
        return err_set(reader_blame(r, open, 1), ST_SYNTAX,
                       "this parenthesis is never closed");
    case SEGMENT_UNKNOWN:
    case SEGMENT_MISSING:
        break;
    }
    return err_set(reader_blame(r, from, open - from), ST_SYNTAX,
                   "this has no counterpart here: the index knows headline, "
                   "lead, hlead, body, source, language, date and length");
}

/* date aft 2019: the comparison and one word of value. */
static enum st read_comparison(struct nexis *p, const struct segment_name *s,
                               size_t from, size_t sign)
{
    struct reader *const r = p->r;
    size_t end = vendor_word_end(r, sign);
    size_t i = sign;
    while (i < end && (r->t->text.p[i] == '<' || r->t->text.p[i] == '>' ||
                       r->t->text.p[i] == '='))
        i++;
    if (i == sign || i == end) {
        size_t value;
        end = next_word(r, end, &value);
    }
    return read_range(p, s, from, sign, end, end);
}

/* Whether [at, ...) begins a comparison: aft, >, >500. */
static bool compares(const struct reader *r, size_t at)
{
    const struct bytes w = reader_text(r, at, vendor_word_end(r, at));
    return w.n > 0 && (w.p[0] == '<' || w.p[0] == '>' || w.p[0] == '=' ||
                       nexis_comparison(w));
}

/* ---- words ---- */

static bool is_pattern(struct bytes w)
{
    for (size_t i = 0; i < w.n; i++) {
        if (w.p[i] == '!' || w.p[i] == '*' || w.p[i] == '?')
            return true;
    }
    return false;
}

static enum st read_pattern(struct nexis *p, size_t end)
{
    struct reader *const r = p->r;
    const size_t from = r->at;
    const struct bytes w = reader_text(r, from, end);
    const uint8_t *const bang = memchr(w.p, '!', w.n);
    if (bang && bang != w.p + w.n - 1)
        return err_set(reader_blame(r, from, end - from), ST_SYNTAX,
                       "! stands at the end of a word: for any ending");
    struct ast_node *const n =
        tree_word_as(r->t, AST_WILDCARD, from, end - from,
                     vendor_pattern_text(r, from, end, '!', '*'));
    if (!n && !r->t->failed)
        return err_set(reader_blame(r, from, end - from), ST_SYNTAX,
                       "a pattern needs a letter or a digit");
    r->at = end;
    return vendor_take(&p->yard, n, from, HAS_PLACE);
}

/* What stands at [at, end) when it is no plain word. */
enum special { PLAIN, CONNECTOR, PATTERN, SEGMENT, COMPARISON, AT_LEAST, CALL };

static enum special special_at(const struct reader *r, size_t at, size_t end,
                               size_t *behind)
{
    const struct bytes w = reader_text(r, at, end);
    struct bytes count;
    *behind = reader_skip_space(r, end);
    if (connects(r, at, end))
        return CONNECTOR;
    const bool opens = reader_peek(r, *behind) == '(';
    const struct segment_name *const s = nexis_segment(w);
    if (opens && s)
        return SEGMENT;
    if (s && s->kind == SEGMENT_RANGE && compares(r, *behind))
        return COMPARISON;
    if (letters_begin(w, "atleast", &count) &&
        (count.n == 0 || is_digit(count.p[0])))
        return AT_LEAST;
    if (is_pattern(w))
        return PATTERN;
    return opens && *behind == end ? CALL : PLAIN;
}

static enum st read_at_least(struct nexis *p, size_t from, size_t end,
                             size_t open)
{
    struct reader *const r = p->r;
    struct bytes digits;
    uint32_t count;
    if (!letters_begin(reader_text(r, from, end), "atleast", &digits) ||
        !letters_count(digits, WIDEST, &count) || reader_peek(r, open) != '(') {
        struct err *const e = reader_blame(r, from, end - from);
        if (reader_peek(r, open) == '(')
            reader_suggest(r, from, end - from, "atleast5");
        return err_set(e, ST_SYNTAX,
                       "atleast takes a number, 1 to %d, and parentheses: "
                       "atleast5(...)",
                       WIDEST);
    }
    return open_at(
        p, (struct op){.open = OPEN_AT_LEAST, .count = count, .at = from},
        open);
}

/* The words from r->at on that are only words. */
static enum st read_plain(struct nexis *p, size_t end)
{
    struct reader *const r = p->r;
    const size_t from = r->at;
    for (;;) {
        size_t next;
        size_t behind;
        const size_t to = next_word(r, end, &next);
        if (to == next || special_at(r, next, to, &behind) != PLAIN)
            return vendor_words(&p->yard, from, end);
        end = to;
    }
}

static enum st read_word(struct nexis *p)
{
    struct reader *const r = p->r;
    const size_t from = r->at;
    const size_t end = vendor_word_end(r, from);
    const struct bytes w = reader_text(r, from, end);
    size_t behind;
    switch (special_at(r, from, end, &behind)) {
    case CONNECTOR:
        return read_connector(p, end);
    case SEGMENT:
        return read_segment(p, nexis_segment(w), from, behind);
    case COMPARISON:
        return read_comparison(p, nexis_segment(w), from, behind);
    case AT_LEAST:
        return read_at_least(p, from, end, behind);
    case PATTERN:
        return read_pattern(p, end);
    case CALL: {
        struct err *const e = reader_blame(r, from, end - from);
        reader_suggest(r, end, 0, " ");
        return err_set(e, ST_SYNTAX,
                       "there is no segment of this name, only headline, lead, "
                       "hlead, body, source, language, date and length");
    }
    case PLAIN:
        break;
    }
    return read_plain(p, end);
}

static enum st read_one(void *dialect)
{
    struct nexis *const p = dialect;
    struct reader *const r = p->r;
    const uint32_t c = reader_peek(r, r->at);
    if (c == '(')
        return open_at(p, (struct op){.open = OPEN_GROUP, .at = r->at}, r->at);
    if (c == ')')
        return yard_close(&p->yard, r->at++);
    if (c == '[' || c == ']')
        return err_set(reader_blame(r, r->at, 1), ST_SYNTAX,
                       "only parentheses group");
    return is_quote(c) ? vendor_quoted(&p->yard) : read_word(p);
}

enum st parse_nexis(struct reader *r, struct ast_node **root)
{
    struct nexis p = {.r = r};
    r->t->negatives = true;
    yard_init(&p.yard, r, (struct op){.kind = OP_ROW, .level = LEVEL_ROW});
    return yard_read(&p.yard, read_one, &p, root);
}
