#include "common/base/compiler.h"
#include "indexer/release/dateline_parts.h"
#include "indexer/release/dateline_words.h"
#include "indexer/release/plain.h"

enum { BRACKET_TOKENS = 14, HOUSE_WORDS = 4 };

static bool is_house(struct bytes name)
{
    struct plain p, word;
    plain_set(&p, name);
    if (plain_is(&p, agencies, COUNT_OF(agencies)) ||
        plain_begins(&p, agencies, COUNT_OF(agencies)))
        return true;
    for (size_t i = 0; i < p.n;) {
        const char *const space = memchr(p.text + i, ' ', p.n - i);
        const size_t to = space ? (size_t)(space - p.text) : p.n;
        plain_set(&word, bytes_of(p.text + i, to - i));
        if (plain_is(&word, agency_words, COUNT_OF(agency_words)) ||
            plain_is(&word, agencies, COUNT_OF(agencies)) ||
            (word.n > 4 && memcmp(word.text + word.n - 4, "wire", 4) == 0))
            return true;
        i = to + 1;
    }
    return false;
}

/* The token that closes what opens at i, or i. */
size_t bracket_close(struct dateline_parts *r, size_t i)
{
    const bool slash = part_at(r, i)->kind == OPENING_SLASH;
    const enum opening_kind want = slash ? OPENING_SLASH : OPENING_CLOSE;
    const bool url = slash && part_at(r, i + 2)->kind == OPENING_COLON;
    for (size_t k = i + 1; k < i + BRACKET_TOKENS; k++) {
        const struct opening_token *const t = part_at(r, k);
        if (t->kind == OPENING_END)
            break;
        if (t->kind == want && k > i + 1 && !(url && t->gap == 0))
            return k;
    }
    return i;
}

static bool has_kind(struct dateline_parts *r, size_t from, size_t to,
                     enum opening_kind kind)
{
    for (size_t i = from; i < to; i++)
        if (part_at(r, i)->kind == kind)
            return true;
    return false;
}

/* Whether tokens [from, to) hold a word, be it one that begins with a number.
 */
static bool has_letter(struct dateline_parts *r, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        const struct opening_token *const t = part_at(r, i);
        const struct bytes text = opening_token_text(r->t, t);
        if (opening_is_word(t) ||
            (t->kind == OPENING_NUMBER && text.p[text.n - 1] > '9'))
            return true;
    }
    return false;
}

/* The (address) behind the [text] of a link. */
static size_t skip_address(struct dateline_parts *r, size_t close)
{
    const uint8_t *const line = r->t->line.p;
    const struct opening_token *const next = part_at(r, close + 1);
    if (line[part_at(r, close)->from] != ']' || next->kind != OPENING_OPEN ||
        next->gap > 0)
        return close + 1;
    for (size_t i = close + 2; part_at(r, i)->kind != OPENING_END; i++)
        if (part_at(r, i)->kind == OPENING_CLOSE)
            return i + 1;
    return close + 1;
}

/* What stands in brackets or between slashes: an agency, a date, a place. */
size_t read_bracket(struct dateline_parts *r, size_t i)
{
    const size_t close = bracket_close(r, i);
    const bool slash = part_at(r, i)->kind == OPENING_SLASH;
    if (close == i)
        return i;
    struct dateline_parts within = *r;
    if (!r->dated && read_date(&within, i + 1) == close) {
        *r = within;
        return close + !slash; /* the second slash may open an agency */
    }
    if (!slash) {
        if (text_range_is_empty(r->d.place) &&
            read_place(&within, i + 1) == close &&
            !text_range_is_empty(within.d.region)) {
            *r = within;
            return close + 1;
        }
    }
    const struct text_range name = part_span(r, i + 1, close);
    if (!text_range_is_empty(r->d.agency)) /* "(Press Release Service)" */
        return skip_address(r, close);
    if (!has_letter(r, i + 1, close) ||
        (!slash && has_kind(r, i + 1, close, OPENING_COLON)))
        return i;
    const bool house =
        is_house(bytes_of(r->t->line.p + name.from, name.to - name.from));
    if (!slash && !house && i > 0 && part_at(r, i)->gap == 0 &&
        opening_is_word(part_at(r, i - 1)))
        return i; /* "LOOM(TM)" */
    r->d.agency = name;
    r->slashes = slash;
    r->house = house;
    return skip_address(r, close);
}

/* A house of news without brackets: "РИА Новости", "PRISM MediaWire". */
size_t read_house(struct dateline_parts *r, size_t i)
{
    size_t n = 0;
    while (n < HOUSE_WORDS) {
        const struct opening_token *const t = part_at(r, i + n);
        if ((t->kind != OPENING_CAPS && t->kind != OPENING_CAP &&
             t->kind != OPENING_UNCASED) ||
            (n > 0 && t->gap != 1))
            break;
        n++;
    }
    const enum opening_kind end = part_at(r, i + n)->kind;
    if (n == 0 ||
        (end != OPENING_DASH && end != OPENING_STOP && end != OPENING_OPEN &&
         end != OPENING_COLON && part_at(r, i)->kind != OPENING_UNCASED))
        return i;
    const struct text_range name = part_span(r, i, i + n);
    if (!is_house(bytes_of(r->t->line.p + name.from, name.to - name.from)))
        return i;
    r->d.agency = name;
    r->house = true;
    return i + n;
}
