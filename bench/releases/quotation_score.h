/*
 * quotation_score -- quotations found against quotations labelled.
 *
 *   Threads  pure functions, but for what they add to
 */
#ifndef BENCH_RELEASES_QUOTATION_SCORE_H
#define BENCH_RELEASES_QUOTATION_SCORE_H

#include "bench/releases/quotation_labels.h"
#include "common/base/bytes.h"

struct quotation_score {
    unsigned releases;
    unsigned labelled, found, right; /* spans, optional ones left out       */
    unsigned spoken;                 /* labelled spans that have a speaker  */
    /* By class: attributed, to whom the label says, by the fullest name. */
    unsigned said[SURE_C + 1], said_right[SURE_C + 1], full[SURE_C + 1];
};

/* A release: its texts, its label, what was found in it. */
struct scored_release {
    struct bytes title, body;
    const struct quotation_labels *labels;
    const struct labelled_release *label;
    const struct anatomy *found;
};

/* What is wrong with one quotation; `found` or `labelled` may be NULL. */
typedef void quotation_error_fn(const struct scored_release *r,
                                const char *what,
                                const struct text_quotation *found,
                                const struct labelled_quotation *labelled);

/* Adds a release to the score; `error` may be NULL. */
void quotation_score_add(struct quotation_score *s,
                         const struct scored_release *r,
                         quotation_error_fn *error);

/* Whether two names are of one person: they share the last word, and the words
 * of one are all in the other. */
bool same_speaker(struct bytes a, struct bytes b);

#endif
