#include "indexer/source/records.h"

#include <string.h>

static enum st out_of_memory(struct err *e)
{
    return err_set(e, ST_NOMEM, "out of memory");
}

/* ---- for all ---- */

enum st cut_append(struct cut *c, const uint8_t *p, size_t n, struct err *e)
{
    c->size += n;
    if (c->size > c->max) {
        c->out->n = c->start;
        return ST_OK;
    }
    return buf_append(c->out, p, n) ? ST_OK : out_of_memory(e);
}

/* Appends a piece of the line that begins at *line. Of a record that is too
 * long only this line is kept, for it may be the last, as long as it is not too
 * long itself. */
static enum st append_to_line(struct cut *c, size_t *line, const uint8_t *p,
                              size_t n, struct err *e)
{
    struct buf *const b = c->out;
    c->size += n;
    if (c->size > c->max) {
        if (b->n > *line && *line > c->start)
            memmove(b->p + c->start, b->p + *line, b->n - *line);
        b->n -= *line - c->start;
        *line = c->start;
        if (b->n - c->start + n > c->max) {
            b->n = c->start;
            return ST_OK;
        }
    }
    return buf_append(b, p, n) ? ST_OK : out_of_memory(e);
}

enum st cut_line(struct records *r, struct cut *c, struct bytes *line,
                 bool *got, struct err *e)
{
    struct stream *const s = r->from;
    size_t start = c->out->n;
    uint64_t size = 0;
    bool ended = false;

    r->line++;
    while (!ended) {
        enum st st = stream_more(s, e);
        if (st != ST_OK)
            return st;
        if (s->n == 0)
            break;
        const uint8_t *const feed = memchr(s->p, '\n', s->n);
        const size_t n = feed ? (size_t)(feed - s->p) + 1 : s->n;
        ended = feed;
        size += n;
        if ((st = append_to_line(c, &start, s->p, n, e)) != ST_OK)
            return st;
        stream_skip(s, n);
    }
    *got = size > 0;
    c->fed = *got ? ended : c->fed;
    *line = c->out->n > start ? bytes_of(c->out->p + start, c->out->n - start)
                              : BYTES_NONE;
    return ST_OK;
}

/* ---- whole files and lines ---- */

static enum st cut_whole(struct records *r, struct cut *c, struct err *e)
{
    struct stream *const s = r->from;
    enum st st = ST_OK;
    r->ended = true;
    if (s->size > c->max) {
        c->size = s->size;
        return ST_OK;
    }
    while ((st = stream_more(s, e)) == ST_OK && s->n && c->size <= c->max) {
        st = cut_append(c, s->p, s->n, e);
        stream_skip(s, s->n);
        if (st != ST_OK)
            break;
    }
    return st;
}

bool cut_is_blank(const struct cut *c)
{
    for (size_t i = c->start; i < c->out->n; i++) {
        const uint8_t byte = c->out->p[i];
        if (byte != ' ' && byte != '\t' && byte != '\r' && byte != '\n')
            return false;
    }
    return true;
}

/* Takes the line's end off. */
static void trim_end(struct cut *c)
{
    struct buf *const b = c->out;
    c->size -= c->fed;
    if (c->fed && b->n > c->start)
        b->n--;
    if (b->n > c->start && b->p[b->n - 1] == '\r')
        b->n--;
}

static enum st cut_one_line(struct records *r, struct cut *c, struct err *e)
{
    for (;;) {
        struct bytes line;
        bool got;
        c->size = 0;
        const enum st st = cut_line(r, c, &line, &got, e);
        r->number = r->line;
        if (st != ST_OK || !got) {
            r->ended = true;
            c->kind = CUT_END;
            return st;
        }
        if (c->size > c->max || !cut_is_blank(c))
            break;
        c->out->n = c->start;
    }
    return ST_OK;
}

/* ---- dispatch ---- */

bool records_is_whole(enum input_format format)
{
    return format == INPUT_TEXT || format == INPUT_MARKDOWN ||
           format == INPUT_HTML || format == INPUT_EML;
}

static enum st cut_kind(struct records *r, struct cut *c, struct err *e)
{
    switch (r->format) {
    case INPUT_TEXT:
    case INPUT_MARKDOWN:
    case INPUT_HTML:
    case INPUT_EML:
        return cut_whole(r, c, e);
    case INPUT_CSV:
        return cut_csv(r, c, e);
    case INPUT_JSON:
        return cut_json(r, c, e);
    case INPUT_TREC:
        return cut_trec(r, c, e);
    case INPUT_MBOX:
        return cut_mbox(r, c, e);
    case INPUT_JSON_LINES:
    case INPUT_BEIR:
    case INPUT_MSMARCO:
    case INPUT_TSV:
    case INPUT_UNKNOWN:
    case INPUT_FORMATS:
        break;
    }
    return cut_one_line(r, c, e);
}

enum st records_next(struct records *r, size_t max, struct buf *out,
                     struct cut *cut, struct err *e)
{
    *cut = (struct cut){.kind = CUT_END, .out = out, .start = out->n};
    if (r->ended)
        return ST_OK;
    cut->kind = CUT_RECORD;
    cut->max = max + 1; /* a line feed is not counted */
    const enum st st = cut_kind(r, cut, e);
    if (st == ST_OK && cut->kind == CUT_RECORD) {
        if (!records_is_whole(r->format))
            trim_end(cut);
        if (cut->size > max)
            cut->kind = CUT_TOO_LONG;
    }
    if (st != ST_OK || cut->kind != CUT_RECORD)
        out->n = cut->start;
    return st;
}

/* ---- opening ---- */

static enum st skip_mark(struct stream *s, struct err *e)
{
    const enum st st = stream_peek(s, 3, e);
    if (st == ST_OK && s->n >= 3 && memcmp(s->p, "\xef\xbb\xbf", 3) == 0)
        stream_skip(s, 3);
    return st;
}

/* No table has a first row longer than this. */
enum { HEADER_MAX = 64 * 1024 };

static enum st read_header(struct records *r, struct err *e)
{
    struct cut cut;
    if (!buf_append_byte(&r->header, '\t'))
        return out_of_memory(e);
    const enum st st = records_next(r, HEADER_MAX, &r->header, &cut, e);
    if (st != ST_OK || cut.kind == CUT_END)
        return st;
    if (cut.kind != CUT_RECORD)
        return err_set(e, ST_CORRUPT, "the first row is no header");
    if (r->format == INPUT_CSV)
        r->header.p[0] =
            csv_separator(bytes_of(r->header.p + 1, r->header.n - 1));
    return ST_OK;
}

enum st records_open(struct records *r, struct stream *from,
                     enum input_format format, struct err *e)
{
    buf_clear(&r->header);
    *r = (struct records){.format = format, .from = from, .header = r->header};
    const enum st st = skip_mark(from, e);
    if (st != ST_OK || (format != INPUT_CSV && format != INPUT_TSV))
        return st;
    return read_header(r, e);
}

void records_release(struct records *r)
{
    buf_release(&r->header);
    *r = (struct records){.line = 0};
}
