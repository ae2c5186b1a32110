/* report -- what the commands tell besides their results. */
#include <stdio.h>
#include <unistd.h>

#include "common/base/buf.h"
#include "indexer/commands/commands.h"

unsigned threads_default(void)
{
    const long processors = sysconf(_SC_NPROCESSORS_ONLN);
    return processors > 0 ? (unsigned)processors : 1;
}

static void tell_order(void *ctx, double done)
{
    (void)ctx;
    fprintf(stderr, "\rordering documents: %3.0f %%", 100 * MIN(done, 1.0));
}

struct order_progress order_progress(void)
{
    return (struct order_progress){.tell = isatty(STDERR_FILENO) ? tell_order
                                                                 : NULL};
}

void end_progress(void)
{
    if (isatty(STDERR_FILENO))
        fputs("\r\033[K", stderr);
}

void list_rejects(const struct rejects *r)
{
    struct buf line = BUF_INIT;
    for (size_t i = 0; i < r->n; i++) {
        buf_clear(&line);
        if (rejects_print(r, i, &line))
            fprintf(stderr, "rejected %s\n", buf_str(&line));
    }
    buf_release(&line);
}
