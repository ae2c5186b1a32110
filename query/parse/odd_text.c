#include "query/parse/odd_text.h"

#include <inttypes.h>

#include "common/base/utf8.h"
#include "query/parse/letters.h"

enum { SOFT_HYPHEN = 0xAD, GRAPHEME_JOINER = 0x34F, ZWNJ = 0x200C, ZWJ };

static bool is_joiner(uint32_t c)
{
    return c == ZWNJ || c == ZWJ || c == SOFT_HYPHEN || c == GRAPHEME_JOINER;
}

static bool letter_before(struct bytes text, size_t at)
{
    return at > 0 && is_letter(text.p[at - 1]);
}

static bool letter_at(struct bytes text, size_t at)
{
    return at < text.n && is_letter(text.p[at]);
}

/* The character `c` at `at` of the text. */
static bool is_odd(struct bytes text, size_t at, struct utf8_char c)
{
    if (c.c < 0x80) /* nearly always */
        return false;
    if (c.c == UTF8_INVALID || c.c == UTF8_REPLACEMENT || utf8_is_hidden(c.c))
        return true;
    return is_joiner(c.c) && letter_before(text, at) &&
           letter_at(text, at + c.size);
}

static bool find_odd(struct bytes text, size_t *at, struct utf8_char *c)
{
    for (*at = 0; *at < text.n; *at += c->size) {
        *c = utf8_at(text, *at);
        if (is_odd(text, *at, *c))
            return true;
    }
    return false;
}

/* What a bad byte beside a letter is in Latin-1: caf\xE9 is cafe with an
 * accent. Else a blank. */
static uint32_t byte_as_letter(struct bytes text, size_t at)
{
    enum { FIRST_LETTER = 0xC0, TIMES = 0xD7, DIVIDED = 0xF7 };
    const uint8_t byte = text.p[at];
    const bool letter =
        byte >= FIRST_LETTER && byte != TIMES && byte != DIVIDED;
    return letter && (letter_before(text, at) || letter_at(text, at + 1)) ? byte
                                                                          : ' ';
}

/* The text without what is odd; bytes as Latin-1 where `guess`. */
static bool drop(struct arena *a, struct bytes text, bool guess,
                 struct bytes *out)
{
    uint8_t *const copy = arena_bytes(a, 2 * text.n);
    size_t n = 0;
    if (!copy)
        return false;
    for (size_t at = 0; at < text.n;) {
        const struct utf8_char c = utf8_at(text, at);
        if (!is_odd(text, at, c)) {
            memcpy(copy + n, text.p + at, c.size);
            n += c.size;
        } else if (c.c == UTF8_INVALID) {
            n += utf8_put(copy + n, guess ? byte_as_letter(text, at) : ' ');
        } else if (utf8_is_space(c.c) || c.c == UTF8_REPLACEMENT) {
            copy[n++] = ' ';
        }
        at += c.size;
    }
    *out = bytes_of(copy, n);
    return true;
}

bool odd_text_drop(struct arena *a, struct bytes text, struct bytes *out)
{
    size_t at;
    struct utf8_char c;
    *out = text;
    return !find_odd(text, &at, &c) || drop(a, text, false, out);
}

enum st odd_text_refuse(struct reader *r)
{
    const struct bytes text = r->t->text;
    struct utf8_char c;
    size_t at;
    if (!find_odd(text, &at, &c))
        return ST_OK;
    struct err *const e = reader_blame(r, at, c.size);
    if (!drop(r->t->arena, text, true, &r->place->instead))
        r->t->failed = true;
    if (c.c == UTF8_INVALID)
        return err_set(e, ST_SYNTAX,
                       "a query is UTF-8, and the byte %02X here is not",
                       text.p[at]);
    if (c.c == UTF8_REPLACEMENT)
        return err_set(e, ST_SYNTAX,
                       "here is U+FFFD, which stands for what was no UTF-8");
    return err_set(e, ST_SYNTAX,
                   "here is a character that cannot be seen, U+%04" PRIX32,
                   c.c);
}
