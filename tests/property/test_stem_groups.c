/* Stem groups against an oracle: a bare word finds every document that holds
 * any word of its stem, with the frequencies of these words added up, and is
 * scored as a word that stands in all of them. A quoted one means itself.
 *
 * The authority is libstemmer (stem_names). In a copy of the
 * documents every word is replaced by the first of its stem; the naive engine
 * (tests/oracle), which knows nothing of stems, answers over that copy. */
#include <stdlib.h>

#include "common/base/arena.h"
#include "query/parse/parse.h"
#include "query/searcher.h"
#include "tests/index/built_index.h"
#include "tests/index/small_index.h"
#include "tests/oracle/oracle_check.h"
#include "tests/property/stem_names.h"
#include "tests/support/json_text.h"
#include "tests/support/need.h"
#include "tests/support/random_docs.h"
#include "tests/support/random_query.h"
#include "tests/support/suite.h"

enum { QUERIES = 250, MANY_SEGMENTS = 5 };

static const struct language {
    const char *code, *name; /* ours, libstemmer's */
} ENGLISH = {"en", "english"}, GERMAN = {"de", "german"};

/* ---- both sides ---- */

struct trial {
    struct oracle_docs words, stems; /* as they are, and with first words */
    struct oracle of_words, of_stems;
    uint32_t *first;
    struct arena arena;
};

static void trial_begin(struct trial *t, const struct language *language,
                        struct rng *r)
{
    size_t groups = 0;
    *t = (struct trial){.first = NULL};
    random_docs(&t->words, r, RANDOM_DOCS_MIXED);
    stem_names_draw(&t->words, r);
    t->first = stem_names_first(&t->words, language->name);
    for (uint32_t i = 0; i < t->words.n_names; i++)
        groups += t->first[i] == i;
    ck_assert_uint_lt(groups, t->words.n_names);
    oracle_docs_copy_names(&t->stems, &t->words);
    for (size_t i = 0; i < t->words.n; i++) {
        oracle_docs_add_copy(&t->stems, &t->words.docs[i], NULL);
        struct oracle_doc *const d = &t->stems.docs[i];
        for (size_t k = 0; k < d->n; k++)
            d->words[k] = t->first[d->words[k]];
    }
    oracle_init(&t->of_words, &t->words);
    oracle_init(&t->of_stems, &t->stems);
    arena_init(&t->arena, 0);
    printf("%s: %zu documents, %u words, %zu stems\n", language->name,
           t->words.n, t->words.n_names, groups);
}

static void trial_end(struct trial *t)
{
    arena_release(&t->arena);
    oracle_release(&t->of_words);
    oracle_release(&t->of_stems);
    oracle_docs_release(&t->words);
    oracle_docs_release(&t->stems);
    free(t->first);
}

/* ---- questions ---- */

/* Whether a tree holds bare words, and phrases. */
static void look_through(const struct oracle_query *q, bool *bare, bool *quoted)
{
    *bare |= q->kind == ORACLE_WORD;
    *quoted |= q->kind == ORACLE_PHRASE;
    if (q->kind == ORACLE_BOOL || q->kind == ORACLE_ZONE)
        for (size_t i = 0; i < q->n; i++)
            look_through(q->clauses[i], bare, quoted);
}

/* A tree of bare words as the oracle of the stems understands it. */
static const struct oracle_query *with_first_words(struct pool *p,
                                                   const struct oracle_query *q,
                                                   const uint32_t *first)
{
    if (q->kind == ORACLE_WORD)
        return oracle_query_word(p, first[q->words[0]]);
    if (q->kind == ORACLE_ZONE)
        return oracle_query_title(p, with_first_words(p, q->clauses[0], first));
    struct oracle_query *const b = oracle_query_bool(p);
    for (size_t i = 0; i < q->n; i++)
        oracle_query_add(p, b, q->clauses[i]->occur,
                         with_first_words(p, q->clauses[i], first));
    return b;
}

struct question {
    char *text;
    enum oracle_syntax syntax;
    struct oracle_bm25 bm25;
    uint32_t k;
    bool count;
    struct oracle_answer want;
};

