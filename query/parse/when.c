#include "query/parse/when.h"

#include <stdbool.h>
#include <string.h>

#include "common/base/ascii.h"
#include "common/base/compiler.h"
#include "common/base/date.h"
#include "common/text/month_names.h"

enum {
    PARTS_MAX = 4,     /* "28th May 2019" has four: "th" is one     */
    BETWEEN_MAX = 2,   /* bytes between two parts: "May 28, 2019"   */
    TEXT_MAX = 64,     /* bytes of a text that can be a day         */
    DIGITS_MAX = 8,    /* 20190528                                  */
    COUNT_MAX = 36500, /* of last-N-days                            */
};

#define FORMS "2019, 2019-05, 2019-05-28, \"28 May 2019\" or last-30-days"

/* ---- a text as numbers and words ---- */

struct part {
    struct bytes text;
    bool number;
    uint32_t value; /* of a number                                  */
    char before;    /* what parts it from the one before, a space only
                       where there is nothing else; 0: nothing at all */
};

struct parts {
    struct part v[PARTS_MAX];
    size_t n;
    struct bytes text;
};

static bool is_blank(uint8_t c)
{
    return c == ' ' || c == '\t';
}

static struct bytes trim(struct bytes t)
{
    while (t.n > 0 && is_blank(t.p[0]))
        t = bytes_of(t.p + 1, t.n - 1);
    while (t.n > 0 && is_blank(t.p[t.n - 1]))
        t.n--;
    return t;
}

/* Passes what stands between two parts. False when nothing may. */
static bool pass_between(struct bytes text, size_t *i, char *between)
{
    const size_t from = *i;
    *between = 0;
    while (*i < text.n && !is_digit(text.p[*i]) &&
           !is_letter_byte(text.p[*i])) {
        const char c = is_blank(text.p[*i]) ? ' ' : (char)text.p[*i];
        if (!c || !strchr(" ,-./_", c))
            return false;
        if (c != ' ' && *between && *between != ' ')
            return false;
        if (c != ' ' || !*between)
            *between = c;
        ++*i;
    }
    return *i - from <= BETWEEN_MAX;
}

/* False when there is something else in it, or too much. */
static bool split(struct bytes text, struct parts *out)
{
    *out = (struct parts){.text = text};
    for (size_t i = 0; i < text.n;) {
        char before;
        if (!pass_between(text, &i, &before) || i == text.n ||
            out->n == PARTS_MAX || (out->n == 0 && before))
            return false;
        struct part *const p = &out->v[out->n++];
        *p = (struct part){.number = is_digit(text.p[i]), .before = before};
        const size_t from = i;
        for (; i < text.n &&
               (p->number ? is_digit(text.p[i]) : is_letter_byte(text.p[i]));
             i++) {
            if (p->number && i - from < DIGITS_MAX)
                p->value = p->value * 10 + text.p[i] - '0';
        }
        p->text = bytes_of(text.p + from, i - from);
        if (p->number && p->text.n > DIGITS_MAX)
            return false;
    }
    return out->n > 0;
}

static bool part_is(const struct part *p, const char *list)
{
    char word[NAME_ROOM];
    return !p->number && name_lower(p->text, word) &&
           name_is_one_of(word, list);
}

static bool is_year(const struct part *p)
{
    return p->number && p->text.n == 4;
}

static bool is_small(const struct part *p)
{
    return p->number && p->text.n <= 2;
}

/* ---- years, months, days ---- */

static const char *const MONTHS[] = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December",
};

/* 28 to 31; 0 for a month or year there is none of. */
static int days_in(int32_t year, int month)
{
    int32_t days;
    for (int day = 31; day >= 28; day--) {
        if (date_from_civil((struct civil){year, month, day}, &days))
            return day;
    }
    return 0;
}

/* The days of [from, to], both included and of valid years and months; a day
 * of 0 is that month's last. */
static struct day_range range_of(struct civil from, struct civil to)
{
    int32_t first = 0, last = 0;
    if (to.day == 0)
        to.day = days_in(to.year, to.month);
    if (!date_from_civil(from, &first) || !date_from_civil(to, &last))
        return (struct day_range){0, -1};
    return (struct day_range){first, last};
}

