#include "query/facets/facets.h"

#include <stdlib.h>

#include "common/base/mem.h"
#include "query/match_set.h"

struct counting {
    const struct facets *facets;
    struct tally tallies[TALLY_KINDS];
    struct facet_totals total;
    uint64_t *seen; /* a bit a story */
};

/* Leaves one document of each story. */
static enum st fold(struct counting *c, size_t segment, uint64_t *bits,
                    struct err *e)
{
    const struct stories *const s = searcher_stories(c->facets->searcher);

    if (c->facets->options->dup.how != DUP_FOLD)
        return ST_OK;
    if (!c->seen)
        c->seen = mem_zalloc(stories_words(s) * sizeof(*c->seen));
    if (!c->seen)
        return err_set(e, ST_NOMEM, "out of memory for stories");
    stories_keep_firsts(s, c->seen, segment, bits);
    return ST_OK;
}

static enum st take_segment(void *ctx, size_t segment, uint64_t *bits,
                            struct err *e)
{
    struct counting *const c = ctx;
    const struct segment *const s = c->facets->index->segments[segment];

    c->total.releases += match_set_count(bits, s->counts.docs);
    enum st st = fold(c, segment, bits, e);
    c->total.stories += match_set_count(bits, s->counts.docs);
    for (size_t i = 0; st == ST_OK && i < c->facets->kinds.n; i++)
        st = tally_add(&c->tallies[i], s, bits, e);
    return st;
}

static int most_first(const void *a, const void *b)
{
    const struct tally_count *const x = a, *const y = b;

    if (x->docs != y->docs)
        return x->docs < y->docs ? 1 : -1;
    return (x->day > y->day) - (x->day < y->day);
}

/* Leaves the most frequent values, and says how many others there are. */
static uint64_t keep_most(struct tally *t, size_t most)
{
    size_t n = 0;

    for (size_t i = 0; i < t->n; i++) {
        if (t->counts[i].docs > 0)
            t->counts[n++] = t->counts[i];
    }
    t->n = n;
    if (!tally_is_by_name(t->by) && n > 0) /* names are in order */
        qsort(t->counts, n, sizeof(*t->counts), most_first);
    t->n = MIN(n, most);
    return n - t->n;
}

/* Of sources the index keeps the names. */
static enum st name_rows(const struct tally *t, struct arena *arena,
                         struct counts_row *rows, struct err *e)
{
    for (size_t i = 0; i < t->n; i++) {
        char room[DATE_TEXT];
        const struct bytes name = tally_name(t, &t->counts[i], room);
        rows[i] = (struct counts_row){name, t->counts[i].docs};
        if (t->by == TALLY_SOURCE)
            continue;
        uint8_t *const copy = arena_bytes(arena, name.n);
        if (!copy)
            return err_set(e, ST_NOMEM, "out of memory for counts");
        memcpy(copy, name.p, name.n);
        rows[i].name.p = copy;
    }
    return ST_OK;
}

static enum st finish(const struct facets *f, struct tally *t,
                      struct counts *out, struct err *e)
{
    const enum st st = tally_finish(t, e);

    if (st != ST_OK)
        return st;
    *out = (struct counts){
        .by = TALLY_NAMES[t->by], .total = t->docs, .without = t->without};
    if (f->most > 0)
        out->more = keep_most(t, f->most);
    struct counts_row *const rows =
        arena_new(f->arena, struct counts_row, t->n);
    if (!rows)
        return err_set(e, ST_NOMEM, "out of memory for counts");
    out->rows = rows;
    out->n = t->n;
    return name_rows(t, f->arena, rows, e);
}

enum st facets_count(const struct facets *f, struct counts *out,
                     struct facet_totals *total, struct err *e)
{
    struct counting c = {.facets = f};
    enum st st = ST_OK;

    for (size_t i = 0; st == ST_OK && i < f->kinds.n; i++)
        st = tally_init(&c.tallies[i], f->kinds.by[i], f->options->sure, e);
    if (st == ST_OK)
        st = searcher_matches(f->searcher, f->question, f->options,
                              take_segment, &c, e);
    for (size_t i = 0; i < f->kinds.n; i++) {
        if (st == ST_OK)
            st = finish(f, &c.tallies[i], &out[i], e);
        tally_release(&c.tallies[i]);
    }
    mem_free(c.seen);
    *total = c.total;
    return st;
}

static bool find_kind(const char *name, size_t n, enum tally_by *out)
{
    for (unsigned k = 0; k < TALLY_KINDS; k++) {
        if (bytes_equal_str(bytes_of(name, n), TALLY_NAMES[k])) {
            *out = (enum tally_by)k;
            return true;
        }
    }
    return false;
}

enum st facets_parse(struct facet_kinds *out, const char *names, struct err *e)
{
    out->n = 0;
    for (const char *at = names;; at++) {
        const size_t n = strcspn(at, ",");
        enum tally_by by;
        if (!find_kind(at, n, &by))
            return err_set(e, ST_USAGE,
                           "\"%.*s\" is no facet; there are year, month, day, "
                           "source, speaker and place",
                           (int)MIN(n, 64U), at);
        for (size_t i = 0; i < out->n; i++) {
            if (out->by[i] == by)
                return err_set(e, ST_USAGE, "the facet %s is asked for twice",
                               TALLY_NAMES[by]);
        }
        out->by[out->n++] = by;
        at += n;
        if (!*at)
            return ST_OK;
    }
}
