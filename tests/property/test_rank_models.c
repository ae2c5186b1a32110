/* Every model gives the scores of its formula, computed here from raw counts,
 * and the best k that a pruned search finds are those of scoring everything,
 * bit for bit. Words with and without stem groups, phrases, titles, boosts,
 * nested clauses, recency decay; one segment and several. And orders other than
 * by score are those of a plain sort of all hits.
 *
 *     QUERIES=20000 SEED=7 test_property_rank_models
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/arena.h"
#include "common/base/date.h"
#include "query/explain/explanation.h"
#include "query/sort/sort_order.h"
#include "tests/indexer/tiny_index.h"
#include "tests/oracle/length_code.h"
#include "tests/support/need.h"
#include "tests/support/rng.h"
#include "tests/support/suite.h"
#include "tests/support/tmpdir.h"

/* Two forms of each root; those of one root are one group in English. */
static const char *const ROOTS[] = {"band", "bend", "bond", "cart",
                                    "colt", "dent", "dart", "fort",
                                    "gulf", "hull", "kelp", "lamp"};
enum {
    N_ROOTS = sizeof(ROOTS) / sizeof(*ROOTS),
    FORMS = 2 * N_ROOTS,
    DOCS = 1200,
    TITLE_MAX = 6,
    BODY_MAX = 90,
    TODAY = 18000,
};

static const char *form_name(unsigned form)
{
    static char name[8];
    snprintf(name, sizeof(name), "%s%s", ROOTS[form / 2], form % 2 ? "s" : "");
    return name;
}

/* ---- documents ---- */

struct doc {
    uint8_t tokens[TITLE_MAX + BODY_MAX]; /* the title's first */
    uint32_t n, title;
    int32_t date;
};

struct world {
    struct doc docs[DOCS];
    uint64_t words;
    unsigned with_words;
    double df[2][FORMS], cf[2][FORMS]; /* of single forms, of their groups */
    struct tmpdir dir;
    struct index *index;
};

static void draw_doc(struct rng *rng, struct doc *d)
{
    d->title = rng_below(rng, 3) ? rng_below(rng, TITLE_MAX) : 0;
    d->n = d->title + rng_below(rng, rng_below(rng, 4) ? 12 : BODY_MAX);
    d->date = rng_below(rng, 9) ? TODAY + 10 - (int32_t)rng_below(rng, 900)
                                : DATE_NONE;
    for (uint32_t i = 0; i < d->n; i++)
        d->tokens[i] = (uint8_t)rng_below(
            rng, 1 + rng_below(rng, 1 + rng_below(rng, FORMS)));
}

static void write_words(char *out, const uint8_t *tokens, uint32_t n)
{
    *out = '\0';
    for (uint32_t i = 0; i < n; i++)
        sprintf(out + strlen(out), "%s ", form_name(tokens[i]));
}

static void make_world(struct world *w, struct rng *rng, size_t segments)
{
    static struct tiny_doc docs[DOCS];
    static char ids[DOCS][8], titles[DOCS][8 * TITLE_MAX],
        bodies[DOCS][8 * BODY_MAX];
    const struct tiny_settings settings = {"en", false, 64};
    struct manifest m = {.generation = 1, .lang = "en"};

    memset(w, 0, sizeof(*w));
    w->dir = tmpdir_make();
    for (unsigned i = 0; i < DOCS; i++) {
        struct doc *const d = &w->docs[i];
        draw_doc(rng, d);
        w->words += d->n;
        w->with_words += d->n > 0;
        write_words(titles[i], d->tokens, d->title);
        write_words(bodies[i], d->tokens + d->title, d->n - d->title);
        snprintf(ids[i], sizeof(ids[i]), "%u", i);
        docs[i] = (struct tiny_doc){ids[i], titles[i], bodies[i], "", d->date};
    }
    for (size_t s = 0, from = 0; s < segments; s++) {
        const size_t to = s + 1 == segments ? DOCS : from + DOCS * (s + 1) / 8;
        tiny_segment(w->dir.path, &m, &settings, docs + from, to - from);
        from = to;
    }
    ck_assert_int_eq(manifest_write(&m, w->dir.path, NULL), ST_OK);
    manifest_release(&m);
    ck_assert_int_eq(index_open(&w->index, w->dir.path, NULL), ST_OK);
}

static void end_world(struct world *w)
{
    index_close(w->index);
    tmpdir_remove(&w->dir);
}

/* ---- questions ---- */

static struct ast_node *node_of(struct arena *a, enum ast_kind kind)
{
    struct ast_node *const n = arena_new(a, struct ast_node, 1);
    ck_assert_ptr_nonnull(n);
    n->kind = kind;
    return n;
}

