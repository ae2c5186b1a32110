#include "query/output/columns.h"

#include "query/output/fit.h"
#include "query/output/harmless.h"
#include "query/output/wrap.h"

enum { GAP = 2, LEAST_NAME = 8 };

static size_t name_columns(const struct columns *c,
                           const struct table_look *look)
{
    const size_t figures = (c->n_heads - 1) * (GAP + c->figure_columns);
    const size_t room = look->columns > figures + LEAST_NAME
                            ? look->columns - figures
                            : LEAST_NAME;
    size_t widest = LEAST_NAME;
    for (size_t i = 0; i < c->n_rows; i++)
        widest = MAX(widest, text_columns(c->name(c->rows, i)));
    return MIN(widest, room);
}

static void put_row(const struct columns *c, size_t row, size_t columns,
                    struct buf *out)
{
    struct buf text = BUF_INIT;
    text_harmless(c->name(c->rows, row), &text);
    fit_cell(buf_bytes(&text), columns, out);
    for (size_t i = 1; i < c->n_heads; i++) {
        buf_clear(&text);
        c->figure(c->rows, row, i, &text);
        buf_printf(out, "%*s", (int)(GAP + c->figure_columns), buf_str(&text));
    }
    buf_append_byte(out, '\n');
    out->failed = out->failed || text.failed;
    buf_release(&text);
}

void output_columns(const struct columns *c, const struct table_look *look,
                    struct buf *out)
{
    if (c->n_rows == 0)
        return;
    const size_t columns = name_columns(c, look);
    fit_cell(bytes_of_str(c->heads[0]), columns, out);
    for (size_t i = 1; i < c->n_heads; i++)
        buf_printf(out, "%*s", (int)(GAP + c->figure_columns), c->heads[i]);
    buf_append_byte(out, '\n');
    for (size_t i = 0; i < c->n_rows; i++)
        put_row(c, i, columns, out);
}
