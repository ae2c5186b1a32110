#include "query/explain/explanation.h"

#include <math.h>
#include <string.h>

#include "common/base/date.h"
#include "common/segment/length_code.h"
#include "query/cursor/cursor.h"

struct maker {
    struct explanation *out;
    const struct segment_search *with;
    struct arena *arena;
    uint32_t doc;
};

static enum st out_of_memory(struct err *e)
{
    return err_set(e, ST_NOMEM, "out of memory for the explanation");
}

static bool is_leaf(const struct plan_node *n)
{
    return n->kind != PLAN_BOOL && n->kind != PLAN_QUORUM;
}

static bool add_part(struct maker *m, const struct explained_part *part)
{
    struct explanation *const x = m->out;

    if (x->n == x->cap) {
        const size_t cap = x->cap ? 2 * x->cap : 8;
        struct explained_part *const parts =
            arena_new(m->arena, struct explained_part, cap);
        if (!parts)
            return false;
        if (x->n > 0)
            memcpy(parts, x->parts, x->n * sizeof(*parts));
        x->parts = parts;
        x->cap = cap;
    }
    x->parts[x->n++] = *part;
    return true;
}

/* Asks a cursor of its own about the document. */
static enum st ask(struct maker *m, const struct plan_node *n,
                   struct explained_part *part, struct err *e)
{
    struct cursor_set set = segment_cursor_set(m->with, true);
    struct cursor *c;

    *part = (struct explained_part){.node = n};
    enum st st = cursor_open(&c, &set, n, e);
    if (st == ST_OK)
        part->found = cursor_seek(c, m->doc) == m->doc && cursor_matches(c);
    if (part->found) {
        part->score = cursor_score(c);
        if (c->ops->freq)
            part->freq = c->ops->freq(c, &part->in_title);
    }
    if (st == ST_OK)
        st = cursor_set_status(&set, e);
    cursor_set_release(&set);
    return st;
}

static enum st explain(struct maker *m, const struct plan_node *n, bool counted,
                       struct err *e);

static enum st explain_list(struct maker *m, const struct plan_list *l,
                            bool counted, struct err *e)
{
    enum st st = ST_OK;

    for (size_t i = 0; i < l->n && st == ST_OK; i++)
        st = explain(m, l->nodes[i], counted, e);
    return st;
}

/* A part for each leaf; those of a clause that does not match count nothing,
 * though they may be there. */
static enum st explain(struct maker *m, const struct plan_node *n, bool counted,
                       struct err *e)
{
    struct explained_part part;
    enum st st = ask(m, n, &part, e);

    if (st != ST_OK)
        return st;
    part.counted = counted && part.found;
    if (is_leaf(n))
        return add_part(m, &part) ? ST_OK : out_of_memory(e);
    st = explain_list(m, &n->must, part.counted, e);
    return st == ST_OK ? explain_list(m, &n->should, part.counted, e) : st;
}

static enum st read_columns(struct explanation *x, const struct segment *s,
                            uint32_t doc, struct err *e)
{
    const uint64_t at = 4 * (uint64_t)doc;

    if (!segment_length(s, doc, &x->words))
        return chunk_refused(s, CHUNK_WLEN, at, e);
    if (!segment_date(s, doc, &x->date))
        return chunk_refused(s, CHUNK_DATE, at, e);
    return ST_OK;
}

enum st explanation_make(struct explanation *out,
                         const struct segment_search *with,
                         const struct plan_node *plan, uint32_t doc,
                         struct arena *arena, struct err *e)
{
    const struct doc_score *const d = &with->by_doc;
    struct maker m = {out, with, arena, doc};
    struct hit hit = {.doc = with->first_doc + doc};

    *out = (struct explanation){.model = with->model.rank,
                                .length = length_decode(d->lengths[doc]),
                                .length_words = d->part ? d->weight : 0,
                                .length_part =
                                    d->part ? d->part[d->lengths[doc]] : 0,
                                .decay = 1};
    enum st st = read_columns(out, with->segment, doc, e);
    if (st == ST_OK && d->decay.half_life > 0)
        out->decay = decay_of(&d->decay, out->date);
    if (st == ST_OK)
        st = segment_scores(with, plan, &hit, 1, e);
    out->score = hit.score;
    out->matches = !isnan(hit.score);
    return st == ST_OK ? explain(&m, plan, out->matches, e) : st;
}
