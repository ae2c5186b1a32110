#include "common/base/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <string.h>

#include "common/base/mem.h"

struct arena_chunk {
    struct arena_chunk *older;
    size_t used, cap;
    alignas(max_align_t) unsigned char bytes[];
};

enum { FIRST_CHUNK = 4096, LAST_CHUNK = 2 << 20 };

void arena_init(struct arena *a, size_t budget)
{
    *a = (struct arena){.budget = budget};
}

static void free_chunks(struct arena_chunk *c)
{
    while (c) {
        struct arena_chunk *const older = c->older;
        mem_free(c);
        c = older;
    }
}

void arena_release(struct arena *a)
{
    free_chunks(a->head);
    arena_init(a, a->budget);
}

HOT void arena_clear(struct arena *a)
{
    a->used = 0;
    if (!a->head)
        return;
    free_chunks(a->head->older);
    a->head->older = NULL;
    a->head->used = 0;
    a->reserved = sizeof(*a->head) + a->head->cap;
}

/* Chunks double up to LAST_CHUNK: a small query stays small, and a night's
 * build does not call malloc for every thousand postings. */
static struct arena_chunk *add_chunk(struct arena *a, size_t size)
{
    const size_t before = a->head ? a->head->cap : FIRST_CHUNK / 2;
    const size_t cap = MAX(MIN(before * 2, (size_t)LAST_CHUNK), size);
    if (cap > SIZE_MAX - sizeof(struct arena_chunk))
        return NULL;
    const size_t total = sizeof(struct arena_chunk) + cap;
    struct arena_chunk *const c = mem_alloc(total);
    if (!c)
        return NULL;
    *c = (struct arena_chunk){.older = a->head, .cap = cap};
    a->head = c;
    a->reserved += total;
    return c;
}

static HOT void *take(struct arena *a, size_t size, size_t align)
{
    size = size ? size : 1;
    if (a->budget && (size > a->budget || a->used > a->budget - size))
        return NULL;

    struct arena_chunk *c = a->head;
    size_t at = c ? (c->used + align - 1) & ~(align - 1) : 0;
    if (!c || at > c->cap || size > c->cap - at) {
        c = add_chunk(a, size);
        if (!c)
            return NULL;
        at = 0;
    }
    c->used = at + size;
    a->used += size;
    return c->bytes + at;
}

/* Not copied into arena_array(): questions run through both. */
NOINLINE HOT void *arena_alloc(struct arena *a, size_t size)
{
    return take(a, size, alignof(max_align_t));
}

HOT void *arena_bytes(struct arena *a, size_t size)
{
    return take(a, size, 1);
}

HOT void *arena_array(struct arena *a, size_t n, size_t elem_size)
{
    size_t size;
    if (__builtin_mul_overflow(n, elem_size, &size))
        return NULL;
    void *const p = arena_alloc(a, size);
    if (p)
        memset(p, 0, size);
    return p;
}

char *arena_strndup(struct arena *a, const char *s, size_t n)
{
    char *const copy = n < SIZE_MAX ? arena_bytes(a, n + 1) : NULL;
    if (!copy)
        return NULL;
    memcpy(copy, s, n);
    copy[n] = '\0';
    return copy;
}
