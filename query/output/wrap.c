#include "query/output/wrap.h"

#include <stdbool.h>
#include <unicode/uchar.h>

#include "common/base/utf8.h"

static size_t columns_of(uint32_t c)
{
    if (c < 0x300)
        return 1;
    if (c == UTF8_INVALID)
        return 1;
    if (U_GET_GC_MASK((UChar32)c) &
        (U_GC_MN_MASK | U_GC_ME_MASK | U_GC_CF_MASK))
        return 0;
    const int width = u_getIntPropertyValue((UChar32)c, UCHAR_EAST_ASIAN_WIDTH);
    return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

size_t text_columns(struct bytes text)
{
    size_t columns = 0;
    for (size_t at = 0; at < text.n;) {
        const struct utf8_char c = utf8_at(text, at);
        columns += columns_of(c.c);
        at += c.size;
    }
    return columns;
}

/* Where the line that begins at `from` ends, and in *next where the one
 * behind it begins. */
static size_t line_end(struct bytes text, size_t from, size_t room,
                       size_t *next)
{
    size_t columns = 0;
    size_t end = 0, resume = 0; /* the last place that may break */
    bool wide_before = false;
    for (size_t at = from; at < text.n;) {
        const struct utf8_char c = utf8_at(text, at);
        const size_t width = columns_of(c.c);
        if (c.c == ' ') {
            end = at;
            resume = at + c.size;
        } else if (at > from && width && (width == 2 || wide_before) &&
                   text.p[at - 1] != ' ') {
            end = resume = at;
        }
        if (columns + width > room && at > from) {
            *next = resume > from ? resume : at;
            return resume > from ? end : at;
        }
        columns += width;
        wide_before = width == 2 || (width == 0 && wide_before);
        at += c.size;
    }
    *next = text.n;
    return text.n;
}

/* The bytes [from, to), with what matched in them marked. `mark` is the first
 * match that ends behind `from`. */
static void put_line(const struct wrap *w, const struct marked *t, size_t from,
                     size_t to, size_t mark, struct buf *out)
{
    buf_append_str(out, w->plain);
    for (; mark < t->n_marks && t->marks[mark].start < to; mark++) {
        const size_t start = MAX(from, (size_t)t->marks[mark].start);
        const size_t end = MIN(to, (size_t)t->marks[mark].end);
        buf_append(out, t->text.p + from, start - from);
        buf_append_str(out, w->match);
        buf_append(out, t->text.p + start, end - start);
        buf_append_str(out, w->reset);
        buf_append_str(out, w->plain);
        from = end;
    }
    buf_append(out, t->text.p + from, to - from);
    buf_append_str(out, w->reset);
    buf_append_byte(out, '\n');
}

void wrap_text(const struct wrap *w, const struct marked *text, struct buf *out)
{
    size_t mark = 0;
    for (size_t from = 0, next; from < text->text.n; from = next) {
        const size_t to = line_end(text->text, from, w->columns, &next);
        if (from > 0)
            buf_printf(out, "%*s", (int)w->indent, "");
        while (mark < text->n_marks && text->marks[mark].end <= from)
            mark++;
        put_line(w, text, from, to, mark, out);
    }
}
