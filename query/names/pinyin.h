/*
 * pinyin -- Chinese names from Wade-Giles to Pinyin and back, by rule.
 *
 *     hsiaoping -> xiaoping     zedong -> tsetung
 *
 * Press text leaves the apostrophes of Wade-Giles out, so that a syllable of it
 * may be several of Pinyin: whoever asks looks which of them there are.
 *
 *   Threads  none
 *   Source   the table of Pinyin and Wade-Giles initials and finals of the
 *            Library of Congress conversion project, 2000
 */
#ifndef QUERY_NAMES_PINYIN_H
#define QUERY_NAMES_PINYIN_H

#include <stdint.h>

#include "common/base/bytes.h"

enum {
    PINYIN_FORMS_MAX = 24,
    PINYIN_SIZE_MAX = 40, /* bytes of a word and of its forms */
};

struct pinyin_forms {
    char of[PINYIN_FORMS_MAX][PINYIN_SIZE_MAX + 1];
    uint32_t n;
};

/* How the other system spells a folded word of two syllables or more; none for
 * a word that is not made of such syllables. */
void pinyin_forms_make(struct pinyin_forms *out, struct bytes word);

#endif
