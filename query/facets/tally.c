#include "query/facets/tally.h"

#include <stdlib.h>

#include "common/base/mem.h"

const char *const TALLY_NAMES[TALLY_KINDS] = {"year",   "month",   "day",
                                              "source", "speaker", "place"};

/* Documents at once: their bits are looked for first, their columns read then,
 * in a loop that does nothing else. */
enum { TOGETHER = 512 };

static enum st out_of_memory(struct err *e)
{
    return err_set(e, ST_NOMEM, "out of memory for counts");
}

/* Whether the releases themselves give the names. */
static bool is_named(enum tally_by by)
{
    return by == TALLY_SPEAKER || by == TALLY_PLACE;
}

enum st tally_init(struct tally *t, enum tally_by by, enum sureness sure,
                   struct err *e)
{
    *t = (struct tally){.by = by};
    if (!is_named(by))
        return ST_OK;
    if (by == TALLY_PLACE)
        return named_init(&t->named, PREFIX_TOWN, SURE_NONE, e);
    return named_init(&t->named, PREFIX_SPEAKER, sure ? sure : SURE_B, e);
}

void tally_release(struct tally *t)
{
    mem_free(t->counts);
    mem_free(t->days);
    if (is_named(t->by))
        named_release(&t->named);
    *t = (struct tally){.by = t->by};
}

/* The documents of the next words of bits, ascending; *word moves on behind
 * them. */
static uint32_t next_docs(const uint64_t *bits, size_t words, size_t *word,
                          uint32_t docs[static TOGETHER])
{
    uint32_t n = 0;

    for (; *word < words && n + 64 <= TOGETHER; ++*word) {
        for (uint64_t left = bits[*word]; left; left &= left - 1)
            docs[n++] =
                (uint32_t)(64 * *word) + (uint32_t)__builtin_ctzll(left);
    }
    return n;
}

static size_t words_of(const struct segment *s)
{
    return ((size_t)s->counts.docs + 63) / 64;
}

/* A whole column of four bytes a document, NULL when it is damaged. */
static const uint8_t *column(const struct segment *s, enum chunk which)
{
    const struct chunk_view *const c = &s->chunks[which];

    return chunk_use(c, 0, c->n) ? c->p : NULL;
}

/* ---- days ---- */

/* The first and the last day of the documents; without one, *last < *first. */
static void find_range(const uint8_t *dates, const uint64_t *bits, size_t words,
                       int32_t *first, int32_t *last)
{
    uint32_t docs[TOGETHER];

    *first = INT32_MAX;
    *last = DATE_NONE;
    for (size_t word = 0; word < words;) {
        const uint32_t n = next_docs(bits, words, &word, docs);
        for (uint32_t i = 0; i < n; i++) {
            const int32_t day = (int32_t)get_u32le(dates + 4 * (size_t)docs[i]);
            *first = MIN(*first, day == DATE_NONE ? INT32_MAX : day);
            *last = MAX(*last, day);
        }
    }
}

/* Makes `days` reach from the one day to the other at least. */
static enum st reach(struct tally *t, int32_t first, int32_t last,
                     struct err *e)
{
    static const struct civil least = {1, 1, 1}, most = {9999, 12, 31};
    int32_t from, to;

    if (!date_from_civil(least, &from) || !date_from_civil(most, &to) ||
        first < from || last > to)
        return err_set(e, ST_CORRUPT,
                       "a release has a date before the year 1 or behind 9999; "
                       "`dateline-index verify` tells which");
    const int32_t old_last = t->first + (int32_t)t->n_days - 1;
    if (t->n_days == 0)
        t->first = first;
    else
        last = MAX(last, old_last);
    const size_t before = first < t->first ? (size_t)(t->first - first) : 0;
    const size_t n = (size_t)(last - MIN(first, t->first)) + 1;
    if (!mem_grow(&t->days, &t->cap_days, n))
        return out_of_memory(e);
    memmove(t->days + before, t->days, t->n_days * sizeof(*t->days));
    memset(t->days, 0, before * sizeof(*t->days));
    memset(t->days + before + t->n_days, 0,
           (n - before - t->n_days) * sizeof(*t->days));
    t->first -= (int32_t)before;
    t->n_days = n;
    return ST_OK;
}

static enum st add_days(struct tally *t, const struct segment *s,
                        const uint64_t *bits, struct err *e)
{
    const uint8_t *const dates = column(s, CHUNK_DATE);
    const size_t words = words_of(s);
    uint32_t docs[TOGETHER];
    int32_t first, last;

    if (!dates)
        return chunk_refused(s, CHUNK_DATE, 0, e);
    find_range(dates, bits, words, &first, &last);
    const enum st st = first <= last ? reach(t, first, last, e) : ST_OK;
    for (size_t word = 0; st == ST_OK && word < words;) {
        const uint32_t n = next_docs(bits, words, &word, docs);
        t->docs += n;
        for (uint32_t i = 0; i < n; i++) {
            const int32_t day = (int32_t)get_u32le(dates + 4 * (size_t)docs[i]);
            if (day == DATE_NONE)
                t->without++;
            else
                t->days[day - t->first]++;
        }
    }
    return st;
}

/* The first day of the year, month or day behind the one that `day` is in. */
static int32_t next_first(enum tally_by by, int32_t day)
{
    struct civil c = date_to_civil(day);
    int32_t next = day + 1;

    if (by == TALLY_DAY)
        return next;
    c.day = 1;
    if (by == TALLY_YEAR || ++c.month > 12) {
        c.month = 1;
        c.year++;
    }
    return date_from_civil(c, &next) ? next : INT32_MAX;
}

