/*
 * seen -- how many different texts there were, by a hash of 64 bits of each.
 *
 *   Lifetime  zeroed is empty; release
 *   Threads   none
 */
#ifndef TESTS_SUPPORT_SEEN_H
#define TESTS_SUPPORT_SEEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct seen {
    uint64_t *slots; /* 0: free */
    size_t n, n_slots;
};

void seen_release(struct seen *s);
/* True when it is the first time. */
bool seen_add(struct seen *s, const char *text);
/* Appends all hashes to a file, a line each, so that those of several processes
 * can be put together. */
void seen_write(const struct seen *s, const char *path);

#endif
