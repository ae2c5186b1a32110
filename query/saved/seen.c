#include "query/saved/seen.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/compiler.h"
#include "common/base/file.h"
#include "common/base/hash.h"
#include "common/base/mem.h"
#include "query/saved/saved_folder.h"

static const char MAGIC[8] = "DLSEEN\r\n";

enum { VERSION = 1, HEADER_SIZE = 40, SUM_SIZE = 8 };

bool seen_add(struct seen *s, uint64_t key)
{
    if (!mem_grow(&s->keys, &s->cap, s->n + 1))
        return false;
    s->keys[s->n++] = key;
    return true;
}

/* ---- order ----
 *
 * Keys are hashes, so those that share their first bits are few: a table of
 * where these begin finds and sorts them in a time that does not grow with
 * their number. Keys that do not spread cost a logarithm. */

enum { KEYS_PER_PLACE = 4, FEW = 32 };

static size_t place_of(const struct seen *s, uint64_t key)
{
    return s->bits ? (size_t)(key >> (64 - s->bits)) : 0;
}

/* Counts the keys of each place into the place behind it, and sums up. */
static bool make_starts(struct seen *s)
{
    s->bits = 0;
    while ((size_t)KEYS_PER_PLACE << s->bits < s->n)
        s->bits++;
    const size_t places = (size_t)1 << s->bits;
    mem_free(s->starts);
    s->starts = mem_zalloc((places + 1) * sizeof(*s->starts));
    if (!s->starts)
        return false;
    for (size_t i = 0; i < s->n; i++)
        s->starts[place_of(s, s->keys[i]) + 1]++;
    for (size_t i = 0; i < places; i++)
        s->starts[i + 1] += s->starts[i];
    return true;
}

