#include "indexer/order/bisection.h"

#include <pthread.h>
#include <stdatomic.h>
#include <string.h>

#include "common/base/mem.h"

enum {
    LEAF = 16,      /* documents that are not cut any more             */
    ROUNDS = 20,    /* of changing sides, unless nothing changes       */
    LOG_BITS = 12,  /* of the fraction of a logarithm                  */
    LOGS = 1 << 12, /* known beforehand                                */
    BUCKETS = 2048, /* of one step towards the median, at most         */
    WORTH = 4096,   /* documents that are worth a thread, or a message */
};

struct bisection {
    struct forward_index *f;
    const struct order_progress *progress;
    _Atomic uint64_t done;      /* documents of all nodes that are cut    */
    uint64_t of;                /* what `done` will come to, about        */
    uint32_t *sizes;            /* terms of a row that still count        */
    uint32_t *rows, *room;      /* the order, and as much to part it in   */
    int64_t *pulls, *remaining; /* of each place; of the search for a cut */
    uint8_t *sides;             /* of each place, 1: right                */
    int32_t logs[LOGS];
};

/* A range of the order with all it needs. */
struct node {
    struct bisection *b;
    uint32_t from, n;
    uint32_t terms; /* numbers of its terms are below this           */
    unsigned threads;
    bool tells; /* runs in the thread that wants to hear of progress */
    enum st st;
};

/* What one thread keeps of each term. */
struct scratch {
    uint32_t *left, *right; /* documents on each side that hold it   */
    int32_t *pull;          /* how much it draws them to the right   */
};

/* ---- logarithms ---- */

/* log2(v) with LOG_BITS of fraction, the same on every machine. */
static int32_t log_fixed(uint32_t v)
{
    const int whole = 31 - __builtin_clz(v);
    uint64_t x = (uint64_t)v << (31 - whole); /* 1 <= x / 2^31 < 2 */
    int32_t log = whole;
    for (int i = 0; i < LOG_BITS; i++) {
        x = x * x >> 31;
        const unsigned bit = x >> 32 != 0;
        x >>= bit;
        log = 2 * log + (int32_t)bit;
    }
    return log;
}

static int32_t log_of(const struct bisection *b, uint32_t v)
{
    return v < LOGS ? b->logs[v] : log_fixed(v);
}

/* ---- the median ---- */

/* Values below `value` go left, and the first `ties` that equal it. */
struct cut {
    int64_t value;
    uint32_t ties;
};

/* The cut that sends `left` of v[0 .. n) to the left, left < n. Each step
 * counts what remains in buckets and goes on with one of them; the lowest and
 * the highest value are never in one, so it ends. */
static struct cut find_cut(const int64_t *v, uint32_t n, uint32_t left,
                           int64_t *remaining)
{
    uint32_t counts[BUCKETS];
    for (;;) {
        const uint32_t buckets = MIN(n, (uint32_t)BUCKETS);
        int64_t low = v[0], high = v[0];
        for (uint32_t i = 1; i < n; i++) {
            low = MIN(low, v[i]);
            high = MAX(high, v[i]);
        }
        unsigned shift = 0;
        while ((uint64_t)(high - low) >> shift >= buckets)
            shift++;
        memset(counts, 0, buckets * sizeof(*counts));
        for (uint32_t i = 0; i < n; i++)
            counts[(uint64_t)(v[i] - low) >> shift]++;
        uint32_t bucket = 0;
        for (; counts[bucket] <= left; bucket++)
            left -= counts[bucket];
        if (shift == 0)
            return (struct cut){low + bucket, left};
        uint32_t kept = 0;
        for (uint32_t i = 0; i < n; i++)
            if ((uint64_t)(v[i] - low) >> shift == bucket)
                remaining[kept++] = v[i];
        v = remaining;
        n = kept;
    }
}

/* ---- one node ---- */

static const uint32_t *terms_of(const struct bisection *b, uint32_t row)
{
    return b->f->list + b->f->starts[row];
}

static void count_terms(const struct bisection *b, const uint32_t *rows,
                        uint32_t n, uint32_t *counts)
{
    for (uint32_t i = 0; i < n; i++) {
        const uint32_t *const t = terms_of(b, rows[i]);
        for (uint32_t k = 0; k < b->sizes[rows[i]]; k++)
            counts[t[k]]++;
    }
}

/* Drops the terms that cannot tell the node's documents apart, one or all of
 * which hold them, and numbers the others anew. Later nodes gain by it most:
 * their terms become few. */