/* A month or day of 0: all of them. */
static enum st of_civil(struct civil c, struct day_range *out, struct err *e)
{
    if (c.year < 1)
        return err_set(e, ST_SYNTAX, "there is no year 0; years begin at 0001");
    if (c.month > 12)
        return err_set(e, ST_SYNTAX,
                       "there is no month %d; months are 01 to 12", c.month);
    const int days = c.month ? days_in(c.year, c.month) : 31;
    if (c.day > days)
        return err_set(e, ST_SYNTAX,
                       "there is no day %d in %s %d; its last is %d-%02d-%02d",
                       c.day, MONTHS[c.month - 1], c.year, c.year, c.month,
                       days);
    *out = c.month == 0
               ? range_of((struct civil){c.year, 1, 1},
                          (struct civil){c.year, 12, 31})
               : range_of((struct civil){c.year, c.month, c.day ? c.day : 1},
                          (struct civil){c.year, c.month, c.day});
    return ST_OK;
}

/* A zero that was typed is no "all of them". */
static enum st of_typed(struct civil c, struct day_range *out, struct err *e)
{
    if (c.month == 0)
        return err_set(e, ST_SYNTAX,
                       "there is no month 0; months are 01 to 12");
    if (c.day == 0)
        return err_set(e, ST_SYNTAX, "there is no day 0; days begin at 01");
    return of_civil(c, out, e);
}

static enum st no_day(struct bytes text, struct err *e)
{
    return err_set(e, ST_SYNTAX, "\"%.*s\" is no day; try " FORMS,
                   (int)MIN(text.n, (size_t)TEXT_MAX), (const char *)text.p);
}

/* ---- figures ---- */

/* 28.5.2019 has the day first. 5/6/2019 and 5-6-2019 are written both ways,
 * and mean one only where the other is no date, or the same. */
static enum st of_year_last(const struct part *v, struct day_range *out,
                            struct err *e)
{
    const int32_t year = (int32_t)v[2].value;
    const int a = (int)v[0].value, b = (int)v[1].value;
    if (v[1].before != '.' && a != b && a <= 12 && b <= 12 && a > 0 && b > 0)
        return err_set(e, ST_SYNTAX,
                       "\"%d%c%d%c%04d\" is %d %s or %d %s; write "
                       "%04d-%02d-%02d or %04d-%02d-%02d",
                       a, v[1].before, b, v[2].before, year, a, MONTHS[b - 1],
                       b, MONTHS[a - 1], year, b, a, year, a, b);
    const bool month_first = v[1].before != '.' && b > 12 && a <= 12;
    return of_typed(month_first ? (struct civil){year, a, b}
                                : (struct civil){year, b, a},
                    out, e);
}

static enum st of_figures(const struct parts *s, struct day_range *out,
                          struct err *e)
{
    const struct part *const v = s->v;
    const uint32_t last = v[s->n - 1].value;
    for (size_t i = 1; i < s->n; i++) {
        if (!v[i].before || !strchr("-./", v[i].before) ||
            v[i].before != v[1].before)
            return no_day(s->text, e);
    }
    if (s->n == 1 && is_year(&v[0]))
        return of_civil((struct civil){(int32_t)v[0].value, 0, 0}, out, e);
    if (s->n == 1 && v[0].text.n == DIGITS_MAX)
        return of_typed((struct civil){(int32_t)(v[0].value / 10000),
                                       (int)(v[0].value / 100 % 100),
                                       (int)(v[0].value % 100)},
                        out, e);
    if (s->n == 2 && is_year(&v[0]) && is_small(&v[1]) && last > 0)
        return of_civil((struct civil){(int32_t)v[0].value, (int)last, 0}, out,
                        e);
    if (s->n == 2 && is_small(&v[0]) && is_year(&v[1]) && v[0].value > 0)
        return of_civil((struct civil){(int32_t)last, (int)v[0].value, 0}, out,
                        e);
    if (s->n == 3 && is_year(&v[0]) && is_small(&v[1]) && is_small(&v[2]))
        return of_typed(
            (struct civil){(int32_t)v[0].value, (int)v[1].value, (int)last},
            out, e);
    if (s->n == 3 && is_small(&v[0]) && is_small(&v[1]) && is_year(&v[2]))
        return of_year_last(v, out, e);
    if (s->n == 3 && is_small(&v[0]) && is_small(&v[1]) && is_small(&v[2]))
        return err_set(e, ST_SYNTAX,
                       "\"%.*s\" has no year of four digits; write it like "
                       "2019-05-28",
                       (int)s->text.n, (const char *)s->text.p);
    return no_day(s->text, e);
}

