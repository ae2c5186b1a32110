#include "common/segment/record.h"

#include <assert.h>

#include "common/base/mem.h"
#include "common/codec/varint.h"
#include "common/segment/layout.h"

const char *const FIELD_NAMES[FIELDS_KNOWN] = {
    [FIELD_ID] = "id",     [FIELD_TITLE] = "title",   [FIELD_BODY] = "body",
    [FIELD_DATE] = "date", [FIELD_SOURCE] = "source", [FIELD_URL] = "url",
};

void record_fields_release(struct record_fields *f)
{
    mem_free(f->v);
    *f = (struct record_fields){NULL, 0, 0};
}

enum st record_fields_add(struct record_fields *f, struct record_field field,
                          struct err *e)
{
    if (!mem_grow(&f->v, &f->cap, f->n + 1))
        return err_set(e, ST_NOMEM, "out of memory");
    f->v[f->n++] = field;
    return ST_OK;
}

struct bytes record_field(const struct record_fields *f, enum field field)
{
    for (size_t i = 0; i < f->n; i++)
        if (f->v[i].field == field)
            return f->v[i].text;
    return BYTES_NONE;
}

static void put_number(struct buf *out, uint64_t v)
{
    if (buf_reserve(out, VARINT_MAX))
        out->n = (size_t)(varint_put(out->p + out->n, v) - out->p);
}

static void put_text(struct buf *out, struct bytes text)
{
    put_number(out, text.n);
    buf_append(out, text.p, text.n);
}

enum st record_encode(const struct record_fields *f, struct buf *out,
                      struct err *e)
{
    const size_t before = out->n;

    put_number(out, f->n);
    for (size_t i = 0; i < f->n; i++) {
        const struct record_field *const field = &f->v[i];
        assert(field->field != FIELD_ID && field->field <= FIELD_OTHER);
        put_number(out, field->field);
        if (field->field == FIELD_OTHER)
            put_text(out, field->name);
        put_text(out, field->text);
    }
    if (out->failed) {
        out->n = before;
        return err_set(e, ST_NOMEM, "out of memory");
    }
    if (out->n - before > RECORD_SIZE_MAX) {
        out->n = before;
        return err_set(e, ST_LIMIT, "a document of over %llu bytes",
                       (unsigned long long)RECORD_SIZE_MAX);
    }
    return ST_OK;
}

enum st record_hash(const struct record_fields *f, int32_t date,
                    struct bytes source, struct buf *scratch,
                    struct hash128 *out, struct err *e)
{
    uint8_t days[4];
    buf_clear(scratch);
    const enum st st = record_encode(f, scratch, e);
    if (st != ST_OK)
        return st;
    put_u32le(days, (uint32_t)date);
    buf_append(scratch, days, sizeof(days));
    if (!buf_append(scratch, source.p, source.n))
        return err_set(e, ST_NOMEM, "out of memory");
    *out = hash128(scratch->p, scratch->n);
    return ST_OK;
}

/* A length and that many bytes; NULL when they are not all there. */
static const uint8_t *get_text(const uint8_t *p, const uint8_t *end,
                               struct bytes *text)
{
    uint64_t n;
    if (!(p = varint_get(p, end, &n)) || n > (uint64_t)(end - p))
        return NULL;
    *text = bytes_of(p, (size_t)n);
    return p + n;
}

static const uint8_t *get_field(const uint8_t *p, const uint8_t *end,
                                struct record_field *out)
{
    uint64_t number;
    if (!(p = varint_get(p, end, &number)) || number == FIELD_ID ||
        number > FIELD_OTHER)
        return NULL;
    *out = (struct record_field){.field = (enum field)number};
    if (out->field == FIELD_OTHER && !(p = get_text(p, end, &out->name)))
        return NULL;
    return get_text(p, end, &out->text);
}

static enum st corrupt(struct record_fields *out, struct err *e,
                       const char *what)
{
    out->n = 0;
    return err_set(e, ST_CORRUPT, "document record: %s", what);
}

enum st record_decode(struct bytes bytes, struct record_fields *out,
                      struct err *e)
{
    enum { SMALLEST_FIELD = 2 /* a number and an empty text */ };
    uint64_t n;

    out->n = 0;
    if (bytes.n == 0)
        return corrupt(out, e, "no bytes");
    const uint8_t *const end = bytes.p + bytes.n;
    const uint8_t *p = varint_get(bytes.p, end, &n);
    if (!p)
        return corrupt(out, e, "no number of fields");
    if (n > (uint64_t)(end - p) / SMALLEST_FIELD)
        return corrupt(out, e, "more fields than bytes");
    for (uint64_t i = 0; i < n; i++) {
        struct record_field field;
        if (!(p = get_field(p, end, &field)))
            return corrupt(out, e, "a field goes past its end");
        const enum st st = record_fields_add(out, field, e);
        if (st != ST_OK) {
            out->n = 0;
            return st;
        }
    }
    if (p != end)
        return corrupt(out, e, "bytes behind the last field");
    return ST_OK;
}
