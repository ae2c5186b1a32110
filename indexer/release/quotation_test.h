/*
 * quotation_test -- is what stands between marks a quotation?
 *
 * Half of the marks in releases stand around titles, terms and irony. A
 * quotation has a verb of speech beside it; or five words that are no title,
 * nine where they are a phrase within a sentence; or is a sentence of its own.
 *
 *   Threads  pure function
 *   Cost     linear in the span
 */
#ifndef INDEXER_RELEASE_QUOTATION_TEST_H
#define INDEXER_RELEASE_QUOTATION_TEST_H

#include "indexer/release/speech_clause.h"
#include "indexer/release/uncased_speech.h"

/* `second`: it is the second part of a quotation that a clause interrupts. */
bool quotation_passes(const struct clause_reader *r,
                      const struct quotation_span *q,
                      const struct mention *mention,
                      const struct uncased_mention *uncased, bool second);

#endif
