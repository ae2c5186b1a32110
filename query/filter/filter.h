/*
 * filter -- what a question asks of a release beside its text.
 *
 * Date, length, source and id are columns of a segment: the documents a filter
 * lets through are found as a bitmap, in one pass over the column. Address and
 * language are in the stored releases only, which are read for documents that
 * match otherwise (query/filter/record_check.h).
 *
 *     date, length   within the range; a document without a date is in none but
 *                    that of DATE_NONE alone
 *     source, lang   the name, without regard to case and accents; * and ?
 *                    stand for any characters and for one. en is en-GB too
 *     id             the bytes, with * and ?
 *     url            likewise, of the address or what follows its ://
 *     repeated       as many others have one of its paragraphs, within the
 * range
 *
 *   Lifetime  lives in an arena
 *   Threads   immutable once made
 *   Errors    ST_CORRUPT for a damaged page, ST_NOMEM
 */
#ifndef QUERY_FILTER_FILTER_H
#define QUERY_FILTER_FILTER_H

#include "common/base/arena.h"
#include "common/segment/record.h"
#include "common/segment/segment.h"
#include "common/text/analyzer.h"
#include "query/filter/repeated.h"
#include "query/parse/ast.h"
#include "query/rank/kernels.h"

struct filter {
    enum filter_field field;
    int64_t from, to;  /* both included                                  */
    struct bytes text; /* of names: folded                               */
    bool signs;        /* there are * or ? in it                         */
    struct analyzer *analyzer;     /* names of documents are folded by       */
    struct repeat_counts *repeats; /* of the index; or NULL              */
};

enum st filter_init(struct filter *f, const struct ast_filter *from,
                    struct analyzer *a, struct arena *arena,
                    struct err *e) MUST_USE;

/* False: it needs the stored release. */
static inline bool filter_is_column(const struct filter *f)
{
    return f->field != FILTER_URL && f->field != FILTER_LANG;
}

/* Sets the bits of the documents of a segment that a filter of a column lets
 * through, in bitmap_bits_size() bytes, and clears the others. */
enum st filter_bits(const struct filter *f, const struct segment *s,
                    const struct rank_kernels *kernels, struct arena *scratch,
                    uint64_t *bits, struct err *e) MUST_USE;

/* Whether the release passes a filter that is no column. */
enum st filter_record(const struct filter *f, const struct record_fields *r,
                      bool *passes, struct err *e) MUST_USE;

#endif
