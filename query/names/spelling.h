/*
 * spelling -- how alphabets write sounds: Latin as its houses use it, Cyrillic
 * with the letters of be uk kk sr mk, Greek, Arabic with Persian, Georgian,
 * Armenian.
 *
 * A word is cut into spellings, the longest first, which gives its sounds:
 *
 *     schukow   sch u k o w   S u k o w        жуков   Z u k o v
 *
 * Words are folded (common/text/fold.h): no capitals, no accents.
 *
 *   Lifetime  a table lives where the caller puts it; texts are constant
 *   Threads   immutable once made
 *   Source    BGN/PCGN, ISO 9, ICAO 9303, GOST R 52535.1, ALA-LC, Duden and
 *             French press usage, for the letters in which they differ
 */
#ifndef QUERY_NAMES_SPELLING_H
#define QUERY_NAMES_SPELLING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/base/bytes.h"

enum {
    SPELLINGS_MAX = 320,
    NAME_SOUNDS_MAX = 48, /* a longer word is no name             */
    NAME_FORMS_MAX = 2,   /* of a word: first and second readings */
};

struct spelling {
    const char *text;
    const char *sounds; /* letters of query/names/sound.h */
    const char *other;  /* a second reading, or NULL      */
};

struct spelling_table {
    const struct spelling
        *of[SPELLINGS_MAX];       /* by first byte, long ones first */
    uint8_t sizes[SPELLINGS_MAX]; /* of their texts, bytes          */
    uint16_t begin[257];          /* of a first byte                */
    uint32_t n;
};

void spelling_table_init(struct spelling_table *t);

/* A word as sounds. */
struct name_form {
    uint8_t sounds[NAME_SOUNDS_MAX];
    uint32_t n;
    uint32_t consonants; /* a y or j before the first vowel is one */
    bool unvoweled;      /* of an alphabet that leaves out vowels  */
};

/* Reads a folded word; returns how many forms it has, which is 0 when it is no
 * name: a character of another kind, too long, or empty. A consonant that is
 * doubled counts once. */
uint32_t name_forms_read(struct name_form out[NAME_FORMS_MAX],
                         const struct spelling_table *t, struct bytes word);

#endif