static void add(struct ast_node *to, struct ast_node *child)
{
    if (to->last)
        to->last->next = child;
    else
        to->first = child;
    to->last = child;
}

static struct ast_node *text_node(struct arena *a, enum ast_kind kind,
                                  const uint8_t *forms, uint32_t n)
{
    struct ast_node *const node = node_of(a, kind);
    char text[64];
    write_words(text, forms, n);
    const size_t size = strlen(text) - 1;
    uint8_t *const copy = arena_bytes(a, size);
    ck_assert_ptr_nonnull(copy);
    memcpy(copy, text, size);
    node->text = bytes_of(copy, size);
    return node;
}

static struct ast_node *draw_leaf(struct rng *rng, const struct world *w,
                                  struct arena *a)
{
    const struct doc *const d = &w->docs[rng_below(rng, DOCS)];
    const unsigned shape = rng_below(rng, 10);

    if (shape < 3 && d->n > 3) {
        const uint32_t at = rng_below(rng, d->n - 2);
        return text_node(a, AST_PHRASE, d->tokens + at, 2 + rng_below(rng, 2));
    }
    const uint8_t form = (uint8_t)rng_below(rng, FORMS);
    struct ast_node *const word = text_node(a, AST_WORD, &form, 1);
    word->exact = shape == 3;
    return word;
}

static struct ast_node *draw_tree(struct rng *rng, const struct world *w,
                                  struct arena *a, unsigned depth)
{
    struct ast_node *node, *above;

    if (depth == 0 || rng_below(rng, 3) == 0) {
        node = draw_leaf(rng, w, a);
    } else {
        const unsigned n = 1 + rng_below(rng, 4);
        bool positive = false;
        node = node_of(a, AST_BOOL);
        for (unsigned i = 0; i < n; i++) {
            struct ast_node *const c = draw_tree(rng, w, a, depth - 1);
            const unsigned occur = rng_below(rng, 8);
            c->occur = occur < 5   ? OCCUR_SHOULD
                       : occur < 7 ? OCCUR_MUST
                                   : OCCUR_MUST_NOT;
            if (i + 1 == n && !positive)
                c->occur = OCCUR_SHOULD;
            positive |= c->occur != OCCUR_MUST_NOT;
            add(node, c);
        }
    }
    if (rng_below(rng, 6) == 0) {
        above = node_of(a, AST_BOOST);
        above->factor = 0.25 + rng_below(rng, 16) / 4.0;
        add(above, node);
        node = above;
    }
    if (rng_below(rng, 12) == 0) {
        above = node_of(a, AST_FIELD);
        above->text = bytes_of_str("title");
        add(above, node);
        node = above;
    }
    return node;
}

/* ---- the formulas, from raw counts ---- */

struct leaf {
    uint8_t forms[4];
    uint32_t n;
    bool group, title;
};

static uint32_t form_of(struct bytes name)
{
    uint32_t form = 0;
    while (!bytes_equal_str(name, form_name(form)))
        form++;
    return form;
}

static struct leaf leaf_of(const struct ast_node *n, bool title)
{
    struct leaf l = {.title = title, .group = n->kind == AST_WORD && !n->exact};
    struct bytes rest = n->text;
    while (rest.n > 0) {
        const uint8_t *const blank = memchr(rest.p, ' ', rest.n);
        const size_t size = blank ? (size_t)(blank - rest.p) : rest.n;
        l.forms[l.n++] = (uint8_t)form_of(bytes_of(rest.p, size));
        rest = bytes_of(rest.p + size + (blank != NULL),
                        rest.n - size - (blank != NULL));
    }
    return l;
}

static bool is_there(const struct leaf *l, const struct doc *d, uint32_t at)
{
    /* No phrase leaves the title. */
    if (at < d->title && at + l->n > d->title)
        return false;
    for (uint32_t i = 0; i < l->n; i++)
        if (l->group ? d->tokens[at + i] / 2 != l->forms[i] / 2
                     : d->tokens[at + i] != l->forms[i])
            return false;
    return true;
}

static uint32_t count(const struct leaf *l, const struct doc *d,
                      uint32_t *in_title)
{
    uint32_t freq = 0;
    *in_title = 0;
    for (uint32_t at = 0; at + l->n <= d->n; at++) {
        if (!is_there(l, d, at))
            continue;
        freq++;
        *in_title += at < d->title;
    }
    if (l->title)
        freq = *in_title;
    return freq;
}

