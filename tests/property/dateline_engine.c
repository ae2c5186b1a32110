#include "tests/property/dateline_engine.h"

#include <stdlib.h>
#include <string.h>

#include "common/base/arena.h"
#include "query/parse/parse.h"
#include "query/searcher.h"
#include "tests/index/small_index.h"
#include "tests/property/anatomy_of_doc.h"
#include "tests/property/ast_of_query.h"
#include "tests/support/need.h"

struct handle {
    struct small_index index;
    struct searcher *searcher;
    struct arena arena;
};

static void *open_index(void *context, const struct oracle_docs *docs,
                        char why[static 256])
{
    const struct dateline_engine *const c = context;
    struct handle *const h = need_alloc(1, sizeof(*h));
    struct small_doc *const texts = need_alloc(docs->n + 1, sizeof(*texts));
    struct small_row *const rows = need_alloc(docs->n + 1, sizeof(*rows));
    struct anatomy *const anatomies =
        need_alloc(docs->n + 1, sizeof(*anatomies));
    struct err e = ERR_INIT;

    for (size_t i = 0; i < docs->n; i++) {
        const struct oracle_doc *const d = &docs->docs[i];
        texts[i] = (struct small_doc){oracle_doc_title(docs, i),
                                      oracle_doc_body(docs, i)};
        rows[i] = (struct small_row){
            d->id, d->source, (int32_t)day_of_date(d->date, DATE_NONE), NULL};
        if (docs->has_parts) {
            anatomies[i] = anatomy_of_doc(docs, i);
            rows[i].anatomy = &anatomies[i];
        }
    }
    h->index = small_index_make_rows(texts, rows, docs->n, c->lang, c->segments,
                                     docs->has_parts);
    free(rows);
    for (size_t i = 0; i < docs->n; i++) {
        free((void *)(uintptr_t)texts[i].title);
        free((void *)(uintptr_t)texts[i].body);
        anatomy_release(&anatomies[i]);
    }
    free(anatomies);
    free(texts);
    arena_init(&h->arena, 0);
    if (searcher_open(&h->searcher, h->index.index, &e) == ST_OK)
        return h;
    snprintf(why, 256, "%.255s", e.msg);
    small_index_remove(&h->index);
    free(h);
    return NULL;
}

static void close_index(void *handle)
{
    struct handle *const h = handle;

    searcher_close(h->searcher);
    small_index_remove(&h->index);
    arena_release(&h->arena);
    free(h);
}

static enum syntax syntax_of(enum oracle_syntax syntax)
{
    return syntax == ORACLE_WEBSEARCH ? SYNTAX_WEBSEARCH : SYNTAX_LUCENE;
}

/* The exhaustive search must find what the pruned one did. */
static bool same_without_pruning(struct searcher *s,
                                 const struct ast_node *node,
                                 struct search_options options,
                                 const struct hit *hits, uint32_t n,
                                 char why[static 256])
{
    static struct hit all[ORACLE_TOP_MAX];
    struct search_result result;
    struct err e = ERR_INIT;

    options.count = true;
    if (searcher_run(s, node, &options, all, &result, &e) != ST_OK) {
        snprintf(why, 256, "%.255s", e.msg);
        return false;
    }
    if (result.n != n || memcmp(all, hits, n * sizeof(*hits)) != 0) {
        snprintf(why, 256, "pruned and exhaustive search differ");
        return false;
    }
    return true;
}

/* What searcher_matches() found. */
struct all_matches {
    const struct index *index;
    uint64_t n;
    uint32_t docs[ORACLE_TOP_MAX]; /* the first of them */
};

static enum st take_matches(void *ctx, size_t segment, uint64_t *bits,
                            struct err *e)
{
    struct all_matches *const m = ctx;
    const struct index *const ix = m->index;
    const uint32_t docs = ix->segments[segment]->counts.docs;

