#include "common/base/terminal.h"

#include <stdlib.h>
#include <sys/ioctl.h>

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
