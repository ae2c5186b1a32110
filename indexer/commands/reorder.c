/* reorder -- gives the documents of an index another order. */
#include "indexer/reorder.h"

#include <inttypes.h>
#include <unistd.h>

#include "indexer/commands/work_arguments.h"

enum { OPTION_BY = 1 };

static const struct option_spec OPTIONS[] = {
    {OPTION_BY, 0, "by", "bp|source|date",
     "The new order: by the words they share (bp, the default), by name of "
     "their source and date, or by date."},
    WORK_OPTIONS,
};

static const struct example_spec EXAMPLES[] = {
    {"dateline-index reorder -m 4G news.idx",
     "make neighbours of documents that share words"},
    {"dateline-index reorder --by date news.idx",
     "put the oldest first; releases of equal score come in this order"},
};

struct arguments {
    struct work_arguments work;
    int by; /* place among the names */
};

static enum st take(struct options *o, int id, void *settings, struct err *e)
{
    struct arguments *const a = settings;
    return id == OPTION_BY ? options_choice(o, &a->by, e)
                           : work_arguments_take(o, id, &a->work, e);
}

/* For a person who watches; a log has no use for it. */
static void tell(void *ctx, double done)
{
    (void)ctx;
    fprintf(stderr, "\rordering documents: %3.0f %%", 100 * MIN(done, 1.0));
}

static enum st run(struct options *o, int *exit_code, struct err *e)
{
    static const enum doc_order orders[] = {DOC_ORDER_BP, DOC_ORDER_SOURCE,
                                            DOC_ORDER_DATE};
    const bool watched = isatty(STDERR_FILENO);
    struct arguments a = {.work = work_arguments_default()};
    struct reorder_result r;
    enum st st = options_take(o, take, &a, e);
    (void)exit_code;
    if (st != ST_OK || o->asked != ASKED_NOTHING)
        return st;
    const struct doc_order_options order = {
        .by = orders[a.by],
        .memory = a.work.memory,
        .threads = a.work.threads,
        .progress = {.tell = watched ? tell : NULL},
    };
    st = reorder_index(o->operands[0], &order, &r, e);
    if (watched)
        fputs("\r\033[K", stderr);
    if (st != ST_OK)
        return st;
    printf("%" PRIu32 " documents reordered in %.1f s; postings %.1f -> %.1f "
           "MB, positions %.1f -> %.1f MB, index %.1f -> %.1f MB\n",
           r.documents, r.seconds, (double)r.before.postings / 1e6,
           (double)r.after.postings / 1e6, (double)r.before.positions / 1e6,
           (double)r.after.positions / 1e6, (double)r.before.total / 1e6,
           (double)r.after.total / 1e6);
    return ST_OK;
}

const struct command REORDER_COMMAND = {
    .spec =
        {
            .name = "reorder",
            .operands = "INDEX",
            .summary = "rewrite an index with its documents in another order",
            .details =
                "Documents that share words become neighbours, which makes the "
                "index smaller and questions faster. What is found stays the "
                "same; "
                "only releases of equal score may change places. The order bp "
                "is "
                "that of recursive graph bisection. The index stays "
                "usable until the new order is complete, and needs twice its "
                "room "
                "on the disk meanwhile.",
            .options = OPTIONS,
            .n_options = COUNT_OF(OPTIONS),
            .examples = EXAMPLES,
            .n_examples = COUNT_OF(EXAMPLES),
        },
    .run = run,
};
