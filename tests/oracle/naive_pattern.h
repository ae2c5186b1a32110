/*
 * naive_pattern -- which words a pattern fits, by trying everything.
 *
 * What docs/patterns.md says, worked out once more: the places of a word that
 * the part of the pattern read so far can have come to are a set, and every
 * sign makes a new set of it. No automaton, no tables.
 *
 *     wildcard    * any characters, ? one; a hyphen counts for nothing; a
 *                 backslash takes the meaning from what follows
 *     expression  . [a-z] [^a] \d \w | ( ) * + ? {2} {2,} {2,5} \.
 *     slips       letters left out, put in, taken for others, and neighbours
 *                 changed, each place once: the rows of Damerau's table
 *
 * Patterns are UTF-8, of which only a to z are folded; so what else is in them
 * has to be as it is in words.
 *
 *   Threads  pure functions
 */
#ifndef TESTS_ORACLE_NAIVE_PATTERN_H
#define TESTS_ORACLE_NAIVE_PATTERN_H

/* Characters of the longest word that is looked at. */
enum { NAIVE_LETTERS_MAX = 63 };

enum naive_fit {
    NAIVE_FITS_NOT,
    NAIVE_FITS,
    NAIVE_REFUSED,   /* this is no pattern                            */
    NAIVE_NOT_TRIED, /* the word is too long, or it takes too many steps */
};

enum naive_fit naive_wildcard(const char *pattern, const char *word);
enum naive_fit naive_expression(const char *expression, const char *word);
/* How many slips lead from one word to the other. */
unsigned naive_slips(const char *from, const char *to);

#endif
