/*
 * speech_clause -- the words beside a quotation that say who speaks.
 *
 *     “Q,” said Ann Lis, head of Acme.       cue, name
 *     “Q”, Ann Lis, head of Acme, said.      name, apposition, cue
 *     In a statement Ann Lis said: “Q.”      name, cue, mark
 *     “Q”, - сказал президент Иван Лис.      cue, office, name
 *
 * A clause is read outwards from the mark, within its sentence; appositions
 * between commas and brackets are passed over.
 *
 *   Threads  pure functions
 *   Cost     bounded for each quotation
 */
#ifndef INDEXER_RELEASE_SPEECH_CLAUSE_H
#define INDEXER_RELEASE_SPEECH_CLAUSE_H

#include "indexer/release/lexemes.h"
#include "indexer/release/quotation_spans.h"
#include "indexer/release/speaker_names.h"
#include "indexer/release/speech_words.h"

enum mention_kind {
    MENTION_NONE,
    MENTION_NAME,
    MENTION_OFFICE,  /* "the President"                                     */
    MENTION_PRONOUN, /* `name.classes` holds HE or SHE                      */
    MENTION_OMITTED, /* a verb without a subject beside it: "dijo", "dedi"  */
    MENTION_OTHER    /* somebody who is no name: "one customer said"        */
};

/* Who is named beside a quotation, as printed. */
struct mention {
    enum mention_kind kind;
    struct name name; /* the lexemes of the mention         */
    size_t behind;    /* the first lexeme behind all of it  */
    bool signed_by;   /* by a signature, without a verb     */
    bool loose;       /* in its sentence, but not beside it */
    bool adjacent;    /* the verb stands directly before    */
    bool statement;   /* "issued the following statement"   */
};

struct clause_reader {
    const struct lexemes *x;
    const struct speech_words *words;
    struct names *names;
};

/* Reads what stands behind a quotation; `next` is the lexeme where the next
 * quotation begins, or the end of the text. */
struct mention clause_after(const struct clause_reader *r,
                            const struct quotation_span *q, size_t next);

/* Reads what stands before a quotation, from lexeme `least` on. */
struct mention clause_before(const struct clause_reader *r,
                             const struct quotation_span *q, size_t least);

/* Reads the name that stands directly before a quotation. */
struct mention clause_name_before(const struct clause_reader *r,
                                  const struct quotation_span *q, size_t least);

/* Reads a sentence that a colon ends, whatever its verb, and that a person
 * begins: "Ann Lis, head of Acme, puts it so: “Q”". The mention is loose. */
struct mention clause_person_before(const struct clause_reader *r,
                                    const struct quotation_span *q,
                                    size_t least);

/* Reads a clause within a quotation in « », as French has it:
 * « Q, a dit Ann Lis. Q. » */
struct mention clause_within(const struct clause_reader *r,
                             const struct quotation_span *q);

/* Reads a signature behind a quotation, or a name that begins its line. */
struct mention clause_signature(const struct clause_reader *r,
                                const struct quotation_span *q, size_t least,
                                size_t next);

/* ---- parts of clauses, for the scripts without capitals too ---- */

/* The lexeme behind a quotation and its closing mark; its opening mark. */
size_t quotation_behind(const struct lexemes *x,
                        const struct quotation_span *q);
size_t quotation_opening(const struct quotation_span *q);

/* The mention that begins at lexeme i: [the] [office] [of ...] NAME, or a
 * pronoun. */
struct mention clause_subject(const struct clause_reader *r, size_t i,
                              size_t end);

static inline unsigned clause_classes(const struct clause_reader *r, size_t i)
{
    return speech_word_classes(r->words, lexeme_bytes(r->x, i));
}

/* Whether lexeme i is a verb of speech, not in capitals. */
bool clause_is_cue(const struct clause_reader *r, size_t i);

#endif
