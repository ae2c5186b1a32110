/*
 * antecedent -- whom a pronoun or an office stands for.
 *
 *   Threads  pure functions
 *   Cost     bounded for each call
 */
#ifndef INDEXER_RELEASE_ANTECEDENT_H
#define INDEXER_RELEASE_ANTECEDENT_H

#include "indexer/release/speech_clause.h"

/* Whether the run at lexeme k names a person of this gender, MALE or FEMALE,
 * who may be a subject; *out is the first such person of its sentence, which
 * does not begin before `least`. */
bool antecedent_person(const struct clause_reader *r, size_t k, size_t least,
                       unsigned sex, struct name *out);

/* Whether the office at lexeme `at` has a holder who was named before:
 * "President Ann Lis", "Ann Lis, the new president". */
bool antecedent_holder(const struct clause_reader *r, size_t at,
                       struct name *out);

/* Whether a person begins a sentence in the two paragraphs before lexeme `at`,
 * not before `least`; the last one: "Ann Lis recalled ... “Q”, the visitor
 * added." */
bool antecedent_subject(const struct clause_reader *r, size_t at, size_t least,
                        struct name *out);

#endif
