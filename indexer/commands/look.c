#include "indexer/commands/look.h"

#include "indexer/peek.h"

const struct option_spec PEEK_OPTIONS[PEEK_OPTIONS_N] = {
    {OPTION_TOP, 'n', "top", "N", "Documents to show (default 5)."},
    SOURCE_OPTIONS,
    {OPTION_JSON, 0, "json", NULL,
     "Print one JSON object a document, and a last one with the counts."},
};

struct peek_command {
    struct peek_options options;
    struct source_arguments source;
};

static enum st take_peek_option(struct options *o, int id,
                                struct peek_command *c, struct err *e)
{
    int64_t n;
    if (id == OPTION_JSON) {
        c->options.json = true;
        return ST_OK;
    }
    if (id != OPTION_TOP)
        return source_arguments_take(o, id, &c->source, e);
    const enum st st = options_int(o, 0, INT64_MAX, &n, e);
    if (st == ST_OK)
        c->options.documents = (uint64_t)n;
    return st;
}

enum st command_peek(struct options *o, int *exit_code, struct err *e)
{
    struct peek_command c = {.options = {.documents = 5},
                             .source = source_arguments_default()};
    uint64_t rejected = 0;
    enum st st = ST_OK;
    int id = OPTIONS_END + 1;
    while (st == ST_OK && id != OPTIONS_END)
        if ((st = options_next(o, &id, e)) == ST_OK && id != OPTIONS_END)
            st = take_peek_option(o, id, &c, e);
    if (st == ST_OK && o->asked == ASKED_NOTHING) {
        const struct source_options so = source_arguments_options(&c.source);
        c.options.sources = (const char *const *)o->operands;
        c.options.n_sources = (size_t)o->n_operands;
        c.options.source = &so;
        c.options.map = &c.source.map;
        st = peek_sources(&c.options, stdout, &rejected, e);
    }
    if (st == ST_OK && rejected)
        *exit_code = EXIT_NO_HITS;
    source_arguments_release(&c.source);
    return st;
}
