/*
 * nearest -- which of some names a mistyped one may be meant for.
 *
 *     struct nearest near = nearest_to("biuld");
 *     nearest_offer(&near, "build");
 *     near.best
 *
 * What would need a third of the word changed is not near.
 *
 *   Lifetime  words and names are borrowed
 *   Threads   pure functions
 */
#ifndef BASE_NEAREST_H
#define BASE_NEAREST_H

#include <stddef.h>

enum { NEAREST_MAX = 64 }; /* longer words are near to nothing */

struct nearest {
    const char *word;
    const char *best; /* of those offered, the first of equal ones, or NULL */
    size_t distance;  /* only what is less is near                          */
};

struct nearest nearest_to(const char *word);
void nearest_offer(struct nearest *n, const char *name);

#endif
