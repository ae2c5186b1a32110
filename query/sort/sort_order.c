#include "query/sort/sort_order.h"

#include <stdlib.h>
#include <string.h>

#include "common/base/date.h"
#include "common/base/mem.h"
#include "query/match_set.h"

/* ---- the order ---- */

static const struct name {
    const char *name;
    struct sort_order order;
} NAMES[] = {
    {"score", {SORT_SCORE, true}},
    {"score:desc", {SORT_SCORE, true}},
    {"date", {SORT_DATE, true}},
    {"date:desc", {SORT_DATE, true}},
    {"date:asc", {SORT_DATE, false}},
    {"length", {SORT_LENGTH, true}},
    {"length:desc", {SORT_LENGTH, true}},
    {"length:asc", {SORT_LENGTH, false}},
    {"id", {SORT_ID, false}},
    {"id:asc", {SORT_ID, false}},
    {"id:desc", {SORT_ID, true}},
};

enum st sort_order_parse(const char *text, struct sort_order *out,
                         struct err *e)
{
    for (size_t i = 0; i < COUNT_OF(NAMES); i++) {
        if (strcmp(text, NAMES[i].name) != 0)
            continue;
        *out = NAMES[i].order;
        return ST_OK;
    }
    return err_set(e, ST_USAGE,
                   "there is no order %.64s; there are score, date:desc, "
                   "date:asc, length:desc, length:asc, id:asc and id:desc",
                   text);
}

/* ---- a heap, what comes last of all on top ---- */

struct entry {
    int64_t key;     /* SORT_DATE, SORT_LENGTH: less comes first */
    struct bytes id; /* SORT_ID, in the segment                  */
    uint32_t doc;
};

struct column_heap {
    const struct index *index;
    const struct sort_order *order;
    struct entry *v;
    uint32_t n, k;
    uint64_t total, stories;
    const struct searcher *searcher;
    bool folds;
    struct entry
        *firsts; /* of each story what comes first, doc DOC_END: none */
};

/* Below 0 when x comes before y. */
static int compare(const struct sort_order *order, const struct entry *x,
                   const struct entry *y)
{
    int c = (x->key > y->key) - (x->key < y->key);

    if (order->key == SORT_ID)
        c = order->descending ? bytes_compare(y->id, x->id)
                              : bytes_compare(x->id, y->id);
    return c ? c : (x->doc > y->doc) - (x->doc < y->doc);
}

static void sift_down(struct column_heap *h, uint32_t n, uint32_t i)
{
    const struct entry e = h->v[i];

    for (uint32_t child; (child = 2 * i + 1) < n; i = child) {
        if (child + 1 < n &&
            compare(h->order, &h->v[child], &h->v[child + 1]) < 0)
            child++;
        if (compare(h->order, &h->v[child], &e) <= 0)
            break;
        h->v[i] = h->v[child];
    }
    h->v[i] = e;
}

static void put(struct column_heap *h, const struct entry *e)
{
    if (h->n < h->k) {
        h->v[h->n++] = *e;
        for (uint32_t i = h->n / 2; h->n == h->k && i-- > 0;)
            sift_down(h, h->n, i);
    } else if (h->k > 0 && compare(h->order, e, &h->v[0]) < 0) {
        h->v[0] = *e;
        sift_down(h, h->n, 0);
    }
}

/* First things first. */
static void sort(struct column_heap *h)
{
    for (uint32_t i = h->n / 2; i-- > 0;)
        sift_down(h, h->n, i);
    for (uint32_t n = h->n; n > 1; n--) {
        const struct entry last = h->v[0];
        h->v[0] = h->v[n - 1];
        h->v[n - 1] = last;
        sift_down(h, n - 1, 0);
    }
}

/* ---- stories ---- */

/* Of a story the first counts, which is known at the end. */
static enum st put_in_story(struct column_heap *h, const struct entry *e,
                            struct err *err)
{
    const struct stories *const all = searcher_stories(h->searcher);
    const uint32_t story = stories_of(all, e->doc);

    if (!h->firsts) {
        h->firsts = mem_array((size_t)all->n + 1, sizeof(*h->firsts));
        if (!h->firsts)
            return err_set(err, ST_NOMEM, "out of memory for stories");
        for (uint32_t i = 0; i < all->n; i++)
            h->firsts[i].doc = DOC_END;
    }
    if (story == NO_STORY) {
        h->stories++;
        put(h, e);
        return ST_OK;
    }
    struct entry *const first = &h->firsts[story];
    h->stories += first->doc == DOC_END;
    if (first->doc == DOC_END || compare(h->order, e, first) < 0)
        *first = *e;
    return ST_OK;
}

