#include "query/commands/read_compared.h"

enum st read_compared(struct collector *c, uint32_t doc, struct compared *out,
                      struct err *e)
{
    const struct index *const ix = c->index;
    const size_t i = index_segment_of(ix, doc);
    const struct record_fields *fields;

    const enum st st = collect_fields(c, doc, &fields, e);
    return st == ST_OK ? compared_read(out, ix->segments[i],
                                       doc - ix->first_doc[i], fields, e)
                       : st;
}
