/*
 * fold_icu -- the definition of the fold, carried out by ICU.
 *
 * NFKC case folding; then nonspacing and enclosing marks of the alphabets
 * that use them as accents removed, and the letters that look like an accent
 * but do not decompose replaced (o with stroke: o); then NFC again for the
 * marks that stay: the vowel signs of Indic scripts, the voice marks of kana,
 * and the Cyrillic letters short i, short u and yi, which nobody reads as
 * accented letters. White space that a compatibility mapping brings in is
 * dropped, apostrophes become U+0027.
 *
 * unicode_gen makes its tables with it, a code point at a time; at run time
 * it folds the words whose code points depend on each other.
 *
 *   Threads  one struct, one thread
 */
#ifndef TEXT_FOLD_ICU_H
#define TEXT_FOLD_ICU_H

#include <stdbool.h>
#include <stdint.h>

#include <unicode/unorm2.h>
#include <unicode/utypes.h>

enum {
    FOLD_ICU_POINTS = 512, /* code points of one call                        */
    /* UTF-16 units they can become: a code point decomposes into at most 18
     * (U+FDFA). */
    FOLD_ICU_UNITS = FOLD_ICU_POINTS * 18,
};

struct fold_icu {
    const UNormalizer2 *nfkc_cf, *nfc;
    UChar once[FOLD_ICU_UNITS], stripped[FOLD_ICU_UNITS], out[FOLD_ICU_UNITS];
    int32_t n_out;
};

/* Looks the normalizers up, which ICU owns: nothing to release. False when
 * ICU has no memory or no data. */
bool fold_icu_init(struct fold_icu *f);

/* Folds `n` units into f->out, f->n_out. False when ICU fails. */
bool fold_icu_run(struct fold_icu *f, const UChar *s, int32_t n);

#endif
