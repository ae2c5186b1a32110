/*
 * speech_words -- which words announce, name or stand for a speaker.
 *
 * A dictionary of some thousand words of sixteen languages, each with the
 * classes it belongs to in any of them. Words are compared folded, so that
 * case and accents do not matter: "DÉCLARÉ" is "declare".
 *
 *   Lifetime  open/close; immutable after that
 *   Threads   any number may look at once
 */
#ifndef INDEXER_RELEASE_SPEECH_WORDS_H
#define INDEXER_RELEASE_SPEECH_WORDS_H

#include <stdint.h>

#include "common/base/bytes.h"
#include "common/base/err.h"

enum speech_word {
    SAYS = 1 << 0, /* says, a déclaré, сказал: announces speech      */
    SAYS_BESIDE = 1 << 1, /* laughs: does so directly beside the marks only */
    AUXILIARY = 1 << 2,   /* has said, a dit, hat gesagt                    */
    ACCORDING = 1 << 3,   /* according to, selon, laut                      */
    ISSUES = 1 << 4,      /* issued the following ...                       */
    STATEMENT = 1 << 5,   /* ... statement                                  */
    HE = 1 << 6,          /* pronouns                                       */
    SHE = 1 << 7,
    THEY = 1 << 8,
    MALE = 1 << 9, /* Mr, Herr, John: a man's name follows, or is     */
    FEMALE = 1 << 10,
    HONORIFIC = 1 << 11, /* Mr, Dr., г-н                                   */
    OFFICE = 1 << 12,    /* president, minister, CEO                       */
    PARTICLE = 1 << 13,  /* de, van, bin: within a name                    */
    PREPOSITION = 1 << 14, /* of, for, in: what follows is no subject        */
    FUNCTION = 1 << 15,    /* the, when, today: no name, capital or not      */
    CONJUNCTION = 1 << 16, /* that, and, but: a clause begins                */
    GROUP = 1 << 17        /* company, ministry, Inc.: an organisation       */
};

struct speech_words;

enum st speech_words_open(struct speech_words **out, struct err *e) MUST_USE;
void speech_words_close(struct speech_words *w);

/* The classes of a word, enum speech_word, or 0. */
unsigned speech_word_classes(const struct speech_words *w, struct bytes word);

/* One list of the dictionary: words with blanks between them. */
struct speech_list {
    unsigned classes;
    const char *words;
};

/* Verbs, and persons: the data, closed by an entry without words. */
extern const struct speech_list SPEECH_VERBS[], SPEECH_PERSONS[];

#endif
