#include "query/commands/search_arguments.h"

#include <stdio.h>
#include <string.h>

/* "2x30" */
static enum st take_snippet(const struct options *o, struct snippet_size *out,
                            struct err *e)
{
    unsigned windows = 0, words = 0;
    int end = 0;
    if (strspn(o->value, "0123456789x") == strlen(o->value) &&
        sscanf(o->value, "%2ux%4u%n", &windows, &words, &end) == 2 &&
        !o->value[end] && windows >= 1 && windows <= SNIPPET_MAX_WINDOWS &&
        words >= 1) {
        *out = (struct snippet_size){windows, words};
        return ST_OK;
    }
    return err_set(e, ST_USAGE,
                   "--snippet %s: say passages x words, such as 2x30: 1 to %d "
                   "passages of 1 to 9999 words",
                   o->value, SNIPPET_MAX_WINDOWS);
}

enum st search_arguments_take(const struct options *o, int id,
                              struct search_arguments *a, struct err *e)
{
    enum st st;
    switch (id) {
    case OPTION_TOP:
        return options_int(o, 1, HITS_MAX, &a->top, e);
    case OPTION_OFFSET:
        return options_int(o, 0, HITS_MAX, &a->offset, e);
    case OPTION_SORT:
        return sort_order_parse(o->value, &a->command.order, e);
    case OPTION_COUNT:
        a->command.count = true;
        return ST_OK;
    case OPTION_FACETS:
        return facets_parse(&a->command.facets, o->value, e);
    case OPTION_SNIPPET:
        return take_snippet(o, &a->command.snippet, e);
    case OPTION_FORMAT:
        return options_choice(o, &a->format, e);
    case OPTION_PROFILE:
        a->command.profile = true;
        return ST_OK;
    case OPTION_TAG:
        return tag_take(o, &a->command.tag, e);
    default:
        st = question_arguments_take(o, id, &a->command.question, e);
        return st == ST_OK ? look_arguments_take(o, id, &a->look, e) : st;
    }
}

enum st search_arguments_finish(struct search_arguments *a, struct err *e)
{
    struct search_command *const c = &a->command;
    if (a->top + a->offset > HITS_MAX)
        return err_set(e, ST_USAGE, "--offset and --top: together at most %d",
                       HITS_MAX);
    c->top = (uint32_t)a->top;
    c->offset = (uint32_t)a->offset;
    c->format = (enum format)a->format;
    c->look = look_arguments_look(&a->look);
    question_arguments_arm(&c->question);
    return ST_OK;
}