static void shrink_terms(struct node *d, struct scratch *s)
{
    struct bisection *const b = d->b;
    const uint32_t *const rows = b->rows + d->from;
    uint32_t *const numbers = s->left;
    uint32_t n = 0;
    memset(numbers, 0, d->terms * sizeof(*numbers));
    count_terms(b, rows, d->n, numbers);
    for (uint32_t t = 0; t < d->terms; t++)
        numbers[t] = numbers[t] > 1 && numbers[t] < d->n ? n++ : UINT32_MAX;
    for (uint32_t i = 0; i < d->n; i++) {
        uint32_t *const t = b->f->list + b->f->starts[rows[i]];
        uint32_t kept = 0;
        for (uint32_t k = 0; k < b->sizes[rows[i]]; k++) {
            t[kept] = numbers[t[k]];
            kept += t[kept] != UINT32_MAX;
        }
        b->sizes[rows[i]] = kept;
    }
    d->terms = n;
}

/* What the swap of a document would save, summed over its terms, is about the
 * slope of the cost of l log2(1 / l) + r log2(1 / r) bits: log2(r) - log2(l).
 * It has no side, so one median serves both. */
static void find_pulls(struct node *d, struct scratch *s)
{
    const struct bisection *const b = d->b;
    const uint32_t *const rows = b->rows + d->from;
    for (uint32_t t = 0; t < d->terms; t++)
        s->pull[t] = log_of(b, s->right[t]) - log_of(b, s->left[t]);
    for (uint32_t i = 0; i < d->n; i++) {
        const uint32_t *const t = terms_of(b, rows[i]);
        const uint32_t n = b->sizes[rows[i]];
        int64_t sum = 0;
        for (uint32_t k = 0; k < n; k++)
            sum += s->pull[t[k]];
        b->pulls[d->from + i] = sum;
    }
}

/* Row `row` goes from one side, on which its terms are `from`, to the other. */
static void change_side(const struct bisection *b, uint32_t row, uint32_t *from,
                        uint32_t *to)
{
    const uint32_t *const t = terms_of(b, row);
    for (uint32_t k = 0; k < b->sizes[row]; k++) {
        from[t[k]]--;
        to[t[k]]++;
    }
}

/* Documents go where they are drawn, as far as both halves keep their size.
 * False when none had to. */
static bool change_sides(struct node *d, struct scratch *s)
{
    struct bisection *const b = d->b;
    const int64_t *const pulls = b->pulls + d->from;
    uint8_t *const sides = b->sides + d->from;
    struct cut cut = find_cut(pulls, d->n, d->n / 2, b->remaining + d->from);
    bool changed = false;
    for (uint32_t i = 0; i < d->n; i++) {
        const bool tie = pulls[i] == cut.value && cut.ties;
        const uint8_t side = pulls[i] >= cut.value && !tie;
        cut.ties -= tie;
        if (side == sides[i])
            continue;
        sides[i] = side;
        changed = true;
        change_side(b, b->rows[d->from + i], side ? s->left : s->right,
                    side ? s->right : s->left);
    }
    return changed;
}

/* Puts those on the left before those on the right, each in order. */
static void part(struct node *d)
{
    struct bisection *const b = d->b;
    uint32_t *const rows = b->rows + d->from, *const room = b->room + d->from;
    const uint8_t *const sides = b->sides + d->from;
    uint32_t l = 0, r = d->n / 2;
    for (uint32_t i = 0; i < d->n; i++)
        room[sides[i] ? r++ : l++] = rows[i];
    memcpy(rows, room, d->n * sizeof(*rows));
}

static void count_sides(struct node *d, struct scratch *s)
{
    const struct bisection *const b = d->b;
    memset(s->left, 0, d->terms * sizeof(*s->left));
    memset(s->right, 0, d->terms * sizeof(*s->right));
    for (uint32_t i = d->from; i < d->from + d->n; i++)
        count_terms(b, b->rows + i, 1, b->sides[i] ? s->right : s->left);
}

/* The first half goes left: the order so far is seldom without sense. */
static void begin_as_it_is(struct node *d, struct scratch *s)
{
    uint8_t *const sides = d->b->sides + d->from;
    memset(sides, 0, d->n / 2);
    memset(sides + d->n / 2, 1, d->n - d->n / 2);
    count_sides(d, s);
}

/* One of each two goes left, by tossing a coin that falls the same way on
 * every run. */
static void begin_at_random(struct node *d, struct scratch *s)
{
    uint8_t *const sides = d->b->sides + d->from;
    uint64_t coin = d->n;
    for (uint32_t i = 0; i + 1 < d->n; i += 2) {
        coin = coin * 6364136223846793005 + 1442695040888963407;
        sides[i] = (uint8_t)(coin >> 63);
        sides[i + 1] = !sides[i];
    }
    if (d->n % 2)
        sides[d->n - 1] = 1;
    count_sides(d, s);
}

/* Kinds of documents that take turns stand in both halves alike, and nothing
 * draws anyone anywhere. */
