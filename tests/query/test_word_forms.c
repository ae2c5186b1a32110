#include "query/word_forms.h"

#include <stdlib.h>

#include "common/base/mem.h"
#include "common/segment/term_scan.h"
#include "query/output/snippet.h"
#include "tests/index/small_index.h"
#include "tests/support/rng.h"
#include "tests/support/suite.h"

static const struct small_doc DOCS[] = {
    {"Visits", "The visitor visited; a visit, visiting, visits."},
    {"Running", "Runs and running water ran, runner of the run."},
    {"Relations", "Related relation; to relate a relationship."},
    {"Sky", "Skies, the sky and oil, oils, oiled. Sing, singing."},
    {"Generous", "Generously generate general generals, generic gas."},
};
enum { N_DOCS = sizeof(DOCS) / sizeof(*DOCS) };

static const char *const STEMS[] = {"visit", "run",     "relat",  "sky",
                                    "oil",   "generat", "gas",    "sing",
                                    "the",   "nowhere", "general"};
enum { N_STEMS = sizeof(STEMS) / sizeof(*STEMS) };

struct world {
    struct small_index ix;
    struct analyzer *analyzer;
    struct stemmer *stemmer;
};

static struct world world_make(size_t segments)
{
    struct world w = {.ix = small_index_make(DOCS, N_DOCS, "en", segments)};
    ck_assert_int_eq(analyzer_open(&w.analyzer, NULL), ST_OK);
    ck_assert_int_eq(stemmer_open(&w.stemmer, "en", NULL), ST_OK);
    return w;
}

static void world_remove(struct world *w)
{
    stemmer_close(w->stemmer);
    analyzer_close(w->analyzer);
    small_index_remove(&w->ix);
}

static bool has(const struct word_forms *f, uint32_t term, struct bytes word)
{
    for (size_t i = 0; i < f->n; i++) {
        if (f->list[i].term == term && bytes_equal(f->list[i].text, word))
            return true;
    }
    return false;
}

/* Every word of the index with its stem, and no other. */
START_TEST(forms_are_the_words_that_stemming_all_would_find)
{
    for (size_t segments = 1; segments <= 3; segments++) {
        struct world w = world_make(segments);
        struct word_forms f = {.list = NULL};
        struct query_term terms[N_STEMS + 1] = {{.stem = false}};
        size_t expected = 0;
        for (uint32_t i = 0; i < N_STEMS; i++)
            terms[i] = (struct query_term){.text = bytes_of_str(STEMS[i]),
                                           .stem = true};
        terms[N_STEMS].text = bytes_of_str("visits"); /* asked for as it is */
        ck_assert_int_eq(word_forms_find(&f, w.ix.index, w.stemmer, terms,
                                         N_STEMS + 1, NULL),
                         ST_OK);
        ck_assert(f.all);
        for (size_t s = 0; s < w.ix.index->n; s++) {
            const struct term_dict d = term_dict_words(w.ix.index->segments[s]);
            struct term_scan scan;
            bool more = true, failed = false;
            ck_assert_int_eq(term_scan_start(&scan, &d, BYTES_NONE, NULL),
                             ST_OK);
            while (term_scan_next(&scan, &more, NULL) == ST_OK && more) {
                for (uint32_t i = 0; i < N_STEMS; i++)
                    ck_assert_int_eq(
                        has(&f, i, scan.term),
                        bytes_equal_str(
                            stem_word(w.stemmer, scan.term, &failed),
                            STEMS[i]));
            }
        }
        for (size_t i = 0; i < f.n; i++) {
            bool failed = false;
            ck_assert(
                bytes_equal_str(stem_word(w.stemmer, f.list[i].text, &failed),
                                STEMS[f.list[i].term]));
            expected += i == 0 || f.list[i].term != f.list[i - 1].term ||
                        !bytes_equal(f.list[i].text, f.list[i - 1].text);
        }
        ck_assert_uint_eq(f.n, expected);
        ck_assert_uint_gt(f.n, 20);
        word_forms_release(&f);
        world_remove(&w);
    }
}
END_TEST

