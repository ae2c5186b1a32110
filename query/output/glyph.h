/*
 * glyph -- what a terminal makes of a character.
 *
 *   Threads  pure functions
 *   Source   Unicode's general categories, UAX #11 and UAX #29, by ICU's tables
 */
#ifndef QUERY_OUTPUT_GLYPH_H
#define QUERY_OUTPUT_GLYPH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Columns it takes: two for the wide characters of East Asia and for pictures,
 * none for marks that sit on a letter and for the vowels and ends of a Hangul
 * syllable in parts. UTF8_INVALID, shown as U+FFFD, has one. As wcwidth() has
 * it, whatever the locale. */
size_t glyph_columns(uint32_t c);

/* Whether the character is shown as one with that before it, so that no line
 * may end between them: marks, vowel signs, joined letters, flags. */
bool glyph_continues(uint32_t before, uint32_t c);

/* False for what has no shape of its own (controls, marks that turn or hide
 * text), for white space but U+0020, and for UTF8_INVALID. */
bool glyph_is_plain(uint32_t c);

/* Punctuation that a line may not begin with, and such that may not end it. */
bool glyph_closes(uint32_t c);
bool glyph_opens(uint32_t c);

#endif
