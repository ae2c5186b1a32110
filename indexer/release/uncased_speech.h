/*
 * uncased_speech -- who speaks, in scripts without capitals.
 *
 *     习近平在会上强调：“Q”      田中社長は「Q」と述べた      وقال أحمد علي:
 * "Q"
 *
 * Chinese and Japanese have neither capitals nor spaces: the speaker is what
 * stands between the start of the clause and the verb, a preposition or the
 * particle of the subject. Arabic has spaces: the speaker is what stands
 * between the verb and a mark, a comma or a preposition.
 *
 *   Threads  pure functions
 *   Cost     bounded for each quotation
 */
#ifndef INDEXER_RELEASE_UNCASED_SPEECH_H
#define INDEXER_RELEASE_UNCASED_SPEECH_H

#include "indexer/release/speech_clause.h"

/* A speaker by its bytes: such a name may be part of a lexeme. */
struct uncased_mention {
    enum mention_kind kind;
    uint32_t from, to; /* bytes of the body     */
    unsigned classes;  /* HE, SHE of a pronoun  */
};

/* Reads what stands before and behind a quotation; `least` and `next` as for
 * clause_before() and clause_after(). */
struct uncased_mention uncased_speaker(const struct clause_reader *r,
                                       const struct quotation_span *q,
                                       size_t least, size_t next);

#endif