static void count_all(struct world *w)
{
    for (unsigned i = 0; i < 2 * FORMS; i++) {
        const struct leaf word = {{(uint8_t)(i / 2)}, 1, i % 2, false};
        for (unsigned k = 0; k < DOCS; k++) {
            uint32_t in_title;
            const uint32_t freq = count(&word, &w->docs[k], &in_title);
            w->df[i % 2][i / 2] += freq > 0;
            w->cf[i % 2][i / 2] += freq;
        }
    }
}

static double word_score(const struct world *w, const struct rank_choice *r,
                         double df, double cf, double f, double h, double len)
{
    const double n = w->with_words, words = (double)w->words, avg = words / n;
    const double k1 = (double)r->k1, b = (double)r->b, s = (double)r->slope;
    const double idf = log(1 + (n - df + 0.5) / (df + 0.5));

    switch (r->kind) {
    case RANK_BM25F:
        f += ((double)r->headline - 1) * h;
        /* fall through */
    case RANK_BM25:
        return idf * f / (f + k1 * (1 - b + b * len / avg));
    case RANK_LM:
        return log(1 + f * words / ((double)r->mu * cf));
    case RANK_DPH:
        if (f >= len)
            return 0;
        return (1 - f / len) * (1 - f / len) / (f + 1) *
               (f * log(f * avg / len * n / cf) / log(2) +
                0.5 * log(2 * 3.14159265358979 * f * (1 - f / len)) / log(2));
    case RANK_TFIDF:
        return (1 + log(1 + log(f))) / (1 - s + s * len / avg) *
               log((n + 1) / df);
    default:
        return NAN;
    }
}

struct asked {
    const struct world *world;
    const struct rank_choice *rank;
    double parts; /* lm: how often the document's part counts */
};

static bool take_leaf(struct asked *a, const struct ast_node *n, bool title,
                      double factor, unsigned doc, double *score)
{
    const struct leaf l = leaf_of(n, title);
    const struct doc *const d = &a->world->docs[doc];
    const double len = length_of_code(length_code(d->n));
    uint32_t in_title;
    const uint32_t freq = count(&l, d, &in_title);

    for (uint32_t i = 0; i < l.n; i++) {
        const double df = a->world->df[l.group][l.forms[i]];
        const double cf = a->world->cf[l.group][l.forms[i]];
        a->parts += df > 0 ? factor : 0;
        if (freq > 0)
            *score += factor * word_score(a->world, a->rank, df, cf, freq,
                                          in_title, len);
    }
    return freq > 0;
}

static bool take(struct asked *a, const struct ast_node *n, bool title,
                 double factor, unsigned doc, double *score)
{
    bool any = false, must = false, no = false;

    if (n->kind == AST_BOOST)
        return take(a, n->first, title, factor * n->factor, doc, score);
    if (n->kind == AST_FIELD)
        return take(a, n->first, true, factor, doc, score);
    if (n->kind != AST_BOOL)
        return take_leaf(a, n, title, factor, doc, score);
    for (const struct ast_node *c = n->first; c; c = c->next) {
        double own = 0;
        struct asked below = *a;
        const bool found = take(&below, c, title, factor, doc, &own);
        if (c->occur != OCCUR_MUST_NOT) {
            a->parts = below.parts;
            *score += found ? own : 0;
        }
        no |= c->occur == OCCUR_MUST_NOT ? found
                                         : c->occur == OCCUR_MUST && !found;
        must |= c->occur == OCCUR_MUST;
        any |= c->occur == OCCUR_SHOULD && found;
    }
    return (any || must) && !no;
}

/* Whether the document matches, and its score. */
static bool score_of(const struct world *w, const struct search_options *o,
                     const struct ast_node *n, unsigned doc, double *score)
{
    struct asked a = {.world = w, .rank = &o->rank};
    const struct doc *const d = &w->docs[doc];
    const double mu = (double)o->rank.mu,
                 len = length_of_code(length_code(d->n));

    *score = 0;
    if (!take(&a, n, false, 1, doc, score))
        return false;
    if (o->rank.kind == RANK_LM)
        *score += a.parts * log(mu / (mu + len));
    if (o->decay.half_life > 0) {
        const double age = d->date == DATE_NONE ? (double)INFINITY
                           : d->date > TODAY    ? 0
                                                : TODAY - d->date;
        *score *= pow(0.5, age / o->decay.half_life);
    }
    return true;
}

/* ---- both ---- */

/* Words that are left out of a plan where no document has them, and with them
 * all of a required group: the oracle's count of parts would not know. */
