/*
 * flush_terms -- the words that inverters hold, written on several threads.
 *
 * The sorted words are cut into parts; a part's postings are packed apart and
 * then put behind those of the parts before it.
 *
 *   Threads  as many as there are inverters, while nobody adds to them
 */
#ifndef INDEXER_FLUSH_TERMS_H
#define INDEXER_FLUSH_TERMS_H

#include "indexer/inverter.h"
#include "indexer/segment_builder.h"

/* Adds all terms of the `n` inverters to `b`. map[provisional number] is a
 * document's number in the segment, DOC_END when it is not in it. Each
 * document was added to one inverter only. `memory`: all that there is. */
enum st flush_terms(struct segment_builder *b,
                    struct inverter *const *inverters, size_t n,
                    const uint32_t *map, uint64_t memory,
                    struct err *e) MUST_USE;

#endif
