/*
 * output -- an answer as text, one function a format.
 *
 *   table  for people: rank, headline, where it is from, the snippet; wrapped,
 *          in colours where asked
 *   json   for programs: one object on one line
 *   trec   for trec_eval: topic Q0 id rank score tag
 *   ids    for shell loops: one id a line
 *
 * docs/query.md describes them for users. Everything that comes from documents
 * is made harmless (query/output/harmless.h) or escaped.
 *
 *   Errors   all append to a buf, whose `failed` says that memory ran out
 *   Threads  pure functions
 */
#ifndef QUERY_OUTPUT_OUTPUT_H
#define QUERY_OUTPUT_OUTPUT_H

#include "common/base/buf.h"
#include "common/segment/record.h"
#include "query/output/answer.h"

struct table_look {
    unsigned columns; /* of the terminal */
    bool color;
};

/* The line of the total and the hits; nothing when there are none. */
void output_table(const struct answer *a, const struct table_look *look,
                  struct buf *out);

/* For a person who found nothing: how many releases each word alone has. */
void output_nothing(const struct answer *a, struct buf *out);

void output_json(const struct answer *a, struct buf *out);
void output_trec(const struct answer *a, struct bytes topic, const char *tag,
                 struct buf *out);
void output_ids(const struct answer *a, struct buf *out);

/* One line of a TREC run. */
void output_trec_line(struct bytes topic, struct bytes id, uint64_t rank,
                      float score, const char *tag, struct buf *out);

/* A whole release, as `show` prints it. */
struct stored_release {
    struct bytes id;
    int32_t date;
    struct bytes source;
    const struct record_fields *fields;
};

void output_release(const struct stored_release *r,
                    const struct table_look *look, struct buf *out);
void output_release_json(const struct stored_release *r, struct buf *out);

/* An id as it came, but what is no plain character (query/output/glyph.h) as
 * %XX, byte by byte; blanks too when `one_word`. */
void output_id(struct bytes id, bool one_word, struct buf *out);

/* The shortest decimal number that reads back as this float, without an
 * exponent and with at least `decimals` decimals. */
void output_score(float score, int decimals, struct buf *out);

#endif
