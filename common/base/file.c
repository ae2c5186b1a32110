#include "common/base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/base/mem.h"

enum { OUT_BUFFER = 256 * 1024, COPY_BUFFER = 256 * 1024 };

/* ---- faults ---- */

enum fault_kind { FAULT_LASTS, FAULT_ONCE, FAULT_CUTS };

static atomic_bool armed;
static atomic_int fault_kind, fault_error;
static atomic_long left; /* below 0: calls failed, or were let pass */

static void arm(long n, enum fault_kind kind, int error)
{
    atomic_store(&left, n);
    atomic_store(&fault_kind, (int)kind);
    atomic_store(&fault_error, error);
    atomic_store(&armed, true);
}

void file_fail_after(long n, int error)
{
    arm(n, FAULT_LASTS, error);
}

void file_fail_once(long n, int error)
{
    arm(n, FAULT_ONCE, error);
}

void file_cut_once(long n)
{
    arm(n, FAULT_CUTS, 0);
}

bool file_fail_never(void)
{
    return atomic_exchange(&armed, false) && atomic_load(&left) < 0;
}

/* True when this call is to fail; errno is then set. `was_left` is what was
 * left before it. */
static bool is_faulty(long was_left)
{
    const int kind = atomic_load(&fault_kind);
    if (was_left > 0 || (was_left < 0 && kind != FAULT_LASTS) ||
        kind == FAULT_CUTS)
        return false;
    errno = atomic_load(&fault_error);
    return true;
}

static bool faulty(void)
{
    if (LIKELY(!atomic_load_explicit(&armed, memory_order_relaxed)))
        return false;
    return is_faulty(atomic_fetch_sub(&left, 1));
}

/* The same for a call that moves *n bytes, and may have to move fewer. A disk
 * that fills up takes part of a write before it fails. */
static bool faulty_transfer(size_t *n, bool writes)
{
    if (LIKELY(!atomic_load_explicit(&armed, memory_order_relaxed)))
        return false;
    const long before = atomic_fetch_sub(&left, 1);
    const int kind = atomic_load(&fault_kind);
    if (before == 0 && *n > 1 &&
        (kind == FAULT_CUTS || (kind == FAULT_LASTS && writes))) {
        *n /= 2;
        return false;
    }
    return is_faulty(before);
}

/* Makes a call that returns -1 when it fails, unless it is to fail; and makes
 * it again when a signal interrupted it. */
#define TRY(result, call)                                                      \
    do                                                                         \
        (result) = faulty() ? -1 : (call);                                     \
    while ((result) < 0 && errno == EINTR)

/* ---- watching ---- */

static atomic_bool watched;
static void (*watcher)(void *ctx, const struct file_event *event);
static void *watcher_ctx;

void file_watch(void (*saw)(void *ctx, const struct file_event *event),
                void *ctx)
{
    watcher = saw;
    watcher_ctx = ctx;
    atomic_store(&watched, saw != NULL);
}

/* `...` are the members of the struct file_event that its kind has. */
#define TELL(...)                                                              \
    do                                                                         \
        if (UNLIKELY(atomic_load_explicit(&watched, memory_order_acquire)))    \
            watcher(watcher_ctx, &(const struct file_event){__VA_ARGS__});     \
    while (0)

/* ---- errors ---- */

static const char *advice(int error)
{
    return error == ENOSPC || error == EDQUOT
               ? "; make room there, then run the command again"
               : "";
}

static enum st failed(struct err *e, const char *what, const char *path)
{
    const enum st st = errno == ENOENT   ? ST_NOT_FOUND
                       : errno == ENOMEM ? ST_NOMEM
                                         : ST_IO;
    return err_set(e, st, "%s: %s%s%s%s", path, what, *what ? ": " : "",
                   strerror(errno), advice(errno));
}

static enum st out_of_memory(struct err *e, const char *path)
{
    return err_set(e, ST_NOMEM, "%s: out of memory", path);
}

/* ---- reading ---- */

static int open_checked(const char *path, int flags, mode_t mode)
{
    int fd;
    TRY(fd, open(path, flags | O_CLOEXEC, mode));
    return fd;
}

