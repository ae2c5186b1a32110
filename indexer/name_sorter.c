#include "indexer/name_sorter.h"

#include <stdlib.h>
#include <string.h>

#include "common/base/mem.h"
#include "common/codec/varint.h"
#include "indexer/spool.h"

enum {
    DROP_STEP = 4 << 20, /* bytes read before pages are given back */
    /* Of a name besides its bytes: an entry, its copy while qsort works, and
     * the length. */
    NAME_COST = 2 * 16 + 2
};

/* A name in memory. Most comparisons end with `key`: the first bytes behind
 * those that all names of the run share, as a number. */
struct entry {
    uint64_t key;
    uint32_t at; /* of its length in `text` */
    uint32_t value;
};

/* A run being read: from its place in the file on. */
struct run {
    const uint8_t *p, *end;
    struct named_value now;
};

struct name_sorter {
    size_t room;
    struct spool spool; /* runs: length, name, u32 value, again and again */

    /* The run in memory. */
    struct buf text; /* length, name, again and again */
    struct entry *entries;
    size_t n, cap;
    size_t shared;  /* bytes at the front of all its names          */
    bool ascending; /* they came in order: nothing is to be sorted  */
    size_t next;

    /* When there are more: those that are not at their end, as a heap with the
     * least name on top. */
    uint64_t *ends; /* of the runs in the file */
    struct run *runs;
    struct run **heap;
    size_t n_runs, cap_ends, n_heap;
    bool given;    /* the top of the heap, at the call before */
    uint64_t read; /* since pages were given back             */
};

static enum st out_of_memory(struct err *e)
{
    return err_set(e, ST_NOMEM, "sorting names: out of memory");
}

enum st name_sorter_open(struct name_sorter **out, const char *base,
                         const char *kind, size_t room, struct err *e)
{
    *out = NULL;
    struct name_sorter *const s = mem_zalloc(sizeof(*s));
    if (!s)
        return out_of_memory(e);
    s->room = MIN(MAX(room, (size_t)NAME_SORTER_MIN), (size_t)INT32_MAX);
    s->ascending = true;
    const enum st st = spool_init(&s->spool, base, kind, e);
    if (st == ST_OK)
        *out = s;
    else
        name_sorter_close(s);
    return st;
}

void name_sorter_close(struct name_sorter *s)
{
    if (!s)
        return;
    spool_release(&s->spool);
    buf_release(&s->text);
    mem_free(s->entries);
    mem_free(s->ends);
    mem_free(s->runs);
    mem_free(s->heap);
    mem_free(s);
}

/* ---- the run in memory ---- */

static struct bytes name_at(const struct name_sorter *s, size_t at)
{
    uint64_t n = 0;
    const uint8_t *const end = s->text.p + s->text.n;
    const uint8_t *const p = varint_get(s->text.p + at, end, &n);
    return bytes_of(p, (size_t)n);
}

/* How many of the first `most` bytes are the same. */
static size_t shared_front(struct bytes a, struct bytes b, size_t most)
{
    const size_t n = MIN(most, MIN(a.n, b.n));
    size_t i = 0;
    while (i < n && a.p[i] == b.p[i])
        i++;
    return i;
}

static int compare_entries(const void *a, const void *b, void *ctx)
{
    const struct entry *const x = a, *const y = b;
    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    const int order = bytes_compare(name_at(ctx, x->at), name_at(ctx, y->at));
    return order ? order : (x->value > y->value) - (x->value < y->value);
}

/* Eight bytes of the name from `from` on, zeros where it ends. */
static uint64_t key_of(struct bytes name, size_t from)
{
    uint64_t key = 0;
    for (size_t i = from; i < from + 8; i++)
        key = key << 8 | (i < name.n ? name.p[i] : 0u);
    return key;
}

static void sort_run(struct name_sorter *s)
{
    if (s->ascending)
        return;
    for (size_t i = 0; i < s->n; i++)
        s->entries[i].key = key_of(name_at(s, s->entries[i].at), s->shared);
    qsort_r(s->entries, s->n, sizeof(*s->entries), compare_entries, s);
}

static enum st spool_run(struct name_sorter *s, struct err *e)
{
    enum st st = ST_OK;
    sort_run(s);
    if (!mem_grow(&s->ends, &s->cap_ends, s->n_runs + 1))
        return out_of_memory(e);
    for (size_t i = 0; i < s->n && st == ST_OK; i++) {
        const struct entry *const v = &s->entries[i];
        const struct bytes name = name_at(s, v->at);
        const uint8_t *const from = s->text.p + v->at;
        uint8_t raw[4];
        put_u32le(raw, v->value);
        st = spool_append(&s->spool, from, (size_t)(name.p + name.n - from), e);
        if (st == ST_OK)
            st = spool_append(&s->spool, raw, sizeof(raw), e);
    }
    s->ends[s->n_runs++] = s->spool.size;
    buf_clear(&s->text);
    s->n = 0;
    s->ascending = true;
    return st;
}

