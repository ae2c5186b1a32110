/*
 * ast -- a question as a tree, whatever dialect it was asked in.
 *
 * Every dialect parses to this one tree; plan.c gives it its meaning against
 * an index. Words are kept as typed: folding, compounds and stems belong to
 * the plan, because they need the language of the index.
 *
 * Positional operators (AST_NEAR and those below it) take any operand that has
 * a place in a text: words, phrases, patterns, other positional operators, and
 * groups of these without MUST_NOT, n of them. An operand is a set of
 * intervals, from the position of its first word to that of its last; of two
 * intervals one inside the other, only the inner is kept. OR unites two sets;
 * AND spans one interval of each. So nesting has one meaning
 * (query/span/span.h).
 *
 *   Lifetime  nodes live in the arena given to the parser; texts point into
 *             that arena too
 *   Source    Clarke, Cormack, Burkowski: An Algebra for Structured Text
 *             Search. The Computer Journal 38(1), 1995
 */
#ifndef QUERY_PARSE_AST_H
#define QUERY_PARSE_AST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/base/buf.h"
#include "common/base/bytes.h"
#include "common/base/date.h"

enum ast_kind {
    AST_NONE, /* matches nothing: the empty query                          */
    AST_ALL,  /* every document                                            */

    AST_WORD,     /* one word as typed: its whole stem group               */
    AST_PHRASE,   /* "words in a row", exact: text between the quotes.
                     count: slop, how many places its words may have moved
                     from where the phrase has them, together; 0: none     */
    AST_WILDCARD, /* every word that the pattern fits: * any characters,
                     ? one                                                 */
    AST_REGEX,    /* every word that the expression fits as a whole        */
    AST_FUZZY,    /* every word at most `count` edits away                 */
    AST_NAME,     /* a name, one word or several that stand together, in all
                     its spellings: text as typed                          */

    AST_BOOL,   /* clauses, each required, optional or prohibited          */
    AST_QUORUM, /* at least `count` of the children                        */

    AST_NEAR,     /* two children, at most `count` words from the end of one
                     to the beginning of the other (1: side by side) or
                     NEAR_ANY, in order when `ordered`, within one `unit`  */
    AST_NOT_NEAR, /* places of the first child without one of the second
                     that AST_NEAR would find near                         */
    AST_ROW,      /* children side by side: a phrase of alternatives       */
    AST_GAP,      /* in a row: from `least` to `count` words, whatever     */
    AST_AT_LEAST, /* the child, `count` times                              */
    AST_FIRST,    /* the child, ending within the first `count` positions  */
    AST_FIELD,    /* child, but only within the zone `text`: "title"       */

    AST_FILTER,   /* what `filter` says of a document; scores nothing      */
    AST_BOOST,    /* the child, its score times `factor`                   */
    AST_CONSTANT, /* the child, with `factor` for its score                */
};

/* How a clause takes part in its AST_BOOL: as in Lucene, a document must match
 * every MUST, no MUST_NOT, and, where there is no MUST, at least one SHOULD;
 * a SHOULD that matches adds to the score. A bool of only MUST_NOTs matches
 * every other document in websearch (the parser says so with `negative`), and
 * nothing in lucene. */
enum ast_occur { OCCUR_SHOULD, OCCUR_MUST, OCCUR_MUST_NOT };

enum ast_unit { UNIT_TEXT, UNIT_SENTENCE, UNIT_PARAGRAPH };

#define NEAR_ANY UINT32_MAX

/* What is asked of a document beside its text. */
enum filter_field {
    FILTER_DATE,     /* from..to, days since 1970; both are DATE_NONE for
                        those without a date                           */
    FILTER_LENGTH,   /* from..to, words                                */
    FILTER_SOURCE,   /* text: a name, or a pattern with * and ?        */
    FILTER_ID,       /* likewise                                       */
    FILTER_URL,      /* likewise, of the stored url                    */
    FILTER_LANG,     /* likewise, of the stored language               */
    FILTER_REPEATED, /* from..to, others that print one of its paragraphs */
};

struct ast_filter {
    enum filter_field field;
    int64_t from, to;  /* both included; INT64_MIN, INT64_MAX: open         */
    struct bytes text; /* as typed, without quotes                          */
};

/* Whether it is from..to, and no text. */
static inline bool filter_is_range(enum filter_field field)
{
    return field == FILTER_DATE || field == FILTER_LENGTH ||
           field == FILTER_REPEATED;
}

static inline bool ast_is_undated(const struct ast_filter *f)
{
    return f->field == FILTER_DATE && f->to == DATE_NONE;
}

struct ast_node {
    enum ast_kind kind;
    enum ast_occur occur; /* in the parent; of the root: unused             */
    bool exact;           /* AST_WORD: this word itself, not its stem group */
    bool negative;        /* AST_BOOL of only MUST_NOTs: all but these      */
    bool ordered;         /* AST_NEAR, AST_NOT_NEAR                         */
    enum ast_unit unit;   /* AST_NEAR, AST_NOT_NEAR                         */
    uint32_t count;       /* as said at the kinds                           */
    uint32_t least;       /* AST_GAP                                        */
    double factor;        /* AST_BOOST, AST_CONSTANT                        */
    struct ast_filter filter;
    struct bytes text; /* word, phrase, pattern as typed; AST_FIELD: name  */
    size_t at, n;      /* where in the query text it stands, bytes         */
    struct ast_node *first, *last; /* children                             */
    struct ast_node *next;         /* next sibling                         */
};

/* Appends the tree, fully bracketed, in the native dialect: (a AND b),
 * (a OR b), (+a b -c), "a b", title:(a OR b), (a NEAR/5 b). Parsed as native
 * it is the same tree again; see docs/query.md. */
bool ast_print(const struct ast_node *n, struct buf *out);

#endif
