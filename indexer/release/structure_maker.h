/*
 * structure_maker -- the anatomy of a release in positions, and as terms.
 *
 * The analyzer tells for each word where it stands in the text and at which
 * position; with that, ranges of bytes become ranges of positions. A range
 * without a word is dropped. What is asked for by name, speakers, places,
 * agencies, joins the words of the document as prefix terms
 * (common/segment/prefix_term.h).
 *
 *   Threads  pure functions
 */
#ifndef INDEXER_RELEASE_STRUCTURE_MAKER_H
#define INDEXER_RELEASE_STRUCTURE_MAKER_H

#include "common/text/analyzer.h"
#include "indexer/release/anatomy.h"

/* A release and the words it was analysed into: those of the title come
 * first, up to tokens[title_tokens]. */
struct analysed {
    struct bytes title, body;
    struct token_list *words;
    size_t title_tokens;
};

/* Replaces `out`, and appends the prefix terms to the words: as tokens with
 * parts 0, which count as no words. Only ST_NOMEM. */
enum st structure_make(const struct anatomy *a, const struct analysed *r,
                       struct structure *out, struct err *e) MUST_USE;

#endif
