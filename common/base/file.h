/*
 * file -- the only file system calls we make.
 *
 * Everything that opens, reads, maps, writes, renames, locks or removes goes
 * through these functions, so that a test can make call number n fail, cut a
 * write short, or record what reached the disk.
 *
 * A call that a signal interrupts is made again; a write that was cut short
 * goes on where it ended.
 *
 *   Errors   ST_IO with strerror and the path, and of a full disk what to do;
 *            ST_NOT_FOUND when the path does not exist; ST_NOMEM
 *   Threads  safe; one struct file_out belongs to one thread
 */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "common/base/buf.h"
#include "common/base/bytes.h"
#include "common/base/err.h"

/* ---- reading ---- */

/* A whole file mapped read-only. An empty file is {NULL, 0}. */
struct file_map {
    const uint8_t *p;
    size_t n;
};

enum st file_map(struct file_map *out, const char *path,
                 struct err *e) MUST_USE;
void file_unmap(struct file_map *m);

/* Tells the kernel that [from, to) will not be read again soon, so that a
 * long sequential walk does not count as memory. */
void file_map_drop(const struct file_map *m, size_t from, size_t to);

/* Has the system forget the file's bytes, so that the next to read them waits
 * for the disk. It keeps pages that are mapped, by whatever process, and all
 * of a file system that lives in memory. */
enum st file_evict(const char *path, struct err *e) MUST_USE;

/* Appends the whole file to `out`; ST_LIMIT when it holds over `max` bytes. */
enum st file_read(const char *path, size_t max, struct buf *out,
                  struct err *e) MUST_USE;

/* A regular file being read forward. Opening never blocks: a FIFO, socket or
 * device is refused with ST_USAGE ("not a regular file"). */
struct file_in {
    int fd;
    uint64_t size; /* as it was when opened; of a pipe 0 */
};

enum st file_in_open(struct file_in *f, const char *path,
                     struct err *e) MUST_USE;
/* The standard input, whatever it is; closing leaves it open. */
struct file_in file_in_stdin(void);
/* A file in memory that has no name, to be written first. */
enum st file_in_memory(struct file_in *f, struct err *e) MUST_USE;
enum st file_in_memory_add(struct file_in *f, const void *p, size_t n,
                           struct err *e) MUST_USE;
/* Reads up to `n` bytes into `p`; *got is 0 at the end of the file. A message
 * is without the path, which the caller knows. */
enum st file_in_read(struct file_in *f, void *p, size_t n, size_t *got,
                     struct err *e) MUST_USE;
/* The next byte to be read is the one at `at`. */
enum st file_in_seek(struct file_in *f, uint64_t at, struct err *e) MUST_USE;
void file_in_close(struct file_in *f);

/* ---- writing ---- */

/* A file being appended to, buffered. Zeroed means closed. */
struct file_out {
    int fd;
    bool open;
    uint8_t *buffer;
    size_t buffered;
    uint64_t size;    /* bytes appended so far, buffered ones included */
    uint64_t written; /* of these, handed to the system */
    char *path;

    /* Bytes handed to the system at once at most; 0, and after create and open:
     * any number. Linux keeps what was written at once in one run of pages, and
     * maps the whole run where one byte of it is read. */
    size_t at_once;
};

/* Creates `path`, which must not exist. */
enum st file_out_create(struct file_out *f, const char *path,
                        struct err *e) MUST_USE;
/* Opens a regular file to append to it, or creates it; `size` begins with what
 * is there. ST_USAGE for a FIFO, socket or device. */
enum st file_out_open_end(struct file_out *f, const char *path,
                          struct err *e) MUST_USE;
enum st file_out_append(struct file_out *f, const void *p, size_t n,
                        struct err *e) MUST_USE;
/* Hands buffered bytes to the system (they can then be mapped or read). */
enum st file_out_flush(struct file_out *f, struct err *e) MUST_USE;
/* Flushes and waits until the bytes are on the disk. */
enum st file_out_sync(struct file_out *f, struct err *e) MUST_USE;
/* Lets the disk begin with what has left the buffer, so that a later sync waits
 * less. Promises nothing. */
void file_out_hasten(const struct file_out *f);
/* Closes; bytes not flushed are lost. Safe on a zeroed struct. */
void file_out_close(struct file_out *f);

/* Appends bytes [from, from + n) of the file at `path` to `f`. */
enum st file_out_append_file(struct file_out *f, const char *path,
                             uint64_t from, uint64_t n, struct err *e) MUST_USE;

/* ---- names ---- */

