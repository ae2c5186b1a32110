/* Random documents that are copies of one another at random: folded and dropped
 * answers against all hits, folded by hand. */
#include <stdlib.h>
#include <string.h>

#include "common/base/arena.h"
#include "common/base/mem.h"
#include "query/parse/parse.h"
#include "query/sort/sort_order.h"
#include "tests/index/small_index.h"
#include "tests/support/need.h"
#include "tests/support/rng.h"
#include "tests/support/suite.h"

enum { DOCS = 1500, BODY = 400, WORDS = 40, QUERY = 64 };

struct world {
    struct small_doc docs[DOCS];
    char bodies[DOCS][BODY];
    int leaders[DOCS];
    struct small_index index;
    struct searcher *searcher;
    struct hit all[DOCS], got[DOCS];
    struct search_result of_all;
    bool seen[DOCS];
};

/* The first words are in most documents. */
static unsigned draw_word(struct rng *r)
{
    const unsigned v = rng_below(r, WORDS * WORDS);
    unsigned w = 0;
    while ((w + 1) * (w + 1) <= v)
        w++;
    return WORDS - 1 - w;
}

/* Which documents are copies: all but one of `of`, and of which: of the first
 * `leaders`, or what these are copies of. */
struct copying {
    uint32_t leaders, of;
};

static const struct copying SMALL_STORIES = {DOCS, 3}, GREAT_STORIES = {8, 40};

static struct world *world_make(struct rng *r, size_t segments,
                                struct copying copying)
{
    struct world *const w = need_alloc(1, sizeof(*w));
    for (int i = 0; i < DOCS; i++) {
        size_t at = 0;
        for (unsigned n = 1 + rng_below(r, 60); n > 0; n--)
            at += (size_t)sprintf(w->bodies[i] + at, "w%u ", draw_word(r));
        w->docs[i] = (struct small_doc){"", w->bodies[i]};
        w->leaders[i] = -1;
        if (i && rng_below(r, copying.of)) {
            const int of = (int)rng_below(r, MIN((uint32_t)i, copying.leaders));
            w->leaders[i] = w->leaders[of] < 0 ? of : w->leaders[of];
        }
    }
    w->index =
        small_index_make_copies(w->docs, DOCS, "none", segments, w->leaders);
    ck_assert_int_eq(searcher_open(&w->searcher, w->index.index, NULL), ST_OK);
    return w;
}

static void world_remove(struct world *w)
{
    searcher_close(w->searcher);
    small_index_remove(&w->index);
    free(w);
}

static void draw_query(struct rng *r, char out[static QUERY])
{
    static const char *const forms[] = {"w%u",
                                        "w%u w%u",
                                        "w%u OR w%u OR w%u",
                                        "\"w%u w%u\"",
                                        "w%u (w%u OR w%u)",
                                        "w%u -w%u",
                                        "w%u OR w%u -w%u"};
    snprintf(out, QUERY, forms[rng_below(r, COUNT_OF(forms))], draw_word(r),
             draw_word(r), draw_word(r));
}

static struct search_result ask(struct world *w, const char *query,
                                const struct search_options *options,
                                const struct sort_order *order,
                                struct hit *hits)
{
    struct search_result result;
    struct parse_place place;
    struct ast_node *node;
    struct arena arena;
    struct err e = ERR_INIT;
    arena_init(&arena, 0);
    ck_assert_int_eq(
        parse_query(&node, &arena,
                    &(struct parse_options){.syntax = SYNTAX_WEBSEARCH},
                    bytes_of_str(query), &place, &e),
        ST_OK);
    ck_assert_msg(sorted_run(w->searcher, node, options, order, hits, &result,
                             &e) == ST_OK,
                  "%s", e.msg);
    arena_release(&arena);
    return result;
}

static int story_of(const struct world *w, uint32_t doc, unsigned least)
{
    const int leader = w->leaders[doc];
    return leader >= 0 && small_index_similarity(doc) >= least ? leader
                                                               : (int)doc;
}

/* Of all hits the first of each story, and the number of these. */
static uint32_t fold_by_hand(struct world *w, unsigned least, struct hit *out)
{
    uint32_t n = 0;
    memset(w->seen, 0, sizeof(w->seen));
    for (uint32_t i = 0; i < w->of_all.n; i++) {
        const int story = story_of(w, w->all[i].doc, least);
        if (w->seen[story])
            continue;
        w->seen[story] = true;
        out[n++] = w->all[i];
    }
    return n;
}

