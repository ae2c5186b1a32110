#include "bench/engine.h"

#include <time.h>

#include "common/base/arena.h"
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
    struct index *index;
    struct searcher *searcher;
    struct arena arena; /* of the query at hand */
    struct hit hits[ENGINE_K_MAX];
};

enum st engine_open(struct engine **out, const char *path, struct err *e)
{
    enum st st = ST_OK;
    struct engine *g = mem_zalloc(sizeof(*g));

    *out = NULL;
    if (!g)
        return err_set(e, ST_NOMEM, "out of memory");
    arena_init(&g->arena, 0);
    if ((st = index_open(&g->index, path, e)) != ST_OK)
        goto done;
    if ((st = searcher_open(&g->searcher, g->index, e)) != ST_OK)
        goto done;
    *out = g;
    g = NULL; /* now the caller's */

done:
    engine_close(g);
    return st;
}

void engine_close(struct engine *g)
{
    if (!g)
        return;
    searcher_close(g->searcher);
    index_close(g->index);
    arena_release(&g->arena);
    mem_free(g);
}

const struct index *engine_index(const struct engine *g)
{
    return g->index;
}

static uint64_t now_ns(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000000 + (uint64_t)t.tv_nsec;
}

enum st engine_ask(struct engine *g, const struct engine_command *command,
                   struct bytes query, struct engine_answer *out, struct err *e)
{
    struct search_options options = SEARCH_OPTIONS_DEFAULT;
    struct search_result result;
    struct parse_place place;
    struct ast_node *question;

    options.k = command->k;
    options.count = command->count;
    arena_clear(&g->arena);
    const uint64_t start = now_ns();
    enum st st =
        parse_query(&question, &g->arena, SYNTAX_LUCENE, query, &place, e);
    if (st == ST_OK)
        st = searcher_run(g->searcher, question, &options, g->hits, &result, e);
    if (st != ST_OK)
        return st;
    *out = (struct engine_answer){.ns = now_ns() - start,
                                  .number =
                                      command->count ? result.total : result.n,
                                  .hits = g->hits,
                                  .n = result.n};
    return ST_OK;
}
