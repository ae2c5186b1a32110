/* stats -- tells what an index holds. */
#include "indexer/stats.h"

#include "indexer/commands/commands.h"

enum { OPTION_JSON = 1 };

static const struct option_spec OPTIONS[] = {
    {OPTION_JSON, 0, "json", NULL, "Print one JSON object."},
};

static const struct example_spec EXAMPLES[] = {
    {"dateline-index stats news.idx",
     "documents, words and what each part takes"},
    {"dateline-index stats --json news.idx | jq .documents",
     "one figure, for a program"},
};

static enum st take(struct options *o, int id, void *settings, struct err *e)
{
    bool *const json = settings;
    (void)o;
    (void)e;
    *json = id == OPTION_JSON;
    return ST_OK;
}

static enum st run(struct options *o, int *exit_code, struct err *e)
{
    bool json = false;
    const enum st st = options_take(o, take, &json, e);
    (void)exit_code;
    if (st != ST_OK || o->asked != ASKED_NOTHING)
        return st;
    return stats_print(o->operands[0], json, stdout, e);
}

const struct command STATS_COMMAND = {
    .spec =
        {
            .name = "stats",
            .operands = "INDEX",
            .summary = "tell what an index holds and what it takes",
            .options = OPTIONS,
            .n_options = COUNT_OF(OPTIONS),
            .examples = EXAMPLES,
            .n_examples = COUNT_OF(EXAMPLES),
        },
    .run = run,
};
