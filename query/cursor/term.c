/* The documents of one word or stem group. */
#include "query/cursor/cursor.h"
#include "query/rank/term_scorer.h"

struct term {
    struct cursor base;
    struct cursor_leaf *leaf;
    const struct bm25 *bm25;
    const uint8_t *lengths;
    float weight;
};

static uint32_t term_next(struct cursor *c)
{
    struct term *const t = (struct term *)c;

    return c->doc = postings_cursor_next(&t->leaf->postings);
}

static uint32_t term_seek(struct cursor *c, uint32_t target)
{
    struct term *const t = (struct term *)c;

    return c->doc = postings_cursor_seek(&t->leaf->postings, target);
}

static double term_score(struct cursor *c)
{
    struct term *const t = (struct term *)c;

    return bm25_score(t->bm25, t->weight,
                      postings_cursor_freq(&t->leaf->postings),
                      t->lengths[c->doc]);
}

static double bound_of(const struct term *t, struct block_bound b)
{
    return bm25_score(t->bm25, t->weight, b.max_freq, b.min_length);
}

static double term_bound(struct cursor *c, uint32_t target, uint32_t *last)
{
    const struct term *const t = (const struct term *)c;
    const struct block_bound b =
        postings_cursor_bound(&t->leaf->postings, target);

    *last = b.last_doc;
    return b.last_doc == DOC_END ? 0 : bound_of(t, b);
}

struct cursor *cursor_term(struct cursor_set *set, const struct plan_node *n)
{
    static const struct cursor_ops ops = {
        .next = term_next,
        .seek = term_seek,
        .score = term_score,
        .bound = term_bound,
    };
    const struct term_entry *const entry =
        &n->terms[0]->entries[set->segment_at];
    struct term *const t = arena_new(set->arena, struct term, 1);

    if (!t || !(t->leaf = cursor_leaf_open(set, entry, false)))
        return NULL;
    t->bm25 = set->bm25;
    t->lengths = set->lengths;
    t->weight = n->weight;
    t->base = (struct cursor){
        .ops = &ops, .doc = t->leaf->postings.doc, .cost = entry->df};
    if (set->scores && entry->df > 0)
        t->base.max =
            bound_of(t, postings_cursor_list_bound(&t->leaf->postings));
    return &t->base;
}
