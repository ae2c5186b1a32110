#include "query/saved/saved_query.h"

#include <stdlib.h>
#include <string.h>

#include "common/base/json_reader.h"
#include "common/base/json_writer.h"
#include "common/base/mem.h"
#include "common/base/utf8.h"
#include "query/saved/saved_folder.h"

enum { FILE_MAX = 1 << 20 }; /* bytes; a command line is less */

/* ---- reading ---- */

#define MEND "mend the file, or remove the query and add it again"

/* What a file said. */
struct draft {
    struct saved_query query;
    long version; /* 0: none */
    bool odd;     /* a member is not known, or no text, or there twice */
};

static const char **text_of(struct saved_query *q, struct bytes key)
{
    return bytes_equal_str(key, "index")     ? &q->index
           : bytes_equal_str(key, "query")   ? &q->query
           : bytes_equal_str(key, "options") ? &q->options
                                             : NULL;
}

static enum st take_member(struct draft *d, const struct json_member *m,
                           struct arena *arena, struct err *e)
{
    const char **const text = text_of(&d->query, m->key);
    char *const copy = arena_strndup(arena, (const char *)m->text.p, m->text.n);
    if (!copy)
        return err_set(e, ST_NOMEM, "out of memory");
    if (text && !*text && m->kind == VALUE_STRING)
        *text = copy;
    else if (bytes_equal_str(m->key, "version") && !d->version &&
             m->kind == VALUE_NUMBER)
        d->version = strtol(copy, NULL, 10);
    else
        d->odd = true;
    return ST_OK;
}

static enum st read_members(struct draft *d, struct bytes text,
                            struct arena *arena, struct err *e)
{
    struct json_reader r;
    struct json_member m;
    struct buf scratch = BUF_INIT;
    enum st st = ST_OK;
    if (!json_reader_init(&r, text, &scratch))
        st = err_set(e, ST_NOMEM, "out of memory");
    while (st == ST_OK && json_reader_next(&r, &m))
        st = take_member(d, &m, arena, e);
    if (st == ST_OK && r.error)
        st = err_set(e, ST_CORRUPT, "%s at byte %zu; " MEND, r.error, r.at);
    buf_release(&scratch);
    return st;
}

static enum st check_draft(const struct draft *d, struct err *e)
{
    const struct saved_query *const q = &d->query;
    if (d->version > SAVED_QUERY_VERSION)
        return err_set(e, ST_VERSION,
                       "version %ld, of a newer dateline-query; run that one, "
                       "or remove the query and add it again",
                       d->version);
    if (d->version != SAVED_QUERY_VERSION)
        return err_set(e, ST_CORRUPT, "no \"version\" that there is; " MEND);
    if (d->odd || !q->index || !q->query || !q->options)
        return err_set(e, ST_CORRUPT,
                       "\"index\", \"query\" and \"options\" have to be "
                       "there, as texts, and nothing else; " MEND);
    return ST_OK;
}

enum st saved_query_read(struct saved_query *out, struct arena *arena,
                         const char *folder, const char *name, struct err *e)
{
    struct draft d = {.version = 0};
    struct buf text = BUF_INIT;
    char *path = NULL;
    enum st st = saved_name_find(folder, name, e);
    if (st != ST_OK)
        return st;
    path = saved_path(folder, name, SAVED_QUERY);
    if (!path)
        return err_set(e, ST_NOMEM, "out of memory");
    if ((st = file_read(path, FILE_MAX, &text, e)) != ST_OK)
        goto done;
    st = read_members(&d, buf_bytes(&text), arena, e);
    if (st == ST_OK)
        st = check_draft(&d, e);
    if (st != ST_OK)
        err_note(e, "%s", path);
    *out = d.query;

done:
    buf_release(&text);
    mem_free(path);
    return st;
}

/* ---- writing ---- */

static void put_member(struct buf *out, const char *name, const char *text)
{
    struct json_writer w = jw_of(out);
    buf_printf(out, ",\n  \"%s\": ", name);
    jw_str(&w, text);
}

static enum st check_text(const char *what, const char *text, struct err *e)
{
    return utf8_valid(bytes_of_str(text))
               ? ST_OK
               : err_set(e, ST_USAGE, "the %s is not UTF-8, so it is not saved",
                         what);
}

/* Writes the file while nobody else does. */
static enum st write_locked(const char *folder, const char *name, bool replace,
                            const struct buf *text, struct err *e)
{
    char *const path = saved_path(folder, name, SAVED_QUERY);
    struct file_lock lock = {.held = false};
    struct file_info there;
    enum st st = ST_OK;
    if (!path || text->failed)
        st = err_set(e, ST_NOMEM, "out of memory");
    if (st == ST_OK)
        st = saved_folder_lock(&lock, folder, e);
    if (st == ST_OK)
        st = file_stat(path, true, &there, e);
    if (st == ST_OK && there.kind != FILE_NONE && !replace)
        st = err_set(e, ST_USAGE,
                     "%s is saved already; --replace puts this in its place",
                     name);
    if (st == ST_OK)
        st = file_replace(folder, strrchr(path, '/') + 1, buf_bytes(text), e);
    file_lock_release(&lock);
    mem_free(path);
    return st;
}

enum st saved_query_write(const struct saved_query *q, const char *folder,
                          const char *name, bool replace, struct err *e)
{
    struct buf text = BUF_INIT;
    enum st st = saved_name_check(name, e);
    if (st == ST_OK)
        st = check_text("path of the index", q->index, e);
    if (st == ST_OK)
        st = check_text("query", q->query, e);
    if (st != ST_OK)
        return st;
    buf_printf(&text, "{\n  \"version\": %d", SAVED_QUERY_VERSION);
    put_member(&text, "index", q->index);
    put_member(&text, "query", q->query);
    put_member(&text, "options", q->options);
    buf_append_str(&text, "\n}\n");
    st = write_locked(folder, name, replace, &text, e);
    buf_release(&text);
    return st;
}

enum st saved_query_remove(const char *folder, const char *name, struct err *e)
{
    struct file_lock lock = {.held = false};
    enum st st = saved_name_find(folder, name, e);
    if (st != ST_OK)
        return st;
    char *const query = saved_path(folder, name, SAVED_QUERY);
    char *const seen = saved_path(folder, name, SAVED_SEEN);
    if (!query || !seen)
        st = err_set(e, ST_NOMEM, "out of memory");
    if (st == ST_OK)
        st = saved_folder_lock(&lock, folder, e);
    if (st == ST_OK)
        st = file_remove(query, e);
    if (st == ST_OK)
        st = file_remove(seen, e);
    if (st == ST_OK)
        st = file_sync_folder(folder, e);
    file_lock_release(&lock);
    mem_free(query);
    mem_free(seen);
    return st;
}
