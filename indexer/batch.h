/*
 * batch -- some hundred documents on their way from the source to a worker.
 *
 * The source fills a batch with raw records in its own fixed order; a batch
 * ends after BATCH_BYTES or BATCH_RECORDS, whatever the number of threads, so
 * that what depends on batches (the frames of the store) does not depend on
 * threads. A record that cannot even be read is an entry with a reason, at the
 * place where it would have stood.
 *
 *   Lifetime  a zeroed struct is an empty batch; clear keeps the memory, except
 *             what one huge record made it hold
 *   Threads   one owner at a time
 */
#ifndef INDEXER_BATCH_H
#define INDEXER_BATCH_H

#include <stdint.h>

#include "common/base/buf.h"
#include "common/base/bytes.h"

enum { BATCH_BYTES = 512 * 1024, BATCH_RECORDS = 1024 };

enum record_kind {
    RECORD_TEXT,     /* the whole of a text file, undecoded, as are all      */
    RECORD_MARKDOWN, /* the same                                             */
    RECORD_HTML,     /* the same                                             */
    RECORD_EML,      /* a message                                            */
    RECORD_JSON,     /* an object, such as one line of a .jsonl file         */
    RECORD_BEIR,     /* an object with fields in its "metadata"              */
    RECORD_CSV,      /* a row; `header` is a separator and the first row     */
    RECORD_TSV,      /* the same, where quotes mean nothing                  */
    RECORD_MSMARCO,  /* a row of known columns                               */
    RECORD_TREC,     /* <DOC> ... </DOC>                                     */
    RECORD_REJECT,   /* could not be read; `bytes` holds the reason          */
};

/* Spans are offsets into batch->bytes, which moves while the batch grows. */
struct span {
    size_t at, n;
};

struct raw_record {
    enum record_kind kind;
    struct span bytes;
    struct span path; /* as a person would name it: the argument plus below */
    struct span name; /* default id: path below the source, no extension    */
    struct span header;
    uint64_t line; /* 1.. within a file of many records (records.h), else 0 */
    bool utf16;    /* was, before the source made UTF-8 of it to cut it     */
};

struct batch {
    uint64_t number; /* 0, 1, 2, ... in the order of the source            */
    struct buf bytes;
    struct raw_record *records;
    size_t n, cap;
};

static inline struct bytes batch_span(const struct batch *b, struct span s)
{
    return bytes_of(b->bytes.p + s.at, s.n);
}

void batch_clear(struct batch *b);
void batch_release(struct batch *b);

/* Appends bytes for a span of a record to come; false when memory is out. */
bool batch_put(struct batch *b, const void *p, size_t n,
               struct span *out) MUST_USE;
bool batch_add(struct batch *b, const struct raw_record *r) MUST_USE;

/* What the batch costs in memory, for the budget. */
static inline size_t batch_memory(const struct batch *b)
{
    return b->bytes.cap + b->cap * sizeof(*b->records);
}

#endif
