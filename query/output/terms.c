#include "query/output/terms.h"

#include <inttypes.h>

#include "common/base/json_writer.h"
#include "query/output/fit.h"
#include "query/output/harmless.h"
#include "query/output/wrap.h"

/* A column has its head over it, or its widest number. */
enum { GAP = 2, NUMBER_COLUMNS = 11, LEAST_WORD = 8 };

static const char *const HEADS[] = {"word", "releases", "occurrences"};

static void put_number(uint64_t v, struct buf *out)
{
    struct buf text = BUF_INIT;
    output_number(v, &text);
    buf_printf(out, "%*s", GAP + NUMBER_COLUMNS, buf_str(&text));
    out->failed = out->failed || text.failed;
    buf_release(&text);
}

static size_t widest_word(const struct terms *t, const struct table_look *look)
{
    const size_t numbers = 2 * (GAP + NUMBER_COLUMNS);
    const size_t room = look->columns > numbers + LEAST_WORD
                            ? look->columns - numbers
                            : LEAST_WORD;
    size_t widest = LEAST_WORD;
    for (size_t i = 0; i < t->n; i++)
        widest = MAX(widest, text_columns(t->rows[i].word));
    return MIN(widest, room);
}

void output_terms_table(const struct terms *t, const struct table_look *look,
                        struct buf *out)
{
    if (t->n == 0)
        return;
    const size_t columns = widest_word(t, look);
    fit_cell(bytes_of_str(HEADS[0]), columns, out);
    buf_printf(out, "%*s%*s\n", GAP + NUMBER_COLUMNS, HEADS[1],
               GAP + NUMBER_COLUMNS, HEADS[2]);
    for (size_t i = 0; i < t->n; i++) {
        struct buf word = BUF_INIT;
        text_harmless(t->rows[i].word, &word);
        fit_cell(buf_bytes(&word), columns, out);
        put_number(t->rows[i].docs, out);
        put_number(t->rows[i].occurrences, out);
        buf_append_byte(out, '\n');
        out->failed = out->failed || word.failed;
        buf_release(&word);
    }
}

void output_terms_rows(const struct terms *t, enum row_form form,
                       struct buf *out)
{
    struct rows r = rows_of(form, out);
    rows_head(&r, HEADS, COUNT_OF(HEADS));
    for (size_t i = 0; i < t->n; i++) {
        rows_text(&r, t->rows[i].word);
        rows_plain(&r, "%" PRIu64, t->rows[i].docs);
        rows_plain(&r, "%" PRIu64, t->rows[i].occurrences);
        rows_end(&r);
    }
}

void output_terms_json(const struct terms *t, struct buf *out)
{
    struct json_writer w = jw_of(out);
    jw_open_object(&w);
    jw_member_uint(&w, "version", JSON_OUTPUT_VERSION);
    jw_member_string(&w, "pattern", t->pattern);
    jw_member_uint(&w, "total", t->all);
    jw_key(&w, "words");
    jw_open_array(&w);
    for (size_t i = 0; i < t->n; i++) {
        jw_open_object(&w);
        jw_member_string(&w, "word", t->rows[i].word);
        jw_member_uint(&w, "releases", t->rows[i].docs);
        jw_member_uint(&w, "occurrences", t->rows[i].occurrences);
        jw_close_object(&w);
    }
    jw_close_array(&w);
    jw_close_object(&w);
    buf_append_byte(out, '\n');
}
