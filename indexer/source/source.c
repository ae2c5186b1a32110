#include "indexer/source/source.h"

#include <stdio.h>
#include <string.h>

#include "common/base/file.h"
#include "common/base/mem.h"
#include "indexer/source/folder_walk.h"
#include "indexer/source/input_format.h"
#include "indexer/source/line_reader.h"

struct source {
    const char *const *paths;
    size_t n, next; /* arguments, and the one not yet begun */
    struct source_options options;
    uint64_t next_batch;

    bool walking;
    struct folder_walk walk;

    /* The file of lines being read. */
    struct line_reader lines;
    char *lines_path;
    size_t lines_name, lines_name_size; /* its name, within its path */
    struct span path, name;             /* both, in the batch being filled */
    bool named;                         /* they are there already */

    struct source_progress done; /* but for the parts of walk and lines */
    uint64_t payload;            /* bytes of records in this batch */
};

/* A file about to be read, or refused. */
struct input {
    const char *path;
    const char *name; /* the end of `path`                             */
    size_t name_size; /* bytes of `name` that count, without an ending */
};

static enum st out_of_memory(struct err *e)
{
    return err_set(e, ST_NOMEM, "out of memory");
}

/* ---- opening ---- */

static enum st check_argument(struct source *s, const char *path, struct err *e)
{
    struct file_info info;
    const enum st st = file_stat(path, true, &info, e);
    if (st != ST_OK)
        return st;
    switch (info.kind) {
    case FILE_NONE:
        return err_set(e, ST_NOT_FOUND, "%s: no such file or folder", path);
    case FILE_REGULAR:
        s->done.bytes_found += info.size;
        return ST_OK;
    case FILE_FOLDER:
        return ST_OK;
    case FILE_LINK:
    case FILE_OTHER:
        break;
    }
    return err_set(e, ST_USAGE, "%s: neither a file nor a folder", path);
}

enum st source_open(struct source **out, const char *const *paths, size_t n,
                    const struct source_options *options, struct err *e)
{
    enum st st = ST_OK;

    *out = NULL;
    struct source *s = mem_zalloc(sizeof(*s));
    if (!s)
        return out_of_memory(e);
    s->paths = paths;
    s->n = n;
    s->options = *options;
    for (size_t i = 0; i < n && st == ST_OK; i++)
        st = check_argument(s, paths[i], e);
    if (st == ST_OK) {
        *out = s;
        s = NULL; /* now the caller's */
    }
    source_close(s);
    return st;
}

void source_close(struct source *s)
{
    if (!s)
        return;
    folder_walk_release(&s->walk);
    line_reader_release(&s->lines);
    mem_free(s->lines_path);
    mem_free(s);
}

struct source_progress source_progress(const struct source *s)
{
    struct source_progress p = s->done;
    p.bytes_read += s->lines.bytes_read;
    p.bytes_found += s->walk.bytes_found;
    p.files_skipped += s->walk.files_skipped;
    return p;
}

/* ---- records ---- */

static enum st add_reject(struct batch *b, const struct input *in,
                          uint64_t line, const char *reason, struct err *e)
{
    struct raw_record r = {.kind = RECORD_REJECT, .line = line};
    if (!batch_put(b, in->path, strlen(in->path), &r.path) ||
        !batch_put(b, in->name, in->name_size, &r.name) ||
        !batch_put(b, reason, strlen(reason), &r.bytes) || !batch_add(b, &r))
        return out_of_memory(e);
    return ST_OK;
}

/* What a call on `in` failed with becomes a reject; only ST_NOMEM goes on. */
static enum st reject_failure(struct batch *b, const struct input *in,
                              uint64_t line, const struct err *why,
                              struct err *e)
{
    if (why->code == ST_NOMEM)
        return out_of_memory(e);
    return add_reject(b, in, line, reason_without_path(why, in->path), e);
}

static enum st reject_size(struct batch *b, const struct input *in,
                           uint64_t line, uint64_t size, size_t max,
                           struct err *e)
{
    char reason[96];
    snprintf(reason, sizeof(reason),
             "%llu bytes, more than the %zu a document may have",
             (unsigned long long)size, max);
    return add_reject(b, in, line, reason, e);
}

/* Reads the open file up to its end, or one byte past the limit. */
static enum st read_whole(struct source *s, struct file_in *f, struct buf *out,
                          uint64_t *size, struct err *e)
{
    enum { STEP = 64 * 1024 };
    const size_t max = s->options.max_record;
    for (*size = 0;;) {
        const size_t left = max - (size_t)*size + 1;
        size_t got = 0;
        /* The size it had when opened, plus one byte to meet its end. */
        const size_t want =
            f->size >= *size ? (size_t)(f->size - *size) + 1 : STEP;
        const size_t n = MIN(left, want);
        if (!buf_reserve(out, n))
            return out_of_memory(e);
        const enum st st = file_in_read(f, out->p + out->n, n, &got, e);
        out->n += got;
        *size += got;
        s->done.bytes_read += got;
        if (st != ST_OK || got == 0 || *size > max)
            return st;
    }
}

