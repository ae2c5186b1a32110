/*
 * quotations -- what a release quotes, and who said it.
 *
 * A quotation stands between marks (quotation_spans.h) and passes a test: it
 * has five words and is no title, or a verb of speech stands beside it, or it
 * is a sentence of its own. Its speaker is found by sieves (attribution.h);
 * where none fires there is none. Indirect speech is not seen.
 *
 *   Lifetime  open/close; the reader is scratch for any number of releases
 *   Threads   one reader, one thread
 *   Cost      linear; a text without marks is looked at once, byte by byte
 */
#ifndef INDEXER_RELEASE_QUOTATIONS_H
#define INDEXER_RELEASE_QUOTATIONS_H

#include "common/base/bytes.h"
#include "common/base/err.h"
#include "indexer/release/anatomy.h"
#include "indexer/release/lines.h"

struct quotation_reader;

enum st quotation_reader_open(struct quotation_reader **out,
                              struct err *e) MUST_USE;
void quotation_reader_close(struct quotation_reader *r);

/* Appends the quotations of `body`, whose lines are `l`, to `out`. Only
 * ST_NOMEM; `out` may then hold some of them. */
enum st quotations_read(struct quotation_reader *r, struct bytes title,
                        struct bytes body, const struct lines *l,
                        struct anatomy *out, struct err *e) MUST_USE;

#endif
