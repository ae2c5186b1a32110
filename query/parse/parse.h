/*
 * parse -- the text of a question to its tree, in a named dialect.
 *
 *   websearch  what people type into a search box: words are ANDed, "phrases",
 *              -not, OR, parentheses, title:word. Never an error: what does not
 *              fit its grammar is read as plain words
 *   native     all that can be asked, strict: AND OR NOT, + and -, NEAR/5 PRE/5
 *              /s /p, rows, wildcards, zones, filters, weights
 *   nexis      terms and connectors of LexisNexis, strict
 *   factiva    free text of Factiva, strict
 *   lucene     Lucene's classic syntax, strict: `a b` is a OR b, +a, -a, "a b",
 *              nesting, AND OR NOT, title:word
 *   bag        any of the words, nothing is an operator (batch runs)
 *
 * Depth and size are bounded: parentheses nest to PARSE_MAX_DEPTH (deeper ones
 * are plain text in websearch, an error elsewhere), without recursion on the
 * C stack beyond that.
 *
 * What is no UTF-8, or cannot be seen, is an error in the strict ones and left
 * out by the others (odd_text.h).
 *
 *   Lifetime  the tree lives in `arena`
 *   Threads   pure functions
 *   Errors    ST_SYNTAX with *place set; ST_NOMEM
 */
#ifndef QUERY_PARSE_PARSE_H
#define QUERY_PARSE_PARSE_H

#include "common/base/arena.h"
#include "common/base/buf.h"
#include "common/base/bytes.h"
#include "common/base/err.h"
#include "query/parse/ast.h"

enum { PARSE_MAX_DEPTH = 200 };

enum syntax {
    SYNTAX_WEBSEARCH,
    SYNTAX_NATIVE,
    SYNTAX_NEXIS,
    SYNTAX_FACTIVA,
    SYNTAX_LUCENE,
    SYNTAX_BAG,
};

/* The name that --syntax takes; all but the bag have one. False for another
 * name. */
bool syntax_from_name(const char *name, enum syntax *out);

struct parse_options {
    enum syntax syntax;
    int32_t today; /* what "yesterday" counts from, days since 1970 */
};

/* Where a query went wrong, in bytes of its text. */
struct parse_place {
    size_t at, n;
    struct bytes instead; /* the query as it may be meant, in the arena; or
                             empty, where nothing better is known */
};

/* *out is never NULL on success (AST_NONE for a query without a word). */
enum st parse_query(struct ast_node **out, struct arena *arena,
                    const struct parse_options *options, struct bytes text,
                    struct parse_place *place, struct err *e) MUST_USE;

/* Appends the message a person sees: the reason, the query, a caret under the
 * place, and what may be meant instead. Control characters in the query are
 * shown harmless. */
bool parse_explain(struct bytes text, struct parse_place place,
                   const struct err *e, struct buf *out);

#endif
