#include "query/parse/reserved.h"

static uint8_t lower(uint8_t c)
{
    return c >= 'A' && c <= 'Z' ? (uint8_t)(c + ('a' - 'A')) : c;
}

/* Whether `w` begins with `start`, in any case; then *rest is what follows. */
static bool begins(struct bytes w, const char *start, struct bytes *rest)
{
    size_t n = 0;
    for (; start[n]; n++) {
        if (n == w.n || lower(w.p[n]) != (uint8_t)start[n])
            return false;
    }
    *rest = bytes_of(w.p + n, w.n - n);
    return true;
}

static bool is(struct bytes w, const char *text)
{
    struct bytes rest;
    return begins(w, text, &rest) && rest.n == 0;
}

/* Digits in front of `w`: how many; their value, at most DISTANCE_MAX + 1. */
static size_t digits(struct bytes w, uint32_t *value)
{
    size_t n = 0;
    *value = 0;
    for (; n < w.n && w.p[n] >= '0' && w.p[n] <= '9'; n++)
        *value = MIN(*value * 10 + (w.p[n] - '0'), DISTANCE_MAX + 1u);
    return n;
}

static bool read_unit(struct bytes w, enum ast_unit *unit)
{
    if (is(w, "/s"))
        *unit = UNIT_SENTENCE;
    else if (is(w, "/p"))
        *unit = UNIT_PARAGRAPH;
    else
        return false;
    return true;
}

/* What follows NEAR or PRE: /5, /any, /5/s, /s. */
static bool read_distance(struct bytes w, struct near *near)
{
    struct bytes rest;
    near->distance = NEAR_ANY;
    near->unit = UNIT_TEXT;
    if (read_unit(w, &near->unit) || is(w, "/any"))
        return true;
    if (!begins(w, "/", &rest))
        return false;
    const size_t n = digits(rest, &near->distance);
    const struct bytes unit = bytes_of(rest.p + n, rest.n - n);
    return n && near->distance >= 1 && near->distance <= DISTANCE_MAX &&
           (unit.n == 0 || read_unit(unit, &near->unit));
}

static enum reserved near_word(struct bytes w, struct near *near)
{
    struct bytes rest;
    *near = (struct near){.distance = NEAR_ANY};
    if (read_unit(w, &near->unit))
        return RESERVED_NEAR;
    if (bytes_equal_str(w, "NEAR") || bytes_equal_str(w, "PRE"))
        return RESERVED_BARE;
    near->ordered = begins(w, "pre/", &rest);
    if (!near->ordered && !begins(w, "near/", &rest))
        return RESERVED_NONE;
    rest = bytes_of(rest.p - 1, rest.n + 1);
    return read_distance(rest, near) ? RESERVED_NEAR : RESERVED_BARE;
}

/* w/5, w/s, +s: NEAR or PRE elsewhere, here a word that nobody means. */
static bool is_foreign(struct bytes w)
{
    struct bytes rest;
    uint32_t value;
    return begins(w, "w/", &rest) &&
           (is(rest, "s") || is(rest, "p") ||
            (rest.n > 0 && digits(rest, &value) == rest.n));
}

static enum reserved counting_word(struct bytes w, uint32_t *count)
{
    struct bytes rest;
    if (bytes_equal_str(w, "FIRST"))
        return RESERVED_BARE;
    if (begins(w, "first/", &rest)) {
        const bool good = rest.n > 0 && digits(rest, count) == rest.n &&
                          *count >= 1 && *count <= DISTANCE_MAX;
        return good ? RESERVED_FIRST : RESERVED_BARE;
    }
    if (begins(w, "atleast", &rest) && rest.n > 0 &&
        digits(rest, count) == rest.n)
        return RESERVED_AT_LEAST;
    const size_t n = digits(w, count);
    if (n && is(bytes_of(w.p + n, w.n - n), "of"))
        return RESERVED_QUORUM;
    return RESERVED_NONE;
}

enum reserved reserved_word(struct bytes w, struct near *near, uint32_t *count)
{
    struct near ignored_near;
    uint32_t ignored_count;
    if (bytes_equal_str(w, "AND"))
        return RESERVED_AND;
    if (bytes_equal_str(w, "OR"))
        return RESERVED_OR;
    if (bytes_equal_str(w, "NOT"))
        return RESERVED_NOT;
    const enum reserved kind = near_word(w, near ? near : &ignored_near);
    if (kind != RESERVED_NONE)
        return kind;
    if (is_foreign(w))
        return RESERVED_FOREIGN;
    return counting_word(w, count ? count : &ignored_count);
}
