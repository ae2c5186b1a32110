/*
 * name_sorter -- names in order of their bytes, however many there are.
 *
 * Names come in any order, each with a number. What fits the room is sorted in
 * memory; when it is full, the run goes to a temporary file, and in the end the
 * runs are merged:
 *
 *     add add add | add add add | add add      next next next ...
 *          run 0        run 1      in memory
 *
 * Equal names come in the order of their numbers.
 *
 *   Lifetime  open, add, end, next, close; close removes the temporary file
 *   Threads   one sorter, one thread
 *   Memory    `room` bytes, at least NAME_SORTER_MIN
 *   Source    external merge sort: Knuth, TAOCP volume 3, section 5.4
 */
#ifndef INDEXER_NAME_SORTER_H
#define INDEXER_NAME_SORTER_H

#include <stdbool.h>
#include <stdint.h>

#include "common/base/bytes.h"
#include "common/base/err.h"

enum { NAME_SORTER_MIN = 4096 };

struct name_sorter;

/* The temporary file will be BASE.KIND.tmp. */
enum st name_sorter_open(struct name_sorter **out, const char *base,
                         const char *kind, size_t room, struct err *e) MUST_USE;
/* Takes NULL. */
void name_sorter_close(struct name_sorter *s);

enum st name_sorter_add(struct name_sorter *s, struct bytes name,
                        uint32_t value, struct err *e) MUST_USE;
/* Nothing is added behind it. */
enum st name_sorter_end(struct name_sorter *s, struct err *e) MUST_USE;

struct named_value {
    struct bytes name; /* until the next call */
    uint32_t value;
};

/* The next in order; false behind the last. */
bool name_sorter_next(struct name_sorter *s, struct named_value *out);

#endif
