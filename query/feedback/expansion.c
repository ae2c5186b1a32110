#include "query/feedback/expansion.h"

#include "common/base/mem.h"

struct expander {
    struct searcher *searcher;
    struct feedback_terms *terms;
    struct hit *hits;
    size_t cap_hits;
    struct feedback_term *added;
    size_t n_added, cap_added;
};

/* What each kind does when nothing is said; docs/BENCHMARKS.md tells how well
 * it does. */
static const struct expansion_options DEFAULTS[] = {
    [EXPAND_NONE] = {.docs = 0},
    [EXPAND_RM3] = {EXPAND_RM3, 10, 50, 0.6},
    [EXPAND_BO1] = {EXPAND_BO1, 10, 10, 0.7},
};

enum st expander_open(struct expander **out, struct searcher *searcher,
                      struct err *e)
{
    struct expander *const x = mem_zalloc(sizeof(*x));

    *out = NULL;
    if (!x)
        return err_set(e, ST_NOMEM, "out of memory");
    x->searcher = searcher;
    const enum st st =
        feedback_terms_open(&x->terms, searcher_index(searcher), e);
    if (st == ST_OK)
        *out = x;
    else
        expander_close(x);
    return st;
}

void expander_close(struct expander *x)
{
    if (!x)
        return;
    feedback_terms_close(x->terms);
    mem_free(x->hits);
    mem_free(x->added);
    mem_free(x);
}

/* ---- weights ---- */

static enum st keep(struct expander *x, const struct feedback_term *terms,
                    size_t n, struct err *e)
{
    if (!mem_grow(&x->added, &x->cap_added, n))
        return err_set(e, ST_NOMEM, "out of memory");
    for (size_t i = 0; i < n; i++)
        x->added[i] = terms[i];
    x->n_added = n;
    return ST_OK;
}

static void weigh(struct expander *x, const struct expansion_options *o,
                  size_t words)
{
    double sum = 0, factor = o->weight;

    for (size_t i = 0; i < x->n_added; i++)
        sum += x->added[i].weight;
    if (o->kind == EXPAND_RM3)
        factor = (double)words * (1 - o->weight) / o->weight / sum;
    else if (x->n_added > 0)
        factor = o->weight / x->added[0].weight;
    for (size_t i = 0; i < x->n_added; i++)
        x->added[i].weight *= factor;
}

/* ---- the tree ---- */

static void append(struct ast_node *to, struct ast_node *child,
                   enum ast_occur occur)
{
    child->occur = occur;
    child->next = NULL;
    if (to->last)
        to->last->next = child;
    else
        to->first = child;
    to->last = child;
}

static struct ast_node *new_node(struct arena *a, enum ast_kind kind)
{
    struct ast_node *const n = arena_new(a, struct ast_node, 1);

    if (n)
        n->kind = kind;
    return n;
}

/* A word with a weight; NULL when memory is out. */
static struct ast_node *weighed_word(struct arena *a,
                                     const struct feedback_term *t)
{
    struct ast_node *const boost = new_node(a, AST_BOOST);
    struct ast_node *const word = new_node(a, AST_WORD);
    uint8_t *const text = arena_bytes(a, t->text.n);

    if (!boost || !word || !text)
        return NULL;
    memcpy(text, t->text.p, t->text.n);
    word->text = bytes_of(text, t->text.n);
    boost->factor = t->weight;
    append(boost, word, OCCUR_SHOULD);
    return boost;
}

enum st feedback_question(struct ast_node **out,
                          const struct feedback_term *terms, size_t n,
                          struct arena *arena, struct err *e)
{
    struct ast_node *const root = new_node(arena, n ? AST_BOOL : AST_NONE);

    *out = root;
    if (!root)
        return err_set(e, ST_NOMEM, "out of memory");
    for (size_t i = 0; i < n; i++) {
        struct ast_node *const word = weighed_word(arena, &terms[i]);
        if (!word)
            return err_set(e, ST_NOMEM, "out of memory");
        append(root, word, OCCUR_SHOULD);
    }
    return ST_OK;
}

static enum st make_tree(const struct expander *x, struct ast_node *question,
                         const struct expansion_request *r,
                         struct ast_node **out, struct err *e)
{
    struct ast_node *const root = new_node(r->arena, AST_BOOL);

    if (!root)
        return err_set(e, ST_NOMEM, "out of memory");
    append(root, question, r->any ? OCCUR_SHOULD : OCCUR_MUST);
    for (size_t i = 0; i < x->n_added; i++) {
        struct ast_node *const word = weighed_word(r->arena, &x->added[i]);
        if (!word)
            return err_set(e, ST_NOMEM, "out of memory");
        append(root, word, OCCUR_SHOULD);
    }
    *out = root;
    return ST_OK;
}

/* ---- both ---- */

static struct expansion_options filled(const struct expansion_options *o)
{
    struct expansion_options all = *o;
    const struct expansion_options *const standard = &DEFAULTS[o->kind];

    all.docs = o->docs ? o->docs : standard->docs;
    all.terms = o->terms ? o->terms : standard->terms;
    all.weight = o->weight < 0 ? standard->weight : o->weight;
    return all;
}

enum st expander_run(struct expander *x, struct ast_node *question,
                     const struct expansion_request *r, struct ast_node **out,
                     struct err *e)
{
    const struct expansion_options o = filled(r->options);
    struct search_options first = *r->search;
    struct search_result result;
    const struct feedback_term *terms;
    size_t words, n;
    enum st st;

    *out = question;
    x->n_added = 0;
    first.k = MIN(o.docs, searcher_index(x->searcher)->counts.docs);
    first.count = false;
    if (o.kind == EXPAND_NONE || first.k == 0)
        return ST_OK;
    if (!mem_grow(&x->hits, &x->cap_hits, first.k))
        return err_set(e, ST_NOMEM, "out of memory");
    st = searcher_run(x->searcher, question, &first, x->hits, &result, e);
    if (st != ST_OK || result.n == 0)
        return st;
    searcher_terms(x->searcher, &words);
    const struct feedback_request request = {.kind = o.kind,
                                             .rank = r->search->rank.kind,
                                             .stems = r->search->stems,
                                             .most = o.terms,
                                             .hits = x->hits,
                                             .n = result.n};
    st = feedback_terms_find(x->terms, &request, &terms, &n, e);
    if (st == ST_OK)
        st = keep(x, terms, n, e);
    if (st != ST_OK || n == 0)
        return st;
    weigh(x, &o, words);
    return make_tree(x, question, r, out, e);
}

const struct feedback_term *expander_added(const struct expander *x, size_t *n)
{
    *n = x->n_added;
    return x->added;
}
