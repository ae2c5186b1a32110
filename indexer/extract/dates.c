#include "indexer/extract/dates.h"

#include <string.h>

#include "common/base/ascii.h"
#include "common/base/compiler.h"
#include "common/base/date.h"
#include "common/text/month_names.h"

enum {
    TOKENS_MAX = 128, /* a name or line of more is looked at up to there */
    VALUE_MAX = 200,  /* bytes of a value that can be a date             */
    HEADER_MAX = 80,
    FEW_WORDS = 4,
    YEAR_MIN = 1800,
    YEAR_MAX = 2199,
};

/* ---- words and numbers of a line ---- */

struct piece {
    const uint8_t *p;
    size_t n;
    bool number;
    uint32_t value; /* of a number of at most 8 digits, else 0 */
};

struct pieces {
    struct piece v[TOKENS_MAX];
    size_t n;
};

static bool is_nbsp(const uint8_t *p, const uint8_t *end)
{
    return end - p >= 2 && p[0] == 0xc2 && p[1] == 0xa0;
}

static const uint8_t *piece_end(const uint8_t *p, const uint8_t *end,
                                bool number)
{
    while (p < end && (number ? is_digit(*p) : is_letter_byte(*p)) &&
           !is_nbsp(p, end))
        p++;
    return p;
}

static void split(struct bytes text, struct pieces *out)
{
    out->n = 0;
    if (text.n == 0)
        return;
    const uint8_t *p = text.p, *const end = text.p + text.n;
    while (p < end && out->n < TOKENS_MAX) {
        const bool number = is_digit(*p);
        if (is_nbsp(p, end)) {
            p += 2;
            continue;
        }
        if (!number && !is_letter_byte(*p)) {
            p++;
            continue;
        }
        struct piece *const t = &out->v[out->n++];
        *t = (struct piece){.p = p, .number = number};
        p = piece_end(p, end, number);
        t->n = (size_t)(p - t->p);
        for (size_t i = 0; number && t->n <= 8 && i < t->n; i++)
            t->value = t->value * 10 + t->p[i] - '0';
    }
}

static bool piece_is(const struct piece *t, const char *list)
{
    char word[NAME_ROOM];
    return !t->number && name_lower(bytes_of(t->p, t->n), word) &&
           name_is_one_of(word, list);
}

/* ---- dates ---- */

/* 1..12, or 0. */
static int month_of(const struct piece *t)
{
    return t->number ? 0 : month_from_name(bytes_of(t->p, t->n));
}

static bool is_small(const struct piece *t)
{
    return t->number && t->n <= 2;
}

static bool is_year(const struct piece *t)
{
    return t->number && t->n == 4;
}

/* True when at most three bytes, all of them in `allowed`, stand between the
 * pieces. */
static bool is_joined(const struct piece *a, const struct piece *b,
                      const char *allowed)
{
    const uint8_t *p = a->p + a->n;
    if (b->p - p > 3)
        return false;
    while (p < b->p && *p && strchr(allowed, *p))
        p++;
    return p == b->p || is_nbsp(p, b->p);
}

/* The place of the next part of a date in words: past "th", "of", "de". */
static size_t next_part(const struct pieces *s, size_t i)
{
    static const char between[] = " .,-_/\t";
    for (int fillers = 0; ++i < s->n; fillers++) {
        if (!is_joined(&s->v[i - 1], &s->v[i], between))
            return s->n;
        if (fillers == 2 || !piece_is(&s->v[i], "st nd rd th er of de del"))
            return i;
    }
    return s->n;
}

/* 28 May, May 28. Returns the place of its last piece, or 0. */
static size_t day_and_month(const struct pieces *s, size_t i, struct civil *c)
{
    const size_t j = next_part(s, i);
    if (j >= s->n)
        return 0;
    const bool day_first = is_small(&s->v[i]);
    const struct piece *const day = &s->v[day_first ? i : j];
    if (!is_small(day) || !(c->month = month_of(&s->v[day_first ? j : i])))
        return 0;
    c->day = (int)day->value;
    return j;
}

/* 28 May 2019, May 28, 2019. Returns the place behind it, or 0. */
static size_t date_in_words(const struct pieces *s, size_t i, struct civil *c)
{
    const size_t j = next_part(s, i);
    const size_t k = j < s->n ? next_part(s, j) : s->n;
    if (k >= s->n || !is_year(&s->v[k]) || !day_and_month(s, i, c))
        return 0;
    c->year = (int32_t)s->v[k].value;
    return k + 1;
}

/* 2019-05-28, 28.05.2019. */
static size_t date_in_figures(const struct pieces *s, size_t i, struct civil *c)
{
    const struct piece *const a = &s->v[i];
    if (i + 2 >= s->n || !a[0].number || !is_small(&a[1]) || !a[2].number)
        return 0;
    const char between[2] = {(char)a[0].p[a[0].n], '\0'};
    if (a[1].p != a[0].p + a[0].n + 1 || a[2].p != a[1].p + a[1].n + 1 ||
        a[1].p[a[1].n] != (uint8_t)between[0])
        return 0;
    c->month = (int)a[1].value;
    if (is_year(&a[0]) && is_small(&a[2]) && between[0] &&
        strchr("-./_", between[0])) {
        c->year = (int32_t)a[0].value;
        c->day = (int)a[2].value;
        return i + 3;
    }
    if (is_small(&a[0]) && is_year(&a[2]) && between[0] == '.') {
        c->day = (int)a[0].value;
        c->year = (int32_t)a[2].value;
        return i + 3;
    }
    return 0;
}