static bool is_balanced(const struct node *d)
{
    const int64_t *const pulls = d->b->pulls + d->from;
    for (uint32_t i = 1; i < d->n; i++)
        if (pulls[i] != pulls[0])
            return false;
    return true;
}

static void bisect(struct node *d, struct scratch *s)
{
    shrink_terms(d, s);
    if (d->terms == 0)
        return;
    begin_as_it_is(d, s);
    for (unsigned i = 0; i < ROUNDS; i++) {
        find_pulls(d, s);
        if (i == 0 && is_balanced(d)) {
            begin_at_random(d, s);
            find_pulls(d, s);
        }
        if (!change_sides(d, s))
            break;
    }
    part(d);
}

/* ---- all nodes ---- */

static void run(struct node *d, struct scratch *s);

static void *run_thread(void *arg)
{
    struct node *const d = arg;
    struct scratch s = {
        .left = mem_array(d->terms, sizeof(*s.left)),
        .right = mem_array(d->terms, sizeof(*s.right)),
        .pull = mem_array(d->terms, sizeof(*s.pull)),
    };
    if (s.left && s.right && s.pull)
        run(d, &s);
    else
        d->st = ST_NOMEM;
    mem_free(s.left);
    mem_free(s.right);
    mem_free(s.pull);
    return NULL;
}

static void tell(const struct node *d)
{
    struct bisection *const b = d->b;
    const uint64_t done = atomic_fetch_add(&b->done, d->n) + d->n;
    if (d->tells && d->n >= WORTH && b->progress->tell)
        b->progress->tell(b->progress->ctx, (double)done / (double)b->of);
}

static void run(struct node *d, struct scratch *s)
{
    pthread_t thread;
    if (d->n <= LEAF || d->terms == 0)
        return;
    bisect(d, s);
    tell(d);
    struct node left = *d, right = *d;
    left.n = d->n / 2;
    right.from = d->from + left.n;
    right.n = d->n - left.n;
    right.threads = d->threads / 2;
    left.threads = d->threads - right.threads;
    if (right.threads && d->n >= WORTH) {
        right.tells = false;
        if (pthread_create(&thread, NULL, run_thread, &right) == 0) {
            run(&left, s);
            pthread_join(thread, NULL);
            d->st = left.st == ST_OK ? right.st : left.st;
            return;
        }
    }
    run(&left, s);
    run(&right, s);
    d->st = left.st == ST_OK ? right.st : left.st;
}

static bool open_bisection(struct bisection *b, struct forward_index *f,
                           uint32_t *rows)
{
    b->f = f;
    b->rows = rows;
    b->sizes = mem_array(f->n, sizeof(*b->sizes));
    b->room = mem_array(f->n, sizeof(*b->room));
    b->pulls = mem_array(f->n, sizeof(*b->pulls));
    b->remaining = mem_array(f->n, sizeof(*b->remaining));
    b->sides = mem_array(f->n, sizeof(*b->sides));
    return b->sizes && b->room && b->pulls && b->remaining && b->sides;
}

static void close_bisection(struct bisection *b)
{
    if (!b)
        return;
    mem_free(b->sizes);
    mem_free(b->room);
    mem_free(b->pulls);
    mem_free(b->remaining);
    mem_free(b->sides);
    mem_free(b);
}

/* The rows with terms, in order, then those without. */
static uint32_t first_order(struct bisection *b)
{
    const struct forward_index *const f = b->f;
    uint32_t n = 0;
    for (uint32_t row = 0; row < f->n; row++) {
        b->sizes[row] = (uint32_t)(f->starts[row + 1] - f->starts[row]);
        if (b->sizes[row])
            b->rows[n++] = row;
    }
    for (uint32_t row = 0, last = n; row < f->n; row++)
        if (b->sizes[row] == 0)
            b->rows[last++] = row;
    return n;
}

enum st bisection_order(struct forward_index *f, unsigned threads,
                        const struct order_progress *progress, uint32_t *rows,
                        struct err *e)
{
    struct bisection *const b = mem_zalloc(sizeof(*b));
    struct node root = {
        .b = b,
        .terms = f->terms,
        .threads = threads,
        .tells = true,
        .st = ST_NOMEM,
    };
    if (b && open_bisection(b, f, rows)) {
        b->progress = progress;
        for (uint32_t v = 1; v < LOGS; v++) /* none counts as one */
            b->logs[v] = log_fixed(v);
        root.n = first_order(b);
        root.st = ST_OK;
        for (uint32_t n = root.n; n > LEAF; n = (n + 1) / 2)
            b->of += root.n;
        run_thread(&root);
    }
    close_bisection(b);
    return root.st == ST_OK
               ? ST_OK
               : err_set(e, root.st, "ordering documents: out of memory");
}
