#include "query/parse/row.h"

#include "common/base/utf8.h"

bool row_has(const struct reader *r, size_t from, size_t to, uint8_t c)
{
    const uint8_t *const p = r->t->text.p;
    if (from == to || !memchr(p + from, c, to - from))
        return false;
    for (size_t i = from; i < to; i++) {
        if (p[i] == c)
            return true;
        i += p[i] == '\\';
    }
    return false;
}

struct ast_node *row_gap(struct reader *r, size_t from, size_t to)
{
    enum { WIDEST = 1000 };
    const uint8_t *const p = r->t->text.p;
    uint32_t least = 1;
    uint32_t most = 1;
    if (from == to || p[from] != '*')
        return NULL;
    if (to > from + 1) {
        size_t dots = from + 1;
        while (dots < to && p[dots] != '.')
            dots++;
        const bool range = dots + 2 < to && p[dots + 1] == '.';
        if (!reader_number(r, from + 1, dots, WIDEST, &least))
            return NULL;
        most = least;
        if (dots < to &&
            (!range || !reader_number(r, dots + 2, to, WIDEST, &most)))
            return NULL;
        if (most < least || most == 0)
            return NULL;
    }
    struct ast_node *const gap = tree_node(r->t, AST_GAP, from, to - from);
    if (gap) {
        gap->least = least;
        gap->count = most;
    }
    return gap;
}

enum st row_pattern(struct reader *r, size_t from, size_t to, struct bytes text,
                    struct ast_node **out)
{
    const uint8_t *const p = r->t->text.p;
    *out = NULL;
    for (size_t i = from; i + 1 < to; i++) {
        if (p[i] == '\\' && (p[i + 1] == '*' || p[i + 1] == '?'))
            return err_set(reader_blame(r, i, 2), ST_SYNTAX,
                           "no word holds a %c, so no pattern can ask for it",
                           p[i + 1]);
        i += p[i] == '\\';
    }
    *out = tree_word_as(r->t, AST_WILDCARD, from, to - from, text);
    if (*out || r->t->failed)
        return ST_OK;
    return err_set(reader_blame(r, from, to - from), ST_SYNTAX,
                   "a pattern needs a letter or a digit; every release is *:*");
}

enum st row_regex(struct reader *r, struct ast_node **out)
{
    const size_t open = r->at;
    size_t at = open + 1;
    *out = NULL;
    while (!reader_at_end(r, at) && r->t->text.p[at] != '/') {
        const struct utf8_char c = utf8_at(r->t->text, at);
        if (utf8_is_space(c.c))
            return err_set(reader_blame(r, at, c.size), ST_SYNTAX,
                           "no word holds white space, so no expression with "
                           "it fits one; for the character / write \\/");
        at += c.size;
        if (c.c == '\\' && !utf8_is_space(reader_peek(r, at)))
            at += utf8_at(r->t->text, at).size;
    }
    if (reader_at_end(r, at)) {
        struct err *const e = reader_blame(r, open, 1);
        reader_suggest(r, open, 0, "\\");
        return err_set(e, ST_SYNTAX,
                       "this regular expression is never closed by a /");
    }
    r->at = at + 1;
    *out = tree_word(r->t, AST_REGEX, open + 1, at - open - 1);
    if (*out || r->t->failed)
        return ST_OK;
    return err_set(reader_blame(r, open, at + 1 - open), ST_SYNTAX,
                   "an expression needs a letter or a digit");
}

/* Where the chunk at `at` ends: before white space, or `to`. */
static size_t chunk_end(const struct reader *r, size_t at, size_t to)
{
    while (at < to) {
        const struct utf8_char c = utf8_at(r->t->text, at);
        if (utf8_is_space(c.c))
            return at;
        at += c.size;
        if (c.c == '\\' && at < to)
            at += utf8_at(r->t->text, at).size;
    }
    return to;
}

static size_t skip_space_to(const struct reader *r, size_t at, size_t to)
{
    return MIN(reader_skip_space(r, at), to);
}

/* A word as it is, a gap, or a pattern. */
static enum st read_chunk(struct reader *r, size_t from, size_t to,
                          struct ast_node **out)
{
    *out = NULL;
    if (row_has(r, from, to, '*')) {
        *out = row_gap(r, from, to);
        return *out ? ST_OK
                    : row_pattern(r, from, to, reader_unescape(r, from, to),
                                  out);
    }
    *out = tree_word_as(r->t, AST_WORD, from, to - from,
                        reader_unescape(r, from, to));
    if (*out)
        (*out)->exact = true;
    return ST_OK;
}

