/*
 * known_docs -- what an index holds of the documents that come in.
 *
 * Each document read is looked up by its id. One of the same content needs no
 * work; one that changed replaces what is there. Which of several with one id
 * is the last is told by their order in the sources, whichever thread comes
 * first: so the outcome is that of taking them one after the other.
 *
 *   Lifetime  open/close; borrows the index
 *   Threads   known_docs_see() is safe from any number; the rest afterwards
 *   Memory    8 bytes for each document of the index that is seen
 */
#ifndef INDEXER_KNOWN_DOCS_H
#define INDEXER_KNOWN_DOCS_H

#include "common/base/hash.h"
#include "common/segment/index.h"

struct known_docs;

/* `only`: a document that is not there is left out. */
enum st known_docs_open(struct known_docs **out, const struct index *ix,
                        bool only, struct err *e) MUST_USE;
void known_docs_close(struct known_docs *k);

enum known_verdict {
    DOC_TAKE,      /* it is new, or has changed                     */
    DOC_UNCHANGED, /* it is there as it is                          */
    DOC_UNKNOWN,   /* it is not there, and only such are wanted     */
};

/* `order`: its place in the sources, from 0. */
enum st known_docs_see(struct known_docs *k, struct bytes id,
                       struct hash128 content, uint64_t order,
                       enum known_verdict *verdict, struct err *e) MUST_USE;

/* What became of document `doc` of the index. */
enum known_fate {
    FATE_NOT_SEEN,
    FATE_REPLACED, /* the last with its id has changed               */
    FATE_STAYS,    /* the last with its id is as it is               */
};

enum known_fate known_docs_fate(const struct known_docs *k, uint32_t doc);

/* Whether a document that stays was seen changed before: what was taken with
 * its id is then to be dropped again. */
bool known_docs_has_returned(const struct known_docs *k);

#endif
