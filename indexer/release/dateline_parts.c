#include "indexer/release/dateline_parts.h"

#include "common/base/compiler.h"
#include "common/base/date.h"
#include "indexer/extract/dates.h"
#include "indexer/release/dateline_words.h"
#include "indexer/release/plain.h"

enum {
    PLACE_WORDS = 5,
    REGION_WORDS = 3,
    TIME_TOKENS = 8,
};

bool part_is_one_of(struct dateline_parts *r, const struct opening_token *token,
                    const char *const *list, size_t n)
{
    struct plain p;
    if (token->to - token->from > 40)
        return false;
    plain_set(&p, opening_token_text(r->t, token));
    return plain_is(&p, list, n) != NULL;
}

/* ---- regions ---- */

/* CA, DC, and D C where its stops were lost. Tokens it takes, or 0. */
size_t region_code(struct dateline_parts *r, size_t i)
{
    const struct opening_token *const a = part_at(r, i), *const b =
                                                             part_at(r, i + 1);
    if (a->kind != OPENING_CAPS)
        return 0;
    const struct bytes text = opening_token_text(r->t, a);
    for (size_t k = 0; text.n <= 3 && k < COUNT_OF(region_codes); k++)
        if (text.p[0] == (uint8_t)region_codes[k][0] &&
            bytes_equal_str(text, region_codes[k]))
            return 1;
    if (text.n == 1 && text.p[0] == 'D' && b->kind == OPENING_CAPS &&
        b->gap == 1 && bytes_equal_str(opening_token_text(r->t, b), "C"))
        return 2;
    return text.n == 4 && memcmp(text.p, "D.C.", 4) == 0;
}

/* The region whose words begin at i; *known when it is of the tables. */
static size_t region_words(struct dateline_parts *r, size_t i, bool *known)
{
    size_t n = 0;
    *known = false;
    if ((n = region_code(r, i))) {
        *known = true;
        return n;
    }
    while (n < REGION_WORDS) {
        const struct opening_token *const t = part_at(r, i + n);
        if ((t->kind != OPENING_CAPS && t->kind != OPENING_CAP) ||
            (n > 0 && t->gap != 1))
            break;
        n++;
    }
    for (size_t k = n; k > 0; k--) {
        const struct text_range s = part_span(r, i, i + k);
        struct plain p;
        plain_set(&p, bytes_of(r->t->line.p + s.from, s.to - s.from));
        if (plain_is(&p, region_names, COUNT_OF(region_names))) {
            *known = true;
            return k;
        }
    }
    return n;
}

/* ---- dates ---- */

static bool is_lone_number(const struct opening_token *t)
{
    return t->kind == OPENING_NUMBER;
}

/* Whether a number stands where the word at i can be the weekday, the
 * preposition or the month of a date: cheaper to see than what the word is. */
static bool is_near_number(struct dateline_parts *r, size_t i)
{
    i++;
    i += part_at(r, i)->kind == OPENING_STOP;
    i += part_at(r, i)->kind == OPENING_COMMA;
    if (is_lone_number(part_at(r, i)))
        return true;
    if (!opening_is_word(part_at(r, i)))
        return false;
    const enum opening_kind mark = part_at(r, i + 1)->kind;
    i += mark == OPENING_STOP || mark == OPENING_COMMA;
    return is_lone_number(part_at(r, i + 1));
}

/* The token where a date begins whose first words may stand at i, or i. */
static size_t skip_before_date(struct dateline_parts *r, size_t i)
{
    const struct opening_token *t = part_at(r, i);
    if (opening_is_word(t) && PART_IS_ONE_OF(r, t, weekdays)) {
        i++;
        i += part_at(r, i)->kind == OPENING_STOP;
        i += part_at(r, i)->kind == OPENING_COMMA;
        t = part_at(r, i);
    }
    if ((t->kind == OPENING_LOWER || t->kind == OPENING_UNCASED) &&
        is_lone_number(part_at(r, i + 1)) && PART_IS_ONE_OF(r, t, before_date))
        i++;
    return i;
}

