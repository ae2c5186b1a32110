#include "common/base/file.h"
#include "common/base/mem.h"
#include "indexer/source/source.h"
#include "tests/support/suite.h"
#include "tests/support/tmpdir.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>
#include <zstd.h>

/* ---- support ---- */

/* All records as text, one a line: "T name[:line] bytes", bytes over 40 as
 * their number; of a reject the reason. */
static void print_record(struct buf *out, const struct batch *b,
                         const struct raw_record *r)
{
    static const char kinds[] = "TMHEJBCVSDR";
    const struct bytes name = batch_span(b, r->name);
    const struct bytes bytes = batch_span(b, r->bytes);
    buf_printf(out, "%c %.*s", kinds[r->kind], (int)name.n,
               (const char *)name.p);
    if (r->line)
        buf_printf(out, ":%llu", (unsigned long long)r->line);
    if (bytes.n > 40 && r->kind != RECORD_REJECT)
        buf_printf(out, " (%zu)\n", bytes.n);
    else
        buf_printf(out, " %.*s\n", (int)bytes.n, (const char *)bytes.p);
}

static enum st read_all(const char *const *paths, size_t n, size_t max,
                        struct buf *out, struct source_progress *progress)
{
    const struct source_options options = {.max_record = max};
    struct err e = ERR_INIT;
    struct batch b = {.number = 0};
    struct source *s;
    enum st st = source_open(&s, paths, n, &options, &e);
    for (uint64_t number = 0; st == ST_OK; number++) {
        st = source_next_batch(s, &b, &e);
        ck_assert_uint_eq(b.number, number);
        if (st == ST_OK && b.n == 0)
            break;
        for (size_t i = 0; st == ST_OK && i < b.n; i++)
            print_record(out, &b, &b.records[i]);
    }
    if (progress && s)
        *progress = source_progress(s);
    source_close(s);
    batch_release(&b);
    ck_assert_int_eq((int)st, (int)e.code);
    return st;
}

/* What a source of one path gives; lives until the next call. */
static const char *records_of(const char *path, size_t max)
{
    static struct buf out;
    buf_release(&out);
    ck_assert_int_eq(read_all(&path, 1, max, &out, NULL), ST_OK);
    return buf_str(&out);
}

static const char *write_text(const struct tmpdir *d, const char *name,
                              const char *text)
{
    return tmpdir_write(d, name, text, strlen(text));
}

static void make_folder(const struct tmpdir *d, const char *name)
{
    ck_assert_int_eq(mkdir(tmpdir_file(d, name), 0700), 0);
}

/* Writes `n` bytes as a zstd frame, without its last `cut` bytes. */
static const char *write_zstd(const struct tmpdir *d, const char *name,
                              const char *bytes, size_t n, size_t cut)
{
    const size_t room = ZSTD_compressBound(n);
    char *const frame = mem_alloc(room);
    ck_assert_ptr_nonnull(frame);
    const size_t size = ZSTD_compress(frame, room, bytes, n, 3);
    ck_assert(!ZSTD_isError(size) && size > cut);
    const char *const path = tmpdir_write(d, name, frame, size - cut);
    mem_free(frame);
    return path;
}

enum { LARGE = 1 << 20 };

/* ---- folders ---- */

START_TEST(folder_is_walked_in_byte_order_of_names)
{
    const struct tmpdir d = tmpdir_make();
    make_folder(&d, "b");
    make_folder(&d, "b/Z");
    make_folder(&d, "a");
    write_text(&d, "b/Z/9.txt", "nine");
    write_text(&d, "b/10.txt", "ten");
    write_text(&d, "b/2.TXT", "two");
    write_text(&d, "a.txt", "flat");
    write_text(&d, "a/x.jsonl", "{\"a\":1}\n{\"a\":2}");
    write_text(&d, "B.txt", "capital");
    write_text(&d, "\xc3\xa9\xff.txt", "a name of bytes");
    write_text(&d, "picture.png", "no release");
    ck_assert_str_eq(records_of(d.path, LARGE),
                     "T B capital\n"
                     "J a/x:1 {\"a\":1}\n"
                     "J a/x:2 {\"a\":2}\n"
                     "T a flat\n"
                     "T b/10 ten\n"
                     "T b/2 two\n"
                     "T b/Z/9 nine\n"
                     "T \xc3\xa9\xff a name of bytes\n");
    tmpdir_remove(&d);
}
END_TEST

