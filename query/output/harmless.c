#include "query/output/harmless.h"

#include "common/base/utf8.h"

struct harmless harmless_into(struct buf *out)
{
    return (struct harmless){.out = out};
}

/* Characters without a shape of their own that change how others are shown.
 * The joiners U+200C and U+200D are not among them: words need them. */
static bool is_trick(uint32_t c)
{
    return c == 0x061C || c == 0x200E || c == 0x200F ||
           (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) ||
           c == 0xFEFF || (c >= 0xFFF9 && c <= 0xFFFB) ||
           (c >= 0xE0000 && c <= 0xE007F);
}

static void end_gap(struct harmless *h)
{
    if (h->gap && h->any)
        buf_append_byte(h->out, ' ');
    h->gap = false;
    h->any = true;
}

void harmless_text(struct harmless *h, struct bytes text)
{
    for (size_t at = 0; at < text.n;) {
        const struct utf8_char c = utf8_at(text, at);
        if (utf8_is_space(c.c)) {
            h->gap = true;
        } else if (c.c == UTF8_INVALID) {
            uint8_t raw[UTF8_MAX];
            end_gap(h);
            buf_append(h->out, raw, utf8_put(raw, UTF8_REPLACEMENT));
        } else if (!is_trick(c.c)) {
            end_gap(h);
            buf_append(h->out, text.p + at, c.size);
        }
        at += c.size;
    }
}

void harmless_open(struct harmless *h, const char *mark)
{
    end_gap(h);
    buf_append_str(h->out, mark);
}

void harmless_close(struct harmless *h, const char *mark)
{
    buf_append_str(h->out, mark);
}

bool text_harmless(struct bytes text, struct buf *out)
{
    struct harmless h = harmless_into(out);
    harmless_text(&h, text);
    return !out->failed;
}