static bool begins_with(const struct piece *t, const char *word)
{
    const size_t n = strlen(word);
    return t->n >= n && memcmp(t->p, word, n) == 0;
}

/* 5月28日. */
static bool is_chinese_day(const struct pieces *s, size_t i, struct civil *c)
{
    const struct piece *const a = &s->v[i];
    if (i + 3 >= s->n || !is_small(&a[0]) || !begins_with(&a[1], "月") ||
        !is_small(&a[2]) || !begins_with(&a[3], "日"))
        return false;
    c->month = (int)a[0].value;
    c->day = (int)a[2].value;
    return true;
}

/* 2019年5月28日, with or without spaces. */
static size_t date_in_chinese(const struct pieces *s, size_t i, struct civil *c)
{
    const struct piece *const a = &s->v[i];
    if (i + 5 >= s->n || !is_year(&a[0]) || !begins_with(&a[1], "年") ||
        !is_chinese_day(s, i + 2, c))
        return 0;
    c->year = (int32_t)a[0].value;
    return i + 6;
}

static size_t date_in_one(const struct pieces *s, size_t i, struct civil *c)
{
    const struct piece *const t = &s->v[i];
    if (!t->number || t->n != 8)
        return 0;
    *c = (struct civil){(int32_t)(t->value / 10000),
                        (int)(t->value / 100 % 100), (int)(t->value % 100)};
    return i + 1;
}

/* A date and the pieces it is made of. */
struct place {
    size_t from, to; /* pieces [from, to) */
    int32_t days;
};

static bool find(const struct pieces *s, bool one, struct place *out)
{
    for (size_t i = 0; i < s->n; i++) {
        struct civil c;
        size_t to = date_in_figures(s, i, &c);
        if (!to)
            to = date_in_words(s, i, &c);
        if (!to)
            to = date_in_chinese(s, i, &c);
        if (!to && one)
            to = date_in_one(s, i, &c);
        if (to && c.year >= YEAR_MIN && c.year <= YEAR_MAX &&
            date_from_civil(c, &out->days)) {
            out->from = i;
            out->to = to;
            return true;
        }
    }
    return false;
}

static void give(const struct pieces *s, const struct place *at,
                 struct found_date *out)
{
    const struct piece *const last = &s->v[at->to - 1];
    const uint8_t *const p = s->v[at->from].p;
    out->days = at->days;
    out->text = bytes_of(p, (size_t)(last->p + last->n - p));
}

static bool find_in(struct bytes text, struct found_date *out)
{
    struct pieces s;
    struct place at;
    split(text, &s);
    if (!find(&s, true, &at))
        return false;
    give(&s, &at, out);
    return true;
}

bool date_in_value(struct bytes value, struct found_date *out)
{
    return value.n <= VALUE_MAX && find_in(value, out);
}

bool date_in_number(struct bytes number, struct found_date *out)
{
    enum { SECONDS_PER_DAY = 86400 };
    uint64_t v = 0;
    size_t n = 0;

    while (n < number.n && n < 15 && is_digit(number.p[n]))
        v = v * 10 + number.p[n++] - '0';
    if (n < number.n && number.p[n] != '.')
        return false; /* negative, huge, or with an exponent */
    if (n == 8)
        return find_in(bytes_of(number.p, n), out);
    if (n >= 12 && n <= 13)
        v /= 1000;
    else if (n < 9 || n > 10)
        return false;
    *out = (struct found_date){(int32_t)(v / SECONDS_PER_DAY), number};
    return true;
}

bool date_in_name(struct bytes name, struct found_date *out)
{
    const uint8_t *const slash = name.n ? memrchr(name.p, '/', name.n) : NULL;
    if (slash) {
        const size_t folders = (size_t)(slash + 1 - name.p);
        if (find_in(bytes_of(slash + 1, name.n - folders), out))
            return true;
    }
    return find_in(name, out);
}

bool date_at_start(struct bytes text, struct written_date *out)
{
    enum { DATE_MAX = 48, DAY_SIZE = 3 /* bytes of 日 */ };
    struct pieces s;
    struct civil *const c = &out->civil;
    int32_t days;
    bool chinese = false;
    size_t to;

    split(bytes_of(text.p, MIN(text.n, DATE_MAX)), &s);
    if (s.n == 0 || s.v[0].p != text.p)
        return false;
    *c = (struct civil){0, 0, 0};
    if (!(to = date_in_figures(&s, 0, c)) && !(to = date_in_words(&s, 0, c))) {
        if ((to = date_in_chinese(&s, 0, c)))
            chinese = true;
        else if (is_chinese_day(&s, 0, c) && (to = 4))
            chinese = true;
        else if ((to = day_and_month(&s, 0, c)))
            to++;
    }
    const bool year = c->year != 0;
    if (!to || (year && (c->year < YEAR_MIN || c->year > YEAR_MAX)) ||
        !date_from_civil(
            (struct civil){year ? c->year : 2000, c->month, c->day}, &days))
        return false;
    const struct piece *const last = &s.v[to - 1];
    out->days = year ? days : DATE_NONE;
    out->size = (size_t)(last->p - text.p) + (chinese ? DAY_SIZE : last->n);
    return true;
}

/* ---- lines ---- */

bool date_in_header(struct bytes line, struct found_date *out)
{
    struct pieces s;
    struct place at;

    if (line.n > HEADER_MAX)
        return false;
    split(line, &s);
    if (!find(&s, false, &at))
        return false;
    size_t words = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (i >= at.from && i < at.to)
            continue;
        if (piece_is(&s.v[i], "today"))
            return false;
        words += !s.v[i].number;
    }
    if (words > FEW_WORDS)
        return false;
    give(&s, &at, out);
    return true;
}
