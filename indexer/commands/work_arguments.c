#include "indexer/commands/work_arguments.h"

#include <unistd.h>

#include "indexer/ingest.h"

unsigned work_threads_default(void)
{
    const long processors = sysconf(_SC_NPROCESSORS_ONLN);
    return processors > 0 ? (unsigned)processors : 1;
}

struct work_arguments work_arguments_default(void)
{
    return (struct work_arguments){.memory = (uint64_t)1 << 30,
                                   .threads = work_threads_default()};
}

enum st work_arguments_take(const struct options *o, int id,
                            struct work_arguments *a, struct err *e)
{
    int64_t n;
    if (id == OPTION_MEMORY)
        return options_size(o, INGEST_MEMORY_MIN, (uint64_t)1 << 50, &a->memory,
                            e);
    if (id != OPTION_THREADS)
        return ST_OK;
    const enum st st = options_int(o, 1, 1024, &n, e);
    if (st == ST_OK)
        a->threads = (unsigned)n;
    return st;
}
