#include "query/feedback/feedback_terms.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/mem.h"
#include "common/segment/doc_store.h"
#include "query/plan.h"

/* One occurrence of a word in a document. */
struct occurrence {
    struct bytes key, form; /* what makes it one word; as it is there */
    uint32_t doc;           /* among the hits                         */
};

/* One word, with all its occurrences. */
struct candidate {
    struct feedback_term term;
    struct bytes key;
};

struct feedback_terms {
    const struct index *index;
    struct analyzer *analyzer;
    struct stemmer *stemmer;
    struct doc_reader **readers; /* one a segment, NULL until needed */
    struct token_list tokens, scratch;
    struct arena arena; /* of one call */
    struct occurrence *v;
    size_t n, cap;
};

enum st feedback_terms_open(struct feedback_terms **out, const struct index *ix,
                            struct err *e)
{
    struct feedback_terms *t = mem_zalloc(sizeof(*t));
    enum st st = ST_OK;

    *out = NULL;
    if (!t)
        return err_set(e, ST_NOMEM, "out of memory");
    t->index = ix;
    arena_init(&t->arena, 0);
    t->readers = mem_zalloc((ix->n + 1) * sizeof(struct doc_reader *));
    if (!t->readers) {
        st = err_set(e, ST_NOMEM, "out of memory");
        goto done;
    }
    if ((st = analyzer_open(&t->analyzer, e)) != ST_OK)
        goto done;
    if ((st = stemmer_open(&t->stemmer, ix->manifest.lang, e)) != ST_OK)
        goto done;
    *out = t;
    t = NULL; /* now the caller's */

done:
    feedback_terms_close(t);
    return st;
}

void feedback_terms_close(struct feedback_terms *t)
{
    if (!t)
        return;
    for (size_t i = 0; t->readers && i < t->index->n; i++)
        doc_reader_close(t->readers[i]);
    mem_free(t->readers);
    analyzer_close(t->analyzer);
    stemmer_close(t->stemmer);
    token_list_release(&t->tokens);
    token_list_release(&t->scratch);
    arena_release(&t->arena);
    mem_free(t->v);
    mem_free(t);
}

/* ---- reading documents ---- */

static enum st out_of_memory(struct err *e)
{
    return err_set(e, ST_NOMEM, "out of memory for the words of feedback");
}

static bool copy(struct arena *a, struct bytes from, struct bytes *out)
{
    uint8_t *const p = arena_bytes(a, from.n);

    if (!p)
        return false;
    memcpy(p, from.p, from.n);
    *out = bytes_of(p, from.n);
    return true;
}

/* The words of a text, but no joined compounds: their parts are there. */
static enum st take_text(struct feedback_terms *t, struct bytes text,
                         bool stems, uint32_t doc, struct err *e)
{
    bool failed = false;

    token_list_clear(&t->tokens);
    const enum st st = analyzer_run(t->analyzer, text, &t->tokens, e);
    if (st != ST_OK)
        return st;
    for (size_t i = 0; i < t->tokens.n; i++) {
        const struct bytes word = token_term(&t->tokens, &t->tokens.tokens[i]);
        struct occurrence o = {.doc = doc};
        if (t->tokens.tokens[i].parts > 1)
            continue;
        if (!copy(&t->arena, word, &o.form))
            return out_of_memory(e);
        o.key = o.form;
        if (stems &&
            !copy(&t->arena, stem_word(t->stemmer, word, &failed), &o.key))
            return out_of_memory(e);
        if (failed || !mem_grow(&t->v, &t->cap, t->n + 1))
            return out_of_memory(e);
        t->v[t->n++] = o;
    }
    return ST_OK;
}

static enum st take_doc(struct feedback_terms *t, const struct hit *hit,
                        bool stems, uint32_t number, struct err *e)
{
    const size_t i = index_segment_of(t->index, hit->doc);
    const struct segment *const s = t->index->segments[i];
    const struct record_fields *fields;
    enum st st = ST_OK;

    if (!s->chunks[CHUNK_STOR].p)
        return err_set(e, ST_USAGE,
                       "a question is expanded by the texts of releases, but "
                       "the index keeps none");
    if (!t->readers[i])
        st = doc_reader_open(&t->readers[i], s, e);
    if (st == ST_OK)
        st = doc_reader_get(t->readers[i], hit->doc - t->index->first_doc[i],
                            &fields, e);
    if (st == ST_OK)
        st = take_text(t, record_field(fields, FIELD_TITLE), stems, number, e);
    if (st == ST_OK)
        st = take_text(t, record_field(fields, FIELD_BODY), stems, number, e);
    return st;
}

/* ---- weighing ---- */

/* Occurrences of one word are side by side, by document; of several forms the
 * first in the order of bytes stands for them. */
static int by_key(const void *a, const void *b)
{
    const struct occurrence *const x = a, *const y = b;
    const int c = bytes_compare(x->key, y->key);
    if (c)
        return c;
    if (x->doc != y->doc)
        return x->doc < y->doc ? -1 : 1;
    return bytes_compare(x->form, y->form);
}

static int weightiest_first(const void *a, const void *b)
{
    const struct candidate *const x = a, *const y = b;
    if (x->term.weight > y->term.weight || x->term.weight < y->term.weight)
        return x->term.weight > y->term.weight ? -1 : 1;
    return bytes_compare(x->key, y->key);
}

