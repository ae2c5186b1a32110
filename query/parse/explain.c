/* explain -- a syntax error as a person sees it: reason, query, caret,
 * suggestion. */
#include "common/base/utf8.h"
#include "query/parse/parse.h"

/* Columns are counted in characters: near enough for a caret, and the same
 * in every terminal. */
enum {
    INDENT = 2,
    COLUMNS = 100,
    WIDEST = COLUMNS - INDENT, /* of the query shown   */
    BEFORE = 40,               /* columns left of the place in a long query */
    DOTS = 3,                  /* "..." where the query is cut              */
};

static const char TRY[] = "  try: ";

static size_t count_columns(struct bytes text, size_t from, size_t to)
{
    size_t n = 0;
    for (size_t at = from; at < to; n++)
        at += utf8_at(text, at).size;
    return n;
}

/* Shows one character; what could move the cursor or is no character becomes
 * U+FFFD, so that every one is a column. */
static void show(struct utf8_char c, struct bytes text, size_t at,
                 struct buf *out)
{
    uint8_t replacement[UTF8_MAX];
    const bool mark = (c.c >= 0x200B && c.c <= 0x200F) ||
                      (c.c >= 0x202A && c.c <= 0x202E) ||
                      (c.c >= 0x2060 && c.c <= 0x206F) || c.c == 0xFEFF;
    if (c.c == 0xA0 || c.c == 0x3000 || c.c == ' ')
        buf_append_byte(out, ' ');
    else if (c.c == UTF8_INVALID || utf8_is_space(c.c) || mark)
        buf_append(out, replacement, utf8_put(replacement, UTF8_REPLACEMENT));
    else
        buf_append(out, text.p + at, c.size);
}

static void show_all(struct bytes text, struct buf *out)
{
    for (size_t at = 0; at < text.n;) {
        const struct utf8_char c = utf8_at(text, at);
        show(c, text, at, out);
        at += c.size;
    }
}

bool parse_explain(struct bytes text, struct parse_place place,
                   const struct err *e, struct buf *out)
{
    place.at = MIN(place.at, text.n);
    place.n = MIN(place.n, text.n - place.at);
    const size_t all = count_columns(text, 0, text.n);
    const size_t column = count_columns(text, 0, place.at);
    const size_t width = count_columns(text, place.at, place.at + place.n);

    /* The columns [first, end) of the query are shown. */
    const bool whole = all <= WIDEST;
    const bool cut_left = !whole && column > BEFORE;
    const size_t first = cut_left ? column - BEFORE + DOTS : 0;
    const size_t room = WIDEST - (cut_left ? DOTS : 0);
    const bool cut_right = !whole && all - first > room;
    const size_t end = cut_right ? first + room - DOTS : all;

    show_all(bytes_of_str(e->msg), out); /* it may quote the query */
    buf_append_str(out, cut_left ? "\n  ..." : "\n  ");
    size_t at = 0;
    for (size_t i = 0; i < end; i++) {
        const struct utf8_char c = utf8_at(text, at);
        if (i >= first)
            show(c, text, at, out);
        at += c.size;
    }
    buf_append_str(out, cut_right ? "...\n  " : "\n  ");

    const size_t caret = column - first + (cut_left ? DOTS : 0);
    const size_t marked = MAX(MIN(column + width, end), column + 1) - column;
    for (size_t i = 0; i < caret; i++)
        buf_append_byte(out, ' ');
    for (size_t i = 0; i < marked; i++)
        buf_append_byte(out, i == 0 ? '^' : '~');
    buf_append_byte(out, '\n');
    const struct bytes instead = place.instead;
    const size_t room_for_it = COLUMNS - strlen(TRY);
    if (instead.n > 0 && count_columns(instead, 0, instead.n) <= room_for_it) {
        buf_append_str(out, TRY);
        show_all(instead, out);
        buf_append_byte(out, '\n');
    }
    return !out->failed;
}
