/*
 * native -- all that can be asked, strict; see docs/query.md.
 *
 *     query    = clause { [ AND | OR | near ] clause }
 *     near     = [ NOT ] ( "NEAR/" n | "PRE/" n ) [ "/s" | "/p" ] | "/s" | "/p"
 *     clause   = [ "+" | "-" | NOT ] [ field ":" ] primary { weight }
 *     primary  = [ "=" ] word [ "~" n ] | quote row quote [ "~" n ] | "/" regex
 *                "/" | "(" query ")" | "ANY(" query ")" | "atleast" n "(" query
 *                ")" | n "of(" { clause } ")" | "ROW(" { clause } ")" | "*:*"
 *     weight   = "^" number | "^=" number | "FIRST/" n
 *
 * Positional operators bind tightest, NEAR and PRE before /s before /p, then
 * the signs and NOT, then AND, which stands where nothing does, then OR. One
 * pass, left to right.
 */
#include "common/base/utf8.h"
#include "query/parse/dialect.h"
#include "query/parse/fields.h"
#include "query/parse/filter.h"
#include "query/parse/letters.h"
#include "query/parse/reserved.h"
#include "query/parse/row.h"
#include "query/parse/weight.h"
#include "query/parse/yard.h"

enum level {
    LEVEL_OR = 1,
    LEVEL_AND,
    LEVEL_SIGN,
    LEVEL_P,
    LEVEL_S,
    LEVEL_NEAR
};

struct native {
    struct reader *r;
    struct yard yard;
};

/* What an operand stands behind: title: or =. */
struct prefix {
    const struct field *field;
    size_t at; /* of the first of it */
};

static bool ends_word(uint32_t c)
{
    return c == '(' || c == ')' || c == '|' || c == '~' || c == '^' ||
           is_quote(c) || utf8_is_space(c);
}

/* Where the word at `at` ends; *escaped: there is a backslash in it. */
static enum st word_end(struct reader *r, size_t at, size_t *end, bool *escaped)
{
    *escaped = false;
    while (!reader_at_end(r, at)) {
        const struct utf8_char c = utf8_at(r->t->text, at);
        if (ends_word(c.c))
            break;
        at += c.size;
        if (c.c != '\\')
            continue;
        *escaped = true;
        if (reader_at_end(r, at)) {
            struct err *const e = reader_blame(r, at - 1, 1);
            reader_suggest(r, at, 0, "\\");
            return err_set(e, ST_SYNTAX, "nothing follows the backslash");
        }
        at += utf8_at(r->t->text, at).size;
    }
    *end = at;
    return ST_OK;
}

/* ---- what stands behind an operand ---- */

static enum st read_weight(struct native *p)
{
    struct reader *const r = p->r;
    const size_t from = r->at;
    struct operand *o;
    double factor;
    size_t at = from + 1;
    const bool constant = reader_peek(r, at) == '=';
    at += constant;
    size_t end = at;
    while (!reader_at_end(r, end) && !ends_word(reader_peek(r, end)))
        end += utf8_at(r->t->text, end).size;
    enum st st = yard_last(&p->yard, INT32_MAX, &o);
    if (st)
        return st;
    if (!o && !r->t->failed)
        return err_set(reader_blame(r, from, 1), ST_SYNTAX,
                       "^ stands behind what it weighs; for the character "
                       "itself write \\^");
    if (!weight_read(reader_text(r, at, end), &factor)) {
        struct err *const e = reader_blame(r, from, end - from);
        reader_suggest(r, from, end - from, constant ? "^=2" : "^2");
        return err_set(e, ST_SYNTAX,
                       "a weight is a number from 0 to %d, such as 2 or 0.5",
                       WEIGHT_MAX);
    }
    r->at = end;
    if (r->t->failed)
        return ST_OK;
    o->n = end - o->at;
    o->placed = NO_PLACE_OTHER;
    st = yard_wrap(&p->yard, o, constant ? AST_CONSTANT : AST_BOOST);
    if (st == ST_OK && o->node)
        o->node->factor = factor;
    return st;
}

