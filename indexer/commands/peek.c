/* peek -- shows how sources would be read. */
#include "indexer/peek.h"

#include "indexer/commands/source_arguments.h"

enum { OPTION_TOP = 1, OPTION_JSON, OPTION_ZONES };

static const struct option_spec OPTIONS[] = {
    {OPTION_TOP, 'n', "top", "N", "Documents to show (default 5)."},
    SOURCE_OPTIONS,
    {OPTION_JSON, 0, "json", NULL,
     "Print one JSON object a document, and a last one with the counts."},
    {OPTION_ZONES, 0, "zones", NULL,
     "Show the parts of each release and who said what, in place of how it "
     "begins."},
};

static const struct example_spec EXAMPLES[] = {
    {"dateline-index peek -n 2 releases/",
     "the first two documents as they would be read"},
    {"zcat wire.csv.gz | dateline-index peek -f csv --map body=text -",
     "the columns of a table from a pipe"},
};

struct arguments {
    struct peek_options options;
    struct source_arguments source;
};

static enum st take(struct options *o, int id, void *settings, struct err *e)
{
    struct arguments *const a = settings;
    int64_t n;
    enum st st = ST_OK;
    switch (id) {
    case OPTION_TOP:
        if ((st = options_int(o, 0, INT64_MAX, &n, e)) == ST_OK)
            a->options.documents = (uint64_t)n;
        return st;
    case OPTION_JSON:
        a->options.json = true;
        return ST_OK;
    case OPTION_ZONES:
        a->options.zones = true;
        return ST_OK;
    default:
        return source_arguments_take(o, id, &a->source, e);
    }
}

static enum st peek(const struct options *o, struct arguments *a,
                    int *exit_code, struct err *e)
{
    const struct source_options source = source_arguments_options(&a->source);
    uint64_t rejected = 0;
    a->options.sources = (const char *const *)o->operands;
    a->options.n_sources = (size_t)o->n_operands;
    a->options.source = &source;
    a->options.map = &a->source.map;
    const enum st st = peek_sources(&a->options, stdout, &rejected, e);
    if (st == ST_OK && rejected)
        *exit_code = EXIT_NO_HITS;
    return st;
}

static enum st run(struct options *o, int *exit_code, struct err *e)
{
    struct arguments a = {.options = {.documents = 5},
                          .source = source_arguments_default()};
    enum st st = options_take(o, take, &a, e);
    if (st == ST_OK && o->asked == ASKED_NOTHING)
        st = peek(o, &a, exit_code, e);
    source_arguments_release(&a.source);
    return st;
}

const struct command PEEK_COMMAND = {
    .spec =
        {
            .name = "peek",
            .operands = "SOURCE...",
            .summary = "show how the first documents of sources would be read",
            .details =
                "Prints what an index would keep of each: id, headline, "
                "date, source, encoding, and how its text begins; and what "
                "was rejected or skipped on the way, and why.",
            .options = OPTIONS,
            .n_options = COUNT_OF(OPTIONS),
            .examples = EXAMPLES,
            .n_examples = COUNT_OF(EXAMPLES),
        },
    .run = run,
};
