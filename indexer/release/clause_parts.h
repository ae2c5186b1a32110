/*
 * clause_parts -- what the readers of clauses share: see speech_clause.h.
 *
 *   Threads  pure functions
 */
#ifndef INDEXER_RELEASE_CLAUSE_PARTS_H
#define INDEXER_RELEASE_CLAUSE_PARTS_H

#include "indexer/release/speech_clause.h"

static inline bool clause_is(const struct clause_reader *r, size_t i,
                             enum lexeme_kind kind)
{
    return lexeme_is(r->x, i, kind);
}

/* Whether lexeme i is an adverb or auxiliary; behind those that begin at i. */
bool clause_is_adverb(const struct clause_reader *r, size_t i);
size_t clause_skip_adverbs(const struct clause_reader *r, size_t i);

/* Whether lexeme i is an "and" of any language. */
bool clause_is_and(const struct clause_reader *r, size_t i);

/* Behind the preposition at i, if one is there: "according to". */
size_t clause_behind_preposition(const struct clause_reader *r, size_t i);

/* The start of the sentence that ends before lexeme e, at `least` or behind. */
size_t clause_start(const struct clause_reader *r, size_t least, size_t e);

struct mention clause_mention(enum mention_kind kind, struct name name,
                              size_t behind);
/* A mention of one lexeme. */
struct mention clause_single(enum mention_kind kind, size_t i,
                             unsigned classes);

/* The name in the run [i, end). Where an office or a preposition stands before
 * it, a place or house may begin it: then it begins with a forename. */
struct name clause_name_in(const struct clause_reader *r, size_t i, size_t end,
                           bool behind_office);

/* Whether nobody alone is named: "Senators Lis and Fir", "the Trust". */
bool clause_is_several(struct name n);

#endif
