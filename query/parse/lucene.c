/*
 * lucene -- Lucene's classic query syntax, as far as we answer it.
 *
 *     query    = clause { [ conj ] clause }
 *     conj     = "AND" | "&&" | "OR" | "||"
 *     clause   = [ "+" | "-" | "!" | "NOT" ] [ field ":" ] primary
 *     primary  = term | quoted | "(" query ")" | sign white-space
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

#include "common/base/utf8.h"

enum sign { SIGN_NONE, SIGN_REQUIRED, SIGN_PROHIBITED };

enum conj { CONJ_NONE, CONJ_AND, CONJ_OR };

/* What was read before the clause that is due. */
struct pending {
    enum conj conj;
    enum sign sign;
    const char *field;
    struct parse_place place; /* of the last of them */
};

struct level {
    struct ast_node *group;
    bool any;               /* a clause was read                        */
    struct pending pending; /* for the clause that comes next           */
    size_t opened;          /* where its parenthesis stands             */
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
    if (w.field)
        n = tree_field(p->t, w.field, w.place.at, n);
    if (w.conj == CONJ_AND)
        tree_require_last(l->group);
    tree_add(l->group, n, occur);
    l->any = true;
    l->pending = (struct pending){.conj = CONJ_NONE};
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

static enum st open_group(struct parser *p)
{
    if (p->depth == PARSE_MAX_DEPTH)
        return err_set(blame(p, p->at, 1), ST_SYNTAX,
                       "parentheses nest deeper than %d", PARSE_MAX_DEPTH);
    p->levels[++p->depth] =
        (struct level){.group = tree_group(p->t), .opened = p->at};
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
    struct ast_node *n;
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
    add_clause(p, n);
    return ST_OK;
}

/* ---- terms, phrases and their escapes ---- */

static bool hex4(struct bytes text, size_t at, uint32_t *out)
{
    *out = 0;
    if (at + 4 > text.n)
        return false;
    for (size_t i = at; i < at + 4; i++) {
        const uint32_t c = text.p[i];
        const uint32_t low = c | 0x20;
        if (c >= '0' && c <= '9')
            *out = *out << 4 | (c - '0');
        else if (low >= 'a' && low <= 'f')
            *out = *out << 4 | (low - 'a' + 10);
        else
            return false;
    }
    return true;
}

/* Reads \uXXXX at `at` (the backslash), two of them for a surrogate pair.
 * False when that names no character. */
static bool read_unicode_escape(struct bytes text, size_t at, uint32_t *c,
                                size_t *size)
{
    enum { ONE = 6 }; /* bytes of \uXXXX */
    uint32_t low;
    if (!hex4(text, at + 2, c))
        return false;
    *size = ONE;
    if (*c < 0xD800 || *c > 0xDFFF)
        return true;
    const size_t second = at + ONE;
    if (*c > 0xDBFF || second + 2 > text.n || text.p[second] != '\\' ||
        text.p[second + 1] != 'u' || !hex4(text, second + 2, &low) ||
        low < 0xDC00 || low > 0xDFFF)
        return false;
    *c = 0x10000 + ((*c - 0xD800) << 10) + (low - 0xDC00);
    *size = ONE + ONE;
    return true;
}

/* The bytes [from, to) without their escapes, in the arena. */
static enum st unescape(struct parser *p, size_t from, size_t to,
                        struct bytes *out)
{
    const struct bytes text = bytes_of(p->t->text.p, to);
    uint8_t *const copy = arena_bytes(p->t->arena, to - from);
    size_t n = 0;
    *out = BYTES_NONE;
    if (!copy) {
        p->t->failed = true;
        return ST_OK;
    }
    for (size_t at = from; at < to;) {
        uint32_t c;
        size_t size;
        if (text.p[at] != '\\') {
            copy[n++] = text.p[at++];
        } else if (text.p[at + 1] != 'u') {
            copy[n++] = text.p[at + 1];
            at += 2;
        } else if (read_unicode_escape(text, at, &c, &size)) {
            n += utf8_put(copy + n, c);
            at += size;
        } else {
            return err_set(blame(p, at, 2), ST_SYNTAX,
                           "\\u needs the four hexadecimal digits of a "
                           "character behind it");
        }
    }
    *out = bytes_of(copy, n);
    return ST_OK;
}

/* A word or phrase of the bytes [from, to), as a clause. */
static enum st add_text(struct parser *p, enum ast_kind kind, size_t from,
                        size_t to)
{
    struct bytes text = bytes_of(p->t->text.p + from, to - from);
    if (text.n && memchr(text.p, '\\', text.n)) {
        const enum st st = unescape(p, from, to, &text);
        if (st)
            return st;
    }
    add_clause(p, tree_word_as(p->t, kind, from, to - from, text));
    return ST_OK;
}

static enum st lone_backslash(struct parser *p, size_t at)
{
    return err_set(blame(p, at, 1), ST_SYNTAX,
                   "nothing follows the backslash; for the character itself "
                   "write \\\\");
}

static enum st read_phrase(struct parser *p)
{
    const struct bytes text = p->t->text;
    const size_t open = p->at;
    size_t at = open + 1;
    while (at < text.n && text.p[at] != '"') {
        if (text.p[at] == '\\' && at + 1 == text.n)
            return lone_backslash(p, at);
        at += text.p[at] == '\\' ? 2 : 1;
    }
    if (at >= text.n)
        return err_set(blame(p, open, 1), ST_SYNTAX,
                       "this quote is never closed; for the character itself "
                       "write \\\"");
    p->at = at + 1;
    return add_text(p, AST_PHRASE, open + 1, at);
}

/* Whether a term ends before `c`; + and - only keep one from beginning. */
static bool ends_term(uint32_t c)
{
    if ((c | 0x20) - 'a' < 26 || c - '0' < 10) /* nearly always */
        return false;
    return utf8_is_space(c) || (c < 0x80 && strchr("!():^[]\"{}~*?/", (int)c));
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

static size_t skip_space(const struct parser *p, size_t at)
{
    for (;;) {
        const struct utf8_char c = utf8_at(p->t->text, at);
        if (c.size == 0 || !utf8_is_space(c.c))
            return at;
        at += c.size;
    }
}

/* The term [p->at, end) names the field of what follows the colon. */
static enum st read_field(struct parser *p, size_t end, size_t colon)
{
    struct pending *const w = &p->levels[p->depth].pending;
    const struct bytes name = bytes_of(p->t->text.p + p->at, end - p->at);
    const int shown = (int)MIN(name.n, (size_t)40);
    const char *const nearest = field_nearest(name);
    if (w->field)
        return err_set(blame(p, colon, 1), ST_SYNTAX,
                       "a field within a field; for the character itself "
                       "write \\:");
    const struct field *const field = field_from_name(name, false);
    w->field = field ? field->zone : NULL;
    if (field && !field->zone)
        return err_set(blame(p, p->at, name.n), ST_SYNTAX,
                       "%s is not supported here", field->name);
    if (!w->field && nearest)
        return err_set(blame(p, p->at, name.n), ST_SYNTAX,
                       "there is no field %.*s; do you mean %s? (for the "
                       "character : write \\:)",
                       shown, (const char *)name.p, nearest);
    if (!w->field)
        return err_set(blame(p, p->at, name.n), ST_SYNTAX,
                       "there is no field %.*s, only %s; for the character : "
                       "write \\:",
                       shown, (const char *)name.p, field_names());
    w->place = (struct parse_place){.at = p->at, .n = name.n};
    p->at = colon + 1;
    return ST_OK;
}

static enum st read_term(struct parser *p)
{
    size_t end = p->at;
    const enum st st = scan_term(p, &end);
    if (st)
        return st;
    const size_t n = end - p->at;
    const struct bytes term = bytes_of(p->t->text.p + p->at, n);
    if (bytes_equal_str(term, "AND") || bytes_equal_str(term, "&&"))
        return read_conj(p, CONJ_AND, n);
    if (bytes_equal_str(term, "OR") || bytes_equal_str(term, "||"))
        return read_conj(p, CONJ_OR, n);
    if (bytes_equal_str(term, "NOT"))
        return read_sign(p, SIGN_PROHIBITED, n);

    const size_t colon = skip_space(p, end);
    if (colon < p->t->text.n && p->t->text.p[colon] == ':')
        return read_field(p, end, colon);
    const size_t from = p->at;
    p->at = end;
    return add_text(p, AST_WORD, from, end);
}

/* A character of Lucene's syntax that we have no answer to, or that cannot
 * stand here. */
static enum st refuse(struct parser *p, uint8_t c)
{
    const char *what = "cannot stand here";
    if (c == '*' || c == '?')
        what = "is a wildcard, which is not supported";
    else if (c == '~')
        what = "asks for a fuzzy or near match, which is not supported";
    else if (c == '^')
        what = "sets a weight, which is not supported";
    else if (c == '[' || c == '{')
        what = "begins a range, which is not supported";
    else if (c == '/')
        what = "begins a regular expression, which is not supported";
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
    case '*':
    case '?':
    case '~':
    case '^':
    case '[':
    case ']':
    case '{':
    case '}':
    case '/':
    case ':':
        return refuse(p, c);
    default:
        return read_term(p);
    }
}

enum st parse_lucene(struct reader *r, struct ast_node **root)
{
    struct tree *const t = r->t;
    struct parser p;
    p.t = t;
    p.r = r;
    p.depth = 0;
    p.at = skip_space(&p, 0);
    p.levels[0] = (struct level){.group = tree_group(t)};
    while (!t->failed && p.at < t->text.n) {
        const enum st st = read_one(&p);
        if (st)
            return st;
        p.at = skip_space(&p, p.at);
    }
    if (t->failed)
        return ST_OK;
    if (p.depth > 0 && !awaits_clause(&p.levels[p.depth].pending))
        return err_set(blame(&p, p.levels[p.depth].opened, 1), ST_SYNTAX,
                       "this parenthesis is never closed; for the character "
                       "itself write \\(");
    return finish_level(&p, root);
}
