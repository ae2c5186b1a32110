#include "query/parse/ast.h"

#include <assert.h>

#include "common/base/compiler.h"
#include "common/base/date.h"
#include "common/base/utf8.h"
#include "query/parse/fields.h"
#include "query/parse/letters.h"
#include "query/parse/reserved.h"
#include "query/parse/weight.h"

/* Appends `text` with a backslash before white space, quotation marks, and the
 * characters of `escaped`. */
static bool print_escaped(struct bytes text, const char *escaped,
                          struct buf *out)
{
    for (size_t at = 0; at < text.n;) {
        const struct utf8_char c = utf8_at(text, at);
        if (c.c == '\\' || utf8_is_space(c.c) || is_quote(c.c) ||
            (c.c > 0 && c.c < 0x80 && strchr(escaped, (int)c.c)))
            buf_append_byte(out, '\\');
        buf_append(out, text.p + at, c.size);
        at += c.size;
    }
    return !out->failed;
}

/* A word or pattern; what would read as something else gets a backslash. */
static bool print_word_text(struct bytes w, bool pattern, struct buf *out)
{
    size_t letters = 0;
    while (letters < w.n && is_letter(w.p[letters]))
        letters++;
    const bool field = letters && letters < w.n && w.p[letters] == ':';
    if (reserved_word(w, NULL, NULL) != RESERVED_NONE ||
        (w.n > 0 && w.p[0] && strchr("+-=/", w.p[0])))
        buf_append_byte(out, '\\');
    const char *const signs = pattern ? "()|~^" : "()|~^*?";
    if (!field)
        return print_escaped(w, signs, out);
    buf_append(out, w.p, letters);
    buf_append_byte(out, '\\');
    return print_escaped(bytes_of(w.p + letters, w.n - letters), signs, out);
}

static bool print_word(const struct ast_node *n, struct buf *out)
{
    if (n->exact)
        buf_append_byte(out, '=');
    return print_word_text(n->text, false, out);
}

static bool print_name(const struct ast_node *n, struct buf *out)
{
    buf_append_str(out, "name(");
    for (size_t i = 0; i < n->text.n; i++) {
        const uint8_t c = n->text.p[i];
        if (c == '\\' || c == '(' || c == ')')
            buf_append_byte(out, '\\');
        buf_append_byte(out, c);
    }
    return buf_append_byte(out, ')');
}

/* The text of a phrase. What a row would take for a gap or an alternative gets
 * a backslash. */
static bool print_phrase_text(struct bytes text, struct buf *out)
{
    for (size_t at = 0; at < text.n;) {
        const struct utf8_char c = utf8_at(text, at);
        if (c.c == '\\' || c.c == '*' || c.c == '|' || is_quote(c.c))
            buf_append_byte(out, '\\');
        buf_append(out, text.p + at, c.size);
        at += c.size;
    }
    return !out->failed;
}

static bool print_phrase(const struct ast_node *n, struct buf *out)
{
    buf_append_byte(out, '"');
    print_phrase_text(n->text, out);
    buf_append_byte(out, '"');
    return n->count ? buf_printf(out, "~%u", n->count) : !out->failed;
}

/* How a group is shown: with words between its clauses, or with signs in front
 * of those that are not optional. */
enum shape { ALL, ANY, SIGNS, SIGNS_OF_ANY };

static enum shape shape_of(const struct ast_node *group)
{
    bool has[3] = {false, false, false};
    for (const struct ast_node *c = group->first; c; c = c->next)
        has[c->occur] = true;
    if (!has[OCCUR_SHOULD] && (has[OCCUR_MUST] || group->negative))
        return ALL;
    if (has[OCCUR_MUST])
        return SIGNS;
    return has[OCCUR_MUST_NOT] ? SIGNS_OF_ANY : ANY;
}

/* Recursion is as deep as the tree, which the parsers bound. */
static bool print_group(const struct ast_node *n, struct buf *out)
{
    const enum shape shape = shape_of(n);
    static const char *const between[] = {" AND ", " OR ", " ", " "};
    static const char *const signs[] = {"", "+", "-"};
    buf_append_str(out, shape == SIGNS_OF_ANY ? "ANY(" : "(");
    for (const struct ast_node *c = n->first; c; c = c->next) {
        if (c != n->first)
            buf_append_str(out, between[shape]);
        if (shape == SIGNS || shape == SIGNS_OF_ANY)
            buf_append_str(out, signs[c->occur]);
        else if (c->occur == OCCUR_MUST_NOT)
            buf_append_str(out, "NOT ");
        ast_print(c, out);
    }
    return buf_append_byte(out, ')');
}

