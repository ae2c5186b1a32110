#include "common/base/mem.h"
#include "common/base/utf8.h"
#include "common/text/decode.h"
#include "tests/support/suite.h"

/* Decodes and compares; `text` NULL means `raw` itself, not a copy. */
static void check(const char *raw, size_t n, enum encoding encoding,
                  const char *text, size_t n_text)
{
    struct buf scratch = BUF_INIT;
    struct err e = ERR_INIT;
    struct bytes out;
    enum encoding got;
    ck_assert_int_eq(decode_text(bytes_of(raw, n), &scratch, &out, &got, &e),
                     ST_OK);
    ck_assert_int_eq(got, encoding);
    ck_assert_uint_eq(out.n, n_text);
    ck_assert(n_text == 0 || memcmp(out.p, text, n_text) == 0);
    ck_assert(utf8_valid(out));
    if (encoding == ENCODING_UTF8)
        ck_assert(n == 0 || (out.p >= (const uint8_t *)raw &&
                             out.p <= (const uint8_t *)raw + n));
    buf_release(&scratch);
}

#define CHECK(raw, encoding, text)                                             \
    check(raw, sizeof(raw) - 1, encoding, text, sizeof(text) - 1)

START_TEST(utf8_stays_where_it_is_without_its_bom)
{
    CHECK("", ENCODING_UTF8, "");
    CHECK("plain", ENCODING_UTF8, "plain");
    CHECK("a\0b\x01", ENCODING_UTF8, "a\0b\x01");
    CHECK("\xef\xbb\xbf\u017elu\u0165", ENCODING_UTF8, "\u017elu\u0165");
    CHECK("\xef\xbb\xbf", ENCODING_UTF8, "");
    CHECK("0123456\u00e9\U0001f600", ENCODING_UTF8, "0123456\u00e9\U0001f600");
}
END_TEST

START_TEST(what_is_not_utf8_is_read_as_windows_1252_as_a_whole)
{
    CHECK("caf\xe9 \x93quoted\x94 \x80 5", ENCODING_WINDOWS_1252,
          "caf\u00e9 \u201cquoted\u201d \u20ac 5");
    CHECK("\xc3\xa9 \xe9", ENCODING_WINDOWS_1252, "\u00c3\u00a9 \u00e9");
    CHECK("\x81\x9f\xff", ENCODING_WINDOWS_1252, "\xc2\x81\u0178\u00ff");
    CHECK("\xef\xbb\xbf\xe9", ENCODING_WINDOWS_1252, "\u00e9");
}
END_TEST

START_TEST(utf16_is_read_by_its_bom)
{
    CHECK("\xff\xfe"
          "a\0\xe9\0\xac\x20",
          ENCODING_UTF16, "a\u00e9\u20ac");
    CHECK("\xfe\xff\0a\0\xe9\x20\xac", ENCODING_UTF16, "a\u00e9\u20ac");
    CHECK("\xff\xfe\x3d\xd8\x00\xde", ENCODING_UTF16, "\U0001f600");
    CHECK("\xfe\xff\xd8\x3d\xde\x00", ENCODING_UTF16, "\U0001f600");
    CHECK("\xff\xfe", ENCODING_UTF16, "");
}
END_TEST

START_TEST(lone_surrogates_and_odd_bytes_become_replacement_characters)
{
    CHECK("\xff\xfe\x3d\xd8x\0", ENCODING_UTF16, "\ufffdx");
    CHECK("\xff\xfe\x00\xde\x3d\xd8", ENCODING_UTF16, "\ufffd\ufffd");
    CHECK("\xfe\xff\xd8\x3d\xd8\x3d\xde\x00", ENCODING_UTF16,
          "\ufffd\U0001f600");
    CHECK("\xff\xfe"
          "a\0b",
          ENCODING_UTF16, "a\ufffd");
}
END_TEST

START_TEST(malformed_utf8_is_recognized)
{
    static const char *const bad[] = {
        "\x80",
        "\xc0\x80",
        "\xc1\xbf",
        "\xc3",
        "\xc3(",
        "\xe0\x9f\xbf",
        "\xed\xa0\x80",
        "\xe2\x82",
        "\xe2\x82(",
        "\xf0\x8f\xbf\xbf",
        "\xf4\x90\x80\x80",
        "\xf5\x80\x80\x80",
        "\xf0\x9f\x98",
        "\xff",
        "01234567\xc3",
    };
    static const char *const good[] = {
        "\x7f",         "\xc2\x80",         "\xdf\xbf",
        "\xe0\xa0\x80", "\xed\x9f\xbf",     "\xee\x80\x80",
        "\xef\xbf\xbf", "\xf0\x90\x80\x80", "\xf4\x8f\xbf\xbf",
    };
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        ck_assert_msg(!utf8_valid(bytes_of_str(bad[i])), "bad[%zu]", i);
    for (size_t i = 0; i < COUNT_OF(good); i++)
        ck_assert_msg(utf8_valid(bytes_of_str(good[i])), "good[%zu]", i);
}
END_TEST

START_TEST(failing_malloc_is_reported_and_the_scratch_stays_usable)
{
    struct buf scratch = BUF_INIT;
    struct err e = ERR_INIT;
    struct bytes out;
    enum encoding got;
    const struct bytes raw = bytes_of_str("\xe9t\xe9");
    mem_fail_after(0);
    ck_assert_int_eq(decode_text(raw, &scratch, &out, &got, &e), ST_NOMEM);
    mem_fail_never();
    e = ERR_INIT;
    ck_assert_int_eq(decode_text(raw, &scratch, &out, &got, &e), ST_OK);
    ck_assert(bytes_equal_str(out, "\u00e9t\u00e9"));
    buf_release(&scratch);
}
END_TEST

SUITE("decode", utf8_stays_where_it_is_without_its_bom,
      what_is_not_utf8_is_read_as_windows_1252_as_a_whole,
      utf16_is_read_by_its_bom,
      lone_surrogates_and_odd_bytes_become_replacement_characters,
      malformed_utf8_is_recognized,
      failing_malloc_is_reported_and_the_scratch_stays_usable)
