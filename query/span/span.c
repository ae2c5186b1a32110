#include "query/span/span.h"

static const struct intervals NONE = {.n = 0};

/* ---- opening ---- */

static enum st out_of_memory(struct err *e)
{
    return err_set(e, ST_NOMEM, "out of memory for a positional operator");
}

static bool open_scratch(struct span *s, struct arena *a)
{
    struct interval_merge *const m = &s->merge;

    if (s->plan->kind == SPAN_MOVED)
        return (s->moved = arena_new(a, struct moved_word, s->n));
    if (s->plan->kind != SPAN_COVER)
        return true;
    return (m->of = arena_new(a, struct intervals, s->n)) &&
           (m->at = arena_new(a, uint32_t, s->n)) &&
           (m->ends = arena_new(a, uint32_t, s->n)) &&
           (m->begins = arena_new(a, uint32_t, s->n)) &&
           (m->place = arena_new(a, uint32_t, s->n));
}

static void link_repeated(struct span *s)
{
    for (uint32_t i = 0; i < s->n; i++) {
        for (uint32_t k = 0; k < i; k++) {
            if (bytes_equal(s->of[i]->plan->terms[0]->text,
                            s->of[k]->plan->terms[0]->text))
                s->moved[i].same = k + 1;
        }
    }
}

static bool are_points(const struct span *s)
{
    switch (s->plan->kind) {
    case SPAN_WORDS:
        return true;
    case SPAN_NOT_NEAR:
    case SPAN_FIRST:
    case SPAN_ZONE:
        return s->of[0]->points;
    case SPAN_SAME:
        return true;
    case SPAN_QUOTED:
        return s->of[s->n - 1]->points;
    default:
        return false;
    }
}

/* The recursion is as deep as the question, which the parsers bound. */
static enum st open_span(struct span **out, struct span_tree *t,
                         const struct plan_span *plan, struct err *e)
{
    struct arena *const a = t->set->arena;
    struct span *const s = arena_new(a, struct span, 1);

    *out = s;
    if (!s)
        return out_of_memory(e);
    s->plan = plan;
    if (plan->kind == SPAN_WORDS) {
        const enum st st =
            span_words_open(&s->words, t->set, plan->terms, plan->n_terms, e);
        if (st == ST_OK)
            t->leaf = s->words->heap[0]->lead;
        s->points = true;
        return st;
    }
    if (!(s->of = arena_new(a, struct span *, plan->n)))
        return out_of_memory(e);
    for (; s->n < plan->n; s->n++) {
        const enum st st = open_span(&s->of[s->n], t, plan->of[s->n], e);
        if (st != ST_OK)
            return st;
    }
    s->points = are_points(s);
    if (!open_scratch(s, a))
        return out_of_memory(e);
    if (plan->kind == SPAN_MOVED)
        link_repeated(s);
    return ST_OK;
}

enum st span_tree_open(struct span_tree **out, struct cursor_set *set,
                       const struct plan_span *plan, struct err *e)
{
    struct span_tree *const t = arena_new(set->arena, struct span_tree, 1);

    *out = t;
    if (!t)
        return out_of_memory(e);
    t->set = set;
    zone_reader_init(&t->zones, set->segment);
    t->next = set->spans;
    set->spans = t;
    return open_span(&t->root, t, plan, e);
}

/* Of a tree that did not open, too. */
static void release(struct span *s)
{
    if (!s)
        return;
    interval_buf_release(&s->made);
    interval_buf_release(&s->spare);
    if (s->words)
        span_words_release(s->words);
    for (uint32_t i = 0; s->of && i < s->plan->n; i++)
        release(s->of[i]);
}

void span_tree_release(struct span_tree *t)
{
    release(t->root);
    zone_reader_release(&t->zones);
}

/* ---- candidates ---- */

static enum st candidates(struct cursor **out, const struct span_tree *t,
                          const struct span *s, struct err *e);

static enum st candidates_of_some(struct cursor **out,
                                  const struct span_tree *t,
                                  const struct span *s, uint32_t count,
                                  struct err *e)
{
    struct cursor **const of = arena_new(t->set->arena, struct cursor *, s->n);

    if (!of)
        return out_of_memory(e);
    for (uint32_t i = 0; i < s->n; i++) {
        const enum st st = candidates(&of[i], t, s->of[i], e);
        if (st != ST_OK)
            return st;
    }
    if (count == s->n)
        *out = cursor_and(t->set, of, s->n);
    else if (count == 1)
        *out = cursor_or(t->set, of, s->n);
    else
        *out = cursor_quorum(t->set, of, s->n, count);
    return *out ? ST_OK : out_of_memory(e);
}

