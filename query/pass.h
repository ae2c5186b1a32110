/*
 * pass -- one pass over a segment for a flat question: all that it opens.
 *
 * A flat question has words and phrases that are required, and words that are
 * optional or excluded. Its lists are opened here, as scorers, and the required
 * ones as steps of a sieve (rank/sieve.h), the rarest word first.
 *
 *   Lifetime  open, and close in any case; memory comes from the search's arena
 *   Threads   none
 *   Errors    ST_CORRUPT for a damaged page, ST_NOMEM
 */
#ifndef QUERY_PASS_H
#define QUERY_PASS_H

#include "query/search_segment.h"

/* Lists of plan nodes: words and phrases, words, words. */
struct flat {
    const struct plan_list *must, *should, *must_not;
};

struct pass {
    const struct segment_search *with;
    struct sieve sieve;
    struct term_scorer **terms;  /* all that are open */
    const struct plan_term **of; /* whose they are, or NULL for what is
                                    deleted; only for a profile          */
    size_t n_terms;
    struct phrase_scorer **phrases;
    size_t n_phrases;
};

static inline bool plan_node_is_word(const struct plan_node *n)
{
    return n->kind == PLAN_TERM && !n->title;
}

enum st pass_open(struct pass *p, const struct segment_search *with,
                  const struct flat *f, struct err *e) MUST_USE;
enum st pass_close(struct pass *p, struct err *e) MUST_USE;

/* Steps for required words and phrases, all of which the segment has. */
enum st pass_open_required(struct pass *p, const struct plan_list *l,
                           struct err *e) MUST_USE;

/* The words of a list the segment has, as scorers behind those there are. */
enum st pass_open_words(struct pass *p, const struct plan_list *l,
                        struct err *e) MUST_USE;

/* Deleted documents, as a word to be excluded: one more open scorer, when
 * there are any. */
enum st pass_open_deleted(struct pass *p, struct err *e) MUST_USE;

/* A step for each scorer that pass_open_words() opens and, of excluded ones,
 * for what is deleted. */
enum st pass_open_steps(struct pass *p, enum step_kind kind,
                        const struct plan_list *l, struct err *e) MUST_USE;

/* Enough documents have what the word alone promises. With a fold nobody knows
 * how many are enough: what is tried there is checked. */
void pass_promise(const struct pass *p, const struct term_scorer *t);

#endif
