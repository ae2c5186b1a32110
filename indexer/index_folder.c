#include "indexer/index_folder.h"

#include <inttypes.h>
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

static bool is_segment(const char *name, uint32_t *number)
{
    char exact[SEGMENT_NAME];
    return sscanf(name, "%6" SCNu32, number) == 1 &&
           strcmp(segment_name(*number, exact), name) == 0;
}

/* A name only this program gives to a file it will rename or remove. */
static bool is_temporary(const char *name)
{
    unsigned number;
    char rest[5];
    return ends_with(name, ".tmp") &&
           ((sscanf(name, "%6u.%4s", &number, rest) == 2 &&
             strcmp(rest, "seg.") == 0) ||
            strncmp(name, "spill-", 6) == 0 ||
            strcmp(name, MANIFEST_NAME ".tmp") == 0);
}

static bool is_live(const struct manifest *m, uint32_t number)
{
    for (size_t i = 0; i < m->n; i++)
        if (m->segments[i].number == number)
            return true;
    return false;
}

/* A segment that may be of use keeps its number, too. */
static bool is_leftover(struct index_folder *f, const char *name)
{
    struct manifest *const m = &f->manifest;
    uint32_t number;
    if (!is_segment(name, &number))
        return is_temporary(name);
    if (f->sure)
        return !is_live(m, number);
    m->next_segment = MAX(m->next_segment, number + 1);
    return false;
}

static enum st remove_leftovers(struct index_folder *f, struct err *e)
{
    struct file_list names;
    enum st st = file_list_folder(f->path, &names, e);
    if (st != ST_OK)
        return st;
    for (size_t i = 0; i < names.n && st == ST_OK; i++) {
        if (!is_leftover(f, names.names[i]))
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
    f->sure = st == ST_OK || st == ST_NOT_FOUND;
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

enum st index_folder_open_segment(const struct index_folder *f, uint32_t number,
                                  struct segment **out, struct err *e)
{
    char name[SEGMENT_NAME];
    char *const path = file_join(f->path, segment_name(number, name));
    *out = NULL;
    const enum st st = path ? segment_open(out, path, e) : out_of_memory(f, e);
    mem_free(path);
    return st;
}

/* Whether the commit that failed has left the manifest as it was. When only
 * the last sync failed the new one is there, but may not outlive a power cut:
 * then both segments are of use. */
static bool is_unchanged(const struct index_folder *f)
{
    struct manifest now;
    const enum st st = manifest_read(&now, f->path, NULL);
    if (st != ST_OK)
        return st == ST_NOT_FOUND && f->manifest.generation == 0;
    const bool same = now.generation == f->manifest.generation;
    manifest_release(&now);
    return same;
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
        f->sure = f->sure && is_unchanged(f);
        return st;
    }
    manifest_release(m);
    *m = next;
    f->sure = true;
    return ST_OK; /* closing removes what is no longer live */
}
