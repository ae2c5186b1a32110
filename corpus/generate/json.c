#include "corpus/generate/json.h"

static void escape(struct buf *out, uint8_t byte)
{
    switch (byte) {
    case '"':
        buf_append(out, "\\\"", 2);
        break;
    case '\\':
        buf_append(out, "\\\\", 2);
        break;
    case '\n':
        buf_append(out, "\\n", 2);
        break;
    default:
        buf_printf(out, "\\u%04x", byte);
        break;
    }
}

void json_append(struct buf *out, struct bytes text)
{
    buf_append_byte(out, '"');
    size_t from = 0; /* what has not been written yet begins here */
    for (size_t i = 0; i < text.n; i++) {
        const uint8_t byte = text.p[i];
        if (byte >= ' ' && byte != '"' && byte != '\\')
            continue;
        buf_append(out, text.p + from, i - from);
        escape(out, byte);
        from = i + 1;
    }
    buf_append(out, text.p + from, text.n - from);
    buf_append_byte(out, '"');
}
