/*
 * lexemes -- a release as words, punctuation and quotation marks in a row.
 *
 *     said Dr. Ann O’Hara-Lee, 41:  “Yes!”
 *     low  Cap Cap Cap       , num : mark Cap stop mark
 *
 * For rules that look at what stands beside what: coarser than the words of
 * the index, and with the punctuation. A word keeps its hyphens, apostrophes
 * and the stop of an abbreviation or an initial. Every paragraph begins with a
 * LEX_PARAGRAPH of no bytes, so that rules which look back stop there; one more
 * ends the text.
 *
 *   Lifetime  a zeroed struct is empty; the array is its own
 *   Threads   one struct, one thread
 */
#ifndef INDEXER_RELEASE_LEXEMES_H
#define INDEXER_RELEASE_LEXEMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/base/bytes.h"
#include "common/base/compiler.h"
#include "indexer/release/lines.h"

enum lexeme_kind {
    LEX_LOWER,   /* a word in lower case                               */
    LEX_CAPITAL, /* a word that begins with a capital                  */
    LEX_UNCASED, /* a word of a script without capitals                */
    LEX_NUMBER,  /* begins with a digit                                */
    LEX_WORDS,   /* the kinds before this one are words                */
    LEX_COMMA = LEX_WORDS,
    LEX_COLON,
    LEX_STOP, /* . ! ? … ; and their like                              */
    LEX_DASH, /* a dash, or a hyphen with a space beside it            */
    LEX_OPEN, /* ( [                                                   */
    LEX_CLOSE,
    LEX_MARK, /* a quotation mark                                      */
    LEX_OTHER,
    LEX_PARAGRAPH,
};

enum {
    LEX_SPACE = 1 << 0,      /* white space before it                     */
    LEX_LINE = 1 << 1,       /* first of its line                         */
    LEX_SOFT = 1 << 2,       /* two or more spaces before it              */
    LEX_CAPITALS = 1 << 3,   /* several letters, all of them capitals     */
    LEX_ABBREVIATED = 1 << 4 /* ends with a stop that is its own          */
};

struct lexeme {
    uint32_t from, to; /* bytes of the text                       */
    uint8_t kind, flags;
    uint8_t mark, roles; /* of a LEX_MARK: mark_kind and MARK_*   */
};

struct lexemes {
    struct lexeme *v;
    size_t n, cap;
    struct bytes text;
    bool soft; /* a lexeme is LEX_SOFT */
};

/* Replaces what `x` held by the lexemes of `text`, whose lines are `lines`. Of
 * these the first `needed` are read; all where one of them is soft, as what
 * that means is told by how often it is so. False when memory is out. */
bool lexemes_read(struct lexemes *x, struct bytes text,
                  const struct lines *lines, size_t needed) MUST_USE;
void lexemes_release(struct lexemes *x);

static inline struct bytes lexeme_bytes(const struct lexemes *x, size_t i)
{
    return bytes_of(x->text.p + x->v[i].from, x->v[i].to - x->v[i].from);
}

static inline bool lexeme_is(const struct lexemes *x, size_t i,
                             enum lexeme_kind kind)
{
    return i < x->n && x->v[i].kind == kind;
}

static inline bool lexeme_is_word(const struct lexemes *x, size_t i)
{
    return i < x->n && x->v[i].kind < LEX_WORDS;
}

#endif
