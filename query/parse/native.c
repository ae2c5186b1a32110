/*
 * native -- all that can be asked, strict; see docs/query.md.
 *
 *     query    = clause { [ AND | OR | near ] clause }
 *     near     = [ NOT ] ( "NEAR/" n | "PRE/" n ) [ "/s" | "/p" ] | "/s" | "/p"
 *     clause   = [ "+" | "-" | NOT ] [ field ":" ] primary { weight }
 *     primary  = [ "=" ] word [ "~" n ] | "~~" word | "name(" word { word } ")"
 * | quote row quote [ "~" n ] | "/" regex
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
#include "query/parse/filter.h"
#include "query/parse/letters.h"
#include "query/parse/native_operand.h"
#include "query/parse/reserved.h"
#include "query/parse/row.h"
#include "query/parse/said.h"

enum level {
    LEVEL_OR = 1,
    LEVEL_AND,
    LEVEL_SIGN,
    LEVEL_P,
    LEVEL_S,
    LEVEL_NEAR,
    LEVEL_SAID = INT32_MAX /* a weight is of the whole */
};

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
    const enum st st = native_word_end(r, next, &behind, &escaped);
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
    if ((st = operand_check_placed(r, o, from, end - from)) != ST_OK)
        return st;
    r->at = end;
    o->n = end - o->at;
    st = operand_wrap(r, o, AST_FIRST);
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
    const char *const nearest = field_nearest(name, true);
    const int shown = (int)MIN(name.n, (size_t)40);
    struct err *const e = reader_blame(r, from, name.n);
    if (!nearest) {
        reader_suggest(r, colon, 0, "\\");
        return err_set(e, ST_SYNTAX,
                       "there is no field %.*s, only %s; for the character : "
                       "write \\:",
                       shown, (const char *)name.p, field_names(true));
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
        if ((st = native_quoted(r, &value, &end)) != ST_OK)
            return st;
    } else {
        if ((st = native_word_end(r, value, &end, &escaped)) != ST_OK)
            return st;
        r->at = end;
    }
    if (value == end)
        return err_set(reader_blame(r, from, r->at - from), ST_SYNTAX,
                       "nothing follows %s:", field->name);
    const struct bytes text = reader_unescape(r, value, end);
    st = filter_read_own(r, field->filter, text, from, r->at - from, &n);
    if (st != ST_OK)
        return st;
    const struct prefix none = {.at = from};
    return native_take(p, &none, n, NO_PLACE_FILTER);
}

/* ---- primaries ---- */

/* Between who said it and what was said. */
static enum st put_said(struct native *p)
{
    return yard_operator(&p->yard, (struct op){.kind = OP_SAID,
                                               .level = LEVEL_SAID,
                                               .at = p->r->at,
                                               .n = 1});
}

static enum st open_group(struct native *p, const struct prefix *prefix)
{
    struct reader *const r = p->r;
    struct op op = {.open = OPEN_GROUP, .at = prefix->at};
    const struct operand *const before = yard_before(&p->yard, r->at);
    if (!prefix->field && before && said_takes_more(before->node)) {
        const enum st st = put_said(p);
        if (st != ST_OK)
            return st;
    }
    r->at++;
    op.n = r->at - op.at;
    if (prefix->field) {
        op.open = OPEN_FIELD;
        op.field = prefix->field->zone;
    }
    return yard_open(&p->yard, op);
}

