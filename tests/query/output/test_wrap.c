#include "query/output/glyph.h"
#include "query/output/wrap.h"
#include "tests/support/suite.h"

#include <locale.h>
#include <wchar.h>

#include "common/base/utf8.h"

/* `text` with [matches] in brackets, wrapped: matches in <>, the rest of each
 * line in {} when it has a colour. */
static const char *wrapped(size_t columns, const char *text, const char *color)
{
    static struct buf out;
    struct buf marks = BUF_INIT;
    struct arena arena;
    struct marked m;
    for (const char *at = text; *at; at++)
        buf_append_str(&marks, *at == '['   ? MARK_OPEN
                               : *at == ']' ? MARK_CLOSE
                                            : (char[]){*at, 0});
    arena_init(&arena, 0);
    ck_assert_int_eq(marked_from(&m, &arena, buf_bytes(&marks), NULL), ST_OK);
    const struct wrap w = {.columns = columns,
                           .indent = 2,
                           .color = color,
                           .match = "<",
                           .reset = *color ? "}" : ">"};
    buf_clear(&out);
    wrap_text(&w, &m, &out);
    buf_release(&marks);
    arena_release(&arena);
    return buf_str(&out);
}

START_TEST(lines_break_at_spaces_and_are_indented)
{
    ck_assert_str_eq(wrapped(20, "one two three", ""), "one two three\n");
    ck_assert_str_eq(wrapped(13, "one two three", ""), "one two three\n");
    ck_assert_str_eq(wrapped(12, "one two three", ""), "one two\n  three\n");
    ck_assert_str_eq(wrapped(7, "one two three", ""), "one two\n  three\n");
    ck_assert_str_eq(wrapped(6, "one two three", ""), "one\n  two\n  three\n");
    ck_assert_str_eq(wrapped(6, "", ""), "");
    /* What stands between facts stays with the one before it. */
    ck_assert_str_eq(wrapped(9, "one two \u00b7 three", ""),
                     "one two \u00b7\n  three\n");
    ck_assert_str_eq(wrapped(8, "one two \u00b7 three", ""),
                     "one\n  two \u00b7\n  three\n");
}
END_TEST

START_TEST(a_word_longer_than_a_line_is_cut)
{
    ck_assert_str_eq(wrapped(4, "abcdefghij k", ""), "abcd\n  efgh\n  ij k\n");
    ck_assert_str_eq(wrapped(4, "ab cdefghij", ""), "ab\n  cdef\n  ghij\n");
    /* Even where one character does not fit, the walk goes on. */
    ck_assert_str_eq(wrapped(1, "\u5927\u5b66", ""), "\u5927\n  \u5b66\n");
}
END_TEST

START_TEST(wide_characters_take_two_columns_and_may_part)
{
    ck_assert_str_eq(wrapped(4, "\u5927\u5b66\u56fe", ""),
                     "\u5927\u5b66\n  \u56fe\n");
    ck_assert_str_eq(wrapped(5, "\u5927\u5b66\u56fe", ""),
                     "\u5927\u5b66\n  \u56fe\n");
    /* The full stop stays with its sentence, the bracket with what it opens. */
    ck_assert_str_eq(wrapped(4, "\u5927\u5b66\u3002\u56fe", ""),
                     "\u5927\n  \u5b66\u3002\n  \u56fe\n");
    ck_assert_str_eq(wrapped(4, "\u5927\u300c\u5b66", ""),
                     "\u5927\n  \u300c\u5b66\n");
}
END_TEST

START_TEST(marks_upon_letters_take_no_column)
{
    ck_assert_str_eq(wrapped(3, "e\u0301e\u0301e\u0301 x", ""),
                     "e\u0301e\u0301e\u0301\n  x\n");
    ck_assert_uint_eq(glyph_columns(0x301), 0);
    ck_assert_uint_eq(glyph_columns(0x200D), 0);
    ck_assert_uint_eq(glyph_columns('a'), 1);
    ck_assert_uint_eq(glyph_columns(UTF8_INVALID), 1);
    ck_assert_uint_eq(glyph_columns(0x1F600), 2);
}
END_TEST

