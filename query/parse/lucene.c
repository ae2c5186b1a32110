/*
 * lucene -- Lucene's classic query syntax.
 *
 *     query    = clause { [ conj ] clause }
 *     conj     = "AND" | "&&" | "OR" | "||"
 *     clause   = [ "+" | "-" | "!" | "NOT" ] [ field ":" ] primary
 *     primary  = ( term [ "~" [ n ] ] | quoted [ "~" n ] | "/" regex "/" |
 * range | "(" query ")" | "*:*" ) [ "^" [ "=" ] number ] | sign white-space
 *     range    = ( "[" | "{" ) term "TO" term ( "]" | "}" )
 *
 * AND makes the clause before it and the clause behind it required (unless
 * prohibited); OR changes nothing: so the classic parser reads them, and the
 * benchmark queries mean it so. One pass, with a stack of its own.
 *
 *   Source  the grammar of org.apache.lucene.queryparser.classic, as its
 *           documentation and behaviour show it; nothing is copied
 */
#include "query/parse/dialect.h"
#include "query/parse/fields.h"
#include "query/parse/filter.h"
#include "query/parse/lucene_escape.h"
#include "query/parse/row.h"
#include "query/parse/vendor.h"
#include "query/parse/weight.h"

#include "common/base/utf8.h"

enum sign { SIGN_NONE, SIGN_REQUIRED, SIGN_PROHIBITED };

enum conj { CONJ_NONE, CONJ_AND, CONJ_OR };

/* What was read before the clause that is due. */
struct pending {
    enum conj conj;
    enum sign sign;
    const struct field *field;
    struct parse_place place; /* of the last of them */
};

struct level {
    struct ast_node *group;
    bool any;                   /* a clause was read                        */
    struct pending pending;     /* for the clause that comes next           */
    const struct field *filter; /* what every term in it asks for           */
    size_t opened;              /* where its parenthesis stands             */
};

struct parser {
    struct tree *t;
    struct reader *r;
    size_t at;
    size_t depth;
    struct level levels[PARSE_MAX_DEPTH + 1];
};

/* Notes where it went wrong: return err_set(blame(...), ST_SYNTAX, ...). */
static struct err *blame(struct parser *p, size_t at, size_t n)
{
    return reader_blame(p->r, at, n);
}

static bool awaits_clause(const struct pending *w)
{
    return w->conj || w->sign || w->field;
}

/* For a clause that does not come behind "AND", "+" or "title:". */
static enum st missing_behind(struct parser *p, const struct pending *w)
{
    const struct parse_place at = w->place;
    return err_set(blame(p, at.at, at.n), ST_SYNTAX,
                   "nothing to search for follows %.*s", (int)at.n,
                   (const char *)p->t->text.p + at.at);
}

static void add_clause(struct parser *p, struct ast_node *n)
{
    struct level *const l = &p->levels[p->depth];
    const struct pending w = l->pending;
    const bool required = w.sign == SIGN_REQUIRED || w.conj == CONJ_AND;
    enum ast_occur occur = required ? OCCUR_MUST : OCCUR_SHOULD;
    if (w.sign == SIGN_PROHIBITED)
        occur = OCCUR_MUST_NOT;
    if (w.conj == CONJ_AND)
        tree_require_last(l->group);
    tree_add(l->group, n, occur);
    l->any = true;
    l->pending = (struct pending){.conj = CONJ_NONE};
}

/* Whether a term ends before `c`; + and - only keep one from beginning. */
static bool ends_term(uint32_t c)
{
    if ((c | 0x20) - 'a' < 26 || c - '0' < 10) /* nearly always */
        return false;
    return utf8_is_space(c) || (c < 0x80 && strchr("!():^[]\"{}~/", (int)c));
}

/* The end of the number or word behind ^ or ~. */
static size_t argument_end(const struct parser *p, size_t at)
{
    while (!reader_at_end(p->r, at) && !ends_term(reader_peek(p->r, at)))
        at += utf8_at(p->t->text, at).size;
    return at;
}

