/*
 * records -- a stream cut into raw records, as its format has it.
 *
 *     text markdown html eml   all of it is one record
 *     jsonl beir msmarco tsv   a line; blank ones are passed over
 *     csv                      a row, which may go over several lines
 *     json                     an object: the only one, one of several, or an
 *                              element of a list
 *     trec                     <DOC> ... </DOC>
 *     mbox                     from one line "From " behind an empty one to the
 *                              next
 *
 * Cutting looks at as little as it can, for all files pass through this one
 * thread; what a record says is read by the workers (extract/). A byte order
 * mark of UTF-8 is dropped. A record over the limit is passed over in bounded
 * memory and told with its size.
 *
 *   Lifetime  a zeroed struct is closed; open over a stream, next until
 * CUT_END; release Threads   none Errors    those of the stream, at the record
 * in which they happened; ST_NOMEM. What breaks the format is a CUT_FAULT, and
 * reading goes on where it can Source    RFC 4180 (csv), RFC 8259 (json), RFC
 * 4155 (mbox)
 */
#ifndef INDEXER_SOURCE_RECORDS_H
#define INDEXER_SOURCE_RECORDS_H

#include "indexer/source/input_format.h"
#include "indexer/source/stream.h"

struct records {
    enum input_format format;
    /* Of the record last begun, from 1: its first line; in json its place
     * among all of the file, or 0 when it is the only one; 0 when all of the
     * file is one record. */
    uint64_t number;
    /* Of csv and tsv: a byte, the one between two columns, and the first row.
     */
    struct buf header;

    /* Private to records.c and cut_*.c. */
    struct stream *from;
    uint64_t line; /* lines begun */
    bool begun, ended;
    bool in_list; /* json */
};

enum cut_kind { CUT_RECORD, CUT_TOO_LONG, CUT_FAULT, CUT_END };

struct cut {
    enum cut_kind kind;
    uint64_t size;      /* bytes in the stream, without the line feed      */
    const char *reason; /* of CUT_FAULT                                    */

    /* Private: where the bytes go. */
    struct buf *out;
    size_t start, max;
    bool fed; /* a line feed ended the last line */
};

/* Of csv and tsv, reads the header too. */
enum st records_open(struct records *r, struct stream *from,
                     enum input_format format, struct err *e) MUST_USE;

/* Appends the next record to `out`; whatever is none leaves it as it was. */
enum st records_next(struct records *r, size_t max, struct buf *out,
                     struct cut *cut, struct err *e) MUST_USE;

void records_release(struct records *r);

/* True for a format of which a stream is one record. */
bool records_is_whole(enum input_format format);

/* ---- for the cutters ---- */

/* Appends bytes that were at hand, while the record is not too long. */
enum st cut_append(struct cut *c, const uint8_t *p, size_t n,
                   struct err *e) MUST_USE;
/* Appends a line with its feed, and what it was to *line; *got is false at the
 * end. */
enum st cut_line(struct records *r, struct cut *c, struct bytes *line,
                 bool *got, struct err *e) MUST_USE;

/* True when what was cut so far is nothing but white space. */
bool cut_is_blank(const struct cut *c);

enum st cut_csv(struct records *r, struct cut *c, struct err *e) MUST_USE;
enum st cut_json(struct records *r, struct cut *c, struct err *e) MUST_USE;
enum st cut_trec(struct records *r, struct cut *c, struct err *e) MUST_USE;
enum st cut_mbox(struct records *r, struct cut *c, struct err *e) MUST_USE;

/* The byte between the columns of a csv with this first row. */
uint8_t csv_separator(struct bytes header);

#endif
