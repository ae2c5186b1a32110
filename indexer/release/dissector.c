#include "indexer/release/dissector.h"

#include "common/base/mem.h"
#include "indexer/release/lines.h"

struct dissector {
    struct lines lines;
    struct anatomy anatomy;
};

enum st dissector_open(struct dissector **out, struct err *e)
{
    *out = mem_zalloc(sizeof(**out));
    return *out ? ST_OK : err_set(e, ST_NOMEM, "releases: out of memory");
}

void dissector_close(struct dissector *d)
{
    if (!d)
        return;
    lines_release(&d->lines);
    anatomy_release(&d->anatomy);
    mem_free(d);
}

enum st dissector_read(struct dissector *d, struct bytes title,
                       struct bytes body, const struct anatomy **out,
                       struct err *e)
{
    (void)title;
    anatomy_clear(&d->anatomy);
    *out = &d->anatomy;
    return lines_read(&d->lines, body, e);
}
