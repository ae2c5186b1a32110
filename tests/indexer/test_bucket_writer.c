/* Window by window comes what putting all terms into one table gives. */
#include "indexer/bucket_writer.h"

#include <stdlib.h>
#include <string.h>

#include "common/base/file.h"
#include "common/base/mem.h"
#include "common/segment/bucket.h"
#include "tests/support/rng.h"
#include "tests/support/suite.h"
#include "tests/support/tmpdir.h"

enum { TERMS = 4000 };

/* The definition: term after term, into the first free place. */
static uint8_t *whole_table(const uint64_t *hashes, size_t n, size_t *size)
{
    const uint64_t buckets = buckets_for(n);
    *size = (size_t)buckets * BUCKET_SIZE;
    uint8_t *const table = calloc(*size, 1);
    for (size_t i = 0; i < n; i++) {
        uint64_t at = bucket_of(hashes[i], buckets);
        while (!bucket_put(table + at * BUCKET_SIZE, bucket_tag(hashes[i]),
                           (uint32_t)(i + 1)))
            at = (at + 1) % buckets;
    }
    return table;
}

static enum st write_table(const struct tmpdir *dir, const uint64_t *hashes,
                           size_t n, size_t room, struct err *e)
{
    struct segment_writer out;
    struct spool spool;
    enum st st = segment_writer_open(&out, tmpdir_file(dir, "out"), e);
    if (st == ST_OK)
        st = spool_init(&spool, tmpdir_file(dir, "x"), "hashes", e);
    else
        spool = (struct spool){.file = {.fd = -1}};
    for (size_t i = 0; i < n && st == ST_OK; i++) {
        uint8_t raw[8];
        put_u64le(raw, hashes[i]);
        st = spool_append(&spool, raw, sizeof(raw), e);
    }
    if (st == ST_OK)
        st = bucket_writer_write(&out, CHUNK_THSH, &spool, n, room, e);
    if (st == ST_OK)
        st = file_out_sync(&out.file, e);
    out.finished = st == ST_OK;
    segment_writer_release(&out);
    spool_release(&spool);
    return st;
}

static void check(const uint64_t *hashes, size_t n, size_t room)
{
    struct tmpdir dir = tmpdir_make();
    struct err e = ERR_INIT;
    struct buf got = BUF_INIT;
    size_t size;
    uint8_t *const table = whole_table(hashes, n, &size);
    ck_assert_int_eq(write_table(&dir, hashes, n, room, &e), ST_OK);
    ck_assert_int_eq(
        file_read(tmpdir_file(&dir, "out"), SIZE_MAX / 2, &got, &e), ST_OK);
    ck_assert_uint_eq(got.n, SEGMENT_HEADER_SIZE + size);
    ck_assert_mem_eq(got.p + SEGMENT_HEADER_SIZE, table, size);
    buf_release(&got);
    tmpdir_remove(&dir);
    free(table);
}

static void check_rooms(const uint64_t *hashes, size_t n)
{
    static const size_t rooms[] = {0, 5 * BUCKET_SIZE, 64 * BUCKET_SIZE,
                                   1 << 20};
    for (size_t i = 0; i < COUNT_OF(rooms); i++)
        check(hashes, n, rooms[i]);
}

START_TEST(windows_make_the_table_of_hashes_at_random)
{
    struct rng r = rng_from_env(11);
    static uint64_t hashes[TERMS];
    for (size_t n = 0; n <= TERMS; n = n * 5 / 2 + 1) {
        for (size_t i = 0; i < n; i++)
            hashes[i] = rng_next(&r);
        check_rooms(hashes, n);
    }
}
END_TEST

/* The upper half of them begin in the last tenth: they go round the end. */
START_TEST(windows_make_a_table_that_goes_round_its_end)
{
    struct rng r = rng_from_env(12);
    static uint64_t hashes[TERMS];
    for (size_t i = 0; i < TERMS; i++) {
        const uint64_t low = rng_next(&r) & UINT32_MAX;
        hashes[i] =
            rng_next(&r) << 32 | (i % 2 ? UINT32_MAX - low / 10 : low / 3);
    }
    check_rooms(hashes, TERMS);
    check_rooms(hashes, 7);
}
END_TEST

START_TEST(windows_make_a_table_of_equal_hashes)
{
    static uint64_t hashes[TERMS];
    static const uint64_t equal[] = {0, 1u << 31, UINT32_MAX};
    for (size_t k = 0; k < COUNT_OF(equal); k++) {
        for (size_t i = 0; i < TERMS; i++)
            hashes[i] = equal[k] | (uint64_t)i << 56;
        check_rooms(hashes, 300);
        check_rooms(hashes, TERMS);
    }
}
END_TEST

START_TEST(writing_fails_whole_when_memory_is_out)
{
    struct tmpdir dir = tmpdir_make();
    struct rng r = rng_from_env(13);
    static uint64_t hashes[TERMS];
    enum st st = ST_NOMEM;
    for (size_t i = 0; i < TERMS; i++)
        hashes[i] = rng_next(&r);
    for (long n = 0; st != ST_OK; n++) {
        struct err e = ERR_INIT;
        mem_fail_after(n);
        st = write_table(&dir, hashes, TERMS, 64 * BUCKET_SIZE, &e);
        ck_assert(mem_fail_never() == (st == ST_NOMEM));
    }
    tmpdir_remove(&dir);
}
END_TEST

SUITE("bucket_writer", windows_make_the_table_of_hashes_at_random,
      windows_make_a_table_that_goes_round_its_end,
      windows_make_a_table_of_equal_hashes,
      writing_fails_whole_when_memory_is_out)
