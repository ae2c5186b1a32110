#include "common/segment/repeats.h"
#include "indexer/verify_checker.h"

/* All documents of all paragraphs can be read. */
static enum st walk(const struct segment *s, struct err *why)
{
    struct repeat_walk w;
    bool more;
    enum st st = repeat_walk_open(&w, s, why);
    if (st == ST_OK)
        st = repeat_walk_next(&w, &more, why);
    for (; st == ST_OK && more; st = repeat_walk_next(&w, &more, why)) {
        uint32_t doc = 0;
        while (st == ST_OK && doc != DOC_END)
            st = repeat_walk_doc(&w, &doc, why);
        if (st != ST_OK)
            break;
    }
    return st;
}

enum st verify_repeats(struct checker *c, struct err *e)
{
    struct err why = ERR_INIT;
    enum st st = ST_OK;
    const enum st got = walk(c->segment, &why);
    return checker_ok(c, CHUNK_REPT, got, &why, &st, e) ? ST_OK : st;
}