/* ~2 behind a word, ~3 behind a phrase: the number, `otherwise` where there is
 * none; 0 when there is no ~. */
static enum st read_tilde(struct reader *r, uint32_t otherwise, uint32_t least,
                          uint32_t most, const char *what, uint32_t *out)
{
    const size_t from = r->at;
    *out = 0;
    if (reader_at_end(r, from) || r->t->text.p[from] != '~')
        return ST_OK;
    size_t end = from + 1;
    while (!reader_at_end(r, end) && !ends_word(reader_peek(r, end)))
        end += utf8_at(r->t->text, end).size;
    *out = otherwise;
    if ((end == from + 1 && otherwise == 0) ||
        (end > from + 1 && !reader_number(r, from + 1, end, most, out)) ||
        *out < least) {
        struct err *const e = reader_blame(r, from, end - from);
        reader_suggest(r, from, end - from, "~1");
        return err_set(e, ST_SYNTAX, "~ takes %s, %u to %u", what, least, most);
    }
    r->at = end;
    return ST_OK;
}

/* ---- operands ---- */

static enum st no_word(struct reader *r, size_t from, size_t to)
{
    return err_set(reader_blame(r, from, to - from), ST_SYNTAX,
                   "there is no word in this");
}

/* Gives the operand that ends here to the yard. */
static enum st take(struct native *p, const struct prefix *prefix,
                    struct ast_node *n, enum place_less placed)
{
    struct reader *const r = p->r;
    if (prefix->field)
        n = tree_field(r->t, prefix->field->zone, prefix->at, n);
    struct operand o = operand_of(n, prefix->at, r->at - prefix->at);
    o.depth += prefix->field != NULL;
    o.placed = placed;
    return yard_operand(&p->yard, o);
}

/* The text of a phrase from its opening quote; *to is its closing one. */
static enum st quoted(struct reader *r, size_t *from, size_t *to)
{
    const struct bytes text = r->t->text;
    const size_t open = r->at;
    size_t at = open + utf8_at(text, open).size;
    *from = at;
    for (;;) {
        const struct utf8_char c = utf8_at(text, at);
        if (c.size == 0) {
            struct err *const e = reader_blame(r, open, 1);
            reader_suggest(r, text.n, 0, "\"");
            return err_set(e, ST_SYNTAX,
                           "this quote is never closed; for the character "
                           "itself write \\\"");
        }
        if (is_quote(c.c)) {
            *to = at;
            r->at = at + c.size;
            return ST_OK;
        }
        at += c.size;
        if (c.c == '\\')
            at += utf8_at(text, at).size;
    }
}

static enum st read_phrase(struct native *p, const struct prefix *prefix)
{
    enum st st;
    struct reader *const r = p->r;
    size_t from = 0;
    size_t to = 0;
    uint32_t slop = 0;
    struct ast_node *n = NULL;
    if ((st = quoted(r, &from, &to)) != ST_OK ||
        (st = row_read(r, from, to, &n)) != ST_OK)
        return st;
    if (!n && !r->t->failed)
        return no_word(r, from, MAX(to, from + 1));
    const size_t tilde = r->at;
    if ((st = read_tilde(r, 0, 0, DISTANCE_MAX,
                         "how many places words may move", &slop)) != ST_OK)
        return st;
    if (slop && n && n->kind != AST_PHRASE)
        return err_set(reader_blame(r, tilde, r->at - tilde), ST_SYNTAX,
                       "a phrase with gaps or alternatives takes no ~; join "
                       "its parts with NEAR/%u",
                       slop);
    if (n)
        n->count = slop;
    return take(p, prefix, n, HAS_PLACE);
}

static enum st read_regex(struct native *p, const struct prefix *prefix)
{
    struct ast_node *n;
    const enum st st = row_regex(p->r, &n);
    return st ? st : take(p, prefix, n, HAS_PLACE);
}