static void question_begin(struct question *q, const struct trial *t,
                           struct rng *r, struct pool *pool,
                           const struct oracle_query *query)
{
    static const struct oracle_bm25 bm25s[] = {{0.9, 0.4}, {1.2, 0.75}, {9, 0}};
    static const uint32_t ks[] = {1, 10, ORACLE_TOP_MAX};
    bool bare = false, quoted = false;
    size_t size;
    look_through(query, &bare, &quoted);
    ck_assert(bare != quoted);
    q->bm25 = bm25s[rng_below(r, 3)];
    q->k = ks[rng_below(r, 3)];
    q->count = rng_below(r, 2);
    FILE *const out = need_stream(&q->text, &size);
    oracle_query_write(query, &t->words, q->syntax, out);
    need_close(out);
    if (bare)
        oracle_search(&t->of_stems, with_first_words(pool, query, t->first),
                      q->syntax, q->bm25, &q->want);
    else
        oracle_search(&t->of_words, query, q->syntax, q->bm25, &q->want);
}

static void question_end(struct question *q)
{
    oracle_answer_release(&q->want);
    free(q->text);
}

static void ask(struct trial *t, struct searcher *s, const struct question *q,
                const char *where)
{
    static struct hit hits[ORACLE_TOP_MAX];
    static struct oracle_found found;
    const struct search_options options = {.k = q->k,
                                           .count = q->count,
                                           .stems = true,
                                           .rank.k1 = (float)q->bm25.k1,
                                           .rank.b = (float)q->bm25.b};
    const enum syntax syntax =
        q->syntax == ORACLE_WEBSEARCH ? SYNTAX_WEBSEARCH : SYNTAX_LUCENE;
    struct search_result result;
    struct parse_place place;
    struct ast_node *node;
    struct err e = ERR_INIT;
    char why[256] = "";

    arena_clear(&t->arena);
    enum st st =
        parse_query(&node, &t->arena, &(struct parse_options){.syntax = syntax},
                    bytes_of_str(q->text), &place, &e);
    if (st == ST_OK)
        st = searcher_run(s, node, &options, hits, &result, &e);
    ck_assert_msg(st == ST_OK, "%s: %s", q->text, e.msg);
    found.n = result.n;
    found.count = q->count ? result.total : ORACLE_NOT_COUNTED;
    for (uint32_t i = 0; i < result.n; i++)
        found.hits[i] = (struct oracle_hit){hits[i].doc, hits[i].score};
    ck_assert_msg(oracle_agrees(&q->want, q->k, &found, ORACLE_TOLERANCE, why,
                                sizeof(why)),
                  "%s, %s, k=%u: %s\n%s", where, oracle_syntax_name(q->syntax),
                  q->k, q->text, why);
}

/* ---- indexes ---- */

/* The same documents in one segment, in several, and in one merged of many. */
enum { ONE, SEVERAL, MERGED, WAYS };
static const char *const WAY_NAMES[] = {"one segment", "several segments",
                                        "merged segments"};

struct indexes {
    struct small_index small[MERGED];
    struct built_index built;
    struct index *merged;
    struct searcher *searchers[WAYS];
};

static void build_merged(struct indexes *x, const struct oracle_docs *docs,
                         const char *lang)
{
    built_index_init(&x->built);
    for (size_t i = 0; i < docs->n; i++) {
        json_text_write_doc(docs, i, x->built.lines);
        if (i % 64 == 0) /* ends a batch */
            fprintf(x->built.lines, "no JSON%*s\n", BATCH_BYTES, "");
    }
    built_index_end(&x->built);
    struct build_options o = built_index_options(&x->built);
    o.lang = lang;
    o.spill_at = 1;
    struct build_result r = build_well(&o);
    ck_assert_uint_gt(r.read.spills, 1);
    build_result_release(&r);
    ck_assert_int_eq(index_open(&x->merged, x->built.index, NULL), ST_OK);
}