START_TEST(path_is_the_argument_joined_with_what_is_below)
{
    const struct tmpdir d = tmpdir_make();
    make_folder(&d, "s");
    write_text(&d, "s/x.v1.txt", "x");
    const char *const file = write_text(&d, "notes.odd", "y");
    char root[100];
    snprintf(root, sizeof(root), "%s/", d.path);
    const char *const paths[] = {root, file};
    struct source *s;
    struct batch b = {.number = 0};
    const struct source_options options = SOURCE_OPTIONS_DEFAULT;
    ck_assert_int_eq(source_open(&s, paths, 2, &options, NULL), ST_OK);
    ck_assert_int_eq(source_next_batch(s, &b, NULL), ST_OK);
    ck_assert_uint_eq(b.n, 2);
    ck_assert(bytes_equal_str(batch_span(&b, b.records[0].path),
                              tmpdir_file(&d, "s/x.v1.txt")));
    ck_assert(bytes_equal_str(batch_span(&b, b.records[0].name), "s/x.v1"));
    ck_assert(bytes_equal_str(batch_span(&b, b.records[1].path), file));
    ck_assert(bytes_equal_str(batch_span(&b, b.records[1].name), "notes"));
    source_close(s);
    batch_release(&b);
    tmpdir_remove(&d);
}
END_TEST

START_TEST(links_below_a_folder_are_refused_and_a_named_one_is_followed)
{
    const struct tmpdir d = tmpdir_make();
    make_folder(&d, "in");
    write_text(&d, "in/a.txt", "a");
    ck_assert_int_eq(symlink("..", tmpdir_file(&d, "in/loop")), 0);
    ck_assert_int_eq(symlink("a.txt", tmpdir_file(&d, "in/same.txt")), 0);
    ck_assert_int_eq(symlink("nowhere", tmpdir_file(&d, "in/z.txt")), 0);
    const char *const link = tmpdir_file(&d, "link");
    ck_assert_int_eq(symlink("in", link), 0);
    ck_assert_str_eq(records_of(link, LARGE),
                     "T a a\n"
                     "R loop symbolic link, not followed\n"
                     "R same symbolic link, not followed\n"
                     "R z symbolic link, not followed\n");
    const char *const file_link = tmpdir_file(&d, "file_link.txt");
    ck_assert_int_eq(symlink("in/a.txt", file_link), 0);
    ck_assert_str_eq(records_of(file_link, LARGE), "T file_link a\n");
    tmpdir_remove(&d);
}
END_TEST

START_TEST(fifo_and_socket_are_refused_without_waiting)
{
    const struct tmpdir d = tmpdir_make();
    ck_assert_int_eq(mkfifo(tmpdir_file(&d, "fifo.txt"), 0600), 0);
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    snprintf(address.sun_path, sizeof(address.sun_path), "%s/socket", d.path);
    const int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    ck_assert_int_ge(fd, 0);
    ck_assert_int_eq(
        bind(fd, (const struct sockaddr *)&address, sizeof(address)), 0);
    ck_assert_str_eq(records_of(d.path, LARGE),
                     "R fifo not a regular file\n"
                     "R socket not a regular file\n");
    close(fd);

    const char *const fifo = tmpdir_file(&d, "fifo.txt");
    struct buf out = BUF_INIT;
    ck_assert_int_eq(read_all(&fifo, 1, LARGE, &out, NULL), ST_USAGE);
    tmpdir_remove(&d);
}
END_TEST

START_TEST(unreadable_file_and_folder_are_refused_with_the_reason)
{
    if (geteuid() == 0)
        return; /* nothing is unreadable for root */
    const struct tmpdir d = tmpdir_make();
    make_folder(&d, "closed");
    ck_assert_int_eq(chmod(write_text(&d, "secret.txt", "x"), 0), 0);
    ck_assert_int_eq(chmod(tmpdir_file(&d, "closed"), 0), 0);
    write_text(&d, "z.txt", "z");
    ck_assert_str_eq(records_of(d.path, LARGE), "R closed Permission denied\n"
                                                "R secret Permission denied\n"
                                                "T z z\n");
    tmpdir_remove(&d);
}
END_TEST

