#include "tests/support/file_recorder.h"

#include <check.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "common/base/file.h"
#include "common/base/mem.h"
#include "tests/support/need.h"

enum {
    BLOCK = 4096,
    MOST_FDS = 1024,
    NO_FILE = -1,
    A_FOLDER = -2, /* in the place of a file's number */
};

/* An event below the root; paths are relative to it ("" is the root). */
struct record {
    enum file_event_kind kind;
    char *path, *to;
    int file;  /* number of the file it is about, or A_FOLDER */
    bool made; /* FILE_OPENED: was not there */
    uint64_t at;
    uint8_t *bytes;
    size_t n;
};

/* What a name stands for: names are few, and searched from first to last. */
struct entry {
    char *path;
    int file;
};

struct names {
    struct entry *v;
    size_t n;
};

struct file_recorder {
    char *root;
    pthread_mutex_t lock;
    struct record *records;
    size_t n_records;
    struct buf *at_start; /* bytes of the first files */
    int n_at_start, n_files;
    struct names names_at_start, names; /* now */
    int file_of_fd[MOST_FDS];
    char message[600];
};

static char *copy(const char *s)
{
    return memcpy(need_alloc(strlen(s) + 1, 1), s, strlen(s) + 1);
}

/* ---- names ---- */

static struct entry *find(const struct names *names, const char *path)
{
    for (size_t i = 0; i < names->n; i++)
        if (strcmp(names->v[i].path, path) == 0)
            return &names->v[i];
    return NULL;
}

static void name(struct names *names, const char *path, int file)
{
    struct entry *const there = find(names, path);
    if (there) {
        there->file = file;
        return;
    }
    names->v = need_resize(names->v, names->n + 1, sizeof(*names->v));
    names->v[names->n++] = (struct entry){copy(path), file};
}

static void forget(struct names *names, const char *path)
{
    struct entry *const there = find(names, path);
    if (!there)
        return;
    free(there->path);
    *there = names->v[--names->n];
}

static struct names names_copy(const struct names *from)
{
    struct names to = {.n = 0};
    for (size_t i = 0; i < from->n; i++)
        name(&to, from->v[i].path, from->v[i].file);
    return to;
}

static void names_release(struct names *names)
{
    for (size_t i = 0; i < names->n; i++)
        free(names->v[i].path);
    free(names->v);
    *names = (struct names){.n = 0};
}

/* Whether `folder` holds `path` directly. */
static bool is_in(const char *path, const char *folder)
{
    const char *const slash = strrchr(path, '/');
    const size_t n = slash ? (size_t)(slash - path) : 0;
    return *path && strlen(folder) == n && strncmp(path, folder, n) == 0;
}

/* Does to names what an event did, to those of its folder. */
static void change_names(struct names *names, const struct record *r)
{
    const struct entry *from;
    switch (r->kind) {
    case FILE_OPENED:
        if (r->made)
            name(names, r->path, r->file);
        break;
    case FOLDER_MADE:
        name(names, r->path, A_FOLDER);
        break;
    case FILE_REMOVED:
        forget(names, r->path);
        break;
    case FILE_RENAMED:
        from = find(names, r->path);
        if (from && from->file == r->file)
            forget(names, r->path);
        name(names, r->to, r->file);
        break;
    case FILE_WRITTEN:
    case FILE_CUT:
    case FILE_SYNCED:
    case FOLDER_SYNCED:
        break;
    }
}

/* ---- recording ---- */

/* The path below the root, NULL when it is elsewhere. */
static const char *below(const struct file_recorder *r, const char *path)
{
    const size_t n = strlen(r->root);
    if (strncmp(path, r->root, n) != 0 || (path[n] && path[n] != '/'))
        return NULL;
    return path[n] ? path + n + 1 : path + n;
}

/* A path as given, less a slash at its end. */
static char *copy_path(const struct file_recorder *r, const char *path)
{
    const char *const rest = below(r, path);
    if (!rest)
        return NULL;
    char *const s = copy(rest);
    const size_t n = strlen(s);
    if (n && s[n - 1] == '/')
        s[n - 1] = '\0';
    return s;
}

/* Which file an event is about; false when none below the root. */
static bool place(struct file_recorder *r, const struct file_event *event,
                  struct record *record)
{
    const bool by_fd = event->kind == FILE_WRITTEN || event->kind == FILE_CUT ||
                       event->kind == FILE_SYNCED;
    if (by_fd || event->kind == FILE_OPENED)
        ck_assert(event->fd >= 0 && event->fd < MOST_FDS);
    if (by_fd) {
        record->file = r->file_of_fd[event->fd];
        return record->file != NO_FILE;
    }
    record->path = copy_path(r, event->path);
    const struct entry *const there =
        record->path ? find(&r->names, record->path) : NULL;
    record->file = there ? there->file : NO_FILE;
    if (event->kind == FILE_OPENED) {
        record->made = record->path && !there;
        if (record->made)
            record->file = r->n_files++;
        r->file_of_fd[event->fd] = record->file;
    }
    if (event->kind == FILE_RENAMED && record->path) {
        record->to = copy_path(r, event->to);
        /* Moved between folders it would be two changes to be torn apart. */
        const char *const slash = strrchr(record->path, '/');
        const size_t n = slash ? (size_t)(slash - record->path) : 0;
        char *const folder = copy(record->path);
        folder[n] = '\0';
        ck_assert(there && record->to && is_in(record->to, folder));
        free(folder);
    }
    return record->path != NULL;
}

