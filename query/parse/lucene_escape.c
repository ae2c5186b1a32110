#include "query/parse/lucene_escape.h"

#include "common/base/utf8.h"

static bool hex4(struct bytes text, size_t at, uint32_t *out)
{
    *out = 0;
    if (at + 4 > text.n)
        return false;
    for (size_t i = at; i < at + 4; i++) {
        const uint32_t c = text.p[i];
        const uint32_t low = c | 0x20;
        if (c >= '0' && c <= '9')
            *out = *out << 4 | (c - '0');
        else if (low >= 'a' && low <= 'f')
            *out = *out << 4 | (low - 'a' + 10);
        else
            return false;
    }
    return true;
}

/* Reads \uXXXX at `at` (the backslash), two of them for a surrogate pair.
 * False when that names no character. */
static bool read_unicode_escape(struct bytes text, size_t at, uint32_t *c,
                                size_t *size)
{
    enum { ONE = 6 }; /* bytes of \uXXXX */
    uint32_t low;
    if (!hex4(text, at + 2, c))
        return false;
    *size = ONE;
    if (*c < 0xD800 || *c > 0xDFFF)
        return true;
    const size_t second = at + ONE;
    if (*c > 0xDBFF || second + 2 > text.n || text.p[second] != '\\' ||
        text.p[second + 1] != 'u' || !hex4(text, second + 2, &low) ||
        low < 0xDC00 || low > 0xDFFF)
        return false;
    *c = 0x10000 + ((*c - 0xD800) << 10) + (low - 0xDC00);
    *size = ONE + ONE;
    return true;
}

enum st lucene_unescape(struct reader *r, size_t from, size_t to,
                        struct bytes *out)
{
    const struct bytes text = bytes_of(r->t->text.p, to);
    *out = reader_text(r, from, to);
    if (out->n == 0 || !memchr(out->p, '\\', out->n))
        return ST_OK;
    uint8_t *const copy = arena_bytes(r->t->arena, to - from);
    size_t n = 0;
    *out = BYTES_NONE;
    if (!copy) {
        r->t->failed = true;
        return ST_OK;
    }
    for (size_t at = from; at < to;) {
        uint32_t c;
        size_t size;
        if (text.p[at] != '\\') {
            copy[n++] = text.p[at++];
        } else if (text.p[at + 1] != 'u') {
            copy[n++] = text.p[at + 1];
            at += 2;
        } else if (!read_unicode_escape(text, at, &c, &size)) {
            return err_set(reader_blame(r, at, 2), ST_SYNTAX,
                           "\\u needs the four hexadecimal digits of a "
                           "character behind it");
        } else if (utf8_is_hidden(c)) {
            return err_set(reader_blame(r, at, size), ST_SYNTAX,
                           "this is a character that cannot be seen");
        } else {
            n += utf8_put(copy + n, c);
            at += size;
        }
    }
    *out = bytes_of(copy, n);
    return ST_OK;
}
