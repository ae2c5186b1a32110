#include "indexer/extract/csv.h"

#include <string.h>

#include "common/base/mem.h"
#include "common/text/decode.h"
#include "indexer/extract/text.h"

static enum st out_of_memory(struct err *e)
{
    return err_set(e, ST_NOMEM, "out of memory");
}

struct row {
    const uint8_t *p, *end; /* p is NULL behind the last field */
    uint8_t separator;
    bool quotes;
};

static const uint8_t *find(const uint8_t *p, const uint8_t *end, uint8_t byte)
{
    const uint8_t *const at =
        p < end ? memchr(p, byte, (size_t)(end - p)) : NULL;
    return at ? at : end;
}

/* A field that begins with a quote; `out` has room for all of the row. */
static struct bytes quoted_field(struct row *r, struct buf *out)
{
    const size_t start = out->n;
    const uint8_t *p = r->p + 1;
    for (;;) {
        const uint8_t *const quote = find(p, r->end, '"');
        buf_append(out, p, (size_t)(quote - p));
        p = quote + (quote < r->end);
        if (p >= r->end || *p != '"')
            break;
        buf_append_byte(out, '"');
        p++;
    }
    /* What follows the closing quote, if anything, belongs to it as well. */
    const uint8_t *const next = find(p, r->end, r->separator);
    buf_append(out, p, (size_t)(next - p));
    r->p = next < r->end ? next + 1 : NULL;
    return bytes_of(out->p + start, out->n - start);
}

static bool next_field(struct row *r, struct buf *out, struct bytes *field)
{
    if (!r->p)
        return false;
    if (r->quotes && r->p < r->end && *r->p == '"') {
        *field = quoted_field(r, out);
        return true;
    }
    const uint8_t *const next = find(r->p, r->end, r->separator);
    *field = bytes_of(r->p, (size_t)(next - r->p));
    r->p = next < r->end ? next + 1 : NULL;
    return true;
}

static struct row row_of(struct bytes text, uint8_t separator, bool quotes)
{
    static const uint8_t nothing[1];
    const uint8_t *const p = text.p ? text.p : nothing;
    return (struct row){p, p + text.n, separator, quotes};
}

/* The names of the columns, unless they are known from the last row. */
static enum st read_header(struct csv_reader *c, struct bytes header,
                           bool quotes, struct err *e)
{
    enum encoding encoding;
    struct bytes text, name;
    struct buf decoded = BUF_INIT;
    if (bytes_equal(buf_bytes(&c->header), header))
        return ST_OK;
    buf_clear(&c->header);
    buf_clear(&c->header_text);
    c->n_names = 0;
    enum st st = decode_text(bytes_of(header.p + 1, header.n - 1), &decoded,
                             &text, &encoding, e);
    /* Names point into header_text, which must not move: twice its size. */
    if (st == ST_OK && !buf_reserve(&c->header_text, 2 * text.n + 1))
        st = out_of_memory(e);
    if (st == ST_OK) {
        const size_t at = c->header_text.n;
        buf_append(&c->header_text, text.p, text.n);
        text = bytes_of(c->header_text.p + at, text.n);
    }
    struct row r = row_of(text, header.p[0], quotes);
    while (st == ST_OK && next_field(&r, &c->header_text, &name)) {
        if (!mem_grow(&c->names, &c->cap_names, c->n_names + 1))
            st = out_of_memory(e);
        else
            c->names[c->n_names++] = trim(name);
    }
    buf_release(&decoded);
    if (st == ST_OK && !buf_append(&c->header, header.p, header.n))
        st = out_of_memory(e);
    return st;
}

enum st csv_members(struct csv_reader *c, struct members *m,
                    struct bytes header, struct bytes row, bool quotes,
                    struct err *e)
{
    struct bytes field;
    m->n = 0;
    enum st st = header.n ? read_header(c, header, quotes, e) : ST_OK;
    buf_clear(&c->row_text);
    if (st == ST_OK && !buf_reserve(&c->row_text, row.n + 1))
        st = out_of_memory(e);
    struct row r = row_of(row, header.n ? header.p[0] : ',', quotes);
    for (size_t i = 0;
         st == ST_OK && i < c->n_names && next_field(&r, &c->row_text, &field);
         i++)
        if (field.n && c->names[i].n)
            st = members_add(
                m,
                &(struct json_member){c->names[i], VALUE_STRING, trim(field)},
                e);
    return st;
}

enum st csv_has_text(struct bytes header, bool quotes,
                     const struct field_map *map, bool *has, struct err *e)
{
    struct csv_reader c = {.n_names = 0};
    struct members m;
    *has = false;
    enum st st = members_init(&m, map, e);
    if (st == ST_OK && header.n)
        st = read_header(&c, header, quotes, e);
    for (size_t i = 0; i < c.n_names; i++)
        *has |= members_is_text(&m, c.names[i]);
    members_release(&m);
    csv_reader_release(&c);
    return st;
}

void csv_reader_release(struct csv_reader *c)
{
    buf_release(&c->header);
    buf_release(&c->header_text);
    buf_release(&c->row_text);
    mem_free(c->names);
    *c = (struct csv_reader){.n_names = 0};
}

bool msmarco_fields(struct bytes row, struct bytes out[static 4], size_t *n)
{
    struct row r = row_of(row, '\t', false);
    struct bytes field;
    for (*n = 0; next_field(&r, NULL, &field); ++*n)
        if (*n < 4)
            out[*n] = trim(field);
    return *n == 2 || *n == 4;
}