enum st file_map(struct file_map *out, const char *path, struct err *e)
{
    enum st st = ST_OK;

    *out = (struct file_map){NULL, 0};
    const int fd = open_checked(path, O_RDONLY, 0);
    if (fd < 0)
        return failed(e, "", path);
    struct stat sb;
    if (fstat(fd, &sb) < 0) {
        st = failed(e, "stat", path);
        goto done;
    }
    if (!S_ISREG(sb.st_mode)) {
        st = err_set(e, ST_USAGE, "%s: not a regular file", path);
        goto done;
    }
    if (sb.st_size == 0)
        goto done;
    const size_t n = (size_t)sb.st_size;
    void *p;
    do
        p = faulty() ? MAP_FAILED : mmap(NULL, n, PROT_READ, MAP_SHARED, fd, 0);
    while (p == MAP_FAILED && errno == EINTR);
    if (p == MAP_FAILED)
        st = failed(e, "mmap", path);
    else
        *out = (struct file_map){p, n};
done:
    close(fd);
    return st;
}

void file_unmap(struct file_map *m)
{
    if (m->p)
        munmap((void *)(uintptr_t)m->p, m->n);
    *m = (struct file_map){NULL, 0};
}

void file_map_drop(const struct file_map *m, size_t from, size_t to)
{
    const size_t page = (size_t)sysconf(_SC_PAGESIZE);
    from = (from + page - 1) & ~(page - 1);
    to = MIN(to, m->n) & ~(page - 1);
    if (from < to) /* advice only: nothing to do when it is refused */
        madvise((void *)(uintptr_t)(m->p + from), to - from, MADV_DONTNEED);
}

enum st file_evict(const char *path, struct err *e)
{
    struct file_in f;
    enum st st = file_in_open(&f, path, e);
    if (st != ST_OK)
        return st;
    /* Only bytes that are on the disk already can be forgotten. */
    int synced;
    TRY(synced, fdatasync(f.fd));
    if (synced < 0)
        st = failed(e, "sync", path);
    else if ((errno = posix_fadvise(f.fd, 0, 0, POSIX_FADV_DONTNEED)) != 0)
        st = failed(e, "evict", path);
    file_in_close(&f);
    return st;
}

enum st file_in_open(struct file_in *f, const char *path, struct err *e)
{
    *f = (struct file_in){.fd = -1};
    /* O_NONBLOCK: opening a FIFO must not wait for its writer. */
    const int fd = open_checked(path, O_RDONLY | O_NONBLOCK | O_NOCTTY, 0);
    if (fd < 0)
        return failed(e, "", path);
    struct stat sb;
    enum st st = ST_OK;
    if (fstat(fd, &sb) < 0)
        st = failed(e, "stat", path);
    else if (!S_ISREG(sb.st_mode))
        st = err_set(e, ST_USAGE, "%s: not a regular file", path);
    if (st != ST_OK) {
        close(fd);
        return st;
    }
    *f = (struct file_in){.fd = fd, .size = (uint64_t)sb.st_size};
    return ST_OK;
}

struct file_in file_in_stdin(void)
{
    struct stat sb;
    const bool regular = fstat(STDIN_FILENO, &sb) == 0 && S_ISREG(sb.st_mode);
    return (struct file_in){.fd = STDIN_FILENO,
                            .size = regular ? (uint64_t)sb.st_size : 0};
}

enum st file_in_memory(struct file_in *f, struct err *e)
{
    *f = (struct file_in){
        .fd = faulty() ? -1 : memfd_create("dateline", MFD_CLOEXEC)};
    return f->fd < 0 ? failed(e, "memfd_create", "memory") : ST_OK;
}

enum st file_in_memory_add(struct file_in *f, const void *p, size_t n,
                           struct err *e)
{
    for (const uint8_t *at = p; n;) {
        const ssize_t w = faulty() ? -1 : write(f->fd, at, n);
        if (w < 0 && errno == EINTR)
            continue;
        if (w < 0)
            return failed(e, "write", "memory");
        at += w;
        n -= (size_t)w;
        f->size += (uint64_t)w;
    }
    return ST_OK;
}

