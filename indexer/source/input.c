#include "indexer/source/input.h"

#include <stdio.h>
#include <string.h>

#include "indexer/extract/csv.h"
#include "indexer/source/detect.h"
#include "indexer/source/folder_walk.h"

static enum st out_of_memory(struct err *e)
{
    return err_set(e, ST_NOMEM, "out of memory");
}

/* ---- rejects ---- */

static enum st add_reject(struct batch *b, struct bytes path, struct bytes name,
                          uint64_t line, const char *reason, struct err *e)
{
    struct raw_record r = {.kind = RECORD_REJECT, .line = line};
    if (!batch_put(b, path.p, path.n, &r.path) ||
        !batch_put(b, name.p, name.n, &r.name) ||
        !batch_put(b, reason, strlen(reason), &r.bytes) || !batch_add(b, &r))
        return out_of_memory(e);
    return ST_OK;
}

enum st reject_file(struct batch *b, const char *path, const char *name,
                    const char *reason, struct err *e)
{
    return add_reject(b, bytes_of_str(path),
                      bytes_of(name, input_name_of(name).stem), 0, reason, e);
}

/* Of the file at hand. */
static enum st reject(struct input *in, struct batch *b, uint64_t line,
                      const char *reason, struct err *e)
{
    return add_reject(b, buf_bytes(&in->path), bytes_of(in->name.p, in->stem),
                      line, reason, e);
}

/* What a call failed with becomes a reject; only ST_NOMEM goes on. */
static enum st reject_failure(struct input *in, struct batch *b, uint64_t line,
                              const struct err *why, struct err *e)
{
    if (why->code == ST_NOMEM)
        return out_of_memory(e);
    return reject(in, b, line, reason_without_path(why, buf_str(&in->path)), e);
}

static enum st reject_size(struct input *in, struct batch *b, uint64_t line,
                           uint64_t size, struct err *e)
{
    const size_t max = in->options->max_record;
    char reason[96];
    /* What has no size to ask for was not read to its end. */
    if (records_is_whole(in->records.format) && !in->records.from->size)
        snprintf(reason, sizeof(reason),
                 "over the %zu bytes a document may have", max);
    else
        snprintf(reason, sizeof(reason),
                 "%llu bytes, more than the %zu a document may have",
                 (unsigned long long)size, max);
    return reject(in, b, line, reason, e);
}

/* ---- records ---- */

static void end_reading(struct input *in)
{
    in->reading = false;
    stream_close(&in->utf16.stream);
    stream_close(&in->filter.stream);
    if (in->depth == 0)
        stream_close(&in->file.stream);
}

/* Path, name and header stand once in a batch, however many records share
 * them. */
static bool name_records(struct input *in, struct batch *b)
{
    const struct buf *const header = &in->records.header;
    if (!in->named)
        in->named = batch_put(b, in->path.p, in->path.n, &in->path_at) &&
                    batch_put(b, in->name.p, in->stem, &in->name_at) &&
                    batch_put(b, header->p, header->n, &in->header_at);
    return in->named;
}

static enum record_kind kind_of(enum input_format format)
{
    static const enum record_kind kinds[INPUT_FORMATS] = {
        [INPUT_TEXT] = RECORD_TEXT,       [INPUT_MARKDOWN] = RECORD_MARKDOWN,
        [INPUT_JSON_LINES] = RECORD_JSON, [INPUT_JSON] = RECORD_JSON,
        [INPUT_CSV] = RECORD_CSV,         [INPUT_TSV] = RECORD_TSV,
        [INPUT_HTML] = RECORD_HTML,       [INPUT_TREC] = RECORD_TREC,
        [INPUT_BEIR] = RECORD_BEIR,       [INPUT_MSMARCO] = RECORD_MSMARCO,
        [INPUT_MBOX] = RECORD_EML,        [INPUT_EML] = RECORD_EML,
    };
    return kinds[format];
}

static enum st add_record(struct input *in, struct batch *b, size_t start,
                          struct err *e)
{
    const struct raw_record r = {
        .kind = kind_of(in->records.format),
        .bytes = {start, b->bytes.n - start},
        .path = in->path_at,
        .name = in->name_at,
        .header = in->header_at,
        .line = in->records.number,
        .utf16 = in->is_utf16,
    };
    in->payload += r.bytes.n;
    return batch_add(b, &r) ? ST_OK : out_of_memory(e);
}