/* What stands at a path, links followed or not. */
enum file_kind { FILE_NONE, FILE_REGULAR, FILE_FOLDER, FILE_LINK, FILE_OTHER };

struct file_info {
    enum file_kind kind;
    uint64_t size, device, inode;
    int64_t modified_ns;
};

/* FILE_NONE with ST_OK when nothing is there. */
enum st file_stat(const char *path, bool follow, struct file_info *out,
                  struct err *e) MUST_USE;
/* Makes a folder, whose name then outlives a power cut; ST_OK when it is there
 * already. */
enum st file_make_folder(const char *path, struct err *e) MUST_USE;
/* The same, but one that is made is for its owner only. */
enum st file_make_private_folder(const char *path, struct err *e) MUST_USE;
enum st file_rename(const char *from, const char *to, struct err *e) MUST_USE;
/* Removes a file; ST_OK when it is gone already. */
enum st file_remove(const char *path, struct err *e) MUST_USE;
enum st file_sync_folder(const char *path, struct err *e) MUST_USE;

/* Writes `bytes` to PATH.tmp, syncs, renames it to PATH, syncs the folder. */
enum st file_replace(const char *folder, const char *name, struct bytes bytes,
                     struct err *e) MUST_USE;

/* The names in a folder without "." and "..", sorted by bytes. */
struct file_list {
    char **names;
    size_t n, cap;
};

enum st file_list_folder(const char *path, struct file_list *out,
                         struct err *e) MUST_USE;
void file_list_release(struct file_list *l);

/* "folder/name" in a fresh string, to mem_free(); NULL when memory is out. */
char *file_join(const char *folder, const char *name) MUST_USE;

/* The path from the root, in a fresh string, to mem_free(): a relative one
 * behind the folder this process is in. Links and ".." stay as they are. */
enum st file_absolute(const char *path, char **out, struct err *e) MUST_USE;

/* ---- locking ---- */

/* Takes the lock file at `path` for this process and writes our pid into it.
 * ST_LOCKED, naming the holder's pid, when another process has it. The lock
 * dies with the process, however that ends. */
struct file_lock {
    int fd;
    bool held;
};

enum st file_lock_take(struct file_lock *l, const char *path,
                       struct err *e) MUST_USE;
void file_lock_release(struct file_lock *l);

/* Holds a folder together with others that do the same; waits while somebody
 * asks file_folder_is_held(), which takes no time. Not held, with ST_OK, when
 * `path` is no folder or its file system knows no locks. */
enum st file_folder_hold(struct file_lock *l, const char *path,
                         struct err *e) MUST_USE;
/* Whether anybody holds it at this moment. */
enum st file_folder_is_held(const char *path, bool *held,
                            struct err *e) MUST_USE;

/* ---- faults, for tests ---- */

/* Lets the next `n` calls that touch the file system succeed, then fails one
 * in each way in turn: a write is cut short first, then gets `error`. Every
 * later call fails too, until file_fail_never(). */
void file_fail_after(long n, int error);
/* The same, but only one call fails (of a write, nothing is written) and all
 * later ones succeed again. */
void file_fail_once(long n, int error);
/* Lets the next `n` calls pass whole, then cuts one short, if it reads or
 * writes: half of what was asked, as a signal or a slow file system does. No
 * error: whoever reads or writes goes on behind it. */
void file_cut_once(long n);
/* Returns whether a call was made to fail, or its turn to be cut short came. */
bool file_fail_never(void);

/* ---- watching, for tests ---- */

/* What changes a disk, told once the system has done it. An open file is known
 * by its descriptor from FILE_OPENED on, until the next one that gets the same
 * number: it keeps its bytes whatever becomes of its name. */
enum file_event_kind {
    FILE_OPENED,   /* path, for writing; made when it was not there; fd   */
    FILE_WRITTEN,  /* bytes from `at` on; fd                              */
    FILE_CUT,      /* the file now ends at `at`; fd                       */
    FILE_SYNCED,   /* its bytes are on the disk; fd                       */
    FILE_RENAMED,  /* path, to                                            */
    FILE_REMOVED,  /* path                                                */
    FOLDER_MADE,   /* path                                                */
    FOLDER_SYNCED, /* the names in it are on the disk; path               */
};

struct file_event {
    enum file_event_kind kind;
    const char *path, *to;
    int fd;
    uint64_t at;
    struct bytes bytes;
};

/* Has `saw` told of every event, on the thread whose call it was; NULL ends
 * that. To be changed while no other thread uses files. Costs a load and a
 * branch per system call that changes something. */
void file_watch(void (*saw)(void *ctx, const struct file_event *event),
                void *ctx);

#endif