enum st file_in_read(struct file_in *f, void *p, size_t n, size_t *got,
                     struct err *e)
{
    ssize_t r;
    *got = 0;
    do
        r = faulty_transfer(&n, false) ? -1 : read(f->fd, p, n);
    while (r < 0 && errno == EINTR);
    if (r < 0)
        return failed(e, "", "read");
    *got = (size_t)r;
    return ST_OK;
}

enum st file_in_seek(struct file_in *f, uint64_t at, struct err *e)
{
    if (faulty() || lseek(f->fd, (off_t)at, SEEK_SET) < 0)
        return failed(e, "", "seek");
    return ST_OK;
}

void file_in_close(struct file_in *f)
{
    if (f->fd > STDIN_FILENO)
        close(f->fd);
    f->fd = -1;
}

enum st file_read(const char *path, size_t max, struct buf *out, struct err *e)
{
    struct file_in f;
    enum st st = file_in_open(&f, path, e);
    if (st != ST_OK)
        return st;
    for (size_t got = 1; got && st == ST_OK;) {
        if (!buf_reserve(out, 64 * 1024)) {
            st = out_of_memory(e, path);
            break;
        }
        st = file_in_read(&f, out->p + out->n, out->cap - out->n, &got, e);
        if (st != ST_OK)
            err_note(e, "%s", path);
        out->n += got;
        if (st == ST_OK && out->n > max)
            st = err_set(e, ST_LIMIT, "%s: over %zu bytes", path, max);
    }
    file_in_close(&f);
    return st;
}

/* ---- writing ---- */

static enum st open_out(struct file_out *f, const char *path, int flags,
                        struct err *e)
{
    *f = (struct file_out){.fd = -1};
    f->path = mem_strndup(path, strlen(path));
    f->buffer = mem_alloc(OUT_BUFFER);
    if (!f->path || !f->buffer) {
        file_out_close(f);
        return out_of_memory(e, path);
    }
    f->fd = open_checked(path, O_RDWR | O_CREAT | flags, 0666);
    if (f->fd < 0) {
        const enum st st = failed(e, "", path);
        file_out_close(f);
        return st;
    }
    f->open = true;
    TELL(FILE_OPENED, .path = path, .fd = f->fd);
    return ST_OK;
}

enum st file_out_create(struct file_out *f, const char *path, struct err *e)
{
    return open_out(f, path, O_EXCL, e);
}

enum st file_out_open_end(struct file_out *f, const char *path, struct err *e)
{
    struct stat sb;
    /* O_NONBLOCK: opening a FIFO must not wait for its reader. */
    enum st st = open_out(f, path, O_APPEND | O_NONBLOCK | O_NOCTTY, e);
    if (st != ST_OK)
        return st;
    int found;
    TRY(found, fstat(f->fd, &sb));
    if (found < 0)
        st = failed(e, "stat", path);
    else if (!S_ISREG(sb.st_mode))
        st = err_set(e, ST_USAGE, "%s: not a regular file", path);
    else
        f->size = f->written = (uint64_t)sb.st_size;
    if (st != ST_OK)
        file_out_close(f);
    return st;
}

static enum st write_all(struct file_out *f, const uint8_t *p, size_t n,
                         struct err *e)
{
    while (n) {
        size_t part = f->at_once ? MIN(n, f->at_once) : n;
        const ssize_t w =
            faulty_transfer(&part, true) ? -1 : write(f->fd, p, part);
        if (w < 0 && errno == EINTR)
            continue;
        if (w < 0)
            return failed(e, "write", f->path);
        TELL(FILE_WRITTEN, .fd = f->fd, .at = f->written,
             .bytes = bytes_of(p, (size_t)w));
        f->written += (uint64_t)w;
        p += w;
        n -= (size_t)w;
    }
    return ST_OK;
}

enum st file_out_flush(struct file_out *f, struct err *e)
{
    const size_t n = f->buffered;
    f->buffered = 0;
    return write_all(f, f->buffer, n, e);
}