/* ---- words ---- */

/* May 2019, 28 May 2019, May 28th, 2019, 2019 May 28. */
static enum st of_month_name(const struct parts *s, struct day_range *out,
                             struct err *e)
{
    struct civil c = {0, 0, 0};
    bool year = false, day = false;
    for (size_t i = 0; i < s->n; i++) {
        const struct part *const p = &s->v[i];
        const int month = p->number ? 0 : month_from_name(p->text);
        if (month && !c.month) {
            c.month = month;
        } else if (is_year(p) && !year) {
            c.year = (int32_t)p->value;
            year = true;
        } else if (is_small(p) && !day) {
            c.day = (int)p->value;
            day = true;
        } else if (i == 0 || s->v[i - 1].text.n > 2 || p->before ||
                   !s->v[i - 1].number || !part_is(p, "st nd rd th")) {
            return no_day(s->text, e);
        }
    }
    if (c.month && !year)
        return err_set(e, ST_SYNTAX,
                       "\"%.*s\" says no year; write it like 2019-%02d",
                       (int)s->text.n, (const char *)s->text.p, c.month);
    if (!c.month)
        return no_day(s->text, e);
    return day ? of_typed(c, out, e) : of_civil(c, out, e);
}

/* The same day `months` before, or the last of its month. */
static bool months_before(int32_t today, int64_t months, int32_t *out)
{
    struct civil c = date_to_civil(today);
    const int64_t at = (int64_t)c.year * 12 + c.month - 1 - months;
    if (at < 12)
        return false;
    c.year = (int32_t)(at / 12);
    c.month = (int)(at % 12) + 1;
    c.day = MIN(c.day, days_in(c.year, c.month));
    return date_from_civil(c, out);
}

/* The n days, weeks, months or years that end today. */
static enum st of_count(const struct parts *s, int32_t today,
                        struct day_range *out, struct err *e)
{
    const int64_t n = s->v[1].value;
    const struct part *const unit = &s->v[2];
    const bool weeks = part_is(unit, "week weeks");
    const bool years = part_is(unit, "year years");
    if (n < 1 || n > COUNT_MAX)
        return err_set(e, ST_SYNTAX, "last-N-days takes an N from 1 to %d",
                       COUNT_MAX);
    out->to = today;
    if (weeks || part_is(unit, "day days")) {
        out->from = today - n * (weeks ? 7 : 1) + 1;
        return ST_OK;
    }
    int32_t before;
    if (!years && !part_is(unit, "month months"))
        return err_set(e, ST_SYNTAX,
                       "\"%.*s\" is no length of time; try days, weeks, months "
                       "or years",
                       (int)unit->text.n, (const char *)unit->text.p);
    if (!months_before(today, n * (years ? 12 : 1), &before))
        return err_set(e, ST_SYNTAX, "\"%.*s\" reaches beyond the year 1",
                       (int)s->text.n, (const char *)s->text.p);
    out->from = (int64_t)before + 1;
    return ST_OK;
}

/* The calendar's week (from Monday), month or year that holds today, or the
 * one before it. */
static enum st of_calendar(const struct parts *s, int32_t today, bool before,
                           struct day_range *out, struct err *e)
{
    const struct civil c = date_to_civil(today);
    const struct part *const unit = &s->v[1];
    if (part_is(unit, "week")) {
        const int64_t monday = today - (((int64_t)today + 3) % 7 + 7) % 7;
        out->from = monday - (before ? 7 : 0);
        out->to = out->from + 6;
        return ST_OK;
    }
    if (part_is(unit, "year"))
        return of_civil((struct civil){c.year - before, 0, 0}, out, e);
    if (!part_is(unit, "month"))
        return no_day(s->text, e);
    return before && c.month == 1
               ? of_civil((struct civil){c.year - 1, 12, 0}, out, e)
               : of_civil((struct civil){c.year, c.month - before, 0}, out, e);
}