START_TEST(what_vanishes_during_the_walk_is_refused_and_the_rest_is_read)
{
    const struct tmpdir d = tmpdir_make();
    /* A first batch that is full before the others have been looked at. */
    char *const large = mem_zalloc(BATCH_BYTES);
    ck_assert_ptr_nonnull(large);
    tmpdir_write(&d, "a.txt", large, BATCH_BYTES);
    mem_free(large);
    make_folder(&d, "b");
    write_text(&d, "c.txt", "c");
    write_text(&d, "d.txt", "d");
    const char *const paths[] = {d.path, write_text(&d, "gone.txt", "")};
    struct source *s;
    struct batch b = {.number = 0};
    const struct source_options options = SOURCE_OPTIONS_DEFAULT;
    ck_assert_int_eq(source_open(&s, paths, 2, &options, NULL), ST_OK);
    ck_assert_int_eq(source_next_batch(s, &b, NULL), ST_OK);
    ck_assert_uint_eq(b.n, 1);
    ck_assert_int_eq(rmdir(tmpdir_file(&d, "b")), 0);
    ck_assert_int_eq(unlink(tmpdir_file(&d, "c.txt")), 0);
    ck_assert_int_eq(unlink(tmpdir_file(&d, "gone.txt")), 0);
    ck_assert_int_eq(source_next_batch(s, &b, NULL), ST_OK);
    struct buf out = BUF_INIT;
    for (size_t i = 0; i < b.n; i++)
        print_record(&out, &b, &b.records[i]);
    ck_assert_str_eq(buf_str(&out),
                     "R b vanished while its folder was read\n"
                     "R c vanished while its folder was read\n"
                     "T d d\n"
                     "R gone vanished while its folder was read\n"
                     "R gone vanished since the start\n");
    buf_release(&out);
    batch_release(&b);
    source_close(s);
    tmpdir_remove(&d);
}
END_TEST

START_TEST(source_that_is_not_there_fails_at_opening)
{
    const struct tmpdir d = tmpdir_make();
    const char *const paths[] = {d.path, tmpdir_file(&d, "no")};
    const struct source_options options = SOURCE_OPTIONS_DEFAULT;
    struct source *s;
    struct err e = ERR_INIT;
    ck_assert_int_eq(source_open(&s, paths, 2, &options, &e), ST_NOT_FOUND);
    ck_assert_ptr_null(s);
    ck_assert_ptr_nonnull(strstr(e.msg, "/no: no such file or folder"));
    tmpdir_remove(&d);
}
END_TEST

START_TEST(deep_folders_end_with_a_reason_and_not_on_the_stack)
{
    const struct tmpdir d = tmpdir_make();
    enum { DEPTH = 600, NAME = 200 };
    char name[NAME + 1];
    memset(name, 'n', NAME);
    name[NAME] = '\0';
    const int home = open(".", O_RDONLY | O_DIRECTORY);
    ck_assert_int_eq(chdir(d.path), 0);
    for (int i = 0; i < DEPTH; i++) {
        ck_assert_int_eq(mkdir(name, 0700), 0);
        ck_assert_int_eq(chdir(name), 0);
    }
    ck_assert_int_eq(fchdir(home), 0);
    close(home);
    const char *const out = records_of(d.path, LARGE);
    /* The path is longer than a message, so there is no strerror left. */
    ck_assert_ptr_nonnull(strstr(out, "nnn cannot be read\n"));
    char command[128]; /* nftw cannot go there either */
    snprintf(command, sizeof(command), "rm -rf '%s'", d.path);
    ck_assert_int_eq(system(command), 0);
}
END_TEST

/* ---- files ---- */

