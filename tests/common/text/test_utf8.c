#include "common/base/compiler.h"
#include "common/text/utf8.h"
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
            if (utf8_step(bytes, bytes + cut, &got) != 1 || got != UTF8_BAD)
                ck_abort_msg("U+%04X cut to %zu bytes is read as U+%04X", cp,
                             cut, got);
    }
}
END_TEST

START_TEST(a_malformed_byte_is_one_and_the_next_is_tried_afresh)
{
    static const char text[] = "\xe2\x82"
                               "a\xed\xa0\x80\xc3\xa9\xf8";
    static const uint32_t expected[] = {UTF8_BAD, UTF8_BAD, 'a',  UTF8_BAD,
                                        UTF8_BAD, UTF8_BAD, 0xe9, UTF8_BAD};
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

SUITE("utf8", every_scalar_value_is_read_as_it_was_written,
      a_malformed_byte_is_one_and_the_next_is_tried_afresh,
      floor_never_splits_a_code_point)
