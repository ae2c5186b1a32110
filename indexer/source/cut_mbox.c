/* cut_mbox -- the messages of a mailbox. */
#include <string.h>

#include "indexer/source/records.h"

static enum st at_from(struct records *r, bool *yes, struct err *e)
{
    const enum st st = stream_peek(r->from, 5, e);
    *yes =
        st == ST_OK && r->from->n >= 5 && memcmp(r->from->p, "From ", 5) == 0;
    return st;
}

static bool is_empty(struct bytes line)
{
    return line.n == 0 || line.p[0] == '\n' ||
           (line.n == 2 && line.p[0] == '\r');
}

/* The line "From " itself is no part of the message. */
enum st cut_mbox(struct records *r, struct cut *c, struct err *e)
{
    struct bytes line;
    bool got = false, from;
    enum st st = at_from(r, &from, e);
    if (st != ST_OK)
        return st;
    if (r->from->n == 0 || !from) {
        r->ended = true;
        c->kind = r->from->n ? CUT_FAULT : CUT_END;
        c->reason = "no line \"From \" where a message begins";
        return ST_OK;
    }
    if ((st = cut_line(r, c, &line, &got, e)) != ST_OK)
        return st;
    r->number = r->line;
    c->out->n = c->start;
    c->size = 0;
    while ((st = cut_line(r, c, &line, &got, e)) == ST_OK && got) {
        if (!is_empty(line))
            continue;
        st = at_from(r, &from, e);
        if (st != ST_OK || from)
            break;
    }
    return st;
}
