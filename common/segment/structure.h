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
enum sieve {
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

#endif
