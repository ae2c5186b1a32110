/* fields -- the names a query may put in front of a colon. */
#include "query/parse/tree.h"

static const struct {
    const char *name, *means;
} fields[] = {
    {"title", "title"},
    {"headline", "title"},
};

static uint8_t lower(uint8_t c)
{
    return c >= 'A' && c <= 'Z' ? (uint8_t)(c + ('a' - 'A')) : c;
}

static bool same(struct bytes a, const char *name, bool ignore_case)
{
    const struct bytes b = bytes_of_str(name);
    if (a.n != b.n)
        return false;
    for (size_t i = 0; i < a.n; i++) {
        if ((ignore_case ? lower(a.p[i]) : a.p[i]) != b.p[i])
            return false;
    }
    return true;
}

const char *field_from_name(struct bytes name, bool ignore_case)
{
    for (size_t i = 0; i < COUNT_OF(fields); i++) {
        if (same(name, fields[i].name, ignore_case))
            return fields[i].means;
    }
    return NULL;
}

enum { NAME_MAX_BYTES = 16 }; /* longer than any known name by a slip's width */

/* Levenshtein's distance, without regard to case. */
static size_t distance(struct bytes a, struct bytes b)
{
    size_t row[NAME_MAX_BYTES + 1];
    for (size_t j = 0; j <= b.n; j++)
        row[j] = j;
    for (size_t i = 1; i <= a.n; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= b.n; j++) {
            const size_t keep =
                diagonal + (lower(a.p[i - 1]) != lower(b.p[j - 1]));
            diagonal = row[j];
            row[j] = MIN(keep, MIN(row[j], row[j - 1]) + 1);
        }
    }
    return row[b.n];
}

const char *field_nearest(struct bytes name)
{
    enum { SLIPS = 2 };
    const char *nearest = NULL;
    size_t best = SLIPS + 1;
    if (name.n > NAME_MAX_BYTES)
        return NULL;
    for (size_t i = 0; i < COUNT_OF(fields); i++) {
        const size_t d = distance(name, bytes_of_str(fields[i].name));
        if (d < best) {
            best = d;
            nearest = fields[i].name;
        }
    }
    return nearest;
}

const char *field_names(void)
{
    return "title, headline";
}
