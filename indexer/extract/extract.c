#include "indexer/extract/extract.h"

#include "common/base/date.h"
#include "common/base/mem.h"
#include "common/segment/layout.h"
#include "indexer/extract/charset.h"
#include "indexer/extract/csv.h"
#include "indexer/extract/dates.h"
#include "indexer/extract/html.h"
#include "indexer/extract/json.h"
#include "indexer/extract/markdown.h"
#include "indexer/extract/message.h"
#include "indexer/extract/mojibake.h"
#include "indexer/extract/text.h"

/* What one huge document made a buffer grow to is not kept for the rest. */
enum { KEEP_BYTES = 2 * BATCH_BYTES };

struct extractor {
    struct members members;
    struct json_buffers json;
    struct csv_reader csv;
    struct html_reader html;
    struct message_reader message;
    struct record_fields fields;
    struct buf decoded; /* a text that was not UTF-8     */
    struct buf joined;  /* a body put together           */
    struct buf plain;   /* a text without its marks      */
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
    const enum st st = members_init(&x->members, map, e);
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
    members_release(&x->members);
    buf_release(&x->json.text);
    buf_release(&x->json.metadata);
    csv_reader_release(&x->csv);
    html_reader_release(&x->html);
    message_reader_release(&x->message);
    record_fields_release(&x->fields);
    buf_release(&x->decoded);
    buf_release(&x->joined);
    buf_release(&x->plain);
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

/* What a format other than JSON gives; the title may be within the body yet. */
struct parts {
    struct bytes id, title, date, source, url, body;
};

/* Gives a text without a title its first line for one. */
static enum st find_title(struct extractor *x, struct parts *p, struct err *e)
{
    struct text_parts split;
    if (p->title.n)
        return ST_OK;
    const enum st st = split_text(p->body, &x->joined, &split, e);
    p->title = split.title;
    p->body = split.body;
    return st;
}

/* "name:line", for a document that gives no id of its own; the name alone for
 * one that is all of a file. */
static enum st default_id(struct extractor *x, struct bytes name,
                          const struct raw_record *r, struct bytes *id,
                          struct err *e)
{
    *id = name;
    if (r->line == 0)
        return ST_OK;
    if (!buf_append(&x->id, name.p, name.n) ||
        !buf_printf(&x->id, ":%llu", (unsigned long long)r->line))
        return out_of_memory(e);
    *id = buf_bytes(&x->id);
    return ST_OK;
}

/* Makes a release of what was found: the date by order of trust. */
static enum st give_parts(struct extractor *x, const struct batch *b,
                          const struct raw_record *r, struct parts *p,
                          struct release *out, struct err *e)
{
    struct bytes name;
    const struct bytes whole = p->body;
    struct found_date date = {DATE_NONE, BYTES_NONE};
    enum st st = decode_name(x, b, r, &name, e);
    if (st != ST_OK)
        return st;
    if (!has_word(p->title) && !has_word(p->body))
        return reject(x, out, "no text", e);
    if ((st = find_title(x, p, e)) != ST_OK)
        return st;
    out->date_origin = ORIGIN_NONE;
    if (p->date.n && date_in_value(p->date, &date))
        out->date_origin = ORIGIN_FIELD;
    else if (!p->date.n && date_in_text(whole, &date))
        out->date_origin = ORIGIN_LINE;
    else if (date_in_name(name, &date))
        out->date_origin = ORIGIN_NAME;
    if (p->date.n)
        date.text = p->date;
    out->id = p->id;
    out->title = p->title;
    out->body = p->body;
    out->source = p->source.n ? p->source : first_folder(name);
    out->date = date.days;
    if (p->id.n == 0)
        st = default_id(x, name, r, &out->id, e);
    if (st == ST_OK)
        st = add_field(x, FIELD_TITLE, p->title, e);
    if (st == ST_OK)
        st = add_field(x, FIELD_DATE, date.text, e);
    if (st == ST_OK)
        st = add_field(x, FIELD_SOURCE, p->source, e);
    if (st == ST_OK)
        st = add_field(x, FIELD_URL, p->url, e);
    return st == ST_OK ? add_field(x, FIELD_BODY, p->body, e) : st;
}

static enum st decode_record(struct extractor *x, const struct batch *b,
                             const struct raw_record *r, struct bytes charset,
                             struct bytes *text, struct release *out,
                             struct err *e)
{
    const enum st st = charset_decode(batch_span(b, r->bytes), charset,
                                      &x->decoded, text, &out->encoding, e);
    if (r->utf16)
        out->encoding = ENCODING_UTF16;
    return st;
}

static enum st extract_text(struct extractor *x, const struct batch *b,
                            const struct raw_record *r, struct release *out,
                            struct err *e)
{
    struct parts p = {.id = BYTES_NONE};
    const enum st st = decode_record(x, b, r, BYTES_NONE, &p.body, out, e);
    return st == ST_OK ? give_parts(x, b, r, &p, out, e) : st;
}

static enum st take_html(struct extractor *x, const struct batch *b,
                         const struct raw_record *r, struct bytes page,
                         struct parts *p, struct release *out, struct err *e)
{
    const struct html_reader *const h = &x->html;
    const enum st st = html_read(&x->html, page, r->kind == RECORD_TREC, e);
    if (st != ST_OK)
        return st;
    if (h->reject)
        return reject(x, out, h->reject, e);
    if (p->title.n == 0)
        p->title = h->title;
    if (p->date.n == 0)
        p->date = h->date;
    if (p->source.n == 0)
        p->source = h->source;
    if (p->id.n == 0)
        p->id = h->id;
    p->url = h->url;
    p->body = h->body;
    return give_parts(x, b, r, p, out, e);
}

static enum st extract_html(struct extractor *x, const struct batch *b,
                            const struct raw_record *r, struct release *out,
                            struct err *e)
{
    const struct bytes raw = batch_span(b, r->bytes);
    struct parts p = {.id = BYTES_NONE};
    struct bytes page;
    const enum st st =
        decode_record(x, b, r, charset_of_html(raw), &page, out, e);
    return st == ST_OK ? take_html(x, b, r, page, &p, out, e) : st;
}

static enum st extract_message(struct extractor *x, const struct batch *b,
                               const struct raw_record *r, struct release *out,
                               struct err *e)
{
    struct message_reader *const m = &x->message;
    const enum st st = message_read(m, batch_span(b, r->bytes), e);
    if (st != ST_OK)
        return st;
    if (m->reject)
        return reject(x, out, m->reject, e);
    out->encoding = r->utf16 ? ENCODING_UTF16 : m->encoding;
    struct parts p = {.title = m->subject,
                      .date = m->date,
                      .source = m->from,
                      .body = m->text};
    if (r->line) /* of a mailbox: a file has its name */
        p.id = m->id;
    return m->is_html ? take_html(x, b, r, m->text, &p, out, e)
                      : give_parts(x, b, r, &p, out, e);
}

static enum st extract_msmarco(struct extractor *x, const struct batch *b,
                               const struct raw_record *r, struct release *out,
                               struct err *e)
{
    struct bytes row, field[4];
    size_t n;
    const enum st st = decode_record(x, b, r, BYTES_NONE, &row, out, e);
    if (st != ST_OK)
        return st;
    if (!msmarco_fields(row, field, &n))
        return reject(x, out, "neither 2 nor 4 columns", e);
    struct parts p = {.id = field[0], .body = field[n - 1]};
    if (n == 2)
        return give_parts(x, b, r, &p, out, e);
    p.url = field[1];
    p.title = field[2];
    return give_parts(x, b, r, &p, out, e);
}

static void take_date(const struct member_fields *f, struct release *out)
{
    struct found_date date = {DATE_NONE, BYTES_NONE};
    const bool found = f->date.n == 0      ? date_in_text(f->body, &date)
                       : f->date_is_number ? date_in_number(f->date, &date)
                                           : date_in_value(f->date, &date);
    out->date = date.days;
    out->date_origin = !found           ? ORIGIN_NONE
                       : f->date.n == 0 ? ORIGIN_LINE
                                        : ORIGIN_FIELD;
}

/* Makes a release of the members read. */
static enum st give_members(struct extractor *x, const struct batch *b,
                            const struct raw_record *r, struct release *out,
                            struct err *e)
{
    struct member_fields f;
    struct bytes name;
    enum st st = members_to_fields(&x->members, &f, &x->fields, &x->reject, e);
    if (st != ST_OK)
        return st;
    if (x->reject.n)
        return reject(x, out, NULL, e);
    if (!f.has_text)
        return reject(x, out, "no text", e);
    out->id = f.id;
    out->title = f.title;
    out->body = f.body;
    out->source = f.source;
    take_date(&f, out);
    if (f.id.n == 0 && (st = decode_name(x, b, r, &name, e)) == ST_OK)
        st = default_id(x, name, r, &out->id, e);
    return st;
}

static enum st extract_json(struct extractor *x, const struct batch *b,
                            const struct raw_record *r, struct release *out,
                            struct err *e)
{
    const enum st st =
        json_members(&x->members, batch_span(b, r->bytes),
                     r->kind == RECORD_BEIR, &x->json, &x->reject, e);
    if (st != ST_OK)
        return st;
    if (r->utf16)
        out->encoding = ENCODING_UTF16;
    return x->reject.n ? reject(x, out, NULL, e)
                       : give_members(x, b, r, out, e);
}

static enum st extract_row(struct extractor *x, const struct batch *b,
                           const struct raw_record *r, struct release *out,
                           struct err *e)
{
    struct bytes row;
    enum st st = decode_record(x, b, r, BYTES_NONE, &row, out, e);
    if (st == ST_OK)
        st = csv_members(&x->csv, &x->members, batch_span(b, r->header), row,
                         r->kind == RECORD_CSV, e);
    if (st != ST_OK)
        return st;
    for (size_t i = 0; i < x->csv.n_names; i++)
        if (members_is_text(&x->members, x->csv.names[i]))
            return give_members(x, b, r, out, e);
    return reject(x, out, "no column is a title or a body: name one with --map",
                  e);
}

/* Front matter has names as an object has; the rest is a text. */
static enum st extract_markdown(struct extractor *x, const struct batch *b,
                                const struct raw_record *r, struct release *out,
                                struct err *e)
{
    struct member_fields f;
    struct bytes text;
    enum st st = decode_record(x, b, r, BYTES_NONE, &text, out, e);
    if (st == ST_OK)
        st = markdown_read(text, &x->members, &x->plain, e);
    if (st == ST_OK)
        st = members_to_fields(&x->members, &f, &x->fields, &x->reject, e);
    if (st != ST_OK)
        return st;
    x->fields.n = 0; /* in the order of the others, below */
    struct parts p = {.id = f.id,
                      .title = f.title,
                      .date = f.date,
                      .source = f.source,
                      .body = trim(buf_bytes(&x->plain))};
    return give_parts(x, b, r, &p, out, e);
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
    case RECORD_MARKDOWN:
        return extract_markdown(x, b, r, out, e);
    case RECORD_HTML:
        return extract_html(x, b, r, out, e);
    case RECORD_EML:
        return extract_message(x, b, r, out, e);
    case RECORD_JSON:
    case RECORD_BEIR:
        return extract_json(x, b, r, out, e);
    case RECORD_CSV:
    case RECORD_TSV:
        return extract_row(x, b, r, out, e);
    case RECORD_MSMARCO:
        return extract_msmarco(x, b, r, out, e);
    case RECORD_TREC:
        return extract_html(x, b, r, out, e);
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
    x->members.n = 0;
    empty(&x->json.text);
    empty(&x->json.metadata);
    empty(&x->plain);
    empty(&x->decoded);
    empty(&x->joined);
    empty(&x->name);
    empty(&x->id);
    empty(&x->reject);
    enum st st = extract_kind(x, b, r, out, e);
    if (st == ST_OK && !out->reject && out->id.n > ID_SIZE_MAX)
        st = reject(x, out, "an id of over 4096 bytes", e);
    out->mojibake =
        st == ST_OK && (is_mojibake(out->title) || is_mojibake(out->body));
    out->fields = x->fields;
    return st;
}
