/*
 * sound -- what a name is spelled of, whatever the alphabet.
 *
 * One letter is a sound; those that a spelling leaves open are sounds of their
 * own, between the ones they may be:
 *
 *     a e i o u     vowels; i is y and short i too
 *     b p v f w d t g k q x h l m n r s z
 *                   as in English; x is kh, w may be u
 *     S Z C c j D   sh, zh, ch, ts, dzh, dz
 *     G             Cyrillic g, which Ukrainian reads h
 *     K Q           a c of Latin: k, ts, s or ch; before e, i or y: no k
 *     H             a ch of Latin: ch, sh or kh
 *     J             a j of Latin: y, zh or dzh
 *
 * A skeleton is the consonants alone, those that houses confuse made one class:
 *
 *     P b p     V v f w     T t d     K k g q x h     S s z and all hissing
 *     L l       M m         N n       R r
 *
 *   Threads  constant data; costs are immutable once made
 */
#ifndef QUERY_NAMES_SOUND_H
#define QUERY_NAMES_SOUND_H

#include <stdbool.h>
#include <stdint.h>

enum { SOUNDS = 40 }; /* numbers of sounds are below it */

/* The number of the sound that is written as `c`. */
uint32_t sound_of(char c);
bool sound_is_vowel(uint32_t sound);

/* The classes that it may have in a skeleton, a letter each, the likeliest
 * first; '-' is a vowel, '.' nothing at all. */
const char *sound_classes(uint32_t sound);

/* What it costs, in hundredths of a slip, to take one sound for another, and to
 * leave one out. */
struct sound_costs {
    uint8_t change[SOUNDS][SOUNDS], drop[SOUNDS];
};

void sound_costs_init(struct sound_costs *c);

#endif
