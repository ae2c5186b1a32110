#include "query/parse/ast.h"

#include <assert.h>

static bool print_escaped(struct bytes text, const char *escaped,
                          struct buf *out)
{
    for (size_t i = 0; i < text.n; i++) {
        const uint8_t c = text.p[i];
        if (c && strchr(escaped, c))
            buf_append_byte(out, '\\');
        buf_append_byte(out, c);
    }
    return !out->failed;
}

/* A word that would read as something else gets a backslash in front. */
static bool print_word(const struct ast_node *n, struct buf *out)
{
    const struct bytes w = n->text;
    if (n->exact)
        buf_append_byte(out, '=');
    if (bytes_equal_str(w, "AND") || bytes_equal_str(w, "OR") ||
        bytes_equal_str(w, "NOT") ||
        (w.n > 0 && w.p[0] && strchr("+-=!", w.p[0])))
        buf_append_byte(out, '\\');
    return print_escaped(w, "\\\"() ", out);
}

static bool print_phrase(const struct ast_node *n, struct buf *out)
{
    buf_append_byte(out, '"');
    print_escaped(n->text, "\\\"", out);
    return buf_append_byte(out, '"');
}

/* How a group is shown: with words between its clauses or signs in front. */
enum shape { ALL, ANY, SIGNS };

static enum shape shape_of(const struct ast_node *group)
{
    bool has[3] = {false, false, false};
    for (const struct ast_node *c = group->first; c; c = c->next)
        has[c->occur] = true;
    if (!has[OCCUR_SHOULD] && (has[OCCUR_MUST] || group->negative))
        return ALL;
    return has[OCCUR_MUST] || has[OCCUR_MUST_NOT] ? SIGNS : ANY;
}

/* Recursion is as deep as the tree, which the parsers bound. */
static bool print_group(const struct ast_node *n, struct buf *out)
{
    const enum shape shape = shape_of(n);
    static const char *const between[] = {" AND ", " OR ", " "};
    static const char *const signs[] = {"", "+", "-"};
    buf_append_byte(out, '(');
    for (const struct ast_node *c = n->first; c; c = c->next) {
        if (c != n->first)
            buf_append_str(out, between[shape]);
        if (shape == SIGNS)
            buf_append_str(out, signs[c->occur]);
        else if (c->occur == OCCUR_MUST_NOT)
            buf_append_str(out, "NOT ");
        ast_print(c, out);
    }
    return buf_append_byte(out, ')');
}

bool ast_print(const struct ast_node *n, struct buf *out)
{
    switch (n->kind) {
    case AST_WORD:
        return print_word(n, out);
    case AST_PHRASE:
        return print_phrase(n, out);
    case AST_BOOL:
        return print_group(n, out);
    case AST_FIELD:
        buf_append(out, n->text.p, n->text.n);
        buf_append_byte(out, ':');
        return ast_print(n->first, out);
    case AST_NONE:
        return buf_append_str(out, "()");
    default:
        break;
    }
    assert(false && "a kind of node that ast_print does not know");
    return false;
}
