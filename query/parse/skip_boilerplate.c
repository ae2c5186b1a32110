#include "query/parse/skip_boilerplate.h"

#include "query/parse/tree.h"

/* Below these every word stays as it is. */
static bool keeps_words(const struct ast_node *field)
{
    static const char *const names[] = {"boilerplate", "place", "agency"};

    for (size_t i = 0; i < COUNT_OF(names); i++) {
        if (bytes_equal_str(field->text, names[i]))
            return true;
    }
    return false;
}

static bool is_said(const struct ast_node *n)
{
    return n->kind == AST_FIELD && bytes_equal_str(n->text, "said");
}

/* A copy without children, which begins a new list. */
static struct ast_node *copy_node(const struct ast_node *n, struct arena *a)
{
    struct ast_node *const copy = arena_new(a, struct ast_node, 1);

    if (copy) {
        *copy = *n;
        copy->first = copy->last = copy->next = NULL;
    }
    return copy;
}

/* What is matched in the text, as text: has it. */
static struct ast_node *in_text(const struct ast_node *leaf, struct arena *a)
{
    struct ast_node *const field = arena_new(a, struct ast_node, 1);
    struct ast_node *const copy = copy_node(leaf, a);

    if (!field || !copy)
        return NULL;
    field->kind = AST_FIELD;
    field->text = bytes_of_str("text");
    field->occur = leaf->occur;
    field->at = leaf->at;
    field->n = leaf->n;
    tree_append(field, copy);
    return field;
}

/* Recursion is as deep as the tree, which the parsers bound. */
static struct ast_node *rewrite(const struct ast_node *n, bool keep,
                                struct arena *a)
{
    switch (n->kind) {
    case AST_WORD:
    case AST_PHRASE:
    case AST_WILDCARD:
    case AST_REGEX:
    case AST_FUZZY:
    case AST_NAME:
        return keep ? copy_node(n, a) : in_text(n, a);
    default:
        break;
    }
    struct ast_node *const copy = copy_node(n, a);
    if (!copy)
        return NULL;
    keep |= n->kind == AST_FIELD && keeps_words(n);
    for (const struct ast_node *c = n->first; c; c = c->next) {
        const bool name = is_said(n) && c == n->first;
        struct ast_node *const child = rewrite(c, keep || name, a);
        if (!child)
            return NULL;
        tree_append(copy, child);
    }
    return copy;
}

struct ast_node *skip_boilerplate(const struct ast_node *question,
                                  struct arena *arena)
{
    return rewrite(question, false, arena);
}

bool asks_for_boilerplate(const struct ast_node *question)
{
    if (question->kind == AST_FIELD &&
        bytes_equal_str(question->text, "boilerplate"))
        return true;
    for (const struct ast_node *c = question->first; c; c = c->next) {
        if (asks_for_boilerplate(c))
            return true;
    }
    return false;
}