static void indexes_open(struct indexes *x, const struct oracle_docs *docs,
                         const char *lang)
{
    struct small_doc *const texts = need_alloc(docs->n + 1, sizeof(*texts));
    for (size_t i = 0; i < docs->n; i++)
        texts[i] = (struct small_doc){oracle_doc_title(docs, i),
                                      oracle_doc_body(docs, i)};
    for (int i = 0; i < MERGED; i++)
        x->small[i] = small_index_make(texts, docs->n, lang,
                                       i == ONE ? 1 : MANY_SEGMENTS);
    for (size_t i = 0; i < docs->n; i++) {
        free((void *)(uintptr_t)texts[i].title);
        free((void *)(uintptr_t)texts[i].body);
    }
    free(texts);
    build_merged(x, docs, lang);
    for (int i = 0; i < WAYS; i++)
        ck_assert_int_eq(
            searcher_open(&x->searchers[i],
                          i == MERGED ? x->merged : x->small[i].index, NULL),
            ST_OK);
}

static void indexes_close(struct indexes *x)
{
    for (int i = 0; i < WAYS; i++)
        searcher_close(x->searchers[i]);
    for (int i = 0; i < MERGED; i++)
        small_index_remove(&x->small[i]);
    index_close(x->merged);
    built_index_remove(&x->built);
}

/* ---- the test ---- */

static size_t ask_all(struct trial *t, const struct indexes *x, struct rng *r,
                      struct pool *pool, const struct oracle_query *query,
                      enum oracle_syntax syntax)
{
    struct question q = {.syntax = syntax};
    question_begin(&q, t, r, pool, query);
    for (int i = 0; i < WAYS; i++)
        ask(t, x->searchers[i], &q, WAY_NAMES[i]);
    const size_t count = q.want.count;
    question_end(&q);
    return count;
}

/* Every word there is, bare and quoted. */
static void ask_single_words(struct trial *t, const struct indexes *x,
                             struct rng *r)
{
    size_t widened = 0;
    for (uint32_t w = 0; w < t->words.n_names; w++) {
        struct pool pool = {0};
        const size_t bare = ask_all(t, x, r, &pool, oracle_query_word(&pool, w),
                                    ORACLE_WEBSEARCH);
        const size_t quoted =
            ask_all(t, x, r, &pool, oracle_query_phrase(&pool, &w, 1),
                    ORACLE_WEBSEARCH);
        widened += bare > quoted;
        pool_release(&pool);
    }
    printf("%zu of %u words find more bare than quoted\n", widened,
           t->words.n_names);
    ck_assert_uint_gt(widened, 0);
}

/* Trees of bare words alone, or of phrases alone: what mixes them no one
 * oracle understands. */
static void ask_random_queries(struct trial *t, const struct indexes *x,
                               struct rng *r)
{
    unsigned asked = 0, matching = 0;
    while (asked < QUERIES) {
        struct pool pool = {0};
        bool bare = false, quoted = false;
        const enum oracle_syntax syntax =
            (enum oracle_syntax)rng_below(r, ORACLE_SYNTAXES);
        const struct oracle_query *const query =
            random_query(&pool, r, &t->words, syntax);
        look_through(query, &bare, &quoted);
        if (bare != quoted) {
            matching += ask_all(t, x, r, &pool, query, syntax) > 0;
            asked++;
        }
        pool_release(&pool);
    }
    printf("%u random queries, %u with hits\n", asked, matching);
}

static void check_language(const struct language *language, uint64_t seed)
{
    struct rng r = rng_from_env(seed);
    struct trial t;
    struct indexes x;
    trial_begin(&t, language, &r);
    indexes_open(&x, &t.words, language->code);
    ask_single_words(&t, &x, &r);
    ask_random_queries(&t, &x, &r);
    indexes_close(&x);
    trial_end(&t);
}

START_TEST(words_of_one_english_stem_are_found_as_one_word)
{
    check_language(&ENGLISH, 31);
}
END_TEST

START_TEST(words_of_one_german_stem_are_found_as_one_word)
{
    check_language(&GERMAN, 32);
}
END_TEST

SUITE("stem_groups", words_of_one_english_stem_are_found_as_one_word,
      words_of_one_german_stem_are_found_as_one_word)