START_TEST(lines_end_with_lf_or_crlf_or_the_file)
{
    const struct tmpdir d = tmpdir_make();
    const char *const path =
        write_text(&d, "l.jsonl",
                   "\xef\xbb\xbf{1}\r\n\n  \t\r\n{2}\n\r\n \xef\xbb\xbf{6}\r");
    ck_assert_str_eq(records_of(path, LARGE),
                     "J l:1 {1}\nJ l:4 {2}\nJ l:6  \xef\xbb\xbf{6}\n");
    ck_assert_str_eq(records_of(write_text(&d, "e.jsonl", ""), LARGE), "");
    ck_assert_str_eq(
        records_of(write_text(&d, "m.jsonl", "\xef\xbb\xbf\n"), LARGE), "");
    const char wide[] = "\xff\xfe{\0}\0\n\0";
    ck_assert_str_eq(
        records_of(tmpdir_write(&d, "w.jsonl", wide, sizeof(wide) - 1), LARGE),
        "J w:1 {}\n");
    tmpdir_remove(&d);
}
END_TEST

START_TEST(file_over_the_limit_is_refused_with_its_size)
{
    const struct tmpdir d = tmpdir_make();
    write_text(&d, "a.txt", "123456789");
    write_text(&d, "b.txt", "12345678");
    write_text(&d, "c.txt", "");
    ck_assert_str_eq(records_of(d.path, 8),
                     "R a 9 bytes, more than the 8 a document may have\n"
                     "T b 12345678\n"
                     "T c \n");
    tmpdir_remove(&d);
}
END_TEST

START_TEST(line_of_70_mb_is_passed_over_in_bounded_memory)
{
    enum { MB = 1024 * 1024, LONG = 70 * MB, MAX = 1 * MB };
    const struct tmpdir d = tmpdir_make();
    const char *const path = tmpdir_file(&d, "l.jsonl");
    FILE *const f = fopen(path, "wb");
    ck_assert_ptr_nonnull(f);
    ck_assert_int_ge(fputs("{1}\n", f), 0);
    ck_assert_int_eq(fseek(f, LONG, SEEK_CUR), 0); /* a hole: NULs */
    ck_assert_int_ge(fputs("\n{3}\n", f), 0);
    ck_assert_int_eq(fclose(f), 0);

    const struct source_options options = {.max_record = MAX};
    struct source *s;
    struct batch b = {.number = 0};
    ck_assert_int_eq(source_open(&s, &path, 1, &options, NULL), ST_OK);
    ck_assert_int_eq(source_next_batch(s, &b, NULL), ST_OK);
    struct buf out = BUF_INIT;
    for (size_t i = 0; i < b.n; i++)
        print_record(&out, &b, &b.records[i]);
    ck_assert_str_eq(
        buf_str(&out),
        "J l:1 {1}\n"
        "R l:2 73400320 bytes, more than the 1048576 a document may have\n"
        "J l:3 {3}\n");
    ck_assert_uint_le(batch_memory(&b), 4 * MB);
    buf_release(&out);
    batch_release(&b);
    source_close(s);
    tmpdir_remove(&d);
}
END_TEST

START_TEST(huge_record_is_not_kept_in_memory_by_later_batches)
{
    enum { HUGE_SIZE = 8 * BATCH_BYTES };
    struct batch b = {.number = 0};
    ck_assert(buf_reserve(&b.bytes, HUGE_SIZE));
    batch_clear(&b);
    ck_assert_uint_lt(batch_memory(&b), HUGE_SIZE);
    ck_assert(buf_reserve(&b.bytes, BATCH_BYTES));
    batch_clear(&b);
    ck_assert_uint_ge(batch_memory(&b), BATCH_BYTES);
    batch_release(&b);
}
END_TEST

START_TEST(batches_end_by_bytes_and_by_records)
{
    const struct tmpdir d = tmpdir_make();
    const char *const path = tmpdir_file(&d, "l.jsonl");
    FILE *const f = fopen(path, "wb");
    ck_assert_ptr_nonnull(f);
    for (int i = 0; i < BATCH_RECORDS + 3; i++)
        ck_assert_int_gt(fprintf(f, "{%d}\n", i), 0);
    for (int i = 0; i < 8; i++)
        ck_assert_int_gt(fprintf(f, "%0*d\n", BATCH_BYTES / 4, i), 0);
    ck_assert_int_eq(fclose(f), 0);
    static const size_t expected[] = {BATCH_RECORDS, 3 + 4, 4, 0};
    const struct source_options options = SOURCE_OPTIONS_DEFAULT;
    struct source *s;
    struct batch b = {.number = 0};
    ck_assert_int_eq(source_open(&s, &path, 1, &options, NULL), ST_OK);
    for (size_t i = 0; i < 4; i++) {
        ck_assert_int_eq(source_next_batch(s, &b, NULL), ST_OK);
        ck_assert_uint_eq(b.n, expected[i]);
    }
    batch_release(&b);
    source_close(s);
    tmpdir_remove(&d);
}
END_TEST

