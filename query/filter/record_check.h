/*
 * record_check -- asks stored releases what no column holds: address, language.
 *
 * Reading a release costs a frame of the store, so only documents that match
 * otherwise are asked, and their number is bounded by the budget of patterns
 * and filters (search_options.max_work).
 *
 *   Lifetime  init/release; borrows the segment
 *   Threads   one check, one thread
 *   Errors    sticky: ST_LIMIT when a budget that is not lenient is spent,
 * ST_NOT_FOUND for an index that stores no releases, ST_CORRUPT, ST_NOMEM.
 * Nothing passes from then on
 */
#ifndef QUERY_FILTER_RECORD_CHECK_H
#define QUERY_FILTER_RECORD_CHECK_H

#include "common/segment/doc_store.h"
#include "query/filter/filter.h"

/* What both an error and a notice say of a spent budget. */
#define RECORDS_TOO_MANY                                                       \
    "url: and lang: read the releases themselves, here more than --max-work "  \
    "allows; add words, or raise it"

/* What reading a release costs, in units of the budget: the next one of a frame
 * next to nothing, another about what decompressing a frame takes. */
enum { NEAR_WORK = 2000, FAR_WORK = 30000, NEAR_DOCS = 16 };

/* Of the whole question. */
struct record_budget {
    uint64_t left;
    bool lenient; /* when it is spent nothing passes, and that is no error */
    bool spent;
};

struct record_check {
    const struct segment *segment;
    struct record_budget *budget;
    struct doc_reader *reader;
    uint32_t last; /* document that was read, DOC_END: none */
    enum st st;
    struct err err; /* why */
};

void record_check_init(struct record_check *c, const struct segment *s,
                       struct record_budget *budget);
void record_check_release(struct record_check *c);

bool record_check_passes(struct record_check *c, const struct filter *f,
                         uint32_t doc);

#endif