static void saw(void *ctx, const struct file_event *event)
{
    struct file_recorder *const r = ctx;
    pthread_mutex_lock(&r->lock);
    struct record record = {.kind = event->kind, .at = event->at};
    if (place(r, event, &record)) {
        record.n = event->bytes.n;
        record.bytes = need_alloc(record.n + 1, 1);
        if (record.n)
            memcpy(record.bytes, event->bytes.p, record.n);
        change_names(&r->names, &record);
        r->records =
            need_resize(r->records, r->n_records + 1, sizeof(*r->records));
        r->records[r->n_records++] = record;
    }
    pthread_mutex_unlock(&r->lock);
}

/* Takes in what stands in the folder `path` of the root. */
static void take_in(struct file_recorder *r, const char *path)
{
    struct file_list list;
    char *const folder = file_join(r->root, path);
    ck_assert_int_eq(file_list_folder(folder, &list, NULL), ST_OK);
    for (size_t i = 0; i < list.n; i++) {
        struct file_info info;
        char *const whole = file_join(folder, list.names[i]);
        char *const rest = copy_path(r, whole);
        ck_assert_int_eq(file_stat(whole, false, &info, NULL), ST_OK);
        if (info.kind == FILE_FOLDER) {
            name(&r->names, rest, A_FOLDER);
            take_in(r, rest);
        } else {
            const int file = r->n_at_start++;
            r->at_start = need_resize(r->at_start, (size_t)r->n_at_start,
                                      sizeof(*r->at_start));
            r->at_start[file] = BUF_INIT;
            ck_assert_int_eq(
                file_read(whole, SIZE_MAX, &r->at_start[file], NULL), ST_OK);
            name(&r->names, rest, file);
        }
        free(rest);
        mem_free(whole);
    }
    mem_free(folder);
    file_list_release(&list);
}

struct file_recorder *file_recorder_start(const char *root)
{
    struct file_recorder *const r = need_alloc(1, sizeof(*r));
    r->root = copy(root);
    pthread_mutex_init(&r->lock, NULL);
    for (int i = 0; i < MOST_FDS; i++)
        r->file_of_fd[i] = NO_FILE;
    take_in(r, "");
    r->n_files = r->n_at_start;
    r->names_at_start = names_copy(&r->names);
    file_watch(saw, r);
    return r;
}

void file_recorder_stop(struct file_recorder *r)
{
    (void)r;
    file_watch(NULL, NULL);
}

void file_recorder_release(struct file_recorder *r)
{
    for (size_t i = 0; i < r->n_records; i++) {
        free(r->records[i].path);
        free(r->records[i].to);
        free(r->records[i].bytes);
    }
    for (int i = 0; i < r->n_at_start; i++)
        buf_release(&r->at_start[i]);
    names_release(&r->names);
    names_release(&r->names_at_start);
    pthread_mutex_destroy(&r->lock);
    free(r->at_start);
    free(r->records);
    free(r->root);
    free(r);
}

size_t file_recorder_events(const struct file_recorder *r)
{
    return r->n_records;
}

const char *file_recorder_point(struct file_recorder *r, size_t point)
{
    static const char *const verbs[] = {
        [FILE_OPENED] = "opening of",   [FILE_WRITTEN] = "write of",
        [FILE_CUT] = "cutting of",      [FILE_SYNCED] = "sync of",
        [FILE_RENAMED] = "renaming of", [FILE_REMOVED] = "removal of",
        [FOLDER_MADE] = "making of",    [FOLDER_SYNCED] = "sync of folder",
    };
    if (point == r->n_records)
        return "behind the last event";
    const struct record *const next = &r->records[point];
    const char *path = next->path;
    for (size_t i = point; !path && i-- > 0;)
        if (r->records[i].kind == FILE_OPENED &&
            r->records[i].file == next->file)
            path = r->records[i].path;
    snprintf(r->message, sizeof(r->message), "before event %zu, %s %s", point,
             verbs[next->kind], path ? path : "a file");
    return r->message;
}

/* ---- crashing ---- */

/* A disk as it is replayed. */
struct disk {
    const struct file_recorder *recorder;
    enum crash_model model;
    struct rng *rng;
    struct buf *files;  /* bytes that are safe */
    bool *pending;      /* by record: done, and safe by no sync yet */
    bool at_last;       /* the event at hand is the last before the crash */
    struct names names; /* that are safe */
};

