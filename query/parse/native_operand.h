/*
 * native_operand -- the words, phrases and patterns of the native dialect, with
 * what is joined to them.
 *
 *     word  =word  ~~word  name(a b)  pre*  w?rd  word~1  "a row"  "a phrase"~3
 * /regex/  ^2  ^=2
 *
 *   Errors  ST_SYNTAX with the reader's place set
 */
#ifndef QUERY_PARSE_NATIVE_OPERAND_H
#define QUERY_PARSE_NATIVE_OPERAND_H

#include "query/parse/fields.h"
#include "query/parse/yard.h"

struct native {
    struct reader *r;
    struct yard yard;
};

/* What an operand stands behind: title: or =. */
struct prefix {
    const struct field *field;
    size_t at; /* of the first of it */
};

/* Where the word at `at` ends; *escaped: there is a backslash in it. */
enum st native_word_end(struct reader *r, size_t at, size_t *end,
                        bool *escaped) MUST_USE;

/* The text between the quotes at r->at, [*from, *to); moves behind them. */
enum st native_quoted(struct reader *r, size_t *from, size_t *to) MUST_USE;

/* Gives the operand that ends at r->at to the yard. */
enum st native_take(struct native *p, const struct prefix *prefix,
                    struct ast_node *n, enum place_less placed) MUST_USE;

/* A phrase or a row from its quote on. */
enum st native_phrase(struct native *p, const struct prefix *prefix) MUST_USE;

/* A regular expression from its slash on. */
enum st native_regex(struct native *p, const struct prefix *prefix) MUST_USE;

/* A word or pattern [r->at, end), with what is joined to it; `exact`: a = is
 * before it. */
enum st native_plain(struct native *p, const struct prefix *prefix, size_t end,
                     bool exact) MUST_USE;

/* name(...) whose parenthesis stands at `open`, or ~~word with open 0. */
enum st native_name(struct native *p, const struct prefix *prefix,
                    size_t open) MUST_USE;

/* The weight at r->at, of the operand before it. */
enum st native_weight(struct native *p) MUST_USE;

#endif
