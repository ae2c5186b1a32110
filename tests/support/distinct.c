#include "tests/support/distinct.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "tests/support/need.h"

void distinct_release(struct distinct *s)
{
    free(s->slots);
    *s = (struct distinct){0};
}

/* FNV-1a, its bits then mixed; never 0. */
static uint64_t hash_of(const char *text)
{
    uint64_t h = UINT64_C(0xcbf29ce484222325);

    for (; *text; text++)
        h = (h ^ (unsigned char)*text) * UINT64_C(0x100000001b3);
    h = (h ^ h >> 32) * UINT64_C(0x9e3779b97f4a7c15);
    h ^= h >> 32;
    return h ? h : 1;
}

static bool put(struct distinct *s, uint64_t hash)
{
    size_t i = hash & (s->n_slots - 1);

    while (s->slots[i] && s->slots[i] != hash)
        i = (i + 1) & (s->n_slots - 1);
    const bool is_new = s->slots[i] == 0;
    s->slots[i] = hash;
    s->n += is_new;
    return is_new;
}

static void grow(struct distinct *s)
{
    struct distinct larger = {.n_slots = s->n_slots ? 2 * s->n_slots : 1024};

    larger.slots = need_alloc(larger.n_slots, sizeof(*larger.slots));
    for (size_t i = 0; i < s->n_slots; i++)
        if (s->slots[i])
            put(&larger, s->slots[i]);
    free(s->slots);
    *s = larger;
}

bool distinct_add(struct distinct *s, const char *text)
{
    if (2 * s->n >= s->n_slots)
        grow(s);
    return put(s, hash_of(text));
}

void distinct_write(const struct distinct *s, const char *path)
{
    FILE *const out = fopen(path, "a");

    if (!out) {
        perror(path);
        exit(EXIT_FAILURE);
    }
    for (size_t i = 0; i < s->n_slots; i++)
        if (s->slots[i])
            fprintf(out, "%016" PRIx64 "\n", s->slots[i]);
    need_close(out);
}