static enum st add_text(struct source *s, struct batch *b,
                        const struct input *in, struct err *e)
{
    const size_t max = s->options.max_record, start = b->bytes.n;
    struct err why = ERR_INIT;
    struct file_in f;

    if (file_in_open(&f, in->path, &why) != ST_OK)
        return reject_failure(b, in, 0, &why, e);
    s->done.files_read++;
    uint64_t size = f.size;
    enum st st = ST_OK;
    if (size <= max)
        st = read_whole(s, &f, &b->bytes, &size, &why);
    file_in_close(&f);
    if (st != ST_OK || size > max) {
        b->bytes.n = start; /* never half a document */
        return st != ST_OK ? reject_failure(b, in, 0, &why, e)
                           : reject_size(b, in, 0, size, max, e);
    }
    struct raw_record r = {.kind = RECORD_TEXT,
                           .bytes = {start, b->bytes.n - start}};
    if (!batch_put(b, in->path, strlen(in->path), &r.path) ||
        !batch_put(b, in->name, in->name_size, &r.name) || !batch_add(b, &r))
        return out_of_memory(e);
    s->payload += r.bytes.n;
    return ST_OK;
}

static enum st open_lines(struct source *s, struct batch *b,
                          const struct input *in, bool compressed,
                          struct err *e)
{
    struct err why = ERR_INIT;

    if (line_reader_open(&s->lines, in->path, compressed, &why) != ST_OK)
        return reject_failure(b, in, 0, &why, e);
    s->done.files_read++;
    mem_free(s->lines_path);
    s->lines_path = mem_strndup(in->path, strlen(in->path));
    if (!s->lines_path)
        return out_of_memory(e);
    s->lines_name = (size_t)(in->name - in->path);
    s->lines_name_size = in->name_size;
    s->named = false;
    return ST_OK;
}

/* Path and name stand once in a batch, however many lines share them. */
static bool name_lines(struct source *s, struct batch *b,
                       const struct input *in)
{
    if (!s->named)
        s->named = batch_put(b, in->path, strlen(in->path), &s->path) &&
                   batch_put(b, in->name, in->name_size, &s->name);
    return s->named;
}

static enum st add_line(struct source *s, struct batch *b, struct err *e)
{
    const struct input in = {s->lines_path, s->lines_path + s->lines_name,
                             s->lines_name_size};
    struct line line;
    struct err why = ERR_INIT;

    if (!name_lines(s, b, &in))
        return out_of_memory(e);
    struct raw_record r = {.kind = RECORD_JSON,
                           .bytes = {b->bytes.n, 0},
                           .path = s->path,
                           .name = s->name};
    const enum st st = line_reader_next(&s->lines, s->options.max_record,
                                        &b->bytes, &line, &why);
    r.line = s->lines.number;
    if (st != ST_OK) {
        line_reader_close(&s->lines);
        return reject_failure(b, &in, r.line, &why, e);
    }
    switch (line.kind) {
    case LINE_TEXT:
        break;
    case LINE_TOO_LONG:
        return reject_size(b, &in, r.line, line.size, s->options.max_record, e);
    case LINE_END:
        line_reader_close(&s->lines);
        return ST_OK;
    }
    r.bytes.n = b->bytes.n - r.bytes.at;
    s->payload += r.bytes.n;
    return batch_add(b, &r) ? ST_OK : out_of_memory(e);
}

/* ---- what comes next ---- */

static enum st begin_file(struct source *s, struct batch *b,
                          const struct input *in, struct err *e)
{
    switch (input_format_of(in->name)) {
    case INPUT_LINES:
        return open_lines(s, b, in, false, e);
    case INPUT_ZSTD_LINES:
        return open_lines(s, b, in, true, e);
    case INPUT_TEXT:
    case INPUT_OTHER:
        break;
    }
    return add_text(s, b, in, e);
}

static enum st begin_argument(struct source *s, struct batch *b,
                              const char *path, struct err *e)
{
    const char *const slash = strrchr(path, '/');
    const char *const name = slash ? slash + 1 : path;
    const struct input in = {path, name, input_stem_size(name)};
    struct file_info info;
    struct err why = ERR_INIT;

    if (file_stat(path, true, &info, &why) != ST_OK)
        return reject_failure(b, &in, 0, &why, e);
    if (info.kind == FILE_FOLDER) {
        s->walking = true;
        return folder_walk_begin(&s->walk, path, e);
    }
    if (info.kind == FILE_NONE)
        return add_reject(b, &in, 0, "vanished since the start", e);
    return begin_file(s, b, &in, e);
}

static enum st walk_on(struct source *s, struct batch *b, struct err *e)
{
    struct walk_item item;
    const enum st st = folder_walk_next(&s->walk, &item, e);
    if (st != ST_OK)
        return st;
    if (item.kind == WALK_END) {
        s->walking = false;
        return ST_OK;
    }
    const struct input in = {item.path, item.name, input_stem_size(item.name)};
    if (item.kind == WALK_REFUSED)
        return add_reject(b, &in, 0, item.reason, e);
    return begin_file(s, b, &in, e);
}

static bool is_full(const struct source *s, const struct batch *b)
{
    return s->payload >= BATCH_BYTES || b->n >= BATCH_RECORDS;
}

enum st source_next_batch(struct source *s, struct batch *b, struct err *e)
{
    enum st st = ST_OK;

    batch_clear(b);
    b->number = s->next_batch++;
    s->payload = 0;
    s->named = false;
    while (st == ST_OK && !is_full(s, b)) {
        if (s->lines.is_open)
            st = add_line(s, b, e);
        else if (s->walking)
            st = walk_on(s, b, e);
        else if (s->next < s->n)
            st = begin_argument(s, b, s->paths[s->next++], e);
        else
            break;
    }
    return st;
}
