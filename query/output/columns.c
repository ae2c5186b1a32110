#include "query/output/columns.h"

#include <assert.h>
#include <string.h>

#include "query/output/fit.h"
#include "query/output/harmless.h"
#include "query/output/wrap.h"

enum { GAP = 2, LEAST_NAME = 8, FIGURES = 8 };

/* What each figure takes, its head and the widest of them. */
static void measure(const struct columns *c, size_t widths[static FIGURES],
                    struct buf *text)
{
    for (size_t i = 1; i < c->n_heads; i++) {
        size_t widest = MAX(c->figure_columns, strlen(c->heads[i]));
        for (size_t row = 0; row < c->n_rows; row++) {
            buf_clear(text);
            c->figure(c->rows, row, i, text);
            widest = MAX(widest, text->n);
        }
        widths[i] = widest;
    }
}

static size_t name_columns(const struct columns *c,
                           const size_t widths[static FIGURES],
                           const struct table_look *look)
{
    size_t figures = 0;
    for (size_t i = 1; i < c->n_heads; i++)
        figures += GAP + widths[i];
    const size_t room = look->columns > figures + LEAST_NAME
                            ? look->columns - figures
                            : LEAST_NAME;
    size_t widest = LEAST_NAME;
    for (size_t i = 0; i < c->n_rows; i++)
        widest = MAX(widest, text_columns(c->name(c->rows, i)));
    return MIN(widest, room);
}

static void put_row(const struct columns *c, size_t row, size_t columns,
                    const size_t widths[static FIGURES], struct buf *out)
{
    struct buf text = BUF_INIT;
    text_harmless(c->name(c->rows, row), &text);
    fit_cell(buf_bytes(&text), columns, out);
    for (size_t i = 1; i < c->n_heads; i++) {
        buf_clear(&text);
        c->figure(c->rows, row, i, &text);
        buf_printf(out, "%*s", (int)(GAP + widths[i]), buf_str(&text));
    }
    buf_append_byte(out, '\n');
    out->failed = out->failed || text.failed;
    buf_release(&text);
}

void output_columns(const struct columns *c, const struct table_look *look,
                    struct buf *out)
{
    size_t widths[FIGURES];
    struct buf text = BUF_INIT;
    assert(c->n_heads <= FIGURES);
    if (c->n_rows == 0)
        return;
    measure(c, widths, &text);
    out->failed = out->failed || text.failed;
    buf_release(&text);
    const size_t columns = name_columns(c, widths, look);
    fit_cell(bytes_of_str(c->heads[0]), columns, out);
    for (size_t i = 1; i < c->n_heads; i++)
        buf_printf(out, "%*s", (int)(GAP + widths[i]), c->heads[i]);
    buf_append_byte(out, '\n');
    for (size_t i = 0; i < c->n_rows; i++)
        put_row(c, i, columns, widths, out);
}
