/*
 * output -- an answer as text, one function a format.
 *
 *   table  for people: rank, headline, where it is from, the snippet; wrapped,
 *          in colours where asked
 *   lines  for people and grep: rank, date, headline, id; cut to the width of
 *          a terminal, whole elsewhere
 *   json   for programs: one object on one line
 *   jsonl  a hit a line, each an object
 *   csv    a hit a row under a row of names (query/output/rows.h); so is tsv
 *   trec   for trec_eval: topic Q0 id rank score tag
 *   ids    for shell loops: one id a line
 *   null   for xargs -0: ids as they are, each ended by a NUL
 *
 * docs/forms.md describes them for users. Everything
 * that comes from documents is made harmless (query/output/harmless.h) or
 * escaped.
 *
 *   Errors   all append to a buf, whose `failed` says that memory ran out
 *   Threads  pure functions
 */
#ifndef QUERY_OUTPUT_OUTPUT_H
#define QUERY_OUTPUT_OUTPUT_H

#include "common/base/buf.h"
#include "common/segment/record.h"
#include "query/output/answer.h"
#include "query/output/rows.h"
#include "query/output/wrap.h"

/* Member `version` of every JSON object: changes when a member goes or changes
 * its meaning. */
enum { JSON_OUTPUT_VERSION = 1 };

struct release_parts; /* query/parts/release_parts.h */

struct table_look {
    unsigned columns; /* of the terminal, or what to take for it */
    bool color;
    bool terminal; /* that is where it goes: lines are cut to fit */
    bool utf8;     /* pictures may be drawn with more than ASCII      */
};

/* "72,574" */
void output_number(uint64_t v, struct buf *out);

/* Seconds since 1970 as the clock on the wall: "2019-05-28 07:30". */
void output_moment(int64_t when, struct buf *out);
/* "1,204 releases in 861 stories"; unless `folded`, without the stories. */
void output_releases(uint64_t n, bool folded, uint64_t stories,
                     struct buf *out);

/* Sequences of ECMA-48, section 8.3.117 (SGR), as terminals have them. */
#define LOOK_RESET "\033[0m"
#define LOOK_BOLD  "\033[1m"
#define LOOK_FAINT "\033[2m"
#define LOOK_MATCH "\033[1;31m" /* bold red, as grep marks its matches */

/* How a text in `color` is put where there are `columns`; without colours when
 * the look is. */
struct wrap table_wrap(const struct table_look *look, const char *color,
                       size_t columns, size_t indent);

/* The line of the total and the hits; nothing when there are none. */
void output_table(const struct answer *a, const struct table_look *look,
                  struct buf *out);

/* For a person who found nothing: how many releases each word alone has. */
void output_nothing(const struct answer *a, struct buf *out);

void output_lines(const struct answer *a, const struct table_look *look,
                  struct buf *out);
void output_json(const struct answer *a, struct buf *out);
void output_jsonl(const struct answer *a, struct buf *out);
void output_rows(const struct answer *a, enum row_form form, struct buf *out);
void output_trec(const struct answer *a, struct bytes topic, const char *tag,
                 struct buf *out);
void output_ids(const struct answer *a, struct buf *out);
/* A NUL within an id, which would end it, is %00; for a terminal, whose user
 * sees what would have gone to xargs, ids are as output_id() has them. */
void output_null(const struct answer *a, bool terminal, struct buf *out);

/* One line of a TREC run. */
void output_trec_line(struct bytes topic, struct bytes id, uint64_t rank,
                      float score, const char *tag, struct buf *out);

/* A whole release, as `show` prints it. */
struct stored_release {
    struct bytes id;
    int32_t date;
    enum date_origin date_origin; /* ORIGIN_NONE where it is not known */
    struct bytes source;
    const struct record_fields *fields;
    const struct release_parts *parts; /* to be shown too, or NULL */
};

void output_release(const struct stored_release *r,
                    const struct table_look *look, struct buf *out);
void output_release_json(const struct stored_release *r, struct buf *out);

/* A member with the digits of a float, not those of the double it becomes. */
struct json_writer;
void output_json_float(struct json_writer *w, const char *name, float v);

/* An id as it came, but what is no plain character (query/output/glyph.h) as
 * %XX, byte by byte; blanks too when `one_word`. */
void output_id(struct bytes id, bool one_word, struct buf *out);

/* The shortest decimal number that reads back as this float, without an
 * exponent and with at least `decimals` decimals. */
void output_score(float score, int decimals, struct buf *out);

#endif
