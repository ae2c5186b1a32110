#include "tests/oracle/oracle_parts.h"

#include <assert.h>
#include <stdlib.h>

#include "tests/oracle/oracle_query.h"
#include "tests/support/need.h"

void oracle_parts_release(struct oracle_parts *p)
{
    free(p->parts);
    free(p->quotes);
    *p = (struct oracle_parts){.n = 0};
}

void oracle_parts_add(struct oracle_parts *p, enum oracle_zone zone,
                      struct oracle_range at)
{
    if (at.from >= at.to)
        return;
    if (p->n == p->cap) {
        p->cap = p->cap ? 2 * p->cap : 4;
        p->parts = need_resize(p->parts, p->cap, sizeof(*p->parts));
    }
    p->parts[p->n++] = (struct oracle_part){zone, at};
}

void oracle_parts_add_quote(struct oracle_parts *p, struct oracle_quote q)
{
    if (q.at.from >= q.at.to)
        return;
    if (q.speaker.from >= q.speaker.to)
        q.sure = ORACLE_NOBODY_KNOWN;
    if (p->n_quotes == p->cap_quotes) {
        p->cap_quotes = p->cap_quotes ? 2 * p->cap_quotes : 4;
        p->quotes = need_resize(p->quotes, p->cap_quotes, sizeof(*p->quotes));
    }
    p->quotes[p->n_quotes++] = q;
}

/* Where a range lies when only some of the words are kept. */
static struct oracle_range kept(struct oracle_range r, const bool *keep,
                                size_t n)
{
    struct oracle_range out = {0, 0};

    if (!keep)
        return r;
    for (size_t i = 0; i < n; i++) {
        out.from += keep[i] && i < r.from;
        out.to += keep[i] && i < r.to;
    }
    return out;
}

void oracle_parts_copy(struct oracle_parts *out,
                       const struct oracle_parts *from, const bool *keep,
                       size_t n)
{
    out->place = kept(from->place, keep, n);
    out->region = kept(from->region, keep, n);
    out->agency = kept(from->agency, keep, n);
    for (size_t i = 0; i < from->n; i++)
        oracle_parts_add(out, from->parts[i].zone,
                         kept(from->parts[i].at, keep, n));
    for (size_t i = 0; i < from->n_quotes; i++) {
        struct oracle_quote q = from->quotes[i];
        q.at = kept(q.at, keep, n);
        q.speaker = kept(q.speaker, keep, n);
        oracle_parts_add_quote(out, q);
    }
}

/* ---- zones ---- */

size_t oracle_doc_word_at(const struct oracle_doc *d, uint32_t place)
{
    size_t low = 0, high = d->n;
    while (high - low > 1) {
        const size_t middle = low + (high - low) / 2;
        if (d->places[middle] <= place)
            low = middle;
        else
            high = middle;
    }
    assert(d->places[low] == place);
    return low;
}

static bool lies_in(struct oracle_range r, size_t first, size_t last)
{
    return first >= r.from && last < r.to;
}

static bool lies_by_title(const struct oracle_doc *d, enum oracle_zone zone,
                          size_t first, size_t last)
{
    struct oracle_range r = {0, d->n};
    size_t lead_end = d->n_title < d->n ? d->n_title + 1 : d->n_title;

    while (lead_end > d->n_title && lead_end < d->n &&
           d->places[lead_end] <= d->places[lead_end - 1] + 1)
        lead_end++;
    if (zone == ORACLE_LEAD || zone == ORACLE_BODY)
        r.from = d->n_title;
    if (zone == ORACLE_TITLE)
        r.to = d->n_title;
    if (zone == ORACLE_LEAD || zone == ORACLE_HLEAD)
        r.to = lead_end;
    return lies_in(r, first, last);
}

bool oracle_lies_in_zone(const struct oracle_doc *d, enum oracle_zone zone,
                         size_t first, size_t last)
{
    if (zone <= ORACLE_BODY)
        return lies_by_title(d, zone, first, last);
    for (size_t i = 0; i < d->parts.n; i++) {
        const struct oracle_part *const p = &d->parts.parts[i];
        if (zone == ORACLE_NEWS && p->zone == ORACLE_BOILERPLATE &&
            first < p->at.to && last >= p->at.from)
            return false;
        if (zone == p->zone && lies_in(p->at, first, last))
            return true;
    }
    return zone == ORACLE_NEWS;
}

/* ---- speakers ---- */

static bool has_word(const struct oracle_doc *d, struct oracle_range in,
                     const struct oracle_query *name, size_t i)
{
    for (size_t at = in.from; at < in.to; at++)
        if (oracle_query_means(name, i, d->words[at]))
            return true;
    return false;
}

static bool has_all_words(const struct oracle_doc *d, struct oracle_range in,
                          const struct oracle_query *name)
{
    for (size_t i = 0; i < name->n; i++)
        if (!has_word(d, in, name, i))
            return false;
    return true;
}

bool oracle_is_said_by(const struct oracle_doc *d,
                       const struct oracle_quote *quote,
                       const struct oracle_query *name, enum oracle_sure sure)
{
    const bool known =
        quote->sure != ORACLE_NOBODY_KNOWN && quote->sure <= sure;
    size_t must = 0, fit = 0, must_fit = 0;

    switch (name->kind) {
    case ORACLE_ANYBODY:
        return known;
    case ORACLE_NOBODY:
        return quote->sure == ORACLE_NOBODY_KNOWN;
    case ORACLE_BOOL:
        break;
    default:
        return known && has_all_words(d, quote->speaker, name);
    }
    for (size_t i = 0; i < name->n; i++) {
        const bool fits = oracle_is_said_by(d, quote, name->clauses[i], sure);
        const bool required = name->clauses[i]->occur == ORACLE_MUST;
        must += required;
        must_fit += required && fits;
        fit += fits;
    }
    return must > 0 ? must == must_fit : fit > 0;
}

/* ---- fields ---- */

static void put_range(struct oracle_doc *out, const struct oracle_doc *d,
                      struct oracle_range r)
{
    for (size_t i = r.from; i < r.to; i++)
        oracle_doc_put(out, d->words[i], d->places[i]);
}

struct oracle_doc oracle_doc_field(const struct oracle_doc *d,
                                   enum oracle_terms field)
{
    const struct oracle_parts *const p = &d->parts;
    struct oracle_doc out = {.n = 0};

    if (field == ORACLE_PLACE) {
        put_range(&out, d, p->place);
        put_range(&out, d, p->region);
    }
    if (field == ORACLE_AGENCY)
        put_range(&out, d, p->agency);
    for (size_t i = 0; i < p->n_quotes; i++) {
        const struct oracle_quote *const q = &p->quotes[i];
        if (q->sure != ORACLE_NOBODY_KNOWN &&
            field ==
                (q->sure == ORACLE_SURE_C ? ORACLE_GUESSES : ORACLE_SPEAKERS))
            put_range(&out, d, q->speaker);
    }
    return out;
}