static bool has_all_words(const struct world *w, const struct ast_node *n)
{
    if (n->kind == AST_WORD || n->kind == AST_PHRASE) {
        const struct leaf l = leaf_of(n, false);
        for (uint32_t i = 0; i < l.n; i++)
            if (w->df[l.group][l.forms[i]] <= 0)
                return false;
    }
    for (const struct ast_node *c = n->first; c; c = c->next)
        if (!has_all_words(w, c))
            return false;
    return true;
}

static void draw_choice(struct rng *rng, struct search_options *o)
{
    o->rank.kind = (enum rank_kind)rng_below(rng, RANKS);
    if (rng_below(rng, 2)) {
        o->rank.k1 = 1.5f;
        o->rank.b = 0.75f;
        o->rank.mu = 50;
        o->rank.slope = 0.5f;
    }
    o->rank.headline = (float)rng_below(rng, 12) / 2;
    if (rng_below(rng, 4) == 0 && o->rank.kind != RANK_LM &&
        o->rank.kind != RANK_DPH)
        o->decay = (struct decay){.half_life = 1 + rng_below(rng, 300),
                                  .today = TODAY};
}

static void check_formula(const struct world *w, const struct search_options *o,
                          const struct ast_node *n, const struct hit *hits,
                          uint32_t n_hits)
{
    static float got[DOCS];
    static bool found[DOCS];

    memset(found, 0, sizeof(found));
    for (uint32_t i = 0; i < n_hits; i++) {
        found[hits[i].doc] = true;
        got[hits[i].doc] = hits[i].score;
    }
    for (unsigned i = 0; i < DOCS; i++) {
        double want;
        const bool match = score_of(w, o, n, i, &want);
        ck_assert_int_eq(match, found[i]);
        if (match)
            ck_assert_msg(fabs((double)got[i] - want) <=
                              1e-5 * (1 + fabs(want)),
                          "%s: document %u scores %.9g, not %.9g",
                          RANK_NAMES[o->rank.kind], i, (double)got[i], want);
    }
}

/* ---- explanations ---- */

/* What is explained of a document adds up to its score, NaN for no match. */
static void check_explained(struct searcher *s, const struct search_options *o,
                            uint32_t doc, float score)
{
    struct explanation x;
    struct arena arena;
    struct err e = ERR_INIT;
    double sum = 0;

    arena_init(&arena, 0);
    ck_assert_msg(searcher_explain(s, o, doc, &arena, &x, &e) == ST_OK, "%s",
                  e.msg);
    ck_assert_int_eq(x.matches, !isnan(score));
    for (size_t i = 0; i < x.n; i++) {
        ck_assert(!x.parts[i].counted || x.parts[i].freq > 0);
        sum += x.parts[i].counted ? x.parts[i].score : 0;
    }
    sum = (sum + x.length_words * x.length_part) * x.decay;
    if (x.matches)
        ck_assert_msg(fabs(sum - (double)score) <= 1e-5 * (1 + fabs(sum)),
                      "%s: parts are %.9g, the score is %.9g",
                      RANK_NAMES[o->rank.kind], sum, (double)score);
    arena_release(&arena);
}

/* Of some hits, and of documents that may not be hits. `hits` by score. */
static void check_explanations(struct searcher *s,
                               const struct search_options *o,
                               const struct hit *hits, uint32_t n)
{
    static float scores[DOCS];

    for (unsigned i = 0; i < DOCS; i++)
        scores[i] = NAN;
    for (uint32_t i = 0; i < n; i++)
        scores[hits[i].doc] = hits[i].score;
    for (uint32_t i = 0; i < 3 && i < n; i++)
        check_explained(s, o, hits[i].doc, hits[i].score);
    for (uint32_t doc = 7; doc < DOCS; doc += 397)
        check_explained(s, o, doc, scores[doc]);
}

/* ---- other orders ---- */

static const struct world *sorting_world;
static struct sort_order sorting_order;

static int compare_column(const void *a, const void *b)
{
    const struct hit *const x = a, *const y = b;
    const struct doc *const p = &sorting_world->docs[x->doc],
                            *const q = &sorting_world->docs[y->doc];
    const int sign = sorting_order.descending ? -1 : 1;
    char one[12], two[12];
    int c = 0;

    switch (sorting_order.key) {
    case SORT_DATE:
        if ((p->date == DATE_NONE) != (q->date == DATE_NONE))
            return p->date == DATE_NONE ? 1 : -1;
        c = sign * ((p->date > q->date) - (p->date < q->date));
        break;
    case SORT_LENGTH:
        c = sign * ((p->n > q->n) - (p->n < q->n));
        break;
    case SORT_ID:
        sprintf(one, "%u", x->doc);
        sprintf(two, "%u", y->doc);
        c = sign * strcmp(one, two);
        break;
    case SORT_SCORE:
        break;
    }
    return c ? c : (x->doc > y->doc) - (x->doc < y->doc);
}

