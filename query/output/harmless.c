#include "query/output/harmless.h"

#include "common/base/utf8.h"

struct harmless harmless_into(struct buf *out)
{
    return (struct harmless){.out = out};
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
        } else if (!utf8_is_hidden(c.c)) {
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
