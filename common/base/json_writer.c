#include "common/base/json_writer.h"

#include <assert.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "common/base/utf8.h"

struct json_writer jw_of(struct buf *out)
{
    return (struct json_writer){.out = out, .first = true};
}

static inline bool in_object(const struct json_writer *w)
{
    return w->depth > 0 && (w->objects >> (w->depth - 1) & 1);
}

/* Whatever separates the value that comes from what stands before it. */
static void before_value(struct json_writer *w)
{
    assert(!w->done && "the text already holds its value");
    assert(in_object(w) == w->keyed && "a member needs a key, and only it");
    if (!w->keyed && !w->first)
        buf_append_byte(w->out, ',');
    w->keyed = false;
}

static void after_value(struct json_writer *w)
{
    w->first = false;
    w->done = w->depth == 0;
}

static void open_level(struct json_writer *w, bool object, uint8_t bracket)
{
    assert(w->depth < JW_MAX_DEPTH);
    before_value(w);
    const uint32_t bit = UINT32_C(1) << w->depth;
    w->objects = object ? w->objects | bit : w->objects & ~bit;
    w->depth++;
    w->first = true;
    buf_append_byte(w->out, bracket);
}

static void close_level(struct json_writer *w, bool object, uint8_t bracket)
{
    assert(w->depth > 0 && in_object(w) == object && !w->keyed);
    (void)object;
    w->depth--;
    buf_append_byte(w->out, bracket);
    after_value(w);
}

void jw_open_object(struct json_writer *w)
{
    open_level(w, true, '{');
}

void jw_close_object(struct json_writer *w)
{
    close_level(w, true, '}');
}

void jw_open_array(struct json_writer *w)
{
    open_level(w, false, '[');
}

void jw_close_array(struct json_writer *w)
{
    close_level(w, false, ']');
}

/* \uXXXX, in two halves above the first plane. */
static void escape_unit(struct buf *out, uint32_t c)
{
    if (c < 0x10000)
        buf_printf(out, "\\u%04x", (unsigned)c);
    else
        buf_printf(out, "\\u%04x\\u%04x", 0xD7C0 + (unsigned)(c >> 10),
                   0xDC00 + (unsigned)(c & 0x3FF));
}

static void append_escaped(struct buf *out, struct utf8_char c,
                           const uint8_t *raw)
{
    static const char named[] = "\"\\\b\f\n\r\t";
    static const char names[] = "\"\\bfnrt";
    const char *const special =
        c.c > 0 && c.c < 0x80 ? strchr(named, (int)c.c) : NULL;
    if (special) {
        buf_append_byte(out, '\\');
        buf_append_byte(out, (uint8_t)names[special - named]);
    } else if (c.c == UTF8_INVALID) {
        uint8_t replacement[UTF8_MAX];
        buf_append(out, replacement, utf8_put(replacement, UTF8_REPLACEMENT));
    } else if (c.c < 0x20 || (c.c >= 0x7F && c.c < 0xA0) ||
               utf8_is_hidden(c.c)) {
        escape_unit(out, c.c);
    } else {
        buf_append(out, raw, c.size);
    }
}

static void append_quoted(struct buf *out, struct bytes text)
{
    buf_append_byte(out, '"');
    for (size_t at = 0; at < text.n;) {
        const struct utf8_char c = utf8_at(text, at);
        append_escaped(out, c, text.p + at);
        at += c.size;
    }
    buf_append_byte(out, '"');
}

void jw_key(struct json_writer *w, const char *name)
{
    assert(in_object(w) && !w->keyed);
    if (!w->first)
        buf_append_byte(w->out, ',');
    append_quoted(w->out, bytes_of_str(name));
    buf_append_byte(w->out, ':');
    w->keyed = true;
}

void jw_string(struct json_writer *w, struct bytes text)
{
    before_value(w);
    append_quoted(w->out, text);
    after_value(w);
}

void jw_str(struct json_writer *w, const char *text)
{
    jw_string(w, bytes_of_str(text));
}

void jw_int(struct json_writer *w, int64_t v)
{
    before_value(w);
    buf_printf(w->out, "%" PRId64, v);
    after_value(w);
}

void jw_uint(struct json_writer *w, uint64_t v)
{
    before_value(w);
    buf_printf(w->out, "%" PRIu64, v);
    after_value(w);
}

void jw_double(struct json_writer *w, double v)
{
    enum {
        ENOUGH = 17,
        ROOM = 32
    }; /* digits that tell any two doubles apart */
    char text[ROOM];
    if (!isfinite(v)) {
        jw_null(w);
        return;
    }
    for (int digits = 1; digits <= ENOUGH; digits++) {
        snprintf(text, sizeof(text), "%.*g", digits, v);
        if (strtod(text, NULL) == v)
            break;
    }
    before_value(w);
    for (const char *p = text; *p; p++) {
        /* Whatever the locale has between units and tenths. */
        const bool plain = strchr("0123456789+-e", *p) != NULL;
        buf_append_byte(w->out, plain ? (uint8_t)*p : '.');
    }
    after_value(w);
}

void jw_bool(struct json_writer *w, bool v)
{
    before_value(w);
    buf_append_str(w->out, v ? "true" : "false");
    after_value(w);
}

void jw_null(struct json_writer *w)
{
    before_value(w);
    buf_append_str(w->out, "null");
    after_value(w);
}

void jw_member_string(struct json_writer *w, const char *name,
                      struct bytes text)
{
    jw_key(w, name);
    jw_string(w, text);
}

void jw_member_str(struct json_writer *w, const char *name, const char *text)
{
    jw_key(w, name);
    jw_str(w, text);
}

void jw_member_int(struct json_writer *w, const char *name, int64_t v)
{
    jw_key(w, name);
    jw_int(w, v);
}

void jw_member_uint(struct json_writer *w, const char *name, uint64_t v)
{
    jw_key(w, name);
    jw_uint(w, v);
}

void jw_member_double(struct json_writer *w, const char *name, double v)
{
    jw_key(w, name);
    jw_double(w, v);
}

void jw_member_bool(struct json_writer *w, const char *name, bool v)
{
    jw_key(w, name);
    jw_bool(w, v);
}
