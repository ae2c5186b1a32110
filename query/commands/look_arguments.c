#include "query/commands/look_arguments.h"

#include <stdlib.h>
#include <unistd.h>

#include "common/base/terminal.h"

enum color { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER };
enum pager_use { PAGER_AUTO, PAGER_NEVER };

enum st look_arguments_take(const struct options *o, int id,
                            struct look_arguments *a, struct err *e)
{
    switch (id) {
    case OPTION_COLOR:
        return options_choice(o, &a->color, e);
    case OPTION_PAGER:
        return options_choice(o, &a->pager, e);
    default:
        return ST_OK;
    }
}

struct table_look look_arguments_look(const struct look_arguments *a)
{
    const char *const no_color = getenv("NO_COLOR");
    const bool terminal = isatty(STDOUT_FILENO);
    const bool wanted = !(no_color && *no_color) && terminal;
    return (struct table_look){
        .columns = terminal_columns(STDOUT_FILENO),
        .terminal = terminal,
        .utf8 = terminal_is_utf8(),
        .color = a->color == COLOR_ALWAYS || (a->color == COLOR_AUTO && wanted),
    };
}

void look_arguments_page(const struct look_arguments *a, struct sink *out)
{
    const char *const command = pager_choose();
    if (a->pager == PAGER_NEVER || !command || !isatty(STDOUT_FILENO))
        return;
    /* A line less than the screen has: the prompt that follows takes one. */
    sink_page(out, terminal_rows(STDOUT_FILENO) - 1,
              terminal_columns(STDOUT_FILENO), command);
}