/* What all documents have of the word. */
static enum st look_up(struct feedback_terms *t, struct bytes key, bool stems,
                       struct plan_term **out, struct err *e)
{
    const struct planner with = {.index = t->index,
                                 .analyzer = t->analyzer,
                                 .stemmer = t->stemmer,
                                 .arena = &t->arena,
                                 .tokens = &t->scratch};

    return plan_term_find(out, &with, key, stems && t->stemmer, e);
}

/* What one document counts, of all. */
struct shares {
    double *of;
    uint64_t *lengths;
};

static double weigh_rm3(const struct feedback_terms *t, size_t from, size_t to,
                        const struct shares *s, const struct plan_term *all)
{
    double sum = 0;

    if (all->df > t->index->counts.with_words / 10)
        return 0;
    for (size_t i = from; i < to; i++)
        sum += s->of[t->v[i].doc] / (double)s->lengths[t->v[i].doc];
    return sum;
}

static double weigh_bo1(const struct feedback_terms *t, size_t from, size_t to,
                        size_t n_docs, const struct plan_term *all)
{
    const double p = (double)all->cf / (double)t->index->counts.with_words;
    size_t docs = 1;

    for (size_t i = from + 1; i < to; i++)
        docs += t->v[i].doc != t->v[i - 1].doc;
    if (all->cf == 0 || docs < MIN(n_docs, (size_t)2))
        return 0;
    return (double)(to - from) * log2((1 + p) / p) + log2(1 + p);
}

static double weigh_tfidf(size_t n, uint64_t least_df,
                          const struct plan_term *all)
{
    return all->df < MAX(least_df, 1U)
               ? 0
               : (1 + log((double)n)) * (double)all->idf;
}

/* Scores as shares of 1. They may be logarithms of likelihoods, or be below 0
 * for no good reason. */
static void share_scores(enum rank_kind rank, const struct hit *hits, size_t n,
                         double *of)
{
    double sum = 0;

    for (size_t i = 0; i < n; i++) {
        const double score = (double)hits[i].score;
        of[i] = rank == RANK_LM ? exp(score - (double)hits[0].score)
                                : (score > 0 ? score : 0);
        sum += of[i];
    }
    for (size_t i = 0; i < n; i++)
        of[i] = sum > 0 ? of[i] / sum : 1 / (double)n;
}

/* The words of t->v, weighed; those that weigh nothing are left out. */
static enum st weigh(struct feedback_terms *t, const struct feedback_request *r,
                     const struct shares *s, struct candidate **out,
                     size_t *n_out, struct err *e)
{
    struct candidate *const c = arena_new(&t->arena, struct candidate, t->n);
    size_t n = 0;

    *out = c;
    if (!c)
        return out_of_memory(e);
    for (size_t from = 0, to; from < t->n; from = to) {
        struct plan_term *all;
        const struct bytes key = t->v[from].key;
        for (to = from; to < t->n && bytes_equal(t->v[to].key, key); to++)
            ;
        const enum st st = look_up(t, key, r->stems, &all, e);
        if (st != ST_OK)
            return st;
        const double weight =
            r->kind == EXPAND_RM3   ? weigh_rm3(t, from, to, s, all)
            : r->kind == EXPAND_BO1 ? weigh_bo1(t, from, to, r->n, all)
                                    : weigh_tfidf(to - from, r->least_df, all);
        if (weight > 0)
            c[n++] = (struct candidate){{t->v[from].form, weight}, key};
    }
    if (n > 0)
        qsort(c, n, sizeof(*c), weightiest_first);
    *n_out = n;
    return ST_OK;
}

enum st feedback_terms_find(struct feedback_terms *t,
                            const struct feedback_request *r,
                            const struct feedback_term **out, size_t *n_out,
                            struct err *e)
{
    const size_t n = r->n;
    struct candidate *found;
    size_t n_found = 0;
    enum st st;

    *n_out = 0;
    arena_clear(&t->arena);
    t->n = 0;
    const struct shares s = {.of = arena_new(&t->arena, double, n),
                             .lengths = arena_new(&t->arena, uint64_t, n)};
    if (!s.of || !s.lengths)
        return out_of_memory(e);
    share_scores(r->rank, r->hits, n, s.of);
    if (n == 0 && (st = take_text(t, r->text, r->stems, 0, e)) != ST_OK)
        return st;
    for (size_t i = 0; i < n; i++) {
        const size_t before = t->n;
        st = take_doc(t, &r->hits[i], r->stems, (uint32_t)i, e);
        if (st != ST_OK)
            return st;
        s.lengths[i] = t->n - before;
    }
    if (t->n > 0)
        qsort(t->v, t->n, sizeof(*t->v), by_key);
    st = weigh(t, r, &s, &found, &n_found, e);
    if (st != ST_OK)
        return st;
    n_found = MIN(n_found, r->most);
    struct feedback_term *const terms =
        arena_new(&t->arena, struct feedback_term, n_found);
    if (!terms)
        return out_of_memory(e);
    for (size_t i = 0; i < n_found; i++)
        terms[i] = found[i].term;
    *out = terms;
    *n_out = n_found;
    return ST_OK;
}