/* ---- positional operators ---- */

static bool print_near(const struct ast_node *n, struct buf *out)
{
    static const char *const units[] = {"", "/s", "/p"};
    buf_append_byte(out, '(');
    ast_print(n->first, out);
    buf_append_str(out, n->kind == AST_NOT_NEAR ? " NOT " : " ");
    if (n->count != NEAR_ANY)
        buf_printf(out, "%s/%u", n->ordered ? "PRE" : "NEAR", n->count);
    else if (n->ordered || n->unit == UNIT_TEXT)
        buf_printf(out, "%s%s", n->ordered ? "PRE" : "NEAR",
                   n->unit ? "" : "/any");
    buf_printf(out, "%s ", units[n->unit]);
    ast_print(n->last, out);
    return buf_append_byte(out, ')');
}

static bool print_gap(const struct ast_node *n, struct buf *out)
{
    if (n->least == 1 && n->count == 1)
        return buf_append_byte(out, '*');
    if (n->least == n->count)
        return buf_printf(out, "*%u", n->count);
    return buf_printf(out, "*%u..%u", n->least, n->count);
}

static bool is_exact_word(const struct ast_node *n)
{
    return n->kind == AST_WORD && n->exact;
}

/* Words of which any may stand there. */
static bool is_alternatives(const struct ast_node *n)
{
    if (n->kind != AST_BOOL)
        return false;
    for (const struct ast_node *c = n->first; c; c = c->next) {
        if (c->occur != OCCUR_SHOULD || !is_exact_word(c))
            return false;
    }
    return true;
}

/* Whether the row can be written as a phrase with gaps and alternatives. */
static bool fits_quotes(const struct ast_node *row)
{
    bool plain = true;
    for (const struct ast_node *c = row->first; c; c = c->next) {
        if (!is_exact_word(c) && c->kind != AST_GAP && !is_alternatives(c))
            return false;
        plain = plain && is_exact_word(c);
    }
    return !plain;
}

static bool print_row_word(const struct ast_node *n, struct buf *out)
{
    return print_escaped(n->text, "()|*", out);
}

static bool print_quoted_row(const struct ast_node *row, struct buf *out)
{
    buf_append_byte(out, '"');
    for (const struct ast_node *c = row->first; c; c = c->next) {
        if (c != row->first)
            buf_append_byte(out, ' ');
        if (c->kind == AST_GAP) {
            print_gap(c, out);
        } else if (c->kind == AST_WORD) {
            print_row_word(c, out);
        } else {
            for (const struct ast_node *a = c->first; a; a = a->next) {
                buf_append_byte(out, a == c->first ? '(' : '|');
                print_row_word(a, out);
            }
            buf_append_byte(out, ')');
        }
    }
    return buf_append_byte(out, '"');
}

/* A pattern that a row would take for a gap: *3 or *0..3. */
static bool looks_like_gap(struct bytes w)
{
    if (w.n < 2 || w.p[0] != '*')
        return false;
    for (size_t i = 1; i < w.n; i++) {
        if (w.p[i] != '.' && (w.p[i] < '0' || w.p[i] > '9'))
            return false;
    }
    return true;
}

static bool print_list(const struct ast_node *n, struct buf *out)
{
    for (const struct ast_node *c = n->first; c; c = c->next) {
        if (c != n->first)
            buf_append_byte(out, ' ');
        if (c->kind == AST_WILDCARD && looks_like_gap(c->text)) {
            buf_append_str(out, "*\\");
            buf_append(out, c->text.p + 1, c->text.n - 1);
        } else {
            ast_print(c, out);
        }
    }
    return buf_append_byte(out, ')');
}

static bool print_row(const struct ast_node *n, struct buf *out)
{
    if (fits_quotes(n))
        return print_quoted_row(n, out);
    buf_append_str(out, "ROW(");
    return print_list(n, out);
}

/* ---- filters and weights ---- */

static bool print_day(int64_t day, struct buf *out)
{
    char text[DATE_TEXT];
    return buf_append_str(out, date_format((int32_t)day, text));
}

static bool print_end(const struct ast_filter *f, int64_t v, struct buf *out)
{
    if (v == INT64_MIN || v == INT64_MAX)
        return true;
    if (f->field == FILTER_DATE)
        return print_day(v, out);
    return buf_printf(out, "%lld", (long long)v);
}

