#include "indexer/source/archive.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <locale.h>
#include <string.h>

#include "common/base/mem.h"

enum { OUT_SIZE = 256 * 1024 };

static enum st out_of_memory(struct err *e)
{
    return err_set(e, ST_NOMEM, "out of memory");
}

/* ---- what libarchive asks of us ---- */

static la_ssize_t give_bytes(struct archive *handle, void *ctx, const void **p)
{
    struct archive_reader *const a = ctx;
    if (stream_more(a->from, &a->why) != ST_OK) {
        archive_set_error(handle, EIO, "%s", a->why.msg);
        return ARCHIVE_FATAL;
    }
    const size_t n = a->from->n;
    *p = a->from->p;
    stream_skip(a->from, n);
    return (la_ssize_t)n;
}

static la_int64_t go_to(struct archive *handle, void *ctx, la_int64_t offset,
                        int whence)
{
    struct archive_reader *const a = ctx;
    const uint64_t size = a->from->size;
    la_int64_t at = offset;
    if (whence == SEEK_END)
        at += (la_int64_t)size;
    if (whence == SEEK_CUR || at < 0 ||
        a->from->kind->seek(a->from, (uint64_t)at, &a->why) != ST_OK) {
        archive_set_error(handle, EIO, "cannot go to that place");
        return ARCHIVE_FATAL;
    }
    return at;
}

/* ---- opening ---- */

static bool enable_formats(struct archive *h, enum packing packing)
{
    bool ok = archive_read_support_filter_gzip(h) == ARCHIVE_OK &&
              archive_read_support_filter_xz(h) == ARCHIVE_OK &&
              archive_read_support_filter_bzip2(h) == ARCHIVE_OK &&
              archive_read_support_filter_zstd(h) == ARCHIVE_OK;
    if (packing != PACKED_FILE)
        ok = ok && archive_read_support_format_tar(h) == ARCHIVE_OK &&
             archive_read_support_format_zip(h) == ARCHIVE_OK;
    if (packing != PACKED_ARCHIVE)
        ok = ok && archive_read_support_format_raw(h) == ARCHIVE_OK;
    return ok && archive_read_support_format_empty(h) == ARCHIVE_OK;
}

/* What libarchive failed with, in one line. */
static enum st failed(struct archive_reader *a, struct err *e)
{
    const char *const text = archive_error_string(a->handle);
    a->ended = true;
    if (a->why.code != ST_OK)
        return err_set(e, a->why.code, "%s", a->why.msg);
    if (archive_errno(a->handle) == ENOMEM)
        return out_of_memory(e);
    return err_set(e, ST_CORRUPT, "damaged archive: %s",
                   text && *text ? text : "no archive of a known kind");
}

enum st archive_reader_open(struct archive_reader *a, struct stream *from,
                            enum packing packing, uint64_t max_bytes,
                            struct err *e)
{
    archive_reader_close(a);
    a->from = from;
    a->from_at = from->given - from->n;
    a->bytes = a->members = 0;
    a->max_bytes = max_bytes;
    a->whole_file = packing == PACKED_FILE;
    a->ended = false;
    a->why = ERR_INIT;
    if (!a->out && !(a->out = mem_alloc(OUT_SIZE)))
        return out_of_memory(e);
    a->handle = archive_read_new();
    if (!a->handle || !enable_formats(a->handle, packing))
        return out_of_memory(e);
    archive_read_set_read_callback(a->handle, give_bytes);
    if (from->kind->seek && a->from_at == 0)
        archive_read_set_seek_callback(a->handle, go_to);
    archive_read_set_callback_data(a->handle, a);
    return archive_read_open1(a->handle) == ARCHIVE_OK ? ST_OK : failed(a, e);
}

void archive_reader_close(struct archive_reader *a)
{
    if (a->handle)
        archive_read_free(a->handle);
    a->handle = NULL;
    stream_close(&a->member);
    mem_free(a->out);
    a->out = NULL;
}

bool archive_begins(struct bytes text)
{
    static const struct {
        size_t at, n;
        const char *magic;
    } kinds[] = {
        {0, 2, "\x1f\x8b"},
        {0, 3, "BZh"},
        {0, 6,
         "\xfd"
         "7zXZ\0"},
        {0, 4, "\x28\xb5\x2f\xfd"},
        {0, 4, "PK\3\4"},
        {257, 5, "ustar"},
    };
    for (size_t i = 0; i < COUNT_OF(kinds); i++)
        if (text.n >= kinds[i].at + kinds[i].n &&
            memcmp(text.p + kinds[i].at, kinds[i].magic, kinds[i].n) == 0)
            return true;
    return false;
}

/* ---- members ---- */

static enum st check_bounds(struct archive_reader *a, struct err *e)
{
    const uint64_t in = a->from->given - a->from_at;
    if (a->bytes > a->max_bytes)
        return err_set(e, ST_LIMIT,
                       "unpacks to over %llu bytes, the most "
                       "that is read of an archive",
                       (unsigned long long)a->max_bytes);
    if (a->bytes > ARCHIVE_RATIO_FROM && a->bytes / ARCHIVE_RATIO > in)
        return err_set(e, ST_LIMIT,
                       "unpacks to over %d times its size: the "
                       "rest is not read",
                       ARCHIVE_RATIO);
    return ST_OK;
}

