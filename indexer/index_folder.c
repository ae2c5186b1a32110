#include "indexer/index_folder.h"

#include <stdio.h>
#include <string.h>

#include "common/base/mem.h"
#include "common/segment/layout.h"

static enum st out_of_memory(const struct index_folder *f, struct err *e)
{
    return err_set(e, ST_NOMEM, "%s: out of memory", f->path);
}

static bool ends_with(const char *s, const char *end)
{
    const size_t n = strlen(s), k = strlen(end);
    return n >= k && strcmp(s + n - k, end) == 0;
}

/* A name only this program gives: a temporary file of ours, or a segment. */
static bool is_ours(const char *name)
{
    unsigned number;
    char rest[8];
    if (sscanf(name, "%6u.%7s", &number, rest) == 2 &&
        strncmp(rest, "seg", 3) == 0)
        return ends_with(name, ".seg") || ends_with(name, ".tmp");
    return (strncmp(name, "spill-", 6) == 0 && ends_with(name, ".tmp")) ||
           strcmp(name, MANIFEST_NAME ".tmp") == 0;
}

static bool is_live(const struct manifest *m, const char *name)
{
    char live[SEGMENT_NAME];
    for (size_t i = 0; i < m->n; i++)
        if (strcmp(segment_name(m->segments[i].number, live), name) == 0)
            return true;
    return false;
}

static enum st remove_leftovers(const struct index_folder *f, struct err *e)
{
    struct file_list names;
    enum st st = file_list_folder(f->path, &names, e);
    if (st != ST_OK)
        return st;
    for (size_t i = 0; i < names.n && st == ST_OK; i++) {
        if (!is_ours(names.names[i]) || is_live(&f->manifest, names.names[i]))
            continue;
        char *const path = file_join(f->path, names.names[i]);
        st = path ? file_remove(path, e) : out_of_memory(f, e);
        mem_free(path);
    }
    file_list_release(&names);
    return st;
}

/* An index that cannot even be read may be replaced as any other. */
static enum st read_manifest(struct index_folder *f, bool replace,
                             struct err *e)
{
    struct err why = ERR_INIT;
    const enum st st = manifest_read(&f->manifest, f->path, &why);
    if (st == ST_OK && !replace)
        return err_set(e, ST_USAGE,
                       "%s: holds an index already; name another folder, or "
                       "replace it with --force",
                       f->path);
    if (st == ST_OK)
        return ST_OK;
    if (st == ST_NOT_FOUND ||
        ((st == ST_CORRUPT || st == ST_VERSION) && replace)) {
        f->manifest = (struct manifest){.next_segment = 1};
        return ST_OK;
    }
    return err_set(e, st == ST_CORRUPT || st == ST_VERSION ? ST_USAGE : st,
                   "%s; replace it with --force", why.msg);
}

enum st index_folder_open(struct index_folder *f, const char *path,
                          bool replace, struct err *e)
{
    *f = (struct index_folder){.path = path, .lock = {.fd = -1}};
    char *const lock = file_join(path, LOCK_NAME);
    enum st st = lock ? file_make_folder(path, e) : out_of_memory(f, e);
    if (st == ST_OK)
        st = file_lock_take(&f->lock, lock, e);
    if (st == ST_OK)
        st = read_manifest(f, replace, e);
    if (st == ST_OK)
        st = remove_leftovers(f, e);
    snprintf(f->manifest.lang, MANIFEST_LANG, "none");
    mem_free(lock);
    return st;
}

void index_folder_close(struct index_folder *f)
{
    if (f->lock.held)
        (void)!remove_leftovers(f, NULL); /* the next writer tries again */
    file_lock_release(&f->lock);
    manifest_release(&f->manifest);
}

enum st index_folder_commit(struct index_folder *f,
                            const struct manifest_segment *segment,
                            struct err *e)
{
    struct manifest *const m = &f->manifest;
    struct manifest next = {
        .generation = m->generation + 1,
        .next_segment = segment->number + 1,
    };
    memcpy(next.lang, m->lang, sizeof(next.lang));
    enum st st = manifest_add(&next, segment, e);
    if (st == ST_OK) /* the segment's name must last before its mention does */
        st = file_sync_folder(f->path, e);
    if (st == ST_OK)
        st = manifest_write(&next, f->path, e);
    if (st != ST_OK) {
        manifest_release(&next);
        return st;
    }
    manifest_release(m);
    *m = next;
    return ST_OK; /* closing removes what is no longer live */
}
