#include "query/topics/tag_walk.h"

#include <string.h>
#include <strings.h>

#include "common/base/ascii.h"
#include "common/base/utf8.h"

static bool starts_with(struct bytes t, size_t at, const char *with)
{
    const size_t n = strlen(with);

    return t.n - at >= n && memcmp(t.p + at, with, n) == 0;
}

/* ---- tags ---- */

static bool is_tag(struct bytes t, size_t i)
{
    return t.p[i] == '<' && i + 1 < t.n &&
           (is_letter(t.p[i + 1]) ||
            (t.p[i + 1] == '/' && i + 2 < t.n && is_letter(t.p[i + 2])));
}

/* Goes on up to byte `to`. */
static void skip_to(struct tag_walk *w, size_t to)
{
    for (; w->at < to; w->at++)
        w->line += w->text.p[w->at] == '\n';
}

/* Behind `end`, or at the end of the text. */
static size_t behind(struct bytes t, size_t at, const char *end)
{
    while (at < t.n && !starts_with(t, at, end))
        at++;
    return MIN(t.n, at + strlen(end));
}

/* What is no text of tags: where it begins and ends. */
#define COMMENT        "<!--"
#define COMMENT_END    "-->"
#define CHARACTERS     "<![CDATA["
#define CHARACTERS_END "]]>"

struct bytes tag_walk_text(struct tag_walk *w)
{
    const struct bytes t = w->text;
    const size_t from = w->at;

    while (w->at < t.n && !is_tag(t, w->at)) {
        if (starts_with(t, w->at, COMMENT))
            skip_to(w, behind(t, w->at, COMMENT_END));
        else if (starts_with(t, w->at, CHARACTERS))
            skip_to(w, behind(t, w->at, CHARACTERS_END));
        else
            skip_to(w, w->at + 1);
    }
    return bytes_of(t.p + from, w->at - from);
}

bool tag_walk_tag(struct tag_walk *w, struct tag *out)
{
    if (w->at == w->text.n)
        return false;
    const size_t from = w->at + 1;
    size_t end = from + (w->text.p[from] == '/');
    const size_t close = behind(w->text, from, ">");

    out->line = w->line;
    while (end < w->text.n &&
           (is_letter(w->text.p[end]) || is_digit(w->text.p[end])))
        end++;
    out->name = bytes_of(w->text.p + from, end - from);
    out->attributes = bytes_of(w->text.p + end, close - end);
    skip_to(w, close);
    out->empty = close - end >= 2 && w->text.p[close - 2] == '/' &&
                 w->text.p[close - 1] == '>';
    return true;
}

bool tag_is(const struct tag *t, const char *name)
{
    return t->name.n == strlen(name) &&
           strncasecmp((const char *)t->name.p, name, t->name.n) == 0;
}

struct bytes tag_trimmed(struct bytes t)
{
    while (t.n > 0 && t.p[0] <= ' ')
        t = bytes_of(t.p + 1, t.n - 1);
    while (t.n > 0 && t.p[t.n - 1] <= ' ')
        t.n--;
    return t;
}

/* `number = "1"`, '1' or 1, behind a blank. */
struct bytes tag_attribute(const struct tag *t, const char *name)
{
    const struct bytes a = t->attributes;
    const size_t n = strlen(name);

    for (size_t i = 1; i + n < a.n; i++) {
        if (a.p[i - 1] > ' ' ||
            strncasecmp((const char *)a.p + i, name, n) != 0)
            continue;
        struct bytes rest = tag_trimmed(bytes_of(a.p + i + n, a.n - i - n));
        if (rest.n < 2 || rest.p[0] != '=')
            continue;
        rest = tag_trimmed(bytes_of(rest.p + 1, rest.n - 1));
        const bool quoted = rest.p[0] == '"' || rest.p[0] == '\'';
        const uint8_t quote = rest.p[0];
        size_t end = quoted;
        while (end < rest.n &&
               (quoted ? rest.p[end] != quote
                       : rest.p[end] > ' ' && rest.p[end] != '>' &&
                             rest.p[end] != '/'))
            end++;
        return tag_trimmed(bytes_of(rest.p + quoted, end - quoted));
    }
    return BYTES_NONE;
}

/* ---- entities ---- */

/* What the entity at the start of `t` stands for, in out; its bytes in *used,
 * 0 when it is none. */
static size_t entity(struct bytes t, uint8_t out[static UTF8_MAX], size_t *used)
{
    static const struct {
        const char *name;
        uint8_t c;
    } named[] = {{"&amp;", '&'},
                 {"&lt;", '<'},
                 {"&gt;", '>'},
                 {"&quot;", '"'},
                 {"&apos;", '\''}};
    uint32_t c = 0;

    *used = 0;
    for (size_t i = 0; i < COUNT_OF(named); i++)
        if (starts_with(t, 0, named[i].name)) {
            *used = strlen(named[i].name);
            out[0] = named[i].c;
            return 1;
        }
    if (!starts_with(t, 0, "&#"))
        return 0;
    const bool hex = t.n > 2 && (t.p[2] | 0x20) == 'x';
    size_t i = hex ? 3 : 2;
    const size_t from = i;
    for (; i < t.n && c < 0x110000; i++) {
        const uint8_t low = t.p[i] | 0x20;
        if (is_digit(t.p[i]))
            c = c * (hex ? 16 : 10) + (t.p[i] - '0');
        else if (hex && low >= 'a' && low <= 'f')
            c = c * 16 + (low - 'a' + 10u);
        else
            break;
    }
    const bool surrogate = c >= 0xD800 && c < 0xE000;
    if (i == from || i == t.n || t.p[i] != ';' || c == 0 || c >= 0x110000 ||
        surrogate)
        return 0;
    *used = i + 1;
    return utf8_put(out, c);
}

/* Takes the CDATA at byte i; returns the byte behind it. */
static size_t take_characters(struct bytes text, size_t i, uint8_t *out,
                              size_t *n)
{
    const size_t end = behind(text, i, CHARACTERS_END);

    i += strlen(CHARACTERS);
    while (i < end && !starts_with(text, i, CHARACTERS_END))
        out[(*n)++] = text.p[i++];
    return end;
}

/* No piece is longer than what stands for it. */
enum st tag_plain(struct bytes text, struct arena *a, struct bytes *out,
                  struct err *e)
{
    *out = text;
    if (text.n == 0 ||
        (!memchr(text.p, '&', text.n) && !memchr(text.p, '<', text.n)))
        return ST_OK;
    uint8_t *const copy = arena_bytes(a, text.n);
    if (!copy)
        return err_set(e, ST_NOMEM, "out of memory");
    size_t n = 0;
    for (size_t i = 0; i < text.n;) {
        uint8_t c[UTF8_MAX];
        size_t used;
        if (starts_with(text, i, COMMENT)) {
            i = behind(text, i, COMMENT_END);
            continue;
        }
        if (starts_with(text, i, CHARACTERS)) {
            i = take_characters(text, i, copy, &n);
            continue;
        }
        const size_t size = entity(bytes_of(text.p + i, text.n - i), c, &used);
        if (used == 0) {
            copy[n++] = text.p[i++];
            continue;
        }
        memcpy(copy + n, c, size);
        n += size;
        i += used;
    }
    *out = bytes_of(copy, n);
    return ST_OK;
}
