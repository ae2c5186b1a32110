/*
 * plain -- words as tables of phrases spell them.
 *
 *     Über  uns: À propos   ->   uber uns a propos
 *
 * Folded for case and accents, a code point at a time, one space between two
 * words, nothing else. Tables of phrases hold what this makes of them.
 *
 *   Threads  pure functions
 */
#ifndef INDEXER_RELEASE_PLAIN_H
#define INDEXER_RELEASE_PLAIN_H

#include <stdbool.h>
#include <stddef.h>

#include "common/base/bytes.h"

enum { PLAIN_ROOM = 160 }; /* bytes of a plain text, with the NUL */

struct plain {
    char text[PLAIN_ROOM]; /* ends with a NUL                   */
    size_t n;              /* bytes before it                   */
    size_t read;           /* bytes of the text it was made of  */
};

/* Makes the words of `text` plain, as many as there is room for. */
void plain_set(struct plain *p, struct bytes text);
/* Appends the words of `text`; false, and nothing appended, when they do not
 * fit. An empty `p` has n = 0. */
bool plain_append(struct plain *p, struct bytes text);

/* One of the `n` phrases that is all of `p`, or NULL. */
const char *plain_is(const struct plain *p, const char *const *phrases,
                     size_t n);
/* Whether one of the `n` phrases begins so. */
bool plain_may_become(const struct plain *p, const char *const *phrases,
                      size_t n);
/* The longest of the `n` phrases that `p` begins with, ending where a word ends
 * or in a script without spaces, or NULL. A phrase with a star at its end may
 * end within a word. */
const char *plain_begins(const struct plain *p, const char *const *phrases,
                         size_t n);

#endif
