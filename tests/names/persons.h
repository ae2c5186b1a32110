/*
 * persons -- the persons of tests/names/persons_*.txt and their spellings.
 *
 *   Lifetime  read/release
 *   Errors    none: the test fails when the file cannot be read
 */
#ifndef TESTS_NAMES_PERSONS_H
#define TESTS_NAMES_PERSONS_H

#include <stdbool.h>
#include <stddef.h>

enum { SPELLINGS_A_PERSON = 16 };

enum alphabet { ALPHABET_LATIN, ALPHABET_CYRILLIC, ALPHABET_OTHER, ALPHABETS };

struct person_spelling {
    char *printed, *folded;
    enum alphabet alphabet;
};

struct person {
    char *name;
    struct person_spelling of[SPELLINGS_A_PERSON];
    size_t n;
    bool held; /* of the half that rules are not made on */
};

struct persons {
    struct person *of;
    size_t n, cap;
};

/* Adds those of a file. */
void persons_read(struct persons *p, const char *path, bool held);
void persons_release(struct persons *p);

/* Whether two share a spelling: then each other's are right too. */
bool persons_are_one(const struct person *a, const struct person *b);
bool person_has(const struct person *p, const char *folded);

#endif
