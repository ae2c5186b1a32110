/*
 * distinct -- how many different texts there were, by a hash of 64 bits of
 * each.
 *
 *   Lifetime  zeroed is empty; release
 *   Threads   none
 */
#ifndef TESTS_SUPPORT_DISTINCT_H
#define TESTS_SUPPORT_DISTINCT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct distinct {
    uint64_t *slots; /* 0: free */
    size_t n, n_slots;
};

void distinct_release(struct distinct *s);
/* True when it is the first time. */
bool distinct_add(struct distinct *s, const char *text);
/* Appends all hashes to a file, a line each, so that those of several processes
 * can be put together. */
void distinct_write(const struct distinct *s, const char *path);

#endif
