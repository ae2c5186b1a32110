#include "bench/engine.h"

#include "common/base/arena.h"
#include "common/base/clock.h"
#include "common/base/mem.h"
#include "query/commands/collect.h"
#include "query/facets/facets.h"
#include "query/parse/parse.h"

static const struct engine_command COMMANDS[] = {
    {.name = "COUNT", .count = true},
    {.name = "TOP_10", .k = 10},
    {.name = "TOP_100", .k = 100},
    {.name = "TOP_1000", .k = 1000},
    {.name = "TOP_10_COUNT", .k = 10, .count = true},
    {.name = "TOP_100_COUNT", .k = 100, .count = true},
    {.name = "TOP_1000_COUNT", .k = 1000, .count = true},
    {.name = "FOLD_10", .k = 10, .fold = true},
    {.name = "FOLD_10_COUNT", .k = 10, .count = true, .fold = true},
    {.name = "RANK_10", .k = 10, .rank = true},
    {.name = "READ_10", .k = 10, .count = true, .read = true},
    {.name = "SNIPPETS_10", .k = 10, .read = true, .alone = true},
    {.name = "COUNT_BY_MONTH", .count = true, .months = true},
};

const struct engine_command *engine_command(struct bytes name)
{
    for (size_t i = 0; i < COUNT_OF(COMMANDS); i++) {
        if (bytes_equal_str(name, COMMANDS[i].name))
            return &COMMANDS[i];
    }
    return NULL;
}

const char *engine_commands(void)
{
    return "COUNT, TOP_10, TOP_100, TOP_1000, TOP_10_COUNT, TOP_100_COUNT, "
           "TOP_1000_COUNT, FOLD_10, FOLD_10_COUNT, RANK_10, READ_10, "
           "SNIPPETS_10, COUNT_BY_MONTH";
}

struct engine {
    const struct index *index;
    struct searcher *searcher;
    struct arena arena; /* of the query at hand */
    struct hit hits[ENGINE_K_MAX];
    struct collector collector; /* of the commands that read */
    struct answer answer;
    struct counts months;
};

enum st engine_open(struct engine **out, const struct index *ix, struct err *e)
{
    struct engine *const g = mem_zalloc(sizeof(*g));

    *out = NULL;
    if (!g)
        return err_set(e, ST_NOMEM, "out of memory");
    arena_init(&g->arena, 0);
    arena_init(&g->answer.arena, 0);
    g->index = ix;
    g->collector = (struct collector){.index = ix, .texts = true};
    const enum st st = searcher_open(&g->searcher, ix, e);
    if (st != ST_OK) {
        engine_close(g);
        return st;
    }
    g->collector.searcher = g->searcher;
    *out = g;
    return ST_OK;
}

void engine_close(struct engine *g)
{
    if (!g)
        return;
    collector_close(&g->collector);
    searcher_close(g->searcher);
    arena_release(&g->answer.arena);
    arena_release(&g->arena);
    mem_free(g);
}

const struct index *engine_index(const struct engine *g)
{
    return g->index;
}

/* Documents with each of the query's words, summed: what a walk through all of
 * their lists would meet. */
static uint64_t count_postings(const struct searcher *s)
{
    uint64_t sum = 0;
    size_t n;

    const struct query_term *const terms = searcher_terms(s, &n);
    for (size_t i = 0; i < n; i++)
        sum += terms[i].df;
    return sum;
}

/* Reads the releases of the hits and makes their snippets. */
static enum st read_hits(struct engine *g, const struct search_result *result,
                         struct engine_answer *out, struct err *e)
{
    arena_clear(&g->answer.arena);
    g->answer =
        (struct answer){.total = result->total, .arena = g->answer.arena};
    collector_next(&g->collector, &g->answer);
    out->read = &g->answer;
    return collect_hits(&g->collector, g->hits, result->n, e);
}

static enum st count_months(struct engine *g, const struct ast_node *question,
                            const struct search_options *options,
                            struct engine_answer *out, struct err *e)
{
    const struct facets facets = {.searcher = g->searcher,
                                  .index = g->index,
                                  .question = question,
                                  .options = options,
                                  .kinds = {{TALLY_MONTH}, 1},
                                  .arena = &g->arena};
    struct facet_totals total;
    out->months = &g->months;
    const enum st st = facets_count(&facets, &g->months, &total, e);
    out->number = total.releases;
    return st;
}

/* Moves *start to where the time begins. */
static enum st search(struct engine *g, const struct engine_command *command,
                      const struct ast_node *question,
                      const struct search_options *options,
                      struct engine_answer *out, uint64_t *start, struct err *e)
{
    struct search_result result;

    const enum st st =
        searcher_run(g->searcher, question, options, g->hits, &result, e);
    if (st != ST_OK)
        return st;
    out->number = command->count ? result.total : result.n;
    out->hits = g->hits;
    out->n = result.n;
    if (!command->read)
        return ST_OK;
    if (command->alone)
        *start = clock_ns();
    return read_hits(g, &result, out, e);
}

HOT enum st engine_ask(struct engine *g, const struct engine_command *command,
                       struct engine_query query, struct engine_answer *out,
                       struct err *e)
{
    struct search_options options = SEARCH_OPTIONS_DEFAULT;
    struct parse_place place;
    struct ast_node *question;

    options.k = command->k;
    options.count = command->count;
    if (command->fold)
        options.dup.how = DUP_FOLD;
    arena_clear(&g->arena);
    *out = (struct engine_answer){.ns = 0};
    uint64_t start = clock_ns();
    enum st st = parse_query(&question, &g->arena,
                             &(struct parse_options){.syntax = query.syntax},
                             query.text, &place, e);
    if (st != ST_OK)
        return st;
    st = command->months
             ? count_months(g, question, &options, out, e)
             : search(g, command, question, &options, out, &start, e);
    if (st != ST_OK)
        return st;
    out->ns = clock_ns() - start;
    out->postings = count_postings(g->searcher);
    return ST_OK;
}
