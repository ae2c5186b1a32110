/* Hostile texts, in linear time, and memory that runs out. */
#include <string.h>
#include <time.h>

#include "common/base/buf.h"

#include "common/base/compiler.h"
#include "common/base/mem.h"
#include "indexer/release/quotations.h"
#include "tests/support/suite.h"

struct reading {
    struct quotation_reader *reader;
    struct lines lines;
    struct anatomy anatomy;
};

static void begin(struct reading *r)
{
    *r = (struct reading){.reader = NULL};
    ck_assert_int_eq(quotation_reader_open(&r->reader, NULL), ST_OK);
}

static void end(struct reading *r)
{
    quotation_reader_close(r->reader);
    lines_release(&r->lines);
    anatomy_release(&r->anatomy);
}

static enum st read(struct reading *r, struct bytes body, struct err *e)
{
    anatomy_clear(&r->anatomy);
    ck_assert_int_eq(lines_read(&r->lines, body, NULL), ST_OK);
    return quotations_read(r->reader, bytes_of_str("A title “and” a half"),
                           body, &r->lines, &r->anatomy, e);
}

/* Ranges lie in the body, ascend and do not overlap. */
static void check(const struct anatomy *a, size_t size)
{
    uint32_t end = 0;
    for (size_t i = 0; i < a->n_quotations; i++) {
        const struct text_quotation *const q = &a->quotations[i];
        ck_assert_uint_ge(q->at.from, end);
        ck_assert_uint_lt(q->at.from, q->at.to);
        ck_assert_uint_le(q->at.to, size);
        ck_assert_uint_le(q->mention.to, size);
        ck_assert_int_eq(q->sure == SURE_NONE, text_range_is_empty(q->speaker));
        end = q->at.to;
    }
}

/* Seconds of the processor that `piece`, `n` times over, takes. */
static double seconds(const char *piece, size_t n)
{
    struct reading r;
    struct buf b = BUF_INIT;
    begin(&r);
    for (size_t i = 0; i < n; i++)
        ck_assert(buf_append_str(&b, piece));
    const clock_t start = clock();
    ck_assert_int_eq(read(&r, buf_bytes(&b), NULL), ST_OK);
    const double took = (double)(clock() - start) / CLOCKS_PER_SEC;
    check(&r.anatomy, b.n);
    end(&r);
    buf_release(&b);
    return took;
}

START_TEST(hostile_texts_take_linear_time)
{
    static const char *const PIECES[] = {
        "“",
        "\"",
        "« ",
        "‘A",
        "'A ",
        "„«“»",
        "“A ",
        "”",
        "“a” ",
        "\"Ab, \"",
        "“Ab ba. ",
        "“Yes,” he said. ",
        "“Yes,” said the President. ",
        "“Yes,” said Lis. Ann Lis. ",
        "“Yes, we are all very glad,” said Ann Lis. ",
        "“A\n\n",
        "“We are very glad of it.\n\n",
        "» We are very glad of it\n",
        "- A, - said Ann.\n\n",
        "- A ",
        "AB “CD EF, GH IJ,” SAID KL. ",
        "Ann de la ",
        "“Q”, Ann, ",
        "「あ」",
        "他说：“好",
        "قال \"",
        "\xe2\x80\xc3\"\xff ",
        "â€œWe are very gladâ€\x9d ",
        "5\" ",
        "(\"",
        "Ann (",
    };
    for (size_t i = 0; i < COUNT_OF(PIECES); i++) {
        const size_t n = (1u << 20) / strlen(PIECES[i]);
        const double few = seconds(PIECES[i], n / 8);
        const double many = seconds(PIECES[i], n);
        ck_assert_msg(many < .1 + 40 * few, "\"%s\": %.3f s, 8 times: %.3f s",
                      PIECES[i], few, many);
        ck_assert_msg(many < 10, "\"%s\": %.3f s for 1 MiB", PIECES[i], many);
    }
}
END_TEST

START_TEST(ten_million_opening_marks_are_read)
{
    ck_assert_double_lt(seconds("“", 10000000), 60);
}
END_TEST

static const char TEXT[] =
    "President Anna Lis came. “We are all very glad,” said Lis. “Yes.”\n\n"
    "“It goes on.\n\n“It ends here,” she said.\n\n"
    "- Мы рады, - сказал Иван Лис. - Очень.\n\n"
    "王芳表示：“我们今天都非常高兴。”";

START_TEST(memory_that_runs_out_is_told)
{
    struct reading r;
    struct quotation_reader *reader;
    struct err e = ERR_INIT;
    long n = 0;
    enum st st;
    do {
        mem_fail_after(n++);
        st = quotation_reader_open(&reader, &e);
        mem_fail_never();
        ck_assert(st == ST_OK || (st == ST_NOMEM && !reader));
    } while (st != ST_OK);
    ck_assert_int_ge(n, 3);
    quotation_reader_close(reader);
    quotation_reader_close(NULL);

    begin(&r);
    ck_assert_int_eq(lines_read(&r.lines, bytes_of_str(TEXT), NULL), ST_OK);
    n = 0;
    do {
        e = ERR_INIT;
        anatomy_release(&r.anatomy);
        mem_fail_after(n++);
        st = quotations_read(r.reader, bytes_of_str("Anna Lis"),
                             bytes_of_str(TEXT), &r.lines, &r.anatomy, &e);
        mem_fail_never();
        ck_assert(st == ST_OK || st == ST_NOMEM);
        ck_assert_int_eq(st, e.code);
    } while (st != ST_OK);
    ck_assert_int_ge(n, 5);
    ck_assert_uint_eq(r.anatomy.n_quotations, 6);
    end(&r);
}
END_TEST

START_TEST(any_bytes_can_be_read)
{
    struct reading r;
    uint8_t text[96];
    static const char *const PARTS[] = {
        "“",    "”",    "\"",  "«",  "»",  "‘",    "’",  "said ",
        "Ann ", "Lis",  ". ",  ", ", "\n", "\n\n", "- ", ":",
        "\xff", "\xe2", "he ", "(",  ")",  "王",   "の",
    };
    uint32_t random = 1;
    begin(&r);
    for (int round = 0; round < 20000; round++) {
        size_t n = 0;
        for (;;) {
            random = random * 1664525 + 1013904223;
            const char *const part = PARTS[(random >> 16) % COUNT_OF(PARTS)];
            if (n + strlen(part) > sizeof(text) || random >> 28 == 0)
                break;
            memcpy(text + n, part, strlen(part));
            n += strlen(part);
        }
        ck_assert_int_eq(read(&r, bytes_of(text, n), NULL), ST_OK);
        check(&r.anatomy, n);
    }
    end(&r);
}
END_TEST

SUITE("quotation faults", hostile_texts_take_linear_time,
      ten_million_opening_marks_are_read, memory_that_runs_out_is_told,
      any_bytes_can_be_read)
