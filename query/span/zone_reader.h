/*
 * zone_reader -- where the parts of a document lie: sentences, paragraphs,
 * zones, quotations.
 *
 * Reads what is asked for, once a document.
 *
 *   Lifetime  init/release; what is read is valid until another document, and
 *             bounds until the next call
 *   Threads   one, that of its cursor
 *   Errors    ST_CORRUPT, ST_NOMEM, without a message
 */
#ifndef QUERY_SPAN_ZONE_READER_H
#define QUERY_SPAN_ZONE_READER_H

#include "common/segment/zones.h"
#include "query/plan_maker.h"
#include "query/span/intervals.h"

/* Stretches of positions that ascend and do not overlap. */
struct bounds_list {
    const struct bounds *v;
    size_t n;
};

struct zone_reader {
    const struct segment *segment;
    struct zones zones;
    struct structure structure;
    uint32_t zones_doc, structure_doc; /* whose they are */
    struct bounds *bounds;
    size_t n, cap;
};

void zone_reader_init(struct zone_reader *z, const struct segment *segment);
void zone_reader_release(struct zone_reader *z);

/* The sentences or paragraphs of `doc`. */
enum st zone_reader_parts(struct zone_reader *z, uint32_t doc,
                          enum ast_unit unit, struct parts *out) MUST_USE;

/* What of `doc` is in `zone`. */
enum st zone_reader_zone(struct zone_reader *z, uint32_t doc,
                         enum plan_zone zone, struct bounds_list *out) MUST_USE;

/* The quotations of `doc` that begin at one of the positions `at`, and are not
 * less sure than `sure`; SURE_NONE: all of them. */
enum st zone_reader_quotations(struct zone_reader *z, uint32_t doc,
                               struct intervals at, enum sureness sure,
                               struct bounds_list *out) MUST_USE;

#endif
