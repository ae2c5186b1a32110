#include "query/parse/fields.h"

#include "common/base/compiler.h"
#include "query/parse/letters.h"

/* A zone to come is a line here. */
static const struct field fields[] = {
    {.name = "title", .zone = "title"},
    {.name = "headline", .zone = "title"},
    {.name = "lead", .zone = "lead"},
    {.name = "hlead", .zone = "hlead"},
    {.name = "body", .zone = "body"},
    {.name = "subhead", .zone = "subhead", .ours = true},
    {.name = "dateline", .zone = "dateline", .ours = true},
    {.name = "place", .zone = "place", .ours = true},
    {.name = "agency", .zone = "agency", .ours = true},
    {.name = "quote", .zone = "quote", .ours = true},
    {.name = "said", .zone = "said", .ours = true},
    {.name = "signature", .zone = "signature", .ours = true},
    {.name = "boilerplate", .zone = "boilerplate", .ours = true},
    {.name = "text", .zone = "text", .ours = true},
    {.name = "date", .filter = FILTER_DATE},
    {.name = "source", .filter = FILTER_SOURCE},
    {.name = "length", .filter = FILTER_LENGTH},
    {.name = "lang", .filter = FILTER_LANG},
    {.name = "id", .filter = FILTER_ID},
    {.name = "url", .filter = FILTER_URL},
    {.name = "repeated", .filter = FILTER_REPEATED, .ours = true},
};

const struct field *field_from_name(struct bytes name, bool ignore_case)
{
    for (size_t i = 0; i < COUNT_OF(fields); i++) {
        if (ignore_case ? letters_are(name, fields[i].name)
                        : bytes_equal_str(name, fields[i].name))
            return &fields[i];
    }
    return NULL;
}

const char *field_name(enum filter_field filter)
{
    for (size_t i = 0; i < COUNT_OF(fields); i++) {
        if (!fields[i].zone && fields[i].filter == filter)
            return fields[i].name;
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
                diagonal + (to_lower(a.p[i - 1]) != to_lower(b.p[j - 1]));
            diagonal = row[j];
            row[j] = MIN(keep, MIN(row[j], row[j - 1]) + 1);
        }
    }
    return row[b.n];
}

const char *field_nearest(struct bytes name, bool ours)
{
    enum { SLIPS = 2 };
    const char *nearest = NULL;
    size_t best = SLIPS + 1;
    if (name.n > NAME_MAX_BYTES)
        return NULL;
    for (size_t i = 0; i < COUNT_OF(fields); i++) {
        const struct bytes known = bytes_of_str(fields[i].name);
        const size_t d = distance(name, known);
        if (d < best && d < known.n && (ours || !fields[i].ours)) {
            best = d;
            nearest = fields[i].name;
        }
    }
    return nearest;
}

const char *field_names(bool ours)
{
    return ours ? "title, headline, lead, hlead, body, subhead, dateline, "
                  "place, agency, quote, said, signature, boilerplate, text, "
                  "date, source, length, lang, id, url, repeated"
                : "title, headline, lead, hlead, body, date, source, length, "
                  "lang, id, url";
}
