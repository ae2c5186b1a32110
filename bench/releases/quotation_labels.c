#include "bench/releases/quotation_labels.h"

#include <stdlib.h>

#include "common/base/mem.h"

/* Takes what stands before `end` off *rest. */
static struct bytes take(struct bytes *rest, uint8_t end)
{
    const uint8_t *const at = rest->n ? memchr(rest->p, end, rest->n) : NULL;
    const size_t n = at ? (size_t)(at - rest->p) : rest->n;
    const struct bytes taken = bytes_of(rest->p, n);
    const size_t used = at ? n + 1 : n;
    *rest = bytes_of(rest->p + used, rest->n - used);
    return taken;
}

static bool read_number(struct bytes *b, uint32_t *out)
{
    const size_t before = b->n;
    for (*out = 0; b->n && b->p[0] >= '0' && b->p[0] <= '9';
         *b = bytes_of(b->p + 1, b->n - 1))
        *out = *out * 10 + (b->p[0] - '0');
    return b->n < before;
}

static bool read_byte(struct bytes *b, uint8_t byte)
{
    if (b->n == 0 || b->p[0] != byte)
        return false;
    *b = bytes_of(b->p + 1, b->n - 1);
    return true;
}

static bool read_range(struct bytes *b, struct text_range *out)
{
    return read_number(b, &out->from) && read_byte(b, '-') &&
           read_number(b, &out->to);
}

static bool read_quotation(struct bytes b, struct labelled_quotation *q)
{
    *q = (struct labelled_quotation){.optional = read_byte(&b, '?')};
    if (!read_range(&b, &q->at) || !read_byte(&b, '='))
        return false;
    if (read_byte(&b, '-'))
        return b.n == 0;
    q->in_title = read_byte(&b, 't');
    return read_range(&b, &q->speaker) && b.n == 0;
}

static enum st read_line(struct quotation_labels *l, struct bytes line,
                         struct err *e)
{
    struct labelled_release r = {.half = take(&line, '\t')};
    r.source = take(&line, '\t');
    r.id = take(&line, '\t');
    r.first = (uint32_t)l->n_quotations;
    for (bool any = !bytes_equal_str(line, "-"); any && line.n;) {
        if (!mem_grow(&l->quotations, &l->cap_quotations, l->n_quotations + 1))
            return err_set(e, ST_NOMEM, "out of memory");
        if (!read_quotation(take(&line, ' '),
                            &l->quotations[l->n_quotations++]))
            return err_set(e, ST_SYNTAX, "no label: %.*s", (int)r.id.n,
                           (const char *)r.id.p);
    }
    r.end = (uint32_t)l->n_quotations;
    if (!mem_grow(&l->releases, &l->cap, l->n + 1))
        return err_set(e, ST_NOMEM, "out of memory");
    l->releases[l->n++] = r;
    return ST_OK;
}

static int by_id(const void *a, const void *b)
{
    return bytes_compare(((const struct labelled_release *)a)->id,
                         ((const struct labelled_release *)b)->id);
}

enum st quotation_labels_open(struct quotation_labels *l, const char *path,
                              struct err *e)
{
    *l = (struct quotation_labels){.n = 0};
    enum st st = file_map(&l->map, path, e);
    struct bytes rest = bytes_of(l->map.p, l->map.n);
    while (st == ST_OK && rest.n) {
        const struct bytes line = take(&rest, '\n');
        if (line.n && line.p[0] != '#')
            st = read_line(l, line, e);
    }
    if (st == ST_OK)
        qsort(l->releases, l->n, sizeof(l->releases[0]), by_id);
    return st;
}

void quotation_labels_close(struct quotation_labels *l)
{
    file_unmap(&l->map);
    mem_free(l->releases);
    mem_free(l->quotations);
    *l = (struct quotation_labels){.n = 0};
}

const struct labelled_release *
quotation_labels_find(const struct quotation_labels *l, struct bytes id)
{
    const struct labelled_release key = {.id = id};
    return l->n ? bsearch(&key, l->releases, l->n, sizeof(key), by_id) : NULL;
}
