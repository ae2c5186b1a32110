#include "query/output/rows.h"

#include <stdarg.h>
#include <stdio.h>

#include "common/base/printable.h"
#include "common/base/utf8.h"

struct rows rows_of(enum row_form form, struct buf *out)
{
    return (struct rows){.out = out, .form = form};
}

static void begin_cell(struct rows *r)
{
    if (r->begun)
        buf_append_byte(r->out, r->form == ROWS_CSV ? ',' : '\t');
    r->begun = true;
}

/* Whether a spreadsheet takes what begins so for a formula, or passes over the
 * character and looks at the next. */
static bool begins_formula(uint32_t c)
{
    switch (c) {
    case '=':
    case '+':
    case '-':
    case '@':
    case '\t':
    case '\r':
    case '\n':
    case 0xFF1D: /* = + - @ in full width */
    case 0xFF0B:
    case 0xFF0D:
    case 0xFF20:
        return true;
    default:
        return false;
    }
}

/* ---- csv ---- */

enum { NOTHING = 0 };

/* What stands in a CSV cell for the character `c` with `behind` it, which is
 * NOTHING at the end. */
static uint32_t csv_char(uint32_t c, uint32_t behind)
{
    if (c == '\r' && behind == '\n')
        return NOTHING;
    if (c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029)
        return '\n'; /* line ends of other worlds */
    if (c == UTF8_INVALID)
        return UTF8_REPLACEMENT;
    if (c == '\n' || c == '\t')
        return c;
    if (c < 0x20 || (c >= 0x7F && c < 0xA0))
        return ' ';
    return utf8_is_hidden(c) ? NOTHING : c;
}

/* A walk through the characters of a cell: NOTHING at its end. */
static uint32_t csv_next(struct bytes text, size_t *at)
{
    while (*at < text.n) {
        const struct utf8_char c = utf8_at(text, *at);
        *at += c.size;
        const uint32_t shown = csv_char(c.c, utf8_at(text, *at).c);
        if (shown != NOTHING)
            return shown;
    }
    return NOTHING;
}

/* Whether the cell goes in quotes; blanks at its ends do, which some trim. */
static bool needs_quotes(struct bytes text)
{
    uint32_t last = NOTHING;
    size_t at = 0;
    for (uint32_t c; (c = csv_next(text, &at)) != NOTHING; last = c)
        if (c == ',' || c == '"' || c == '\n' || (c == ' ' && !last))
            return true;
    return last == ' ';
}

static void put_csv_cell(struct bytes text, struct buf *out)
{
    const char *const quote = needs_quotes(text) ? "\"" : "";
    buf_append_str(out, quote);
    bool first = true;
    size_t at = 0;
    for (uint32_t c; (c = csv_next(text, &at)) != NOTHING; first = false) {
        uint8_t raw[UTF8_MAX];
        if (first && begins_formula(c))
            buf_append_byte(out, '\'');
        if (c == '"')
            buf_append_byte(out, '"');
        buf_append(out, raw, utf8_put(raw, c));
    }
    buf_append_str(out, quote);
}

/* ---- tsv ---- */

static void put_tsv_cell(struct bytes text, struct buf *out)
{
    const struct utf8_char c = utf8_at(text, 0);
    if (c.c < ' ' || !begins_formula(c.c)) { /* controls are escaped anyway */
        text_printable(text, false, out);
        return;
    }
    buf_printf(out, c.c < 0x80 ? "\\x%02x" : "\\u{%x}", (unsigned)c.c);
    text_printable(bytes_of(text.p + c.size, text.n - c.size), false, out);
}

/* ---- cells ---- */

void rows_text(struct rows *r, struct bytes text)
{
    begin_cell(r);
    if (r->form == ROWS_CSV)
        put_csv_cell(text, r->out);
    else
        put_tsv_cell(text, r->out);
}

void rows_plain(struct rows *r, const char *fmt, ...)
{
    enum { ROOM = 128 }; /* numbers and dates are shorter */
    char text[ROOM];
    va_list args;
    va_start(args, fmt);
    vsnprintf(text, sizeof(text), fmt, args);
    va_end(args);
    begin_cell(r);
    buf_append_str(r->out, text);
}

void rows_head(struct rows *r, const char *const *names, size_t n)
{
    for (size_t i = 0; i < n; i++)
        rows_plain(r, "%s", names[i]);
    rows_end(r);
}

void rows_end(struct rows *r)
{
    buf_append_byte(r->out, '\n');
    r->begun = false;
}
