#include "query/copies/fold.h"

#include <stdlib.h>
#include <string.h>

#include "common/base/mem.h"

static int greatest_first(const void *a, const void *b)
{
    const uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x < y) - (x > y);
}

enum st fold_open(struct fold *f, const struct stories *stories, struct err *e)
{
    const size_t n = (size_t)stories->n + 1;
    *f = (struct fold){.stories = stories,
                       .sizes = mem_array(n, sizeof(*f->sizes)),
                       .places = mem_array(n, sizeof(*f->places))};
    if (!f->sizes || !f->places)
        return err_set(e, ST_NOMEM, "folding copies: out of memory");
    for (uint32_t i = 0; i < stories->n; i++)
        f->sizes[i] = (uint32_t)stories->v[i].n;
    qsort(f->sizes, stories->n, sizeof(*f->sizes), greatest_first);
    memset(f->places, 0xff, n * sizeof(*f->places));
    return ST_OK;
}

void fold_close(struct fold *f)
{
    mem_free(f->sizes);
    mem_free(f->places);
    mem_free(f->story_at);
    *f = (struct fold){.stories = NULL};
}

enum st fold_begin(struct fold *f, uint32_t k, struct err *e)
{
    return mem_grow(&f->story_at, &f->cap, (size_t)k + 1)
               ? ST_OK
               : err_set(e, ST_NOMEM, "folding copies: out of memory");
}

/* All of the k - 1 greatest, and one more. */
uint32_t fold_sure(const struct fold *f, uint32_t k)
{
    uint64_t sum = 1;
    for (uint32_t i = 0; i + 1 < k && sum < UINT32_MAX; i++)
        sum += i < f->stories->n ? f->sizes[i] : 1;
    return (uint32_t)MIN(sum, (uint64_t)UINT32_MAX);
}

static void set(struct fold *f, uint64_t *keys, uint32_t i, uint64_t key,
                uint32_t story)
{
    keys[i] = key;
    f->story_at[i] = story;
    if (story != NO_STORY)
        f->places[story] = i;
}

/* From the hole at `i` down. */
static void sink(struct fold *f, uint64_t *keys, uint32_t n, uint32_t i,
                 uint64_t key, uint32_t story)
{
    for (uint32_t child; (child = 2 * i + 1) < n; i = child) {
        child += child + 1 < n && keys[child + 1] < keys[child];
        if (keys[child] >= key)
            break;
        set(f, keys, i, keys[child], f->story_at[child]);
    }
    set(f, keys, i, key, story);
}

/* From the hole at `i` up. */
static void rise(struct fold *f, uint64_t *keys, uint32_t i, uint64_t key,
                 uint32_t story)
{
    for (; i > 0 && key < keys[(i - 1) / 2]; i = (i - 1) / 2)
        set(f, keys, i, keys[(i - 1) / 2], f->story_at[(i - 1) / 2]);
    set(f, keys, i, key, story);
}

uint32_t fold_put(struct fold *f, uint64_t *keys, uint32_t n, uint32_t k,
                  uint64_t key, uint32_t doc)
{
    const uint32_t story = stories_of(f->stories, doc);
    const uint32_t at = story == NO_STORY ? NO_STORY : f->places[story];
    if (at != NO_STORY) {
        if (key > keys[at])
            sink(f, keys, n, at, key, story);
        return n;
    }
    if (n < k) {
        rise(f, keys, n, key, story);
        return n + 1;
    }
    if (f->story_at[0] != NO_STORY)
        f->places[f->story_at[0]] = NO_STORY;
    sink(f, keys, n, 0, key, story);
    return n;
}

void fold_end(struct fold *f, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        if (f->story_at[i] != NO_STORY)
            f->places[f->story_at[i]] = NO_STORY;
}
