#include "bench/classes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/mem.h"

enum { WORDS_TOLD_APART = 8 };

const char *class_group_name(enum class_group group)
{
    static const char *const names[] = {"all", "kind", "words", "tag"};

    return names[group];
}

static enum st out_of_memory(struct err *e)
{
    return err_set(e, ST_NOMEM, "out of memory for classes of queries");
}

static enum st add(struct classes *c, enum class_group group, const char *name,
                   size_t query, struct err *e)
{
    if (!mem_grow(&c->members, &c->cap_members, c->n_members + 1))
        return out_of_memory(e);
    c->members[c->n_members++] = (struct membership){group, name, query};
    return ST_OK;
}

static enum st add_words(struct classes *c, const struct bench_query *q,
                         size_t query, struct err *e)
{
    const size_t words = MIN(q->words, (size_t)WORDS_TOLD_APART + 1);
    const size_t size = strlen(q->kind) + sizeof(", 9+ words");
    char *const name = arena_bytes(&c->arena, size);

    if (!name)
        return out_of_memory(e);
    snprintf(name, size, "%s, %zu%s word%s", q->kind, words,
             words > WORDS_TOLD_APART ? "+" : "", words == 1 ? "" : "s");
    return add(c, CLASS_WORDS, name, query, e);
}

static enum st add_query(struct classes *c, const struct bench_query *q,
                         size_t query, struct err *e)
{
    enum st st = add(c, CLASS_ALL, "all", query, e);

    if (st == ST_OK)
        st = add(c, CLASS_KIND, q->kind, query, e);
    if (st == ST_OK)
        st = add_words(c, q, query, e);
    for (size_t i = 0; i < q->n_tags && st == ST_OK; i++)
        st = add(c, CLASS_TAG, q->tags[i], query, e);
    return st;
}

static int compare_classes(const struct membership *a,
                           const struct membership *b)
{
    if (a->group != b->group)
        return a->group < b->group ? -1 : 1;
    return strcmp(a->name, b->name);
}

static int compare(const void *a, const void *b)
{
    const struct membership *const x = a, *const y = b;
    const int by_class = compare_classes(x, y);

    return by_class ? by_class : (x->query > y->query) - (x->query < y->query);
}

/* The members are sorted: a class is a run of them. */
static enum st cut(struct classes *c, struct err *e)
{
    for (size_t from = 0, to; from < c->n_members; from = to) {
        const struct membership *const first = &c->members[from];
        to = from + 1;
        while (to < c->n_members &&
               compare_classes(first, &c->members[to]) == 0)
            to++;
        if (!mem_grow(&c->list, &c->cap, c->n + 1))
            return out_of_memory(e);
        c->list[c->n++] =
            (struct query_class){first->group, first->name, first, to - from};
    }
    return ST_OK;
}

enum st classes_make(struct classes *c, const struct queries *q, struct err *e)
{
    enum st st = ST_OK;

    for (size_t i = 0; i < q->n && st == ST_OK; i++)
        st = add_query(c, &q->list[i], i, e);
    if (st != ST_OK)
        return st;
    if (c->n_members)
        qsort(c->members, c->n_members, sizeof(*c->members), compare);
    return cut(c, e);
}

void classes_release(struct classes *c)
{
    mem_free(c->list);
    mem_free(c->members);
    arena_release(&c->arena);
    *c = (struct classes){.n = 0};
}
