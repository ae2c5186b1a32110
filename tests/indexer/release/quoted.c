#include "tests/indexer/release/quoted.h"

#include <check.h>
#include <string.h>

#include "common/base/buf.h"
#include "indexer/release/quotations.h"

void read_quotations(const char *title, const char *body, struct anatomy *a)
{
    struct quotation_reader *r;
    struct lines lines = {.n = 0};
    const struct bytes b = bytes_of_str(body);
    *a = (struct anatomy){.n_zones = 0};
    ck_assert_int_eq(quotation_reader_open(&r, NULL), ST_OK);
    ck_assert_int_eq(lines_read(&lines, b, NULL), ST_OK);
    ck_assert_int_eq(
        quotations_read(r, bytes_of_str(title), b, &lines, a, NULL), ST_OK);
    lines_release(&lines);
    quotation_reader_close(r);
}

static void append(struct buf *b, const char *text, struct text_range at)
{
    ck_assert(buf_append(b, text + at.from, at.to - at.from));
}

const char *quoted(const char *title, const char *body)
{
    static char out[4096];
    struct buf b = BUF_INIT;
    struct anatomy a;
    read_quotations(title, body, &a);
    for (size_t i = 0; i < a.n_quotations; i++) {
        const struct text_quotation *const q = &a.quotations[i];
        buf_printf(&b, "%s[", i ? " | " : "");
        append(&b, body, q->at);
        buf_printf(&b, "] ");
        append(&b, q->speaker_in_title ? title : body, q->speaker);
        buf_printf(&b, q->sure ? " %c" : "-", "-ABC"[q->sure]);
    }
    ck_assert_uint_lt(b.n, sizeof(out));
    strcpy(out, buf_str(&b));
    buf_release(&b);
    anatomy_release(&a);
    return out;
}

const char *spans_of(const char *body)
{
    static char out[4096];
    struct buf b = BUF_INIT;
    struct anatomy a;
    read_quotations("", body, &a);
    for (size_t i = 0; i < a.n_quotations; i++) {
        buf_printf(&b, "[");
        append(&b, body, a.quotations[i].at);
        buf_printf(&b, "]");
    }
    ck_assert_uint_lt(b.n, sizeof(out));
    strcpy(out, buf_str(&b));
    buf_release(&b);
    anatomy_release(&a);
    return out;
}