/* Takes the clause with the weight that stands behind it. */
static enum st add_weighted(struct parser *p, struct ast_node *n)
{
    const struct bytes text = p->t->text;
    const size_t from = p->at;
    struct pending *const w = &p->levels[p->depth].pending;
    double factor;
    if (w->field && w->field->zone)
        n = tree_field(p->t, w->field->zone, w->place.at, n);
    w->field = NULL;
    if (from == text.n || text.p[from] != '^') {
        add_clause(p, n);
        return ST_OK;
    }
    const bool constant = from + 1 < text.n && text.p[from + 1] == '=';
    const size_t number = from + 1 + constant;
    const size_t end = argument_end(p, number);
    if (!weight_read(reader_text(p->r, number, end), &factor))
        return err_set(blame(p, from, end - from), ST_SYNTAX,
                       "a weight is a number from 0 to %d, such as 2 or 0.5; "
                       "for the character itself write \\^",
                       WEIGHT_MAX);
    p->at = end;
    struct ast_node *const weighted =
        n ? tree_node(p->t, constant ? AST_CONSTANT : AST_BOOST, n->at, n->n)
          : NULL;
    if (weighted)
        weighted->factor = factor;
    tree_append(weighted, n);
    add_clause(p, weighted);
    return ST_OK;
}

static enum st read_conj(struct parser *p, enum conj conj, size_t n)
{
    struct level *const l = &p->levels[p->depth];
    struct pending *const w = &l->pending;
    if (awaits_clause(w))
        return missing_behind(p, w);
    if (!l->any)
        return err_set(blame(p, p->at, n), ST_SYNTAX,
                       "nothing to search for stands before %.*s", (int)n,
                       (const char *)p->t->text.p + p->at);
    w->conj = conj;
    w->place = (struct parse_place){.at = p->at, .n = n};
    p->at += n;
    return ST_OK;
}

static enum st read_sign(struct parser *p, enum sign sign, size_t n)
{
    struct pending *const w = &p->levels[p->depth].pending;
    if (w->sign || w->field)
        return err_set(blame(p, p->at, n), ST_SYNTAX,
                       "%.*s cannot stand behind %.*s", (int)n,
                       (const char *)p->t->text.p + p->at, (int)w->place.n,
                       (const char *)p->t->text.p + w->place.at);
    w->sign = sign;
    w->place = (struct parse_place){.at = p->at, .n = n};
    p->at += n;
    return ST_OK;
}

/* A sign before a word is an operator; before white space it is, in Lucene, a
 * term of its own, in which no word is: `a - b` is a and b. */
static enum st read_sign_or_dash(struct parser *p, enum sign sign)
{
    const struct utf8_char next = utf8_at(p->t->text, p->at + 1);
    if (next.size == 0 || !utf8_is_space(next.c))
        return read_sign(p, sign, 1);
    add_clause(p, NULL);
    p->at++;
    return ST_OK;
}

/* The filter that the next clause of `l` gives a value to; NULL for none. */
static const struct field *filter_of(const struct level *l)
{
    const struct field *const f = l->pending.field;
    if (f)
        return f->zone ? NULL : f;
    return l->filter;
}

static enum st open_group(struct parser *p)
{
    if (p->depth == PARSE_MAX_DEPTH)
        return err_set(blame(p, p->at, 1), ST_SYNTAX,
                       "parentheses nest deeper than %d", PARSE_MAX_DEPTH);
    const struct field *const filter = filter_of(&p->levels[p->depth]);
    p->levels[++p->depth] = (struct level){
        .group = tree_group(p->t), .opened = p->at, .filter = filter};
    p->at++;
    return ST_OK;
}

/* Checks that the innermost level is complete, and takes its tree. */
static enum st finish_level(struct parser *p, struct ast_node **out)
{
    struct level *const l = &p->levels[p->depth];
    if (awaits_clause(&l->pending))
        return missing_behind(p, &l->pending);
    *out = tree_close(p->t, l->group);
    return ST_OK;
}

static enum st close_group(struct parser *p)
{
    const struct level *const l = &p->levels[p->depth];
    struct ast_node *n = NULL;
    if (p->depth == 0)
        return err_set(blame(p, p->at, 1), ST_SYNTAX,
                       "no parenthesis is open here; for the character "
                       "itself write \\)");
    if (!l->any && !awaits_clause(&l->pending))
        return err_set(blame(p, l->opened, p->at + 1 - l->opened), ST_SYNTAX,
                       "nothing stands between the parentheses");
    const enum st st = finish_level(p, &n);
    if (st)
        return st;
    p->depth--;
    p->at++;
    return add_weighted(p, n);
}