static enum st next_record(struct input *in, struct batch *b, struct err *e)
{
    struct cut cut;
    struct err why = ERR_INIT;

    if (!name_records(in, b))
        return out_of_memory(e);
    const size_t start = b->bytes.n;
    const enum st st = records_next(&in->records, in->options->max_record,
                                    &b->bytes, &cut, &why);
    const uint64_t line = in->records.number;
    if (st != ST_OK) {
        end_reading(in);
        return reject_failure(in, b, line, &why, e);
    }
    switch (cut.kind) {
    case CUT_RECORD:
        break;
    case CUT_TOO_LONG:
        return reject_size(in, b, line, cut.size, e);
    case CUT_FAULT:
        return reject(in, b, line, cut.reason, e);
    case CUT_END:
        end_reading(in);
        return ST_OK;
    }
    return add_record(in, b, start, e);
}

/* ---- beginning with a stream ---- */

/* Puts UTF-8 in the place of UTF-16, where records are to be cut from it. */
static enum st make_utf8(struct input *in, struct stream **s, struct err *e)
{
    enum st st = stream_peek(*s, 2, e);
    in->is_utf16 = st == ST_OK && utf16_begins(bytes_of((*s)->p, (*s)->n));
    if (in->is_utf16) {
        st = utf16_stream_open(&in->utf16, *s, e);
        *s = &in->utf16.stream;
    }
    return st;
}

static enum st find_format(struct input *in, struct stream *s,
                           enum input_format *format, struct err *e)
{
    const enum input_format forced = in->options->selection.format;
    if (forced != INPUT_UNKNOWN) {
        *format = forced;
        return ST_OK;
    }
    if (*format != INPUT_UNKNOWN && *format != INPUT_JSON_LINES &&
        *format != INPUT_TSV)
        return ST_OK;
    const enum st st = stream_peek(s, DETECT_BYTES, e);
    if (st != ST_OK)
        return st;
    const struct bytes text = bytes_of(s->p, MIN(s->n, DETECT_BYTES));
    *format = *format == INPUT_UNKNOWN ? detect_format(text)
                                       : detect_dialect(*format, text);
    return ST_OK;
}

/* One reject, not one for every row. */
static enum st check_header(const struct input *in, struct err *e)
{
    const struct records *const r = &in->records;
    bool has = true;
    if (!in->options->map ||
        (r->format != INPUT_CSV && r->format != INPUT_TSV) || r->header.n <= 1)
        return ST_OK;
    const enum st st =
        csv_has_text(buf_bytes(&r->header), r->format == INPUT_CSV,
                     in->options->map, &has, e);
    if (st != ST_OK || has)
        return st;
    return err_set(e, ST_CORRUPT,
                   "no column is a title or a body: name one with --map");
}

static enum st begin_records(struct input *in, struct batch *b,
                             struct stream *s, enum input_format format,
                             struct err *e)
{
    struct err why = ERR_INIT;
    enum st st = ST_OK;
    in->is_utf16 = false;
    in->reading = true;
    in->named = false;
    if (!records_is_whole(format))
        st = make_utf8(in, &s, &why);
    if (st == ST_OK)
        st = find_format(in, s, &format, &why);
    in->done.files_read++;
    in->done.formats[format]++;
    if (st == ST_OK)
        st = records_open(&in->records, s, format, &why);
    if (st == ST_OK)
        st = check_header(in, &why);
    if (st == ST_OK)
        return ST_OK;
    end_reading(in);
    return reject_failure(in, b, 0, &why, e);
}

static bool set_str(struct buf *b, const char *text)
{
    buf_clear(b);
    return buf_append_str(b, text);
}

static bool set_bytes(struct buf *b, const void *p, size_t n)
{
    buf_clear(b);
    return buf_append(b, p, n);
}

/* Names the level after the file at hand. */
static bool name_level(struct input *in, struct input_level *l,
                       struct input_name n, bool is_source)
{
    const char *const name = buf_str(&in->name);
    const char *const slash = strrchr(name, '/');
    const size_t last = slash ? (size_t)(slash + 1 - name) : 0;
    buf_clear(&l->prefix);
    l->unpacked = n.unpacked;
    return set_bytes(&l->path, in->path.p, in->path.n) &&
           set_bytes(&l->name, in->name.p, in->name.n) &&
           set_bytes(&l->own, name + last, n.stem - last) &&
           buf_append_byte(&l->own, '/') &&
           (is_source || (buf_append(&l->prefix, name, n.stem) &&
                          buf_append_byte(&l->prefix, '/')));
}