static enum st of_words(const struct parts *s, int32_t today,
                        struct day_range *out, struct err *e)
{
    const struct part *const v = s->v;
    const bool last = part_is(&v[0], "last");
    if (s->n == 1 && part_is(&v[0], "today yesterday")) {
        out->from = out->to = (int64_t)today - part_is(&v[0], "yesterday");
        return ST_OK;
    }
    if (s->n == 2 && (last || part_is(&v[0], "this")) && !v[1].number)
        return of_calendar(s, today, last, out, e);
    if (s->n == 3 && last && v[1].number && !v[2].number)
        return of_count(s, today, out, e);
    return of_month_name(s, out, e);
}

static enum st of_day(struct bytes text, int32_t today, struct day_range *out,
                      struct err *e)
{
    struct parts s;
    if (text.n > TEXT_MAX || !split(text, &s))
        return no_day(text, e);
    for (size_t i = 0; i < s.n; i++) {
        if (!s.v[i].number)
            return of_words(&s, today, out, e);
    }
    return of_figures(&s, out, e);
}

/* ---- ranges ---- */

/* >=2019-05-28 and its like: `text` begins with the sign. */
static enum st of_comparison(struct bytes text, int32_t today,
                             struct day_range *out, struct err *e)
{
    struct day_range day;
    const bool equal = text.n > 1 && text.p[1] == '=';
    const size_t sign = equal ? 2 : 1;
    const bool less = text.p[0] == '<';
    const struct bytes rest = trim(bytes_of(text.p + sign, text.n - sign));
    if (rest.n == 0)
        return err_set(e, ST_SYNTAX,
                       "a day is missing behind %.*s; write %.*s"
                       "2019-05-28",
                       (int)sign, (const char *)text.p, (int)sign,
                       (const char *)text.p);
    const enum st st = of_day(rest, today, &day, e);
    if (st != ST_OK)
        return st;
    *out = (struct day_range){INT64_MIN, INT64_MAX};
    if (less)
        out->to = equal ? day.to : day.from - 1;
    else
        out->from = equal ? day.from : day.to + 1;
    return ST_OK;
}

/* a..b, with nothing on one side where it is open. */
static enum st of_range(struct bytes a, struct bytes b, int32_t today,
                        struct day_range *out, struct err *e)
{
    struct day_range from = {.from = INT64_MIN}, to = {.to = INT64_MAX};
    enum st st = ST_OK;
    if (a.n == 0 && b.n == 0)
        return err_set(e, ST_SYNTAX,
                       "a range needs a day on one side at least; write "
                       "2019-05..2019-08, 2019.. or ..2019");
    if (a.n > 0)
        st = of_day(a, today, &from, e);
    if (st == ST_OK && b.n > 0)
        st = of_day(b, today, &to, e);
    if (st != ST_OK)
        return st;
    if (from.from > to.to)
        return err_set(
            e, ST_SYNTAX, "the range ends before it begins; write %.*s..%.*s",
            (int)b.n, (const char *)b.p, (int)a.n, (const char *)a.p);
    *out = (struct day_range){from.from, to.to};
    return ST_OK;
}

enum st when_parse(struct bytes text, int32_t today, struct day_range *out,
                   struct err *e)
{
    text = trim(text);
    if (text.n == 0)
        return err_set(e, ST_SYNTAX, "a day is missing; try " FORMS);
    if (text.p[0] == '<' || text.p[0] == '>')
        return of_comparison(text, today, out, e);
    const uint8_t *const dots = memmem(text.p, text.n, "..", 2);
    if (!dots)
        return of_day(text, today, out, e);
    const size_t n = (size_t)(dots - text.p);
    return of_range(trim(bytes_of(text.p, n)),
                    trim(bytes_of(dots + 2, text.n - n - 2)), today, out, e);
}