START_TEST(progress_counts_bytes_and_files)
{
    const struct tmpdir d = tmpdir_make();
    write_text(&d, "a.txt", "12345");
    make_folder(&d, "f");
    write_text(&d, "f/b.jsonl", "{1}\n{2}\n");
    write_text(&d, "f/c.png", "123");
    const char *const path = d.path;
    struct buf out = BUF_INIT;
    struct source_progress p;
    ck_assert_int_eq(read_all(&path, 1, LARGE, &out, &p), ST_OK);
    ck_assert_uint_eq(p.bytes_read, 13);
    ck_assert_uint_eq(p.bytes_found, 13);
    ck_assert_uint_eq(p.files_read, 2);
    ck_assert_uint_eq(p.files_skipped, 1);
    buf_release(&out);
    tmpdir_remove(&d);
}
END_TEST

/* What a program read was found and read as well. */
START_TEST(progress_counts_bytes_that_a_filter_read)
{
    const struct tmpdir d = tmpdir_make();
    struct filter_rule rule;
    struct source_options options = SOURCE_OPTIONS_DEFAULT;
    struct source *s;
    struct batch b = {.number = 0};
    write_text(&d, "a.txt", "12345");
    write_text(&d, "b.pdf", "1234567");
    const char *const path = d.path;
    ck_assert_int_eq(filter_rule_parse(&rule, "*.pdf=cat %s", NULL), ST_OK);
    options.selection.filters = &rule;
    options.selection.n_filters = 1;
    ck_assert_int_eq(source_open(&s, &path, 1, &options, NULL), ST_OK);
    do
        ck_assert_int_eq(source_next_batch(s, &b, NULL), ST_OK);
    while (b.n);
    const struct source_progress p = source_progress(s);
    ck_assert_uint_eq(p.bytes_read, 12);
    ck_assert_uint_eq(p.bytes_found, 12);
    ck_assert_uint_eq(p.files_read, 2);
    batch_release(&b);
    source_close(s);
    filter_rule_release(&rule);
    tmpdir_remove(&d);
}
END_TEST

/* ---- zstd ---- */

static struct buf many_lines(unsigned n)
{
    struct buf b = BUF_INIT;
    for (unsigned i = 0; i < n; i++)
        ck_assert(
            buf_printf(&b, "{\"n\": %u, \"h\": %u}\n", i, i * 2654435761u));
    return b;
}

START_TEST(compressed_lines_are_those_of_the_plain_file)
{
    const struct tmpdir d = tmpdir_make();
    struct buf text = many_lines(30000);
    struct buf plain = BUF_INIT, packed = BUF_INIT;
    const char *path = tmpdir_write(&d, "l.jsonl", text.p, text.n);
    ck_assert_int_eq(read_all(&path, 1, LARGE, &plain, NULL), ST_OK);
    path = write_zstd(&d, "l.jsonl.zst", (const char *)text.p, text.n, 0);
    ck_assert_int_eq(read_all(&path, 1, LARGE, &packed, NULL), ST_OK);
    ck_assert(bytes_equal(buf_bytes(&plain), buf_bytes(&packed)));
    buf_release(&text);
    buf_release(&plain);
    buf_release(&packed);
    tmpdir_remove(&d);
}
END_TEST

