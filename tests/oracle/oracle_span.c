#include "tests/oracle/oracle_span.h"

#include <assert.h>
#include <stdlib.h>

#include "tests/support/need.h"

struct interval {
    uint32_t first, last;
};

struct set {
    struct interval *at;
    size_t n, cap;
};

static void set_add(struct set *s, uint32_t first, uint32_t last)
{
    if (s->n == s->cap) {
        s->cap = s->cap ? 2 * s->cap : 16;
        s->at = need_resize(s->at, s->cap, sizeof(*s->at));
    }
    s->at[s->n++] = (struct interval){first, last};
}

static int by_first_then_last(const void *a, const void *b)
{
    const struct interval *const x = a, *const y = b;
    if (x->first != y->first)
        return x->first < y->first ? -1 : 1;
    return (x->last > y->last) - (x->last < y->last);
}

/* Keeps what has no other one inside, by first. */
static void set_minimise(struct set *s)
{
    size_t to = s->n;

    if (s->n == 0)
        return;
    qsort(s->at, s->n, sizeof(*s->at), by_first_then_last);
    /* From the last on, an end must be before all that were kept. */
    for (size_t i = s->n; i-- > 0;) {
        const struct interval x = s->at[i];
        if (to < s->n && s->at[to].last <= x.last && s->at[to].first > x.first)
            continue;
        if (to < s->n && s->at[to].first == x.first)
            to++; /* the same beginning: this end is no later */
        s->at[--to] = x;
    }
    s->n -= to;
    for (size_t i = 0; i < s->n; i++)
        s->at[i] = s->at[to + i];
}

/* ---- the document ---- */

/* Numbers the unit that each word is in. */
static uint32_t *number_units(const struct oracle_doc *d, enum oracle_unit unit)
{
    uint32_t *const numbers = need_alloc(d->n + 1, sizeof(*numbers));
    uint32_t number = 0;

    for (size_t i = 0; i < d->n; i++) {
        const uint32_t step = i > 0 ? d->places[i] - d->places[i - 1] : 0;
        if (step > 1 ||
            (step == 1 && unit == ORACLE_SENTENCE && d->ends[i - 1]))
            number++;
        numbers[i] = number;
    }
    return numbers;
}

static struct set keep_zone(struct set s, const struct oracle_doc *d,
                            enum oracle_zone zone)
{
    size_t n = 0;

    for (size_t i = 0; i < s.n; i++)
        if (oracle_lies_in_zone(d, zone, oracle_doc_word_at(d, s.at[i].first),
                                oracle_doc_word_at(d, s.at[i].last)))
            s.at[n++] = s.at[i];
    s.n = n;
    return s;
}

/* ---- words ---- */

/* Without what stands in boilerplate, where that is not there. */
static struct set that_count(struct set s, const struct oracle_view *v)
{
    return v->skip && v->field == ORACLE_EVERYWHERE
               ? keep_zone(s, v->doc, ORACLE_NEWS)
               : s;
}

static struct set find_words(const struct oracle_query *q,
                             const struct oracle_view *v)
{
    const struct oracle_doc *const d = v->words[v->field];
    const struct oracle_query words = oracle_query_in_field(q, v->field);
    struct set out = {0};

    for (size_t at = 0; at < d->n; at++)
        if (oracle_query_stands_at(&words, d, at))
            set_add(&out, d->places[at], d->places[at] + (uint32_t)q->n - 1);
    return that_count(out, v);
}

/* ---- operators ---- */

static struct set find(const struct oracle_query *q,
                       const struct oracle_view *v);