/* A word or pattern [r->at, end), with what is joined to it. */
static enum st read_plain(struct native *p, const struct prefix *prefix,
                          size_t end, bool exact)
{
    enum st st;
    struct reader *const r = p->r;
    const size_t from = r->at;
    struct ast_node *n;
    uint32_t edits;
    r->at = end;
    if (row_has(r, from, end, '*') || row_has(r, from, end, '?')) {
        if (exact)
            return err_set(reader_blame(r, from - 1, 1), ST_SYNTAX,
                           "a pattern finds words as they are: without =");
        if ((st = row_pattern(r, from, end, reader_unescape(r, from, end),
                              &n)) != ST_OK)
            return st;
        return take(p, prefix, n, HAS_PLACE);
    }
    if ((st = read_tilde(r, 1, 1, 2, "how many edits a word may be away",
                         &edits)) != ST_OK)
        return st;
    if (edits && exact)
        return err_set(reader_blame(r, from - 1, 1), ST_SYNTAX,
                       "= and ~ contradict each other");
    n = tree_word_as(r->t, edits ? AST_FUZZY : AST_WORD, from, end - from,
                     reader_unescape(r, from, end));
    if (!n && !r->t->failed)
        return no_word(r, from, end);
    if (n) {
        n->exact = exact;
        n->count = edits;
    }
    return take(p, prefix, n, HAS_PLACE);
}

/* ---- operators ---- */

static enum st read_near(struct native *p, struct near near, bool negated,
                         size_t from, size_t end)
{
    int level = LEVEL_NEAR;
    if (near.distance == NEAR_ANY && !near.ordered && near.unit)
        level = near.unit == UNIT_SENTENCE ? LEVEL_S : LEVEL_P;
    p->r->at = end;
    return yard_operator(&p->yard,
                         (struct op){.kind = negated ? OP_NOT_NEAR : OP_NEAR,
                                     .level = level,
                                     .written = true,
                                     .at = from,
                                     .n = end - from,
                                     .near = near});
}

/* Whether the word [from, end) with a slash in front is /s or /p, and no
 * regular expression such as /p(aul|eter)/. */
static bool is_unit(const struct reader *r, size_t end)
{
    return reader_at_end(r, end) || utf8_is_space(reader_peek(r, end));
}

/* NOT in front of NEAR/5 is part of it. */
static enum st read_not(struct native *p, size_t from, size_t end)
{
    struct reader *const r = p->r;
    const size_t next = reader_skip_space(r, end);
    size_t behind = next;
    bool escaped;
    struct near near;
    const enum st st = word_end(r, next, &behind, &escaped);
    if (st)
        return st;
    const struct bytes word = reader_text(r, next, behind);
    if (!escaped && reserved_word(word, &near, NULL) == RESERVED_NEAR &&
        (word.p[0] != '/' || is_unit(r, behind)))
        return read_near(p, near, true, from, behind);
    r->at = end;
    return yard_prefix(&p->yard, (struct op){.kind = OP_MINUS,
                                             .level = LEVEL_SIGN,
                                             .at = from,
                                             .n = end - from});
}

static enum st read_first(struct native *p, uint32_t count, size_t end)
{
    enum st st;
    struct reader *const r = p->r;
    const size_t from = r->at;
    struct operand *o;
    if ((st = yard_last(&p->yard, LEVEL_NEAR, &o)) != ST_OK || r->t->failed)
        return st;
    if (!o)
        return err_set(reader_blame(r, from, end - from), ST_SYNTAX,
                       "nothing to search for stands before %.*s",
                       (int)(end - from), (const char *)r->t->text.p + from);
    if ((st = yard_check_placed(&p->yard, o, from, end - from)) != ST_OK)
        return st;
    r->at = end;
    o->n = end - o->at;
    st = yard_wrap(&p->yard, o, AST_FIRST);
    if (st == ST_OK && o->node)
        o->node->count = count;
    return st;
}

