#include "common/segment/left_out.h"

#include "common/base/mem.h"

enum st left_out_read(struct left_out *out, const struct structure *from,
                      struct err *e)
{
    out->n = 0;
    for (size_t i = 0; i < from->n_zones; i++) {
        const struct zone *const z = &from->zones[i];
        struct pos_range at = z->at;
        if (z->kind != ZONE_BOILERPLATE && z->kind != ZONE_NOISE)
            continue;
        if (out->n)
            at.from = MAX(at.from, out->v[out->n - 1].to);
        if (at.from >= at.to)
            continue;
        if (!mem_grow(&out->v, &out->cap, out->n + 1))
            return err_set(e, ST_NOMEM, "comparing texts: out of memory");
        out->v[out->n++] = at;
    }
    return ST_OK;
}

void left_out_release(struct left_out *out)
{
    mem_free(out->v);
    *out = (struct left_out){.n = 0};
}
