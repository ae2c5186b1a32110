#include "query/parse/reader.h"

#include <inttypes.h>
#include <stdio.h>

#include "common/base/utf8.h"
#include "query/parse/letters.h"

uint32_t reader_peek(const struct reader *r, size_t at)
{
    const struct utf8_char c = utf8_at(r->t->text, at);
    return c.size ? c.c : 0;
}

bool reader_at_end(const struct reader *r, size_t at)
{
    return at >= r->t->text.n;
}

size_t reader_skip_space(const struct reader *r, size_t at)
{
    for (;;) {
        const struct utf8_char c = utf8_at(r->t->text, at);
        if (c.size == 0 || !utf8_is_space(c.c))
            return at;
        at += c.size;
    }
}

struct bytes reader_text(const struct reader *r, size_t from, size_t to)
{
    return bytes_of(r->t->text.p + from, to - from);
}

struct err *reader_blame(struct reader *r, size_t at, size_t n)
{
    *r->place = (struct parse_place){.at = at, .n = n};
    return r->e;
}

void reader_suggest(struct reader *r, size_t at, size_t n, const char *instead)
{
    const struct bytes text = r->t->text;
    const size_t middle = strlen(instead);
    const size_t behind = text.n - at - n;
    uint8_t *const copy = arena_bytes(r->t->arena, at + middle + behind);
    if (!copy) {
        r->t->failed = true;
        return;
    }
    if (at)
        memcpy(copy, text.p, at);
    memcpy(copy + at, instead, middle);
    if (behind)
        memcpy(copy + at + middle, text.p + at + n, behind);
    r->place->instead = bytes_of(copy, at + middle + behind);
}

void reader_suggest_number(struct reader *r, size_t from, size_t to,
                           uint32_t number)
{
    char text[16];
    size_t digits = to;
    while (digits > from && is_digit(r->t->text.p[digits - 1]))
        digits--;
    snprintf(text, sizeof(text), "%" PRIu32, number);
    reader_suggest(r, digits, to - digits, text);
}

bool reader_number(const struct reader *r, size_t from, size_t to,
                   uint32_t most, uint32_t *out)
{
    uint64_t v = 0;
    for (size_t i = from; i < to; i++) {
        const uint32_t digit = (uint32_t)r->t->text.p[i] - '0';
        if (digit > 9)
            return false;
        v = v * 10 + digit;
        if (v > most)
            return false;
    }
    *out = (uint32_t)v;
    return from < to;
}

struct bytes reader_unescape(struct reader *r, size_t from, size_t to)
{
    const struct bytes text = reader_text(r, from, to);
    if (text.n == 0 || !memchr(text.p, '\\', text.n))
        return text;
    uint8_t *const copy = arena_bytes(r->t->arena, text.n);
    size_t n = 0;
    if (!copy) {
        r->t->failed = true;
        return BYTES_NONE;
    }
    for (size_t i = 0; i < text.n; i++) {
        i += text.p[i] == '\\' && i + 1 < text.n;
        copy[n++] = text.p[i];
    }
    return bytes_of(copy, n);
}

bool is_quote(uint32_t c)
{
    switch (c) {
    case '"':
    case 0x00AB: /* « */
    case 0x00BB: /* » */
    case 0x201C: /* “ */
    case 0x201D: /* ” */
    case 0x201E: /* „ */
    case 0x201F: /* reversed “ */
    case 0xFF02: /* fullwidth " */
        return true;
    default:
        return false;
    }
}
