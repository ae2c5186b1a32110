/* merge, compact -- make fewer segments of many. */
#include <inttypes.h>

#include "indexer/commands/commands.h"
#include "indexer/compact.h"

enum { OPTION_ALL = 1 };

static const struct option_spec OPTIONS[] = {
    {OPTION_ALL, 0, "all", NULL, "Merge all segments into one."},
};

static const struct example_spec MERGE_EXAMPLES[] = {
    {"dateline-index merge news.idx", "what add and delete would do next time"},
};

static const struct example_spec COMPACT_EXAMPLES[] = {
    {"dateline-index compact news.idx",
     "drop what was deleted from the disk, too"},
};

static enum st take(struct options *o, int id, void *settings, struct err *e)
{
    enum compact_scope *const scope = settings;
    (void)o;
    (void)e;
    if (id == OPTION_ALL)
        *scope = COMPACT_ALL;
    return ST_OK;
}

static enum st run_scope(struct options *o, enum compact_scope scope,
                         struct err *e)
{
    struct compact_result r;
    enum st st = options_take(o, take, &scope, e);
    if (st != ST_OK || o->asked != ASKED_NOTHING)
        return st;
    if ((st = compact_index(o->operands[0], scope, &r, e)) != ST_OK)
        return st;
    printf("%zu -> %zu segments, %.1f -> %.1f MB, %" PRIu32
           " deleted documents dropped in %.1f s\n",
           r.segments_before, r.segments_after, (double)r.bytes_before / 1e6,
           (double)r.bytes_after / 1e6, r.dropped, r.seconds);
    return ST_OK;
}

static enum st run_merge(struct options *o, int *exit_code, struct err *e)
{
    (void)exit_code;
    return run_scope(o, COMPACT_TIERS, e);
}

static enum st run_compact(struct options *o, int *exit_code, struct err *e)
{
    (void)exit_code;
    return run_scope(o, COMPACT_ALL, e);
}

const struct command MERGE_COMMAND = {
    .spec =
        {
            .name = "merge",
            .operands = "INDEX",
            .summary = "merge segments of an index where that is due",
            .details = "add and delete do so themselves, in tiers of size.",
            .options = OPTIONS,
            .n_options = COUNT_OF(OPTIONS),
            .examples = MERGE_EXAMPLES,
            .n_examples = COUNT_OF(MERGE_EXAMPLES),
        },
    .run = run_merge,
};

const struct command COMPACT_COMMAND = {
    .spec =
        {
            .name = "compact",
            .operands = "INDEX",
            .summary = "make an index one segment without deleted documents",
            .details = "As merge --all. Needs up to twice the room on the disk "
                       "meanwhile.",
            .examples = COMPACT_EXAMPLES,
            .n_examples = COUNT_OF(COMPACT_EXAMPLES),
        },
    .run = run_compact,
};