/* atleast3( and 2of( */
static enum st read_counted(struct native *p, enum open_kind kind,
                            uint32_t count, size_t end)
{
    struct reader *const r = p->r;
    const size_t from = r->at;
    if (reader_peek(r, end) != '(' || count < 1 || count > DISTANCE_MAX) {
        struct err *const e = reader_blame(r, from, end - from);
        if (kind == OPEN_QUORUM)
            return err_set(e, ST_SYNTAX,
                           "2of(a b c) takes a number and parentheses; for "
                           "the word write \\ before it");
        return err_set(e, ST_SYNTAX,
                       "atleast3(...) takes a number and parentheses; for "
                       "the word write \\ before it");
    }
    r->at = end + 1;
    return yard_open(&p->yard, (struct op){.open = kind,
                                           .count = count,
                                           .at = from,
                                           .n = end + 1 - from});
}

/* A word that lacks its number, or comes from another language. */
static enum st refuse(struct native *p, enum reserved kind, size_t end)
{
    struct reader *const r = p->r;
    const size_t from = r->at;
    const int n = (int)MIN(end - from, (size_t)40);
    const char *const word = (const char *)r->t->text.p + from;
    struct err *const e = reader_blame(r, from, end - from);
    if (kind == RESERVED_FOREIGN) {
        reader_suggest(r, from, 1, "NEAR");
        return err_set(e, ST_SYNTAX,
                       "%.*s means different things in different languages: "
                       "here it is NEAR, in any order, or PRE",
                       n, word);
    }
    const bool pre = (word[0] | 0x20) == 'p';
    const bool first = (word[0] | 0x20) == 'f';
    reader_suggest(r, from, end - from,
                   first ? "FIRST/50"
                   : pre ? "PRE/10"
                         : "NEAR/10");
    return err_set(e, ST_SYNTAX,
                   "%s needs a number of words, 1 to %d; for the word write \\ "
                   "before it",
                   first ? "FIRST"
                   : pre ? "PRE"
                         : "NEAR",
                   DISTANCE_MAX);
}

/* The word [r->at, end) when it is an operator; *is_word: it is none. */
static enum st read_reserved(struct native *p, size_t end, bool *is_word)
{
    struct reader *const r = p->r;
    const size_t from = r->at;
    struct near near;
    uint32_t count = 0;
    const enum reserved kind =
        reserved_word(reader_text(r, from, end), &near, &count);
    struct op op = {
        .at = from, .n = end - from, .written = true, .level = LEVEL_AND};
    *is_word = false;
    switch (kind) {
    case RESERVED_NONE:
        *is_word = true;
        return ST_OK;
    case RESERVED_AND:
    case RESERVED_OR:
        op.kind = kind == RESERVED_AND ? OP_AND : OP_OR;
        op.level = kind == RESERVED_AND ? LEVEL_AND : LEVEL_OR;
        r->at = end;
        return yard_operator(&p->yard, op);
    case RESERVED_NOT:
        return read_not(p, from, end);
    case RESERVED_NEAR:
        return read_near(p, near, false, from, end);
    case RESERVED_FIRST:
        return read_first(p, count, end);
    case RESERVED_AT_LEAST:
        return read_counted(p, OPEN_AT_LEAST, count, end);
    case RESERVED_QUORUM:
        return read_counted(p, OPEN_QUORUM, count, end);
    case RESERVED_BARE:
    case RESERVED_FOREIGN:
        break;
    }
    return refuse(p, kind, end);
}

/* ---- fields ---- */

/* The colon behind a name of letters at `at`; 0 for none. */
static size_t field_colon(const struct reader *r, size_t at)
{
    const struct bytes text = r->t->text;
    size_t i = at;
    while (i < text.n && is_letter(text.p[i]))
        i++;
    return i > at && i < text.n && text.p[i] == ':' ? i : 0;
}

