/* report -- what the commands share: what they tell and how they are stopped.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
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

/* ---- commits on the way ---- */

enum st take_commit_every(const struct options *o, uint64_t *records,
                          double *seconds, struct err *e)
{
    static const struct {
        const char *unit;
        uint64_t records, seconds;
    } units[] = {
        {"", 1, 0},        {"k", 1000, 0}, {"K", 1000, 0},
        {"M", 1000000, 0}, {"s", 0, 1},    {"sec", 0, 1},
        {"min", 0, 60},    {"m", 0, 60},   {"h", 0, 3600},
    };
    enum { DIGITS = 9 };
    const size_t digits = strspn(o->value, "0123456789");
    const uint64_t n =
        digits <= DIGITS ? strtoull(o->value, NULL, 10) : UINT64_MAX;
    for (size_t i = 0; i < COUNT_OF(units) && n > 0 && digits <= DIGITS; i++)
        if (digits && strcmp(o->value + digits, units[i].unit) == 0) {
            *records = n * units[i].records;
            *seconds = (double)(n * units[i].seconds);
            return ST_OK;
        }
    return err_set(e, ST_USAGE,
                   "--commit-every %s: say how many documents (100k) or how "
                   "long (90s, 5min, 2h)",
                   o->value);
}

/* ---- signals ---- */

static volatile sig_atomic_t stopped;

static void stop(int signal)
{
    (void)signal;
    stopped = 1;
}

const volatile sig_atomic_t *stop_on_signals(void)
{
    struct sigaction action = {.sa_handler = stop,
                               .sa_flags = (int)SA_RESETHAND};
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    return &stopped;
}
