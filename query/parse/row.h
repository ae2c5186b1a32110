/*
 * row -- the text of a phrase with gaps and alternatives; patterns of words.
 *
 *     state * visit                  one word between them, whatever
 *     state *0..2 visit              none to two
 *     prime (minister|ministers)     either
 *     prime minist*                  a pattern
 *
 * A text without any of these is an AST_PHRASE. Parentheses without a bar in
 * them are punctuation, and \ takes the meaning from what is behind it.
 */
#ifndef QUERY_PARSE_ROW_H
#define QUERY_PARSE_ROW_H

#include "query/parse/reader.h"

/* The text [from, to) of the query; NULL also when no word is in it. */
enum st row_read(struct reader *r, size_t from, size_t to,
                 struct ast_node **out) MUST_USE;

/* The gap that the bytes [from, to) write, `*`, `*3` or `*0..3`; NULL, when
 * they write none. */
struct ast_node *row_gap(struct reader *r, size_t from, size_t to);

/* An AST_WILDCARD of [from, to), which without its backslashes is `text`; an
 * error when nothing but wildcards is in it, or when one has a backslash. */
enum st row_pattern(struct reader *r, size_t from, size_t to, struct bytes text,
                    struct ast_node **out) MUST_USE;

/* An AST_REGEX from the slash at r->at to the next one without a backslash;
 * moves behind it. An error when white space is in it, as no word holds any. */
enum st row_regex(struct reader *r, struct ast_node **out) MUST_USE;

/* Whether `c` stands in the bytes [from, to) without a backslash. */
bool row_has(const struct reader *r, size_t from, size_t to, uint8_t c);

#endif