START_TEST(what_is_shown_as_one_is_never_parted)
{
    /* Sinhala: a vowel sign of its own column; letters joined by U+200D. */
    ck_assert_str_eq(wrapped(2, "\u0d9a\u0dcf\u0d9a\u0dcf", ""),
                     "\u0d9a\u0dcf\n  \u0d9a\u0dcf\n");
    ck_assert_str_eq(wrapped(3, "\u0d9a\u0dcf\u0d9a\u0dcf", ""),
                     "\u0d9a\u0dcf\n  \u0d9a\u0dcf\n");
    ck_assert_str_eq(wrapped(3, "ab\u0dc1\u0dca\u200d\u0dbb\u0dd3c", ""),
                     "ab\n  \u0dc1\u0dca\u200d\u0dbb\u0dd3c\n");
    /* Thai: sara am; a family of pictures; a flag. */
    ck_assert_str_eq(wrapped(2, "a\u0e19\u0e33", ""), "a\n  \u0e19\u0e33\n");
    ck_assert_str_eq(wrapped(4, "a\U0001f469\u200d\U0001f467b", ""),
                     "a\n  \U0001f469\u200d\U0001f467\n  b\n");
    ck_assert_str_eq(wrapped(2, "a\U0001f1f0\U0001f1ff", ""),
                     "a\n  \U0001f1f0\U0001f1ff\n");
    /* Alone it may be wider than the line: the walk goes on. */
    ck_assert_str_eq(wrapped(1, "\u0d9a\u0dcf", ""), "\u0d9a\u0dcf\n");
}
END_TEST

static const char *cut(size_t columns, const char *text)
{
    static struct buf out;
    const struct marked m = {.text = bytes_of_str(text)};
    const struct wrap w = {
        .columns = columns, .color = "", .match = "", .reset = ""};
    buf_clear(&out);
    cut_text(&w, &m, &out);
    return buf_str(&out);
}

START_TEST(a_cut_text_ends_with_an_ellipsis_within_its_columns)
{
    ck_assert_str_eq(cut(7, "one two"), "one two");
    ck_assert_str_eq(cut(6, "one two"), "one t…");
    ck_assert_str_eq(cut(5, "one two"), "one…");
    ck_assert_str_eq(cut(4, "one two"), "one…");
    ck_assert_str_eq(cut(4, "\u5927\u5b66\u56fe"), "\u5927…");
    ck_assert_str_eq(cut(3, "\u0d9a\u0dcf\u0d9a\u0dcf"), "\u0d9a\u0dcf…");
    ck_assert_str_eq(cut(2, "\u0d9a\u0dcf\u0d9a\u0dcf"), "…");
    ck_assert_str_eq(cut(1, "ab"), "…");
    ck_assert_uint_eq(text_columns(bytes_of_str("a\u5927e\u0301…")), 5);
}
END_TEST

/* The terminal asks wcwidth(), or something that agrees with it. */
START_TEST(columns_are_those_of_wcwidth)
{
    ck_assert_msg(setlocale(LC_CTYPE, "C.UTF-8"), "there is no C.UTF-8");
    for (uint32_t c = 0xA1; c < 0x20000; c++) {
        const int columns = wcwidth((wchar_t)c);
        const bool pictures = (c >= 0x3248 && c <= 0x324F) ||
                              (c >= 0x4DC0 && c <= 0x4DFF); /* 1 or 2 */
        if (columns >= 0 && !pictures && (glyph_is_plain(c) || columns == 0))
            ck_assert_msg(glyph_columns(c) == (size_t)columns,
                          "U+%04X: %zu, wcwidth %d", c, glyph_columns(c),
                          columns);
    }
}
END_TEST

START_TEST(a_match_goes_on_in_the_next_line)
{
    ck_assert_str_eq(wrapped(20, "a [bc] d [e]", ""), "a <bc> d <e>\n");
    ck_assert_str_eq(wrapped(4, "a [bb cc] d", ""), "a <bb>\n  <cc> d\n");
    ck_assert_str_eq(wrapped(4, "[abcdef]", ""), "<abcd>\n  <ef>\n");
    ck_assert_str_eq(wrapped(4, "[ab] [cd] [ef]", ""),
                     "<ab>\n  <cd>\n  <ef>\n");
}
END_TEST

START_TEST(no_colour_reaches_into_the_indent)
{
    ck_assert_str_eq(wrapped(4, "a [b] cc", "{"), "{a <b}{}\n  {cc}\n");
}
END_TEST

START_TEST(controls_and_tricks_are_not_plain)
{
    const uint32_t tricks[] = {0,      '\n',   0x1B,        0x7F,
                               0x9B,   0xA0,   0x200B,      0x202E,
                               0x2028, 0xFEFF, UTF8_INVALID};
    for (size_t i = 0; i < COUNT_OF(tricks); i++)
        ck_assert(!glyph_is_plain(tricks[i]));
    ck_assert(glyph_is_plain(' ') && glyph_is_plain('a'));
    ck_assert(glyph_is_plain(0xE9) && glyph_is_plain(0x5927));
}
END_TEST

SUITE("query/output/wrap", lines_break_at_spaces_and_are_indented,
      a_word_longer_than_a_line_is_cut,
      wide_characters_take_two_columns_and_may_part,
      marks_upon_letters_take_no_column, what_is_shown_as_one_is_never_parted,
      a_cut_text_ends_with_an_ellipsis_within_its_columns,
      columns_are_those_of_wcwidth, a_match_goes_on_in_the_next_line,
      no_colour_reaches_into_the_indent, controls_and_tricks_are_not_plain)
