/*
 * unicode -- what the text layer knows of each code point, from tables.
 *
 * unicode_gen writes the tables at build time from ICU's data: a property
 * word and a fold for every code point, both through a two-stage table (the
 * block of 128, then the code point within it; equal blocks are kept once).
 *
 *   Threads  constant data
 *   Source   UAX #29 revision 41 (Word_Break, Sentence_Break), as tailored by
 *            ICU's root rules: a colon does not join words. One tailoring of
 *            ICU 72 is left out, as later ICUs have done: "@" is no letter.
 */
#ifndef TEXT_UNICODE_H
#define TEXT_UNICODE_H

#include <stddef.h>
#include <stdint.h>

/* Word_Break classes, those that no rule tells apart made one. */
enum word_class {
    WB_OTHER,
    WB_CR,
    WB_LF,
    WB_NEWLINE,
    WB_EXTEND, /* Extend and Format                                         */
    WB_ZWJ,
    WB_REGIONAL, /* half a flag                                             */
    WB_DICT,     /* Han, kana, and scripts with line break class SA         */
    WB_LETTER,
    WB_HEBREW,
    WB_HANGUL, /* a syllable: joins only its like, so 2019 and "year" part  */
    WB_NUMERIC,
    WB_EXTENDNUMLET, /* underscore                                          */
    WB_SINGLE_QUOTE,
    WB_DOUBLE_QUOTE,
    WB_MIDNUMLET,
    WB_MIDLETTER,
    WB_MIDNUM,
    WB_SPACE,
    WB_CLASSES
};

/* A property word: the class, and these. */
enum {
    CP_CLASS = 0x1f,
    CP_PICTURE = 1 << 5, /* Extended_Pictographic                         */
    CP_WORD = 1 << 6,    /* a letter or a digit: makes its segment a word */
    CP_STOP = 1 << 7,    /* may end a sentence                            */
    CP_CLOSE = 1 << 8,   /* quote or bracket that may follow a stop       */
    CP_WIDE_STOP = CP_STOP | CP_CLOSE, /* ends one with nothing behind it   */
    CP_LOWER = 1 << 9,
    CP_COMPOSES = 1 << 10, /* may become one with what stands before it     */
    CP_TAKES = 1 << 11,    /* ... for which this stands before it           */
    CP_REORDERS = 1 << 12, /* may change places with a mark before it       */
    CP_MARK = 1 << 13,     /* its fold ends in such a mark                  */
    CP_INDIC = 1 << 14,    /* a joiner after it is spelling                 */
    CP_SPACE = 1 << 15,    /* White_Space                                   */
};

enum {
    UNICODE_BLOCK = 128,
    UNICODE_BLOCKS = 0x110000 / UNICODE_BLOCK,
    FOLD_SAME = 0, /* folds to itself                                       */
    FOLD_NONE = 1, /* folds to nothing                                      */
    FOLD_SHORT = 7 /* bytes of a fold that its entry holds itself           */
};

/* One fold. n <= FOLD_SHORT: the UTF-8. Else p holds, little-endian, where
 * the n bytes stand in unicode_fold_long. */
struct unicode_fold {
    uint8_t n, p[FOLD_SHORT];
};

extern const uint16_t unicode_prop_block[UNICODE_BLOCKS];
extern const uint16_t unicode_prop[];
extern const uint16_t unicode_fold_block[UNICODE_BLOCKS];
extern const uint16_t unicode_fold_id[];
extern const struct unicode_fold unicode_fold[];
extern const uint8_t unicode_fold_long[];

static inline uint16_t unicode_prop_of(uint32_t cp)
{
    return unicode_prop[(size_t)unicode_prop_block[cp / UNICODE_BLOCK] *
                            UNICODE_BLOCK +
                        cp % UNICODE_BLOCK];
}

/* FOLD_SAME, FOLD_NONE or an index of unicode_fold. */
static inline uint16_t unicode_fold_of(uint32_t cp)
{
    return unicode_fold_id[(size_t)unicode_fold_block[cp / UNICODE_BLOCK] *
                               UNICODE_BLOCK +
                           cp % UNICODE_BLOCK];
}

#endif