static enum st begin_archive(struct input *in, struct batch *b,
                             struct stream *s, struct input_name n,
                             bool is_source, struct err *e)
{
    struct err why = ERR_INIT;
    if (in->depth == SOURCE_DEPTH)
        return reject(in, b, 0, "an archive in an archive in an archive", e);
    struct input_level *const l = &in->levels[in->depth];
    const uint64_t max = in->options->max_unpack;
    l->all = (in->depth && in->levels[in->depth - 1].all) ||
             (!is_source &&
              selection_globs(&in->options->selection, buf_str(&in->name)));
    if (!name_level(in, l, n, is_source))
        return out_of_memory(e);
    if (archive_reader_open(&l->archive, s, n.packing,
                            max ? max : ARCHIVE_BYTES_DEFAULT, &why) == ST_OK) {
        in->depth++;
        return ST_OK;
    }
    archive_reader_close(&l->archive);
    return reject_failure(in, b, 0, &why, e);
}

/* Begins with the bytes of the file at hand, packed or not. */
static enum st begin_stream(struct input *in, struct batch *b, struct stream *s,
                            bool is_source, struct err *e)
{
    struct input_name n = input_name_of(buf_str(&in->name));
    struct err why = ERR_INIT;
    in->stem = n.stem;
    if (!input_is_ours(n)) {
        if (stream_peek(s, ARCHIVE_BEGINS, &why) != ST_OK)
            return reject_failure(in, b, 0, &why, e);
        if (archive_begins(bytes_of(s->p, s->n)))
            n.packing = PACKED_ANY;
    }
    return n.packing != PACKED_NOT ? begin_archive(in, b, s, n, is_source, e)
                                   : begin_records(in, b, s, n.format, e);
}

/* A program's output is text unless it says otherwise itself. */
static enum st begin_output(struct input *in, struct batch *b, enum st opened,
                            const struct err *opening, struct err *e)
{
    struct stream *const s = &in->filter.stream;
    struct err why = *opening;
    enum input_format format = INPUT_TEXT;
    in->stem = input_name_of(buf_str(&in->name)).stem;
    if (opened == ST_OK && stream_peek(s, DETECT_BYTES, &why) == ST_OK) {
        if (detect_format(bytes_of(s->p, s->n)) == INPUT_HTML)
            format = INPUT_HTML;
        return begin_records(in, b, s, format, e);
    }
    stream_close(s);
    return reject_failure(in, b, 0, &why, e);
}

/* ---- members of archives ---- */

static void end_archive(struct input *in)
{
    archive_reader_close(&in->levels[--in->depth].archive);
    if (in->depth == 0)
        stream_close(&in->file.stream);
}

/* Path and name of a member, as the file at hand. */
static bool name_member(struct input *in, const struct input_level *l,
                        const struct archive_item *item)
{
    const char *name = item->name;
    if (item->kind == ARCHIVE_FILE) /* what x.txt.gz holds is x.txt */
        return set_bytes(&in->path, l->path.p, l->path.n) &&
               set_bytes(&in->name, l->name.p, l->unpacked);
    if (strncmp(name, (const char *)l->own.p, l->own.n) == 0)
        name += l->own.n;
    return set_bytes(&in->path, l->path.p, l->path.n) &&
           buf_append_str(&in->path, "!/") &&
           buf_append_str(&in->path, item->name) &&
           set_bytes(&in->name, l->prefix.p, l->prefix.n) &&
           buf_append_str(&in->name, name);
}

static bool is_selected(struct input *in, const struct input_level *l,
                        const struct archive_item *item)
{
    struct selection s = in->options->selection;
    const char *const name = buf_str(&in->name);
    if (l->all)
        s.n_globs = 0;
    return item->kind == ARCHIVE_FILE ||
           (item->kind == ARCHIVE_REFUSED ? selection_enters(&s, item->name)
                                          : selection_has(&s, name));
}

