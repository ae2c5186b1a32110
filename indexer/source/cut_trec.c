/* cut_trec -- the documents of a TREC collection. */
#include <strings.h>

#include "indexer/source/records.h"

static bool has(struct bytes line, const char *tag)
{
    const size_t n = strlen(tag);
    for (size_t i = 0; i + n <= line.n; i++) {
        const uint8_t *const p = memchr(line.p + i, '<', line.n - i - n + 1);
        if (!p)
            return false;
        i = (size_t)(p - line.p);
        if (strncasecmp((const char *)p, tag, n) == 0)
            return true;
    }
    return false;
}

/* What stands outside of documents is passed over, unless it is all there
 * is. */
enum st cut_trec(struct records *r, struct cut *c, struct err *e)
{
    struct bytes line;
    bool got = true, within = false;
    for (;;) {
        const enum st st = cut_line(r, c, &line, &got, e);
        if (st != ST_OK)
            return st;
        if (!got) {
            r->ended = true;
            c->kind = within || !r->begun ? CUT_FAULT : CUT_END;
            c->reason =
                within ? "a <DOC> without its </DOC>" : "no <DOC> in the file";
            return ST_OK;
        }
        if (!within && has(line, "<DOC>")) {
            within = r->begun = true;
            r->number = r->line;
        } else if (!within) {
            c->out->n = c->start;
            c->size = 0;
        }
        if (within && has(line, "</DOC>"))
            return ST_OK;
    }
}
