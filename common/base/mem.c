#include "common/base/mem.h"

#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static atomic_bool armed, only_once;
static atomic_long left; /* below 0: allocations failed, or were let pass */

static int allowed(void)
{
    if (LIKELY(!atomic_load_explicit(&armed, memory_order_relaxed)))
        return 1;
    const long before = atomic_fetch_sub(&left, 1);
    return before > 0 || (before < 0 && atomic_load(&only_once));
}

static void arm(long n, bool once)
{
    atomic_store(&left, n);
    atomic_store(&only_once, once);
    atomic_store(&armed, true);
}

void mem_fail_after(long n)
{
    arm(n, false);
}

void mem_fail_once(long n)
{
    arm(n, true);
}

bool mem_fail_never(void)
{
    return atomic_exchange(&armed, false) && atomic_load(&left) < 0;
}

void *mem_alloc(size_t size)
{
    return allowed() ? malloc(size ? size : 1) : NULL;
}

void *mem_zalloc(size_t size)
{
    return allowed() ? calloc(1, size ? size : 1) : NULL;
}

void *mem_array(size_t n, size_t elem_size)
{
    size_t size;
    if (__builtin_mul_overflow(n, elem_size, &size))
        return NULL;
    return mem_alloc(size);
}

void *mem_realloc(void *p, size_t size)
{
    return allowed() ? realloc(p, size ? size : 1) : NULL;
}

void *mem_realloc_array(void *p, size_t n, size_t elem_size)
{
    size_t size;
    if (__builtin_mul_overflow(n, elem_size, &size))
        return NULL;
    return mem_realloc(p, size);
}

void mem_free(void *p)
{
    free(p);
}

char *mem_strndup(const char *s, size_t n)
{
    char *const copy = n < SIZE_MAX ? mem_alloc(n + 1) : NULL;
    if (!copy)
        return NULL;
    memcpy(copy, s, n);
    copy[n] = '\0';
    return copy;
}

int mem_grow_array(void **v, size_t *cap, size_t need, size_t elem_size)
{
    enum { FIRST = 16 };

    if (LIKELY(need <= *cap))
        return 1;
    size_t grown = *cap ? *cap : FIRST;
    while (grown < need) {
        if (grown > SIZE_MAX / 2)
            return 0;
        grown *= 2;
    }
    void *const p = mem_realloc_array(*v, grown, elem_size);
    if (!p)
        return 0;
    *v = p;
    *cap = grown;
    return 1;
}
