#include "indexer/source/source.h"

#include <string.h>

#include "common/base/file.h"
#include "common/base/mem.h"
#include "indexer/source/folder_walk.h"
#include "indexer/source/input.h"

struct source {
    const char *const *paths;
    size_t n, next; /* arguments, and the one not yet begun */
    struct source_options options;
    uint64_t next_batch;
    uint64_t bytes_found; /* of arguments that are files */
    bool walking;
    struct folder_walk walk;
    struct input input;
};

static enum st out_of_memory(struct err *e)
{
    return err_set(e, ST_NOMEM, "out of memory");
}

static bool is_stdin(const char *path)
{
    return strcmp(path, "-") == 0;
}

/* ---- opening ---- */

static enum st check_argument(struct source *s, const char *path, struct err *e)
{
    struct file_info info;
    if (is_stdin(path))
        return ST_OK;
    const enum st st = file_stat(path, true, &info, e);
    if (st != ST_OK)
        return st;
    switch (info.kind) {
    case FILE_NONE:
        return err_set(e, ST_NOT_FOUND, "%s: no such file or folder", path);
    case FILE_REGULAR:
        s->bytes_found += info.size;
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
    size_t from_stdin = 0;

    *out = NULL;
    struct source *s = mem_zalloc(sizeof(*s));
    if (!s)
        return out_of_memory(e);
    s->paths = paths;
    s->n = n;
    s->options = *options;
    s->input.options = &s->options;
    for (size_t i = 0; i < n && st == ST_OK; i++) {
        st = check_argument(s, paths[i], e);
        from_stdin += is_stdin(paths[i]);
    }
    if (st == ST_OK && from_stdin > 1)
        st = err_set(e, ST_USAGE, "-: the standard input can be read once");
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
    input_release(&s->input);
    mem_free(s);
}

struct source_progress source_progress(const struct source *s)
{
    struct source_progress p = s->input.done;
    p.bytes_read += s->input.file.bytes_read;
    p.bytes_found += s->bytes_found + s->walk.bytes_found;
    p.files_skipped += s->walk.files_skipped;
    return p;
}

/* ---- what comes next ---- */

static enum st begin_folder(struct source *s, const char *path, struct err *e)
{
    const struct walk_options options = {
        .selection = &s->options.selection,
        .follow = s->options.follow,
        .skipped = s->options.skipped,
        .skipped_ctx = s->options.skipped_ctx,
    };
    s->walking = true;
    return folder_walk_begin(&s->walk, path, &options, e);
}

static enum st begin_argument(struct source *s, struct batch *b,
                              const char *path, struct err *e)
{
    const char *const slash = strrchr(path, '/');
    const char *const name = slash ? slash + 1 : path;
    struct file_info info;
    struct err why = ERR_INIT;

    if (is_stdin(path))
        return input_begin(&s->input, b, path, "stdin", true, e);
    if (file_stat(path, true, &info, &why) != ST_OK)
        return why.code == ST_NOMEM
                   ? out_of_memory(e)
                   : reject_file(b, path, name, reason_without_path(&why, path),
                                 e);
    if (info.kind == FILE_FOLDER)
        return begin_folder(s, path, e);
    if (info.kind == FILE_NONE)
        return reject_file(b, path, name, "vanished since the start", e);
    return input_begin(&s->input, b, path, name, true, e);
}

static enum st walk_on(struct source *s, struct batch *b, struct err *e)
{
    struct walk_item item;
    const enum st st = folder_walk_next(&s->walk, &item, e);
    if (st != ST_OK)
        return st;
    switch (item.kind) {
    case WALK_FILE:
        return input_begin(&s->input, b, item.path, item.name, false, e);
    case WALK_REFUSED:
        return reject_file(b, item.path, item.name, item.reason, e);
    case WALK_END:
        break;
    }
    s->walking = false;
    return ST_OK;
}

static bool is_full(const struct source *s, const struct batch *b)
{
    return s->input.payload >= BATCH_BYTES || b->n >= BATCH_RECORDS;
}

enum st source_next_batch(struct source *s, struct batch *b, struct err *e)
{
    enum st st = ST_OK;

    batch_clear(b);
    b->number = s->next_batch++;
    input_new_batch(&s->input);
    while (st == ST_OK && !is_full(s, b)) {
        if (input_is_open(&s->input))
            st = input_next(&s->input, b, e);
        else if (s->walking)
            st = walk_on(s, b, e);
        else if (s->next < s->n)
            st = begin_argument(s, b, s->paths[s->next++], e);
        else
            break;
    }
    return st;
}
