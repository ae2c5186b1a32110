/*
 * letters -- ASCII words in any case: the keywords of the dialects.
 *
 *   Threads  pure functions
 */
#ifndef QUERY_PARSE_LETTERS_H
#define QUERY_PARSE_LETTERS_H

#include <stdbool.h>

#include "common/base/ascii.h"
#include "common/base/bytes.h"

uint8_t to_lower(uint8_t c);

/* Whether `w` is `lower` in any case. */
bool letters_are(struct bytes w, const char *lower);
/* Whether `w` begins with `lower` in any case; then *rest is what follows. */
bool letters_begin(struct bytes w, const char *lower, struct bytes *rest);
/* Whether `w` is one of `n` names. */
bool letters_among(struct bytes w, const char *const *names, size_t n);

/* How many digits `w` begins with; *value is their value, `most` + 1 when it
 * is more than `most`. */
size_t letters_number(struct bytes w, uint32_t most, uint32_t *value);
/* Whether `w` is a number from 1 to `most`. */
bool letters_count(struct bytes w, uint32_t most, uint32_t *value);

#endif