static enum st begin_member(struct input *in, struct batch *b,
                            struct input_level *l,
                            const struct archive_item *item, struct err *e)
{
    struct stream *const s = &l->archive.member;
    const struct filter_rule *const rule =
        selection_filter(&in->options->selection, buf_str(&in->name));
    struct err why = ERR_INIT;
    if (!rule)
        return begin_stream(in, b, s,
                            item->kind == ARCHIVE_FILE && l->prefix.n == 0, e);
    const enum st st = filter_stream_open_bytes(&in->filter, rule, s,
                                                in->options->max_record, &why);
    return begin_output(in, b, st, &why, e);
}

static enum st next_member(struct input *in, struct batch *b, struct err *e)
{
    struct input_level *const l = &in->levels[in->depth - 1];
    struct archive_item item;
    struct err why = ERR_INIT;

    const enum st st = archive_next(&l->archive, &item, &why);
    if (st != ST_OK || item.kind == ARCHIVE_END) {
        if (!set_bytes(&in->path, l->path.p, l->path.n) ||
            !set_bytes(&in->name, l->name.p, l->name.n))
            return out_of_memory(e);
        in->stem = input_name_of(buf_str(&in->name)).stem;
        end_archive(in);
        return st == ST_OK ? ST_OK : reject_failure(in, b, 0, &why, e);
    }
    if (!name_member(in, l, &item))
        return out_of_memory(e);
    in->stem = input_name_of(buf_str(&in->name)).stem;
    if (!is_selected(in, l, &item)) {
        in->done.files_skipped++;
        if (in->options->skipped)
            in->options->skipped(in->options->skipped_ctx, buf_str(&in->path));
        return ST_OK;
    }
    if (item.kind == ARCHIVE_REFUSED)
        return reject(in, b, 0, item.reason, e);
    return begin_member(in, b, l, &item, e);
}

/* ---- the outside ---- */

static enum st begin_file(struct input *in, struct batch *b, const char *path,
                          bool is_source, struct err *e)
{
    struct err why = ERR_INIT;
    const bool is_stdin = is_source && strcmp(path, "-") == 0;
    const enum st st = is_stdin ? file_stream_stdin(&in->file, &why)
                                : file_stream_open(&in->file, path, &why);
    in->stem = input_name_of(buf_str(&in->name)).stem;
    if (st != ST_OK)
        return reject_failure(in, b, 0, &why, e);
    const enum st begun = begin_stream(in, b, &in->file.stream, is_source, e);
    if (!input_is_open(in))
        stream_close(&in->file.stream);
    return begun;
}

/* A program reads the file, and we do not see how far it is; that it was found
 * is counted already. */
static void count_filtered(struct input *in, const char *path)
{
    struct file_info info;
    if (file_stat(path, true, &info, NULL) == ST_OK)
        in->done.bytes_read += info.size;
}

enum st input_begin(struct input *in, struct batch *b, const char *path,
                    const char *name, bool is_source, struct err *e)
{
    struct err why = ERR_INIT;
    if (!set_str(&in->path, path) || !set_str(&in->name, name))
        return out_of_memory(e);
    const struct filter_rule *const rule =
        selection_filter(&in->options->selection, name);
    if (!rule)
        return begin_file(in, b, path, is_source, e);
    const enum st st = filter_stream_open(&in->filter, rule, path, &why);
    if (st == ST_OK)
        count_filtered(in, path);
    return begin_output(in, b, st, &why, e);
}

enum st input_next(struct input *in, struct batch *b, struct err *e)
{
    return in->reading ? next_record(in, b, e) : next_member(in, b, e);
}

void input_new_batch(struct input *in)
{
    in->payload = 0;
    in->named = false;
}

void input_release(struct input *in)
{
    in->depth = MIN(in->depth, SOURCE_DEPTH);
    while (in->depth)
        end_archive(in);
    for (size_t i = 0; i < SOURCE_DEPTH; i++) {
        struct input_level *const l = &in->levels[i];
        buf_release(&l->path);
        buf_release(&l->name);
        buf_release(&l->prefix);
        buf_release(&l->own);
    }
    records_release(&in->records);
    utf16_stream_release(&in->utf16);
    filter_stream_release(&in->filter);
    file_stream_release(&in->file);
    buf_release(&in->path);
    buf_release(&in->name);
}
