/* Every format and archive, cut off at every byte and with every byte changed:
 * nothing crashes, whatever was whole before the damage is kept, and what
 * follows is read. */
#include "indexer/extract/extract.h"
#include "indexer/source/source.h"
#include "tests/support/rng.h"
#include "tests/support/suite.h"
#include "tests/support/tmpdir.h"

#include <archive.h>
#include <archive_entry.h>
#include <stdio.h>

/* The ids of all that can be read of two files, each with a space behind it. */
static void ids_of(const char *const paths[static 2], struct buf *out)
{
    const struct field_map map = field_map_default();
    struct source_options options = {.max_record = 1 << 16, .map = &map};
    struct extractor *x;
    struct source *s;
    struct batch b = {.number = 0};
    ck_assert_int_eq(source_open(&s, paths, 2, &options, NULL), ST_OK);
    ck_assert_int_eq(extractor_open(&x, &map, NULL), ST_OK);
    do {
        ck_assert_int_eq(source_next_batch(s, &b, NULL), ST_OK);
        for (size_t i = 0; i < b.n; i++) {
            struct release r;
            ck_assert_int_eq(extract_record(x, &b, &b.records[i], &r, NULL),
                             ST_OK);
            if (!r.reject)
                buf_printf(out, "%.*s ", (int)r.id.n, (const char *)r.id.p);
        }
    } while (b.n);
    extractor_close(x);
    source_close(s);
    batch_release(&b);
}

static void read_damaged(const struct tmpdir *d, const char *name,
                         struct bytes bytes, struct buf *ids)
{
    const char *const paths[2] = {
        tmpdir_write(d, name, bytes.p, bytes.n),
        tmpdir_write(d, "behind.txt", "still here", 10),
    };
    buf_clear(ids);
    ids_of(paths, ids);
    ck_assert_msg(strstr(buf_str(ids), "behind "), "%s of %zu bytes: %s", name,
                  bytes.n, buf_str(ids));
}

/* Cut off everywhere, then with bytes changed at random. `first` is an id that
 * is there when the file is cut off behind its first `whole` bytes. */
static void check_damage(const char *name, struct bytes bytes,
                         const char *first, size_t whole)
{
    const struct tmpdir d = tmpdir_make();
    struct buf ids = BUF_INIT, changed = BUF_INIT;
    struct rng r = rng_from_env(7);
    for (size_t n = 0; n < bytes.n; n++) {
        read_damaged(&d, name, bytes_of(bytes.p, n), &ids);
        if (n >= whole)
            ck_assert_msg(strstr(buf_str(&ids), first), "%s of %zu bytes: %s",
                          name, n, buf_str(&ids));
    }
    for (int i = 0; i < 300; i++) {
        buf_clear(&changed);
        ck_assert(buf_append(&changed, bytes.p, bytes.n));
        for (uint64_t k = 0, m = 1 + rng_below(&r, 4); k < m; k++)
            changed.p[rng_below(&r, (uint32_t)bytes.n)] =
                (uint8_t)rng_below(&r, 256);
        read_damaged(&d, name, buf_bytes(&changed), &ids);
    }
    buf_release(&changed);
    buf_release(&ids);
    tmpdir_remove(&d);
}

