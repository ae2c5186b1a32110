/* Pruned search gives exactly what scoring every document gives: documents,
 * counts and scores, bit for bit. Lists of every density, from bitmaps to one
 * document; one segment and several; with deleted documents and without;
 * questions of every form.
 *
 *     QUERIES=100000 SEED=7 test_property_pruned_vs_exhaustive
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/arena.h"
#include "common/segment/bm25.h"
#include "common/segment/length_code.h"
#include "indexer/deletion_set.h"
#include "query/parse/parse.h"
#include "query/searcher.h"
#include "tests/indexer/tiny_index.h"
#include "tests/support/need.h"
#include "tests/support/rng.h"
#include "tests/support/suite.h"
#include "tests/support/tmpdir.h"

enum { WORDS = 48, DOCS = 9000, TOKENS_MAX = 120, CLAUSES_MAX = 6 };
enum { NAME_SIZE = 4, TEXT_MAX = TOKENS_MAX * NAME_SIZE + 1, K_MAX = 1000 };

/* ---- documents ---- */

struct doc {
    uint8_t tokens[TOKENS_MAX];
    uint32_t n;
};

struct world {
    struct doc docs[DOCS];
    uint16_t freqs[WORDS][DOCS];
    uint32_t df[WORDS];
    uint64_t words; /* of all documents */
    bool deleted[DOCS];
    struct tmpdir dir;
    struct index *index;
};

static const char *name_of(unsigned word)
{
    static char name[NAME_SIZE];
    snprintf(name, sizeof(name), "w%c%c", 'a' + word / 8, 'a' + word % 8);
    return name;
}

/* Low words are in most documents, high ones in a few; in bursts, so that
 * frequencies differ, and that blocks differ by where they are. */
static void draw_doc(struct rng *rng, struct doc *d, unsigned number)
{
    const unsigned topic = (number / 400 + rng_below(rng, 3)) % WORDS;
    d->n = 3 + rng_below(rng, rng_below(rng, 8) ? 40 : TOKENS_MAX - 3);
    for (uint32_t i = 0; i < d->n; i++) {
        const unsigned r = rng_below(rng, 100);
        unsigned word = rng_below(rng, WORDS);
        if (r < 75)
            word = rng_below(rng, 1 + rng_below(rng, 1 + word));
        else if (r < 85)
            word = topic;
        else if (r < 95)
            word = i > 0 ? d->tokens[i - 1] : topic;
        /* The last words are rare; the very last one is nearly nowhere. */
        if (word > WORDS - 8 && rng_below(rng, 1u << (word - (WORDS - 8))) > 0)
            word = 0;
        d->tokens[i] = (uint8_t)word;
    }
}

/* Single documents, and more in a row than any window holds. The words of
 * deleted documents still count, as the segments' statistics do. */
static void delete_some(struct world *w, struct rng *rng)
{
    struct deletion_set *set;
    struct manifest m = {.generation = 2, .next_segment = 100, .lang = "none"};
    const unsigned from = rng_below(rng, DOCS), n = rng_below(rng, DOCS / 2);
    bool was;

    ck_assert_int_eq(deletion_set_open(&set, w->index, NULL), ST_OK);
    for (unsigned i = 0; i < DOCS; i++) {
        w->deleted[i] = rng_below(rng, 9) == 0 || (i >= from && i < from + n);
        if (w->deleted[i])
            ck_assert_int_eq(deletion_set_add(set, i, &was, NULL), ST_OK);
    }
    ck_assert_int_eq(deletion_set_write(set, 2, &m, NULL), ST_OK);
    ck_assert_uint_eq(m.n, w->index->n); /* none is gone as a whole */
    ck_assert_int_eq(manifest_write(&m, w->dir.path, NULL), ST_OK);
    manifest_release(&m);
    deletion_set_close(set);
    index_close(w->index);
    ck_assert_int_eq(index_open(&w->index, w->dir.path, NULL), ST_OK);
}

