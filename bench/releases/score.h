/*
 * score -- precision and recall of the parts of releases, by class.
 *
 *   Lifetime  a zeroed struct is empty; nothing to release
 *   Threads   one struct, one thread
 */
#ifndef BENCH_RELEASES_SCORE_H
#define BENCH_RELEASES_SCORE_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "bench/releases/labels.h"
#include "common/base/bytes.h"
#include "indexer/release/anatomy.h"
#include "indexer/release/lines.h"

/* What was found and is right, was found and is not, was not found. */
struct tally {
    uint32_t right, wrong, missed;
};

struct score {
    struct tally place, date, agency, boilerplate;
    uint32_t releases;
    uint32_t without, false_datelines; /* releases without a dateline, and those
                                          of them that were given one         */
};

/* Compares what was read in a release with its label. To `show`, unless NULL,
 * goes a line for each difference. */
void score_add(struct score *s, const struct label *label, struct bytes body,
               const struct lines *l, const struct anatomy *a, FILE *show);

double tally_precision(const struct tally *t);
double tally_recall(const struct tally *t);
double tally_f(const struct tally *t);

void score_print(const struct score *s, FILE *out);

#endif