static enum st candidates(struct cursor **out, const struct span_tree *t,
                          const struct span *s, struct err *e)
{
    switch (s->plan->kind) {
    case SPAN_NOTHING:
        break;
    case SPAN_WORDS:
        *out = &s->words->base;
        return ST_OK;
    case SPAN_COMPOUND:
        return candidates_of_some(out, t, s, 1, e);
    case SPAN_COVER:
        return candidates_of_some(out, t, s, s->plan->count, e);
    case SPAN_ROW:
    case SPAN_MOVED:
    case SPAN_NEAR:
    case SPAN_SAME:
    case SPAN_QUOTED:
        return candidates_of_some(out, t, s, s->n, e);
    case SPAN_NOT_NEAR:
    case SPAN_RUN:
    case SPAN_FIRST:
    case SPAN_ZONE:
        return candidates(out, t, s->of[0], e);
    }
    *out = cursor_all(t->set, 0);
    return *out ? ST_OK : out_of_memory(e);
}

enum st span_tree_candidates(struct cursor **out, const struct span_tree *t,
                             struct err *e)
{
    return candidates(out, t, t->root, e);
}

/* ---- reading ---- */

static struct intervals read_span(struct span_tree *t, struct span *s);

static struct intervals give_up(struct span_tree *t, enum st st)
{
    postings_cursor_stop(&t->leaf->postings, st);
    return NONE;
}

/* What an operator made, or that it had no memory to. */
static struct intervals made(struct span_tree *t, struct span *s, bool done)
{
    return done ? interval_buf_view(&s->made) : give_up(t, ST_NOMEM);
}

/* False, with a status, when they cannot be read. */
static bool read_parts(struct span_tree *t, enum ast_unit unit,
                       struct parts *out)
{
    const enum st st = zone_reader_parts(&t->zones, t->doc, unit, out);
    if (st != ST_OK)
        give_up(t, st);
    return st == ST_OK;
}

static struct intervals read_cover(struct span_tree *t, struct span *s)
{
    const uint32_t count = s->plan->count;
    uint32_t open = s->n;

    for (uint32_t i = 0; i < s->n && open >= count; i++) {
        s->merge.of[i] = read_span(t, s->of[i]);
        open -= s->merge.of[i].n == 0;
    }
    if (open < count)
        return NONE;
    if (s->n == 2 && count == 1)
        return made(t, s,
                    intervals_or(&s->made, s->merge.of[0], s->merge.of[1]));
    return made(t, s, intervals_cover(&s->made, &s->merge, s->n, count));
}

/* Where the parts stand the joined word is not one word more. */
static struct intervals read_compound(struct span_tree *t, struct span *s)
{
    const struct intervals parts = read_span(t, s->of[0]);
    const struct intervals joined = read_span(t, s->of[1]);
    uint32_t i = 0;

    if (parts.n == 0)
        return joined;
    if (joined.n == 0)
        return parts;
    if (!interval_buf_ready(&s->spare, joined.n))
        return give_up(t, ST_NOMEM);
    for (uint32_t k = 0; k < joined.n; k++) {
        while (i < parts.n && parts.first[i] < joined.first[k])
            i++;
        if (i == parts.n || parts.first[i] != joined.first[k])
            interval_buf_append(&s->spare, joined.first[k], joined.last[k]);
    }
    return made(t, s,
                intervals_or(&s->made, parts, interval_buf_view(&s->spare)));
}

static struct intervals read_row(struct span_tree *t, struct span *s)
{
    struct intervals row = read_span(t, s->of[0]);

    for (uint32_t i = 1; i < s->n && row.n > 0; i++) {
        const struct span_gap gap = s->plan->gaps[i];
        const struct interval_buf before = s->made;
        s->made = s->spare;
        s->spare = before;
        if (!intervals_row(&s->made, row, read_span(t, s->of[i]), gap.least,
                           gap.most))
            return give_up(t, ST_NOMEM);
        row = interval_buf_view(&s->made);
    }
    if (row.n > 0)
        intervals_row_end(&s->made);
    return row.n > 0 ? interval_buf_view(&s->made) : NONE;
}

static struct intervals read_moved(struct span_tree *t, struct span *s)
{
    for (uint32_t i = 0; i < s->n; i++) {
        const struct intervals word = read_span(t, s->of[i]);
        if (word.n == 0)
            return NONE;
        s->moved[i].pos = word.first;
        s->moved[i].n = word.n;
    }
    return made(t, s,
                intervals_moved(&s->made, s->moved, s->n, s->plan->count));
}

static struct intervals read_near(struct span_tree *t, struct span *s)
{
    const struct nearness how = {s->plan->count, s->plan->ordered};
    const struct intervals a = read_span(t, s->of[0]);

    if (a.n == 0)
        return NONE;
    const struct intervals b = read_span(t, s->of[1]);
    if (b.n == 0)
        return NONE;
    if (!intervals_near(&s->made, a, b, how))
        return give_up(t, ST_NOMEM);
    /* What is within a part has nothing inside that is not: so the smallest
     * covers within one are the smallest covers, as far as they are. */
    if (s->plan->unit != UNIT_TEXT && s->made.n > 0) {
        struct parts parts;
        if (!read_parts(t, s->plan->unit, &parts))
            return NONE;
        intervals_keep_within_parts(&s->made, parts);
    }
    return interval_buf_view(&s->made);
}