enum st file_out_append(struct file_out *f, const void *p, size_t n,
                        struct err *e)
{
    if (n > OUT_BUFFER - f->buffered) {
        const enum st st = file_out_flush(f, e);
        if (st != ST_OK)
            return st;
    }
    f->size += n;
    if (n >= OUT_BUFFER)
        return write_all(f, p, n, e);
    if (n)
        memcpy(f->buffer + f->buffered, p, n);
    f->buffered += n;
    return ST_OK;
}

enum st file_out_sync(struct file_out *f, struct err *e)
{
    const enum st st = file_out_flush(f, e);
    if (st != ST_OK)
        return st;
    int synced;
    TRY(synced, fdatasync(f->fd));
    if (synced < 0)
        return failed(e, "sync", f->path);
    TELL(FILE_SYNCED, .fd = f->fd);
    return ST_OK;
}

void file_out_hasten(const struct file_out *f)
{
    (void)sync_file_range(f->fd, 0, 0, SYNC_FILE_RANGE_WRITE);
}

void file_out_close(struct file_out *f)
{
    if (f->open)
        close(f->fd);
    mem_free(f->buffer);
    mem_free(f->path);
    *f = (struct file_out){.fd = -1};
}

enum st file_out_append_file(struct file_out *f, const char *path,
                             uint64_t from, uint64_t n, struct err *e)
{
    struct file_in in;
    enum st st = file_in_open(&in, path, e);
    if (st != ST_OK)
        return st;
    uint8_t *const copy = mem_alloc(COPY_BUFFER);
    if (!copy)
        st = out_of_memory(e, path);
    else if (lseek(in.fd, (off_t)from, SEEK_SET) < 0)
        st = failed(e, "seek", path);
    while (st == ST_OK && n) {
        size_t got;
        st = file_in_read(&in, copy, (size_t)MIN(n, (uint64_t)COPY_BUFFER),
                          &got, e);
        if (st != ST_OK)
            err_note(e, "%s", path);
        if (st == ST_OK && got == 0)
            st = err_set(e, ST_IO, "%s: shorter than expected", path);
        if (st == ST_OK)
            st = file_out_append(f, copy, got, e);
        n -= got;
    }
    mem_free(copy);
    file_in_close(&in);
    return st;
}

/* ---- names ---- */

enum st file_stat(const char *path, bool follow, struct file_info *out,
                  struct err *e)
{
    struct stat sb;
    *out = (struct file_info){.kind = FILE_NONE};
    int found;
    TRY(found, follow ? stat(path, &sb) : lstat(path, &sb));
    if (found < 0)
        return errno == ENOENT || errno == ENOTDIR ? ST_OK
                                                   : failed(e, "stat", path);
    *out = (struct file_info){
        .kind = S_ISREG(sb.st_mode)   ? FILE_REGULAR
                : S_ISDIR(sb.st_mode) ? FILE_FOLDER
                : S_ISLNK(sb.st_mode) ? FILE_LINK
                                      : FILE_OTHER,
        .size = (uint64_t)sb.st_size,
        .device = (uint64_t)sb.st_dev,
        .inode = (uint64_t)sb.st_ino,
        .modified_ns =
            (int64_t)sb.st_mtim.tv_sec * 1000000000 + sb.st_mtim.tv_nsec,
    };
    return ST_OK;
}

static enum st sync_parent(const char *path, struct err *e)
{
    size_t n = strlen(path);
    while (n > 1 && path[n - 1] == '/')
        n--;
    while (n && path[n - 1] != '/')
        n--;
    char *const parent = n ? mem_strndup(path, n) : mem_strndup(".", 1);
    if (!parent)
        return out_of_memory(e, path);
    const enum st st = file_sync_folder(parent, e);
    mem_free(parent);
    return st;
}

static enum st make_folder(const char *path, mode_t mode, struct err *e)
{
    int made;
    TRY(made, mkdir(path, mode));
    if (made < 0)
        return errno == EEXIST ? ST_OK : failed(e, "mkdir", path);
    TELL(FOLDER_MADE, .path = path);
    return sync_parent(path, e);
}

enum st file_make_folder(const char *path, struct err *e)
{
    return make_folder(path, 0777, e);
}

enum st file_make_private_folder(const char *path, struct err *e)
{
    return make_folder(path, 0700, e);
}

