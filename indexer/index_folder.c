#include "indexer/index_folder.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

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
    return sscanf(name, "%" SCNu32, number) == 1 &&
           strcmp(segment_name(*number, exact), name) == 0;
}

static bool is_deletions(const char *name, struct manifest_segment *of)
{
    char exact[DELETIONS_NAME];
    return sscanf(name, "%" SCNu32 ".%" SCNu64, &of->number, &of->deleted_in) ==
               2 &&
           strcmp(deletions_name(of, exact), name) == 0;
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
            strcmp(name, CHECKPOINT_NAME ".tmp") == 0 ||
            strcmp(name, MANIFEST_NAME ".tmp") == 0);
}

/* ---- what is left over ---- */

enum leftover {
    IN_USE,
    UNKNOWN,   /* perhaps named by a manifest that cannot be read            */
    UNSEEN,    /* no manifest ever named it                                  */
    WAS_NAMED, /* a reader may have read so, and be about to open it         */
};

static const struct manifest_segment *find_live(const struct manifest *m,
                                                uint32_t number)
{
    for (size_t i = 0; i < m->n; i++)
        if (m->segments[i].number == number)
            return &m->segments[i];
    return NULL;
}

static enum leftover kind_of(struct index_folder *f, const char *name)
{
    struct manifest *const m = &f->manifest;
    struct manifest_segment s = {.number = 0};
    if (is_temporary(name))
        return UNSEEN;
    if (strcmp(name, CHECKPOINT_NAME) == 0)
        return f->unfinished ? IN_USE : UNSEEN;
    if (is_segment(name, &s.number)) {
        if (!f->sure)
            return UNKNOWN;
        if (find_live(m, s.number) ||
            (f->unfinished && find_live(&f->checkpoint.segments, s.number)))
            return IN_USE;
        if (f->unfinished && s.number == f->checkpoint.number)
            return UNSEEN; /* begun, and not finished */
        return s.number >= m->next_segment ? UNSEEN : WAS_NAMED;
    }
    if (!is_deletions(name, &s))
        return IN_USE; /* none of ours */
    const struct manifest_segment *const live = find_live(m, s.number);
    if (!f->sure)
        return UNKNOWN;
    if (live && live->deleted && live->deleted_in == s.deleted_in)
        return IN_USE;
    return s.deleted_in > m->generation ? UNSEEN : WAS_NAMED;
}

/* Whether at some moment after the last commit no reader was between reading a
 * manifest and having opened what it names: those to come read the new one.
 * Their moment is short, but they may be many, or stopped in it. */
static bool is_unwatched(const struct index_folder *f)
{
    enum { TRIES = 20 };
    const struct timespec pause = {.tv_nsec = 1000 * 1000};
    for (int i = 0; i < TRIES; i++) {
        bool held;
        if (file_folder_is_held(f->path, &held, NULL) != ST_OK)
            return false;
        if (!held)
            return true;
        nanosleep(&pause, NULL);
    }
    return false; /* the next writer asks again */
}

static enum st remove_file(const struct index_folder *f, const char *name,
                           struct err *e)
{
    char *const path = file_join(f->path, name);
    const enum st st = path ? file_remove(path, e) : out_of_memory(f, e);
    mem_free(path);
    return st;
}

/* A segment that may be of use keeps its number, too. */
static void keep_number(struct index_folder *f, const char *name)
{
    uint32_t number;
    if (is_segment(name, &number))
        f->manifest.next_segment = MAX(f->manifest.next_segment, number + 1);
}

static enum st remove_leftovers(struct index_folder *f, struct err *e)
{
    struct file_list names;
    bool asked = false, unwatched = false;
    enum st st = file_list_folder(f->path, &names, e);
    if (st != ST_OK)
        return st;
    for (size_t i = 0; i < names.n && st == ST_OK; i++) {
        const enum leftover kind = kind_of(f, names.names[i]);
        if (kind == WAS_NAMED && !asked) {
            unwatched = is_unwatched(f);
            asked = true;
        }
        if (kind == UNSEEN || (kind == WAS_NAMED && unwatched))
            st = remove_file(f, names.names[i], e);
        else if (kind == UNKNOWN)
            keep_number(f, names.names[i]);
    }
    file_list_release(&names);
    return st;
}

/* ---- opening ---- */

static enum st refuse_unfinished(const struct index_folder *f, struct err *e)
{
    return err_set(e, ST_USAGE,
                   "%s: the build of it was interrupted; go on with build "
                   "--resume and the same sources, or begin again with "
                   "build --force",
                   f->path);
}

/* Whether a build was interrupted, and what that means for what is to be done.
 * A checkpoint whose last segment is the index was only not removed. */
