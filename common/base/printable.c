#include "common/base/printable.h"

#include "common/base/utf8.h"

/* Characters without a shape of their own that change how others are shown.
 * The joiners U+200C and U+200D are not among them: words need them. */
static bool is_hidden(uint32_t c)
{
    return c == 0x061C || c == 0x200B || c == 0x200E || c == 0x200F ||
           (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) ||
           c == 0xFEFF || (c >= 0xFFF9 && c <= 0xFFFB) ||
           (c >= 0xE0000 && c <= 0xE007F);
}

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
        else if (is_hidden(c.c))
            buf_printf(out, "\\u{%x}", c.c);
        else if (c.c == '\\')
            buf_append_str(out, "\\\\");
        else
            buf_append(out, text.p + at, c.size);
        at += c.size;
    }
    return !out->failed;
}
