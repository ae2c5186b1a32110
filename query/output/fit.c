#include "query/output/fit.h"

#include "common/base/utf8.h"
#include "query/output/glyph.h"
#include "query/output/wrap.h"

#define ELLIPSIS "…"

struct bytes fit_head(struct bytes text, size_t columns, size_t *used)
{
    size_t at = 0;

    *used = 0;
    while (at < text.n) {
        const struct utf8_char c = utf8_at(text, at);
        const size_t width = glyph_columns(c.c);
        if (*used + width > columns)
            break;
        *used += width;
        at += c.size;
    }
    return bytes_of(text.p, at);
}

struct bytes fit_tail(struct bytes text, size_t columns, size_t *used)
{
    size_t at = 0, left = text_columns(text);

    while (at < text.n) {
        const struct utf8_char c = utf8_at(text, at);
        const size_t width = glyph_columns(c.c);
        /* A mark without its letter is left out with it. */
        if (left <= columns && (width > 0 || at == 0))
            break;
        left -= width;
        at += c.size;
    }
    *used = left;
    return bytes_of(text.p + at, text.n - at);
}

void fit_cell(struct bytes text, size_t columns, struct buf *out)
{
    size_t used = text_columns(text);

    if (used <= columns) {
        buf_append(out, text.p, text.n);
    } else {
        const struct bytes head = fit_head(text, columns - 1, &used);
        buf_append(out, head.p, head.n);
        buf_append_str(out, ELLIPSIS);
        used++;
    }
    buf_printf(out, "%*s", (int)(columns - used), "");
}