static enum st unknown_field(struct reader *r, size_t from, size_t colon)
{
    const struct bytes name = reader_text(r, from, colon);
    const char *const nearest = field_nearest(name);
    const int shown = (int)MIN(name.n, (size_t)40);
    struct err *const e = reader_blame(r, from, name.n);
    if (!nearest) {
        reader_suggest(r, colon, 0, "\\");
        return err_set(e, ST_SYNTAX,
                       "there is no field %.*s, only %s; for the character : "
                       "write \\:",
                       shown, (const char *)name.p, field_names());
    }
    reader_suggest(r, from, name.n, nearest);
    return err_set(e, ST_SYNTAX,
                   "there is no field %.*s; do you mean %s? (for the "
                   "character : write \\:)",
                   shown, (const char *)name.p, nearest);
}

/* The value behind date: or source:, up to white space or a parenthesis. */
static enum st read_filter(struct native *p, const struct field *field,
                           size_t from, size_t value)
{
    enum st st;
    struct reader *const r = p->r;
    struct ast_node *n;
    size_t end;
    bool escaped;
    r->at = value;
    if (is_quote(reader_peek(r, value))) {
        if ((st = quoted(r, &value, &end)) != ST_OK)
            return st;
    } else {
        if ((st = word_end(r, value, &end, &escaped)) != ST_OK)
            return st;
        r->at = end;
    }
    if (value == end)
        return err_set(reader_blame(r, from, r->at - from), ST_SYNTAX,
                       "nothing follows %s:", field->name);
    const struct bytes text = reader_unescape(r, value, end);
    if ((st = filter_read(r, field->filter, text, from, r->at - from, &n)) !=
        ST_OK)
        return st;
    const struct prefix none = {.at = from};
    return take(p, &none, n, NO_PLACE_FILTER);
}

/* ---- primaries ---- */

static enum st open_group(struct native *p, const struct prefix *prefix)
{
    struct reader *const r = p->r;
    struct op op = {.open = OPEN_GROUP, .at = prefix->at};
    r->at++;
    op.n = r->at - op.at;
    if (prefix->field) {
        op.open = OPEN_FIELD;
        op.field = prefix->field->zone;
    }
    return yard_open(&p->yard, op);
}

/* What can stand behind title: or alone. */
static enum st read_primary(struct native *p, const struct prefix *prefix)
{
    enum st st;
    struct reader *const r = p->r;
    const uint32_t c = reader_peek(r, r->at);
    size_t end;
    bool escaped;
    if (c == '(')
        return open_group(p, prefix);
    if (is_quote(c))
        return read_phrase(p, prefix);
    if (c == '/')
        return read_regex(p, prefix);
    const bool exact = c == '=';
    r->at += exact;
    if (exact && is_quote(reader_peek(r, r->at)))
        return read_phrase(p, prefix);
    if ((st = word_end(r, r->at, &end, &escaped)) != ST_OK)
        return st;
    if (end > r->at)
        return read_plain(p, prefix, end, exact);
    if (exact)
        return err_set(reader_blame(r, r->at - 1, 1), ST_SYNTAX,
                       "= stands before a word; for the character itself "
                       "write \\=");
    return err_set(reader_blame(r, prefix->at, r->at - prefix->at), ST_SYNTAX,
                   "nothing to search for follows %s:", prefix->field->name);
}

static enum st read_field(struct native *p, size_t colon)
{
    struct reader *const r = p->r;
    const size_t from = r->at;
    const struct field *const field =
        field_from_name(reader_text(r, from, colon), true);
    if (!field)
        return unknown_field(r, from, colon);
    if (!field->zone)
        return read_filter(p, field, from, colon + 1);
    const struct prefix prefix = {.field = field, .at = from};
    r->at = colon + 1;
    if (!reader_at_end(r, r->at) && field_colon(r, r->at) &&
        field_from_name(reader_text(r, r->at, field_colon(r, r->at)), true))
        return err_set(reader_blame(r, r->at, 1), ST_SYNTAX,
                       "a field within a field; for the character : write "
                       "\\:");
    return read_primary(p, &prefix);
}

