#include "indexer/extract/text.h"

#include <string.h>

#include "common/base/ascii.h"
#include "common/base/utf8.h"
#include "common/text/unicode.h"
#include "indexer/release/noise.h"

enum { HEADLINE_MAX = 300, HEADER_LINES = 10 };

bool has_word(struct bytes text)
{
    if (text.n == 0)
        return false; /* there may be no pointer to add to */
    const uint8_t *p = text.p, *const end = text.p + text.n;
    while (p < end) {
        uint32_t cp;
        p += utf8_step(p, end, &cp);
        if (unicode_prop_of(cp) & CP_WORD)
            return true;
    }
    return false;
}

struct bytes trim(struct bytes text)
{
    while (text.n && is_space(text.p[text.n - 1]))
        text.n--;
    while (text.n && is_space(*text.p)) {
        text.p++;
        text.n--;
    }
    return text;
}

/* The first end of a line in [p, end), or `end`; by pieces, so that texts with
 * one kind of end are not read through for the other at each line. */
static const uint8_t *line_end(const uint8_t *p, const uint8_t *end)
{
    enum { PIECE = 4096 };
    for (size_t n; p < end; p += n) {
        n = MIN((size_t)(end - p), (size_t)PIECE);
        const uint8_t *const lf = memchr(p, '\n', n);
        const uint8_t *const cr = memchr(p, '\r', lf ? (size_t)(lf - p) : n);
        if (cr || lf)
            return cr ? cr : lf;
    }
    return end;
}

/* Cuts the next line off `rest`, without its end; false when nothing is left.
 * CR LF counts as two ends, with an empty line between that nobody minds. */
static bool next_line(struct bytes *rest, struct bytes *line)
{
    if (rest->n == 0)
        return false;
    const uint8_t *const end = rest->p + rest->n;
    const uint8_t *p = line_end(rest->p, end);
    *line = bytes_of(rest->p, (size_t)(p - rest->p));
    p += p < end;
    *rest = bytes_of(p, (size_t)(end - p));
    return true;
}

enum st split_text(struct bytes text, struct buf *scratch,
                   struct text_parts *out, struct err *e)
{
    struct bytes rest = text, line = BYTES_NONE;
    bool found = false;

    *out = (struct text_parts){.title = BYTES_NONE, .body = trim(text)};
    buf_clear(scratch);
    while (!found && next_line(&rest, &line)) {
        line = trim(line);
        found = has_word(line) && !noise_is_preamble(line);
    }
    if (!found || line.n > HEADLINE_MAX)
        return ST_OK;
    out->title = line;
    out->body = trim(rest);
    const struct bytes before =
        trim(bytes_of(text.p, (size_t)(line.p - text.p)));
    if (!has_word(before))
        return ST_OK;
    if (!buf_append(scratch, before.p, before.n) ||
        !buf_append_byte(scratch, '\n') ||
        !buf_append(scratch, out->body.p, out->body.n))
        return err_set(e, ST_NOMEM, "out of memory");
    out->body = trim(buf_bytes(scratch));
    return ST_OK;
}

bool date_in_text(struct bytes text, struct found_date *out)
{
    struct bytes line;
    for (int lines = 0; lines < HEADER_LINES && next_line(&text, &line);) {
        line = trim(line);
        if (date_in_header(line, out))
            return true;
        lines += line.n > 0;
    }
    return false;
}
