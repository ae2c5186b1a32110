/*
 * arena -- memory that is born piecemeal and dies all at once.
 *
 * One arena per unit of work: a query, or the documents between two flushes.
 * Nothing taken from an arena is freed on its own; arena_release() ends the
 * lifetime of every byte handed out, and so of every struct that points there.
 *
 *   Threads  none: an arena belongs to the thread doing the work
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

#include "common/base/compiler.h"

struct arena_chunk;

struct arena {
    struct arena_chunk *head; /* newest chunk; older ones are linked behind */
    size_t used;              /* bytes handed out                           */
    size_t reserved;          /* bytes taken from malloc: what it costs     */
    size_t budget;            /* bytes it may hand out; 0 means no limit    */
};

/* Prepares an empty arena; allocates nothing, cannot fail. */
void arena_init(struct arena *a, size_t budget);

/* Frees every chunk. Safe on a zeroed or already released arena. */
void arena_release(struct arena *a);

/* Forgets everything handed out but keeps the newest chunk for reuse. */
void arena_clear(struct arena *a);

/* Returns `size` uninitialised bytes aligned for any object, valid until
 * arena_release(). NULL when malloc fails or the budget would be exceeded;
 * the arena is then unchanged and still usable. `size` 0 counts as 1. */
void *arena_alloc(struct arena *a, size_t size) MUST_USE;

/* As arena_alloc, without alignment: for bytes of terms and postings. */
void *arena_bytes(struct arena *a, size_t size) MUST_USE;

/* arena_new(&a, struct node, 8): a typed, zeroed array, NULL as above. The
 * product is checked: 8 may come from a file. */
#define arena_new(a, type, n) ((type *)arena_array((a), (n), sizeof(type)))
void *arena_array(struct arena *a, size_t n, size_t elem_size) MUST_USE;

/* A NUL-terminated copy of `n` bytes, NULL as above. */
char *arena_strndup(struct arena *a, const char *s, size_t n) MUST_USE;

#endif
