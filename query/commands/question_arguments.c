#include "query/commands/question_arguments.h"

enum st question_arguments_take(const struct options *o, int id,
                                struct question_arguments *a, struct err *e)
{
    static const enum syntax syntaxes[] = {SYNTAX_WEBSEARCH, SYNTAX_NATIVE,
                                           SYNTAX_LUCENE};
    int choice = 0;
    enum st st = ST_OK;

    switch (id) {
    case OPTION_SYNTAX:
        if ((st = options_choice(o, &choice, e)) == ST_OK)
            a->syntax = syntaxes[choice];
        break;
    case OPTION_EXACT:
        a->exact = true;
        break;
    case OPTION_K1:
        return options_double(o, 0, 1000, &a->k1, e);
    case OPTION_B:
        return options_double(o, 0, 1, &a->b, e);
    default:
        break;
    }
    return st;
}

struct search_options
question_arguments_search(const struct question_arguments *a, uint32_t k,
                          bool count)
{
    return (struct search_options){.k = k,
                                   .count = count,
                                   .stems = !a->exact,
                                   .k1 = (float)a->k1,
                                   .b = (float)a->b};
}
