/*
 * speaker_names -- names in a release: where they begin and end, and the
 * fullest form in which each stood before.
 *
 *     said Acme’s president Ann O’Hara-Lee, ...      Ann O’Hara-Lee
 *     Senate Majority Leader Bob de la Cruz          Bob de la Cruz
 *     Ann (Anna) Lis, Robert “Bob” Smith             as printed
 *
 * A name is a run of capitalised words with the particles, bracketed glosses
 * and nicknames inside it; what stands before it in the run, articles,
 * honorifics and offices, is taken off. There is no gazetteer: a word that
 * begins a sentence is a name when it was capitalised within another one.
 *
 *   Lifetime  a zeroed struct is empty; the arrays are its own
 *   Threads   one struct, one thread
 *   Cost      the first KEYS_MAX words that a release is asked for are looked
 *             for in it, each from left to right once; then all names are
 *             learned, once, and a look is bounded
 */
#ifndef INDEXER_RELEASE_SPEAKER_NAMES_H
#define INDEXER_RELEASE_SPEAKER_NAMES_H

#include "indexer/release/anatomy.h"
#include "indexer/release/lexemes.h"
#include "indexer/release/speech_words.h"

/* A name: lexemes [first, end) of the body, or of the title. */
struct name {
    uint32_t first, end;
    bool in_title;
    uint16_t words;   /* capitalised ones */
    unsigned classes; /* of speech_words: MALE, FEMALE, GROUP; OFFICE when
                         the run held one before the name                 */
};

struct name_entry {
    struct name name;
    uint32_t before; /* entry + 1 of the same slot that was there before */
    uint32_t key;
};

/* A word that was asked for, and how far the body was looked through for it. */
struct name_key {
    struct bytes stem;
    enum lexeme_kind kind;
    uint32_t key, newest; /* newest: entry + 1, or 0    */
    size_t from;          /* lexemes before it were read */
    size_t behind;        /* no run goes on here         */
};

enum {
    NAME_SLOTS = 1 << 11,
    KEYS_MAX = 24,
    RUN_ROOM = 32 /* lexemes of a run with particles and glosses */
};

struct names {
    const struct speech_words *words;
    const struct lexemes *title, *body;
    size_t end;  /* of the body: names begin before it    */
    bool failed; /* memory was out: a name may be missing */

    /* Private. */
    struct name_entry *v;
    size_t n, cap;
    struct name_key asked[KEYS_MAX];
    size_t n_asked;
    bool all;                   /* more words were asked for: now all names
                                   are learned, in `slots`                  */
    size_t learned;             /* ... of the lexemes of the body before it */
    uint32_t slots[NAME_SLOTS]; /* entry + 1 */
};

/* Begins anew for a release: all names of its title stand before, none of its
 * body. */
void names_begin(struct names *n, const struct speech_words *words,
                 const struct lexemes *title, const struct lexemes *body);
void names_release(struct names *n);

/* From now on the names of the body stand before that begin before lexeme
 * `end`, which never falls. */
void names_go_to(struct names *n, size_t end);

/* The end of the run of capitalised words that begins at lexeme i. */
size_t name_run_end(const struct lexemes *x, const struct speech_words *words,
                    size_t i);
/* The start of the run that holds lexeme i, or i + 1 where none does; no run
 * goes on at `least`. */
size_t name_run_around(const struct lexemes *x,
                       const struct speech_words *words, size_t least,
                       size_t i);
/* Whether lexeme i may be one of a run, by its kind. */
bool name_run_may_hold(const struct lexemes *x, size_t i);

/* The start of the run that ends before lexeme `end`, at `least` or behind. */
size_t name_run_start(const struct lexemes *x, const struct speech_words *words,
                      size_t least, size_t end);

/* The name in the run [first, end): without words when nothing but an office
 * or a function word is in it. */
struct name name_of_run(const struct lexemes *x,
                        const struct speech_words *words, size_t first,
                        size_t end);

/* The size of the possessive that ends a word, or 0: "Ann’s", "workers’". */
size_t name_possessive_size(struct bytes word);

/* The bytes of a name that has words, without a possessive at its end. */
struct text_range name_bytes(const struct lexemes *x, const struct name *n);

/* Whether the run at lexeme i stands behind a preposition, with or without an
 * article: "of Acme", "of the Acme Society". */
bool name_is_behind_preposition(const struct lexemes *x,
                                const struct speech_words *words, size_t i);

/* Sets *full to the fullest name that stood before and holds the words of
 * `name`; `name` itself when there is none. False when there are several
 * between which nothing decides. */
bool names_fullest(struct names *n, const struct name *name, struct name *full);

/* Whether the name, at the beginning of a sentence, is known to be one. */
bool names_know(struct names *n, const struct name *name);

#endif
