#include "bench/html.h"

#include <math.h>
#include <stdbool.h>

#include "common/base/mem.h"
#include "tests/support/suite.h"

static void check_text(const char *text, size_t columns, const char *want)
{
    struct buf out = BUF_INIT;

    html_text_cut(&out, text, columns);
    ck_assert_str_eq(buf_str(&out), want);
    buf_release(&out);
}

START_TEST(text_can_be_neither_markup_nor_the_end_of_an_attribute)
{
    check_text("a<b> & \"c\" 'd'", SIZE_MAX,
               "a&lt;b&gt; &amp; &quot;c&quot; &#39;d&#39;");
    check_text("</title><script>", SIZE_MAX, "&lt;/title&gt;&lt;script&gt;");
}
END_TEST

START_TEST(what_is_invisible_shows)
{
    check_text("a\nb\x1b[1m", SIZE_MAX, "a\\nb\\u{1b}[1m");
}
END_TEST

START_TEST(long_text_is_cut_between_characters)
{
    check_text("na\u00efve <x>", 9, "na\u00efve &lt;x&gt;");
    check_text("na\u00efve <x>", 7, "na\u00efve &lt;\u2026");
    check_text("na\u00efve <x>", 3, "na\u00ef\u2026");
}
END_TEST

static void check_number(double v, const char *want)
{
    struct buf out = BUF_INIT;

    html_number(&out, v);
    ck_assert_str_eq(buf_str(&out), want);
    buf_release(&out);
}

START_TEST(number_has_three_digits_that_count)
{
    check_number(0, "0.000");
    check_number(0.0254, "0.025");
    check_number(1, "1.00");
    check_number(9.996, "10.0");
    check_number(45.67, "45.7");
    check_number(99.96, "100");
    check_number(4569.6, "4,570");
    check_number(1234567, "1,234,567");
    check_number((double)NAN, "\u2013");
}
END_TEST

START_TEST(time_has_the_unit_that_suits_it)
{
    struct buf out = BUF_INIT;

    html_time(&out, 20);
    html_time(&out, 1500);
    html_time(&out, 2e6);
    html_count(&out, 1234);
    html_size(&out, 1.5e6);
    ck_assert_str_eq(buf_str(&out), "20 \u00b5s1.5 ms2 s1,2341.5 MB");
    buf_release(&out);
}
END_TEST

START_TEST(memory_that_runs_out_is_kept_in_mind)
{
    bool failed = true;

    for (long calls = 0; failed; calls++) {
        struct buf out = BUF_INIT;
        mem_fail_after(calls);
        html_text(&out, "some text that is longer than the least buffer");
        mem_fail_never();
        failed = out.failed;
        buf_release(&out);
    }
}
END_TEST

SUITE("html", text_can_be_neither_markup_nor_the_end_of_an_attribute,
      what_is_invisible_shows, long_text_is_cut_between_characters,
      number_has_three_digits_that_count, time_has_the_unit_that_suits_it,
      memory_that_runs_out_is_kept_in_mind)
