/*
 * The documents that hold words in a row.
 *
 * Candidates hold all the words: the rarest leads, and no position is read to
 * find them. Then the places of the rarest word are tried one by one: the
 * phrase begins there, less the word's offset, if every other word stands at
 * its own. Places only grow, so each list of positions is walked once, and a
 * word's positions are read only when the rarer ones have left a place open.
 */
#include "query/cursor/cursor.h"

struct slot {
    struct cursor_leaf *word;
    uint32_t offset; /* of the word in the phrase               */
    uint32_t at;     /* in the positions of the word, see above */
};

struct phrase {
    struct cursor base;
    struct slot *slots; /* rarest word first: a repeated one has several */
    uint32_t n;
    bool title;
    bool count_all;   /* else the first place found is enough        */
    uint32_t checked; /* the document `freq` is of                   */
    uint32_t freq, in_title;
    bool asks_title; /* whether `in_title` is wanted */
    struct leaf_scorer scorer;
};

/* From `doc`, where the first word stands, to the next with all words. */
static uint32_t align(struct phrase *p, uint32_t doc)
{
    struct postings_cursor *const lead = &p->slots[0].word->postings;

    if (doc == DOC_END)
        return p->base.doc = DOC_END;
    for (uint32_t i = 1; i < p->n;) {
        struct postings_cursor *const c = &p->slots[i].word->postings;
        const uint32_t at =
            c->doc < doc ? postings_cursor_seek(c, doc) : c->doc;
        if (at == doc) {
            i++;
            continue;
        }
        if (at == DOC_END || (doc = postings_cursor_seek(lead, at)) == DOC_END)
            return p->base.doc = DOC_END;
        i = 1;
    }
    return p->base.doc = doc;
}

static uint32_t phrase_next(struct cursor *c)
{
    struct phrase *const p = (struct phrase *)c;

    return align(p, postings_cursor_next(&p->slots[0].word->postings));
}

static uint32_t phrase_seek(struct cursor *c, uint32_t target)
{
    struct phrase *const p = (struct phrase *)c;

    return align(p, postings_cursor_seek(&p->slots[0].word->postings, target));
}

enum found { FOUND, NOT_HERE, NO_MORE };

/* Whether the word of a slot stands where the phrase beginning at `start`
 * wants it; NO_MORE when it has no place so far on. */
static enum found slot_find(struct slot *s, uint32_t start)
{
    if (!cursor_leaf_read(s->word))
        return NO_MORE;
    const struct positions *const p = s->word->positions;
    const uint32_t want = start + s->offset;
    while (s->at < p->n && p->pos[s->at] < want)
        s->at++;
    if (s->at == p->n)
        return NO_MORE;
    return p->pos[s->at] == want ? FOUND : NOT_HERE;
}

static enum found phrase_find(struct phrase *p, uint32_t start)
{
    enum found found = FOUND;

    for (uint32_t i = 1; i < p->n && found == FOUND; i++)
        found = slot_find(&p->slots[i], start);
    return found;
}

static uint32_t phrase_count(struct phrase *p)
{
    struct slot *const lead = &p->slots[0];
    uint32_t freq = 0, title_end = 0;

    p->in_title = 0;
    if (p->title || p->asks_title)
        title_end = cursor_leaf_title_end(lead->word, p->base.doc);
    if (p->title && title_end < p->n)
        return 0;
    const uint32_t end = p->title ? title_end : UINT32_MAX;
    if (!cursor_leaf_read(lead->word))
        return 0;
    for (uint32_t i = 0; i < p->n; i++)
        p->slots[i].at = 0;
    const struct positions *const pos = lead->word->positions;
    for (uint32_t i = 0; i < pos->n; i++) {
        if (pos->pos[i] < lead->offset)
            continue;
        const uint32_t start = pos->pos[i] - lead->offset;
        if (start > end - p->n)
            break;
        const enum found found = phrase_find(p, start);
        if (found == NO_MORE)
            break;
        freq += found == FOUND;
        p->in_title += found == FOUND && start + p->n <= title_end;
        if (freq > 0 && !p->count_all)
            break;
    }
    return freq;
}

