/*
 * speakers -- who said something, and how often.
 *
 * Counts the quotations that a question finds (query/who/quoted_part.h), in the
 * releases that match it. A name counts under its folded words: "LUKASHENKO"
 * and "Lukashenko" are one, shown as printed most often.
 *
 *   Lifetime  rows and names live in the given arena
 *   Threads   as the searchers
 *   Errors    those of a search; ST_USAGE of an index without zones
 */
#ifndef QUERY_WHO_SPEAKERS_H
#define QUERY_WHO_SPEAKERS_H

#include "query/searcher.h"

struct speaker {
    struct bytes name;
    uint64_t quotations, releases;
    uint64_t sure;       /* quotations of class A */
    int32_t first, last; /* days, DATE_NONE where no release has one */
};

struct speakers {
    struct speaker *rows; /* most quotations first; equal ones by name */
    size_t n;
    uint64_t quotations; /* all that were found ...            */
    uint64_t unknown;    /* ... of these, by nobody known      */
    uint64_t releases;   /* that hold one of them              */
};

struct speakers_question {
    const struct index *index;
    const struct ast_node *question;
    const struct search_options *options;
    struct arena *arena;
};

/* `matching` and `quoting` are searchers of the index. */
enum st speakers_find(const struct speakers_question *q,
                      struct searcher *matching, struct searcher *quoting,
                      struct speakers *out, struct err *e) MUST_USE;

#endif
