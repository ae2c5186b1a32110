/* verify -- checks an index. */
#include "indexer/verify.h"

#include "indexer/commands/commands.h"

enum { OPTION_QUICK = 1 };

static const struct option_spec OPTIONS[] = {
    {OPTION_QUICK, 0, "quick", NULL,
     "Check the checksums only, not every rule of the format."},
};

static const struct example_spec EXAMPLES[] = {
    {"dateline-index verify news.idx && rsync -a news.idx backup/",
     "copy only an index that is whole"},
};

static enum st take(struct options *o, int id, void *settings, struct err *e)
{
    enum verify_depth *const depth = settings;
    (void)o;
    (void)e;
    if (id == OPTION_QUICK)
        *depth = VERIFY_QUICK;
    return ST_OK;
}

static enum st run(struct options *o, int *exit_code, struct err *e)
{
    enum verify_depth depth = VERIFY_DEEP;
    const enum st st = options_take(o, take, &depth, e);
    (void)exit_code;
    if (st != ST_OK || o->asked != ASKED_NOTHING)
        return st;
    return verify_print(o->operands[0], depth, stdout, e);
}

const struct command VERIFY_COMMAND = {
    .spec =
        {
            .name = "verify",
            .operands = "INDEX",
            .summary = "check every byte of an index",
            .details =
                "Checks every checksum and every rule of the format, and "
                "names the file, the chunk and the term or document of "
                "whatever is damaged.",
            .options = OPTIONS,
            .n_options = COUNT_OF(OPTIONS),
            .examples = EXAMPLES,
            .n_examples = COUNT_OF(EXAMPLES),
        },
    .run = run,
};
