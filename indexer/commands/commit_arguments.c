#include "indexer/commands/commit_arguments.h"

#include <stdlib.h>
#include <string.h>

enum st commit_arguments_take(const struct options *o, int id,
                              struct commit_arguments *a, struct err *e)
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
    if (id != OPTION_COMMIT_EVERY)
        return ST_OK;
    const size_t digits = strspn(o->value, "0123456789");
    const uint64_t n =
        digits <= DIGITS ? strtoull(o->value, NULL, 10) : UINT64_MAX;
    for (size_t i = 0; i < COUNT_OF(units) && n > 0 && digits <= DIGITS; i++)
        if (digits && strcmp(o->value + digits, units[i].unit) == 0) {
            a->records = n * units[i].records;
            a->seconds = (double)(n * units[i].seconds);
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
