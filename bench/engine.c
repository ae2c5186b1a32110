#include "bench/engine.h"

#include "common/base/arena.h"
#include "common/base/clock.h"
#include "common/base/mem.h"
#include "query/parse/parse.h"

static const struct engine_command COMMANDS[] = {
    {.name = "COUNT", .count = true},
    {.name = "TOP_10", .k = 10},
    {.name = "TOP_100", .k = 100},
    {.name = "TOP_1000", .k = 1000},
    {.name = "TOP_10_COUNT", .k = 10, .count = true},
    {.name = "TOP_100_COUNT", .k = 100, .count = true},
    {.name = "TOP_1000_COUNT", .k = 1000, .count = true},
    {.name = "RANK_10", .k = 10, .rank = true},
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
           "TOP_1000_COUNT, RANK_10";
}

struct engine {
    const struct index *index;
    struct searcher *searcher;
    struct arena arena; /* of the query at hand */
    struct hit hits[ENGINE_K_MAX];
};

enum st engine_open(struct engine **out, const struct index *ix, struct err *e)
{
    struct engine *const g = mem_zalloc(sizeof(*g));

    *out = NULL;
    if (!g)
        return err_set(e, ST_NOMEM, "out of memory");
    arena_init(&g->arena, 0);
    g->index = ix;
    const enum st st = searcher_open(&g->searcher, ix, e);
    if (st == ST_OK)
        *out = g;
    else
        engine_close(g);
    return st;
}

void engine_close(struct engine *g)
{
    if (!g)
        return;
    searcher_close(g->searcher);
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

enum st engine_ask(struct engine *g, const struct engine_command *command,
                   struct engine_query query, struct engine_answer *out,
                   struct err *e)
{
    struct search_options options = SEARCH_OPTIONS_DEFAULT;
    struct search_result result;
    struct parse_place place;
    struct ast_node *question;

    options.k = command->k;
    options.count = command->count;
    arena_clear(&g->arena);
    const uint64_t start = clock_ns();
    enum st st = parse_query(&question, &g->arena,
                             &(struct parse_options){.syntax = query.syntax},
                             query.text, &place, e);
    if (st == ST_OK)
        st = searcher_run(g->searcher, question, &options, g->hits, &result, e);
    if (st != ST_OK)
        return st;
    out->ns = clock_ns() - start;
    out->number = command->count ? result.total : result.n;
    out->postings = count_postings(g->searcher);
    out->hits = g->hits;
    out->n = result.n;
    return ST_OK;
}
