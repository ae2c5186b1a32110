/*
 * tree -- making the nodes of a query: what the dialects share.
 *
 * A dialect fills groups (tree_group, tree_add) and closes them (tree_close),
 * which simplifies without changing what the group finds or how it scores: a
 * group of nothing disappears, a group of one is that one, and a group of the
 * same kind dissolves in the one around it. Chains are lists, so the depth of
 * a tree is bounded by its parentheses alone: at most four levels for each.
 *
 *   Lifetime  nodes and texts live in the arena
 *   Errors    sticky: when memory is out, `failed` is set, NULL is returned
 *             and every later call does nothing
 */
#ifndef QUERY_PARSE_TREE_H
#define QUERY_PARSE_TREE_H

#include <stdbool.h>

#include "common/base/arena.h"
#include "query/parse/ast.h"

struct tree {
    struct arena *arena;
    struct bytes text; /* the query, copied to the arena: words point here */
    bool negatives;    /* a group of only MUST_NOTs means all but these    */
    bool failed;
};

/* Copies `text` into the arena. */
void tree_init(struct tree *t, struct arena *arena, struct bytes text);

/* A word or phrase with the text [at, at + n) of the query; NULL also when
 * nothing in it could be a word (text_is_wordless). */
struct ast_node *tree_word(struct tree *t, enum ast_kind kind, size_t at,
                           size_t n);
/* The same for a text that is not spelt so in the query (escapes); `text`
 * lives in the arena. */
struct ast_node *tree_word_as(struct tree *t, enum ast_kind kind, size_t at,
                              size_t n, struct bytes text);

/* `child` within the field `name` (a string literal); NULL for no child. */
struct ast_node *tree_field(struct tree *t, const char *name, size_t at,
                            struct ast_node *child);

/* A node of any other kind, for the bytes [at, at + n) of the query. */
struct ast_node *tree_node(struct tree *t, enum ast_kind kind, size_t at,
                           size_t n);
/* Puts `child` last below `parent`, which is no group. NULLs are nothing. */
void tree_append(struct ast_node *parent, struct ast_node *child);

/* An empty group. */
struct ast_node *tree_group(struct tree *t);

/* Puts `child` last in `group`. A NULL child is nothing. */
void tree_add(struct ast_node *group, struct ast_node *child,
              enum ast_occur occur);

/* Makes the last clause of `group` required, unless it is prohibited. */
void tree_require_last(struct ast_node *group);
/* Makes every optional clause of `group` required. */
void tree_require_all(struct ast_node *group);

/* The simplified group, NULL when nothing is in it. */
struct ast_node *tree_close(struct tree *t, struct ast_node *group);

/* AST_NONE for a NULL root. NULL when memory is out. */
struct ast_node *tree_root(struct tree *t, struct ast_node *root);

/* True when `text` has no character that could be part of a word: only white
 * space, ASCII punctuation and general punctuation (dashes, bullets, ...).
 * The analyzer has the last word; this keeps `-` and `&` out of the tree. */
bool text_is_wordless(struct bytes text);

/* The text without the white space around it. */
struct bytes text_trim(struct bytes text);

#endif