static uint32_t drop_by_hand(struct world *w, unsigned least, struct hit *out)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < w->of_all.n; i++)
        if (story_of(w, w->all[i].doc, least) == (int)w->all[i].doc)
            out[n++] = w->all[i];
    return n;
}

/* Of all hits those that lead no story. */
static uint32_t copies_by_hand(const struct world *w, unsigned least)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < w->of_all.n; i++)
        n += story_of(w, w->all[i].doc, least) != (int)w->all[i].doc;
    return n;
}

static void are_same(const struct hit *a, const struct hit *b, uint32_t n,
                     const char *query)
{
    for (uint32_t i = 0; i < n; i++)
        ck_assert_msg(a[i].doc == b[i].doc && !(a[i].score < b[i].score) &&
                          !(a[i].score > b[i].score),
                      "%s: hit %u is %u (%f), not %u (%f)", query, i, b[i].doc,
                      (double)b[i].score, a[i].doc, (double)a[i].score);
}

static void check(struct world *w, struct rng *r, const struct sort_order *o)
{
    static const uint32_t ks[] = {1, 3, 10, 100, 129, 400, DOCS};
    struct hit *const expected = need_alloc(DOCS, sizeof(*expected));
    struct search_options options = SEARCH_OPTIONS_DEFAULT;
    const unsigned least = rng_below(r, 2) ? 80 : 90;
    char query[QUERY];
    draw_query(r, query);
    options.k = DOCS;
    w->of_all = ask(w, query, &options, o, w->all);
    options.dup.least = least;
    options.k = ks[rng_below(r, COUNT_OF(ks))];
    options.count = rng_below(r, 2);
    const bool counts = options.count || o->key != SORT_SCORE;
    uint64_t copies;

    ck_assert_int_eq(searcher_copies(w->searcher, &options, &copies, NULL),
                     ST_OK);
    ck_assert_uint_eq(copies, copies_by_hand(w, least));

    options.dup.how = DUP_FOLD;
    struct search_result got = ask(w, query, &options, o, w->got);
    const uint32_t stories = fold_by_hand(w, least, expected);
    ck_assert_uint_eq(got.n, MIN(stories, options.k));
    are_same(expected, w->got, got.n, query);
    ck_assert(!counts || got.stories == stories);
    ck_assert(!counts || got.total == w->of_all.total);

    options.dup.how = DUP_DROP;
    got = ask(w, query, &options, o, w->got);
    const uint32_t left = drop_by_hand(w, least, expected);
    ck_assert_uint_eq(got.n, MIN(left, options.k));
    are_same(expected, w->got, got.n, query);
    ck_assert(!counts || got.total == left);
    if (o->key == SORT_SCORE) {
        options.k = 0; /* only counted */
        ck_assert_uint_eq(ask(w, query, &options, o, w->got).total, left);
    }

    ck_assert_int_eq(searcher_copies(w->searcher, &options, &copies, NULL),
                     ST_OK);
    ck_assert_uint_eq(copies, 0); /* none is left to be dropped */
    free(expected);
}

static void run(uint64_t seed, const struct sort_order *orders, size_t n)
{
    struct rng r = rng_from_env(seed);
    for (size_t i = 0; i < 6; i++) {
        struct world *const w =
            world_make(&r, 1 + i / 2, i % 2 ? GREAT_STORIES : SMALL_STORIES);
        for (unsigned k = 0; k < 300; k++)
            check(w, &r, &orders[k % n]);
        world_remove(w);
    }
}

START_TEST(folded_and_pruned_hits_are_those_of_all_hits_folded)
{
    static const struct sort_order by_score[] = {{SORT_SCORE, true}};
    run(21, by_score, 1);
}
END_TEST

START_TEST(in_another_order_the_first_of_a_story_counts)
{
    static const struct sort_order orders[] = {{SORT_LENGTH, true},
                                               {SORT_LENGTH, false},
                                               {SORT_ID, false},
                                               {SORT_ID, true}};
    run(22, orders, COUNT_OF(orders));
}
END_TEST

