#include "query/searcher.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "common/base/cpu.h"
#include "common/base/mem.h"
#include "common/segment/bm25.h"
#include "query/explain/explanation.h"
#include "query/match_set.h"
#include "query/names/name_tables.h"
#include "query/plan.h"
#include "query/profile/profile.h"
#include "query/rank/topk.h"
#include "query/search_segment.h"
#include "query/span/span_walk.h"

struct searcher {
    const struct index *index;
    struct analyzer *analyzer;
    struct stemmer *stemmer;
    struct token_list tokens;
    struct arena arena;   /* of the plan of the last question */
    struct arena scratch; /* of one segment at a time         */
    struct window *window;
    const struct rank_kernels *kernels;
    struct plan plan;
    struct name_tables names;

    struct rank_model model; /* of the last question's choice */
    bool model_made;

    struct stories *stories; /* as last asked for; NULL: never */
    unsigned least;          /* what they were opened with     */
    struct fold fold;        /* of these                       */
    uint64_t *seen;          /* a bit a story, while counting  */
};

enum st searcher_open(struct searcher **out, const struct index *ix,
                      struct err *e)
{
    enum st st = ST_OK;
    struct searcher *s = mem_zalloc(sizeof(*s));

    *out = NULL;
    if (!s)
        return err_set(e, ST_NOMEM, "out of memory");
    s->index = ix;
    s->kernels = rank_kernels_for(cpu_features());
    arena_init(&s->arena, 0);
    arena_init(&s->scratch, 0);
    s->window = mem_zalloc(sizeof(*s->window));
    if (!s->window) {
        st = err_set(e, ST_NOMEM, "out of memory");
        goto done;
    }
    if ((st = analyzer_open(&s->analyzer, e)) != ST_OK)
        goto done;
    if ((st = stemmer_open(&s->stemmer, ix->manifest.lang, e)) != ST_OK)
        goto done;
    *out = s;
    s = NULL; /* now the caller's */

done:
    searcher_close(s);
    return st;
}

static void close_stories(struct searcher *s)
{
    fold_close(&s->fold);
    mem_free(s->seen);
    stories_close(s->stories);
    s->stories = NULL;
    s->seen = NULL;
}

void searcher_close(struct searcher *s)
{
    if (!s)
        return;
    close_stories(s);
    name_tables_close(&s->names);
    analyzer_close(s->analyzer);
    stemmer_close(s->stemmer);
    token_list_release(&s->tokens);
    arena_release(&s->arena);
    arena_release(&s->scratch);
    mem_free(s->window);
    mem_free(s);
}

const struct index *searcher_index(const struct searcher *s)
{
    return s->index;
}

/* What a plan is for: documents and their scores, their number alone, or
 * quotations in them. */
enum purpose { FOR_SCORES, FOR_COUNT, FOR_QUOTATIONS };

static HOT enum st make_plan(struct searcher *s,
                             const struct ast_node *question,
                             const struct search_options *options,
                             enum purpose purpose, struct err *e)
{
    const struct planner with = {.index = s->index,
                                 .analyzer = s->analyzer,
                                 .stemmer = options->stems ? s->stemmer : NULL,
                                 .arena = &s->arena,
                                 .tokens = &s->tokens,
                                 .max_work = options->max_work,
                                 .lenient = options->lenient,
                                 .sure = options->sure,
                                 .skip_boilerplate = options->skip_boilerplate,
                                 .begins = purpose == FOR_QUOTATIONS,
                                 .unscored = purpose == FOR_COUNT,
                                 .stop = options->stop,
                                 .names_mode = options->names,
                                 .names = &s->names,
                                 .exonyms = options->exonyms};

    arena_clear(&s->arena);
    s->plan = (struct plan){.root = NULL};
    const enum st st = plan_make(&s->plan, &with, question, e);
    if (st != ST_OK)
        s->plan = (struct plan){.blame = s->plan.blame};
    return st;
}