static void make_world(struct world *w, struct rng *rng, size_t segments,
                       bool deleting)
{
    static struct tiny_doc docs[DOCS];
    static char ids[DOCS][8], texts[DOCS][TEXT_MAX];
    const struct tiny_settings settings = {"none", false, 64};
    struct manifest m = {.generation = 1};
    struct err e = ERR_INIT;

    memset(w, 0, sizeof(*w));
    w->dir = tmpdir_make();
    for (unsigned i = 0; i < DOCS; i++) {
        struct doc *const d = &w->docs[i];
        draw_doc(rng, d, i);
        w->words += d->n;
        texts[i][0] = '\0';
        for (uint32_t k = 0; k < d->n; k++) {
            w->df[d->tokens[k]] += w->freqs[d->tokens[k]][i]++ == 0;
            sprintf(texts[i] + NAME_SIZE * k, "%s ", name_of(d->tokens[k]));
        }
        snprintf(ids[i], sizeof(ids[i]), "%u", i);
        docs[i] = (struct tiny_doc){ids[i], "", texts[i], "", 0};
    }
    for (size_t s = 0, from = 0; s < segments; s++) {
        const size_t to = s + 1 == segments ? DOCS : from + DOCS * (s + 1) / 8;
        tiny_segment(w->dir.path, &m, &settings, docs + from, to - from);
        from = to;
    }
    ck_assert_int_eq(manifest_write(&m, w->dir.path, &e), ST_OK);
    manifest_release(&m);
    ck_assert_int_eq(index_open(&w->index, w->dir.path, &e), ST_OK);
    if (deleting)
        delete_some(w, rng);
}

static void end_world(struct world *w)
{
    index_close(w->index);
    tmpdir_remove(&w->dir);
}

/* ---- questions ---- */

/* Words in a row, or, as a group, any of them. */
struct clause {
    enum ast_occur occur;
    bool group;
    unsigned words[4], n;
};

struct question {
    struct clause clauses[CLAUSES_MAX];
    unsigned n;
    char text[256];
};

static enum ast_occur draw_occur(struct rng *rng, unsigned style)
{
    static const enum ast_occur styles[][4] = {
        {OCCUR_MUST, OCCUR_MUST, OCCUR_MUST, OCCUR_MUST},
        {OCCUR_SHOULD, OCCUR_SHOULD, OCCUR_SHOULD, OCCUR_SHOULD},
        {OCCUR_MUST, OCCUR_SHOULD, OCCUR_SHOULD, OCCUR_MUST_NOT},
        {OCCUR_SHOULD, OCCUR_SHOULD, OCCUR_SHOULD, OCCUR_MUST_NOT},
        {OCCUR_MUST, OCCUR_MUST, OCCUR_MUST_NOT, OCCUR_SHOULD},
    };
    return styles[style][rng_below(rng, 4)];
}

static void write_clause(struct question *q, const struct clause *c)
{
    char *p = q->text + strlen(q->text);
    p += sprintf(p, "%s%s", *q->text ? " " : "",
                 c->occur == OCCUR_MUST       ? "+"
                 : c->occur == OCCUR_MUST_NOT ? "-"
                                              : "");
    if (c->n > 1)
        *p++ = c->group ? '(' : '"';
    for (unsigned i = 0; i < c->n; i++)
        p += sprintf(p, "%s%s", i ? " " : "", name_of(c->words[i]));
    if (c->n > 1)
        *p++ = c->group ? ')' : '"';
    *p = '\0';
}

/* A phrase is a run of some document, so that some are found. */
static void draw_words(struct rng *rng, const struct world *w, struct clause *c)
{
    const struct doc *const d = &w->docs[rng_below(rng, DOCS)];
    const uint32_t from = rng_below(rng, d->n);
    const unsigned form = rng_below(rng, 10);

    c->group = form == 9;
    c->n = form < 7 ? 1 : 2 + rng_below(rng, 2);
    c->n = MIN(c->n, d->n - from);
    for (unsigned i = 0; i < c->n; i++)
        c->words[i] = c->group || rng_below(rng, 3) == 0 ? rng_below(rng, WORDS)
                                                         : d->tokens[from + i];
}