enum st file_rename(const char *from, const char *to, struct err *e)
{
    int renamed;
    TRY(renamed, rename(from, to));
    if (renamed < 0)
        return failed(e, "rename", from);
    TELL(FILE_RENAMED, .path = from, .to = to);
    return ST_OK;
}

enum st file_remove(const char *path, struct err *e)
{
    int removed;
    TRY(removed, unlink(path));
    if (removed < 0)
        return errno == ENOENT ? ST_OK : failed(e, "remove", path);
    TELL(FILE_REMOVED, .path = path);
    return ST_OK;
}

enum st file_sync_folder(const char *path, struct err *e)
{
    const int fd = open_checked(path, O_RDONLY | O_DIRECTORY, 0);
    if (fd < 0)
        return failed(e, "", path);
    enum st st = ST_OK;
    int synced;
    TRY(synced, fsync(fd));
    if (synced < 0)
        st = failed(e, "sync", path);
    else
        TELL(FOLDER_SYNCED, .path = path);
    close(fd);
    return st;
}

static enum st write_synced(const char *path, struct bytes bytes, struct err *e)
{
    struct file_out f = {.fd = -1};
    enum st st = file_remove(path, e); /* left over by a killed writer */
    if (st == ST_OK)
        st = file_out_create(&f, path, e);
    if (st == ST_OK)
        st = file_out_append(&f, bytes.p, bytes.n, e);
    if (st == ST_OK)
        st = file_out_sync(&f, e);
    file_out_close(&f);
    return st;
}

