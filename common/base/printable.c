#include "common/base/printable.h"

#include "common/base/utf8.h"

static bool is_control(uint32_t c)
{
    return c < 0x20 || (c >= 0x7F && c < 0xA0);
}

static void escape_control(uint32_t c, bool lines, struct buf *out)
{
    if (lines && (c == '\n' || c == '\t'))
        buf_append_byte(out, (uint8_t)c);
    else if (c == '\n')
        buf_append_str(out, "\\n");
    else if (c == '\t')
        buf_append_str(out, "\\t");
    else if (c == '\r')
        buf_append_str(out, "\\r");
    else
        buf_printf(out, "\\u{%x}", c);
}

bool text_printable(struct bytes text, bool lines, struct buf *out)
{
    for (size_t at = 0; at < text.n;) {
        const struct utf8_char c = utf8_at(text, at);
        if (c.c == UTF8_INVALID)
            buf_printf(out, "\\x%02x", text.p[at]);
        else if (is_control(c.c))
            escape_control(c.c, lines, out);
        else if (utf8_is_hidden(c.c))
            buf_printf(out, "\\u{%x}", c.c);
        else if (c.c == '\\')
            buf_append_str(out, "\\\\");
        else
            buf_append(out, text.p + at, c.size);
        at += c.size;
    }
    return !out->failed;
}