/* Whether the last two are in order; what all share shrinks with each. */
static void look_at_last(struct name_sorter *s, struct bytes name)
{
    if (s->n == 0) {
        s->shared = name.n;
        return;
    }
    const struct entry *const before = &s->entries[s->n - 1];
    const struct bytes other = name_at(s, before->at);
    s->shared = shared_front(other, name, s->shared);
    if (s->ascending) {
        const int order = bytes_compare(other, name);
        s->ascending = order < 0 ||
                       (order == 0 && before->value <= s->entries[s->n].value);
    }
}

enum st name_sorter_add(struct name_sorter *s, struct bytes name,
                        uint32_t value, struct err *e)
{
    uint8_t size[VARINT_MAX];
    enum st st = ST_OK;
    if (s->n && s->text.n + name.n + NAME_COST * (s->n + 1) > s->room)
        st = spool_run(s, e);
    if (st != ST_OK)
        return st;
    const size_t at = s->text.n;
    if (!mem_grow(&s->entries, &s->cap, s->n + 1) ||
        !buf_append(&s->text, size,
                    (size_t)(varint_put(size, name.n) - size)) ||
        !buf_append(&s->text, name.p, name.n))
        return out_of_memory(e);
    s->entries[s->n] = (struct entry){.at = (uint32_t)at, .value = value};
    look_at_last(s, name);
    s->n++;
    return ST_OK;
}

/* ---- merging ---- */

static bool comes_before(const struct run *a, const struct run *b)
{
    const int order = bytes_compare(a->now.name, b->now.name);
    return order ? order < 0 : a->now.value < b->now.value;
}

/* Moves the run at place `i` down to where it belongs. */
static void sink(struct name_sorter *s, size_t i)
{
    for (size_t child; (child = 2 * i + 1) < s->n_heap; i = child) {
        struct run *const moved = s->heap[i];
        if (child + 1 < s->n_heap &&
            comes_before(s->heap[child + 1], s->heap[child]))
            child++;
        if (!comes_before(s->heap[child], moved))
            break;
        s->heap[i] = s->heap[child];
        s->heap[child] = moved;
    }
}

/* Steps to the next name of the run; false at its end. What is read was written
 * a moment ago, by us. */
static bool step(struct name_sorter *s, struct run *r)
{
    uint64_t n = 0;
    if (r->p == r->end)
        return false;
    const uint8_t *const p = varint_get(r->p, r->end, &n);
    r->now.name = bytes_of(p, (size_t)n);
    r->now.value = get_u32le(p + n);
    s->read += (size_t)(p + n + 4 - r->p);
    r->p = p + n + 4;
    return true;
}

static enum st open_runs(struct name_sorter *s, struct err *e)
{
    struct bytes all;
    enum st st = spool_run(s, e);
    mem_free(s->entries);
    buf_release(&s->text);
    s->entries = NULL;
    s->runs = mem_array(s->n_runs, sizeof(*s->runs));
    s->heap = mem_array(s->n_runs, sizeof(struct run *));
    if (st == ST_OK && (!s->runs || !s->heap))
        st = out_of_memory(e);
    if (st == ST_OK)
        st = spool_view(&s->spool, &all, e);
    for (size_t i = 0; i < s->n_runs && st == ST_OK; i++) {
        s->runs[i] = (struct run){.p = all.p + (i ? s->ends[i - 1] : 0),
                                  .end = all.p + s->ends[i]};
        if (step(s, &s->runs[i]))
            s->heap[s->n_heap++] = &s->runs[i];
    }
    for (size_t i = s->n_heap / 2; i-- > 0;)
        sink(s, i);
    return st;
}

enum st name_sorter_end(struct name_sorter *s, struct err *e)
{
    if (s->n_runs)
        return open_runs(s, e);
    sort_run(s);
    return ST_OK;
}

/* The name on top was given out at the call before, and is in the file until
 * now: only here its run may go on. */
static void pass_top(struct name_sorter *s)
{
    if (!step(s, s->heap[0]))
        s->heap[0] = s->heap[--s->n_heap];
    sink(s, 0);
    if (s->read > DROP_STEP) {
        spool_drop(&s->spool, s->spool.size);
        s->read = 0;
    }
}

bool name_sorter_next(struct name_sorter *s, struct named_value *out)
{
    if (!s->n_runs) {
        if (s->next == s->n)
            return false;
        const struct entry *const v = &s->entries[s->next++];
        *out = (struct named_value){name_at(s, v->at), v->value};
        return true;
    }
    if (s->given)
        pass_top(s);
    s->given = s->n_heap > 0;
    if (s->given)
        *out = s->heap[0]->now;
    return s->given;
}
