#include "tests/oracle/oracle_filter.h"

#include <ctype.h>
#include <string.h>

/* Behind the character that `text` begins with. */
static const char *next_of(const char *text)
{
    do
        text++;
    while (((unsigned char)*text & 0xc0) == 0x80);
    return text;
}

/* The letter that `text` begins with, without its case and accent; else its
 * first byte. */
static int letter_of(const char *text)
{
    /* U+00C0 to U+00FF; those with a dot stay as they are. */
    static const char LETTERS[] = "aaaaaa.ceeeeiiii.nooooo.ouuuuy.."
                                  "aaaaaa.ceeeeiiii.nooooo.ouuuuy.y";
    const unsigned char *const s = (const unsigned char *)text;

    if (s[0] == 0xc3 && LETTERS[s[1] - 0x80] != '.')
        return LETTERS[s[1] - 0x80];
    return s[0] < 0x80 ? tolower(s[0]) : s[0];
}

/* Patterns of names are ASCII, so that a letter of the text is one of theirs or
 * none. */
static bool fits(const char *pattern, const char *text, bool any_case)
{
    if (*pattern == '*')
        return fits(pattern + 1, text, any_case) ||
               (*text && fits(pattern, next_of(text), any_case));
    if (*text == '\0' || *pattern == '\0')
        return *text == *pattern;
    if (*pattern == '?')
        return fits(pattern + 1, next_of(text), any_case);
    if (any_case)
        return letter_of(pattern) == letter_of(text) &&
               fits(next_of(pattern), next_of(text), any_case);
    return *pattern == *text && fits(pattern + 1, text + 1, any_case);
}

bool oracle_filter_passes(const struct oracle_filter *f,
                          const struct oracle_doc *d)
{
    switch (f->field) {
    case ORACLE_DATE:
        if (f->undated)
            return !d->date[0];
        return d->date[0] && (!f->from[0] || strcmp(f->from, d->date) <= 0) &&
               (!f->to[0] || strcmp(d->date, f->to) <= 0);
    case ORACLE_LENGTH:
        return d->length >= f->least && d->length <= f->most;
    case ORACLE_SOURCE:
        return fits(f->name, d->source, true);
    case ORACLE_ID:
        break;
    }
    return fits(f->name, d->id, false);
}
