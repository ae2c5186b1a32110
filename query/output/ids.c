/* ids -- an id or a score on a line of its own, and in a run of TREC. */
#include <stdio.h>
#include <stdlib.h>

#include "common/base/utf8.h"
#include "query/output/harmless.h"
#include "query/output/output.h"

/* Whether the filter for terminals would leave nothing of this character. */
static bool is_unseen(struct bytes c)
{
    struct buf shown = BUF_INIT;
    text_harmless(c, &shown);
    const bool unseen = shown.n == 0 && !shown.failed;
    buf_release(&shown);
    return unseen;
}

void output_id(struct bytes id, bool one_word, struct buf *out)
{
    for (size_t at = 0; at < id.n;) {
        const struct utf8_char c = utf8_at(id, at);
        const struct bytes raw = bytes_of(id.p + at, c.size);
        const bool plain = c.c == ' '
                               ? !one_word
                               : (c.c > ' ' && c.c < 0x7F) || !is_unseen(raw);
        if (plain)
            buf_append(out, raw.p, raw.n);
        for (size_t i = 0; !plain && i < raw.n; i++)
            buf_printf(out, "%%%02X", (unsigned)raw.p[i]);
        at += c.size;
    }
}

void output_score(float score, int decimals, struct buf *out)
{
    enum { MOST_DECIMALS = 50 }; /* the smallest normal float: 38 + 9 */
    char text[128];
    for (;; decimals++) {
        snprintf(text, sizeof(text), "%.*f", decimals, (double)score);
        if (decimals >= MOST_DECIMALS || strtof(text, NULL) == score)
            break;
    }
    buf_append_str(out, text);
}

void output_ids(const struct answer *a, struct buf *out)
{
    for (size_t i = 0; i < a->n; i++) {
        output_id(a->hits[i].id, false, out);
        buf_append_byte(out, '\n');
    }
}