static bool phrase_matches(struct cursor *c)
{
    struct phrase *const p = (struct phrase *)c;

    if (p->checked != c->doc) {
        p->freq = phrase_count(p);
        p->checked = c->doc;
    }
    return p->freq > 0;
}

static uint32_t phrase_freq(struct cursor *c, uint32_t *in_title)
{
    const struct phrase *const p = (const struct phrase *)c;

    *in_title = p->in_title;
    return p->freq;
}

static double phrase_score(struct cursor *c)
{
    const struct phrase *const p = (const struct phrase *)c;

    return leaf_scorer_score(&p->scorer, p->freq, p->in_title,
                             p->scorer.lengths[c->doc]);
}

/* A phrase is nowhere more frequent than each of its words. */
static struct block_bound meet(struct block_bound a, struct block_bound b)
{
    return (struct block_bound){.last_doc = MIN(a.last_doc, b.last_doc),
                                .max_freq = MIN(a.max_freq, b.max_freq),
                                .min_length = MAX(a.min_length, b.min_length)};
}

static double phrase_bound(struct cursor *c, uint32_t target, uint32_t *last)
{
    const struct phrase *const p = (const struct phrase *)c;
    struct block_bound all = {.last_doc = DOC_END, .max_freq = UINT32_MAX};

    for (uint32_t i = 0; i < p->n; i++) {
        const struct block_bound b =
            postings_cursor_bound(&p->slots[i].word->postings, target);
        if (b.last_doc == DOC_END) {
            *last = DOC_END;
            return 0;
        }
        all = meet(all, b);
    }
    *last = all.last_doc;
    return leaf_scorer_bound(&p->scorer, all);
}

static double list_bound(const struct phrase *p)
{
    struct block_bound all = {.last_doc = DOC_END, .max_freq = UINT32_MAX};

    for (uint32_t i = 0; i < p->n; i++)
        all =
            meet(all, postings_cursor_list_bound(&p->slots[i].word->postings));
    return leaf_scorer_bound(&p->scorer, all);
}

/* Fills the slots, rarest word first. False when memory is out. */
static bool open_slots(struct phrase *p, struct cursor_set *set,
                       const struct plan_node *n)
{
    const struct term_entry *entries[2]; /* of the slot at hand, of another */

    for (uint32_t offset = 0; offset < n->n_terms; offset++) {
        struct slot s = {.offset = offset};
        entries[0] = &n->terms[offset]->entries[set->segment_at];
        for (uint32_t i = 0; i < p->n && !s.word; i++) {
            entries[1] =
                &n->terms[p->slots[i].offset]->entries[set->segment_at];
            if (entries[1]->ord == entries[0]->ord)
                s.word = p->slots[i].word;
        }
        if (!s.word &&
            !(s.word = cursor_leaf_open(set, n->terms[offset], true)))
            return false;
        uint32_t i = p->n++;
        for (; i > 0; i--) {
            entries[1] =
                &n->terms[p->slots[i - 1].offset]->entries[set->segment_at];
            if (entries[1]->df <= entries[0]->df)
                break;
            p->slots[i] = p->slots[i - 1];
        }
        p->slots[i] = s;
    }
    return true;
}

struct cursor *cursor_phrase(struct cursor_set *set, const struct plan_node *n)
{
    static const struct cursor_ops ops = {
        .next = phrase_next,
        .seek = phrase_seek,
        .matches = phrase_matches,
        .score = phrase_score,
        .freq = phrase_freq,
        .bound = phrase_bound,
    };
    struct phrase *const p = arena_new(set->arena, struct phrase, 1);

    if (!p || !(p->slots = arena_new(set->arena, struct slot, n->n_terms)) ||
        !open_slots(p, set, n) ||
        !leaf_scorer_init(&p->scorer, set->model, set->lengths, n, set->arena))
        return NULL;
    p->title = n->title;
    p->count_all = set->scores;
    p->asks_title = set->scores && leaf_scorer_asks_title(&p->scorer);
    p->checked = DOC_END;
    const struct plan_term *const rarest = n->terms[p->slots[0].offset];
    p->base = (struct cursor){.ops = &ops,
                              .cost = rarest->entries[set->segment_at].df};
    if (set->scores)
        p->base.max = list_bound(p);
    align(p, p->slots[0].word->postings.doc);
    return &p->base;
}
