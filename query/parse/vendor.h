/*
 * vendor -- what nexis and factiva share: words that stand side by side are a
 * phrase, keywords are in any case, and quotes make words of keywords.
 *
 *   Errors  ST_SYNTAX with the reader's place set
 */
#ifndef QUERY_PARSE_VENDOR_H
#define QUERY_PARSE_VENDOR_H

#include "query/parse/yard.h"

/* Where the word at `at` ends: before white space, a bracket or a quotation
 * mark. */
size_t vendor_word_end(const struct reader *r, size_t at);

/* The words [from, to) as one operand: a word, or a phrase. Words such as
 * title:minsk are refused. */
enum st vendor_words(struct yard *y, size_t from, size_t to) MUST_USE;

/* A phrase from the opening quote at r->at to the next. */
enum st vendor_quoted(struct yard *y) MUST_USE;

/* The bytes [from, to) with `any` read as any characters and `one` as one; 0
 * is neither. */
struct bytes vendor_pattern_text(struct reader *r, size_t from, size_t to,
                                 uint8_t any, uint8_t one);

/* Gives `n`, which the bytes [from, r->at) write, to the yard. */
enum st vendor_take(struct yard *y, struct ast_node *n, size_t from,
                    enum place_less placed) MUST_USE;

/* A range of days or words, with a comparison in front of it: "", ">", ">=",
 * "<", "<=". */
enum st vendor_compare(struct reader *r, enum filter_field field,
                       const char *sign, struct bytes value, size_t from,
                       size_t to, struct ast_node **out) MUST_USE;

/* The code of a language by its English name; a code of two letters is one
 * itself. Empty for an unknown one. */
struct bytes vendor_language(struct bytes name);

#endif
