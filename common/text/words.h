/*
 * words -- the words of a text: segments between UAX #29 word boundaries
 * that hold a letter or a digit.
 *
 * Plain ASCII words, nearly all of press text in English, are found in a map
 * of the bytes that are letters and digits, without branches on how long they
 * are and on what stands between them; the rest
 * goes through the rules of UAX #29, and scripts without spaces through
 * ICU's dictionaries. What was seen between two words is summed up in a few
 * bits, so that the caller looks there again only when there is a reason.
 *
 * Where a script of the dictionaries meets another there is always a
 * boundary, which UAX #29 leaves to the implementation.
 *
 *   Lifetime  init; borrows text and dictionary; nothing to release
 *   Threads   one struct, one thread
 *   Errors    no text is an error; ST_NOMEM from ICU ends the walk and is
 *             left in `st`, which the caller checks once, after its loop
 *   Source    UAX #29 revision 41, rules WB3 to WB999
 */
#ifndef TEXT_WORDS_H
#define TEXT_WORDS_H

#include <stdbool.h>

#include "common/base/bytes.h"
#include "common/base/err.h"
#include "common/text/dictionary.h"

enum {
    GAP_BREAK = 1 << 0,  /* LF, CR, VT or FF                                */
    GAP_STOP = 1 << 1,   /* . ! or ?                                        */
    GAP_OTHER = 1 << 2,  /* anything that is not ASCII                      */
    GAP_HYPHEN = 1 << 3, /* hyphen-minus                                    */
    GAP_BITS = 0xf
};

enum {
    WORDS_ASCII_MAX = 48, /* longer ASCII words are not lower-cased         */
    WORDS_ROOM = 64,      /* bytes that words_next() may write              */
    WORDS_MAP = 4096,     /* bytes that are looked at ahead                 */
    WORDS_AHEAD = 64      /* of them those that only follow a word          */
};

/* A bit for each byte of a stretch of the text that is an ASCII letter or
 * digit. A word that begins at `until` or before is in it with all that joins
 * it. */
struct words_map {
    const uint8_t *p, *until;
    uint8_t of_word[(WORDS_MAP + WORDS_AHEAD) / 8 + 16];
};

struct words {
    const uint8_t *p; /* a boundary: what is left of the text is [p, end)   */
    struct dictionary *dictionary;
    const uint8_t *end;
    struct word_ends split; /* boundaries ahead in the window at `window`   */
    const uint8_t *window;
    size_t i_split;
    enum st st;
    struct err *e;
    struct words_map map;
};

struct word {
    const uint8_t *start, *end;
    unsigned gap; /* GAP_* bits of what lies between it and the word before */
    uint32_t n_lower; /* size of the lower-cased word, 0 unless plain ASCII */
};

void words_init(struct words *w, struct bytes text,
                struct dictionary *dictionary, struct err *e);

/* Finds the next word. False at the end of the text: then out->start and
 * out->end are the end, and out->gap is what followed the last word.
 * `lower` is scratch of WORDS_ROOM bytes; a word of nothing but ASCII letters
 * and digits, with what may join them, is left there in lower case. */
bool words_next(struct words *w, struct word *out, uint8_t *lower);

/* The end of the segment that begins at the boundary p < end, in scripts of
 * no dictionary. A code point of WB_DICT is a segment of its own here. */
const uint8_t *words_segment(const uint8_t *p, const uint8_t *end,
                             bool *is_word);

#endif
