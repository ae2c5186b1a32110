/*
 * peek_parts -- the parts of a release as a person looks at them before a
 * build.
 *
 *     dateline    MINSK, 28 May (BelTA) -
 *     quotation   We are glad,
 *                 who: Anna Lis (A, cue)
 *
 *   Errors   appends to a buf, whose `failed` says that memory ran out
 *   Threads  pure functions
 */
#ifndef INDEXER_PEEK_PARTS_H
#define INDEXER_PEEK_PARTS_H

#include "common/base/json_writer.h"
#include "indexer/extract/extract.h"
#include "indexer/release/anatomy.h"

/* At most `most` bytes of it, whole characters. */
struct bytes peek_cut(struct bytes text, size_t most);
/* Appends `text`, at most `most` bytes of it, as one printable line. */
void peek_put_text(struct buf *b, struct bytes text, size_t most);

void peek_put_parts(struct buf *b, const struct release *r,
                    const struct anatomy *a);
/* Member "parts" of the object that is open. */
void peek_parts_json(struct json_writer *w, const struct release *r,
                     const struct anatomy *a);

#endif
