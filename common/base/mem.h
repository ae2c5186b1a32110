/*
 * mem -- malloc that a test can make fail.
 *
 * Every allocation of ours goes through here, so that a test can run a call
 * again and again with the n-th allocation failing, n = 0, 1, 2, ..., until
 * it succeeds (STYLE 2.5). Outside tests the countdown is off and costs one
 * load and one branch.
 *
 *   Threads  safe; the countdown is shared by all threads
 */
#ifndef BASE_MEM_H
#define BASE_MEM_H

#include <stdbool.h>
#include <stddef.h>

#include "common/base/compiler.h"

/* As malloc, calloc, realloc, free; a size of 0 counts as 1, so NULL always
 * means failure. Products in mem_array() are checked: `n` may come from a
 * file. */
void *mem_alloc(size_t size) MUST_USE;
void *mem_zalloc(size_t size) MUST_USE;
void *mem_array(size_t n, size_t elem_size) MUST_USE;
void *mem_realloc(void *p, size_t size) MUST_USE;
void *mem_realloc_array(void *p, size_t n, size_t elem_size) MUST_USE;
void mem_free(void *p);

/* A NUL-terminated copy of `n` bytes. */
char *mem_strndup(const char *s, size_t n) MUST_USE;

/* Grows the typed array *v from capacity *cap to hold at least `need`
 * elements, doubling. False when memory is out; *v is then unchanged. */
#define mem_grow(v, cap, need)                                                 \
    mem_grow_array((void **)(v), (cap), (need), sizeof(**(v)))
int mem_grow_array(void **v, size_t *cap, size_t need,
                   size_t elem_size) MUST_USE;

/* Lets the next `n` allocations succeed and every later one fail, until
 * mem_fail_never(). */
void mem_fail_after(long n);
/* Lets the next `n` allocations succeed, the one after them fail, and all later
 * ones succeed again: what takes no notice of a failure goes on unhindered, and
 * shows. */
void mem_fail_once(long n);
/* Returns whether an allocation was made to fail. */
bool mem_fail_never(void);

#endif
