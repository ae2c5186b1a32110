#include <stdio.h>
#include <string.h>

#include "common/base/buf.h"
#include "common/base/compiler.h"
#include "common/base/mem.h"
#include "common/text/analyzer.h"
#include "indexer/release/lines.h"
#include "tests/support/suite.h"

/* "[line][line]" of a text, "/" before each that begins a paragraph. */
static const char *shown(const char *text)
{
    static char out[512];
    struct lines l = {.n = 0};
    struct buf b = BUF_INIT;
    ck_assert_int_eq(lines_read(&l, bytes_of_str(text), NULL), ST_OK);
    for (size_t i = 0; i < l.n; i++)
        buf_printf(&b, "%s[%.*s]", l.v[i].starts_paragraph ? "/" : "",
                   (int)(l.v[i].to - l.v[i].from), text + l.v[i].from);
    snprintf(out, sizeof(out), "%s", buf_str(&b));
    buf_release(&b);
    lines_release(&l);
    return out;
}

START_TEST(blank_lines_part_paragraphs)
{
    ck_assert_str_eq(shown(""), "");
    ck_assert_str_eq(shown(" \n\u00a0\r\n\t"), "");
    ck_assert_str_eq(shown("one\ntwo"), "/[one][two]");
    ck_assert_str_eq(shown("\n\n one \r\ntwo\u3000\r\rthree"),
                     "/[one][two]/[three]");
    ck_assert_str_eq(shown("one\n \u00a0\ntwo\n"), "/[one]/[two]");
    ck_assert_str_eq(shown("one\ftwo\u2029three\u2028four"),
                     "/[one]/[two]/[three][four]");
}
END_TEST

START_TEST(what_ends_a_long_line_parts_paragraphs)
{
    char text[LONG_LINE + 16];
    memset(text, 'a', sizeof(text));
    strcpy(text + LONG_LINE, "\nb");
    ck_assert_ptr_null(strstr(shown(text), "/[b]"));
    strcpy(text + LONG_LINE, "a\nb");
    ck_assert_ptr_nonnull(strstr(shown(text), "/[b]"));
    strcpy(text + LONG_LINE - 1, "  \nb");
    ck_assert_ptr_nonnull(strstr(shown(text), "/[b]"));
}
END_TEST

START_TEST(a_paragraph_ends_before_the_next_begins)
{
    struct lines l = {.n = 0};
    const char *const text = "a\nb\n\nc\n\nd\ne\nf";
    ck_assert_int_eq(lines_read(&l, bytes_of_str(text), NULL), ST_OK);
    ck_assert_uint_eq(l.n, 6);
    ck_assert_uint_eq(lines_paragraph_end(&l, 0), 2);
    ck_assert_uint_eq(lines_paragraph_end(&l, 1), 2);
    ck_assert_uint_eq(lines_paragraph_end(&l, 2), 3);
    ck_assert_uint_eq(lines_paragraph_end(&l, 3), 6);
    lines_release(&l);
}
END_TEST

/* A text of words and breaks: every line that is not blank holds a word. */
static void draw_text(unsigned *seed, struct buf *out)
{
    static const char *const parts[] = {
        "\n",
        "\r\n",
        "\f",
        "\u2029",
        "\u2028",
        " ",
        "\t",
        "one",
        "two, ",
        ("a line that goes on for longer than any that would be wrapped by "
         "hand, and so its end is the end of a paragraph, whatever follows"),
    };
    buf_clear(out);
    for (int i = 0; i < 30; i++) {
        *seed = *seed * 1103515245 + 12345;
        buf_append_str(out, parts[(*seed >> 16) % COUNT_OF(parts)]);
    }
}

START_TEST(paragraphs_are_those_of_the_analyzer)
{
    unsigned seed = 1;
    struct buf text = BUF_INIT;
    struct lines l = {.n = 0};
    struct token_list words = {.n = 0};
    struct analyzer *a;
    ck_assert_int_eq(analyzer_open(&a, NULL), ST_OK);
    for (int round = 0; round < 2000; round++) {
        size_t n = 0;
        draw_text(&seed, &text);
        token_list_clear(&words);
        ck_assert_int_eq(analyzer_run(a, buf_bytes(&text), &words, NULL),
                         ST_OK);
        ck_assert_int_eq(lines_read(&l, buf_bytes(&text), NULL), ST_OK);
        for (size_t i = 0; i < l.n; i++)
            n += l.v[i].starts_paragraph;
        ck_assert_uint_eq(n, words.n_paragraph_ends);
    }
    token_list_release(&words);
    analyzer_close(a);
    lines_release(&l);
    buf_release(&text);
}
END_TEST

START_TEST(running_out_of_memory_is_an_error)
{
    struct lines l = {.n = 0};
    struct err e = ERR_INIT;
    mem_fail_after(0);
    ck_assert_int_eq(lines_read(&l, bytes_of_str("a\nb"), &e), ST_NOMEM);
    ck_assert(mem_fail_never());
    lines_release(&l);
}
END_TEST

SUITE("lines", blank_lines_part_paragraphs,
      what_ends_a_long_line_parts_paragraphs,
      a_paragraph_ends_before_the_next_begins,
      paragraphs_are_those_of_the_analyzer, running_out_of_memory_is_an_error)
