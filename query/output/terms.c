#include "query/output/terms.h"

#include <inttypes.h>

#include "common/base/json_writer.h"
#include "query/output/columns.h"

static const char *const HEADS[] = {"word", "releases", "occurrences"};

static struct bytes name_of(const void *rows, size_t row)
{
    return ((const struct terms_row *)rows)[row].word;
}

static void put_figure(const void *rows, size_t row, size_t figure,
                       struct buf *out)
{
    const struct terms_row *const t = &((const struct terms_row *)rows)[row];
    output_number(figure == 1 ? t->docs : t->occurrences, out);
}

void output_terms_table(const struct terms *t, const struct table_look *look,
                        struct buf *out)
{
    const struct columns table = {
        .heads = HEADS,
        .n_heads = COUNT_OF(HEADS),
        .figure_columns = 11,
        .rows = t->rows,
        .n_rows = t->n,
        .name = name_of,
        .figure = put_figure,
    };
    output_columns(&table, look, out);
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
