/*
 * document_key -- which document it is, by 64 bits of its id and content.
 *
 * The same wherever the document stands: no merge, reorder or add changes it,
 * and one that replaces another under its id has a key of its own. The chance
 * to take one document for another of n is n / 2^64.
 *
 *   Threads  pure functions
 *   Format   FORMAT.md sections 13 and 14
 */
#ifndef SEGMENT_DOCUMENT_KEY_H
#define SEGMENT_DOCUMENT_KEY_H

#include "common/segment/segment.h"

/* `content`: the hash of its content, as HASH has it. */
uint64_t document_key(struct bytes id, const uint8_t content[static 16]);

/* That of a document of a segment. */
enum st segment_document_key(const struct segment *s, uint32_t doc,
                             uint64_t *key, struct err *e) MUST_USE;

#endif