START_TEST(stories_have_their_members_through_all_segments)
{
    struct rng r = rng_from_env(23);
    struct world *const w = world_make(&r, 3, SMALL_STORIES);
    struct stories *s;
    size_t members = 0, expected = 0;
    ck_assert_int_eq(stories_open(&s, w->index.index, 80, NULL), ST_OK);
    for (uint32_t i = 0; i < s->n; i++) {
        const struct story *const story = &s->v[i];
        ck_assert_uint_ge(story->n, 2);
        members += story->n - 1;
        for (size_t k = 0; k < story->n; k++) {
            const struct story_member *const m = &story->members[k];
            ck_assert_uint_eq(stories_of(s, m->doc), i);
            ck_assert_uint_eq(
                m->similarity,
                m->doc == story->leader ? 100 : small_index_similarity(m->doc));
            ck_assert(story_of(w, m->doc, 80) == (int)story->leader);
        }
    }
    for (int i = 0; i < DOCS; i++)
        expected += w->leaders[i] >= 0;
    ck_assert_uint_eq(members, expected);
    stories_close(s);
    world_remove(w);
}
END_TEST

/* A leader that is not in the index: of its copies the first leads. */
START_TEST(of_a_story_without_its_leader_the_rest_are_copies)
{
    static const struct small_doc docs[] = {
        {"", "one"}, {"", "one"}, {"", "one"}, {"", "one"}};
    static const int leaders[] = {-1, 9, 9, 9};
    static const struct sort_order by_score = {SORT_SCORE, true};
    struct search_options options = SEARCH_OPTIONS_DEFAULT;
    for (size_t segments = 1; segments <= 2; segments++) {
        struct world w = {.index = small_index_make_copies(docs, 4, "none",
                                                           segments, leaders)};
        uint64_t copies;
        ck_assert_int_eq(searcher_open(&w.searcher, w.index.index, NULL),
                         ST_OK);
        ask(&w, "one", &options, &by_score, w.all);
        ck_assert_int_eq(searcher_copies(w.searcher, &options, &copies, NULL),
                         ST_OK);
        ck_assert_uint_eq(copies, 2);
        searcher_close(w.searcher);
        small_index_remove(&w.index);
    }
}
END_TEST

START_TEST(without_copies_there_is_nothing_to_fold)
{
    static const struct small_doc docs[] = {{"", "one"}, {"", "one"}};
    struct small_index ix = small_index_make(docs, 2, "none", 1);
    struct stories *s;
    struct err e = ERR_INIT;
    ck_assert(!stories_are_known(ix.index));
    ck_assert_int_eq(stories_open(&s, ix.index, 80, &e), ST_USAGE);
    ck_assert_ptr_nonnull(strstr(e.msg, "build it again"));
    small_index_remove(&ix);
}
END_TEST

START_TEST(memory_may_run_out_anywhere)
{
    static const struct sort_order by_score = {SORT_SCORE, true};
    struct rng r = rng_from_env(24);
    struct world *const w = world_make(&r, 2, SMALL_STORIES);
    struct search_options options = SEARCH_OPTIONS_DEFAULT;
    options.dup.how = DUP_FOLD;
    const struct search_result whole =
        ask(w, "w1", &options, &by_score, w->all);
    struct parse_place place;
    struct ast_node *node;
    struct arena arena;
    arena_init(&arena, 0);
    ck_assert_int_eq(
        parse_query(&node, &arena,
                    &(struct parse_options){.syntax = SYNTAX_WEBSEARCH},
                    bytes_of_str("w1"), &place, NULL),
        ST_OK);
    for (long n = 0;; n++) {
        struct search_result result;
        struct searcher *s = NULL;
        struct err e = ERR_INIT;
        mem_fail_after(n);
        enum st st = searcher_open(&s, w->index.index, &e);
        if (st == ST_OK)
            st = searcher_run(s, node, &options, w->got, &result, &e);
        const bool failed = mem_fail_never();
        ck_assert_int_eq(st, failed ? ST_NOMEM : ST_OK);
        if (s && failed) { /* what failed leaves nothing behind */
            ck_assert_int_eq(
                searcher_run(s, node, &options, w->got, &result, NULL), ST_OK);
            ck_assert_uint_eq(result.stories, whole.stories);
            are_same(w->all, w->got, result.n, "w1");
        }
        searcher_close(s);
        if (!failed)
            break;
    }
    arena_release(&arena);
    world_remove(w);
}
END_TEST

SUITE("fold", folded_and_pruned_hits_are_those_of_all_hits_folded,
      in_another_order_the_first_of_a_story_counts,
      stories_have_their_members_through_all_segments,
      of_a_story_without_its_leader_the_rest_are_copies,
      without_copies_there_is_nothing_to_fold, memory_may_run_out_anywhere)
