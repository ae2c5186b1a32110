/* cut_json -- the objects of a JSON text that is more than a line. */
#include <string.h>

#include "indexer/source/records.h"

static bool is_json_space(uint8_t c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

/* Goes to the first byte of a value; the stream is empty at the end. */
static enum st go_to_value(struct records *r, struct err *e)
{
    struct stream *const s = r->from;
    for (;;) {
        const enum st st = stream_more(s, e);
        if (st != ST_OK || s->n == 0)
            return st;
        const uint8_t c = *s->p;
        if (c == '[' && !r->in_list)
            r->in_list = true;
        else if (c == ']' && r->in_list)
            r->in_list = false;
        else if (!is_json_space(c) && c != ',')
            return ST_OK;
        stream_skip(s, 1);
    }
}

/* Where a value stands between two pieces of it. */
struct value_state {
    uint64_t depth; /* brackets open */
    bool string, escaped, ended;
};

/* Steps over bytes of a string; returns how many. */
static size_t scan_string(struct value_state *v, const uint8_t *p, size_t n)
{
    size_t i = 0;
    while (i < n && v->string) {
        if (v->escaped)
            v->escaped = false;
        else if (p[i] == '\\')
            v->escaped = true;
        else if (p[i] == '"')
            v->string = false;
        i++;
    }
    v->ended = !v->string && v->depth == 0;
    return i;
}

/* Steps over bytes of a value, up to its end; returns how many. */
static size_t scan(struct value_state *v, const uint8_t *p, size_t n)
{
    size_t i = 0;
    while (i < n && !v->ended) {
        if (v->string) {
            i += scan_string(v, p + i, n - i);
            continue;
        }
        const uint8_t c = p[i];
        if (v->depth == 0 && (c == ',' || c == ']' || is_json_space(c))) {
            v->ended = true; /* behind a number or a word */
            break;
        }
        v->string = c == '"';
        v->depth += c == '{' || c == '[';
        if (v->depth && (c == '}' || c == ']'))
            v->ended = --v->depth == 0;
        i++;
    }
    return i;
}

static enum st cut_value(struct records *r, struct cut *c, struct err *e)
{
    struct stream *const s = r->from;
    struct value_state v = {.depth = 0};
    while (!v.ended) {
        enum st st = stream_more(s, e);
        if (st != ST_OK)
            return st;
        if (s->n == 0)
            break;
        const size_t n = scan(&v, s->p, s->n);
        if ((st = cut_append(c, s->p, n, e)) != ST_OK)
            return st;
        stream_skip(s, n);
    }
    if (!v.ended && (v.depth || v.string)) {
        c->kind = CUT_FAULT;
        c->reason = "not JSON: the file ends within a value";
        r->ended = true;
    }
    return ST_OK;
}

/* A file that is no JSON is refused once, not word by word. */
enum st cut_json(struct records *r, struct cut *c, struct err *e)
{
    struct stream *const s = r->from;
    enum st st = go_to_value(r, e);
    r->number++;
    if (st != ST_OK)
        return st;
    if (s->n == 0 || (!r->in_list && *s->p != '{')) {
        r->ended = true;
        c->kind = s->n || r->in_list ? CUT_FAULT : CUT_END;
        c->reason = s->n ? "not JSON: no object where one must be"
                         : "not JSON: the list does not end";
        return ST_OK;
    }
    const bool lone = !r->in_list && r->number == 1;
    st = cut_value(r, c, e);
    if (!lone || st != ST_OK || c->kind != CUT_RECORD)
        return st;
    struct err later = ERR_INIT; /* meets the next record */
    if (go_to_value(r, &later) == ST_OK && s->n == 0 && !r->in_list) {
        r->number = 0;
        r->ended = true;
    } else {
        s->late = later;
    }
    return ST_OK;
}
