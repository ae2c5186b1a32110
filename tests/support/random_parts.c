#include "tests/support/random_parts.h"

static size_t below(struct rng *r, size_t n)
{
    return rng_below(r, (uint32_t)n);
}

/* Some words from `from` on, up to `most`, before `end`. */
static struct oracle_range stretch(struct rng *r, size_t from, size_t most,
                                   size_t end)
{
    const size_t to = from + 1 + below(r, most);

    return (struct oracle_range){from, to < end ? to : end};
}

static void add_dateline(struct oracle_doc *d, struct rng *r)
{
    struct oracle_parts *const p = &d->parts;
    const size_t from = d->n_title + below(r, 3);

    if (from >= d->n)
        return;
    const struct oracle_range at = stretch(r, from, 7, d->n);
    p->place = stretch(r, from, 2, at.to);
    if (p->place.to < at.to && below(r, 2) == 0)
        p->region = stretch(r, p->place.to, 2, at.to);
    const size_t behind = p->region.to ? p->region.to : p->place.to;
    if (behind < at.to && below(r, 2) == 0)
        p->agency = stretch(r, behind, 2, at.to);
    oracle_parts_add(p, ORACLE_DATELINE, at);
}

/* Up to `most` of them, one behind the other. */
static void add_zones(struct oracle_doc *d, struct rng *r,
                      enum oracle_zone zone, size_t most)
{
    size_t from = d->n_title;

    for (size_t n = below(r, most + 1); n > 0; n--) {
        if (below(r, 4) != 0)
            from += below(r, (d->n - d->n_title) / 2 + 2);
        if (from >= d->n)
            break;
        const struct oracle_range at =
            stretch(r, from, 1 + (d->n - d->n_title) / 4, d->n);
        oracle_parts_add(&d->parts, zone, at);
        from = at.to;
    }
}

static struct oracle_quote draw_speaker(const struct oracle_doc *d,
                                        struct rng *r)
{
    struct oracle_quote q = {.sure = (enum oracle_sure)below(r, 4)};

    if (q.sure != ORACLE_NOBODY_KNOWN) {
        const size_t from = below(r, d->n);
        q.speaker = stretch(r, from, 3, from < d->n_title ? d->n_title : d->n);
    }
    return q;
}

static void add_quotes(struct oracle_doc *d, struct rng *r)
{
    size_t from = d->n_title;

    for (size_t n = below(r, 9); n > 0; n--) {
        from += below(r, 2) == 0 ? 0 : below(r, 15);
        if (from >= d->n)
            break;
        struct oracle_quote q = draw_speaker(d, r);
        const size_t before = d->parts.n_quotes;
        /* Whoever spoke may go on. */
        if (before > 0 && below(r, 3) == 0)
            q = d->parts.quotes[before - 1];
        q.at = stretch(r, from, below(r, 3) == 0 ? 40 : 8, d->n);
        oracle_parts_add_quote(&d->parts, q);
        from = q.at.to;
    }
}

void random_parts(struct oracle_docs *docs, struct rng *r)
{
    docs->has_parts = true;
    for (size_t i = 0; i < docs->n; i++) {
        struct oracle_doc *const d = &docs->docs[i];
        oracle_parts_release(&d->parts);
        if (d->n == d->n_title || below(r, 8) == 0)
            continue;
        if (below(r, 3) != 0)
            add_dateline(d, r);
        add_zones(d, r, ORACLE_SUBHEAD, 2);
        add_zones(d, r, ORACLE_SIGNATURE, 1);
        add_zones(d, r, ORACLE_BOILERPLATE, 3);
        add_quotes(d, r);
    }
}