/* The time behind a date: "@ 3:22 PM America/New_York", "10:50". */
static size_t skip_time(struct dateline_parts *r, size_t i)
{
    const size_t from = i;
    const struct opening_token *t = part_at(r, i);
    i += t->kind == OPENING_OTHER || t->kind == OPENING_COMMA;
    i += part_at(r, i)->kind == OPENING_LOWER; /* at, um, à, в */
    if (!is_lone_number(part_at(r, i)) ||
        part_at(r, i + 1)->kind != OPENING_COLON ||
        !is_lone_number(part_at(r, i + 2)))
        return from;
    i += 3;
    for (size_t n = 0; n < TIME_TOKENS; n++, i++) {
        t = part_at(r, i);
        const bool zone = t->kind == OPENING_CAPS || t->kind == OPENING_CAP ||
                          (t->kind == OPENING_SLASH && t->gap == 0) ||
                          (t->kind == OPENING_DASH && t->gap == 0);
        if (!zone || t->gap > 1 || (n == 0 && t->gap == 0))
            break;
    }
    return i;
}

/* 28th, 1er. */
static bool is_ordinal(struct dateline_parts *r, const struct opening_token *t)
{
    const struct bytes text = opening_token_text(r->t, t);
    size_t digits = 0;
    while (digits < text.n && text.p[digits] <= '9')
        digits++;
    return digits <= 2 && text.n <= digits + 2;
}

/* The date at i. Returns the token behind it, or i. */
size_t read_date(struct dateline_parts *r, size_t i)
{
    struct written_date d;
    const size_t from = i;
    if (!is_lone_number(part_at(r, i)) &&
        !(opening_is_word(part_at(r, i)) && is_near_number(r, i)))
        return from;
    i = skip_before_date(r, i);
    const struct opening_token *const t = part_at(r, i);
    const enum opening_kind mark = part_at(r, i + 1)->kind;
    const size_t next = i + 1 + (mark == OPENING_STOP || mark == OPENING_COMMA);
    if (!is_lone_number(t) &&
        !(opening_is_word(t) && is_lone_number(part_at(r, next))))
        return from;
    const struct bytes line = r->t->line;
    if (!date_at_start(bytes_of(line.p + t->from, line.n - t->from), &d))
        return from;
    const uint32_t to = t->from + (uint32_t)d.size;
    while (part_at(r, i)->kind != OPENING_END && part_at(r, i)->from < to)
        i++;
    if (part_at(r, i - 1)->to > to &&
        part_at(r, i - 1)->kind == OPENING_NUMBER &&
        !is_ordinal(r, part_at(r, i - 1)))
        return from; /* "2006Contact" */
    if (opening_is_word(part_at(r, i)) &&
        PART_IS_ONE_OF(r, part_at(r, i), behind_date)) {
        i++;
        i += part_at(r, i)->kind == OPENING_STOP && part_at(r, i)->gap == 0 &&
             part_at(r, i + 1)->kind != OPENING_END;
    }
    if (!r->dated || (d.days != DATE_NONE && !r->year))
        r->d.date = d.days;
    if (!r->dated)
        r->place_first = !text_range_is_empty(r->d.place);
    r->dated = true;
    r->year |= d.civil.year != 0;
    return skip_time(r, i);
}

/* ---- places ---- */

/* Whether the word at i goes on with a place of the letters `kind`. */
static bool goes_on(struct dateline_parts *r, size_t i, enum opening_kind kind)
{
    const struct opening_token *const t = part_at(r, i), *const next =
                                                             part_at(r, i + 1);
    if (t->gap != 1)
        return false;
    if (kind == OPENING_UNCASED)
        return t->kind == kind && !PART_IS_ONE_OF(r, t, before_date);
    if (t->kind == OPENING_CAPS)
        return kind == OPENING_CAPS || t->to - t->from <= 3;
    if (t->kind == OPENING_CAP)
        return kind == OPENING_CAP;
    return t->kind == OPENING_LOWER && next->gap == 1 &&
           (next->kind == kind || next->kind == OPENING_LOWER) &&
           PART_IS_ONE_OF(r, t, particles);
}

/* The words of one place from i. */
static size_t place_words(struct dateline_parts *r, size_t i)
{
    const enum opening_kind kind = part_at(r, i)->kind;
    size_t n = 0;
    if (kind == OPENING_LOWER || !opening_is_word(part_at(r, i)))
        return 0;
    do
        n++;
    while (n <= PLACE_WORDS && goes_on(r, i + n, kind) &&
           read_date(&(struct dateline_parts){.t = r->t}, i + n) == i + n);
    return n;
}