static bool survives(const struct disk *d)
{
    return d->model == CRASH_KEEPS || (d->model == CRASH_SWAPS && d->at_last) ||
           (d->model == CRASH_TEARS && rng_below(d->rng, 2));
}

static void put(struct buf *file, uint64_t at, const uint8_t *p, size_t n)
{
    const size_t end = (size_t)at + n;
    if (file->n < end) {
        ck_assert(buf_reserve(file, end - file->n));
        memset(file->p + file->n, 0, end - file->n);
        file->n = end;
    }
    memcpy(file->p + at, p, n);
}

/* Each block of the file that the write touches survives or does not. */
static void tear(const struct disk *d, struct buf *file, const struct record *r)
{
    for (size_t done = 0; done < r->n;) {
        const uint64_t at = r->at + done;
        const size_t n = MIN(r->n - done, (size_t)(BLOCK - at % BLOCK));
        if (survives(d))
            put(file, at, r->bytes + done, n);
        done += n;
    }
}

static void change_bytes(const struct disk *d, const struct record *r,
                         bool whole)
{
    struct buf *const file = &d->files[r->file];
    if (r->kind == FILE_WRITTEN && whole)
        put(file, r->at, r->bytes, r->n);
    else if (r->kind == FILE_WRITTEN)
        tear(d, file, r);
    else if (r->kind == FILE_CUT && (whole || survives(d)))
        file->n = MIN(file->n, (size_t)r->at);
}

static bool is_of_names(const struct record *r)
{
    return r->kind == FILE_RENAMED || r->kind == FILE_REMOVED ||
           r->kind == FOLDER_MADE || (r->kind == FILE_OPENED && r->made);
}

/* Makes safe what `sync`, number `at`, forces to the disk. */
static void sync_disk(struct disk *d, size_t at)
{
    const struct record *const sync = &d->recorder->records[at];
    for (size_t i = 0; i < at; i++) {
        const struct record *const r = &d->recorder->records[i];
        const bool forced = sync->kind == FOLDER_SYNCED
                                ? is_of_names(r) && is_in(r->path, sync->path)
                                : !is_of_names(r) && r->file == sync->file;
        if (!forced || !d->pending[i])
            continue;
        d->pending[i] = false;
        if (is_of_names(r))
            change_names(&d->names, r);
        else
            change_bytes(d, r, true);
    }
}

/* What was not safe, as far as it survives. */
static void end(struct disk *d, size_t point)
{
    for (size_t i = 0; i < point; i++) {
        const struct record *const r = &d->recorder->records[i];
        if (!d->pending[i])
            continue;
        d->at_last = i + 1 == point;
        if (!is_of_names(r))
            change_bytes(d, r, false);
        else if (survives(d))
            change_names(&d->names, r);
    }
}

static void write_file(const char *folder, const char *path,
                       const struct buf *bytes)
{
    char *const whole = file_join(folder, path);
    FILE *const f = fopen(whole, "wb");
    ck_assert_ptr_nonnull(f);
    ck_assert_uint_eq(bytes->n ? fwrite(bytes->p, 1, bytes->n, f) : 0,
                      bytes->n);
    ck_assert_int_eq(fclose(f), 0);
    mem_free(whole);
}

/* Makes the names directly in `folder`, and what they stand for. */
static void write_folder(const struct disk *d, const char *folder,
                         const char *to)
{
    for (size_t i = 0; i < d->names.n; i++) {
        const struct entry *const entry = &d->names.v[i];
        if (!is_in(entry->path, folder))
            continue;
        if (entry->file != A_FOLDER) {
            write_file(to, entry->path, &d->files[entry->file]);
            continue;
        }
        char *const whole = file_join(to, entry->path);
        ck_assert_int_eq(mkdir(whole, 0777), 0);
        mem_free(whole);
        write_folder(d, entry->path, to);
    }
}

void file_recorder_crash(const struct file_recorder *r, size_t point,
                         enum crash_model model, struct rng *rng,
                         const char *to)
{
    ck_assert_uint_le(point, r->n_records);
    struct disk d = {
        .recorder = r,
        .model = model,
        .rng = rng,
        .files = need_alloc((size_t)r->n_files + 1, sizeof(*d.files)),
        .pending = need_alloc(r->n_records + 1, sizeof(*d.pending)),
        .names = names_copy(&r->names_at_start),
    };
    for (int i = 0; i < r->n_at_start; i++)
        put(&d.files[i], 0, r->at_start[i].p, r->at_start[i].n);
    for (size_t i = 0; i < point; i++) {
        d.pending[i] = true;
        if (r->records[i].kind == FILE_SYNCED ||
            r->records[i].kind == FOLDER_SYNCED)
            sync_disk(&d, i);
    }
    end(&d, point);
    write_folder(&d, "", to);
    for (int i = 0; i < r->n_files; i++)
        buf_release(&d.files[i]);
    free(d.files);
    free(d.pending);
    names_release(&d.names);
}