/* The parenthesis of a name( at `at`; 0 for none. */
static size_t name_open(const struct reader *r, size_t at)
{
    static const char name[] = "name(";
    const size_t n = sizeof(name) - 1;
    const struct bytes text = r->t->text;

    return text.n - at >= n && memcmp(text.p + at, name, n) == 0 ? at + n - 1
                                                                 : 0;
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
        return native_phrase(p, prefix);
    if (c == '/')
        return native_regex(p, prefix);
    if (c == '~' && reader_peek(r, r->at + 1) == '~')
        return native_name(p, prefix, 0);
    if ((end = name_open(r, r->at)) != 0)
        return native_name(p, prefix, end);
    const bool exact = c == '=';
    r->at += exact;
    if (exact && is_quote(reader_peek(r, r->at)))
        return native_phrase(p, prefix);
    if ((st = native_word_end(r, r->at, &end, &escaped)) != ST_OK)
        return st;
    if (end > r->at)
        return native_plain(p, prefix, end, exact);
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

/* said(NAME, QUERY), from its name on, which ends at `end`. */
static enum st open_said(struct native *p, size_t end)
{
    struct reader *const r = p->r;
    const size_t from = r->at;
    const size_t comma = said_comma(r->t->text, end);
    if (r->comma && comma)
        return err_set(reader_blame(r, from, end - from), ST_SYNTAX,
                       "one said( stands within another; close the first "
                       "before");
    r->comma = comma;
    r->at = end + 1;
    return yard_open(&p->yard, (struct op){.open = OPEN_FIELD,
                                           .field = "said",
                                           .at = from,
                                           .n = end + 1 - from});
}

/* The comma in it: the name ends, what was said begins. */
static enum st read_comma(struct native *p)
{
    struct reader *const r = p->r;
    enum st st = yard_close(&p->yard, r->at);
    if (st == ST_OK)
        st = put_said(p);
    r->comma = 0;
    r->at++;
    return st == ST_OK ? yard_open(&p->yard, (struct op){.open = OPEN_GROUP,
                                                         .at = r->at - 1,
                                                         .n = 1})
                       : st;
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
    if ((st = native_word_end(r, from, &end, &escaped)) != ST_OK)
        return st;
    const struct bytes word = reader_text(r, from, end);
    const bool opens = reader_peek(r, end) == '(';
    if (opens && bytes_equal_str(word, "said"))
        return open_said(p, end);
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
        return native_take(p, &none, tree_node(r->t, AST_ALL, from, end - from),
                           NO_PLACE_OTHER);
    }
    struct ast_node *const gap =
        yard_inside(&p->yard) == OPEN_ROW ? row_gap(r, from, end) : NULL;
    if (gap) {
        r->at = end;
        return native_take(p, &none, gap, NO_PLACE_OTHER);
    }
    const size_t colon = field_colon(r, from);
    return colon ? read_field(p, colon) : read_primary(p, &none);
}

static enum st read_sign(struct native *p, uint32_t c)
{
    struct reader *const r = p->r;
    const size_t from = r->at++;
    const uint32_t next = reader_peek(r, r->at);
    if (reader_at_end(r, r->at) || utf8_is_space(next)) {
        struct err *const e = reader_blame(r, from, 1);
        const size_t behind = reader_skip_space(r, r->at);
        if (!reader_at_end(r, behind))
            reader_suggest(r, r->at, behind - r->at, "");
        return err_set(e, ST_SYNTAX,
                       "%c stands directly before what it belongs to; for the "
                       "character itself write \\%c",
                       (int)c, (int)c);
    }
    return yard_prefix(&p->yard,
                       (struct op){.kind = c == '+' ? OP_PLUS : OP_MINUS,
                                   .level = LEVEL_SIGN,
                                   .at = from,
                                   .n = 1});
}

static enum st read_one(void *dialect)
{
    struct native *const p = dialect;
    struct reader *const r = p->r;
    const uint32_t c = reader_peek(r, r->at);
    const struct prefix none = {.at = r->at};
    if (r->comma && r->at == r->comma)
        return read_comma(p);
    switch (c) {
    case '(':
        return open_group(p, &none);
    case ')':
        return yard_close(&p->yard, r->at++);
    case '+':
    case '-':
        return read_sign(p, c);
    case '^':
        return native_weight(p);
    case '~':
        if (reader_peek(r, r->at + 1) == '~')
            return native_name(p, &none, 0);
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
        return is_quote(c) ? native_phrase(p, &none) : read_word(p);
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
    return yard_read(&p.yard, read_one, &p, root);
}