/* ---- terms and phrases ---- */

static enum st lone_backslash(struct parser *p, size_t at)
{
    return err_set(blame(p, at, 1), ST_SYNTAX,
                   "nothing follows the backslash; for the character itself "
                   "write \\\\");
}

/* ~ behind a term or a phrase: its number, `otherwise` where none follows;
 * *tilde is false where there is no ~. */
static enum st read_tilde(struct parser *p, uint32_t otherwise, uint32_t most,
                          bool *tilde, uint32_t *out)
{
    const struct bytes text = p->t->text;
    const size_t from = p->at;
    *out = otherwise;
    *tilde = from < text.n && text.p[from] == '~';
    if (!*tilde)
        return ST_OK;
    const size_t end = argument_end(p, from + 1);
    if (end > from + 1 && !reader_number(p->r, from + 1, end, most, out))
        return err_set(blame(p, from, end - from), ST_SYNTAX,
                       "~ takes a whole number up to %u; for the character "
                       "itself write \\~",
                       most);
    p->at = end;
    return ST_OK;
}

/* The value of a filter. */
static enum st add_filter(struct parser *p, const struct field *f,
                          struct bytes text, size_t from, size_t to)
{
    struct ast_node *n = NULL;
    const enum st st = filter_read(p->r, f->filter, text, from, to - from, &n);
    return st ? st : add_weighted(p, n);
}

static enum st never_closed_quote(struct parser *p, size_t open)
{
    struct err *const e = blame(p, open, 1);
    reader_suggest(p->r, p->t->text.n, 0, "\"");
    return err_set(e, ST_SYNTAX,
                   "this quote is never closed; for the character itself "
                   "write \\\"");
}

static enum st read_phrase(struct parser *p)
{
    const struct bytes text = p->t->text;
    const struct field *const filter = filter_of(&p->levels[p->depth]);
    const size_t open = p->at;
    size_t at = open + 1;
    while (at < text.n && text.p[at] != '"') {
        if (text.p[at] == '\\' && at + 1 == text.n)
            return lone_backslash(p, at);
        at += text.p[at] == '\\' ? 2 : 1;
    }
    if (at >= text.n)
        return never_closed_quote(p, open);
    struct bytes words;
    bool tilde;
    uint32_t slop;
    enum st st = lucene_unescape(p->r, open + 1, at, &words);
    if (st)
        return st;
    p->at = at + 1;
    if (filter)
        return add_filter(p, filter, words, open, at + 1);
    if ((st = read_tilde(p, 0, DISTANCE_MAX, &tilde, &slop)) != ST_OK)
        return st;
    struct ast_node *const n =
        tree_word_as(p->t, AST_PHRASE, open + 1, at - open - 1, words);
    if (n)
        n->count = slop;
    return add_weighted(p, n);
}

static enum st read_regex(struct parser *p)
{
    struct ast_node *n;
    if (filter_of(&p->levels[p->depth]))
        return err_set(blame(p, p->at, 1), ST_SYNTAX,
                       "a regular expression is about words of the text");
    p->r->at = p->at;
    const enum st st = row_regex(p->r, &n);
    p->at = p->r->at;
    return st ? st : add_weighted(p, n);
}

/* Sets *end behind the term at p->at. */
static enum st scan_term(struct parser *p, size_t *end)
{
    const struct bytes text = p->t->text;
    size_t at = p->at;
    while (at < text.n) {
        const struct utf8_char c = utf8_at(text, at);
        if (ends_term(c.c))
            break;
        if (c.c == '\\' && at + 1 == text.n)
            return lone_backslash(p, at);
        at += c.c == '\\' ? 1 + utf8_at(text, at + 1).size : c.size;
    }
    *end = at;
    return ST_OK;
}

static enum st unknown_field(struct parser *p, struct bytes name)
{
    const int shown = (int)MIN(name.n, (size_t)40);
    const char *const nearest = field_nearest(name, false);
    struct err *const e = blame(p, p->at, name.n);
    if (!nearest) {
        reader_suggest(p->r, p->at + name.n, 0, "\\");
        return err_set(e, ST_SYNTAX,
                       "there is no field %.*s, only %s; for the character : "
                       "write \\:",
                       shown, (const char *)name.p, field_names(false));
    }
    reader_suggest(p->r, p->at, name.n, nearest);
    return err_set(e, ST_SYNTAX,
                   "there is no field %.*s; do you mean %s? (for the "
                   "character : write \\:)",
                   shown, (const char *)name.p, nearest);
}

