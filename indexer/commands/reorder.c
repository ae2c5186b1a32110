#include "indexer/reorder.h"

#include <inttypes.h>
#include <stdio.h>

#include "indexer/build.h"
#include "indexer/commands/commands.h"

static enum st take_reorder_option(struct options *o, int id,
                                   struct doc_order_options *order,
                                   struct err *e)
{
    enum st st;
    int64_t n;
    int choice;
    if (id == OPTION_MEMORY)
        return options_size(o, BUILD_MEMORY_MIN, (uint64_t)1 << 50,
                            &order->memory, e);
    if (id == OPTION_THREADS) {
        if ((st = options_int(o, 1, 1024, &n, e)) == ST_OK)
            order->threads = (unsigned)n;
        return st;
    }
    if ((st = options_choice(o, &choice, e)) == ST_OK)
        order->by = (enum doc_order)(choice + 1); /* none is no choice */
    return st;
}

enum st command_reorder(struct options *o, int *exit_code, struct err *e)
{
    struct doc_order_options order = {
        .by = DOC_ORDER_BP,
        .memory = (uint64_t)1 << 30,
        .threads = threads_default(),
        .progress = order_progress(),
    };
    struct reorder_result r;
    enum st st;
    int id;
    (void)exit_code;
    while ((st = options_next(o, &id, e)) == ST_OK && id != OPTIONS_END)
        if ((st = take_reorder_option(o, id, &order, e)) != ST_OK)
            return st;
    if (st != ST_OK || o->asked != ASKED_NOTHING)
        return st;
    st = reorder_index(o->operands[0], &order, &r, e);
    end_progress();
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
