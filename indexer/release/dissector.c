#include "indexer/release/dissector.h"

#include "common/base/mem.h"
#include "indexer/release/boilerplate.h"
#include "indexer/release/lines.h"
#include "indexer/release/opening.h"
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
    size_t first_text = 0;
    enum st st = lines_read(&d->lines, body, e);
    if (st == ST_OK)
        st = opening_read(title, body, &d->lines, a, &first_text, e);
    if (st == ST_OK)
        st = boilerplate_read(body, &d->lines, first_text, a, e);
    if (st == ST_OK)
        st = quotations_read(d->quotations, title, body, &d->lines, a, e);
    return st;
}
