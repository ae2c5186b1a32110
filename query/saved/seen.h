/*
 * seen -- which releases a saved query had among its matches at its last run.
 *
 * A release is known by a hash of its id and of the hash of its content that
 * the index keeps: the same release has the same key whatever became of the
 * index, merged, reordered or built again, and a changed one has another. A
 * new release is taken for one of n that were seen with a chance of n / 2^64.
 *
 *   Lifetime  read or zeroed, then released
 *   Threads   none
 *   Errors    ST_CORRUPT and ST_VERSION, which name the file and say what to
 *             do; those of file.h; ST_NOMEM
 *   Format    FORMAT.md section 13
 */
#ifndef QUERY_SAVED_SEEN_H
#define QUERY_SAVED_SEEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/base/bytes.h"
#include "common/base/err.h"

struct seen {
    uint64_t *keys; /* ascending, once it was read or sorted */
    size_t n, cap;
    uint64_t question; /* a hash of what was asked */
    int64_t when;      /* seconds since 1970       */

    /* Where the keys begin that share their first bits: 2^bits places and the
     * end. Private to seen.c. */
    uint32_t *starts;
    unsigned bits;
};

/* Adds a key, in any order. False when memory is out. */
bool seen_add(struct seen *s, uint64_t key) MUST_USE;

/* Once all are added. False when memory is out. */
bool seen_sort(struct seen *s) MUST_USE;

/* Of what was read or sorted: bit i says whether it has keys[i], of at most
 * SEEN_BATCH. Many at once wait for memory together, not one after another. */
enum { SEEN_BATCH = 64 };
uint64_t seen_have(const struct seen *s, const uint64_t *keys, size_t n);

/* What was written last for this name; *found is false when nothing was. */
enum st seen_read(struct seen *out, bool *found, const char *folder,
                  const char *name, struct err *e) MUST_USE;

/* Takes the place of what was written before, whole or not at all. Only under
 * saved_folder_lock(). */
enum st seen_write(const struct seen *s, const char *folder, const char *name,
                   struct err *e) MUST_USE;

void seen_release(struct seen *s);

#endif
