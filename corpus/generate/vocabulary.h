/*
 * vocabulary -- the word of a rank.
 *
 * The first ranks are common English words, so that phrases with stop words
 * exist ("the state of the"), then those of press releases, then some thousand
 * plain ones of all fields; all others are pronounceable inventions, spelled
 * from the rank alone. Different inventions have different numbers: a word of
 * two syllables has a lower one than those of three, and syllables can be read
 * back in one way only, because no coda is the first letter of a cluster. (An
 * invention may happen to be English: "water" is the 2-syllable wa-ter too.)
 * Vocabulary has no end and takes no memory beyond the words kept at hand.
 *
 *   Lifetime  init, nothing to release
 *   Threads   read-only once made
 */
#ifndef CORPUS_GENERATE_VOCABULARY_H
#define CORPUS_GENERATE_VOCABULARY_H

#include "corpus/generate/dice.h"

enum {
    WORD_MAX = 24,            /* bytes of a word with its ending, at most    */
    VOCABULARY_KEPT = 1 << 15 /* ranks whose words are kept spelled          */
};

struct word {
    char text[WORD_MAX - 1];
    uint8_t size;
};

struct vocabulary {
    uint32_t n_function; /* ranks below: the, of, and ...                    */
    uint32_t n_english;  /* ranks below: English                             */
    /* Function words that "the" often follows: of, in, to, for ... */
    bool is_preposition[256];
    struct word kept[VOCABULARY_KEPT];
};

void vocabulary_init(struct vocabulary *v);

/* The invented word number `n`, for names and rare ranks. */
void vocabulary_spell(struct word *out, uint32_t n);

/* The word of `rank`; one that is not kept is spelled into `room`. */
static inline const struct word *
vocabulary_word(const struct vocabulary *v, uint32_t rank, struct word *room)
{
    if (rank < VOCABULARY_KEPT)
        return &v->kept[rank];
    vocabulary_spell(room, rank - v->n_english);
    return room;
}

#endif