/* Whether there are any at all; stops at the first. */
static bool has_near(struct span_tree *t, struct span *s)
{
    const struct nearness how = {s->plan->count, s->plan->ordered};
    const struct intervals a = read_span(t, s->of[0]);

    if (a.n == 0)
        return false;
    const struct intervals b = read_span(t, s->of[1]);
    if (b.n == 0 || !intervals_are_near(a, b, how, NULL))
        return false;
    if (s->plan->unit == UNIT_TEXT)
        return true;
    struct parts parts;
    if (!read_parts(t, s->plan->unit, &parts))
        return false;
    return intervals_are_near(a, b, how, &parts);
}

static struct intervals read_not_near(struct span_tree *t, struct span *s)
{
    const struct nearness how = {s->plan->count, s->plan->ordered};
    const struct intervals a = read_span(t, s->of[0]);
    const struct intervals b = a.n > 0 ? read_span(t, s->of[1]) : NONE;

    if (b.n == 0)
        return a;
    if (s->plan->unit == UNIT_TEXT)
        return made(t, s, intervals_not_near(&s->made, a, b, how, NULL));
    struct parts parts;
    if (!read_parts(t, s->plan->unit, &parts))
        return NONE;
    return made(t, s, intervals_not_near(&s->made, a, b, how, &parts));
}

/* Those that lie wholly within one of the stretches. */
static struct intervals within_any(struct span_tree *t, struct span *s,
                                   struct intervals of, struct bounds_list in)
{
    if (in.n == 0)
        return NONE;
    if (in.n == 1)
        return intervals_within(of, in.v[0]);
    return made(t, s, intervals_within_any(&s->made, of, in.v, in.n));
}

static struct intervals read_zone(struct span_tree *t, struct span *s)
{
    const struct intervals of = read_span(t, s->of[0]);
    struct bounds_list in;
    if (of.n == 0)
        return NONE;
    const enum st st = zone_reader_zone(&t->zones, t->doc, s->plan->zone, &in);
    return st == ST_OK ? within_any(t, s, of, in) : give_up(t, st);
}

static struct intervals read_same(struct span_tree *t, struct span *s)
{
    struct intervals same = read_span(t, s->of[0]);
    for (uint32_t i = 1; i < s->n && same.n > 0; i++) {
        const struct interval_buf before = s->made;
        s->made = s->spare;
        s->spare = before;
        if (!intervals_and(&s->made, same, read_span(t, s->of[i])))
            return give_up(t, ST_NOMEM);
        same = interval_buf_view(&s->made);
    }
    return same;
}

/* Where the quotations begin that hold one of `what`. */
static struct intervals beginnings(struct span_tree *t, struct span *s,
                                   struct intervals what, struct bounds_list in)
{
    if (!interval_buf_ready(&s->made, in.n))
        return give_up(t, ST_NOMEM);
    for (size_t i = 0; i < in.n; i++)
        if (intervals_within(what, in.v[i]).n > 0)
            interval_buf_append(&s->made, in.v[i].from, in.v[i].from);
    return interval_buf_view(&s->made);
}

static struct intervals read_quoted(struct span_tree *t, struct span *s)
{
    const struct intervals who = read_span(t, s->of[0]);
    const struct intervals what =
        s->n > 1 && who.n > 0 ? read_span(t, s->of[1]) : who;
    struct bounds_list in;
    if (what.n == 0)
        return NONE;
    const enum st st =
        zone_reader_quotations(&t->zones, t->doc, who, s->plan->sure, &in);
    if (st != ST_OK)
        return give_up(t, st);
    return s->n > 1 && !s->plan->begins ? within_any(t, s, what, in)
                                        : beginnings(t, s, what, in);
}

static struct intervals read_span(struct span_tree *t, struct span *s)
{
    switch (s->plan->kind) {
    case SPAN_NOTHING:
        break;
    case SPAN_WORDS:
        return span_words_read(s->words, t->doc);
    case SPAN_COVER:
        return read_cover(t, s);
    case SPAN_COMPOUND:
        return read_compound(t, s);
    case SPAN_ROW:
        return read_row(t, s);
    case SPAN_MOVED:
        return read_moved(t, s);
    case SPAN_NEAR:
        return read_near(t, s);
    case SPAN_NOT_NEAR:
        return read_not_near(t, s);
    case SPAN_RUN:
        return intervals_runs(read_span(t, s->of[0]), s->plan->count);
    case SPAN_FIRST:
        return intervals_within(read_span(t, s->of[0]),
                                (struct bounds){0, s->plan->count});
    case SPAN_ZONE:
        return read_zone(t, s);
    case SPAN_SAME:
        return read_same(t, s);
    case SPAN_QUOTED:
        return read_quoted(t, s);
    }
    return NONE;
}

struct intervals span_tree_read(struct span_tree *t, uint32_t doc)
{
    t->doc = doc;
    return read_span(t, t->root);
}

bool span_tree_matches(struct span_tree *t, uint32_t doc)
{
    t->doc = doc;
    return t->root->plan->kind == SPAN_NEAR ? has_near(t, t->root)
                                            : read_span(t, t->root).n > 0;
}
