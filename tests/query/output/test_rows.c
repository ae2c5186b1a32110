#include "query/output/rows.h"
#include "tests/support/rng.h"
#include "tests/support/suite.h"

#include <string.h>

#include "common/base/mem.h"

static struct buf out;

static const char *cell_of(enum row_form form, struct bytes text)
{
    struct rows r = rows_of(form, &out);
    buf_clear(&out);
    rows_text(&r, text);
    return buf_str(&out);
}

static const char *cell(enum row_form form, const char *text)
{
    return cell_of(form, bytes_of_str(text));
}

START_TEST(a_table_is_a_row_of_names_and_rows_of_cells)
{
    static const char *const names[] = {"id", "score", "title"};
    static const char *const tables[] = {
        "id,score,title\nr1,0.5000,\"a, \"\"b\"\"\"\nr2,,\n",
        "id\tscore\ttitle\nr1\t0.5000\ta, \"b\"\nr2\t\t\n",
    };
    for (enum row_form form = ROWS_CSV; form <= ROWS_TSV; form++) {
        struct rows r = rows_of(form, &out);
        buf_clear(&out);
        rows_head(&r, names, COUNT_OF(names));
        rows_text(&r, bytes_of_str("r1"));
        rows_plain(&r, "%.4f", 0.5);
        rows_text(&r, bytes_of_str("a, \"b\""));
        rows_end(&r);
        rows_text(&r, bytes_of_str("r2"));
        rows_plain(&r, "%s", "");
        rows_text(&r, BYTES_NONE);
        rows_end(&r);
        ck_assert_str_eq(buf_str(&out), tables[form]);
    }
}
END_TEST

START_TEST(csv_quotes_what_would_end_a_cell)
{
    ck_assert_str_eq(cell(ROWS_CSV, "plain"), "plain");
    ck_assert_str_eq(cell(ROWS_CSV, "it's; fine"), "it's; fine");
    ck_assert_str_eq(cell(ROWS_CSV, "a,b"), "\"a,b\"");
    ck_assert_str_eq(cell(ROWS_CSV, "say \"x\""), "\"say \"\"x\"\"\"");
    ck_assert_str_eq(cell(ROWS_CSV, "one\r\ntwo\rthree\nfour"),
                     "\"one\ntwo\nthree\nfour\"");
    ck_assert_str_eq(cell(ROWS_CSV, "one\u2028two\xc2\x85three"),
                     "\"one\ntwo\nthree\"");
    ck_assert_str_eq(cell(ROWS_CSV, " a"), "\" a\"");
    ck_assert_str_eq(cell(ROWS_CSV, "a "), "\"a \"");
    ck_assert_str_eq(cell(ROWS_CSV, "a\tb"), "a\tb");
    ck_assert_str_eq(cell(ROWS_CSV, ""), "");
}
END_TEST

START_TEST(tsv_escapes_so_that_the_text_comes_back)
{
    ck_assert_str_eq(cell(ROWS_TSV, "a,\"b\""), "a,\"b\"");
    ck_assert_str_eq(cell(ROWS_TSV, "one\ttwo\r\nthree\\n"),
                     "one\\ttwo\\r\\nthree\\\\n");
    ck_assert_str_eq(cell_of(ROWS_TSV, bytes_of("a\0b\xff\x1b", 5)),
                     "a\\u{0}b\\xff\\u{1b}");
    ck_assert_str_eq(cell(ROWS_TSV, ""), "");
}
END_TEST

