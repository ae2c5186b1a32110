/*
 * release_parts -- the structure of a stored release, as ranges of its text.
 *
 * A segment keeps positions; analysing the text again tells where in it these
 * stand.
 *
 *   Lifetime  a zeroed struct with its analyzer is empty; read any number of
 *             releases; release it. Texts are borrowed from the fields
 *   Threads   one struct, one thread
 *   Errors    ST_CORRUPT, ST_NOMEM
 */
#ifndef QUERY_PARTS_RELEASE_PARTS_H
#define QUERY_PARTS_RELEASE_PARTS_H

#include "common/segment/index.h"
#include "common/segment/record.h"
#include "common/segment/zones.h"
#include "common/text/paragraph_keys.h"

/* Bytes [from, to) of the body. */
struct part_zone {
    enum zone_kind kind;
    uint32_t from, to;
};

struct part_quotation {
    uint32_t from, to;    /* of the body                            */
    uint32_t pos, end;    /* positions, as a segment has them */
    struct bytes mention; /* who said it, as printed beside it ...  */
    struct bytes speaker; /* ... and the fullest name; both may be
                             empty                                  */
    enum sureness sure;
    enum attribution_sieve sieve;
};

/* A paragraph that other releases have too: from its first word to its last. */
struct part_repeat {
    uint32_t from, to; /* bytes of the body */
    uint32_t others;
};

struct release_parts {
    struct analyzer *analyzer;
    struct bytes title, body;
    struct part_zone *zones;
    size_t n_zones, cap_zones;
    struct part_quotation *quotations;
    size_t n_quotations, cap_quotations;
    int32_t date;                /* of the dateline, or DATE_NONE */
    struct part_repeat *repeats; /* once they were counted */
    size_t n_repeats, cap_repeats;

    /* Private to release_parts.c. */
    struct token_list tokens;
    size_t title_tokens;
    struct structure structure;
    struct paragraph_keys paragraphs;
};

/* Of document `doc` of the segment, whose stored fields these are. */
enum st release_parts_read(struct release_parts *p, const struct segment *s,
                           uint32_t doc, const struct record_fields *fields,
                           struct err *e) MUST_USE;
void release_parts_release(struct release_parts *p);

/* Finds which paragraphs of the release that was read others in `ix` have. */
enum st release_parts_count(struct release_parts *p, const struct index *ix,
                            struct err *e) MUST_USE;

/* The quotation that begins at a position, or NULL. */
const struct part_quotation *
release_parts_quotation(const struct release_parts *p, uint32_t pos);

/* The quotation with its marks, and on to the end of the sentence, where mostly
 * stands who said it. */
struct bytes release_parts_passage(const struct release_parts *p,
                                   const struct part_quotation *q);

/* Whether a zone of the kind has any of the bytes [from, to) of the body. */
bool release_parts_touch(const struct release_parts *p, enum zone_kind kind,
                         size_t from, size_t to);

/* The longest stretch of the body that is no boilerplate. */
struct bytes release_parts_text(const struct release_parts *p);

/* The text of the first zone of the kind; empty when there is none. */
struct bytes release_parts_zone(const struct release_parts *p,
                                enum zone_kind kind);

#endif
