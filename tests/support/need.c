#include "tests/support/need.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>

struct pool_chunk {
    struct pool_chunk *next;
    size_t size;
    alignas(max_align_t) unsigned char bytes[];
};

static void out_of_memory(void)
{
    fputs("the test ran out of memory\n", stderr);
    abort();
}

void *need_alloc(size_t n, size_t elem_size)
{
    void *const p = calloc(n ? n : 1, elem_size);
    if (!p)
        out_of_memory();
    return p;
}

void *need_resize(void *p, size_t n, size_t elem_size)
{
    if (n > SIZE_MAX / elem_size)
        out_of_memory();
    void *const q = realloc(p, n ? n * elem_size : 1);
    if (!q)
        out_of_memory();
    return q;
}

FILE *need_stream(char **text, size_t *size)
{
    FILE *const f = open_memstream(text, size);
    if (!f)
        out_of_memory();
    return f;
}

void need_close(FILE *stream)
{
    if (fclose(stream) != 0)
        out_of_memory();
}

void *pool_alloc(struct pool *p, size_t size)
{
    enum { CHUNK = 16 * 1024, ALIGN = alignof(max_align_t) };

    size = (size + ALIGN - 1) / ALIGN * ALIGN;
    if (!p->head || p->left < size) {
        const size_t room = size > CHUNK ? size : CHUNK;
        struct pool_chunk *const c = need_alloc(1, sizeof(*c) + room);
        c->next = p->head;
        c->size = room;
        p->head = c;
        p->left = room;
    }
    unsigned char *const at = p->head->bytes + (p->head->size - p->left);
    p->left -= size;
    return at;
}

void pool_release(struct pool *p)
{
    while (p->head) {
        struct pool_chunk *const next = p->head->next;
        free(p->head);
        p->head = next;
    }
    p->left = 0;
}