static void draw_question(struct rng *rng, const struct world *w,
                          struct question *q)
{
    const unsigned style = rng_below(rng, 5);

    q->n = 1 + rng_below(rng, rng_below(rng, 4) ? 3 : CLAUSES_MAX);
    q->text[0] = '\0';
    for (unsigned i = 0; i < q->n; i++) {
        struct clause *const c = &q->clauses[i];
        c->occur = draw_occur(rng, style);
        draw_words(rng, w, c);
        write_clause(q, c);
    }
}

/* ---- the long way ---- */

struct model {
    struct bm25 bm25;
    float idf[WORDS];
};

static uint32_t phrase_freq(const struct doc *d, const struct clause *c)
{
    uint32_t freq = 0;
    for (uint32_t i = 0; i + c->n <= d->n; i++) {
        unsigned k = 0;
        while (k < c->n && d->tokens[i + k] == c->words[k])
            k++;
        freq += k == c->n;
    }
    return freq;
}

/* Whether document `i` matches the clause; adds its score. */
static bool take_clause(const struct world *w, const struct model *m,
                        const struct clause *c, unsigned i, double *score)
{
    const uint8_t length = length_encode(w->docs[i].n);
    bool found = false;

    if (c->n == 1 || c->group) {
        for (unsigned k = 0; k < c->n; k++) {
            const uint32_t freq = w->freqs[c->words[k]][i];
            if (freq > 0)
                *score +=
                    bm25_score(&m->bm25, m->idf[c->words[k]], freq, length);
            found |= freq > 0;
        }
        return found;
    }
    double weight = 0;
    for (unsigned k = 0; k < c->n; k++) {
        weight += (double)m->idf[c->words[k]];
        if (w->freqs[c->words[k]][i] == 0)
            return false;
    }
    const uint32_t freq = phrase_freq(&w->docs[i], c);
    if (freq > 0)
        *score += bm25_score(&m->bm25, (float)weight, freq, length);
    return freq > 0;
}

static bool match(const struct world *w, const struct model *m,
                  const struct question *q, unsigned i, double *score)
{
    bool any = false, required = false;

    *score = 0;
    for (unsigned k = 0; k < q->n; k++) {
        const struct clause *const c = &q->clauses[k];
        double own = 0;
        const bool found = take_clause(w, m, c, i, &own);
        if (c->occur == OCCUR_MUST_NOT ? found
                                       : c->occur == OCCUR_MUST && !found)
            return false;
        required |= c->occur == OCCUR_MUST;
        any |= c->occur == OCCUR_SHOULD && found;
        *score += c->occur == OCCUR_MUST_NOT ? 0 : own;
    }
    return any || required;
}

static int compare_hits(const void *a, const void *b)
{
    const struct hit *const x = a, *const y = b;
    if (x->score != y->score)
        return x->score < y->score ? 1 : -1;
    return x->doc < y->doc ? -1 : 1;
}

static uint32_t search_all(const struct world *w, const struct model *m,
                           const struct question *q, struct hit *hits)
{
    uint32_t n = 0;
    for (unsigned i = 0; i < DOCS; i++) {
        double score;
        if (!w->deleted[i] && match(w, m, q, i, &score))
            hits[n++] = (struct hit){.doc = i, .score = (float)score};
    }
    qsort(hits, n, sizeof(*hits), compare_hits);
    return n;
}

/* ---- both ---- */

