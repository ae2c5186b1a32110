/*
 * oracle_query -- a question as a tree, and the text that asks it.
 *
 * Meaning, as in Lucene's BooleanQuery: a document matches a bool when it
 * matches every MUST, no MUST_NOT, and, where there is no MUST, at least one
 * SHOULD. A bool of only MUST_NOTs matches nothing in the lucene syntax and
 * everything else, with score 0, in websearch.
 *
 * A bare word means every word of its stem, a quoted one and a phrase only
 * themselves; what a pattern fits naive_pattern.h says. A filter asks for what
 * a document has beside its words and scores nothing; a boost multiplies the
 * score of its clause, a constant takes its place.
 *
 * Who said something is a word, a phrase (all its words, in any order), a
 * pattern, or a bool of such without MUST_NOT, of which only the MUSTs count
 * where there is one.
 *
 * Positional operators are kinds of their own, over operands that have places:
 * words, phrases, each other, and bools without MUST_NOT, of which only the
 * MUSTs count where there is one. No text syntax says them; what they mean
 * oracle_span.h says.
 *
 *   Lifetime  nodes live in a pool and are not changed once built
 *   Threads   none
 */
#ifndef TESTS_ORACLE_ORACLE_QUERY_H
#define TESTS_ORACLE_ORACLE_QUERY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "tests/oracle/oracle_docs.h"
#include "tests/oracle/oracle_filter.h"
#include "tests/support/need.h"

enum { ORACLE_PHRASE_MAX = 5, ORACLE_CLAUSES_MAX = 16 };

enum oracle_kind {
    ORACLE_WORD,   /* words[0]                                             */
    ORACLE_PHRASE, /* words[0 .. n), at consecutive places; n at least 1   */
    ORACLE_BOOL,   /* clauses[0 .. n); n at least 1                        */
    ORACLE_ZONE,   /* clauses[0], but only within the zone                 */
    ORACLE_QUORUM, /* `count` of the clauses; has places if these have     */

    ORACLE_NEAR,     /* clauses[0] and [1]: count, ordered, unit           */
    ORACLE_NOT_NEAR, /* likewise                                           */
    ORACLE_ROW,      /* clauses side by side; before clause i there may be
                        gaps[i] words                                      */
    ORACLE_MOVED,    /* words[0 .. n), moved from there by at most count   */
    ORACLE_RUN,      /* clauses[0], count times                            */
    ORACLE_FIRST,    /* clauses[0], before place `count`                   */

    ORACLE_FIELD,   /* clauses[0], its words looked for in `field`         */
    ORACLE_QUOTE,   /* clauses[0], within one quotation                    */
    ORACLE_SAID,    /* clauses[1], within one quotation by clauses[0], as sure
                       as `sure`; without clauses[1], where such begin       */
    ORACLE_ANYBODY, /* as clauses[0] of ORACLE_SAID: somebody known         */
    ORACLE_NOBODY,  /* ... nobody known, of whatever class                 */

    ORACLE_PATTERN,  /* `text`, of `pattern`; count: slips                 */
    ORACLE_FILTER,   /* `filter`                                           */
    ORACLE_ALL,      /* every document                                     */
    ORACLE_BOOST,    /* clauses[0], its score times `factor`               */
    ORACLE_CONSTANT, /* clauses[0], its score `factor`                     */
    ORACLE_SKIP,     /* only as a root: clauses[0], as if boilerplate were
                        not there, but where a zone asks for it            */
};

enum oracle_pattern { ORACLE_WILDCARD, ORACLE_EXPRESSION, ORACLE_SLIPS };

enum oracle_unit { ORACLE_TEXT, ORACLE_SENTENCE, ORACLE_PARAGRAPH };

#define ORACLE_ANY_DISTANCE UINT32_MAX

enum oracle_occur { ORACLE_SHOULD, ORACLE_MUST, ORACLE_MUST_NOT };

