/*
 * quotation_marks -- the marks that quotations stand between, by language.
 *
 *     “ ”  " "  ‘ ’  ' '  `` ''       English
 *     „ “  ‚ ‘  » «  › ‹              German, Czech, Bulgarian, Lithuanian
 *     „ ”  ,, ''                      Polish, Romanian, Hungarian, Dutch
 *     « »  ‹ ›                        French, Russian, Spanish, Arabic
 *     ” ”  » »                        Swedish, Finnish
 *     「 」 『 』 ＂                     Japanese, Chinese
 *
 * Houses mix them, so an opening mark accepts a set of closing ones. What a
 * mark may do where it stands is told by its two neighbours alone. 《 》 name
 * works and are no marks of speech.
 *
 *   Threads  pure functions
 *   Source   Unicode CLDR, delimiters; The Unicode Standard 15, section 6.2
 */
#ifndef INDEXER_RELEASE_QUOTATION_MARKS_H
#define INDEXER_RELEASE_QUOTATION_MARKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/base/bytes.h"

enum mark_kind {
    MARK_NONE,
    MARK_STRAIGHT, /* " ＂ '' */
    MARK_GRAVES,   /* ``     */
    MARK_HIGH_6,   /* “      */
    MARK_HIGH_9,   /* ”      */
    MARK_LOW_9,    /* „ ,, ‟ */
    MARK_LEFT,     /* «      */
    MARK_RIGHT,    /* »      */
    MARK_CORNER,   /* 「     */
    MARK_CORNER_END,
    MARK_WHITE_CORNER, /* 『 */
    MARK_WHITE_CORNER_END,
    MARK_SINGLES, /* from here on single ones */
    MARK_SINGLE = MARK_SINGLES,
    MARK_SINGLE_6,     /* ‘  */
    MARK_SINGLE_9,     /* ’  */
    MARK_SINGLE_LOW_9, /* ‚  */
    MARK_SINGLE_LEFT,  /* ‹  */
    MARK_SINGLE_RIGHT, /* ›  */
    MARK_KINDS
};

/* What a mark may do where it stands. */
enum { MARK_OPENS = 1, MARK_CLOSES = 2, MARK_AFTER_DIGIT = 4 };

/* Behind the first byte of the last mark in `text` that may open a quotation; 0
 * when there is none. This is all that is done to a text without marks. */
size_t marks_last_opener(struct bytes text);

/* The kind of the mark at p < end, and its size. */
enum mark_kind mark_at(const uint8_t *p, const uint8_t *end, size_t *size);

/* MARK_* bits of a mark between the code points `before` and `after`; 0 stands
 * for the edge of a line. 0 for what is an apostrophe. */
unsigned mark_roles(enum mark_kind kind, uint32_t before, uint32_t after);

/* Whether `kind`, of these roles, closes what `opener` opened. */
bool mark_closes(enum mark_kind opener, enum mark_kind kind, unsigned roles);

#endif