static const char *snippet(const struct world *w,
                           const struct query_term *terms, size_t n,
                           const struct word_forms *forms, const char *text,
                           struct buf *out)
{
    struct snippet_options o = SNIPPET_OPTIONS_DEFAULT;
    struct snippeter *s;
    o.max_bytes = 20;
    buf_clear(out);
    ck_assert_int_eq(snippeter_open(&s, w->analyzer, w->stemmer, NULL), ST_OK);
    ck_assert_int_eq(snippet_ask(s, terms, n, forms, NULL), ST_OK);
    ck_assert_int_eq(snippet_make(s, bytes_of_str(text), &o, out, NULL), ST_OK);
    snippeter_close(s);
    return buf_str(out);
}

/* Words, stems and phrases of both, some of them the same. */
START_TEST(snippets_are_those_of_stemming_every_word)
{
    static const char *const words[] = {"visits", "visit",  "runs",  "general",
                                        "skies",  "the",    "oil",   "gas",
                                        "sing",   "relate", "runner"};
    struct rng r = rng_from_env(5);
    struct world w = world_make(2);
    struct word_forms f = {.list = NULL};
    struct buf one = BUF_INIT, other = BUF_INIT;
    unsigned marked = 0;
    for (int i = 0; i < 2000; i++) {
        struct query_term terms[6];
        const uint32_t n = 1 + rng_below(&r, 6), row = rng_below(&r, n);
        for (uint32_t k = 0; k < n; k++) {
            const bool stem = rng_below(&r, 2);
            terms[k] = (struct query_term){
                .text = bytes_of_str(stem ? STEMS[rng_below(&r, N_STEMS)]
                                          : words[rng_below(&r, 11)]),
                .stem = stem,
                .phrase = k < row,
                .place = k < row ? k : 0};
        }
        ck_assert_int_eq(
            word_forms_find(&f, w.ix.index, w.stemmer, terms, n, NULL), ST_OK);
        for (size_t d = 0; d < N_DOCS; d++) {
            const char *const with =
                snippet(&w, terms, n, &f, DOCS[d].body, &one);
            ck_assert_str_eq(with,
                             snippet(&w, terms, n, NULL, DOCS[d].body, &other));
            marked += strchr(with, '[') != NULL;
        }
    }
    ck_assert_uint_gt(marked, 1000);
    word_forms_release(&f);
    buf_release(&one);
    buf_release(&other);
    world_remove(&w);
}
END_TEST

START_TEST(too_many_forms_are_not_all_there)
{
    enum { MANY = WORD_FORMS_MAX + 1 };
    struct world w = world_make(1);
    struct word_forms f = {.list = NULL};
    struct query_term *const terms = mem_array(MANY, sizeof(*terms));
    for (size_t i = 0; i < MANY; i++)
        terms[i] =
            (struct query_term){.text = bytes_of_str("gas"), .stem = true};
    ck_assert_int_eq(
        word_forms_find(&f, w.ix.index, w.stemmer, terms, MANY, NULL), ST_OK);
    ck_assert(!f.all);
    ck_assert_int_eq(word_forms_find(&f, w.ix.index, w.stemmer, terms, 3, NULL),
                     ST_OK);
    ck_assert(f.all);
    ck_assert_uint_eq(f.n, 3);
    mem_free(terms);
    word_forms_release(&f);
    world_remove(&w);
}
END_TEST

START_TEST(survives_failing_memory)
{
    struct world w = world_make(2);
    const struct query_term terms[] = {
        {.text = bytes_of_str("visit"), .stem = true},
        {.text = bytes_of_str("relat"), .stem = true}};
    enum st st = ST_NOMEM;
    for (long n = 0; st != ST_OK; n++) {
        struct word_forms f = {.list = NULL};
        mem_fail_after(n);
        st = word_forms_find(&f, w.ix.index, w.stemmer, terms, 2, NULL);
        mem_fail_never();
        ck_assert(st == ST_OK || st == ST_NOMEM);
        ck_assert(st != ST_OK || n > 0);
        ck_assert_int_eq(
            word_forms_find(&f, w.ix.index, w.stemmer, terms, 2, NULL), ST_OK);
        ck_assert_uint_gt(f.n, 5);
        word_forms_release(&f);
    }
    world_remove(&w);
}
END_TEST

SUITE("word_forms", forms_are_the_words_that_stemming_all_would_find,
      snippets_are_those_of_stemming_every_word,
      too_many_forms_are_not_all_there, survives_failing_memory)
