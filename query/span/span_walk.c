#include "query/span/span_walk.h"

#include "query/match_set.h"
#include "query/span/span.h"

enum st span_walk(const struct segment_search *with,
                  const struct plan_span *plan, const uint64_t *within,
                  places_taker *take, void *ctx, struct err *e)
{
    const uint32_t docs = with->segment->counts.docs;
    struct cursor_set set = segment_cursor_set(with, false);
    struct span_tree *tree;
    struct cursor *c = NULL;
    enum st st = span_tree_open(&tree, &set, plan, e);
    if (st == ST_OK)
        st = span_tree_candidates(&c, tree, e);
    uint32_t doc = match_set_next(within, docs, 0);
    while (st == ST_OK && doc != DOC_END) {
        const uint32_t at = cursor_seek(c, doc);
        if (at == DOC_END)
            break;
        if (stop_asked(with->stop)) {
            st = ST_STOPPED;
            break;
        }
        if (at == doc && cursor_matches(c)) {
            const struct intervals found = span_tree_read(tree, doc);
            if (found.n > 0)
                st = take(ctx, doc, found.first, found.n, e);
        }
        doc = match_set_next(within, docs, at == doc ? doc + 1 : at);
    }
    if (st == ST_OK)
        st = cursor_set_status(&set, e);
    cursor_set_release(&set);
    return st;
}
