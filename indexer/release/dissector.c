#include "indexer/release/dissector.h"

#include "common/base/mem.h"
#include "indexer/release/lines.h"
#include "indexer/release/quotations.h"

struct dissector {
    struct lines lines;
    struct quotation_reader *quotations;
    struct anatomy anatomy;
};

enum st dissector_open(struct dissector **out, struct err *e)
{
    struct dissector *const d = mem_zalloc(sizeof(*d));
    *out = NULL;
    if (!d)
        return err_set(e, ST_NOMEM, "releases: out of memory");
    const enum st st = quotation_reader_open(&d->quotations, e);
    if (st == ST_OK)
        *out = d;
    else
        dissector_close(d);
    return st;
}

void dissector_close(struct dissector *d)
{
    if (!d)
        return;
    quotation_reader_close(d->quotations);
    lines_release(&d->lines);
    anatomy_release(&d->anatomy);
    mem_free(d);
}

enum st dissector_read(struct dissector *d, struct bytes title,
                       struct bytes body, const struct anatomy **out,
                       struct err *e)
{
    struct anatomy *const a = &d->anatomy;
    anatomy_clear(a);
    *out = a;
    const enum st st = lines_read(&d->lines, body, e);
    return st == ST_OK
               ? quotations_read(d->quotations, title, body, &d->lines, a, e)
               : st;
}
