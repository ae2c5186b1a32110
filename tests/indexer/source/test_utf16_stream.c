/* UTF-16 comes as UTF-8, however its bytes are cut. */
#include "indexer/source/utf16_stream.h"

#include "common/base/mem.h"
#include "tests/indexer/source/slow_stream.h"
#include "tests/support/suite.h"

/* Units with their mark, in either order of bytes. */
static struct buf encode(const uint16_t *units, size_t n, bool big)
{
    struct buf b = BUF_INIT;
    buf_append(&b, big ? "\xfe\xff" : "\xff\xfe", 2);
    for (size_t i = 0; i < n; i++) {
        buf_append_byte(&b, (uint8_t)(big ? units[i] >> 8 : units[i]));
        buf_append_byte(&b, (uint8_t)(big ? units[i] : units[i] >> 8));
    }
    ck_assert(!b.failed);
    return b;
}

static void assert_decodes(struct bytes raw, const char *expected)
{
    for (size_t step = 1; step <= raw.n + 1; step++) {
        struct slow_stream slow;
        struct utf16_stream u = {.from = NULL};
        struct buf out = BUF_INIT;
        slow_stream_open(&slow, raw, step);
        ck_assert_int_eq(stream_peek(&slow.stream, 2, NULL), ST_OK);
        ck_assert(utf16_begins(bytes_of(slow.stream.p, slow.stream.n)));
        ck_assert_int_eq(utf16_stream_open(&u, &slow.stream, NULL), ST_OK);
        ck_assert_int_eq(read_stream(&u.stream, &out, NULL), ST_OK);
        ck_assert_str_eq(buf_str(&out), expected);
        buf_release(&out);
        utf16_stream_release(&u);
        stream_close(&slow.stream);
    }
}

START_TEST(characters_of_one_unit_and_of_two_come_whole)
{
    static const uint16_t units[] = {'a',    0x00e9, 0x20ac, 0xd83d,
                                     0xde00, '\n',   0xd800, 0xdc00};
    for (int big = 0; big < 2; big++) {
        struct buf raw = encode(units, COUNT_OF(units), big);
        assert_decodes(buf_bytes(&raw), "a\xc3\xa9\xe2\x82\xac"
                                        "\xf0\x9f\x98\x80\n\xf0\x90\x80\x80");
        buf_release(&raw);
    }
}
END_TEST

START_TEST(mark_alone_is_an_empty_text)
{
    assert_decodes(bytes_of("\xff\xfe", 2), "");
    assert_decodes(bytes_of("\xfe\xff", 2), "");
}
END_TEST

START_TEST(half_a_character_at_the_end_or_within_is_replaced)
{
    static const uint16_t lone[] = {0xd83d, 'x', 0xde00, 'y', 0xd83d};
    for (int big = 0; big < 2; big++) {
        struct buf raw = encode(lone, COUNT_OF(lone), big);
        assert_decodes(buf_bytes(&raw),
                       "\xef\xbf\xbdx\xef\xbf\xbdy\xef\xbf\xbd");
        buf_release(&raw);
    }
    assert_decodes(bytes_of("\xff\xfe"
                            "a\0b",
                            5),
                   "a\xef\xbf\xbd");
}
END_TEST

START_TEST(fault_below_comes_behind_what_was_decoded)
{
    static const uint16_t units[] = {'a', 'b'};
    struct buf raw = encode(units, COUNT_OF(units), false), out = BUF_INIT;
    struct slow_stream slow;
    struct utf16_stream u = {.from = NULL};
    struct err e = ERR_INIT;
    slow_stream_open(&slow, buf_bytes(&raw), 3);
    slow.fails = true;
    ck_assert_int_eq(stream_peek(&slow.stream, 2, NULL), ST_OK);
    ck_assert_int_eq(utf16_stream_open(&u, &slow.stream, NULL), ST_OK);
    ck_assert_int_eq(read_stream(&u.stream, &out, &e), ST_IO);
    ck_assert_str_eq(buf_str(&out), "ab");
    utf16_stream_release(&u);
    stream_close(&slow.stream);
    buf_release(&raw);
    buf_release(&out);
}
END_TEST

START_TEST(only_a_mark_of_utf_16_begins_it)
{
    ck_assert(!utf16_begins(bytes_of("\xff", 1)));
    ck_assert(!utf16_begins(bytes_of_str("ab")));
    ck_assert(!utf16_begins(bytes_of_str("\xef\xbb\xbf")));
    ck_assert(!utf16_begins(bytes_of("\xff\xff", 2)));
}
END_TEST

SUITE("utf16_stream", characters_of_one_unit_and_of_two_come_whole,
      mark_alone_is_an_empty_text,
      half_a_character_at_the_end_or_within_is_replaced,
      fault_below_comes_behind_what_was_decoded,
      only_a_mark_of_utf_16_begins_it)
