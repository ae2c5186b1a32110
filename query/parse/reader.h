/*
 * reader -- where a strict dialect stands in the text of a query, and how it
 * says what is wrong there.
 *
 *     return err_set(reader_blame(r, at, n), ST_SYNTAX, "...");
 *
 *   Lifetime  borrows the tree, whose arena holds what is suggested
 */
#ifndef QUERY_PARSE_READER_H
#define QUERY_PARSE_READER_H

#include "query/parse/parse.h"
#include "query/parse/tree.h"

/* Distances that a person may ask for; farther apart is NEAR_ANY. */
enum { DISTANCE_MAX = 10000 };

struct reader {
    struct tree *t;
    int32_t today; /* what "yesterday" counts from */
    struct parse_place *place;
    struct err *e;
    size_t at;    /* the next byte to be read */
    size_t comma; /* ends the first argument that is being read; or 0 */
};

/* The character at `at`; 0, which no word holds, behind the end. */
uint32_t reader_peek(const struct reader *r, size_t at);

bool reader_at_end(const struct reader *r, size_t at);

/* The first place at or behind `at` that is no white space. */
size_t reader_skip_space(const struct reader *r, size_t at);

/* The bytes [from, to) of the query. */
struct bytes reader_text(const struct reader *r, size_t from, size_t to);

/* Notes that it went wrong at these bytes; returns where to put the reason. */
struct err *reader_blame(struct reader *r, size_t at, size_t n);

/* Notes what might have been meant: the query with `instead` in place of the
 * bytes [at, at + n). */
void reader_suggest(struct reader *r, size_t at, size_t n, const char *instead);

/* The same, with `number` in place of the digits that the word [from, to) ends
 * with, or behind it where it ends with none. */
void reader_suggest_number(struct reader *r, size_t from, size_t to,
                           uint32_t number);

/* The decimal number that the bytes [from, to) are. False when they are none,
 * or more than `most`. */
bool reader_number(const struct reader *r, size_t from, size_t to,
                   uint32_t most, uint32_t *out);

/* The bytes [from, to) without the backslashes that take the meaning from the
 * character behind them, in the arena where there are any. The last byte is
 * no such backslash. */
struct bytes reader_unescape(struct reader *r, size_t from, size_t to);

/* A quotation mark, opening or closing, of any kind. */
bool is_quote(uint32_t c);

#endif