    (void)e;
    for (uint32_t doc = 0; doc < docs; doc++) {
        if (!(bits[doc / 64] >> doc % 64 & 1))
            continue;
        if (m->n < ORACLE_TOP_MAX)
            m->docs[m->n] = ix->first_doc[segment] + doc;
        m->n++;
    }
    return ST_OK;
}

static int by_number(const void *a, const void *b)
{
    const uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

    return (x > y) - (x < y);
}

/* All matches are as many as were counted, and the hits are these when there
 * was room for all. */
static bool same_as_matches(struct searcher *s, const struct ast_node *node,
                            struct search_options options,
                            const struct hit *hits, uint32_t n, uint64_t total,
                            char why[static 256])
{
    static struct all_matches all;
    static uint32_t docs[ORACLE_TOP_MAX];
    struct err e = ERR_INIT;

    all = (struct all_matches){.index = searcher_index(s)};
    if (searcher_matches(s, node, &options, take_matches, &all, &e) != ST_OK) {
        snprintf(why, 256, "%.255s", e.msg);
        return false;
    }
    for (uint32_t i = 0; i < n; i++)
        docs[i] = hits[i].doc;
    qsort(docs, n, sizeof(*docs), by_number);
    if (all.n == total &&
        (n < total || memcmp(docs, all.docs, n * sizeof(*docs)) == 0))
        return true;
    snprintf(why, 256, "the documents that match are others than the hits");
    return false;
}

static enum sureness sure_of(const struct oracle_query *q)
{
    static const enum sureness sure[] = {[ORACLE_SURE_A] = SURE_A,
                                         [ORACLE_SURE_B] = SURE_B,
                                         [ORACLE_SURE_C] = SURE_C};
    return sure[oracle_query_sure(q)];
}

bool dateline_ask(struct searcher *s, struct arena *arena,
                  const struct engine_question *q, struct oracle_found *found,
                  char why[static 256])
{
    static struct hit hits[ORACLE_TOP_MAX];
    const bool skips = q->query->kind == ORACLE_SKIP;
    const struct search_options options = {.k = (uint32_t)q->k,
                                           .count = q->with_count,
                                           .stems = true,
                                           .max_work = UINT64_MAX / 2,
                                           .rank.k1 = (float)q->bm25.k1,
                                           .rank.b = (float)q->bm25.b,
                                           .sure = sure_of(q->query),
                                           .skip_boilerplate = skips};
    struct search_result result;
    struct parse_place place;
    struct ast_node *node;
    struct err e = ERR_INIT;
    enum st st = ST_OK;

    arena_clear(arena);
    if (q->syntax == ORACLE_TREE)
        node = ast_of_query(arena, skips ? q->query->clauses[0] : q->query,
                            q->docs);
    else
        st =
            parse_query(&node, arena,
                        &(struct parse_options){.syntax = syntax_of(q->syntax)},
                        bytes_of_str(q->text), &place, &e);
    if (st == ST_OK)
        st = searcher_run(s, node, &options, hits, &result, &e);
    if (st != ST_OK) {
        snprintf(why, 256, "%.255s", e.msg);
        return false;
    }
    found->n = result.n;
    found->count = q->with_count ? result.total : ORACLE_NOT_COUNTED;
    for (uint32_t i = 0; i < result.n; i++)
        found->hits[i] = (struct oracle_hit){hits[i].doc, hits[i].score};
    return q->with_count
               ? same_as_matches(s, node, options, hits, result.n, result.total,
                                 why)
               : same_without_pruning(s, node, options, hits, result.n, why);
}

static bool search(void *handle, const struct engine_question *q,
                   struct oracle_found *found, char why[static 256])
{
    struct handle *const h = handle;

    return dateline_ask(h->searcher, &h->arena, q, found, why);
}

struct engine dateline_engine(const struct dateline_engine *context)
{
    return (struct engine){.name = "dateline",
                           .context = (void *)(uintptr_t)context,
                           .open = open_index,
                           .search = search,
                           .close = close_index};
}
