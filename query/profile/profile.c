#include "query/profile/profile.h"

#include <stdlib.h>
#include <string.h>

#include "common/base/clock.h"
#include "common/base/hash.h"
#include "query/plan.h"

const char *const PHASE_NAMES[PHASES] = {
    "open", "parse", "expand", "plan", "match", "facets", "read", "print",
};
const char *const LIST_NAMES[LIST_PAIR + 1] = {"word", "stem", "pair"};

void profile_init(struct profile *p, enum phase phase)
{
    *p = (struct profile){.at = phase, .since = clock_ns()};
    arena_init(&p->arena, 0);
}

void profile_release(struct profile *p)
{
    arena_release(&p->arena);
}

/* ---- time ---- */

void profile_enter(struct profile *p, enum phase phase)
{
    if (!p)
        return;
    const uint64_t now = clock_ns();
    p->ns[p->at] += p->since ? now - p->since : 0;
    p->since = now;
    p->at = phase;
}

void profile_pause(struct profile *p)
{
    profile_enter(p, p->at);
    p->since = 0;
}

void profile_search(struct profile *p, enum phase phase)
{
    if (p->at != PHASE_EXPAND && p->at != PHASE_FACETS)
        profile_enter(p, phase);
}

/* ---- lists ---- */

/* Places for each list that there is room for. */
enum { PLACES = 4, FIRST_CAP = 64 };

static enum list_kind kind_of(const struct plan_term *t)
{
    return t->pair ? LIST_PAIR : t->stem ? LIST_STEM : LIST_WORD;
}

/* Where the list is, or is to be; the places are never full. */
static uint32_t *place_of(const struct profile *p, enum list_kind kind,
                          struct bytes text)
{
    const size_t n = PLACES * p->cap;
    size_t i = (hash64(text.p, text.n) + kind) % n;

    for (; p->places[i]; i = (i + 1) % n) {
        const struct profile_list *const l = &p->lists[p->places[i] - 1];
        if (l->kind == kind && bytes_equal(l->text, text))
            break;
    }
    return &p->places[i];
}

static bool grow(struct profile *p)
{
    const size_t cap = p->cap ? 2 * p->cap : FIRST_CAP;
    struct profile_list *const lists =
        arena_new(&p->arena, struct profile_list, cap);

    p->places = arena_new(&p->arena, uint32_t, PLACES * cap);
    if (!lists || !p->places)
        return false;
    if (p->n > 0)
        memcpy(lists, p->lists, p->n * sizeof(*lists));
    p->lists = lists;
    p->cap = cap;
    for (uint32_t i = 0; i < p->n; i++)
        *place_of(p, lists[i].kind, lists[i].text) = i + 1;
    return true;
}

/* NULL when memory is out. */
static struct profile_list *find_list(struct profile *p, enum list_kind kind,
                                      struct bytes term)
{
    if (p->n == p->cap && !grow(p))
        return NULL;
    uint32_t *const place = place_of(p, kind, term);
    if (*place)
        return &p->lists[*place - 1];
    uint8_t *const text = arena_bytes(&p->arena, term.n);
    if (!text)
        return NULL;
    if (term.n > 0)
        memcpy(text, term.p, term.n);
    *place = (uint32_t)p->n + 1;
    p->lists[p->n] =
        (struct profile_list){.text = bytes_of(text, term.n), .kind = kind};
    return &p->lists[p->n++];
}

void profile_list(struct profile *p, const struct plan_term *t, size_t segment,
                  const struct postings_cursor *c)
{
    if (p->failed || c->df == 0)
        return;
    struct profile_list *const l = find_list(p, kind_of(t), t->text);
    if (!l) {
        p->failed = true;
        return;
    }
    if (segment >= l->next_segment) {
        l->releases += t->entries[segment].df;
        l->next_segment = segment + 1;
    }
    l->dense |= is_dense(c->df, c->segment->counts.docs);
    l->opened++;
    l->blocks += postings_cursor_blocks(c);
    l->read += c->work.blocks;
    l->freqs += c->work.freqs;
    l->positions += c->work.positions;
}

/* ---- several ---- */

static void add_work(struct profile_list *sum, const struct profile_list *l)
{
    sum->opened += l->opened;
    sum->blocks += l->blocks;
    sum->read += l->read;
    sum->freqs += l->freqs;
    sum->positions += l->positions;
}

void profile_add(struct profile *p, const struct profile *more)
{
    for (size_t i = 0; i < PHASES; i++)
        p->ns[i] += more->ns[i];
    p->scored += more->scored;
    p->failed |= more->failed;
    for (size_t i = 0; i < more->n && !p->failed; i++) {
        const struct profile_list *const l = &more->lists[i];
        struct profile_list *const own = find_list(p, l->kind, l->text);
        if (!own) {
            p->failed = true;
            break;
        }
        own->dense |= l->dense;
        own->releases = MAX(own->releases, l->releases);
        add_work(own, l);
    }
}

/* ---- the end ---- */

static int by_blocks(const void *a, const void *b)
{
    const struct profile_list *const x = a, *const y = b;
    const int c = (x->blocks < y->blocks) - (x->blocks > y->blocks);

    if (c)
        return c;
    return x->kind == y->kind ? bytes_compare(x->text, y->text)
                              : (int)x->kind - (int)y->kind;
}

static void add_up(struct profile *p)
{
    for (size_t i = 0; i < p->n; i++)
        add_work(&p->total, &p->lists[i]);
}

enum st profile_finish(struct profile *p, const struct index *ix, struct err *e)
{
    profile_enter(p, p->at);
    if (p->failed)
        return err_set(e, ST_NOMEM, "out of memory for the profile");
    if (p->n > 0)
        qsort(p->lists, p->n, sizeof(*p->lists), by_blocks);
    add_up(p);
    for (size_t i = 0; i < ix->n; i++) {
        for (size_t k = 0; k < CHUNKS_KNOWN; k++) {
            uint64_t all;
            p->checked[k] += chunk_pages(&ix->segments[i]->chunks[k], &all);
            p->pages[k] += all;
        }
    }
    return ST_OK;
}
