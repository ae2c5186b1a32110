/* cut_csv -- rows of RFC 4180: a field in quotes may hold line ends. */
#include <string.h>

#include "indexer/source/records.h"

/* Where a row stands between two pieces of it. A quote opens a field only where
 * that begins: the inches of a 5" screen do not. */
struct row_state {
    enum { FIELD_BEGINS, PLAIN, QUOTED, CLOSING } at;
    bool ended;
    char separators[5];
};

/* Steps over bytes of a row, up to its line feed; returns how many. */
static size_t scan(struct row_state *s, const uint8_t *p, size_t n)
{
    size_t i = 0;
    while (i < n && !s->ended) {
        const uint8_t c = p[i];
        switch (s->at) {
        case QUOTED: {
            const uint8_t *const quote = memchr(p + i, '"', n - i);
            if (!quote)
                return n;
            i = (size_t)(quote - p) + 1;
            s->at = CLOSING;
            break;
        }
        case CLOSING:
        case FIELD_BEGINS:
            if (c == '"') {
                s->at = QUOTED;
                i++;
            } else {
                s->at = PLAIN;
            }
            break;
        case PLAIN:
            if (c && strchr(s->separators, c))
                s->at = FIELD_BEGINS;
            s->ended = c == '\n';
            i++;
            break;
        }
    }
    return i;
}

static uint64_t count_feeds(const uint8_t *p, size_t n)
{
    uint64_t feeds = 0;
    for (size_t i = 0; i < n; i++)
        feeds += p[i] == '\n';
    return feeds;
}

uint8_t csv_separator(struct bytes header)
{
    static const uint8_t all[] = {',', ';', '\t', '|'};
    size_t counts[sizeof(all)] = {0}, best = 0;
    bool quoted = false;
    for (size_t i = 0; i < header.n; i++) {
        quoted ^= header.p[i] == '"';
        for (size_t k = 0; k < sizeof(all) && !quoted; k++)
            counts[k] += header.p[i] == all[k];
    }
    for (size_t k = 1; k < sizeof(all); k++)
        best = counts[k] > counts[best] ? k : best;
    return all[best];
}

/* One row, blank or not. */
static enum st cut_row(struct records *r, struct cut *c, struct row_state *s,
                       struct err *e)
{
    struct stream *const from = r->from;
    r->number = r->line + 1;
    while (!s->ended) {
        enum st st = stream_more(from, e);
        if (st != ST_OK)
            return st;
        if (from->n == 0)
            break;
        const size_t n = scan(s, from->p, from->n);
        r->line += count_feeds(from->p, n);
        if ((st = cut_append(c, from->p, n, e)) != ST_OK)
            return st;
        stream_skip(from, n);
    }
    c->fed = s->ended;
    return ST_OK;
}

enum st cut_csv(struct records *r, struct cut *c, struct err *e)
{
    for (;;) {
        struct row_state s = {.separators = ",;\t|"};
        if (r->begun) /* else any of them: it is not known yet */
            memcpy(s.separators, (char[2]){(char)r->header.p[0]}, 2);
        c->size = 0;
        const enum st st = cut_row(r, c, &s, e);
        if (st != ST_OK)
            return st;
        if (c->size == 0 || s.at == QUOTED) {
            r->ended = true;
            c->kind = c->size ? CUT_FAULT : CUT_END;
            c->reason = "a quote that opens in this row is never closed";
            return ST_OK;
        }
        if (!r->begun || c->size > c->max || !cut_is_blank(c))
            break;
        c->out->n = c->start;
    }
    r->begun = true;
    return ST_OK;
}