static int compare_keys(const void *a, const void *b)
{
    const uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

static void sort_place(uint64_t *keys, size_t n)
{
    if (n > FEW) {
        qsort(keys, n, sizeof(*keys), compare_keys);
        return;
    }
    for (size_t i = 1; i < n; i++) {
        const uint64_t key = keys[i];
        size_t at = i;
        for (; at > 0 && keys[at - 1] > key; at--)
            keys[at] = keys[at - 1];
        keys[at] = key;
    }
}

bool seen_sort(struct seen *s)
{
    if (!make_starts(s))
        return false;
    uint64_t *const sorted = mem_array(s->n, sizeof(*sorted));
    if (!sorted)
        return false;
    /* Each place begins where the one before it ends up. */
    for (size_t i = s->n; i-- > 0;)
        sorted[--s->starts[place_of(s, s->keys[i]) + 1]] = s->keys[i];
    const size_t places = (size_t)1 << s->bits;
    memmove(s->starts, s->starts + 1, places * sizeof(*s->starts));
    s->starts[places] = (uint32_t)s->n;
    for (size_t i = 0; i < places; i++)
        sort_place(sorted + s->starts[i], s->starts[i + 1] - s->starts[i]);
    mem_free(s->keys);
    s->keys = sorted;
    s->cap = s->n;
    return true;
}

static bool place_has(const uint64_t *keys, size_t n, uint64_t key)
{
    if (n > FEW)
        return bsearch(&key, keys, n, sizeof(*keys), compare_keys) != NULL;
    for (size_t i = 0; i < n; i++)
        if (keys[i] == key)
            return true;
    return false;
}

uint64_t seen_have(const struct seen *s, const uint64_t *keys, size_t n)
{
    size_t places[SEEN_BATCH];
    uint64_t have = 0;
    assert(n <= SEEN_BATCH);
    for (size_t i = 0; s->n > 0 && i < n; i++) {
        places[i] = place_of(s, keys[i]);
        __builtin_prefetch(&s->starts[places[i]]);
    }
    for (size_t i = 0; s->n > 0 && i < n; i++)
        __builtin_prefetch(&s->keys[s->starts[places[i]]]);
    for (size_t i = 0; s->n > 0 && i < n; i++) {
        const uint32_t *const at = &s->starts[places[i]];
        const bool has = place_has(s->keys + at[0], at[1] - at[0], keys[i]);
        have |= (uint64_t)has << i;
    }
    return have;
}

void seen_release(struct seen *s)
{
    mem_free(s->keys);
    mem_free(s->starts);
    *s = (struct seen){.keys = NULL};
}

/* ---- the file ---- */

static enum st damaged(struct err *e, const char *why)
{
    return err_set(e, ST_CORRUPT,
                   "%s; a run without --since last writes it anew", why);
}

static enum st take_keys(struct seen *out, struct bytes file, struct err *e)
{
    const uint64_t n = get_u64le(file.p + 32);
    if (n != (file.n - HEADER_SIZE - SUM_SIZE) / 8 || n > UINT32_MAX)
        return damaged(e, "its count of releases is not that of its size");
    out->keys = mem_array((size_t)n, sizeof(*out->keys));
    if (!out->keys)
        return err_set(e, ST_NOMEM, "out of memory");
    for (size_t i = 0; i < n; i++)
        out->keys[i] = get_u64le(file.p + HEADER_SIZE + 8 * i);
    for (size_t i = 1; i < n; i++)
        if (out->keys[i - 1] > out->keys[i])
            return damaged(e, "its releases are out of order");
    out->n = out->cap = (size_t)n;
    if (!make_starts(out))
        return err_set(e, ST_NOMEM, "out of memory");
    out->question = get_u64le(file.p + 16);
    out->when = (int64_t)get_u64le(file.p + 24);
    return ST_OK;
}

static enum st take_file(struct seen *out, struct bytes file, struct err *e)
{
    if (file.n < HEADER_SIZE + SUM_SIZE || file.n % 8 != 0 ||
        memcmp(file.p, MAGIC, sizeof(MAGIC)) != 0)
        return damaged(e, "not what a query has seen, or cut short");
    if (get_u32le(file.p + 8) != VERSION)
        return err_set(e, ST_VERSION,
                       "of version %u; a run without --since last writes it "
                       "anew",
                       get_u32le(file.p + 8));
    const size_t summed = file.n - SUM_SIZE;
    if (hash64(file.p, summed) != get_u64le(file.p + summed))
        return damaged(e, "damaged: its checksum is wrong");
    return take_keys(out, file, e);
}

enum st seen_read(struct seen *out, bool *found, const char *folder,
                  const char *name, struct err *e)
{
    char *const path = saved_path(folder, name, SAVED_SEEN);
    struct file_map map = {.p = NULL};
    struct err why = ERR_INIT;
    *out = (struct seen){.keys = NULL};
    *found = false;
    if (!path)
        return err_set(e, ST_NOMEM, "out of memory");
    enum st st = file_map(&map, path, &why);
    if (st == ST_OK) {
        *found = true;
        st = take_file(out, bytes_of(map.p, map.n), &why);
        if (st != ST_OK)
            err_note(&why, "%s", path);
    } else if (st == ST_NOT_FOUND) {
        st = ST_OK;
    }
    file_unmap(&map);
    mem_free(path);
    if (st == ST_OK)
        return ST_OK;
    seen_release(out);
    return err_set(e, st, "%s", why.msg);
}

enum st seen_write(const struct seen *s, const char *folder, const char *name,
                   struct err *e)
{
    struct buf file = BUF_INIT, own = BUF_INIT;
    enum st st = ST_OK;
    buf_printf(&own, "%s%s", name, SAVED_SEEN);
    if (buf_reserve(&file, HEADER_SIZE + 8 * s->n + SUM_SIZE)) {
        buf_append(&file, MAGIC, sizeof(MAGIC));
        buf_append_u32le(&file, VERSION);
        buf_append_u32le(&file, 0);
        buf_append_u64le(&file, s->question);
        buf_append_u64le(&file, (uint64_t)s->when);
        buf_append_u64le(&file, s->n);
        for (size_t i = 0; i < s->n; i++)
            buf_append_u64le(&file, s->keys[i]);
        buf_append_u64le(&file, hash64(file.p, file.n));
    }
    const char *const file_name = buf_str(&own);
    if (file.failed || own.failed)
        st = err_set(e, ST_NOMEM, "out of memory");
    else
        st = file_replace(folder, file_name, buf_bytes(&file), e);
    buf_release(&file);
    buf_release(&own);
    return st;
}
