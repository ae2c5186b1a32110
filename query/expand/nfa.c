#include "query/expand/nfa.h"

#include <stdlib.h>
#include <string.h>

#include "common/base/compiler.h"

enum { CODE_POINTS = 0x110000, ANY = 0 /* the number of that set */ };

static const struct nfa_range ALL = {0, CODE_POINTS - 1};

void nfa_init(struct nfa *n, struct arena *a)
{
    *n = (struct nfa){.arena = a, .st = ST_OK};
}

/* Room for one more in an array of the arena, which is copied as it grows.
 * False when memory is out. */
static bool grow(struct arena *a, void **v, uint32_t n, uint32_t *cap,
                 size_t size)
{
    if (n < *cap)
        return true;
    const uint32_t more = *cap ? 2 * *cap : 32;
    void *const p = arena_array(a, more, size);
    if (!p)
        return false;
    if (n > 0)
        memcpy(p, *v, n * size);
    *v = p;
    *cap = more;
    return true;
}

static uint32_t add(struct nfa *n, struct nfa_node node)
{
    if (n->st == ST_OK && n->n == NFA_NODES_MAX)
        n->st = ST_LIMIT;
    if (n->st == ST_OK &&
        !grow(n->arena, (void **)&n->nodes, n->n, &n->cap, sizeof(*n->nodes)))
        n->st = ST_NOMEM;
    if (n->st != ST_OK)
        return 0;
    n->nodes[n->n] = node;
    return n->n++;
}

static uint32_t add_set(struct nfa *n, struct nfa_set set)
{
    if (n->st == ST_OK && !grow(n->arena, (void **)&n->sets, n->n_sets,
                                &n->cap_sets, sizeof(*n->sets)))
        n->st = ST_NOMEM;
    if (n->st != ST_OK)
        return 0;
    n->sets[n->n_sets] = set;
    return n->n_sets++;
}

uint32_t nfa_match(struct nfa *n)
{
    return add(n, (struct nfa_node){.kind = NFA_MATCH});
}

uint32_t nfa_split(struct nfa *n, uint32_t out, uint32_t other)
{
    return add(n, (struct nfa_node){NFA_SPLIT, 0, out, other});
}

void nfa_lead(struct nfa *n, uint32_t split, uint32_t out, uint32_t other)
{
    if (n->st != ST_OK)
        return;
    n->nodes[split].out = out;
    n->nodes[split].other = other;
}

uint32_t nfa_define(struct nfa *n, struct nfa_set set)
{
    if (n->n_sets == 0)
        (void)add_set(n, (struct nfa_set){&ALL, 1});
    return add_set(n, set);
}

uint32_t nfa_defined(struct nfa *n, uint32_t set, uint32_t out)
{
    return add(n, (struct nfa_node){NFA_SET, set, out, 0});
}

uint32_t nfa_set(struct nfa *n, struct nfa_set set, uint32_t out)
{
    return nfa_defined(n, nfa_define(n, set), out);
}

uint32_t nfa_any(struct nfa *n, uint32_t out)
{
    if (n->n_sets == 0)
        (void)add_set(n, (struct nfa_set){&ALL, 1});
    return add(n, (struct nfa_node){NFA_SET, ANY, out, 0});
}

/* A word has few different letters: each is one set, however often it is. */
uint32_t nfa_char(struct nfa *n, uint32_t c, uint32_t out)
{
    for (uint32_t s = ANY + 1; s < n->n_sets; s++) {
        const struct nfa_set *const set = &n->sets[s];
        if (set->n == 1 && set->ranges->from == c && set->ranges->to == c)
            return add(n, (struct nfa_node){NFA_SET, s, out, 0});
    }
    struct nfa_range *const r = arena_new(n->arena, struct nfa_range, 1);
    if (!r) {
        n->st = ST_NOMEM;
        return 0;
    }
    *r = (struct nfa_range){c, c};
    return nfa_set(n, (struct nfa_set){r, 1}, out);
}

uint32_t nfa_any_number(struct nfa *n, uint32_t out)
{
    const uint32_t loop = nfa_split(n, 0, out);
    nfa_lead(n, loop, nfa_any(n, loop), out);
    return loop;
}

/* ---- classes ---- */

static int ascending(const void *a, const void *b)
{
    const uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

/* Where a set begins or ends, each place once. False when memory is out. */
static bool find_bounds(struct nfa *n)
{
    size_t room = 1;
    for (uint32_t s = 0; s < n->n_sets; s++)
        room += 2 * (size_t)n->sets[s].n;
    uint32_t *const b = arena_new(n->arena, uint32_t, room);
    size_t k = 0, unique = 0;
    if (!b)
        return false;
    for (uint32_t s = 0; s < n->n_sets; s++) {
        for (uint32_t i = 0; i < n->sets[s].n; i++) {
            b[k++] = n->sets[s].ranges[i].from;
            b[k++] = n->sets[s].ranges[i].to + 1;
        }
    }
    qsort(b, k, sizeof(*b), ascending);
    for (size_t i = 0; i < k; i++) {
        if (b[i] > 0 && b[i] < CODE_POINTS &&
            (unique == 0 || b[i] != b[unique - 1]))
            b[unique++] = b[i];
    }
    n->bounds = b;
    n->n_classes = (uint32_t)unique + 1;
    return true;
}

uint32_t nfa_class_slow(const struct nfa *n, uint32_t c)
{
    uint32_t low = 0, high = n->n_classes - 1; /* of bounds */
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        if (n->bounds[middle] <= c)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void find_members(struct nfa *n)
{
    for (uint32_t s = 0; s < n->n_sets; s++) {
        for (uint32_t i = 0; i < n->sets[s].n; i++) {
            const struct nfa_range *const r = &n->sets[s].ranges[i];
            const uint32_t first = nfa_class_slow(n, r->from);
            const uint32_t last = nfa_class_slow(n, r->to);
            memset(n->members + (size_t)s * n->n_classes + first, 1,
                   last - first + 1);
        }
    }
}

enum st nfa_finish(struct nfa *n, struct err *e)
{
    if (n->st == ST_LIMIT)
        return err_set(e, ST_LIMIT,
                       "the pattern is too long, or repeats too much; write a "
                       "simpler one");
    if (n->st == ST_OK && !find_bounds(n))
        n->st = ST_NOMEM;
    if (n->st == ST_OK && n->n_classes > NFA_CLASSES_MAX)
        return err_set(e, ST_LIMIT,
                       "the pattern names too many different characters; write "
                       "a simpler one");
    if (n->st == ST_OK &&
        !(n->members =
              arena_new(n->arena, uint8_t, (size_t)n->n_sets * n->n_classes)))
        n->st = ST_NOMEM;
    if (n->st != ST_OK)
        return err_set(e, n->st, "out of memory for a pattern");
    find_members(n);
    for (uint32_t c = 0; c < NFA_ASCII; c++)
        n->ascii[c] = (uint16_t)nfa_class_slow(n, c);
    return ST_OK;
}