/* What begins with a letter or any other sign that has no meaning alone. */
static enum st read_word(struct native *p)
{
    enum st st;
    struct reader *const r = p->r;
    const size_t from = r->at;
    const struct prefix none = {.at = from};
    size_t end;
    bool escaped;
    bool is_word = true;
    if ((st = word_end(r, from, &end, &escaped)) != ST_OK)
        return st;
    const struct bytes word = reader_text(r, from, end);
    const bool opens = reader_peek(r, end) == '(';
    if (opens &&
        (bytes_equal_str(word, "ANY") || bytes_equal_str(word, "ROW"))) {
        r->at = end + 1;
        return yard_open(
            &p->yard,
            (struct op){.open = word.p[0] == 'A' ? OPEN_ANY : OPEN_ROW,
                        .at = from,
                        .n = end + 1 - from});
    }
    if (!escaped && (r->t->text.p[from] != '/' || is_unit(r, end))) {
        st = read_reserved(p, end, &is_word);
        if (st || !is_word)
            return st;
    }
    if (bytes_equal_str(word, "*:*")) {
        r->at = end;
        return take(p, &none, tree_node(r->t, AST_ALL, from, end - from),
                    NO_PLACE_OTHER);
    }
    struct ast_node *const gap =
        yard_inside(&p->yard) == OPEN_ROW ? row_gap(r, from, end) : NULL;
    if (gap) {
        r->at = end;
        return take(p, &none, gap, NO_PLACE_OTHER);
    }
    const size_t colon = field_colon(r, from);
    return colon ? read_field(p, colon) : read_primary(p, &none);
}

static enum st read_sign(struct native *p, uint32_t c)
{
    struct reader *const r = p->r;
    const size_t from = r->at++;
    const uint32_t next = reader_peek(r, r->at);
    if (reader_at_end(r, r->at) || utf8_is_space(next))
        return err_set(reader_blame(r, from, 1), ST_SYNTAX,
                       "%c stands directly before what it belongs to; for the "
                       "character itself write \\%c",
                       (int)c, (int)c);
    return yard_prefix(&p->yard,
                       (struct op){.kind = c == '+' ? OP_PLUS : OP_MINUS,
                                   .level = LEVEL_SIGN,
                                   .at = from,
                                   .n = 1});
}

static enum st read_one(struct native *p)
{
    struct reader *const r = p->r;
    const uint32_t c = reader_peek(r, r->at);
    const struct prefix none = {.at = r->at};
    switch (c) {
    case '(':
        return open_group(p, &none);
    case ')':
        return yard_close(&p->yard, r->at++);
    case '+':
    case '-':
        return read_sign(p, c);
    case '^':
        return read_weight(p);
    case '~':
        return err_set(reader_blame(r, r->at, 1), ST_SYNTAX,
                       "~ stands directly behind a word or a phrase; for the "
                       "character itself write \\~");
    case '|':
        r->at++;
        return yard_operator(&p->yard, (struct op){.kind = OP_OR,
                                                   .level = LEVEL_OR,
                                                   .written = true,
                                                   .at = r->at - 1,
                                                   .n = 1});
    default:
        return is_quote(c) ? read_phrase(p, &none) : read_word(p);
    }
}

/* "()": the query that asks for nothing. */
static bool is_nothing(const struct reader *r)
{
    const size_t open = reader_skip_space(r, 0);
    return reader_peek(r, open) == '(' && reader_peek(r, open + 1) == ')' &&
           reader_at_end(r, reader_skip_space(r, open + 2));
}

enum st parse_native(struct reader *r, struct ast_node **root)
{
    struct native p = {.r = r};
    r->t->negatives = true;
    yard_init(&p.yard, r, (struct op){.kind = OP_AND, .level = LEVEL_AND});
    if (is_nothing(r))
        return ST_OK;
    r->at = reader_skip_space(r, 0);
    while (!r->t->failed && !reader_at_end(r, r->at)) {
        const enum st st = read_one(&p);
        if (st)
            return st;
        r->at = reader_skip_space(r, r->at);
    }
    return yard_end(&p.yard, root);
}
