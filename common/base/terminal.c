#include "common/base/terminal.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>

#include "common/base/compiler.h"

/* What the environment says, 0 when that makes no sense. */
static unsigned said(const char *name, long least)
{
    enum { MOST = 10000 };
    const char *const text = getenv(name);
    const long n = text ? strtol(text, NULL, 10) : 0;
    return n >= least && n <= MOST ? (unsigned)n : 0;
}

unsigned terminal_columns(int fd)
{
    enum { LEAST = 10, ELSE = 80 };
    struct winsize size;
    const unsigned columns = said("COLUMNS", LEAST);
    if (columns)
        return columns;
    return ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col >= LEAST
               ? size.ws_col
               : ELSE;
}

unsigned terminal_rows(int fd)
{
    enum { LEAST = 2, ELSE = 24 };
    struct winsize size;
    const unsigned rows = said("LINES", LEAST);
    if (rows)
        return rows;
    return ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_row >= LEAST
               ? size.ws_row
               : ELSE;
}

bool terminal_is_utf8(void)
{
    static const char *const variables[] = {"LC_ALL", "LC_CTYPE", "LANG"};
    for (size_t i = 0; i < COUNT_OF(variables); i++) {
        const char *const said = getenv(variables[i]);
        if (said && *said)
            return strcasestr(said, "UTF-8") || strcasestr(said, "UTF8");
    }
    return false;
}