static enum st member_more(struct stream *s, struct err *e)
{
    struct archive_reader *const a = (struct archive_reader *)s;
    if (a->ended)
        return ST_OK;
    const la_ssize_t n = archive_read_data(a->handle, a->out, OUT_SIZE);
    if (n == ARCHIVE_WARN || n == ARCHIVE_RETRY)
        return err_set(e, ST_CORRUPT, "damaged archive: %s",
                       archive_error_string(a->handle));
    if (n < 0)
        return failed(a, e);
    s->p = a->out;
    s->n = (size_t)n;
    a->bytes += s->n;
    const enum st st = check_bounds(a, e);
    a->ended = st != ST_OK;
    return st;
}

static void member_close(struct stream *s)
{
    (void)s; /* the next header is found past what was not read */
}

static const struct stream_kind MEMBER_KIND = {member_more, NULL, member_close};

/* NULL, or why a member of that name is not read. */
static const char *fault_of_name(const char *name)
{
    static const char *const out = "a name that leads out of the archive";
    if (*name == '/')
        return out;
    for (const char *p = name; p; p = strchr(p, '/')) {
        p += *p == '/';
        if (p[0] == '.' && p[1] == '.' && (p[2] == '/' || p[2] == '\0'))
            return out;
    }
    return *name ? NULL : "a member without a name";
}

static const char *fault_of_entry(struct archive_entry *entry)
{
    if (archive_entry_hardlink(entry))
        return "a hard link to another member, which has its text";
    if (archive_entry_is_encrypted(entry))
        return "encrypted";
    switch (archive_entry_filetype(entry)) {
    case AE_IFREG:
        return NULL;
    case AE_IFLNK:
        return "symbolic link, not followed";
    default:
        return "not a regular file";
    }
}

static const char *name_of(struct archive_entry *entry)
{
    const char *name = archive_entry_pathname_utf8(entry);
    if (!name)
        name = archive_entry_pathname(entry);
    if (!name)
        name = "";
    while (name[0] == '.' && name[1] == '/')
        for (name += 2; *name == '/';)
            name++;
    return name;
}

static void describe(struct archive_reader *a, struct archive_entry *entry,
                     struct archive_item *out)
{
    out->name = name_of(entry);
    out->reason = fault_of_name(out->name);
    if (!out->reason)
        out->reason = fault_of_entry(entry);
    out->kind = out->reason ? ARCHIVE_REFUSED : ARCHIVE_MEMBER;
    if (archive_format(a->handle) == ARCHIVE_FORMAT_RAW)
        *out = (struct archive_item){ARCHIVE_FILE, "", ""};
}

/* A compressed file must be compressed: libarchive takes any bytes as they
 * are. And an empty one was something once. */
static enum st check_first(struct archive_reader *a, struct err *e)
{
    if (archive_format(a->handle) == ARCHIVE_FORMAT_EMPTY)
        return err_set(e, ST_CORRUPT, "empty: no compressed data");
    if (archive_format(a->handle) == ARCHIVE_FORMAT_RAW &&
        archive_filter_count(a->handle) < 2)
        return err_set(e, ST_CORRUPT, "not compressed, as its name says it is");
    return ST_OK;
}

static bool is_folder(struct archive_entry *entry)
{
    return archive_entry_filetype(entry) == AE_IFDIR;
}

static enum st read_header(struct archive_reader *a, struct archive_item *out,
                           struct err *e)
{
    struct archive_entry *entry;
    int r;
    do {
        r = archive_read_next_header(a->handle, &entry);
        if (r == ARCHIVE_FATAL || r == ARCHIVE_FAILED)
            return failed(a, e);
        if (a->members == 0 && check_first(a, e) != ST_OK) {
            a->ended = true;
            return ST_CORRUPT;
        }
        if (++a->members > ARCHIVE_MEMBERS)
            return err_set(e, ST_LIMIT, "over %llu members",
                           (unsigned long long)ARCHIVE_MEMBERS);
    } while (r == ARCHIVE_RETRY || (r != ARCHIVE_EOF && is_folder(entry)));
    a->ended = r == ARCHIVE_EOF;
    if (!a->ended)
        describe(a, entry, out);
    return ST_OK;
}

/* What was not read of a member must be unpacked all the same to get past it,
 * but in a zip, so it counts. A fault in it is told with the next header. */
static enum st pass_over_rest(struct archive_reader *a, struct err *e)
{
    if (!a->member.kind || (archive_format(a->handle) &
                            ARCHIVE_FORMAT_BASE_MASK) != ARCHIVE_FORMAT_TAR)
        return ST_OK;
    struct err why = ERR_INIT;
    enum st st = ST_OK;
    do
        stream_skip(&a->member, a->member.n);
    while ((st = stream_more(&a->member, &why)) == ST_OK && a->member.n);
    return st == ST_LIMIT || st == ST_NOMEM ? err_set(e, st, "%s", why.msg)
                                            : ST_OK;
}

enum st archive_next(struct archive_reader *a, struct archive_item *out,
                     struct err *e)
{
    *out = (struct archive_item){.kind = ARCHIVE_END};
    if (a->ended)
        return ST_OK;
    enum st st = pass_over_rest(a, e);
    stream_close(&a->member);
    if (st != ST_OK)
        return st;
    /* Names in an archive are UTF-8 or bytes, whatever the user's locale:
     * libarchive would refuse to give what that cannot express. */
    const locale_t utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
    const locale_t before = utf8 ? uselocale(utf8) : (locale_t)0;
    st = read_header(a, out, e);
    if (utf8) {
        uselocale(before);
        freelocale(utf8);
    }
    if (st == ST_OK && out->kind != ARCHIVE_END)
        stream_begin(&a->member, &MEMBER_KIND);
    else
        a->ended = true;
    return st;
}