START_TEST(what_would_be_a_formula_is_text)
{
    static const struct {
        const char *text, *csv, *tsv;
    } cases[] = {
        {"=1+1", "'=1+1", "\\x3d1+1"},
        {"=HYPERLINK(\"x\",\"y\")", "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\"",
         "\\x3dHYPERLINK(\"x\",\"y\")"},
        {"+31 20", "'+31 20", "\\x2b31 20"},
        {"-2 degrees", "'-2 degrees", "\\x2d2 degrees"},
        {"@SUM(A1)", "'@SUM(A1)", "\\x40SUM(A1)"},
        {"\t=1", "'\t=1", "\\t=1"},
        {"\r=1", "\"'\n=1\"", "\\r=1"},
        {"\n=1", "\"'\n=1\"", "\\n=1"},
        {"\uff1d1", "'\uff1d1", "\\u{ff1d}1"},
        /* What is hidden before it does not help. */
        {"\u200b=1", "'=1", "\\u{200b}=1"},
        {"\ufeff\u202e=1", "'=1", "\\u{feff}\\u{202e}=1"},
        /* A blank before it does: it is a text then. */
        {" =1", "\" =1\"", " =1"},
        {"\x1b=1", "\" =1\"", "\\u{1b}=1"},
        {"1=1", "1=1", "1=1"},
        {"'=1", "'=1", "'=1"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        ck_assert_str_eq(cell(ROWS_CSV, cases[i].text), cases[i].csv);
        ck_assert_str_eq(cell(ROWS_TSV, cases[i].text), cases[i].tsv);
    }
}
END_TEST

START_TEST(csv_has_no_control_and_no_hidden_character)
{
    ck_assert_str_eq(
        cell_of(ROWS_CSV, bytes_of("a\0b\x07\x1b[31mc\x7f\xc2\x9b\xffz", 15)),
        "a b  [31mc  \ufffdz");
    ck_assert_str_eq(cell(ROWS_CSV, "a\u202eb\u2066c\u200dd"), "abc\u200dd");
}
END_TEST

/* ---- any bytes: read back by a reader that shares nothing ---- */

/* Reads one cell and where it ends; RFC 4180's grammar by hand. */
static size_t read_csv(const char *p, size_t n, struct buf *text)
{
    size_t i = 0;
    if (n == 0 || p[0] != '"') {
        for (; i < n && p[i] != ',' && p[i] != '\n'; i++)
            buf_append_byte(text, (uint8_t)p[i]);
        return i;
    }
    for (i = 1; i < n; i++) {
        if (p[i] == '"' && (i + 1 == n || p[i + 1] != '"'))
            return i + 1;
        if (p[i] == '"')
            i++;
        buf_append_byte(text, (uint8_t)p[i]);
    }
    ck_abort_msg("a quote is never closed");
}

static bool is_formula(const struct buf *cell)
{
    return cell->n > 0 && memchr("=+-@\t\n", cell->p[0], 6);
}

static void random_text(struct rng *r, struct buf *text)
{
    static const char *const parts[] = {"=",      ",", "\"",   "\n", "\r", "a",
                                        "\u202e", " ", "\x1b", "\t", "'",  "-"};
    buf_clear(text);
    for (uint64_t n = rng_below(r, 6); n > 0; n--) {
        if (rng_below(r, 8) == 0)
            buf_append_byte(text, (uint8_t)rng_below(r, 256));
        else
            buf_append_str(text, parts[rng_below(r, COUNT_OF(parts))]);
    }
}

START_TEST(any_bytes_are_one_cell_that_no_spreadsheet_runs)
{
    struct rng r = rng_from_env(1);
    struct buf text = BUF_INIT, back = BUF_INIT;
    for (int i = 0; i < 100000; i++) {
        random_text(&r, &text);
        struct rows rows = rows_of(ROWS_CSV, &out);
        buf_clear(&out);
        rows_text(&rows, buf_bytes(&text));
        rows_text(&rows, bytes_of_str("next"));
        buf_clear(&back);
        const size_t n = read_csv(buf_str(&out), out.n, &back);
        ck_assert_str_eq(buf_str(&out) + n, ",next");
        ck_assert(!is_formula(&back));
        for (size_t k = 0; k < back.n; k++)
            ck_assert(back.p[k] >= ' ' || back.p[k] == '\n' ||
                      back.p[k] == '\t');
        const char *const tsv = cell_of(ROWS_TSV, buf_bytes(&text));
        ck_assert_ptr_null(strpbrk(tsv, "\t\n\r\x1b"));
        ck_assert(!is_formula(&out));
    }
    buf_release(&text);
    buf_release(&back);
}
END_TEST

START_TEST(memory_out_shows_in_the_buf)
{
    for (enum row_form form = ROWS_CSV; form <= ROWS_TSV; form++) {
        for (long n = 0;; n++) {
            struct buf text = BUF_INIT;
            struct rows r = rows_of(form, &text);
            mem_fail_after(n);
            rows_text(&r, bytes_of_str("=a,\"b\"\n\x1b"));
            rows_end(&r);
            mem_fail_never();
            const bool failed = text.failed;
            buf_release(&text);
            if (!failed)
                break;
            ck_assert_int_lt(n, 100);
        }
    }
    buf_release(&out);
}
END_TEST

SUITE("query/output/rows", a_table_is_a_row_of_names_and_rows_of_cells,
      csv_quotes_what_would_end_a_cell, tsv_escapes_so_that_the_text_comes_back,
      what_would_be_a_formula_is_text,
      csv_has_no_control_and_no_hidden_character,
      any_bytes_are_one_cell_that_no_spreadsheet_runs,
      memory_out_shows_in_the_buf)
