/*
 * lucene_escape -- what a backslash means in Lucene's classic syntax: the
 * character behind it, or by \u and four digits, that of the number.
 *
 *   Errors  ST_SYNTAX with the reader's place set
 */
#ifndef QUERY_PARSE_LUCENE_ESCAPE_H
#define QUERY_PARSE_LUCENE_ESCAPE_H

#include "query/parse/reader.h"

/* The bytes [from, to) without their escapes, in the arena where there are
 * any. The last byte is no backslash that has nothing behind it. */
enum st lucene_unescape(struct reader *r, size_t from, size_t to,
                        struct bytes *out) MUST_USE;

#endif
