#include "bench/html.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "common/base/printable.h"

static const char DASH[] = "\u2013";
static const char ELLIPSIS[] = "\u2026";

static const char *entity_of(uint8_t c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return NULL;
    }
}

void html_text_cut(struct buf *out, const char *text, size_t columns)
{
    struct buf shown = BUF_INIT;
    size_t column = 0;

    if (!text_printable(bytes_of_str(text), false, &shown))
        out->failed = true;
    for (size_t i = 0; i < shown.n; i++) {
        const uint8_t c = shown.p[i];
        const char *const entity = entity_of(c);
        column += (c & 0xc0) != 0x80; /* the first byte of a character */
        if (column > columns) {
            buf_append_str(out, ELLIPSIS);
            break;
        }
        if (entity)
            buf_append_str(out, entity);
        else
            buf_append_byte(out, c);
    }
    buf_release(&shown);
}

void html_text(struct buf *out, const char *text)
{
    html_text_cut(out, text, SIZE_MAX);
}

/* Digits in groups of three. */
static void put_grouped(struct buf *out, double v)
{
    char digits[320]; /* of any double */
    const size_t n = (size_t)snprintf(digits, sizeof(digits), "%.0f", v);

    for (size_t i = 0; i < n; i++) {
        if (i > 0 && (n - i) % 3 == 0)
            buf_append_byte(out, ',');
        buf_append_byte(out, (uint8_t)digits[i]);
    }
}

void html_number(struct buf *out, double v)
{
    if (isnan(v))
        buf_append_str(out, DASH);
    else if (v >= 99.95)
        put_grouped(out, v);
    else
        buf_printf(out, "%.*f", v >= 9.995 ? 1 : v >= 0.9995 ? 2 : 3, v);
}

void html_count(struct buf *out, double v)
{
    if (isnan(v))
        buf_append_str(out, DASH);
    else
        put_grouped(out, v);
}

void html_time(struct buf *out, double us)
{
    if (isnan(us))
        buf_append_str(out, DASH);
    else if (us >= 1e6)
        buf_printf(out, "%.3g s", us / 1e6);
    else if (us >= 1e3)
        buf_printf(out, "%.3g ms", us / 1e3);
    else
        buf_printf(out, "%.3g \u00b5s", us);
}

void html_size(struct buf *out, double bytes)
{
    if (isnan(bytes))
        buf_append_str(out, DASH);
    else
        buf_printf(out, "%.1f MB", bytes / 1e6);
}
