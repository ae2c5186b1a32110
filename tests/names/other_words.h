/*
 * other_words -- capitalised words that are none of the persons': surnames made
 * of stems and endings, and a list of names and places.
 */
#ifndef TESTS_NAMES_OTHER_WORDS_H
#define TESTS_NAMES_OTHER_WORDS_H

#include <stddef.h>

enum { OTHER_WORD_SIZE = 48 };

size_t other_words_count(void);
/* Writes word number `i`. */
void other_words_get(size_t i, char out[OTHER_WORD_SIZE]);

#endif
