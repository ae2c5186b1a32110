#include "query/parse/reserved.h"

#include "query/parse/letters.h"

static bool read_unit(struct bytes w, enum ast_unit *unit)
{
    if (letters_are(w, "/s"))
        *unit = UNIT_SENTENCE;
    else if (letters_are(w, "/p"))
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
    if (read_unit(w, &near->unit) || letters_are(w, "/any"))
        return true;
    if (!letters_begin(w, "/", &rest))
        return false;
    const size_t n = letters_number(rest, DISTANCE_MAX, &near->distance);
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
    near->ordered = letters_begin(w, "pre/", &rest);
    if (!near->ordered && !letters_begin(w, "near/", &rest))
        return RESERVED_NONE;
    rest = bytes_of(rest.p - 1, rest.n + 1);
    return read_distance(rest, near) ? RESERVED_NEAR : RESERVED_BARE;
}

/* w/5, w/s, +s: NEAR or PRE elsewhere, here a word that nobody means. */
static bool is_foreign(struct bytes w)
{
    struct bytes rest;
    uint32_t value;
    return letters_begin(w, "w/", &rest) &&
           (letters_are(rest, "s") || letters_are(rest, "p") ||
            (rest.n > 0 &&
             letters_number(rest, DISTANCE_MAX, &value) == rest.n));
}

static enum reserved counting_word(struct bytes w, uint32_t *count)
{
    struct bytes rest;
    if (bytes_equal_str(w, "FIRST"))
        return RESERVED_BARE;
    if (letters_begin(w, "first/", &rest)) {
        const bool good = rest.n > 0 &&
                          letters_number(rest, DISTANCE_MAX, count) == rest.n &&
                          *count >= 1 && *count <= DISTANCE_MAX;
        return good ? RESERVED_FIRST : RESERVED_BARE;
    }
    if (letters_begin(w, "atleast", &rest) && rest.n > 0 &&
        letters_number(rest, DISTANCE_MAX, count) == rest.n)
        return RESERVED_AT_LEAST;
    const size_t n = letters_number(w, DISTANCE_MAX, count);
    if (n && letters_are(bytes_of(w.p + n, w.n - n), "of"))
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