/* The term [p->at, end) names the field of what follows the colon. */
static enum st read_field(struct parser *p, size_t end, size_t colon)
{
    struct pending *const w = &p->levels[p->depth].pending;
    const struct bytes name = reader_text(p->r, p->at, end);
    if (w->field)
        return err_set(blame(p, colon, 1), ST_SYNTAX,
                       "a field within a field; for the character itself "
                       "write \\:");
    w->field = field_from_name(name, false);
    if (!w->field || w->field->ours)
        return unknown_field(p, name);
    w->place = (struct parse_place){.at = p->at, .n = name.n};
    p->at = colon + 1;
    return ST_OK;
}

/* A word, a fuzzy one or a pattern, [from, p->at). */
static enum st add_term(struct parser *p, size_t from)
{
    enum { EDITS = 2 }; /* where no number follows, and at most; as in Lucene */
    struct reader *const r = p->r;
    const struct field *const filter = filter_of(&p->levels[p->depth]);
    const size_t end = p->at;
    struct bytes text;
    struct ast_node *n;
    bool tilde;
    uint32_t edits;
    enum st st = lucene_unescape(r, from, end, &text);
    if (st)
        return st;
    if (filter)
        return add_filter(p, filter, text, from, end);
    if (row_has(r, from, end, '*') || row_has(r, from, end, '?')) {
        st = row_pattern(r, from, end, text, &n);
        return st ? st : add_weighted(p, n);
    }
    if ((st = read_tilde(p, EDITS, EDITS, &tilde, &edits)) != ST_OK)
        return st;
    n = tree_word_as(p->t, tilde && edits ? AST_FUZZY : AST_WORD, from,
                     end - from, text);
    if (n && tilde) {
        n->count = edits;
        n->exact = edits == 0;
    }
    return add_weighted(p, n);
}

static enum st read_term(struct parser *p)
{
    size_t end = p->at;
    const enum st st = scan_term(p, &end);
    if (st)
        return st;
    const size_t from = p->at;
    const size_t n = end - from;
    const struct bytes term = reader_text(p->r, from, end);
    if (bytes_equal_str(term, "AND") || bytes_equal_str(term, "&&"))
        return read_conj(p, CONJ_AND, n);
    if (bytes_equal_str(term, "OR") || bytes_equal_str(term, "||"))
        return read_conj(p, CONJ_OR, n);
    if (bytes_equal_str(term, "NOT"))
        return read_sign(p, SIGN_PROHIBITED, n);

    const size_t colon = reader_skip_space(p->r, end);
    if (reader_peek(p->r, colon) == ':') {
        if (!bytes_equal_str(term, "*") || reader_peek(p->r, colon + 1) != '*')
            return read_field(p, end, colon);
        p->at = colon + 2;
        return add_weighted(p, tree_node(p->t, AST_ALL, from, p->at - from));
    }
    p->at = end;
    return add_term(p, from);
}

/* ---- ranges ---- */

/* A term or a quoted text between the brackets of a range. */
static enum st read_end(struct parser *p, struct bytes *out)
{
    size_t end = p->at = reader_skip_space(p->r, p->at);
    const bool quote = reader_peek(p->r, end) == '"';
    const enum st st = quote ? ST_OK : scan_term(p, &end);
    if (st)
        return st;
    const size_t from = p->at + quote;
    if (quote) {
        const size_t open = p->at;
        for (end = from; reader_peek(p->r, end) != '"'; end++) {
            if (reader_at_end(p->r, end))
                return never_closed_quote(p, open);
        }
    }
    *out = reader_text(p->r, from, end);
    p->at = end + quote;
    return ST_OK;
}

static enum st bad_range(struct parser *p, size_t from)
{
    return err_set(blame(p, from, 1), ST_SYNTAX,
                   "a range is [a TO b], or {a TO b} without its ends; for the "
                   "character itself write \\%c",
                   p->t->text.p[from]);
}

