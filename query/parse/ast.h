/*
 * ast -- a question as a tree, whatever dialect it was asked in.
 *
 * Every dialect parses to this one tree; plan.c gives it its meaning against
 * an index. Words are kept as typed: folding, compounds and stems belong to
 * the plan, because they need the language of the index.
 *
 *   Lifetime  nodes live in the arena given to the parser; texts point into
 *             that arena too
 */
#ifndef QUERY_PARSE_AST_H
#define QUERY_PARSE_AST_H

#include <stdbool.h>
#include <stddef.h>

#include "common/base/buf.h"
#include "common/base/bytes.h"

enum ast_kind {
    AST_WORD,   /* one word as typed: its whole stem group                  */
    AST_PHRASE, /* "words in a row", exact: text between the quotes         */
    AST_BOOL,   /* clauses, each required, optional or prohibited           */
    AST_FIELD,  /* child, but only within the field `text`: title:word      */
    AST_NONE,   /* matches nothing: the empty query                         */
};

/* How a clause takes part in its AST_BOOL: as in Lucene, a document must match
 * every MUST, no MUST_NOT, and, where there is no MUST, at least one SHOULD;
 * a SHOULD that matches adds to the score. A bool of only MUST_NOTs matches
 * every other document in websearch (the parser says so with `negative`), and
 * nothing in lucene. */
enum ast_occur { OCCUR_SHOULD, OCCUR_MUST, OCCUR_MUST_NOT };

struct ast_node {
    enum ast_kind kind;
    enum ast_occur occur; /* in the parent; of the root: unused             */
    bool exact;           /* AST_WORD: this word itself, not its stem group */
    bool negative;        /* AST_BOOL of only MUST_NOTs: all but these      */
    struct bytes text;    /* AST_WORD, AST_PHRASE: as typed; AST_FIELD: name */
    size_t at, n;         /* where in the query text it stands, bytes       */
    struct ast_node *first, *last; /* children of AST_BOOL, AST_FIELD       */
    struct ast_node *next;         /* next sibling                          */
};

/* Appends the tree, fully bracketed, as `parse` shows it: (a AND b),
 * (a OR b), (+a b -c), "a b", title:(a OR b), (NOT a). The output of a tree is
 * itself a query in native-style syntax; see docs/query.md. */
bool ast_print(const struct ast_node *n, struct buf *out);

#endif