/* The same ones are asked for again and again. */
static enum st open_stories(struct searcher *s, unsigned least, struct err *e)
{
    if (s->stories && s->least == least)
        return ST_OK;
    close_stories(s);
    s->least = least;
    enum st st = stories_open(&s->stories, s->index, least, e);
    if (st == ST_OK)
        st = fold_open(&s->fold, s->stories, e);
    if (st == ST_OK &&
        !(s->seen = mem_zalloc(stories_words(s->stories) * sizeof(*s->seen))))
        st = err_set(e, ST_NOMEM, "out of memory");
    if (st != ST_OK)
        close_stories(s);
    return st;
}

/* The same choice comes again and again. */
static HOT enum st make_model(struct searcher *s,
                              const struct rank_choice *choice, struct err *e)
{
    if (s->model_made && memcmp(&s->model.choice, choice, sizeof(*choice)) == 0)
        return ST_OK;
    const enum st st = rank_choice_check(choice, e);
    if (st != ST_OK)
        return st;
    rank_model_init(&s->model, choice, s->index->counts.words,
                    s->index->counts.with_words);
    s->model_made = true;
    return ST_OK;
}

static enum st check_options(const struct search_options *o, struct err *e)
{
    const bool negative = o->rank.kind == RANK_LM || o->rank.kind == RANK_DPH;

    if (!(o->decay.half_life >= 0 && isfinite(o->decay.half_life)))
        return err_set(e, ST_USAGE, "a half-life is a number of days");
    if (o->decay.half_life > 0 && negative)
        return err_set(e, ST_USAGE,
                       "scores of %s can be negative, so they cannot decay; "
                       "try bm25",
                       RANK_NAMES[o->rank.kind]);
    return ST_OK;
}

/* Words of the question, each as often as it counts. */
static double count_words(const struct plan_node *n)
{
    const size_t own = n->kind == PLAN_UNION ? 1 : n->n_terms;
    double sum = n->factor * (double)own;

    for (size_t i = 0; n->kind == PLAN_BOOL && i < n->must.n; i++)
        sum += count_words(n->must.nodes[i]);
    const bool should = n->kind == PLAN_BOOL || n->kind == PLAN_QUORUM;
    for (size_t i = 0; should && i < n->should.n; i++)
        sum += count_words(n->should.nodes[i]);
    return sum;
}

/* What is deleted, what filters rule out and, where only leaders are searched,
 * all copies. */
static enum st exclude(struct searcher *s, const struct search_options *options,
                       size_t i, const struct deletions **out, struct err *e)
{
    const struct index *const ix = s->index;
    const struct exclusions exclusions = {
        .filters = s->plan.filters,
        .n = s->plan.n_filters,
        .left_out = options->left_out ? options->left_out[i] : NULL};
    const enum st st =
        excluded_make(out, &exclusions, ix->segments[i], ix->deletions[i],
                      s->kernels, &s->scratch, e);
    return st == ST_OK && options->dup.how == DUP_DROP
               ? excluded_add(out, s->stories->copies[i],
                              ix->segments[i]->counts.docs, &s->scratch, e)
               : st;
}

/* What a segment is searched with, scored or not, into `top` or NULL. */
static enum st open_segment(struct searcher *s,
                            const struct search_options *options, size_t i,
                            bool scores, struct segment_search *out,
                            struct err *e)
{
    const struct index *const ix = s->index;
    const struct segment *const segment = ix->segments[i];
    const bool lm = options->rank.kind == RANK_LM;
    const uint8_t *lengths = NULL;
    const struct deletions *deleted;

    arena_clear(&s->scratch);
    if (scores && !(lengths = segment_length_codes(segment)))
        return chunk_refused(segment, CHUNK_LENG, 0, e);
    const enum st st = exclude(s, options, i, &deleted, e);
    *out = (struct segment_search){
        .segment = segment,
        .deleted = deleted,
        .segment_at = i,
        .first_doc = ix->first_doc[i],
        .model = score_model_of(segment, &s->model, ix->counts.words,
                                ix->counts.with_words, lengths, s->kernels),
        .by_doc = {.segment = segment,
                   .lengths = lengths,
                   .part = lm ? s->model.part : NULL,
                   .weight = lm ? count_words(s->plan.root) : 0,
                   .decay = options->decay},
        .window = s->window,
        .arena = &s->scratch,
        .stop = options->stop,
        .profile = options->profile,
        .records = &s->plan.records};
    return st;
}

