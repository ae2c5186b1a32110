/* What is given of archives, and what is refused. */
#include "indexer/source/archive.h"

#include <archive.h>
#include <archive_entry.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/mem.h"
#include "tests/indexer/source/slow_stream.h"
#include "tests/support/suite.h"

enum { ROOM = 1 << 20 };

/* ---- making archives ---- */

struct member {
    const char *name, *text;
    __LA_MODE_T type; /* AE_IFREG and others               */
    const char *link; /* of a hard or a symbolic link, NULL */
};

static void add_member(struct archive *a, const struct member *m)
{
    struct archive_entry *const entry = archive_entry_new();
    const size_t n = m->text ? strlen(m->text) : 0;
    archive_entry_set_pathname(entry, m->name);
    archive_entry_set_filetype(entry, m->type);
    archive_entry_set_perm(entry, 0644);
    archive_entry_set_size(entry, (la_int64_t)n);
    if (m->link && m->type == AE_IFLNK)
        archive_entry_set_symlink(entry, m->link);
    else if (m->link)
        archive_entry_set_hardlink(entry, m->link);
    ck_assert_int_eq(archive_write_header(a, entry), ARCHIVE_OK);
    if (n)
        ck_assert_int_eq(archive_write_data(a, m->text, n), (int)n);
    archive_entry_free(entry);
}

enum container { TAR, TAR_GZ, TAR_ZST, ZIP, CONTAINERS };

/* To free(). */
static struct bytes pack(enum container container, const struct member *m,
                         size_t n)
{
    char *const room = malloc(ROOM);
    size_t used = 0;
    struct archive *const a = archive_write_new();
    ck_assert(room && a);
    ck_assert_int_eq(container == ZIP ? archive_write_set_format_zip(a)
                                      : archive_write_set_format_pax(a),
                     ARCHIVE_OK);
    if (container == TAR_GZ)
        ck_assert_int_eq(archive_write_add_filter_gzip(a), ARCHIVE_OK);
    if (container == TAR_ZST)
        ck_assert_int_eq(archive_write_add_filter_zstd(a), ARCHIVE_OK);
    ck_assert_int_eq(archive_write_open_memory(a, room, ROOM, &used),
                     ARCHIVE_OK);
    for (size_t i = 0; i < n; i++)
        add_member(a, &m[i]);
    ck_assert_int_eq(archive_write_close(a), ARCHIVE_OK);
    archive_write_free(a);
    return bytes_of(room, used);
}

/* ---- reading them ---- */

/* "name <text>" or "name: reason" for each member; the text of every second
 * one is passed over when `skips`. */
static enum st list(struct archive_reader *a, bool skips, struct buf *out,
                    struct err *e)
{
    struct archive_item item;
    enum st st;
    for (int i = 0;
         (st = archive_next(a, &item, e)) == ST_OK && item.kind != ARCHIVE_END;
         i++) {
        buf_append_str(out, item.name);
        if (item.kind == ARCHIVE_REFUSED) {
            buf_printf(out, ": %s\n", item.reason);
            continue;
        }
        buf_append_str(out, " <");
        if (!(skips && i % 2) &&
            (st = read_stream(&a->member, out, e)) != ST_OK)
            return st;
        buf_append_str(out, ">\n");
    }
    return st;
}

static enum st list_bytes(struct bytes packed, enum packing packing,
                          uint64_t max, size_t step, struct buf *out,
                          struct err *e)
{
    struct slow_stream slow;
    struct archive_reader a = {.handle = NULL};
    slow_stream_open(&slow, packed, step);
    enum st st = archive_reader_open(&a, &slow.stream, packing, max, e);
    if (st == ST_OK)
        st = list(&a, false, out, e);
    archive_reader_close(&a);
    stream_close(&slow.stream);
    return st;
}

static void assert_lists(struct bytes packed, const char *expected)
{
    static const size_t steps[] = {1, 7, 512, ROOM};
    for (size_t i = 0; i < COUNT_OF(steps); i++) {
        struct buf out = BUF_INIT;
        struct err e = ERR_INIT;
        ck_assert_msg(list_bytes(packed, PACKED_ANY, ARCHIVE_BYTES_DEFAULT,
                                 steps[i], &out, &e) == ST_OK,
                      "%s", e.msg);
        ck_assert_str_eq(buf_str(&out), expected);
        buf_release(&out);
    }
}

/* ---- tests ---- */

static const struct member FILES[] = {
    {"./a.txt", "first", AE_IFREG, NULL},
    {"folder", NULL, AE_IFDIR, NULL},
    {"folder/b.txt", "second", AE_IFREG, NULL},
    {"empty", "", AE_IFREG, NULL},
};

START_TEST(members_come_in_order_without_folders)
{
    for (int c = 0; c < CONTAINERS; c++) {
        const struct bytes packed =
            pack((enum container)c, FILES, COUNT_OF(FILES));
        assert_lists(packed,
                     "a.txt <first>\nfolder/b.txt <second>\nempty <>\n");
        ck_assert(archive_begins(packed));
        free((void *)(uintptr_t)packed.p);
    }
}
END_TEST

