#include "indexer/extract/extract.h"

#include "common/base/date.h"
#include "common/base/mem.h"
#include "common/segment/layout.h"
#include "indexer/extract/dates.h"
#include "indexer/extract/json.h"
#include "indexer/extract/text.h"

/* What one huge document made a buffer grow to is not kept for the rest. */
enum { KEEP_BYTES = 2 * BATCH_BYTES };

struct extractor {
    struct json_extractor json;
    struct record_fields fields;
    struct buf decoded; /* a text that was not UTF-8     */
    struct buf joined;  /* a body put together           */
    struct buf name;    /* the name, when it is not UTF-8 */
    struct buf id;
    struct buf reject;
};

static enum st out_of_memory(struct err *e)
{
    return err_set(e, ST_NOMEM, "out of memory");
}

enum st extractor_open(struct extractor **out, const struct field_map *map,
                       struct err *e)
{
    *out = NULL;
    struct extractor *const x = mem_zalloc(sizeof(*x));
    if (!x)
        return out_of_memory(e);
    const enum st st = json_extractor_init(&x->json, map, e);
    if (st != ST_OK) {
        extractor_close(x);
        return st;
    }
    *out = x;
    return ST_OK;
}

void extractor_close(struct extractor *x)
{
    if (!x)
        return;
    json_extractor_release(&x->json);
    record_fields_release(&x->fields);
    buf_release(&x->decoded);
    buf_release(&x->joined);
    buf_release(&x->name);
    buf_release(&x->id);
    buf_release(&x->reject);
    mem_free(x);
}

static void empty(struct buf *b)
{
    if (b->cap > KEEP_BYTES)
        buf_release(b);
    buf_clear(b);
}

static enum st add_field(struct extractor *x, enum field field,
                         struct bytes text, struct err *e)
{
    if (text.n == 0)
        return ST_OK;
    return record_fields_add(&x->fields,
                             (struct record_field){field, BYTES_NONE, text}, e);
}

static enum st reject(struct extractor *x, struct release *out,
                      const char *reason, struct err *e)
{
    if (reason && !buf_append_str(&x->reject, reason))
        return out_of_memory(e);
    out->reject = buf_str(&x->reject);
    return x->reject.failed ? out_of_memory(e) : ST_OK;
}

/* The name as UTF-8: file names are bytes. */
static enum st decode_name(struct extractor *x, const struct batch *b,
                           const struct raw_record *r, struct bytes *name,
                           struct err *e)
{
    enum encoding encoding;
    return decode_text(batch_span(b, r->name), &x->name, name, &encoding, e);
}

static struct bytes first_folder(struct bytes name)
{
    const uint8_t *const slash = name.n ? memchr(name.p, '/', name.n) : NULL;
    return slash ? bytes_of(name.p, (size_t)(slash - name.p)) : BYTES_NONE;
}

static enum st extract_text(struct extractor *x, const struct batch *b,
                            const struct raw_record *r, struct release *out,
                            struct err *e)
{
    struct bytes name, text;
    struct text_parts parts;
    struct found_date date = {DATE_NONE, BYTES_NONE};
    enum st st = decode_name(x, b, r, &name, e);

    if (st == ST_OK)
        st = decode_text(batch_span(b, r->bytes), &x->decoded, &text,
                         &out->encoding, e);
    if (st != ST_OK)
        return st;
    if (!has_word(text))
        return reject(x, out, "no text", e);
    if ((st = split_text(text, &x->joined, &parts, e)) != ST_OK)
        return st;
    if (!date_in_text(text, &date))
        (void)date_in_name(name, &date);
    out->id = name;
    out->title = parts.title;
    out->body = parts.body;
    out->source = first_folder(name);
    out->date = date.days;
    if ((st = add_field(x, FIELD_TITLE, parts.title, e)) != ST_OK ||
        (st = add_field(x, FIELD_DATE, date.text, e)) != ST_OK)
        return st;
    return add_field(x, FIELD_BODY, parts.body, e);
}

static int32_t date_of_json(const struct json_release *j)
{
    struct found_date date = {DATE_NONE, BYTES_NONE};
    if (j->date.n == 0)
        (void)date_in_text(j->body, &date);
    else if (j->date_is_number)
        (void)date_in_number(j->date, &date);
    else
        (void)date_in_value(j->date, &date);
    return date.days;
}

/* "name:line", for a document that gives no id of its own. */
static enum st default_id(struct extractor *x, const struct batch *b,
                          const struct raw_record *r, struct bytes *id,
                          struct err *e)
{
    struct bytes name;
    const enum st st = decode_name(x, b, r, &name, e);
    if (st != ST_OK)
        return st;
    if (!buf_append(&x->id, name.p, name.n) ||
        !buf_printf(&x->id, ":%llu", (unsigned long long)r->line))
        return out_of_memory(e);
    *id = buf_bytes(&x->id);
    return ST_OK;
}

static enum st extract_json(struct extractor *x, const struct batch *b,
                            const struct raw_record *r, struct release *out,
                            struct err *e)
{
    struct json_release j;
    enum st st = json_extractor_run(&x->json, batch_span(b, r->bytes), &j,
                                    &x->fields, &x->reject, e);
    if (st != ST_OK)
        return st;
    if (x->reject.n)
        return reject(x, out, NULL, e);
    if (!j.has_text)
        return reject(x, out, "no text", e);
    out->id = j.id;
    out->title = j.title;
    out->body = j.body;
    out->source = j.source;
    out->date = date_of_json(&j);
    if (j.id.n == 0)
        st = default_id(x, b, r, &out->id, e);
    return st;
}

static enum st extract_reject(struct extractor *x, const struct batch *b,
                              const struct raw_record *r, struct release *out,
                              struct err *e)
{
    const struct bytes reason = batch_span(b, r->bytes);
    if (!buf_append(&x->reject, reason.p, reason.n))
        return out_of_memory(e);
    return reject(x, out, NULL, e);
}

static enum st extract_kind(struct extractor *x, const struct batch *b,
                            const struct raw_record *r, struct release *out,
                            struct err *e)
{
    switch (r->kind) {
    case RECORD_TEXT:
        return extract_text(x, b, r, out, e);
    case RECORD_JSON:
        return extract_json(x, b, r, out, e);
    case RECORD_REJECT:
        break;
    }
    return extract_reject(x, b, r, out, e);
}

enum st extract_record(struct extractor *x, const struct batch *b,
                       const struct raw_record *r, struct release *out,
                       struct err *e)
{
    *out = (struct release){.date = DATE_NONE, .encoding = ENCODING_UTF8};
    x->fields.n = 0;
    empty(&x->json.scratch);
    empty(&x->decoded);
    empty(&x->joined);
    empty(&x->name);
    empty(&x->id);
    empty(&x->reject);
    enum st st = extract_kind(x, b, r, out, e);
    if (st == ST_OK && !out->reject && out->id.n > ID_SIZE_MAX)
        st = reject(x, out, "an id of over 4096 bytes", e);
    out->fields = x->fields;
    return st;
}