/* The plan and the model of a question. */
static HOT enum st prepare(struct searcher *s, const struct ast_node *question,
                           const struct search_options *options,
                           enum purpose purpose, struct err *e)
{
    enum st st = check_options(options, e);

    if (options->profile)
        profile_search(options->profile, PHASE_PLAN);
    if (st == ST_OK)
        st = make_model(s, &options->rank, e);
    if (st == ST_OK)
        st = make_plan(s, question, options, purpose, e);
    if (st == ST_OK && options->dup.how != DUP_SHOW)
        st = open_stories(s, options->dup.least, e);
    if (options->profile)
        profile_search(options->profile, PHASE_MATCH);
    return st;
}

/* A budget that ran out is the fault of the filter that reads releases. */
static enum st blamed(struct searcher *s, enum st st)
{
    if (st == ST_LIMIT)
        s->plan.blame = s->plan.reads;
    return st;
}

/* What the scores were divided by while they were summed (plan_scale). */
static void multiply_scores(const struct searcher *s, struct hit *hits,
                            size_t n)
{
    for (size_t i = 0; i < n && s->plan.unit > 1; i++)
        hits[i].score = (float)((double)hits[i].score * s->plan.unit);
}

/* Says what a person has to know of an answer. */
static enum st conclude(struct searcher *s, struct err *e)
{
    return s->plan.records.spent
               ? plan_notify(&s->plan, &s->arena, RECORDS_TOO_MANY, e)
               : ST_OK;
}

/* ---- counting stories ---- */

/* The documents of segment i that match and whose bits are set. */
static enum st match_within(struct searcher *s,
                            const struct search_options *options, size_t i,
                            const uint64_t *within, uint64_t **out,
                            struct err *e)
{
    struct segment_search search;
    const enum st st = open_segment(s, options, i, false, &search, e);
    return st == ST_OK ? blamed(s, match_set_make_within(
                                       out, &search, s->plan.root, within, e))
                       : st;
}

/* Documents that match and are in a story with others, and how many stories
 * these are. */
static enum st count_stories(struct searcher *s,
                             const struct search_options *options,
                             uint64_t *docs, uint64_t *stories, struct err *e)
{
    const struct index *const ix = s->index;
    enum st st = ST_OK;

    memset(s->seen, 0, stories_words(s->stories) * sizeof(*s->seen));
    *docs = *stories = 0;
    for (size_t i = 0; i < ix->n && st == ST_OK && s->stories->n; i++) {
        const uint32_t n = ix->segments[i]->counts.docs;
        uint64_t *bits;
        st = match_within(s, options, i, s->stories->in[i], &bits, e);
        if (st != ST_OK)
            break;
        *docs += match_set_count(bits, n);
        stories_keep_firsts(s->stories, s->seen, i, bits);
        *stories += match_set_count(bits, n);
    }
    return st;
}

enum st searcher_know_stories(struct searcher *s, unsigned least, struct err *e)
{
    return stories_are_known(s->index) ? open_stories(s, least, e) : ST_OK;
}

/* Adds how many documents of segment i match and are among `copies`. */
static enum st count_copies(struct searcher *s,
                            const struct search_options *options, size_t i,
                            const uint64_t *copies, uint64_t *sum,
                            struct err *e)
{
    uint64_t *bits;
    const enum st st = match_within(s, options, i, copies, &bits, e);
    if (st == ST_OK)
        *sum += match_set_count(bits, s->index->segments[i]->counts.docs);
    return st;
}

/* Of an index of one segment, whole. */
static enum st copies_of_one(struct searcher *s,
                             const struct search_options *options,
                             uint64_t *out, struct err *e)
{
    const size_t size =
        (size_t)bitmap_bits_size(s->index->segments[0]->counts.docs);
    uint64_t *const copies =
        arena_new(&s->arena, uint64_t, size / sizeof(uint64_t));
    if (!copies)
        return err_set(e, ST_NOMEM, "out of memory");
    const enum st st =
        stories_mark_copies(s->index, options->dup.least, copies, &s->arena, e);
    return st == ST_OK ? count_copies(s, options, 0, copies, out, e) : st;
}

