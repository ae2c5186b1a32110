/*
 * inverter -- words of documents to postings in memory.
 *
 * One per worker thread. A hash table maps each distinct word to a chain of
 * growing slices, in which its occurrences stand as bytes: for the first in a
 * document the document's distance from the one before, then for each the
 * distance of its position, both as varints, the lowest bit telling which:
 *
 *     (doc - last_doc) << 1 | 1      a new document
 *     (pos - last_pos - 1) << 1      an occurrence in it
 *
 * Nothing is counted while documents come in: frequencies fall out when the
 * chain is read.
 *
 * What takes time is waiting for memory: the slot, the term and the end of its
 * chain are somewhere else for every word. So the words of a document go
 * through these steps some at a time, and each step asks for what the next one
 * will touch.
 *
 *   Lifetime  open/close; clear keeps nothing but the struct
 *   Threads   one inverter, one thread; readers only after the last add
 *   Source    slices after Lucene's ByteBlockPool; chains of doubling slices
 *             after Lester, Moffat and Zobel, "Efficient online index
 *             construction for text databases", 2008; group prefetching
 *             after Chen, Ailamaki, Gibbons and Mowry, "Improving hash join
 *             performance through prefetching", 2004
 */
#ifndef INDEXER_INVERTER_H
#define INDEXER_INVERTER_H

#include <stdbool.h>
#include <stdint.h>

#include "common/base/bytes.h"
#include "common/base/err.h"
#include "common/text/analyzer.h"

struct inverter;

enum st inverter_open(struct inverter **out, struct err *e) MUST_USE;
void inverter_close(struct inverter *inv);
/* Forgets all words and gives their memory back. */
enum st inverter_clear(struct inverter *inv, struct err *e) MUST_USE;

/* Adds the words of document `doc`. Documents never go down; a repeated
 * position of one term is ignored. */
enum st inverter_add(struct inverter *inv, uint32_t doc,
                     const struct token_list *words, struct err *e) MUST_USE;

/* Bytes taken from the system. */
size_t inverter_memory(const struct inverter *inv);

/* Sorts the terms: term number 0 .. n-1 in the functions below. */
enum st inverter_sort(struct inverter *inv, struct err *e) MUST_USE;
size_t inverter_terms(const struct inverter *inv);
struct bytes inverter_term(const struct inverter *inv, size_t i);
/* The sum over its tokens of their `capital`. */
int64_t inverter_capitals(const struct inverter *inv, size_t i);
/* Asks for the memory of the terms that come some steps behind number i. */
void inverter_prefetch(const struct inverter *inv, size_t i);

/* Reads the postings of one term, some documents at a time. */
struct inverter_reader {
    uint32_t n;     /* documents read last                                    */
    uint32_t *docs; /* n, ascending, and behind those read before             */
    uint32_t *gaps; /* the positions of document i, as postings_writer takes
                       them: from begins[i] up to begins[i + 1]               */
    uint32_t *begins;

    /* Private. */
    size_t cap_docs, cap_begins, cap_gaps;
    uint32_t n_begun, n_gaps; /* read so far, of the last document maybe not
                                 all: that is then not counted in `n`         */
    uint32_t doc;
    const uint8_t *p, *stop; /* of the slice: its link or the chain's end     */
    const uint8_t *write;    /* where the chain ends                          */
    uint32_t slice_size;
};

/* Memory of a zeroed reader may be kept from one term to the next; free it with
 * inverter_reader_release(). */
void inverter_reader_open(struct inverter_reader *r, const struct inverter *inv,
                          size_t i);
/* Reads the next documents; none behind the last. */
enum st inverter_reader_next(struct inverter_reader *r, struct err *e) MUST_USE;
void inverter_reader_release(struct inverter_reader *r);

#endif
