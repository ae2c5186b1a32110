/*
 * rivals -- what other engines find names with, in their plain form, over
 * folded words of ASCII letters.
 *
 *   Source  Soundex: Odell and Russell, US patents 1,261,167 and 1,435,663, as
 *           the US National Archives apply it. Metaphone-like: consonant rules
 *           after Philips, "The double metaphone search algorithm", C/C++ Users
 *           Journal 18(6), 2000, its primary code cut at four letters; rules
 *           for rare clusters are left out
 */
#ifndef TESTS_NAMES_RIVALS_H
#define TESTS_NAMES_RIVALS_H

#include <stdbool.h>

enum { CODE_SIZE = 8 };

/* Empty for a word that is not of ASCII letters. */
void soundex(const char *word, char out[CODE_SIZE]);
void metaphone(const char *word, char out[CODE_SIZE]);

/* Whether two words are at most `most` letters put in, left out or taken for
 * another apart. */
bool edits_within(const char *a, const char *b, unsigned most);

#endif
