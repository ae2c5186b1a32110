/* Files of deletions, whole and with each byte changed. */
#include "common/segment/deletions.h"

#include <stdio.h>
#include <string.h>

#include "common/base/hash.h"
#include "common/base/mem.h"
#include "common/segment/layout.h"
#include "tests/support/suite.h"
#include "tests/support/tmpdir.h"

enum { DOCS = 1000, FILE_SIZE = DELETIONS_HEADER_SIZE + 128 };

/* A file as FORMAT.md 3.2 has it: documents 3, 700 and 999 of 1000 deleted. */
static const uint32_t DELETED[] = {3, 700, 999};

static void make_file(uint8_t out[static FILE_SIZE])
{
    memset(out, 0, FILE_SIZE);
    put_u64le(out, UINT64_C(0x0a1a6c656444441f));
    put_u32le(out + 8, MANIFEST_VERSION);
    put_u32le(out + 12, DOCS);
    put_u32le(out + 16, COUNT_OF(DELETED));
    for (size_t i = 0; i < COUNT_OF(DELETED); i++)
        out[DELETIONS_HEADER_SIZE + DELETED[i] / 8] |=
            (uint8_t)(1u << DELETED[i] % 8);
}

static struct manifest_segment segment_of(const uint8_t *file, size_t n)
{
    return (struct manifest_segment){
        .number = 1,
        .docs = DOCS,
        .deleted = COUNT_OF(DELETED),
        .deleted_in = 2,
        .deleted_hash = hash64(file, n),
    };
}

/* Opens the file that `segment` names, holding these bytes. */
static enum st open_file(const struct tmpdir *d,
                         const struct manifest_segment *segment,
                         const uint8_t *file, size_t n, struct deletions **out,
                         struct err *e)
{
    char name[DELETIONS_NAME];
    tmpdir_write(d, deletions_name(segment, name), file, n);
    return deletions_open(out, d->path, segment, e);
}

START_TEST(deleted_documents_are_those_of_the_file)
{
    const struct tmpdir d = tmpdir_make();
    struct deletions *v;
    uint8_t file[FILE_SIZE];
    struct err e = ERR_INIT;
    make_file(file);
    const struct manifest_segment s = segment_of(file, FILE_SIZE);
    ck_assert_uint_eq(deletions_file_size(DOCS), FILE_SIZE);
    ck_assert_int_eq(open_file(&d, &s, file, FILE_SIZE, &v, &e), ST_OK);
    ck_assert_uint_eq(v->n, COUNT_OF(DELETED));
    for (uint32_t doc = 0, i = 0; doc < DOCS; doc++) {
        const bool is = i < COUNT_OF(DELETED) && DELETED[i] == doc;
        ck_assert(deletions_has(v, doc) == is);
        ck_assert(!deletions_has(NULL, doc));
        i += is;
    }
    deletions_close(v);
    tmpdir_remove(&d);
}
END_TEST

START_TEST(a_changed_byte_is_not_the_file_that_the_manifest_names)
{
    const struct tmpdir d = tmpdir_make();
    struct deletions *v;
    uint8_t file[FILE_SIZE];
    make_file(file);
    const struct manifest_segment s = segment_of(file, FILE_SIZE);
    for (size_t i = 0; i < FILE_SIZE; i++)
        for (unsigned bit = 0; bit < 8; bit++) {
            struct err e = ERR_INIT;
            file[i] ^= (uint8_t)(1u << bit);
            ck_assert_int_eq(open_file(&d, &s, file, FILE_SIZE, &v, &e),
                             ST_CORRUPT);
            ck_assert_ptr_null(v);
            ck_assert_msg(strstr(e.msg, "not the file that MANIFEST names"),
                          "%s", e.msg);
            file[i] ^= (uint8_t)(1u << bit);
        }
    tmpdir_remove(&d);
}
END_TEST

/* Whoever changed it has made the hash right: what counts must still agree. */
START_TEST(a_changed_byte_with_its_hash_is_refused_where_it_counts)
{
    const struct tmpdir d = tmpdir_make();
    struct deletions *v;
    uint8_t file[FILE_SIZE];
    make_file(file);
    for (size_t i = 0; i < FILE_SIZE; i++) {
        struct err e = ERR_INIT;
        file[i] ^= 0x11; /* two bits: never the same number of them */
        file[i] ^= i >= DELETIONS_HEADER_SIZE ? 0x10 : 0;
        const struct manifest_segment s = segment_of(file, FILE_SIZE);
        const enum st st = open_file(&d, &s, file, FILE_SIZE, &v, &e);
        const bool counts = i < 20 || i >= DELETIONS_HEADER_SIZE;
        ck_assert_int_eq((int)st, !counts            ? ST_OK
                                  : i >= 8 && i < 12 ? ST_VERSION
                                                     : ST_CORRUPT);
        deletions_close(v);
        make_file(file);
    }
    tmpdir_remove(&d);
}
END_TEST

START_TEST(a_file_of_another_size_is_refused)
{
    const struct tmpdir d = tmpdir_make();
    struct deletions *v;
    uint8_t file[FILE_SIZE + 1] = {0};
    make_file(file);
    for (size_t n = 0; n <= FILE_SIZE + 1; n++) {
        struct err e = ERR_INIT;
        const struct manifest_segment s = segment_of(file, n);
        ck_assert_int_eq((int)open_file(&d, &s, file, n, &v, &e),
                         n == FILE_SIZE ? ST_OK : ST_CORRUPT);
        deletions_close(v);
    }
    tmpdir_remove(&d);
}
END_TEST

START_TEST(a_bit_behind_the_last_document_is_refused)
{
    const struct tmpdir d = tmpdir_make();
    struct deletions *v;
    uint8_t file[FILE_SIZE];
    for (uint32_t doc = DOCS; doc < 1024; doc++) {
        struct err e = ERR_INIT;
        make_file(file);
        file[DELETIONS_HEADER_SIZE] = 0; /* the count stays right */
        file[DELETIONS_HEADER_SIZE + doc / 8] |= (uint8_t)(1u << doc % 8);
        const struct manifest_segment s = segment_of(file, FILE_SIZE);
        ck_assert_int_eq(open_file(&d, &s, file, FILE_SIZE, &v, &e),
                         ST_CORRUPT);
        ck_assert_msg(strstr(e.msg, "deletes what is no document"), "%s",
                      e.msg);
    }
    tmpdir_remove(&d);
}
END_TEST

START_TEST(a_missing_file_is_a_damaged_index_and_none_is_none)
{
    const struct tmpdir d = tmpdir_make();
    struct deletions *v;
    uint8_t file[FILE_SIZE];
    struct err e = ERR_INIT;
    make_file(file);
    struct manifest_segment s = segment_of(file, FILE_SIZE);
    ck_assert_int_eq(deletions_open(&v, d.path, &s, &e), ST_CORRUPT);
    s.deleted = 0;
    ck_assert_int_eq(deletions_open(&v, d.path, &s, &e), ST_OK);
    ck_assert_ptr_null(v);
    tmpdir_remove(&d);
}
END_TEST

SUITE("deletions", deleted_documents_are_those_of_the_file,
      a_changed_byte_is_not_the_file_that_the_manifest_names,
      a_changed_byte_with_its_hash_is_refused_where_it_counts,
      a_file_of_another_size_is_refused,
      a_bit_behind_the_last_document_is_refused,
      a_missing_file_is_a_damaged_index_and_none_is_none)