/* A code right behind the place, "Boonsville MD", or where punctuation was lost
 * any region known, two spaces behind it. */
static bool is_unmarked_region(struct dateline_parts *r, size_t i)
{
    const struct opening_token *const t = part_at(r, i);
    bool known = false;
    if (t->gap == 1 || (r->lost && t->gap == COMMA_GAP))
        known = region_code(r, i) > 0;
    if (known || !r->lost || t->gap != COMMA_GAP)
        return known;
    const struct bytes first = opening_token_text(r->t, t);
    if (bytes_equal_str(first, "U") || bytes_equal_str(first, "United"))
        return false; /* "U S  Senator": a sentence begins */
    const size_t n = region_words(r, i, &known);
    return known && part_at(r, i + n)->gap >= COMMA_GAP;
}

/* ", Ill.", ", Germany", " CA" behind the place; returns the token behind. */
static size_t read_regions(struct dateline_parts *r, size_t i)
{
    for (int k = 0; k < 2; k++) {
        const struct opening_token *const t = part_at(r, i);
        size_t from = i;
        bool known;
        if (t->kind == OPENING_COMMA ||
            (t->kind == OPENING_STOP && r->caps && k == 0 &&
             part_at(r, i + 1)->kind == OPENING_CAPS))
            from = i + 1;
        else if (!is_unmarked_region(r, i))
            break;
        struct dateline_parts tried = {.t = r->t};
        if (read_date(&tried, from) != from)
            break;
        const size_t n = region_words(r, from, &known);
        if (n == 0 ||
            (t->kind == OPENING_STOP && read_house(&tried, from) != from))
            break;
        const struct text_range s = part_span(r, from, from + n);
        if (text_range_is_empty(r->d.region))
            r->d.region = s;
        r->d.region.to = s.to;
        r->region_known |= known;
        i = from + n;
    }
    return i;
}

/* Parts a code from the end of a run of capitals: "WASHINGTON DC". */
static size_t part_code(struct dateline_parts *r, size_t i, size_t n)
{
    for (size_t k = MIN(n, 2); n > 1 && k > 0; k--)
        if (n > k && region_code(r, i + n - k) == k)
            return n - k;
    return n;
}

/* A name of initials alone, "U S", is no place. */
static bool has_long_word(struct dateline_parts *r, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        if (part_at(r, i)->to - part_at(r, i)->from > 2)
            return true;
    return false;
}

/* "The President", not The Hague. */
static bool is_the(struct dateline_parts *r, size_t i)
{
    const struct bytes the = opening_token_text(r->t, part_at(r, i));
    const struct bytes next = opening_token_text(r->t, part_at(r, i + 1));
    return bytes_equal_str(the, "The") && !bytes_equal_str(next, "Hague");
}

bool begins_weakly(struct dateline_parts *r)
{
    return has_place(r) &&
           (is_the(r, r->first_word) ||
            PART_IS_ONE_OF(r, part_at(r, r->first_word), not_places));
}

size_t read_place(struct dateline_parts *r, size_t i)
{
    size_t n = place_words(r, i);
    const struct opening_token *const first = part_at(r, i);
    if (n == 0 || n > PLACE_WORDS)
        return i;
    n = part_code(r, i, n);
    if (first->kind != OPENING_UNCASED && !has_long_word(r, i, i + n))
        return i;
    r->d.place = part_span(r, i, i + n);
    r->place_words = (unsigned)n;
    r->caps = first->kind == OPENING_CAPS && first->to - first->from > 1;
    r->uncased = first->kind == OPENING_UNCASED;
    r->first_word = i;
    const size_t behind = read_regions(r, i + n);
    /* HONG KONG / PARIS: no slash closes behind the second. */
    if (part_at(r, behind)->kind != OPENING_SLASH)
        return behind;
    const size_t more = place_words(r, behind + 1);
    if (more > 0 && more < 4 && bracket_close(r, behind) == behind &&
        read_date(&(struct dateline_parts){.t = r->t}, behind + 1) ==
            behind + 1) {
        r->d.place.to = part_at(r, behind + more)->to;
        return read_regions(r, behind + 1 + more);
    }
    return behind;
}