static void compare(struct searcher *s, const struct question *q,
                    const struct search_options *options,
                    const struct hit *want, uint32_t n_want)
{
    static struct hit hits[K_MAX];
    struct search_result result;
    struct parse_place place;
    struct ast_node *node;
    struct arena arena;
    struct err e = ERR_INIT;
    const uint32_t n = MIN(n_want, options->k);

    arena_init(&arena, 0);
    ck_assert_int_eq(
        parse_query(&node, &arena,
                    &(struct parse_options){.syntax = SYNTAX_LUCENE},
                    bytes_of_str(q->text), &place, &e),
        ST_OK);
    ck_assert_msg(searcher_run(s, node, options, hits, &result, &e) == ST_OK,
                  "%s: %s", q->text, e.msg);
    if (options->count || options->k == 0)
        ck_assert_msg(result.total == n_want, "%s: %llu matches, not %u",
                      q->text, (unsigned long long)result.total, n_want);
    ck_assert_msg(result.n == n, "%s, k %u: %u hits, not %u", q->text,
                  options->k, result.n, n);
    for (uint32_t i = 0; i < n; i++)
        ck_assert_msg(
            hits[i].doc == want[i].doc &&
                memcmp(&hits[i].score, &want[i].score, sizeof(float)) == 0,
            "%s, k %u%s, k1 %g: hit %u is %u:%.9g, not %u:%.9g", q->text,
            options->k, options->count ? " with count" : "",
            (double)options->rank.k1, i, hits[i].doc, (double)hits[i].score,
            want[i].doc, (double)want[i].score);
    arena_release(&arena);
}

static void check_worlds(uint64_t seed, unsigned queries, size_t segments,
                         bool deleting)
{
    static const uint32_t ks[] = {0, 1, 10, 10, 100, 1000};
    static struct hit want[DOCS];
    struct world *const w = need_alloc(1, sizeof(*w));
    struct rng rng = {seed};
    struct searcher *s;
    struct question q;

    make_world(w, &rng, segments, deleting);
    ck_assert_int_eq(searcher_open(&s, w->index, NULL), ST_OK);
    for (unsigned i = 0; i < queries; i++) {
        struct search_options options = SEARCH_OPTIONS_DEFAULT;
        struct model m;
        if (rng_below(&rng, 5) == 0) {
            options.rank.k1 = 1.2f;
            options.rank.b = 0.75f;
        }
        options.k = ks[rng_below(&rng, sizeof(ks) / sizeof(*ks))];
        bm25_init(&m.bm25, options.rank.k1, options.rank.b, w->words, DOCS);
        for (unsigned k = 0; k < WORDS; k++)
            m.idf[k] = bm25_idf(DOCS, w->df[k]);
        draw_question(&rng, w, &q);
        const uint32_t n = search_all(w, &m, &q, want);
        for (int count = 0; count < 2; count++) {
            options.count = count;
            compare(s, &q, &options, want, n);
        }
    }
    searcher_close(s);
    end_world(w);
    free(w);
}

static unsigned queries_wanted(void)
{
    const char *const text = getenv("QUERIES");
    return text ? (unsigned)strtoul(text, NULL, 10) : 1500;
}

START_TEST(one_segment_is_searched_exactly)
{
    check_worlds(rng_from_env(1).state, queries_wanted(), 1, false);
}
END_TEST

START_TEST(several_segments_are_searched_exactly)
{
    check_worlds(rng_from_env(2).state, queries_wanted(), 3, false);
}
END_TEST

START_TEST(deleted_documents_are_found_by_no_way)
{
    check_worlds(rng_from_env(5).state, queries_wanted(), 1, true);
    check_worlds(rng_from_env(6).state, queries_wanted(), 3, true);
}
END_TEST

/* The kernels' definitions, and those of lesser processors. */
START_TEST(every_kernel_searches_exactly)
{
    static const char *const cpus[] = {"scalar", "avx2", "avx512"};
    for (unsigned i = 0; i < COUNT_OF(cpus); i++) {
        setenv("DATELINE_CPU", cpus[i], 1);
        check_worlds(rng_from_env(3 + i).state, queries_wanted() / 3, 1, i);
    }
    unsetenv("DATELINE_CPU");
}
END_TEST

SUITE("pruned vs exhaustive", one_segment_is_searched_exactly,
      several_segments_are_searched_exactly,
      deleted_documents_are_found_by_no_way, every_kernel_searches_exactly)
