/* ids -- ids and scores as text: on a line, before a NUL, in a run of TREC. */
#include <stdio.h>
#include <stdlib.h>

#include "common/base/utf8.h"
#include "query/output/glyph.h"
#include "query/output/output.h"

void output_id(struct bytes id, bool one_word, struct buf *out)
{
    for (size_t at = 0; at < id.n;) {
        const struct utf8_char c = utf8_at(id, at);
        if (glyph_is_plain(c.c) && !(one_word && c.c == ' '))
            buf_append(out, id.p + at, c.size);
        else
            for (size_t i = 0; i < c.size; i++)
                buf_printf(out, "%%%02X", (unsigned)id.p[at + i]);
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

static void put_exactly(struct bytes id, struct buf *out)
{
    for (size_t i = 0; i < id.n; i++)
        if (id.p[i] == 0)
            buf_append_str(out, "%00");
        else
            buf_append_byte(out, id.p[i]);
}

void output_null(const struct answer *a, bool terminal, struct buf *out)
{
    for (size_t i = 0; i < a->n; i++) {
        if (terminal)
            output_id(a->hits[i].id, false, out);
        else
            put_exactly(a->hits[i].id, out);
        buf_append_byte(out, 0);
    }
}