START_TEST(frames_in_a_row_are_one_text)
{
    const struct tmpdir d = tmpdir_make();
    char frames[256];
    size_t n = ZSTD_compress(frames, sizeof(frames), "{1}\n{", 5, 3);
    n += ZSTD_compress(frames + n, sizeof(frames) - n, "", 0, 3);
    n += ZSTD_compress(frames + n, sizeof(frames) - n, "2}", 2, 3);
    ck_assert_str_eq(
        records_of(tmpdir_write(&d, "l.jsonl.zst", frames, n), LARGE),
        "J l:1 {1}\nJ l:2 {2}\n");
    /* Garbage behind the last frame. */
    memcpy(frames + n, "garbage", 7);
    ck_assert_ptr_nonnull(strstr(
        records_of(tmpdir_write(&d, "g.jsonl.zst", frames, n + 7), LARGE),
        "R g damaged archive: Zstd decompression failed"));
    ck_assert_str_eq(records_of(tmpdir_write(&d, "e.jsonl.zst", "", 0), LARGE),
                     "R e empty: no compressed data\n");
    tmpdir_remove(&d);
}
END_TEST

START_TEST(truncated_zstd_keeps_the_records_before_and_names_the_line)
{
    const struct tmpdir d = tmpdir_make();
    struct buf text = many_lines(100000), whole = BUF_INIT, cut = BUF_INIT;
    const char *path =
        write_zstd(&d, "l.jsonl.zst", (const char *)text.p, text.n, 0);
    ck_assert_int_eq(read_all(&path, 1, LARGE, &whole, NULL), ST_OK);
    path = write_zstd(&d, "l.jsonl.zst", (const char *)text.p, text.n, 9000);
    ck_assert_int_eq(read_all(&path, 1, LARGE, &cut, NULL), ST_OK);
    const char *const reject = strstr(buf_str(&cut), "R l:");
    ck_assert_ptr_nonnull(reject);
    const size_t before = (size_t)(reject - (const char *)cut.p);
    ck_assert_uint_gt(before, whole.n / 2);
    ck_assert_int_eq(memcmp(whole.p, cut.p, before), 0);
    unsigned lines = 0, line;
    for (size_t i = 0; i < before; i++)
        lines += cut.p[i] == '\n';
    ck_assert_int_eq(sscanf(reject, "R l:%u", &line), 1);
    ck_assert_uint_eq(line, lines + 1);
    ck_assert_ptr_nonnull(
        strstr(reject, "damaged archive: Truncated zstd input"));
    buf_release(&text);
    buf_release(&whole);
    buf_release(&cut);
    tmpdir_remove(&d);
}
END_TEST

START_TEST(damaged_zstd_keeps_the_records_before_and_the_next_file)
{
    const struct tmpdir d = tmpdir_make();
    struct buf text = many_lines(100000);
    const size_t room = ZSTD_compressBound(text.n);
    uint8_t *const frame = mem_alloc(room);
    ck_assert_ptr_nonnull(frame);
    const size_t size = ZSTD_compress(frame, room, text.p, text.n, 3);
    memset(frame + size / 2, 0xff, 64);
    tmpdir_write(&d, "a.jsonl.zst", frame, size);
    tmpdir_write(&d, "b.jsonl.zst", "not zstd at all", 15);
    write_text(&d, "c.txt", "c");
    const char *const out = records_of(d.path, LARGE);
    ck_assert_ptr_eq(strstr(out, "J a:1 {"), out);
    ck_assert_ptr_nonnull(strstr(out, "R a:"));
    ck_assert_ptr_nonnull(
        strstr(out, "R b not compressed, as its name says it is"));
    ck_assert_ptr_nonnull(strstr(out, "T c c\n"));
    mem_free(frame);
    buf_release(&text);
    tmpdir_remove(&d);
}
END_TEST

START_TEST(zstd_window_over_128_mib_is_refused)
{
    const struct tmpdir d = tmpdir_make();
    /* Magic; a frame header with no size and a window of 2^28; an empty last
     * block. */
    static const uint8_t frame[] = {0x28,           0xb5, 0x2f, 0xfd, 0x00,
                                    (28 - 10) << 3, 0x01, 0x00, 0x00};
    const char *const out = records_of(
        tmpdir_write(&d, "w.jsonl.zst", frame, sizeof(frame)), LARGE);
    ck_assert_ptr_nonnull(strstr(out, "Frame requires too much memory for "
                                      "decoding"));
    tmpdir_remove(&d);
}
END_TEST

/* ---- faults ---- */

