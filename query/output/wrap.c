#include "query/output/wrap.h"

#include <stdbool.h>

#include "common/base/utf8.h"
#include "query/output/glyph.h"

/* Stands between facts about a release, and never begins a line. */
enum { MIDDLE_DOT = 0xB7 };

/* Whether a line may end between two characters that no space parts and that
 * are not one. */
static bool may_part(uint32_t before, uint32_t behind)
{
    return (glyph_columns(before) == 2 || glyph_columns(behind) == 2) &&
           !glyph_opens(before) && !glyph_closes(behind);
}

/* Where the line that begins at `from` ends, and in *next where the one
 * behind it begins. */
static size_t line_end(struct bytes text, size_t from, size_t room,
                       size_t *next)
{
    size_t columns = 0;
    size_t end = from;    /* the last place where it may end, and the line */
    size_t resume = from; /* that would follow, begin                   */
    size_t whole = from;  /* where the character at hand began, with all that
                             is shown as one with it                    */
    uint32_t before = ' ', last = ' ';
    for (size_t at = from; at < text.n;) {
        const struct utf8_char c = utf8_at(text, at);
        const size_t width = glyph_columns(c.c);
        if (!glyph_continues(last, c.c))
            whole = at;
        if (c.c == ' ' && utf8_at(text, at + c.size).c != MIDDLE_DOT) {
            end = at;
            resume = at + c.size;
        } else if (whole == at && before != ' ' && may_part(before, c.c)) {
            end = resume = at;
        }
        last = c.c;
        columns += width;
        if (columns > room && whole > from) {
            *next = resume > from ? resume : whole;
            return resume > from ? end : whole;
        }
        if (width > 0)
            before = c.c;
        at += c.size;
    }
    *next = text.n;
    return text.n;
}

/* The bytes [from, to), with what matched in them marked. `mark` is the first
 * match that ends behind `from`. */
static void put_part(const struct wrap *w, const struct marked *t, size_t from,
                     size_t to, size_t mark, struct buf *out)
{
    buf_append_str(out, w->color);
    for (; mark < t->n_marks && t->marks[mark].start < to; mark++) {
        const size_t start = MAX(from, (size_t)t->marks[mark].start);
        const size_t end = MIN(to, (size_t)t->marks[mark].end);
        buf_append(out, t->text.p + from, start - from);
        buf_append_str(out, w->match);
        buf_append(out, t->text.p + start, end - start);
        buf_append_str(out, w->reset);
        buf_append_str(out, w->color);
        from = end;
    }
    buf_append(out, t->text.p + from, to - from);
    if (*w->color)
        buf_append_str(out, w->reset);
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
        put_part(w, text, from, to, mark, out);
        buf_append_byte(out, '\n');
    }
}

/* Where the longest beginning of `text` ends that takes at most `room`. */
static size_t fitting(struct bytes text, size_t room)
{
    size_t whole = 0, columns = 0;
    uint32_t last = ' ';
    for (size_t at = 0; at < text.n;) {
        const struct utf8_char c = utf8_at(text, at);
        if (!glyph_continues(last, c.c))
            whole = at;
        columns += glyph_columns(c.c);
        if (columns > room)
            return whole;
        last = c.c;
        at += c.size;
    }
    return text.n;
}

void cut_text(const struct wrap *w, const struct marked *text, struct buf *out)
{
    size_t to = fitting(text->text, w->columns);
    if (to == text->text.n) {
        put_part(w, text, 0, to, 0, out);
        return;
    }
    to = fitting(text->text, w->columns - 1);
    while (to > 0 && text->text.p[to - 1] == ' ')
        to--;
    put_part(w, text, 0, to, 0, out);
    buf_append_str(out, "…");
}

size_t text_columns(struct bytes text)
{
    size_t columns = 0;
    for (size_t at = 0; at < text.n;) {
        const struct utf8_char c = utf8_at(text, at);
        columns += glyph_columns(c.c);
        at += c.size;
    }
    return columns;
}
