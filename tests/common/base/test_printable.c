#include "common/base/printable.h"
#include "tests/support/suite.h"

static void shows(const char *text, size_t n, bool lines, const char *as)
{
    struct buf b = BUF_INIT;
    ck_assert(text_printable(bytes_of(text, n), lines, &b));
    ck_assert_str_eq(buf_str(&b), as);
    buf_release(&b);
}

START_TEST(letters_and_marks_stay_as_they_are)
{
    shows("", 0, false, "");
    shows("S\xc9\x99h\xc9\x99r \xe2\x80\x9cso\xe2\x80\x9d", 16, false,
          "S\xc9\x99h\xc9\x99r \xe2\x80\x9cso\xe2\x80\x9d");
    /* The joiner belongs to the word. */
    shows("\xe0\xb6\x9a\xe2\x80\x8d", 6, false, "\xe0\xb6\x9a\xe2\x80\x8d");
}
END_TEST

START_TEST(what_moves_turns_or_hides_text_becomes_an_escape)
{
    shows("a\033[31mb\x7f", 8, false, "a\\u{1b}[31mb\\u{7f}");
    shows("\xc2\x9b", 2, false, "\\u{9b}");            /* C1 CSI   */
    shows("\xe2\x80\xae", 3, false, "\\u{202e}");      /* override */
    shows("\xe2\x80\xa8", 3, false, "\\u{2028}");      /* line     */
    shows("\xf3\xa0\x80\xa1", 4, false, "\\u{e0021}"); /* tag      */
    shows("\xff\xc3", 2, false, "\\xff\\xc3");         /* no UTF-8 */
    shows("\0", 1, false, "\\u{0}");
}
END_TEST

START_TEST(line_breaks_stay_only_where_lines_are_wanted)
{
    shows("a\n\tb\r\\", 6, false, "a\\n\\tb\\r\\\\");
    shows("a\n\tb\r\\", 6, true, "a\n\tb\\r\\\\");
}
END_TEST

SUITE("printable", letters_and_marks_stay_as_they_are,
      what_moves_turns_or_hides_text_becomes_an_escape,
      line_breaks_stay_only_where_lines_are_wanted)