enum st file_replace(const char *folder, const char *name, struct bytes bytes,
                     struct err *e)
{
    char *const path = file_join(folder, name);
    struct buf tmp = BUF_INIT;
    enum st st = ST_OK;
    if (!path || !buf_printf(&tmp, "%s.tmp", path)) {
        st = out_of_memory(e, folder);
        goto done;
    }
    const char *const tmp_path = buf_str(&tmp);
    if ((st = write_synced(tmp_path, bytes, e)) != ST_OK)
        goto done;
    if ((st = file_rename(tmp_path, path, e)) != ST_OK)
        goto done;
    st = file_sync_folder(folder, e);
done:
    buf_release(&tmp);
    mem_free(path);
    return st;
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static enum st read_names(DIR *d, const char *path, struct file_list *out,
                          struct err *e)
{
    for (;;) {
        const struct dirent *entry;
        do {
            errno = 0;
            entry = faulty() ? NULL : readdir(d);
        } while (!entry && errno == EINTR);
        if (!entry)
            return errno ? failed(e, "readdir", path) : ST_OK;
        const char *const name = entry->d_name;
        if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
            continue;
        if (!mem_grow(&out->names, &out->cap, out->n + 1))
            return out_of_memory(e, path);
        out->names[out->n] = mem_strndup(name, strlen(name));
        if (!out->names[out->n])
            return out_of_memory(e, path);
        out->n++;
    }
}

enum st file_list_folder(const char *path, struct file_list *out, struct err *e)
{
    *out = (struct file_list){NULL, 0, 0};
    DIR *d;
    do
        d = faulty() ? NULL : opendir(path);
    while (!d && errno == EINTR);
    if (!d)
        return failed(e, "", path);
    const enum st st = read_names(d, path, out, e);
    closedir(d);
    if (st != ST_OK)
        file_list_release(out);
    else if (out->n)
        qsort(out->names, out->n, sizeof(*out->names), compare_names);
    return st;
}

void file_list_release(struct file_list *l)
{
    for (size_t i = 0; i < l->n; i++)
        mem_free(l->names[i]);
    mem_free(l->names);
    *l = (struct file_list){NULL, 0, 0};
}

char *file_join(const char *folder, const char *name)
{
    const size_t f = strlen(folder), n = strlen(name);
    char *const path = mem_alloc(f + 1 + n + 1);
    if (!path)
        return NULL;
    memcpy(path, folder, f);
    size_t at = f;
    if (f && folder[f - 1] != '/')
        path[at++] = '/';
    memcpy(path + at, name, n + 1);
    return path;
}

enum st file_absolute(const char *path, char **out, struct err *e)
{
    char here[PATH_MAX];
    *out = NULL;
    if (*path == '/') {
        *out = mem_strndup(path, strlen(path));
    } else {
        if (faulty() || !getcwd(here, sizeof(here)))
            return failed(e, "find the folder of", path);
        *out = file_join(here, path);
    }
    return *out ? ST_OK : out_of_memory(e, path);
}

/* ---- locking ---- */

static enum st locked(const char *path, int fd, struct err *e)
{
    char pid[32] = {0};
    if (pread(fd, pid, sizeof(pid) - 1, 0) < 0)
        pid[0] = '\0';
    pid[strcspn(pid, "\n")] = '\0';
    return err_set(e, ST_LOCKED,
                   "%s: process %s is writing this index; wait for it to end",
                   path, *pid ? pid : "(unknown)");
}

static enum st write_pid(const char *path, int fd, struct err *e)
{
    char pid[32];
    const int n = snprintf(pid, sizeof(pid), "%ld\n", (long)getpid());
    int cut;
    TRY(cut, ftruncate(fd, 0));
    if (cut < 0)
        return failed(e, "write", path);
    TELL(FILE_CUT, .fd = fd, .at = 0);
    ssize_t w;
    TRY(w, pwrite(fd, pid, (size_t)n, 0));
    if (w >= 0 && w < n)
        errno = ENOSPC; /* nothing else cuts so few bytes short */
    if (w < n)
        return failed(e, "write", path);
    TELL(FILE_WRITTEN, .fd = fd, .at = 0, .bytes = bytes_of(pid, (size_t)n));
    return ST_OK;
}

enum st file_lock_take(struct file_lock *l, const char *path, struct err *e)
{
    *l = (struct file_lock){.fd = -1};
    const int fd = open_checked(path, O_RDWR | O_CREAT, 0666);
    if (fd < 0)
        return failed(e, "", path);
    TELL(FILE_OPENED, .path = path, .fd = fd);
    enum st st = ST_OK;
    int taken;
    TRY(taken, flock(fd, LOCK_EX | LOCK_NB));
    if (taken < 0)
        st = errno == EWOULDBLOCK ? locked(path, fd, e)
                                  : failed(e, "lock", path);
    else
        st = write_pid(path, fd, e);
    if (st == ST_OK)
        *l = (struct file_lock){.fd = fd, .held = true};
    else
        close(fd);
    return st;
}

/* flock(), started again when a signal comes. */
static int lock_folder(int fd, int how)
{
    int failed;
    do
        failed = faulty() ? -1 : flock(fd, how);
    while (failed && errno == EINTR);
    return failed;
}

static bool knows_no_locks(void)
{
    return errno == EOPNOTSUPP || errno == ENOLCK || errno == EINVAL ||
           errno == ENOSYS;
}

enum st file_folder_hold(struct file_lock *l, const char *path, struct err *e)
{
    *l = (struct file_lock){.fd = -1};
    const int fd = open_checked(path, O_RDONLY | O_DIRECTORY, 0);
    if (fd < 0)
        return errno == ENOENT || errno == ENOTDIR ? ST_OK
                                                   : failed(e, "", path);
    if (lock_folder(fd, LOCK_SH)) {
        const enum st st = knows_no_locks() ? ST_OK : failed(e, "lock", path);
        close(fd);
        return st;
    }
    *l = (struct file_lock){.fd = fd, .held = true};
    return ST_OK;
}

enum st file_folder_is_held(const char *path, bool *held, struct err *e)
{
    enum st st = ST_OK;
    *held = true;
    const int fd = open_checked(path, O_RDONLY | O_DIRECTORY, 0);
    if (fd < 0)
        return failed(e, "", path);
    if (lock_folder(fd, LOCK_EX | LOCK_NB) == 0)
        *held = false;
    else if (errno != EWOULDBLOCK)
        st = failed(e, "lock", path);
    close(fd); /* and with it the lock */
    return st;
}

void file_lock_release(struct file_lock *l)
{
    if (l->held)
        close(l->fd); /* closing gives the lock back */
    *l = (struct file_lock){.fd = -1};
}
