/*
 * look_arguments -- how what people read is to look on their terminal.
 *
 *   Threads  pure functions, but for the environment they ask
 *   Errors   ST_USAGE names the option and what would be valid
 */
#ifndef QUERY_COMMANDS_LOOK_ARGUMENTS_H
#define QUERY_COMMANDS_LOOK_ARGUMENTS_H

#include "common/base/options.h"
#include "query/output/output.h"
#include "query/output/sink.h"

struct look_arguments {
    int color; /* place among auto|always|never */
    int pager; /* place among auto|never        */
};

enum { OPTION_COLOR = 201, OPTION_PAGER };

/* Its entry in a table of options. */
#define LOOK_OPTIONS                                                           \
    {OPTION_COLOR, 0, "color", "auto|always|never",                            \
     "Colours; auto, the default, means on a terminal where NO_COLOR is not "  \
     "set."},                                                                  \
    {                                                                          \
        OPTION_PAGER, 0, "pager", "auto|never",                                \
            "Whether more than a screen goes through a pager; auto, the "      \
            "default, means on a terminal."                                    \
    }

/* Takes the option at hand; ST_OK when it is none of these. */
enum st look_arguments_take(const struct options *o, int id,
                            struct look_arguments *a, struct err *e) MUST_USE;

/* For standard output as it is now. */
struct table_look look_arguments_look(const struct look_arguments *a);

/* Gives the sink of standard output a pager where that is a terminal; before
 * the first write. */
void look_arguments_page(const struct look_arguments *a, struct sink *out);

#endif
