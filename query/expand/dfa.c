#include "query/expand/dfa.h"

#include <string.h>

#include "common/base/bytes.h"
#include "common/base/hash.h"
#include "common/base/mem.h"

enum {
    CLASSES_TRIED = 64,  /* those behind them may all lead on        */
    CELLS_MAX = 1 << 18, /* of the table of states by classes        */
    STATES_MAX = 4096,
    POOL_MAX = 1 << 17, /* nodes of all states; a state has at most
                           NFA_NODES_MAX                             */
    TABLE_SIZE = 2 * STATES_MAX,
    NODE_WORDS = NFA_NODES_MAX / 64,
};

_Static_assert(CELLS_MAX / NFA_CLASSES_MAX >= 64, "some states always fit");
_Static_assert(POOL_MAX >= 4 * NFA_NODES_MAX, "some states always fit");
_Static_assert(NFA_NODES_MAX <= UINT16_MAX, "nodes have numbers of 16 bits");

/* Words of `reached` that nodes of the nfa stand in. */
static uint32_t words_of(const struct dfa *d)
{
    return (d->nfa->n + 63) / 64;
}

static bool is_empty(const struct dfa *d)
{
    const uint32_t n = words_of(d);

    for (uint32_t i = 0; i < n; i++) {
        if (d->reached[i])
            return false;
    }
    return true;
}

static void put_state(struct dfa *d, uint32_t s)
{
    memset(d->next + (size_t)s * d->nfa->n_classes, 0xff,
           sizeof(*d->next) * d->nfa->n_classes);
    d->fits[s] = 0;
}

/* Only the state from which nothing fits is left: it has no nodes. */
static void forget(struct dfa *d)
{
    memset(d->table, 0, TABLE_SIZE * sizeof(*d->table));
    memset(d->next, 0, d->nfa->n_classes * sizeof(*d->next));
    d->fits[DFA_DEAD] = 0;
    d->begin[0] = d->begin[1] = 0;
    d->n_states = 1;
    d->pool_size = 0;
    d->epoch++;
}

enum st dfa_open(struct dfa *d, const struct nfa *n, struct err *e)
{
    *d = (struct dfa){.nfa = n};
    d->max_states = CELLS_MAX / n->n_classes;
    if (d->max_states > STATES_MAX)
        d->max_states = STATES_MAX;
    d->next = mem_array((size_t)d->max_states * n->n_classes, sizeof(*d->next));
    d->fits = mem_array(d->max_states, sizeof(*d->fits));
    d->begin = mem_array(d->max_states + 1, sizeof(*d->begin));
    d->pool = mem_array(POOL_MAX, sizeof(*d->pool));
    d->table = mem_array(TABLE_SIZE, sizeof(*d->table));
    d->reached = mem_zalloc(NODE_WORDS * sizeof(*d->reached));
    d->todo = mem_array(2 * NFA_NODES_MAX, sizeof(*d->todo));
    if (!d->next || !d->fits || !d->begin || !d->pool || !d->table ||
        !d->reached || !d->todo) {
        dfa_close(d);
        return err_set(e, ST_NOMEM, "out of memory for a pattern");
    }
    forget(d);
    return ST_OK;
}

void dfa_close(struct dfa *d)
{
    mem_free(d->next);
    mem_free(d->fits);
    mem_free(d->begin);
    mem_free(d->pool);
    mem_free(d->table);
    mem_free(d->reached);
    mem_free(d->todo);
    *d = (struct dfa){.next = NULL};
}

/* Marks a node, and all that lie behind it without a code point in between.
 * A split is marked too, so that it is gone through once. */
static void reach(struct dfa *d, uint32_t node)
{
    uint32_t n = 0;

    d->todo[n++] = (uint16_t)node;
    while (n > 0) {
        const uint32_t i = d->todo[--n];
        const struct nfa_node *const at = &d->nfa->nodes[i];
        const uint64_t bit = (uint64_t)1 << i % 64;
        d->work++;
        if (d->reached[i / 64] & bit)
            continue;
        d->reached[i / 64] |= bit;
        if (at->kind == NFA_SPLIT) {
            d->todo[n++] = (uint16_t)at->other;
            d->todo[n++] = (uint16_t)at->out;
        }
    }
}

/* Appends what is marked, but for splits, to the pool, and clears the marks;
 * returns how many there are. */
static uint32_t gather(struct dfa *d)
{
    uint16_t *const to = d->pool + d->pool_size;
    const uint32_t words = words_of(d);
    uint32_t n = 0;

    for (uint32_t w = 0; w < words; w++) {
        for (uint64_t bits = d->reached[w]; bits; bits &= bits - 1) {
            const uint32_t i = w * 64 + (uint32_t)__builtin_ctzll(bits);
            if (d->nfa->nodes[i].kind != NFA_SPLIT)
                to[n++] = (uint16_t)i;
        }
        d->reached[w] = 0;
    }
    return n;
}

/* The state of the nodes that are marked. */
static uint32_t intern(struct dfa *d)
{
    if (is_empty(d))
        return DFA_DEAD;
    if (d->n_states == d->max_states || POOL_MAX - d->pool_size < NFA_NODES_MAX)
        forget(d);

    const uint32_t n = gather(d);
    const struct bytes key =
        bytes_of(d->pool + d->pool_size, n * sizeof(*d->pool));
    uint64_t at = hash64(key.p, key.n) % TABLE_SIZE;
    for (uint32_t s; (s = d->table[at]) != 0; at = (at + 1) % TABLE_SIZE) {
        const size_t size = (d->begin[s + 1] - d->begin[s]) * sizeof(*d->pool);
        if (bytes_equal(key, bytes_of(d->pool + d->begin[s], size)))
            return s;
    }
    const uint32_t s = d->n_states++;
    d->table[at] = (uint16_t)s;
    put_state(d, s);
    for (uint32_t i = 0; i < n; i++) {
        if (d->nfa->nodes[d->pool[d->pool_size + i]].kind == NFA_MATCH)
            d->fits[s] = 1;
    }
    d->pool_size += n;
    d->begin[s + 1] = d->pool_size;
    return s;
}

uint32_t dfa_start(struct dfa *d)
{
    reach(d, d->nfa->start);
    return intern(d);
}

uint32_t dfa_make(struct dfa *d, uint32_t from, uint32_t class)
{
    const uint32_t epoch = d->epoch;

    for (uint32_t i = d->begin[from]; i < d->begin[from + 1]; i++) {
        const struct nfa_node *const at = &d->nfa->nodes[d->pool[i]];
        d->work++;
        if (at->kind == NFA_SET && nfa_set_has(d->nfa, at->set, class))
            reach(d, at->out);
    }
    const uint32_t to = intern(d);
    if (d->epoch == epoch)
        d->next[(size_t)from * d->nfa->n_classes + class] = (uint16_t)to;
    return to;
}

bool dfa_next_alive(struct dfa *d, uint32_t from, uint32_t c, uint32_t *out)
{
    const uint32_t n = d->nfa->n_classes, epoch = d->epoch;

    if (c >= NFA_LAST)
        return false;
    const uint32_t first = nfa_class(d->nfa, c + 1);
    for (uint32_t k = first; k < n; k++) {
        const uint32_t known = d->next[(size_t)from * n + k];
        if (known == DFA_DEAD)
            continue;
        if (known == DFA_UNKNOWN && k - first < CLASSES_TRIED &&
            dfa_make(d, from, k) == DFA_DEAD && d->epoch == epoch)
            continue;
        *out = k == first ? c + 1 : d->nfa->bounds[k - 1];
        return true;
    }
    return false;
}