static void put_firsts(struct column_heap *h)
{
    const uint32_t n = h->firsts ? searcher_stories(h->searcher)->n : 0;

    for (uint32_t i = 0; i < n; i++)
        if (h->firsts[i].doc != DOC_END)
            put(h, &h->firsts[i]);
}

/* ---- columns ---- */

static enum st read_key(const struct sort_order *order, const struct segment *s,
                        uint32_t doc, struct entry *e, struct err *err)
{
    const uint64_t at = 4 * (uint64_t)doc;
    uint32_t words;
    int32_t date;

    switch (order->key) {
    case SORT_DATE:
        if (!segment_date(s, doc, &date))
            return chunk_refused(s, CHUNK_DATE, at, err);
        e->key = date == DATE_NONE   ? INT64_MAX
                 : order->descending ? -(int64_t)date
                                     : date;
        return ST_OK;
    case SORT_LENGTH:
        if (!segment_length(s, doc, &words))
            return chunk_refused(s, CHUNK_WLEN, at, err);
        e->key = order->descending ? -(int64_t)words : (int64_t)words;
        return ST_OK;
    case SORT_ID:
        return segment_id(s, doc, &e->id, err);
    case SORT_SCORE:
        break;
    }
    return ST_OK;
}

static enum st take(void *ctx, size_t segment, uint64_t *bits, struct err *e)
{
    struct column_heap *const h = ctx;
    const struct segment *const s = h->index->segments[segment];
    const uint32_t docs = s->counts.docs;

    h->total += match_set_count(bits, docs);
    for (uint32_t doc = match_set_next(bits, docs, 0); doc < docs;
         doc = match_set_next(bits, docs, doc + 1)) {
        struct entry entry = {.doc = h->index->first_doc[segment] + doc};
        enum st st = read_key(h->order, s, doc, &entry, e);
        if (st == ST_OK && h->folds)
            st = put_in_story(h, &entry, e);
        else if (st == ST_OK)
            put(h, &entry);
        if (st != ST_OK)
            return st;
    }
    return ST_OK;
}

/* ---- scores ---- */

static int by_doc(const void *a, const void *b)
{
    const struct hit *const x = a, *const y = b;
    return (x->doc > y->doc) - (x->doc < y->doc);
}

/* Scores the hits, which are looked up by their documents, ascending. */
static enum st score(struct searcher *s, const struct search_options *options,
                     struct hit *hits, uint32_t n, struct err *e)
{
    struct hit *const ascending = mem_array(n, sizeof(*ascending));

    if (!ascending)
        return err_set(e, ST_NOMEM, "out of memory");
    if (n > 0) {
        memcpy(ascending, hits, n * sizeof(*hits));
        qsort(ascending, n, sizeof(*hits), by_doc);
    }
    const enum st st = searcher_scores(s, options, ascending, n, e);
    for (uint32_t i = 0; st == ST_OK && i < n; i++) {
        const struct hit *const h =
            bsearch(&hits[i], ascending, n, sizeof(*hits), by_doc);
        hits[i].score = h->score;
    }
    mem_free(ascending);
    return st;
}

enum st sorted_run(struct searcher *s, const struct ast_node *question,
                   const struct search_options *options,
                   const struct sort_order *order, struct hit *hits,
                   struct search_result *result, struct err *e)
{
    if (order->key == SORT_SCORE)
        return searcher_run(s, question, options, hits, result, e);

    struct column_heap h = {.index = searcher_index(s),
                            .searcher = s,
                            .order = order,
                            .folds = options->dup.how == DUP_FOLD,
                            .v = mem_array(options->k, sizeof(*h.v)),
                            .k = options->k};
    *result = (struct search_result){.n = 0};
    if (!h.v)
        return err_set(e, ST_NOMEM, "out of memory for %u hits", options->k);
    enum st st = searcher_matches(s, question, options, take, &h, e);
    if (st == ST_OK) {
        put_firsts(&h);
        sort(&h);
        for (uint32_t i = 0; i < h.n; i++)
            hits[i] = (struct hit){.doc = h.v[i].doc};
        st = score(s, options, hits, h.n, e);
    }
    mem_free(h.v);
    mem_free(h.firsts);
    if (st == ST_OK)
        *result = (struct search_result){
            .n = h.n, .total = h.total, .stories = h.stories};
    return st;
}
