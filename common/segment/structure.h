/*
 * structure -- what a segment knows of a document as a release: zones,
 * quotations, dateline.
 *
 * All are ranges of positions, [from, to), as the analyzer counts them; the
 * gaps between paragraphs may lie inside. Zones of one kind ascend and do not
 * overlap; those of two kinds may.
 *
 *   Lifetime  a zeroed struct is empty; the arrays are its own
 *   Threads   one struct, one thread
 *   Format    FORMAT.md section 8
 *   Source    sieves after Muzny, Fang, Chang and Jurafsky, "A two-stage sieve
 *             approach for quote attribution", EACL 2017
 */
#ifndef SEGMENT_STRUCTURE_H
#define SEGMENT_STRUCTURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/base/buf.h"
#include "common/base/bytes.h"
#include "common/base/compiler.h"
#include "common/base/err.h"
#include "common/base/pos_range.h"

/* Of the rules that find all this, as MANIFEST has it: goes up whenever a part
 * is found otherwise than before. */
enum { RELEASE_RULES = 3 };

/* The numbers stand in the file: new kinds come last. */
enum zone_kind {
    ZONE_NOISE,       /* counters, "FOR IMMEDIATE RELEASE", scrape furniture */
    ZONE_SUBHEAD,     /* lines between headline and text                     */
    ZONE_LEAD,        /* the first paragraph of text                         */
    ZONE_DATELINE,    /* place, date and agency before the first sentence    */
    ZONE_PLACE,       /* ... of these the place, region left out             */
    ZONE_AGENCY,      /* ... the agency                                      */
    ZONE_SIGNATURE,   /* who signed                                          */
    ZONE_BOILERPLATE, /* "About ...", contacts, legal notes, end marks       */
    ZONE_KINDS,
};

/* How sure it is who said a quotation: A, B and C of docs/releases.md. */
enum sureness { SURE_NONE, SURE_A, SURE_B, SURE_C };

/* Which rule attributed it. The numbers stand in the file. */
enum attribution_sieve {
    SIEVE_NONE,
    SIEVE_CUE,       /* A1: verb of speech and name beside the marks       */
    SIEVE_SAME,      /* A2: second part in the same paragraph              */
    SIEVE_CONTINUED, /* A3: goes on from the paragraph before              */
    SIEVE_SIGNED,    /* A4: signature, or the name that begins the line    */
    SIEVE_PRONOUN,   /* B1: "he said"                                      */
    SIEVE_TITLE,     /* B2: "the President said"                           */
    SIEVE_SURNAME,   /* B3: surname, the full name stands before           */
    SIEVE_PARAGRAPH, /* C:  a paragraph that is nothing but a quotation    */
    SIEVES,
};

/* Where the date of a release is from, the most trusted first. The numbers
 * stand in the file. */
enum date_origin {
    ORIGIN_NONE,     /* there is none, or it is not known              */
    ORIGIN_FIELD,    /* a field of the source: key, metadata, header   */
    ORIGIN_DATELINE, /* "MINSK, 28 May 2019 -"                         */
    ORIGIN_LINE,     /* a line above the text                          */
    ORIGIN_NAME,     /* the name of the file or its folders            */
    ORIGIN_ADDRESS,  /* the URL                                        */
    DATE_ORIGINS,
};

struct zone {
    enum zone_kind kind;
    struct pos_range at;
};

struct quotation {
    struct pos_range at;      /* what stands between the marks; not empty    */
    struct pos_range mention; /* who said it, as printed beside it           */
    struct pos_range speaker; /* the fullest name that this leads to         */
    enum sureness sure;       /* SURE_NONE: mention and speaker are empty    */
    enum attribution_sieve sieve;
};

struct structure {
    struct zone *zones; /* by `from`, then by kind                         */
    size_t n_zones, cap_zones;
    struct quotation *quotations; /* ascending, not overlapping            */
    size_t n_quotations, cap_quotations;
    int32_t date; /* of the dateline, as common/base/date.h; or DATE_NONE  */
    enum date_origin origin; /* of the date of the release, which may be that */
};

/* "noise", "lead"; "A"; "cue", "pronoun": as people are shown them. */
const char *zone_name(enum zone_kind kind);
const char *sureness_name(enum sureness sure);
const char *sieve_name(enum attribution_sieve sieve);
const char *date_origin_name(enum date_origin origin);

void structure_clear(struct structure *s);
void structure_release(struct structure *s);
bool structure_add_zone(struct structure *s, const struct zone *z) MUST_USE;
bool structure_add_quotation(struct structure *s,
                             const struct quotation *q) MUST_USE;

/* The quotation that begins at position `pos`, or NULL. */
const struct quotation *structure_quotation_at(const struct structure *s,
                                               uint32_t pos);

/* Appends the bytes of a structure; none when it is empty. */
bool structure_encode(const struct structure *s, struct buf *out) MUST_USE;

/* Reads what structure_encode() wrote; ST_CORRUPT, without a message, when
 * `raw` is nothing it writes. Ranges may end anywhere: whether they lie in the
 * document is for the caller. */
enum st structure_decode(struct structure *s, struct bytes raw) MUST_USE;

#endif
