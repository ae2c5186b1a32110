/*
 * zones -- sentence and paragraph ends of one document, and its structure.
 *
 * An end is the position that follows the last word, as common/text/analyzer.h
 * gives it. The structure stands behind the ends, as structure.h says.
 *
 *   Lifetime  the arrays belong to the struct; release it
 *   Threads   one struct, one thread
 *   Format    FORMAT.md section 8
 */
#ifndef SEGMENT_ZONES_H
#define SEGMENT_ZONES_H

#include "common/base/buf.h"
#include "common/segment/segment.h"
#include "common/segment/structure.h"

struct zones {
    uint32_t *sentence_ends, *paragraph_ends;
    size_t n_sentences, n_paragraphs, cap_sentences, cap_paragraphs;
};

/* Appends the bytes of a document's ends; those of its structure may follow. */
bool zones_encode(const uint32_t *sentence_ends, size_t n_sentences,
                  const uint32_t *paragraph_ends, size_t n_paragraphs,
                  struct buf *out);

enum st zones_read(struct zones *z, const struct segment *s, uint32_t doc,
                   struct err *e) MUST_USE;
/* Replaces what `out` held; an older segment's is empty. */
enum st zones_read_structure(struct structure *out, const struct segment *s,
                             uint32_t doc, struct err *e) MUST_USE;
/* The same of its encoded bytes; ST_CORRUPT has no message. */
enum st zones_structure(struct structure *out, struct bytes raw) MUST_USE;
/* The encoded bytes of one document, for a merge that copies them. */
enum st zones_raw(const struct segment *s, uint32_t doc, struct bytes *out,
                  struct err *e) MUST_USE;
void zones_release(struct zones *z);

#endif