static int by_number(const void *a, const void *b)
{
    const uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

/* Of everything that begins at or behind `from`, how early can `count` of the
 * sets end; UINT32_MAX: they cannot. */
static uint32_t earliest_end(const struct set *sets, size_t n, size_t count,
                             uint32_t from, uint32_t *ends)
{
    for (size_t i = 0; i < n; i++) {
        ends[i] = UINT32_MAX;
        for (size_t k = 0; k < sets[i].n; k++)
            if (sets[i].at[k].first >= from && sets[i].at[k].last < ends[i])
                ends[i] = sets[i].at[k].last;
    }
    qsort(ends, n, sizeof(*ends), by_number);
    return ends[count - 1];
}

static struct set cover(struct set *sets, size_t n, size_t count)
{
    struct set out = {0};
    uint32_t *const ends = need_alloc(n + 1, sizeof(*ends));

    for (size_t i = 0; i < n && count <= n; i++)
        for (size_t k = 0; k < sets[i].n; k++) {
            const uint32_t from = sets[i].at[k].first;
            const uint32_t end = earliest_end(sets, n, count, from, ends);
            if (end != UINT32_MAX)
                set_add(&out, from, end);
        }
    free(ends);
    return out;
}

/* Clauses of a bool that count, or all of a quorum. */
static struct set find_some(const struct oracle_query *q,
                            const struct oracle_view *v)
{
    struct set *const sets = need_alloc(q->n + 1, sizeof(*sets));
    size_t n = 0, must = 0;

    for (size_t i = 0; i < q->n; i++)
        must += q->kind == ORACLE_BOOL && q->clauses[i]->occur == ORACLE_MUST;
    for (size_t i = 0; i < q->n; i++)
        if (must == 0 || q->clauses[i]->occur == ORACLE_MUST)
            sets[n++] = find(q->clauses[i], v);
    const size_t any = must > 0 ? must : 1;
    struct set out = cover(sets, n, q->kind == ORACLE_QUORUM ? q->count : any);
    for (size_t i = 0; i < n; i++)
        free(sets[i].at);
    free(sets);
    return out;
}

static bool are_near(const struct oracle_query *q, struct interval a,
                     struct interval b, const struct oracle_doc *d,
                     const uint32_t *units)
{
    const bool b_later = a.last < b.first, a_later = b.last < a.first;
    uint32_t distance = 0;

    if (a.first == b.first || a.first == b.last || a.last == b.first ||
        a.last == b.last || (q->ordered && !b_later))
        return false;
    if (b_later)
        distance = b.first - a.last;
    else if (a_later)
        distance = a.first - b.last;
    if (q->count != ORACLE_ANY_DISTANCE && distance > q->count)
        return false;
    if (q->unit == ORACLE_TEXT)
        return true;
    const uint32_t first = a.first < b.first ? a.first : b.first;
    const uint32_t last = a.last > b.last ? a.last : b.last;
    return units[oracle_doc_word_at(d, first)] ==
           units[oracle_doc_word_at(d, last)];
}

static struct set find_near(const struct oracle_query *q,
                            const struct oracle_view *v)
{
    const struct oracle_doc *const d = v->doc;
    struct set out = {0}, a = find(q->clauses[0], v), b = {0};
    uint32_t *const units = number_units(d, q->unit);

    if (a.n > 0)
        b = find(q->clauses[1], v);
    for (size_t i = 0; i < a.n; i++) {
        bool near = false;
        for (size_t k = 0; k < b.n; k++) {
            const struct interval x = a.at[i], y = b.at[k];
            if (!are_near(q, x, y, d, units))
                continue;
            near = true;
            if (q->kind == ORACLE_NEAR)
                set_add(&out, x.first < y.first ? x.first : y.first,
                        x.last > y.last ? x.last : y.last);
        }
        if (!near && q->kind == ORACLE_NOT_NEAR)
            set_add(&out, a.at[i].first, a.at[i].last);
    }
    free(a.at);
    free(b.at);
    free(units);
    return out;
}

/* Goes on behind `last` with clause `i`. */
static void find_rest(const struct oracle_query *q, const struct set *sets,
                      size_t i, uint32_t first, uint32_t last, struct set *out)
{
    if (i == q->n) {
        set_add(out, first, last);
        return;
    }
    for (size_t k = 0; k < sets[i].n; k++) {
        const struct interval next = sets[i].at[k];
        if (next.first > last && next.first - last - 1 >= q->gaps[i].least &&
            next.first - last - 1 <= q->gaps[i].most)
            find_rest(q, sets, i + 1, first, next.last, out);
    }
}

static struct set find_row(const struct oracle_query *q,
                           const struct oracle_view *v)
{
    struct set out = {0};
    struct set *const sets = need_alloc(q->n + 1, sizeof(*sets));

    for (size_t i = 0; i < q->n; i++)
        sets[i] = find(q->clauses[i], v);
    for (size_t k = 0; k < sets[0].n; k++)
        find_rest(q, sets, 1, sets[0].at[k].first, sets[0].at[k].last, &out);
    for (size_t i = 0; i < q->n; i++)
        free(sets[i].at);
    free(sets);
    return out;
}

/* A phrase whose first `n` words have been given the words chosen[0 .. n) of
 * the document. */
static void find_moved_rest(const struct oracle_query *q,
                            const struct oracle_doc *d, size_t *chosen,
                            size_t n, struct set *out)
{
    int64_t low = INT64_MAX, high = INT64_MIN;
    uint32_t first = UINT32_MAX, last = 0;

    for (size_t i = 0; i < n; i++) {
        const uint32_t place = d->places[chosen[i]];
        const int64_t moved = (int64_t)place - (int64_t)i;
        low = moved < low ? moved : low;
        high = moved > high ? moved : high;
        first = place < first ? place : first;
        last = place > last ? place : last;
        for (size_t k = 0; k < i; k++)
            if (chosen[k] == chosen[i])
                return;
    }
    if (n > 0 && high - low > q->count)
        return;
    if (n == q->n) {
        set_add(out, first, last);
        return;
    }
    /* No word is farther from the first one than this, two at each place. */
    const size_t reach = 2 * (q->count + q->n);
    size_t from = 0, to = d->n;
    if (n > 0) {
        from = chosen[0] > reach ? chosen[0] - reach : 0;
        to = chosen[0] + reach < d->n ? chosen[0] + reach + 1 : d->n;
    }
    for (chosen[n] = from; chosen[n] < to; chosen[n]++)
        if (d->words[chosen[n]] == q->words[n])
            find_moved_rest(q, d, chosen, n + 1, out);
}

static struct set find_moved(const struct oracle_query *q,
                             const struct oracle_view *v)
{
    const struct oracle_doc *const d = v->words[v->field];
    struct set out = {0};
    size_t chosen[ORACLE_PHRASE_MAX];

    find_moved_rest(q, d, chosen, 0, &out);
    return that_count(out, v);
}

static struct set find_run(const struct oracle_query *q,
                           const struct oracle_view *v)
{
    struct set out = {0}, of = find(q->clauses[0], v);

    for (size_t i = 0; i + q->count <= of.n; i++)
        set_add(&out, of.at[i].first, of.at[i + q->count - 1].last);
    free(of.at);
    return out;
}

/* ---- zones ---- */

static struct set find_in_zone(const struct oracle_query *q,
                               const struct oracle_view *v)
{
    struct oracle_view within = *v;

    within.skip &= q->zone != ORACLE_BOILERPLATE;
    return keep_zone(find(q->clauses[0], &within), v->doc, q->zone);
}

static struct set keep_first(struct set s, uint32_t count)
{
    size_t n = 0;

    for (size_t i = 0; i < s.n; i++)
        if (s.at[i].last < count)
            s.at[n++] = s.at[i];
    s.n = n;
    return s;
}

/* ---- parts of releases ---- */

static struct set find_in_field(const struct oracle_query *q,
                                const struct oracle_view *v)
{
    struct oracle_view of_field = *v;

    of_field.field = q->field;
    return find(q->clauses[0], &of_field);
}

static struct set find_quoted(const struct oracle_query *q,
                              const struct oracle_view *v)
{
    const struct oracle_doc *const d = v->doc;
    const bool said = q->kind == ORACLE_SAID;
    const bool all = said && q->n == 1;
    struct set out = {0}, of = {0};

    if (!all)
        of = find(q->clauses[said], v);
    for (size_t i = 0; i < d->parts.n_quotes; i++) {
        const struct oracle_quote *const quote = &d->parts.quotes[i];
        if (said && !oracle_is_said_by(d, quote, q->clauses[0], q->sure))
            continue;
        const uint32_t first = d->places[quote->at.from];
        const uint32_t last = d->places[quote->at.to - 1];
        if (all)
            set_add(&out, first, first);
        for (size_t k = 0; k < of.n; k++)
            if (of.at[k].first >= first && of.at[k].last <= last)
                set_add(&out, of.at[k].first, of.at[k].last);
    }
    free(of.at);
    return out;
}

static struct set find(const struct oracle_query *q,
                       const struct oracle_view *v)
{
    struct set out = {0};

    switch (q->kind) {
    case ORACLE_WORD:
    case ORACLE_PHRASE:
    case ORACLE_PATTERN:
        out = find_words(q, v);
        break;
    case ORACLE_BOOL:
    case ORACLE_QUORUM:
        out = find_some(q, v);
        break;
    case ORACLE_NEAR:
    case ORACLE_NOT_NEAR:
        out = find_near(q, v);
        break;
    case ORACLE_ROW:
        out = find_row(q, v);
        break;
    case ORACLE_MOVED:
        out = find_moved(q, v);
        break;
    case ORACLE_RUN:
        out = find_run(q, v);
        break;
    case ORACLE_FIRST:
        out = keep_first(find(q->clauses[0], v), q->count);
        break;
    case ORACLE_ZONE:
        out = find_in_zone(q, v);
        break;
    case ORACLE_FIELD:
        out = find_in_field(q, v);
        break;
    case ORACLE_QUOTE:
    case ORACLE_SAID:
        out = find_quoted(q, v);
        break;
    case ORACLE_ANYBODY:
    case ORACLE_NOBODY:
    case ORACLE_FILTER:
    case ORACLE_ALL:
    case ORACLE_BOOST:
    case ORACLE_CONSTANT:
    case ORACLE_SKIP:
        assert(false && "without a place in the text");
    }
    set_minimise(&out);
    return out;
}

size_t oracle_span_count(const struct oracle_query *q,
                         const struct oracle_view *v)
{
    struct set s = find(q, v);

    for (unsigned zone = 0; zone < ORACLE_ZONES; zone++)
        if (v->zones & 1u << zone)
            s = keep_zone(s, v->doc, (enum oracle_zone)zone);
    const size_t n = s.n;
    free(s.at);
    return n;
}
