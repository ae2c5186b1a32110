/*
 * attribution -- who said a quotation.
 *
 * Sieves, the surest first; the first that fires decides:
 *
 *     A1  a verb of speech and a name beside the marks
 *     A4  a signature behind it, or a name that begins the line
 *     B3  ... a surname, whose full name stood before
 *     B2  ... an office, "the President", whose holder was named before
 *     B1  ... a pronoun, or a verb alone: who was named last, of this gender
 *     A3  it goes on from the paragraph before
 *     A2  it is the second part of a quotation in the same paragraph
 *     C   its paragraph is nothing else, and the one before held a quotation
 *
 * A quotation beside which somebody is named who is not found has no speaker,
 * and nobody who stands farther away becomes it.
 *
 *   Lifetime  a zeroed struct is empty; the array is its own
 *   Threads   one struct, one thread
 *   Cost      bounded for each quotation
 *   Source    sieves after Muzny, Fang, Chang and Jurafsky, EACL 2017
 */
#ifndef INDEXER_RELEASE_ATTRIBUTION_H
#define INDEXER_RELEASE_ATTRIBUTION_H

#include "indexer/release/anatomy.h"
#include "indexer/release/speech_clause.h"
#include "indexer/release/uncased_speech.h"

/* A quotation on its way to a speaker. */
struct utterance {
    const struct quotation_span *span;
    struct mention mention;         /* beside it, in lexemes               */
    struct uncased_mention uncased; /* ... or in bytes, without capitals   */
    struct text_range printed;      /* the mention, as bytes               */
    struct name speaker;            /* words == 0: none, or `said_by`      */
    struct text_range said_by;      /* the speaker, as bytes               */
    bool in_title;
    bool statement; /* part of a statement that was announced */
    enum sureness sure;
    enum attribution_sieve sieve;
};

struct attribution {
    struct clause_reader clause;
    struct names *names;
    struct utterance *v;
    size_t n, cap;
    bool soft; /* two spaces end a paragraph, rather than a sentence */
};

/* Fills a->v with the spans that are quotations, and who said them; a->clause
 * and a->names are set and begun. False when memory is out. */
bool attribution_read(struct attribution *a,
                      const struct quotation_spans *spans) MUST_USE;
void attribution_release(struct attribution *a);

#endif