static struct tmpdir small_tree(void)
{
    const struct tmpdir d = tmpdir_make();
    make_folder(&d, "f");
    write_text(&d, "f/a.txt", "alpha");
    write_text(&d, "f/b.jsonl", "{1}\n{2}\n{3}");
    write_zstd(&d, "g.jsonl.zst", "{4}\n{5}\n", 8, 0);
    write_text(&d, "h.txt", "eta");
    return d;
}

/* Every line of `part` that is no reject stands in `whole`, in that order. */
static void assert_part_of(const char *part, const char *whole)
{
    for (const char *next; *part; part = next) {
        next = strchr(part, '\n') + 1;
        if (*part == 'R')
            continue;
        char line[128];
        snprintf(line, sizeof(line), "%.*s", (int)(next - part), part);
        const char *const found = strstr(whole, line);
        if (!found)
            ck_abort_msg("out of nowhere: %s", line);
        whole = found + strlen(line);
    }
}

START_TEST(every_failing_file_call_gives_a_reject_or_a_clean_error)
{
    const struct tmpdir d = small_tree();
    const char *const path = d.path;
    struct buf whole = BUF_INIT;
    ck_assert_int_eq(read_all(&path, 1, LARGE, &whole, NULL), ST_OK);
    bool same = false;
    for (long n = 0; !same; n++) {
        ck_assert_int_lt(n, 200);
        struct buf out = BUF_INIT;
        file_fail_after(n, EIO);
        const enum st st = read_all(&path, 1, LARGE, &out, NULL);
        file_fail_never();
        if (n == 0) {
            ck_assert_int_eq((int)st, ST_IO); /* at opening */
            continue;
        }
        ck_assert_int_eq((int)st, ST_OK);
        assert_part_of(buf_str(&out), buf_str(&whole));
        same = !strstr(buf_str(&out), "R ");
        if (same)
            ck_assert_str_eq(buf_str(&out), buf_str(&whole));
        buf_release(&out);
    }
    buf_release(&whole);
    tmpdir_remove(&d);
}
END_TEST

START_TEST(every_failing_allocation_ends_with_nomem)
{
    const struct tmpdir d = small_tree();
    const char *const path = d.path;
    struct buf whole = BUF_INIT, out = BUF_INIT;
    ck_assert_int_eq(read_all(&path, 1, LARGE, &whole, NULL), ST_OK);
    ck_assert(buf_reserve(&out, 4096)); /* the test's own needs no memory */
    enum st st = ST_NOMEM;
    for (long n = 0; st != ST_OK; n++) {
        ck_assert_int_lt(n, 200);
        buf_clear(&out);
        mem_fail_after(n);
        st = read_all(&path, 1, LARGE, &out, NULL);
        mem_fail_never();
        ck_assert(st == ST_OK || st == ST_NOMEM);
    }
    ck_assert_str_eq(buf_str(&out), buf_str(&whole));
    buf_release(&whole);
    buf_release(&out);
    tmpdir_remove(&d);
}
END_TEST

SUITE("source", folder_is_walked_in_byte_order_of_names,
      path_is_the_argument_joined_with_what_is_below,
      links_below_a_folder_are_refused_and_a_named_one_is_followed,
      fifo_and_socket_are_refused_without_waiting,
      unreadable_file_and_folder_are_refused_with_the_reason,
      what_vanishes_during_the_walk_is_refused_and_the_rest_is_read,
      source_that_is_not_there_fails_at_opening,
      deep_folders_end_with_a_reason_and_not_on_the_stack,
      lines_end_with_lf_or_crlf_or_the_file,
      file_over_the_limit_is_refused_with_its_size,
      line_of_70_mb_is_passed_over_in_bounded_memory,
      huge_record_is_not_kept_in_memory_by_later_batches,
      batches_end_by_bytes_and_by_records, progress_counts_bytes_and_files,
      progress_counts_bytes_that_a_filter_read,
      compressed_lines_are_those_of_the_plain_file,
      frames_in_a_row_are_one_text,
      truncated_zstd_keeps_the_records_before_and_names_the_line,
      damaged_zstd_keeps_the_records_before_and_the_next_file,
      zstd_window_over_128_mib_is_refused,
      every_failing_file_call_gives_a_reject_or_a_clean_error,
      every_failing_allocation_ends_with_nomem)