enum st searcher_copies(struct searcher *s,
                        const struct search_options *options, uint64_t *out,
                        struct err *e)
{
    const struct index *const ix = s->index;
    enum st st = ST_OK;

    *out = 0;
    if (!stories_are_known(ix) || !s->plan.root)
        return ST_OK;
    if (ix->n == 1 && !ix->deletions[0])
        return copies_of_one(s, options, out, e);
    st = open_stories(s, options->dup.least, e);
    for (size_t i = 0; i < ix->n && st == ST_OK && s->stories->n; i++)
        st = count_copies(s, options, i, s->stories->copies[i], out, e);
    return st;
}

const struct stories *searcher_stories(const struct searcher *s)
{
    return s->stories;
}

/* ---- the best ---- */

/* Whether only counting is asked for, of a word none of whose documents are
 * taken away: how many there are stands beside it. */
static bool is_count_known(const struct searcher *s,
                           const struct search_options *options)
{
    const struct plan_node *const root = s->plan.root;

    if (options->k > 0 || root->kind != PLAN_TERM || root->title ||
        s->plan.n_filters > 0 || options->left_out ||
        options->dup.how != DUP_SHOW || options->profile)
        return false;
    for (size_t i = 0; i < s->index->n; i++) {
        if (s->index->deletions[i])
            return false;
    }
    return true;
}

static enum st run_segments(struct searcher *s,
                            const struct search_options *options,
                            struct topk *top, struct search_result *result,
                            struct err *e)
{
    const bool nothing = s->plan.root->kind == PLAN_NOTHING;

    for (size_t i = 0; i < s->index->n && !nothing; i++) {
        struct segment_search search;
        uint64_t matches = 0;
        enum st st = open_segment(s, options, i, options->k > 0, &search, e);
        if (st != ST_OK)
            return st;
        search.count = options->count || options->k == 0;
        search.top = top;
        st = blamed(s, segment_search(&search, s->plan.root, &matches, e));
        if (st != ST_OK)
            return st;
        result->total += matches;
        if ((result->stopped = stop_asked(options->stop)))
            break;
    }
    return ST_OK;
}

/* The best hits of the k best stories. Documents that surely are of k stories
 * may be a thousand; most often twice as many as stories will do. So the score
 * of these is tried first, and that of more where they were too few stories. */
static enum st run_folded(struct searcher *s,
                          const struct search_options *options,
                          struct topk *top, struct search_result *result,
                          struct err *e)
{
    enum { TRIED = 2, MORE = 10 };
    const uint32_t k = options->k;
    const uint32_t enough = fold_sure(&s->fold, k);
    uint64_t *const keys = top->keys;
    enum st st = fold_begin(&s->fold, k, e);

    for (uint64_t sure = TRIED * (uint64_t)k; st == ST_OK; sure *= MORE) {
        topk_init(top, keys, k);
        top->fold = &s->fold;
        top->sure = (uint32_t)MIN(sure, enough);
        result->total = 0;
        st = run_segments(s, options, top, result, e);
        if (top->n == k || !top->promised || sure >= enough || result->stopped)
            break;
        fold_end(&s->fold, top->n);
    }
    return st;
}

/* How many stories the documents are that were counted. */
static enum st fold_total(struct searcher *s,
                          const struct search_options *options,
                          struct search_result *result, struct err *e)
{
    uint64_t docs, stories;
    if (options->dup.how != DUP_FOLD || result->stopped ||
        !(options->count || options->k == 0))
        return ST_OK;
    const enum st st = count_stories(s, options, &docs, &stories, e);
    result->stories = result->total - docs + stories;
    return st;
}

HOT enum st searcher_run(struct searcher *s, const struct ast_node *question,
                         const struct search_options *options, struct hit *hits,
                         struct search_result *result, struct err *e)
{
    struct topk top;
    enum st st = prepare(s, question, options,
                         options->k > 0 ? FOR_SCORES : FOR_COUNT, e);