static int32_t first_of(enum tally_by by, int32_t day)
{
    struct civil c = date_to_civil(day);

    if (by != TALLY_DAY)
        c.day = 1;
    if (by == TALLY_YEAR)
        c.month = 1;
    return date_from_civil(c, &day) ? day : INT32_MIN;
}

static enum st sum_days(struct tally *t, struct err *e)
{
    const int64_t end = (int64_t)t->first + (int64_t)t->n_days;

    for (int32_t day = t->n_days ? first_of(t->by, t->first) : INT32_MAX;
         day < end;) {
        const int32_t next = next_first(t->by, day);
        struct tally_count count = {.day = day};
        for (int64_t d = MAX(day, t->first); d < MIN((int64_t)next, end); d++)
            count.docs += t->days[d - t->first];
        if (t->n == TALLY_MAX) {
            char from[DATE_TEXT], to[DATE_TEXT];
            return err_set(e, ST_USAGE,
                           "from %s to %s there are over %d %ss; count them by "
                           "year or month, or of fewer releases",
                           date_format(t->first, from),
                           date_format((int32_t)end - 1, to), TALLY_MAX,
                           TALLY_NAMES[t->by]);
        }
        if (!mem_grow(&t->counts, &t->cap, t->n + 1))
            return out_of_memory(e);
        t->counts[t->n++] = count;
        day = next;
    }
    return ST_OK;
}

/* ---- sources ---- */

static enum st count_sources(struct tally *t, const struct segment *s,
                             const uint64_t *bits, uint32_t *counts,
                             struct err *e)
{
    const uint8_t *const sources = column(s, CHUNK_SRCE);
    const size_t words = words_of(s);
    uint32_t docs[TOGETHER];

    if (!sources)
        return chunk_refused(s, CHUNK_SRCE, 0, e);
    for (size_t word = 0; word < words;) {
        const uint32_t n = next_docs(bits, words, &word, docs);
        t->docs += n;
        for (uint32_t i = 0; i < n; i++) {
            const uint32_t number = get_u32le(sources + 4 * (size_t)docs[i]);
            if (number >= s->counts.sources)
                return chunk_refused(s, CHUNK_SRCE, 4 * (uint64_t)docs[i], e);
            counts[number]++;
        }
    }
    return ST_OK;
}

static enum st add_sources(struct tally *t, const struct segment *s,
                           const uint64_t *bits, struct err *e)
{
    uint32_t *const counts = mem_zalloc(s->counts.sources * sizeof(*counts));
    enum st st =
        counts ? count_sources(t, s, bits, counts, e) : out_of_memory(e);

    for (uint32_t i = 0; st == ST_OK && i < s->counts.sources; i++) {
        struct tally_count count = {.docs = counts[i]};
        if (count.docs == 0)
            continue;
        if (!segment_source_name(s, i, &count.source))
            st = chunk_refused(s, CHUNK_SRCN, 8 * (uint64_t)i, e);
        else if (count.source.n == 0)
            t->without += count.docs;
        else if (mem_grow(&t->counts, &t->cap, t->n + 1))
            t->counts[t->n++] = count;
        else
            st = out_of_memory(e);
    }
    mem_free(counts);
    return st;
}

static int by_source(const void *a, const void *b)
{
    const struct tally_count *const x = a, *const y = b;

    return bytes_compare(x->source, y->source);
}

static int most_first(const void *a, const void *b)
{
    const struct tally_count *const x = a, *const y = b;

    if (x->docs != y->docs)
        return x->docs < y->docs ? 1 : -1;
    return bytes_compare(x->source, y->source);
}

/* One count of each source, of all segments together. */
static void sum_sources(struct tally *t)
{
    size_t n = 0;

    if (t->n == 0)
        return;
    qsort(t->counts, t->n, sizeof(*t->counts), by_source);
    for (size_t i = 1; i < t->n; i++) {
        if (bytes_equal(t->counts[i].source, t->counts[n].source))
            t->counts[n].docs += t->counts[i].docs;
        else
            t->counts[++n] = t->counts[i];
    }
    t->n = n + 1;
    qsort(t->counts, t->n, sizeof(*t->counts), most_first);
}

/* ---- both ---- */

enum st tally_add(struct tally *t, const struct segment *s,
                  const uint64_t *bits, struct err *e)
{
    if (is_named(t->by))
        return named_add(&t->named, s, bits, e);
    return t->by == TALLY_SOURCE ? add_sources(t, s, bits, e)
                                 : add_days(t, s, bits, e);
}

static enum st take_names(struct tally *t, struct err *e)
{
    named_finish(&t->named);
    t->docs = t->named.docs;
    t->without = t->named.without;
    if (!mem_grow(&t->counts, &t->cap, t->named.n))
        return out_of_memory(e);
    for (; t->n < t->named.n; t->n++)
        t->counts[t->n] =
            (struct tally_count){.source = t->named.counts[t->n].name,
                                 .docs = t->named.counts[t->n].docs};
    return ST_OK;
}

enum st tally_finish(struct tally *t, struct err *e)
{
    if (is_named(t->by))
        return take_names(t, e);
    if (t->by != TALLY_SOURCE)
        return sum_days(t, e);
    sum_sources(t);
    return ST_OK;
}

struct bytes tally_name(const struct tally *t, const struct tally_count *c,
                        char room[static DATE_TEXT])
{
    static const size_t sizes[] = {
        [TALLY_YEAR] = 4, [TALLY_MONTH] = 7, [TALLY_DAY] = 10};

    if (tally_is_by_name(t->by))
        return c->source;
    return bytes_of(date_format(c->day, room), sizes[t->by]);
}