static bool print_filter_text(struct bytes text, struct buf *out)
{
    bool plain = text.n > 0;
    for (size_t i = 0; i < text.n; i++)
        plain = plain && text.p[i] > ' ' && text.p[i] < 0x7f &&
                !strchr("\\\"()|~^", text.p[i]);
    if (plain)
        return buf_append(out, text.p, text.n);
    buf_append_byte(out, '"');
    for (size_t at = 0; at < text.n;) {
        const struct utf8_char c = utf8_at(text, at);
        if (c.c == '\\' || is_quote(c.c))
            buf_append_byte(out, '\\');
        buf_append(out, text.p + at, c.size);
        at += c.size;
    }
    return buf_append_byte(out, '"');
}

static bool print_filter(const struct ast_filter *f, struct buf *out)
{
    buf_printf(out, "%s:", field_name(f->field));
    if (!filter_is_range(f->field))
        return print_filter_text(f->text, out);
    if (ast_is_undated(f))
        return buf_append_byte(out, '?');
    print_end(f, f->from, out);
    if (f->from != f->to) {
        buf_append_str(out, "..");
        print_end(f, f->to, out);
    }
    return !out->failed;
}

static bool print_weight(const struct ast_node *n, struct buf *out)
{
    ast_print(n->first, out);
    buf_append_str(out, n->kind == AST_CONSTANT ? "^=" : "^");
    return weight_print(n->factor, out);
}

/* A group has brackets of its own. */
static bool print_bracketed(const struct ast_node *n, struct buf *out)
{
    const bool own = (n->kind == AST_BOOL && shape_of(n) != SIGNS_OF_ANY) ||
                     n->kind == AST_NEAR || n->kind == AST_NOT_NEAR ||
                     n->kind == AST_FIRST;
    if (!own)
        buf_append_byte(out, '(');
    ast_print(n, out);
    return own ? !out->failed : buf_append_byte(out, ')');
}

static bool print_field(const struct ast_node *n, struct buf *out)
{
    const struct ast_node *const c = n->first;
    bool brackets = c->kind == AST_BOOST || c->kind == AST_CONSTANT ||
                    c->kind == AST_QUORUM || c->kind == AST_AT_LEAST ||
                    c->kind == AST_FIELD || c->kind == AST_FILTER ||
                    (c->kind == AST_ROW && !fits_quotes(c)) ||
                    c->kind == AST_ALL ||
                    (c->kind == AST_BOOL && shape_of(c) == SIGNS_OF_ANY);
    buf_append(out, n->text.p, n->text.n);
    /* said:name(x) would ask for spellings of x. */
    brackets = brackets || (c->next && c->kind == AST_WORD &&
                            bytes_equal_str(c->text, "name"));
    buf_append_str(out, brackets ? ":(" : ":");
    ast_print(c, out);
    if (brackets)
        buf_append_byte(out, ')');
    return c->next ? print_bracketed(c->next, out) : !out->failed;
}

bool ast_print(const struct ast_node *n, struct buf *out)
{
    switch (n->kind) {
    case AST_NONE:
        return buf_append_str(out, "()");
    case AST_ALL:
        return buf_append_str(out, "*:*");
    case AST_WORD:
        return print_word(n, out);
    case AST_PHRASE:
        return print_phrase(n, out);
    case AST_WILDCARD:
        return print_word_text(n->text, true, out);
    case AST_REGEX:
        buf_append_byte(out, '/');
        buf_append(out, n->text.p, n->text.n);
        return buf_append_byte(out, '/');
    case AST_FUZZY:
        print_word_text(n->text, false, out);
        return buf_printf(out, "~%u", n->count);
    case AST_NAME:
        return print_name(n, out);
    case AST_BOOL:
        return print_group(n, out);
    case AST_QUORUM:
        buf_printf(out, "%uof(", n->count);
        return print_list(n, out);
    case AST_NEAR:
    case AST_NOT_NEAR:
        return print_near(n, out);
    case AST_ROW:
        return print_row(n, out);
    case AST_GAP:
        return print_gap(n, out);
    case AST_AT_LEAST:
        buf_printf(out, "atleast%u(", n->count);
        return print_list(n, out);
    case AST_FIRST:
        buf_append_byte(out, '(');
        ast_print(n->first, out);
        return buf_printf(out, " FIRST/%u)", n->count);
    case AST_FIELD:
        return print_field(n, out);
    case AST_FILTER:
        return print_filter(&n->filter, out);
    case AST_BOOST:
    case AST_CONSTANT:
        return print_weight(n, out);
    }
    assert(false && "a kind of node that ast_print does not know");
    return false;
}