static const struct {
    const char *name, *text;
    const char *first; /* id of the first document             */
    size_t whole;      /* bytes that are enough to have it     */
} texts[] = {
    {"a.jsonl",
     "{\"id\":\"one\",\"body\":\"x\"}\n{\"id\":\"two\",\"body\":\"y\"}\n",
     "one ", 24},
    {"a.json",
     "[{\"id\":\"one\",\"body\":\"x\"},\n{\"id\":\"two\",\"body\":\"y\"}]",
     "one ", 25},
    {"a.csv", "id,text\none,\"a \"\"b\"\"\nc\"\ntwo,d\n", "one ", 25},
    {"a.tsv", "id\ttext\none\ta b\ntwo\td\n", "one ", 16},
    {"a.trec",
     "<DOC>\n<DOCNO> one </DOCNO>\n<TEXT>\na &amp; b\n</TEXT>\n</DOC>\n"
     "<DOC>\n<DOCNO> two </DOCNO>\n<TEXT>c</TEXT>\n</DOC>\n",
     "one ", 61},
    {"a.mbox",
     "From x\nMessage-ID: <one>\nSubject: =?utf-8?Q?a=C3=A9?= "
     "=?utf-8?B?w6k=?=\n\nbody\n\nFrom y\nMessage-ID: <two>\n"
     "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nz\n--b--\n",
     "one ", 80},
    {"a.html",
     "<!DOCTYPE html><html><head><title>one</title><meta name=date "
     "content=2019-05-28></head><body><h1>one</h1><p>a &eacute; "
     "&#233;<nav>no</nav><pre> x\n y</pre></body></html>",
     "a ", 60},
    {"a.md",
     "---\ntitle: One\ndate: 2019-05-28\n---\n# One\n\n[a](b) *c* `d`\n", "a ",
     50},
    {"a.eml", "Subject: one\nContent-Transfer-Encoding: base64\n\nYWJj\nZGVm\n",
     "a ", 12},
    {"a.msmarco.tsv", "1\thttp://x\ttitle\tbody\n2\thttp://y\tt\tb\n", "1 ",
     23},
};

START_TEST(damaged_text_loses_nothing_before_or_behind_it)
{
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        check_damage(texts[i].name, bytes_of_str(texts[i].text), texts[i].first,
                     texts[i].whole);
}
END_TEST

/* ---- archives ---- */

/* Writes an archive of three files, one of them compressed, to `out`. */
static void pack(struct archive *a, struct buf *out)
{
    static const char *const names[] = {"x/one.txt", "two.jsonl", "three.txt"};
    static const char *const bodies[] = {
        "one", "{\"id\":\"two\",\"body\":\"y\"}\n", "three"};
    char room[64 * 1024];
    size_t used = 0;
    ck_assert_int_eq(archive_write_set_bytes_in_last_block(a, 1), ARCHIVE_OK);
    ck_assert_int_eq(archive_write_open_memory(a, room, sizeof(room), &used),
                     ARCHIVE_OK);
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        struct archive_entry *const entry = archive_entry_new();
        const size_t n = strlen(bodies[i]);
        archive_entry_set_pathname(entry, names[i]);
        archive_entry_set_size(entry, (la_int64_t)n);
        archive_entry_set_filetype(entry, AE_IFREG);
        archive_entry_set_perm(entry, 0644);
        ck_assert_int_eq(archive_write_header(a, entry), ARCHIVE_OK);
        ck_assert_int_eq(archive_write_data(a, bodies[i], n), (int)n);
        archive_entry_free(entry);
    }
    ck_assert_int_eq(archive_write_close(a), ARCHIVE_OK);
    archive_write_free(a);
    ck_assert(buf_append(out, room, used));
}

START_TEST(damaged_archive_loses_nothing_behind_it)
{
    for (int kind = 0; kind < 6; kind++) {
        static const char *const names[] = {
            "a.tar", "a.tar.gz", "a.tar.zst", "a.tar.xz", "a.tar.bz2", "a.zip"};
        struct archive *const a = archive_write_new();
        struct buf bytes = BUF_INIT;
        if (kind == 5)
            archive_write_set_format_zip(a);
        else
            archive_write_set_format_ustar(a);
        if (kind == 1)
            archive_write_add_filter_gzip(a);
        if (kind == 2)
            archive_write_add_filter_zstd(a);
        if (kind == 3)
            archive_write_add_filter_xz(a);
        if (kind == 4)
            archive_write_add_filter_bzip2(a);
        pack(a, &bytes);
        /* Of a plain tar the first member is there once its block is. */
        check_damage(names[kind], buf_bytes(&bytes), "x/one ",
                     kind == 0 ? 1536 : SIZE_MAX);
        const struct tmpdir d = tmpdir_make();
        struct buf ids = BUF_INIT;
        read_damaged(&d, names[kind], buf_bytes(&bytes), &ids);
        ck_assert_str_eq(buf_str(&ids), "x/one two three behind ");
        buf_release(&ids);
        buf_release(&bytes);
        tmpdir_remove(&d);
    }
}
END_TEST

SUITE("damaged", damaged_text_loses_nothing_before_or_behind_it,
      damaged_archive_loses_nothing_behind_it)
