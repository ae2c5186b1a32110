/*
 * cut_csv -- rows of RFC 4180: a field in quotes may hold line ends.
 *
 * A quote that is never closed would take the rest of the file with it, and one
 * that is closed far below, by chance, all between. So a row is given up when
 * it is still within quotes at the end of the file, or once it is larger than a
 * document may be: its first line is rejected, and the next one begins a row.
 * Of a row that is larger without being in quotes, or in its first line, the
 * rest of the line is passed over, whatever quotes are in it.
 */
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

/* Steps over bytes of a row that is too large, up to its line feed. */
static size_t scan_line(struct row_state *s, const uint8_t *p, size_t n)
{
    const uint8_t *const feed = memchr(p, '\n', n);
    s->at = PLAIN;
    s->ended = feed;
    return feed ? (size_t)(feed - p) + 1 : n;
}

/* Whether the first line of the row, which is not at its end, has ended. */
static bool has_feed(const struct cut *c)
{
    return memchr(c->out->p + c->start, '\n', c->out->n - c->start) != NULL;
}

/* One row, blank or not. It is in quotes at the end when it is given up. */
static enum st cut_row(struct records *r, struct cut *c, struct row_state *s,
                       struct err *e)
{
    struct stream *const from = r->from;
    r->number = r->line + 1;
    while (!s->ended) {
        const bool is_full = c->size >= c->max;
        if (is_full && s->at == QUOTED && c->size == c->max && has_feed(c))
            return ST_OK;
        enum st st = stream_more(from, e);
        if (st != ST_OK)
            return st;
        if (from->n == 0)
            break;
        const size_t n =
            is_full ? scan_line(s, from->p, from->n)
                    : scan(s, from->p, MIN(from->n, c->max - (size_t)c->size));
        r->line += count_feeds(from->p, n);
        if ((st = cut_append(c, from->p, n, e)) != ST_OK)
            return st;
        stream_skip(from, n);
    }
    c->fed = s->ended;
    return ST_OK;
}

/* Gives all but the first line of the row back to the stream. */
static enum st give_up(struct records *r, struct cut *c, struct err *e)
{
    const struct bytes row =
        bytes_of(c->out->p + c->start, c->out->n - c->start);
    const uint8_t *const feed = memchr(row.p, '\n', row.n);
    const size_t n = feed ? (size_t)(feed - row.p) + 1 : row.n;
    c->kind = CUT_FAULT;
    c->reason = c->size < c->max
                    ? "a quote that opens in this row is never closed"
                    : "a quote that opens in this row is not closed within "
                      "the size a document may have";
    r->line = r->number;
    return stream_return(r->from, bytes_of(row.p + n, row.n - n), e);
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
        if (c->size == 0) {
            r->ended = true;
            c->kind = CUT_END;
            return ST_OK;
        }
        if (s.at == QUOTED)
            return give_up(r, c, e);
        if (!r->begun || c->size > c->max || !cut_is_blank(c))
            break;
        c->out->n = c->start;
    }
    r->begun = true;
    return ST_OK;
}