/* `all` are the hits by score, and stay so for the order by score. */
static void check_order(const struct world *w, struct searcher *s,
                        const struct ast_node *n, struct search_options o,
                        struct hit *all, uint32_t n_all)
{
    static const char *const orders[] = {
        "score",       "date", "date:asc", "length:asc",
        "length:desc", "id",   "id:desc"};
    static struct hit got[DOCS];
    struct search_result result;

    for (size_t i = 0; i < sizeof(orders) / sizeof(*orders); i++) {
        ck_assert_int_eq(sort_order_parse(orders[i], &sorting_order, NULL),
                         ST_OK);
        sorting_world = w;
        if (sorting_order.key != SORT_SCORE)
            qsort(all, n_all, sizeof(*all), compare_column);
        o.k = i % 2 ? 7 : DOCS;
        o.count = true;
        ck_assert_int_eq(
            sorted_run(s, n, &o, &sorting_order, got, &result, NULL), ST_OK);
        ck_assert_uint_eq(result.total, n_all);
        ck_assert_uint_eq(result.n, n_all < o.k ? n_all : o.k);
        for (uint32_t k = 0; k < result.n; k++)
            ck_assert_msg(
                got[k].doc == all[k].doc &&
                    memcmp(&got[k].score, &all[k].score, sizeof(float)) == 0,
                "%s: hit %u is %u:%.9g, not %u:%.9g", orders[i], k, got[k].doc,
                (double)got[k].score, all[k].doc, (double)all[k].score);
    }
}

/* ---- both ---- */

static void check_question(const struct world *w, struct searcher *s,
                           const struct ast_node *n, struct search_options o)
{
    static const uint32_t ks[] = {1, 10, 100};
    static struct hit all[DOCS], best[DOCS];
    struct search_result result, pruned;
    struct err e = ERR_INIT;

    o.k = DOCS;
    o.count = true;
    ck_assert_msg(searcher_run(s, n, &o, all, &result, &e) == ST_OK, "%s",
                  e.msg);
    ck_assert_uint_eq(result.total, result.n);
    check_formula(w, &o, n, all, result.n);
    check_explanations(s, &o, all, result.n);
    o.count = false;
    for (size_t i = 0; i < sizeof(ks) / sizeof(*ks); i++) {
        o.k = ks[i];
        ck_assert_int_eq(searcher_run(s, n, &o, best, &pruned, &e), ST_OK);
        ck_assert_uint_eq(pruned.n, result.n < o.k ? result.n : o.k);
        for (uint32_t k = 0; k < pruned.n; k++)
            ck_assert_msg(
                best[k].doc == all[k].doc &&
                    memcmp(&best[k].score, &all[k].score, sizeof(float)) == 0,
                "%s, k %u: hit %u is %u:%.9g, not %u:%.9g",
                RANK_NAMES[o.rank.kind], o.k, k, best[k].doc,
                (double)best[k].score, all[k].doc, (double)all[k].score);
    }
    check_order(w, s, n, o, all, result.n);
}

static void check_worlds(uint64_t seed, size_t segments)
{
    const char *const wanted = getenv("QUERIES");
    const unsigned queries = wanted ? (unsigned)strtoul(wanted, NULL, 10) : 60;
    struct world *const w = need_alloc(1, sizeof(*w));
    struct rng rng = {seed};
    struct searcher *s;
    struct arena arena;

    arena_init(&arena, 0);
    make_world(w, &rng, segments);
    count_all(w);
    ck_assert_int_eq(searcher_open(&s, w->index, NULL), ST_OK);
    for (unsigned i = 0; i < queries; i++) {
        struct search_options o = SEARCH_OPTIONS_DEFAULT;
        arena_clear(&arena);
        const struct ast_node *const n = draw_tree(&rng, w, &arena, 2);
        draw_choice(&rng, &o);
        if (has_all_words(w, n))
            check_question(w, s, n, o);
    }
    searcher_close(s);
    arena_release(&arena);
    end_world(w);
    free(w);
}

START_TEST(every_model_scores_as_its_formula_says)
{
    check_worlds(rng_from_env(1).state, 1);
}
END_TEST

START_TEST(segments_share_their_statistics_in_every_model)
{
    check_worlds(rng_from_env(2).state, 3);
}
END_TEST

SUITE("rank models", every_model_scores_as_its_formula_says,
      segments_share_their_statistics_in_every_model)
