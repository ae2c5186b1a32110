/*
 * need -- memory and streams that a test cannot go on without.
 *
 * Every call succeeds or ends the program with a message: tests and the oracle
 * have nothing to recover to, and must not share the allocator they test.
 */
#ifndef TESTS_SUPPORT_NEED_H
#define TESTS_SUPPORT_NEED_H

#include <stddef.h>
#include <stdio.h>

/* `n` zeroed elements, to free(); never NULL. */
void *need_alloc(size_t n, size_t elem_size);

/* As realloc(), for `n` elements; what is new is not zeroed. */
void *need_resize(void *p, size_t n, size_t elem_size);

/* A stream into memory: *text is set, for the caller to free(), by the
 * need_close() of it. */
FILE *need_stream(char **text, size_t *size);
void need_close(FILE *stream);

/* Many small things that are freed at once. Zeroed is empty. */
struct pool_chunk;

struct pool {
    struct pool_chunk *head;
    size_t left; /* bytes still free in `head` */
};

/* `size` zeroed bytes, aligned for any object, until pool_release(). */
void *pool_alloc(struct pool *p, size_t size);
void pool_release(struct pool *p);

#endif