struct oracle_query {
    enum oracle_kind kind;
    enum oracle_occur occur; /* in the parent; unused in a root or title   */
    size_t n;
    uint32_t words[ORACLE_PHRASE_MAX]; /* numbers of oracle_docs.names     */
    const struct oracle_query *clauses[ORACLE_CLAUSES_MAX];
    uint32_t count;
    bool ordered;
    enum oracle_unit unit;
    enum oracle_zone zone;
    enum oracle_terms field; /* ORACLE_PLACE or ORACLE_AGENCY              */
    enum oracle_sure sure;   /* the same in all of a question              */
    struct {
        uint32_t least, most;
    } gaps[ORACLE_CLAUSES_MAX];
    const bool *fits; /* a bare word of a stem, or a pattern: of every name
                         whether it is meant                               */
    enum oracle_pattern pattern;
    const char *text;
    struct oracle_filter filter;
    double factor;
};

/* Whether `word` is what word i of a word, phrase or pattern means. */
static inline bool oracle_query_means(const struct oracle_query *q, size_t i,
                                      uint32_t word)
{
    return q->fits ? q->fits[word] : word == q->words[i];
}

enum oracle_syntax {
    ORACLE_LUCENE,           /* +a -b c, "a b", (..), title:a               */
    ORACLE_LUCENE_OPERATORS, /* the same tree, with AND OR NOT where they can
                                say it                                      */
    ORACLE_WEBSEARCH,        /* a b -c, a OR b, "a b", (..), title:a        */
    ORACLE_SYNTAXES,
    ORACLE_TREE = ORACLE_SYNTAXES, /* no text: the tree itself is asked; a bool
                                      of only MUST_NOTs as in websearch       */
};

const char *oracle_syntax_name(enum oracle_syntax syntax);

/* Whether the words of a word, phrase or pattern stand in the document in a
 * row, the first of them being its word `at`. */
bool oracle_query_stands_at(const struct oracle_query *q,
                            const struct oracle_doc *d, size_t at);

/* As it is meant in a field: where a bare word has no forms but its own. */
struct oracle_query oracle_query_in_field(const struct oracle_query *q,
                                          enum oracle_terms field);

/* The word itself. */
struct oracle_query *oracle_query_word(struct pool *p, uint32_t word);
/* The word and all others of its stem. */
struct oracle_query *
oracle_query_bare(struct pool *p, const struct oracle_docs *d, uint32_t word);
/* The text is copied. */
struct oracle_query *oracle_query_pattern(struct pool *p,
                                          const struct oracle_docs *d,
                                          enum oracle_pattern pattern,
                                          const char *text, uint32_t slips);
struct oracle_query *oracle_query_phrase(struct pool *p, const uint32_t *words,
                                         size_t n);
struct oracle_query *oracle_query_bool(struct pool *p);
/* Copies `clause`'s node into `q`, so that one node may serve two parents. */
void oracle_query_add(struct pool *p, struct oracle_query *q,
                      enum oracle_occur occur,
                      const struct oracle_query *clause);
struct oracle_query *oracle_query_title(struct pool *p,
                                        const struct oracle_query *clause);
/* A positional operator, zone or quorum over nothing yet; the caller sets what
 * it needs besides, and adds the clauses. */
struct oracle_query *oracle_query_new(struct pool *p, enum oracle_kind kind);

/* How sure it must be who said something; B when that is not asked. */
enum oracle_sure oracle_query_sure(const struct oracle_query *q);

/* How many of the clauses take part so. */
size_t oracle_query_count(const struct oracle_query *q,
                          enum oracle_occur occur);

/* Whether `syntax` can say this tree. Only websearch has limits: SHOULD stands
 * beside nothing but other SHOULDs, two at least. */
bool oracle_query_can_say(const struct oracle_query *q,
                          enum oracle_syntax syntax);

/* Writes the query text. The root's own parentheses are left away. */
void oracle_query_write(const struct oracle_query *q,
                        const struct oracle_docs *d, enum oracle_syntax syntax,
                        FILE *out);

/* The i-th way to make the query a little smaller (a clause, a word of a
 * phrase or a bracket less), or NULL when there are no more than i. */
const struct oracle_query *oracle_query_smaller(const struct oracle_query *q,
                                                size_t i, struct pool *p);

#endif
