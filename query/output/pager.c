#include "query/output/pager.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

/* Where the user has not said otherwise, less goes at the end of a text that
 * fits the screen (F), shows colours (R), and leaves on the screen what it
 * showed (X); all text is UTF-8, whatever the locale. */
static void set_defaults(void)
{
    setenv("LESS", "FRX", 0);
    setenv("LESSCHARSET", "utf-8", 0);
}

enum st pager_open(struct pager *p, const char *command, struct err *e)
{
    set_defaults();
    *p = (struct pager){.command = command};
    /* What a child ignores it has from us; the pager is not to. */
    void (*const pipe)(int) = signal(SIGPIPE, SIG_DFL);
    p->stream = popen(command, "w");
    const int failed = errno;
    signal(SIGPIPE, pipe);
    if (!p->stream)
        return err_set(e, ST_IO, "cannot run the pager '%s': %s", command,
                       strerror(failed));
    p->before = signal(SIGINT, SIG_IGN);
    return ST_OK;
}

enum st pager_close(struct pager *p, struct err *e)
{
    enum { NOT_FOUND = 127 }; /* what a shell says of a command it has not */
    if (!p->stream)
        return ST_OK;
    const int status = pclose(p->stream);
    signal(SIGINT, p->before);
    p->stream = NULL;
    if (status != -1 && WIFEXITED(status) && WEXITSTATUS(status) == NOT_FOUND)
        return err_set(e, ST_IO,
                       "the pager '%s' is not there; --pager never does "
                       "without",
                       p->command);
    return ST_OK;
}

const char *pager_choose(void)
{
    static const char *const names[] = {"DATELINE_PAGER", "PAGER"};
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        const char *const said = getenv(names[i]);
        if (said)
            return *said == '\0' || strcmp(said, "cat") == 0 ? NULL : said;
    }
    return PAGER_DEFAULT;
}
