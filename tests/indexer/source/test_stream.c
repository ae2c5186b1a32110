/* Streams give all bytes once, whatever was looked at or given back before. */
#include "indexer/source/stream.h"

#include "common/base/mem.h"
#include "tests/indexer/source/slow_stream.h"
#include "tests/support/suite.h"
#include "tests/support/tmpdir.h"

static const char TEXT[] = "a text of some forty bytes, piece by piece";
enum { TEXT_SIZE = sizeof(TEXT) - 1 };

static void assert_rest(struct stream *s, const char *expected)
{
    struct buf out = BUF_INIT;
    struct err e = ERR_INIT;
    ck_assert_int_eq(read_stream(s, &out, &e), ST_OK);
    ck_assert_str_eq(buf_str(&out), expected);
    buf_release(&out);
}

START_TEST(peeking_takes_nothing_away)
{
    for (size_t step = 1; step <= TEXT_SIZE + 1; step++)
        for (size_t want = 0; want < TEXT_SIZE + 5; want++) {
            struct slow_stream slow;
            struct stream *const s = &slow.stream;
            slow_stream_open(&slow, bytes_of_str(TEXT), step);
            ck_assert_int_eq(stream_peek(s, want, NULL), ST_OK);
            ck_assert_uint_ge(s->n, MIN(want, (size_t)TEXT_SIZE));
            ck_assert_mem_eq(s->p, TEXT, s->n);
            ck_assert_int_eq(stream_peek(s, want, NULL), ST_OK);
            ck_assert_uint_eq(s->given, slow.at);
            assert_rest(s, TEXT);
            ck_assert_uint_eq(s->given, TEXT_SIZE);
            stream_close(s);
        }
}
END_TEST

START_TEST(bytes_given_back_come_again_before_the_rest)
{
    for (size_t step = 1; step <= TEXT_SIZE + 1; step++)
        for (size_t take = 0; take <= TEXT_SIZE; take++) {
            struct slow_stream slow;
            struct stream *const s = &slow.stream;
            slow_stream_open(&slow, bytes_of_str(TEXT), step);
            for (size_t i = 0; i < take; i++) {
                ck_assert_int_eq(stream_more(s, NULL), ST_OK);
                stream_skip(s, 1);
            }
            ck_assert_int_eq(stream_return(s, bytes_of(TEXT, take), NULL),
                             ST_OK);
            assert_rest(s, TEXT);
            ck_assert_int_eq(stream_return(s, bytes_of_str("more"), NULL),
                             ST_OK);
            ck_assert_int_eq(stream_return(s, bytes_of_str("still "), NULL),
                             ST_OK);
            assert_rest(s, "still more");
            stream_close(s);
        }
}
END_TEST

/* Somebody who looks ahead meets it; who reads gets the bytes before first. */
START_TEST(fault_comes_behind_the_bytes_before_it)
{
    for (size_t step = 1; step <= TEXT_SIZE; step++) {
        struct slow_stream slow;
        struct buf out = BUF_INIT;
        struct err e = ERR_INIT;
        slow_stream_open(&slow, bytes_of_str(TEXT), step);
        slow.fails = true;
        ck_assert_int_eq(stream_peek(&slow.stream, 1000, NULL), ST_OK);
        ck_assert_uint_eq(slow.stream.n, TEXT_SIZE);
        ck_assert_int_eq(read_stream(&slow.stream, &out, &e), ST_IO);
        ck_assert_str_eq(buf_str(&out), TEXT);
        ck_assert_str_eq(e.msg, "worn out");
        ck_assert_int_eq(stream_more(&slow.stream, NULL), ST_IO);
        buf_release(&out);
        stream_close(&slow.stream);
    }
}
END_TEST

START_TEST(failing_allocations_lose_no_byte)
{
    struct slow_stream slow;
    enum st st = ST_NOMEM;
    slow_stream_open(&slow, bytes_of_str(TEXT), 3);
    for (long n = 0; st != ST_OK; n++) {
        mem_fail_after(n);
        st = stream_return(&slow.stream, bytes_of_str(">>"), NULL);
        ck_assert(mem_fail_never() == (st == ST_NOMEM));
    }
    struct buf expected = BUF_INIT;
    buf_printf(&expected, ">>%s", TEXT);
    assert_rest(&slow.stream, buf_str(&expected));
    buf_release(&expected);
    stream_close(&slow.stream);
}
END_TEST

START_TEST(file_stream_counts_bytes_of_all_files)
{
    const struct tmpdir d = tmpdir_make();
    struct file_stream f = {.bytes_read = 0};
    for (uint64_t i = 1; i <= 3; i++) {
        const char *const path = tmpdir_write(&d, "f", TEXT, TEXT_SIZE);
        ck_assert_int_eq(file_stream_open(&f, path, NULL), ST_OK);
        ck_assert_uint_eq(f.stream.size, TEXT_SIZE);
        assert_rest(&f.stream, TEXT);
        ck_assert_uint_eq(f.bytes_read, i * TEXT_SIZE);
        ck_assert_int_eq(f.stream.kind->seek(&f.stream, 30, NULL), ST_OK);
        assert_rest(&f.stream, TEXT + 30);
        f.bytes_read -= TEXT_SIZE - 30;
        stream_close(&f.stream);
    }
    file_stream_release(&f);
    tmpdir_remove(&d);
}
END_TEST

SUITE("stream", peeking_takes_nothing_away,
      bytes_given_back_come_again_before_the_rest,
      fault_comes_behind_the_bytes_before_it, failing_allocations_lose_no_byte,
      file_stream_counts_bytes_of_all_files)