static enum st read_checkpoint(struct index_folder *f, enum index_intent intent,
                               struct err *e)
{
    struct checkpoint *const c = &f->checkpoint;
    struct err why = ERR_INIT;
    if (intent == INDEX_REPLACE)
        return ST_OK;
    const enum st st = checkpoint_read(c, f->path, &why);
    if (st == ST_NOT_FOUND)
        return ST_OK;
    if (st != ST_OK)
        return err_set(e, st, "%s", why.msg);
    if (find_live(&f->manifest, c->number)) {
        checkpoint_release(c);
        return ST_OK;
    }
    f->unfinished = true;
    if (intent != INDEX_RESUME)
        return refuse_unfinished(f, e);
    f->manifest.next_segment = MAX(f->manifest.next_segment, c->number + 1);
    for (size_t i = 0; i < c->segments.n; i++)
        f->manifest.next_segment =
            MAX(f->manifest.next_segment, c->segments.segments[i].number + 1);
    return ST_OK;
}

static enum st refuse(const struct index_folder *f, struct err *e)
{
    return err_set(e, ST_USAGE,
                   "%s: holds an index already; name another folder, add to "
                   "it with add, or replace it with --force",
                   f->path);
}

/* An index that cannot even be read may be replaced as any other. */
static enum st read_manifest(struct index_folder *f, enum index_intent intent,
                             struct err *e)
{
    struct err why = ERR_INIT;
    const enum st st = manifest_read(&f->manifest, f->path, &why);
    const bool bad = st == ST_CORRUPT || st == ST_VERSION;
    f->sure = st == ST_OK || st == ST_NOT_FOUND;
    if (st == ST_OK)
        return ST_OK;
    if (intent == INDEX_CHANGE)
        return err_set(e, st, "%s", why.msg);
    if (st == ST_NOT_FOUND || (bad && intent == INDEX_REPLACE)) {
        f->manifest = (struct manifest){.next_segment = 1};
        return ST_OK;
    }
    if (bad)
        return err_set(e, ST_USAGE, "%s; replace it with --force", why.msg);
    return err_set(e, st, "%s", why.msg);
}

/* Taking the lock of an index makes its folder: not for a misspelt name. */
static enum st make_folder(const char *path, enum index_intent intent,
                           struct err *e)
{
    struct manifest m;
    if (intent != INDEX_CHANGE)
        return file_make_folder(path, e);
    const enum st st = manifest_read(&m, path, e);
    manifest_release(&m);
    return st;
}

enum st index_folder_open(struct index_folder *f, const char *path,
                          enum index_intent intent, struct err *e)
{
    *f = (struct index_folder){.path = path, .lock = {.fd = -1}};
    char *const lock = file_join(path, LOCK_NAME);
    enum st st = lock ? make_folder(path, intent, e) : out_of_memory(f, e);
    if (st == ST_OK)
        st = file_lock_take(&f->lock, lock, e);
    if (st == ST_OK)
        st = read_manifest(f, intent, e);
    if (st == ST_OK)
        st = read_checkpoint(f, intent, e);
    if (st == ST_OK && f->manifest.generation > 0 && !f->unfinished &&
        (intent == INDEX_CREATE || intent == INDEX_RESUME))
        st = refuse(f, e);
    if (st == ST_OK)
        st = remove_leftovers(f, e);
    if (intent != INDEX_CHANGE)
        snprintf(f->manifest.lang, MANIFEST_LANG, "none");
    mem_free(lock);
    return st;
}

enum st index_folder_clean(struct index_folder *f, struct err *e)
{
    return remove_leftovers(f, e);
}

void index_folder_close(struct index_folder *f)
{
    if (f->lock.held)
        (void)!remove_leftovers(f, NULL); /* the next writer tries again */
    file_lock_release(&f->lock);
    manifest_release(&f->manifest);
    checkpoint_release(&f->checkpoint);
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

enum st index_folder_keep(struct index_folder *f, struct err *e)
{
    enum st st = file_sync_folder(f->path, e);
    if (st == ST_OK)
        st = checkpoint_write(&f->checkpoint, f->path, e);
    f->unfinished |= st == ST_OK;
    return st;
}

enum st index_folder_commit(struct index_folder *f,
                            const struct manifest_segment *segments, size_t n,
                            struct err *e)
{
    struct manifest *const m = &f->manifest;
    struct manifest next = {
        .generation = m->generation + 1,
        .next_segment = m->next_segment,
        .zones = m->zones,
    };
    enum st st = ST_OK;
    memcpy(next.lang, m->lang, sizeof(next.lang));
    for (size_t i = 0; i < n && st == ST_OK; i++) {
        next.next_segment = MAX(next.next_segment, segments[i].number + 1);
        st = manifest_add(&next, &segments[i], e);
    }
    if (st == ST_OK) /* the files' names must last before their mention does */
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
    if (f->unfinished && find_live(m, f->checkpoint.number))
        f->unfinished = false;
    return ST_OK; /* closing removes what is no longer live */
}