/* Narrows the range of `n` by one of its ends; a star is none. */
static enum st limit(struct parser *p, const struct field *f, const char *sign,
                     struct bytes value, size_t from, struct ast_node *n)
{
    struct ast_node *one = NULL;
    if (bytes_equal_str(value, "*"))
        return ST_OK;
    const enum st st =
        vendor_compare(p->r, f->filter, sign, value, from, p->at, &one);
    if (st || !one || !n)
        return st;
    n->filter.from = MAX(n->filter.from, one->filter.from);
    n->filter.to = MIN(n->filter.to, one->filter.to);
    return ST_OK;
}

static enum st read_range(struct parser *p)
{
    enum st st;
    const size_t from = p->at;
    const uint8_t open = p->t->text.p[p->at++];
    const struct field *const f = filter_of(&p->levels[p->depth]);
    struct bytes low;
    struct bytes to;
    struct bytes high;
    if ((st = read_end(p, &low)) != ST_OK || (st = read_end(p, &to)) != ST_OK ||
        (st = read_end(p, &high)) != ST_OK)
        return st;
    p->at = reader_skip_space(p->r, p->at);
    const uint32_t close = reader_peek(p->r, p->at);
    if (low.n == 0 || high.n == 0 || !bytes_equal_str(to, "TO") ||
        (close != ']' && close != '}'))
        return bad_range(p, from);
    p->at++;
    if (!f || (f->filter != FILTER_DATE && f->filter != FILTER_LENGTH))
        return err_set(blame(p, from, p->at - from), ST_SYNTAX,
                       "only date and length have ranges; for the character "
                       "itself write \\%c",
                       open);
    struct ast_node *const n =
        filter_range(p->r, f->filter, INT64_MIN, INT64_MAX, from, p->at - from);
    if ((st = limit(p, f, open == '[' ? ">=" : ">", low, from, n)) != ST_OK ||
        (st = limit(p, f, close == ']' ? "<=" : "<", high, from, n)) != ST_OK)
        return st;
    if (n && n->filter.from > n->filter.to)
        return err_set(blame(p, from, p->at - from), ST_SYNTAX,
                       "nothing lies between these ends");
    if (n && n->filter.from == INT64_MIN && n->filter.to == INT64_MAX)
        return err_set(blame(p, from, p->at - from), ST_SYNTAX,
                       "a range has at least one end");
    return add_weighted(p, n);
}

/* A character of Lucene's syntax that cannot stand here. */
static enum st refuse(struct parser *p, uint8_t c)
{
    const char *what = "cannot stand here";
    if (c == '~')
        what = "stands directly behind a word or a phrase";
    else if (c == '^')
        what = "stands directly behind what it weighs";
    else if (c == ':')
        what = "has no field before it";
    return err_set(blame(p, p->at, 1), ST_SYNTAX,
                   "%c %s; for the character itself write \\%c", c, what, c);
}

static enum st read_one(struct parser *p)
{
    const uint8_t c = p->t->text.p[p->at];
    switch (c) {
    case '(':
        return open_group(p);
    case ')':
        return close_group(p);
    case '"':
        return read_phrase(p);
    case '+':
        return read_sign_or_dash(p, SIGN_REQUIRED);
    case '-':
    case '!':
        return read_sign_or_dash(p, SIGN_PROHIBITED);
    case '/':
        return read_regex(p);
    case '[':
    case '{':
        return read_range(p);
    case '~':
    case '^':
    case ']':
    case '}':
    case ':':
        return refuse(p, c);
    default:
        return read_term(p);
    }
}

static enum st never_closed(struct parser *p)
{
    struct err *const e = blame(p, p->levels[p->depth].opened, 1);
    reader_suggest(p->r, p->t->text.n, 0, ")");
    return err_set(e, ST_SYNTAX,
                   "this parenthesis is never closed; for the character "
                   "itself write \\(");
}

enum st parse_lucene(struct reader *r, struct ast_node **root)
{
    struct tree *const t = r->t;
    struct parser p;
    p.t = t;
    p.r = r;
    p.depth = 0;
    p.at = reader_skip_space(p.r, 0);
    p.levels[0] = (struct level){.group = tree_group(t)};
    while (!t->failed && p.at < t->text.n) {
        const enum st st = read_one(&p);
        if (st)
            return st;
        p.at = reader_skip_space(p.r, p.at);
    }
    if (t->failed)
        return ST_OK;
    if (p.depth > 0 && !awaits_clause(&p.levels[p.depth].pending))
        return never_closed(&p);
    return finish_level(&p, root);
}
