/*
 * nexis_segment -- the names that Nexis puts in front of a parenthesis, and
 * what stands in the arithmetic ones.
 *
 *     date(geq(1/31/2019) and leq(12/31/2019))   date aft 2019   length(>500)
 *
 *   Errors  ST_SYNTAX with the reader's place set
 *   Source  LexisNexis: "Segment (Field) Searching", arithmetic segments
 */
#ifndef QUERY_PARSE_NEXIS_SEGMENT_H
#define QUERY_PARSE_NEXIS_SEGMENT_H

#include "query/parse/reader.h"

enum segment_kind {
    SEGMENT_UNKNOWN,
    SEGMENT_ZONE,    /* headline(...): text in `zone`              */
    SEGMENT_NAME,    /* source(...): a name, of `filter`           */
    SEGMENT_RANGE,   /* date(...), length(...): `filter`           */
    SEGMENT_MISSING, /* of Nexis, but without a counterpart here   */
};

struct segment_name {
    const char *name;
    enum segment_kind kind;
    const char *zone;
    enum filter_field filter;
};

/* NULL for an unknown name. */
const struct segment_name *nexis_segment(struct bytes word);

/* The sign of a comparison as the filters have it, ">=" for geq; NULL when
 * `word` is none. */
const char *nexis_comparison(struct bytes word);

/* What stands in the parentheses of a SEGMENT_RANGE, at [from, to); the whole
 * segment is [at, end). */
enum st nexis_range(struct reader *r, enum filter_field field, size_t from,
                    size_t to, size_t at, size_t end,
                    struct ast_node **out) MUST_USE;

#endif