START_TEST(member_that_is_not_read_to_its_end_is_passed_over)
{
    const struct bytes packed = pack(TAR, FILES, COUNT_OF(FILES));
    struct slow_stream slow;
    struct archive_reader a = {.handle = NULL};
    struct buf out = BUF_INIT;
    slow_stream_open(&slow, packed, 100);
    ck_assert_int_eq(archive_reader_open(&a, &slow.stream, PACKED_ANY,
                                         ARCHIVE_BYTES_DEFAULT, NULL),
                     ST_OK);
    ck_assert_int_eq(list(&a, true, &out, NULL), ST_OK);
    ck_assert_str_eq(buf_str(&out),
                     "a.txt <first>\nfolder/b.txt <>\nempty <>\n");
    buf_release(&out);
    archive_reader_close(&a);
    stream_close(&slow.stream);
    free((void *)(uintptr_t)packed.p);
}
END_TEST

START_TEST(what_leads_elsewhere_or_is_no_file_is_refused)
{
    static const struct member evil[] = {
        {"../up", "x", AE_IFREG, NULL},
        {"a/../../up", "x", AE_IFREG, NULL},
        {"/etc/passwd", "x", AE_IFREG, NULL},
        {"a/..", "x", AE_IFREG, NULL},
        {"..a/b..", "fine", AE_IFREG, NULL},
        {"link", NULL, AE_IFLNK, "..a/b.."},
        {"pipe", NULL, AE_IFIFO, NULL},
        {"hard", NULL, AE_IFREG, "..a/b.."},
    };
    const struct bytes packed = pack(TAR, evil, COUNT_OF(evil));
    assert_lists(packed,
                 "../up: a name that leads out of the archive\n"
                 "a/../../up: a name that leads out of the archive\n"
                 "/etc/passwd: a name that leads out of the archive\n"
                 "a/..: a name that leads out of the archive\n"
                 "..a/b.. <fine>\n"
                 "link: symbolic link, not followed\n"
                 "pipe: not a regular file\n"
                 "hard: a hard link to another member, which has its text\n");
    free((void *)(uintptr_t)packed.p);
}
END_TEST

START_TEST(bytes_that_come_out_are_bounded_read_or_not)
{
    for (uint64_t max = 0; max < 12; max++) {
        const struct bytes packed = pack(TAR, FILES, COUNT_OF(FILES));
        struct buf out = BUF_INIT;
        struct err e = ERR_INIT;
        const enum st st = list_bytes(packed, PACKED_ANY, max, 512, &out, &e);
        ck_assert_int_eq((int)st, max < 11 ? ST_LIMIT : ST_OK);
        if (st == ST_LIMIT)
            ck_assert_msg(strstr(e.msg, "the most that is read of an archive"),
                          "%s", e.msg);
        buf_release(&out);
        free((void *)(uintptr_t)packed.p);
    }
}
END_TEST

START_TEST(bytes_that_are_not_packed_are_told)
{
    struct buf out = BUF_INIT;
    struct err plain = ERR_INIT, empty = ERR_INIT;
    ck_assert_int_eq(list_bytes(bytes_of_str("just a text"), PACKED_FILE, 1000,
                                512, &out, &plain),
                     ST_CORRUPT);
    ck_assert_msg(strstr(plain.msg, "not compressed"), "%s", plain.msg);
    ck_assert_int_eq(
        list_bytes(BYTES_NONE, PACKED_FILE, 1000, 512, &out, &empty),
        ST_CORRUPT);
    ck_assert_msg(strstr(empty.msg, "empty"), "%s", empty.msg);
    ck_assert(!archive_begins(bytes_of_str("just a text")));
    ck_assert(!archive_begins(BYTES_NONE));
    buf_release(&out);
}
END_TEST

START_TEST(fault_below_is_the_fault_of_the_archive)
{
    const struct bytes packed = pack(TAR, FILES, COUNT_OF(FILES));
    struct slow_stream slow;
    struct archive_reader a = {.handle = NULL};
    struct buf out = BUF_INIT;
    struct err e = ERR_INIT;
    slow_stream_open(&slow, bytes_of(packed.p, 700), 100);
    slow.fails = true;
    enum st st = archive_reader_open(&a, &slow.stream, PACKED_ANY,
                                     ARCHIVE_BYTES_DEFAULT, &e);
    if (st == ST_OK)
        st = list(&a, false, &out, &e);
    ck_assert_int_eq((int)st, ST_IO);
    ck_assert_str_eq(e.msg, "worn out");
    buf_release(&out);
    archive_reader_close(&a);
    stream_close(&slow.stream);
    free((void *)(uintptr_t)packed.p);
}
END_TEST

SUITE("archive", members_come_in_order_without_folders,
      member_that_is_not_read_to_its_end_is_passed_over,
      what_leads_elsewhere_or_is_no_file_is_refused,
      bytes_that_come_out_are_bounded_read_or_not,
      bytes_that_are_not_packed_are_told,
      fault_below_is_the_fault_of_the_archive)
