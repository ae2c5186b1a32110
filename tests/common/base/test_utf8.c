#include "common/base/compiler.h"
#include "common/base/utf8.h"
#include "tests/support/suite.h"

#include <string.h>

START_TEST(every_scalar_value_is_read_as_it_was_written)
{
    for (uint32_t cp = 0; cp < 0x110000; cp++) {
        uint8_t bytes[UTF8_MAX];
        uint32_t got;
        if (cp >= 0xd800 && cp <= 0xdfff)
            continue;
        const size_t n = utf8_put(bytes, cp);
        if (utf8_step(bytes, bytes + n, &got) != n || got != cp)
            ck_abort_msg("U+%04X is read as U+%04X", cp, got);
        for (size_t cut = 1; cut < n; cut++)
            if (utf8_step(bytes, bytes + cut, &got) != 1 ||
                got != UTF8_REPLACEMENT)
                ck_abort_msg("U+%04X cut to %zu bytes is read as U+%04X", cp,
                             cut, got);
    }
}
END_TEST

START_TEST(a_malformed_byte_is_one_and_the_next_is_tried_afresh)
{
    static const char text[] = "\xe2\x82"
                               "a\xed\xa0\x80\xc3\xa9\xf8";
    static const uint32_t expected[] = {
        UTF8_REPLACEMENT, UTF8_REPLACEMENT, 'a',  UTF8_REPLACEMENT,
        UTF8_REPLACEMENT, UTF8_REPLACEMENT, 0xe9, UTF8_REPLACEMENT};
    const uint8_t *p = (const uint8_t *)text;
    const uint8_t *const end = p + strlen(text);
    for (size_t i = 0; i < COUNT_OF(expected); i++) {
        uint32_t cp;
        ck_assert_ptr_ne(p, end);
        p += utf8_step(p, end, &cp);
        ck_assert_uint_eq(cp, expected[i]);
    }
    ck_assert_ptr_eq(p, end);
}
END_TEST

START_TEST(floor_never_splits_a_code_point)
{
    static const uint8_t text[] = "a\xc3\xa9\xe2\x82\xac";
    static const size_t expected[] = {0, 1, 1, 3, 3, 3, 6};
    for (size_t i = 0; i < COUNT_OF(expected); i++)
        ck_assert_uint_eq(utf8_floor(text, i, 6), expected[i]);
}
END_TEST

START_TEST(every_scalar_value_comes_back_from_its_bytes)
{
    bool sound = true;
    for (uint32_t c = 0; c <= 0x10FFFF; c++) {
        if (c == 0xD800)
            c = 0xE000;
        uint8_t raw[UTF8_MAX];
        const size_t n = utf8_put(raw, c);
        const struct utf8_char back = utf8_at(bytes_of(raw, n), 0);
        sound = sound && back.c == c && back.size == n;
        for (size_t cut = 1; cut < n; cut++) {
            const struct utf8_char part = utf8_at(bytes_of(raw, cut), 0);
            sound = sound && part.c == UTF8_INVALID && part.size == 1;
        }
    }
    ck_assert(sound);
}
END_TEST

START_TEST(ill_formed_bytes_are_invalid_one_by_one)
{
    static const char *const bad[] = {
        "\x80",
        "\xBF",
        "\xC0\x80",
        "\xC1\xBF",
        "\xE0\x9F\xBF",
        "\xED\xA0\x80",
        "\xED\xBF\xBF",
        "\xF0\x8F\xBF\xBF",
        "\xF4\x90\x80\x80",
        "\xF5\x80",
        "\xFF",
        "\xC3(",
        "\xE2\x82x",
    };
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        const struct utf8_char c = utf8_at(bytes_of_str(bad[i]), 0);
        ck_assert_msg(c.c == UTF8_INVALID && c.size == 1, "number %zu", i);
    }
    ck_assert_uint_eq(utf8_at(bytes_of_str("a"), 1).size, 0);
    ck_assert_uint_eq(utf8_at(BYTES_NONE, 0).size, 0);
}
END_TEST

START_TEST(spaces_and_controls_are_no_part_of_words)
{
    static const uint32_t spaces[] = {0,      '\t',   '\n',   ' ',    0x7F,
                                      0x85,   0xA0,   0x1680, 0x2009, 0x200B,
                                      0x2028, 0x202F, 0x205F, 0x3000};
    static const uint32_t others[] = {'a',    '-',    0xAD,   0x200C,
                                      0x200D, 0x2010, 0xFEFF, UTF8_INVALID};
    for (size_t i = 0; i < COUNT_OF(spaces); i++)
        ck_assert(utf8_is_space(spaces[i]));
    for (size_t i = 0; i < COUNT_OF(others); i++)
        ck_assert(!utf8_is_space(others[i]));
}
END_TEST

START_TEST(hidden_characters_turn_hide_or_break_a_line)
{
    static const uint32_t hidden[] = {0x061C, 0x180E, 0x200B, 0x200E, 0x2028,
                                      0x202E, 0x2066, 0xFEFF, 0xFFF9, 0xE0041};
    static const uint32_t others[] = {' ',    '\n',   'a',    0x0301, 0x0627,
                                      0x200C, 0x200D, 0x2010, 0x202F, 0x1F600};
    for (size_t i = 0; i < COUNT_OF(hidden); i++)
        ck_assert(utf8_is_hidden(hidden[i]));
    for (size_t i = 0; i < COUNT_OF(others); i++)
        ck_assert(!utf8_is_hidden(others[i]));
    ck_assert(!utf8_is_hidden(UTF8_INVALID));
}
END_TEST

SUITE("utf8", every_scalar_value_is_read_as_it_was_written,
      a_malformed_byte_is_one_and_the_next_is_tried_afresh,
      floor_never_splits_a_code_point,
      every_scalar_value_comes_back_from_its_bytes,
      ill_formed_bytes_are_invalid_one_by_one,
      spaces_and_controls_are_no_part_of_words,
      hidden_characters_turn_hide_or_break_a_line)