/* Appends the chunks of [at, to) to `row`. */
static enum st read_chunks(struct reader *r, struct ast_node *row, size_t at,
                           size_t to)
{
    enum st st = ST_OK;
    at = skip_space_to(r, at, to);
    while (st == ST_OK && at < to && !r->t->failed) {
        struct ast_node *n;
        const size_t end = chunk_end(r, at, to);
        st = read_chunk(r, at, end, &n);
        tree_append(row, n);
        at = skip_space_to(r, end, to);
    }
    return st;
}

/* The row, or its only child, or none; checked for gaps at its ends. */
static enum st finish_row(struct reader *r, struct ast_node *row,
                          struct ast_node **out)
{
    *out = NULL;
    if (!row || !row->first)
        return ST_OK;
    const struct ast_node *const gap =
        row->first->kind == AST_GAP ? row->first : row->last;
    if (gap->kind == AST_GAP)
        return err_set(reader_blame(r, gap->at, gap->n), ST_SYNTAX,
                       "a gap stands between words");
    *out = row->first->next ? row : row->first;
    return ST_OK;
}

/* One alternative: a word, a pattern, or several in a row. */
static enum st read_alternative(struct reader *r, size_t from, size_t to,
                                struct ast_node **out)
{
    from = skip_space_to(r, from, to);
    while (to > from && r->t->text.p[to - 1] == ' ')
        to--;
    if (chunk_end(r, from, to) < to && !row_has(r, from, to, '*')) {
        *out = tree_word_as(r->t, AST_PHRASE, from, to - from,
                            reader_unescape(r, from, to));
        return ST_OK;
    }
    struct ast_node *const row = tree_node(r->t, AST_ROW, from, to - from);
    const enum st st = read_chunks(r, row, from, to);
    return st ? st : finish_row(r, row, out);
}

/* (a|b c): [from, to) is what the parentheses hold. */
static enum st read_alternatives(struct reader *r, size_t from, size_t to,
                                 struct ast_node **out)
{
    struct ast_node *const any = tree_group(r->t);
    for (size_t at = from; at <= to && !r->t->failed; at++) {
        size_t bar = at;
        while (bar < to && r->t->text.p[bar] != '|')
            bar += r->t->text.p[bar] == '\\' ? 2 : 1;
        bar = MIN(bar, to);
        struct ast_node *n = NULL;
        const enum st st = read_alternative(r, at, bar, &n);
        if (st)
            return st;
        if (!n && !r->t->failed)
            return err_set(reader_blame(r, at, bar - at + (bar < to)),
                           ST_SYNTAX, "an alternative without a word");
        tree_add(any, n, OCCUR_SHOULD);
        at = bar;
    }
    *out = tree_close(r->t, any);
    return ST_OK;
}

/* The parenthesis that closes the one at `open`, if a bar stands between them
 * and no other parenthesis; 0 otherwise. */
static size_t alternatives_end(const struct reader *r, size_t open, size_t to)
{
    const uint8_t *const p = r->t->text.p;
    bool bar = false;
    for (size_t i = open + 1; i < to && p[i] != '('; i++) {
        if (p[i] == ')')
            return bar ? i : 0;
        bar = bar || p[i] == '|';
        i += p[i] == '\\';
    }
    return 0;
}

/* The next parenthesis that opens alternatives, or `to`. */
static size_t next_alternatives(const struct reader *r, size_t at, size_t to)
{
    const uint8_t *const p = r->t->text.p;
    for (; at < to; at++) {
        if (p[at] == '(' && alternatives_end(r, at, to))
            return at;
        at += p[at] == '\\';
    }
    return to;
}

enum st row_read(struct reader *r, size_t from, size_t to,
                 struct ast_node **out)
{
    enum st st = ST_OK;
    size_t open = next_alternatives(r, from, to);
    *out = NULL;
    if (open == to && !row_has(r, from, to, '*')) {
        *out = tree_word_as(r->t, AST_PHRASE, from, to - from,
                            reader_unescape(r, from, to));
        return ST_OK;
    }
    struct ast_node *const row = tree_node(r->t, AST_ROW, from, to - from);
    for (size_t at = from; at < to && !r->t->failed;) {
        st = read_chunks(r, row, at, open);
        if (st || open == to)
            break;
        struct ast_node *n = NULL;
        const size_t close = alternatives_end(r, open, to);
        if ((st = read_alternatives(r, open + 1, close, &n)) != ST_OK)
            break;
        tree_append(row, n);
        at = close + 1;
        open = next_alternatives(r, at, to);
    }
    return st ? st : finish_row(r, row, out);
}
