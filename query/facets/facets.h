/*
 * facets -- the releases that match a question, counted in several ways.
 *
 * The documents are found once, as sets (searcher_matches()), and every way of
 * counting takes each set: so counts are exact, whatever is shown.
 *
 *   Lifetime  counts live in the given arena; names of sources in the index
 *   Threads   as the searcher
 *   Errors    those of searcher_matches() and of a tally
 */
#ifndef QUERY_FACETS_FACETS_H
#define QUERY_FACETS_FACETS_H

#include "query/facets/tally.h"
#include "query/output/counts.h"
#include "query/searcher.h"

struct facet_kinds {
    enum tally_by by[TALLY_KINDS];
    size_t n;
};

struct facets {
    struct searcher *searcher;
    const struct index *index;
    const struct ast_node *question;
    const struct search_options *options;
    struct facet_kinds kinds; /* the ways to count */
    size_t most; /* values of each: the most frequent, none that is 0. 0: all
                    of them, in the order of tally.h                        */
    struct arena *arena;
};

/* How many releases match, and when copies are folded, how many stories. */
struct facet_totals {
    uint64_t releases, stories;
};

/* Fills out[0 .. f->kinds.n) and the totals. Folded, each story is counted
 * once, as its first release that matches. */
enum st facets_count(const struct facets *f, struct counts *out,
                     struct facet_totals *total, struct err *e) MUST_USE;

/* "source,year" as kinds; ST_USAGE names what is none, or there twice. */
enum st facets_parse(struct facet_kinds *out, const char *names,
                     struct err *e) MUST_USE;

#endif