    *result = (struct search_result){.stopped = st == ST_STOPPED};
    if (st != ST_OK)
        return result->stopped ? ST_OK : st;
    if (is_count_known(s, options)) {
        result->total = s->plan.root->terms[0]->df;
        return conclude(s, e);
    }
    uint64_t *const keys =
        arena_alloc(&s->arena, topk_room(options->k) * sizeof(*keys));
    if (!keys)
        return err_set(e, ST_NOMEM, "out of memory for %u hits", options->k);
    topk_init(&top, keys, options->k);
    st = options->dup.how == DUP_FOLD
             ? run_folded(s, options, &top, result, e)
             : run_segments(s, options, &top, result, e);
    result->n = topk_finish(&top, hits); /* ends the fold, too */
    if (st == ST_OK)
        st = fold_total(s, options, result, e);
    if (st != ST_OK)
        return st;
    multiply_scores(s, hits, result->n);
    return conclude(s, e);
}

enum st searcher_matches(struct searcher *s, const struct ast_node *question,
                         const struct search_options *options,
                         matches_taker *take, void *ctx, struct err *e)
{
    enum st st = prepare(s, question, options, FOR_SCORES, e);

    for (size_t i = 0; st == ST_OK && i < s->index->n; i++) {
        struct segment_search search;
        uint64_t *bits;
        st = open_segment(s, options, i, false, &search, e);
        if (st == ST_OK)
            st = blamed(s, match_set_make(&bits, &search, s->plan.root, e));
        if (st == ST_OK && stop_asked(options->stop))
            st = ST_STOPPED;
        if (st == ST_OK)
            st = take(ctx, i, bits, e);
    }
    if (st == ST_STOPPED)
        return err_set(e, st, "stopped before all were counted");
    return st == ST_OK ? conclude(s, e) : st;
}

enum st searcher_ask_quotations(struct searcher *s,
                                const struct ast_node *quoted,
                                const struct search_options *options,
                                struct err *e)
{
    const enum st st = make_model(s, &options->rank, e);
    return st == ST_OK ? make_plan(s, quoted, options, FOR_QUOTATIONS, e) : st;
}

enum st searcher_quotations(struct searcher *s,
                            const struct search_options *options,
                            size_t segment, const uint64_t *within,
                            places_taker *take, void *ctx, struct err *e)
{
    struct segment_search search;
    const enum st st = open_segment(s, options, segment, false, &search, e);
    if (st != ST_OK || s->plan.root->kind == PLAN_NOTHING)
        return st;
    assert(s->plan.root->kind == PLAN_SPAN);
    return span_walk(&search, s->plan.root->span, within, take, ctx, e);
}

enum st searcher_scores(struct searcher *s,
                        const struct search_options *options, struct hit *hits,
                        size_t n, struct err *e)
{
    const struct index *const ix = s->index;
    enum st st = ST_OK;

    s->plan.records.left = UINT64_MAX; /* so few may be read in any case */
    for (size_t from = 0, to; st == ST_OK && from < n; from = to) {
        const size_t i = index_segment_of(ix, hits[from].doc);
        struct segment_search search;
        for (to = from; to < n && index_segment_of(ix, hits[to].doc) == i;)
            to++;
        st = open_segment(s, options, i, true, &search, e);
        if (st == ST_OK)
            st = blamed(s, segment_scores(&search, s->plan.root, hits + from,
                                          to - from, e));
    }
    if (st == ST_OK)
        multiply_scores(s, hits, n);
    return st;
}

enum st searcher_explain(struct searcher *s,
                         const struct search_options *options, uint32_t doc,
                         struct arena *arena, struct explanation *out,
                         struct err *e)
{
    const size_t i = index_segment_of(s->index, doc);
    struct segment_search search;
    const enum st st = open_segment(s, options, i, true, &search, e);

    s->plan.records.left = UINT64_MAX;
    return st == ST_OK
               ? blamed(s, explanation_make(out, &search, s->plan.root,
                                            doc - search.first_doc, arena, e))
               : st;
}

HOT const struct query_term *searcher_terms(const struct searcher *s, size_t *n)
{
    *n = s->plan.n_words;
    return s->plan.words;
}

const struct query_pattern *searcher_patterns(const struct searcher *s,
                                              size_t *n)
{
    *n = s->plan.n_patterns;
    return s->plan.patterns;
}

const char *searcher_notice(const struct searcher *s)
{
    return s->plan.notice;
}

const struct ast_node *searcher_blame(const struct searcher *s)
{
    return s->plan.blame;
}
