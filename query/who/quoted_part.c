#include "query/who/quoted_part.h"

#include "query/parse/tree.h"

/* A tree in the making: children are copies, which share what is below. */
struct making {
    struct arena *arena;
    bool failed;
};

static struct ast_node *new_node(struct making *m, enum ast_kind kind)
{
    struct ast_node *const n =
        m->failed ? NULL : arena_new(m->arena, struct ast_node, 1);
    m->failed = !n;
    if (n)
        n->kind = kind;
    return n;
}

static struct ast_node *copy_of(struct making *m, const struct ast_node *n,
                                enum ast_occur occur)
{
    struct ast_node *const copy = new_node(m, n->kind);
    if (copy) {
        *copy = *n;
        copy->occur = occur;
    }
    return copy;
}

/* ---- what stands in quote: and said: ---- */

static bool is_quoted(const struct ast_node *n)
{
    return n->kind == AST_FIELD && (bytes_equal_str(n->text, "quote") ||
                                    bytes_equal_str(n->text, "said"));
}

bool quoted_part_is_asked(const struct ast_node *question)
{
    const struct ast_node *const n = question;
    bool asked = is_quoted(n);
    for (const struct ast_node *c = n->first; c && !asked; c = c->next)
        asked = (n->kind != AST_BOOL || c->occur != OCCUR_MUST_NOT) &&
                quoted_part_is_asked(c);
    return asked;
}

static void take_quoted(struct making *m, const struct ast_node *n,
                        struct ast_node *any)
{
    if (is_quoted(n)) {
        tree_append(any, copy_of(m, n, OCCUR_SHOULD));
        return;
    }
    for (const struct ast_node *c = n->first; c; c = c->next)
        if (n->kind != AST_BOOL || c->occur != OCCUR_MUST_NOT)
            take_quoted(m, c, any);
}

/* ---- words ---- */

/* Whether it can stand in a quotation. */
static bool is_said(const struct ast_node *n)
{
    switch (n->kind) {
    case AST_WORD:
    case AST_PHRASE:
    case AST_WILDCARD:
    case AST_REGEX:
    case AST_FUZZY:
    case AST_NEAR:
    case AST_NOT_NEAR:
    case AST_ROW:
    case AST_AT_LEAST:
        return true;
    default:
        return false;
    }
}

/* What of it can stand in a quotation; NULL for none. */
static struct ast_node *take_words(struct making *m, const struct ast_node *n)
{
    if (is_said(n))
        return copy_of(m, n, n->occur);
    if (n->kind == AST_BOOST || n->kind == AST_CONSTANT)
        return n->first ? take_words(m, n->first) : NULL;
    if (n->kind != AST_BOOL)
        return NULL;
    struct ast_node *const group = new_node(m, AST_BOOL);
    for (const struct ast_node *c = n->first; group && c; c = c->next) {
        struct ast_node *const child =
            c->occur == OCCUR_MUST_NOT ? NULL : take_words(m, c);
        if (!child)
            continue;
        child->occur = c->occur;
        tree_append(group, child);
    }
    return group && group->first ? group : NULL;
}

static struct ast_node *field(struct making *m, const char *name,
                              struct ast_node *child)
{
    struct ast_node *const n = new_node(m, AST_FIELD);
    if (n)
        n->text = bytes_of_str(name);
    tree_append(n, child);
    return n;
}

const struct ast_node *quoted_part(const struct ast_node *question,
                                   struct arena *arena)
{
    struct making m = {.arena = arena};
    struct ast_node *const any = new_node(&m, AST_BOOL);
    struct ast_node *part = any;
    if (any)
        take_quoted(&m, question, any);
    if (any && any->first == any->last)
        part = any->first; /* one of them, or none */
    if (!m.failed && !part) {
        struct ast_node *const words = take_words(&m, question);
        part = words ? field(&m, "quote", words)
                     : field(&m, "quote", new_node(&m, AST_ALL));
    }
    return m.failed ? NULL : part;
}
