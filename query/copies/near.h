/*
 * near -- the documents whose text is most like one, by signature and text.
 *
 * All signatures of the index are looked through: 32 bytes a document. Of those
 * that share a sample, or are alike by their bits, the texts are compared, the
 * most alike first; without stored texts the estimate counts.
 *
 *   Threads  one
 *   Errors   ST_USAGE when copies were not looked for; ST_CORRUPT, ST_NOMEM
 */
#ifndef QUERY_COPIES_NEAR_H
#define QUERY_COPIES_NEAR_H

#include "common/segment/index.h"
#include "query/copies/compared.h"
#include "query/searcher.h"

/* Reads document `doc` of the index into `out`. */
struct text_source {
    enum st (*read)(void *ctx, uint32_t doc, struct compared *out,
                    struct err *e);
    void *ctx; /* read is NULL: no texts are kept */
};

/* The `most` documents most like `text` and no other than alike, without
 * `self` (DOC_END: none): best first, the score is how much of the rows of both
 * is in both. Returns how many in *n. */
enum st near_find(struct compared *text, const struct index *ix, uint32_t self,
                  const struct text_source *texts, struct hit *hits,
                  uint32_t most, uint32_t *n, struct err *e) MUST_USE;

#endif
