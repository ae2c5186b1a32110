#include "common/base/terminal.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>

#include "common/base/compiler.h"

unsigned terminal_columns(int fd)
{
    enum { LEAST = 10, MOST = 10000, ELSE = 80 };
    const char *const said = getenv("COLUMNS");
    const long columns = said ? strtol(said, NULL, 10) : 0;
    if (columns >= LEAST && columns <= MOST)
        return (unsigned)columns;
    struct winsize size;
    if (ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col >= LEAST)
        return size.ws_col;
    return ELSE;
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
