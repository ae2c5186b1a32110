#include "query/parse/when.h"

#include <stdio.h>

#include "common/base/compiler.h"
#include "common/base/date.h"
#include "tests/support/rng.h"
#include "tests/support/suite.h"

/* A Tuesday. */
static const struct civil TODAY = {2019, 5, 28};

static int32_t day(struct civil c)
{
    int32_t days;
    ck_assert(date_from_civil(c, &days));
    return days;
}

static const char *bound(int64_t days, char out[static DATE_TEXT])
{
    if (days == INT64_MIN || days == INT64_MAX) {
        out[0] = '\0';
        return out;
    }
    return date_format((int32_t)days, out);
}

/* "2019-05-28..2019-06-01", nothing where it is open. */
static void ck_means(const char *text, struct civil today, const char *expected)
{
    char from[DATE_TEXT], to[DATE_TEXT], found[2 * DATE_TEXT + 2];
    struct day_range r;
    struct err e = ERR_INIT;
    ck_assert_msg(when_parse(bytes_of_str(text), day(today), &r, &e) == ST_OK,
                  "%s: %s", text, e.msg);
    snprintf(found, sizeof(found), "%s..%s", bound(r.from, from),
             bound(r.to, to));
    ck_assert_msg(strcmp(found, expected) == 0, "%s is %s, not %s", text, found,
                  expected);
}

static void ck_refused(const char *text, const char *message)
{
    struct day_range r;
    struct err e = ERR_INIT;
    ck_assert_msg(when_parse(bytes_of_str(text), day(TODAY), &r, &e) ==
                      ST_SYNTAX,
                  "%s is taken", text);
    ck_assert_msg(strstr(e.msg, message), "%s: %s", text, e.msg);
}

START_TEST(years_months_and_days_are_ranges)
{
    static const char *const table[][2] = {
        {"2019", "2019-01-01..2019-12-31"},
        {"0001", "0001-01-01..0001-12-31"},
        {"9999", "9999-01-01..9999-12-31"},
        {"2019-05", "2019-05-01..2019-05-31"},
        {"2019-5", "2019-05-01..2019-05-31"},
        {"2019/05", "2019-05-01..2019-05-31"},
        {"05/2019", "2019-05-01..2019-05-31"},
        {"5.2019", "2019-05-01..2019-05-31"},
        {"2019-02", "2019-02-01..2019-02-28"},
        {"2020-02", "2020-02-01..2020-02-29"},
        {"1900-02", "1900-02-01..1900-02-28"},
        {"2000-02", "2000-02-01..2000-02-29"},
        {"9999-12", "9999-12-01..9999-12-31"},
        {"2019-05-28", "2019-05-28..2019-05-28"},
        {"2019-5-8", "2019-05-08..2019-05-08"},
        {"2019/05/28", "2019-05-28..2019-05-28"},
        {"2019.05.28", "2019-05-28..2019-05-28"},
        {"20190528", "2019-05-28..2019-05-28"},
        {"28.5.2019", "2019-05-28..2019-05-28"},
        {"5.6.2019", "2019-06-05..2019-06-05"},
        {"28/5/2019", "2019-05-28..2019-05-28"},
        {"5/28/2019", "2019-05-28..2019-05-28"},
        {"5-28-2019", "2019-05-28..2019-05-28"},
        {"5/5/2019", "2019-05-05..2019-05-05"},
        {"2020-02-29", "2020-02-29..2020-02-29"},
        {" \t2019-05 ", "2019-05-01..2019-05-31"},
    };
    for (size_t i = 0; i < COUNT_OF(table); i++)
        ck_means(table[i][0], TODAY, table[i][1]);
}
END_TEST

START_TEST(months_have_names)
{
    static const char *const table[][2] = {
        {"may 2019", "2019-05-01..2019-05-31"},
        {"May-2019", "2019-05-01..2019-05-31"},
        {"2019 May", "2019-05-01..2019-05-31"},
        {"Sept. 2019", "2019-09-01..2019-09-30"},
        {"28 May 2019", "2019-05-28..2019-05-28"},
        {"28-may-2019", "2019-05-28..2019-05-28"},
        {"28.May.2019", "2019-05-28..2019-05-28"},
        {"28_MAY_2019", "2019-05-28..2019-05-28"},
        {"28th May 2019", "2019-05-28..2019-05-28"},
        {"1st June 2019", "2019-06-01..2019-06-01"},
        {"May 28, 2019", "2019-05-28..2019-05-28"},
        {"May 28th, 2019", "2019-05-28..2019-05-28"},
        {"2019 May 28", "2019-05-28..2019-05-28"},
        {"28 März 2019", "2019-03-28..2019-03-28"},
        {"28 мая 2019", "2019-05-28..2019-05-28"},
        {"28 AOÛT 2019", "2019-08-28..2019-08-28"},
        {"29 feb 2020", "2020-02-29..2020-02-29"},
    };
    for (size_t i = 0; i < COUNT_OF(table); i++)
        ck_means(table[i][0], TODAY, table[i][1]);
}
END_TEST

START_TEST(days_count_from_today)
{
    static const char *const table[][2] = {
        {"today", "2019-05-28..2019-05-28"},
        {"Yesterday", "2019-05-27..2019-05-27"},
        {"last-1-days", "2019-05-28..2019-05-28"},
        {"last-30-days", "2019-04-29..2019-05-28"},
        {"last 30 days", "2019-04-29..2019-05-28"},
        {"LAST_30_DAYS", "2019-04-29..2019-05-28"},
        {"last-2-weeks", "2019-05-15..2019-05-28"},
        {"last-1-month", "2019-04-29..2019-05-28"},
        {"last-12-months", "2018-05-29..2019-05-28"},
        {"last-1-year", "2018-05-29..2019-05-28"},
        {"last-week", "2019-05-20..2019-05-26"},
        {"this-week", "2019-05-27..2019-06-02"},
        {"last-month", "2019-04-01..2019-04-30"},
        {"this month", "2019-05-01..2019-05-31"},
        {"last-year", "2018-01-01..2018-12-31"},
        {"this-year", "2019-01-01..2019-12-31"},
    };
    for (size_t i = 0; i < COUNT_OF(table); i++)
        ck_means(table[i][0], TODAY, table[i][1]);
    const struct civil new_year = {2020, 1, 1}, last_of_may = {2019, 5, 31},
                       sunday = {1969, 12, 28}, leap_day = {2020, 2, 29};
    ck_means("yesterday", new_year, "2019-12-31..2019-12-31");
    ck_means("last-month", new_year, "2019-12-01..2019-12-31");
    ck_means("last-3-months", last_of_may, "2019-03-01..2019-05-31");
    ck_means("this-week", sunday, "1969-12-22..1969-12-28");
    ck_means("last-1-year", leap_day, "2019-03-01..2020-02-29");
}
END_TEST

START_TEST(ranges_include_both_ends_and_may_be_open)
{
    static const char *const table[][2] = {
        {"2019-05..2019-08", "2019-05-01..2019-08-31"},
        {"2019-05 .. 2019-08", "2019-05-01..2019-08-31"},
        {"2019..2019", "2019-01-01..2019-12-31"},
        {"2019..", "2019-01-01.."},
        {"..2019-05-28", "..2019-05-28"},
        {"yesterday..", "2019-05-27.."},
        {"..last-month", "..2019-04-30"},
        {"28 May 2019..1 June 2019", "2019-05-28..2019-06-01"},
        {"28.5.2019..1.6.2019", "2019-05-28..2019-06-01"},
        {">=2019-05-28", "2019-05-28.."},
        {">2019", "2020-01-01.."},
        {"> 2019", "2020-01-01.."},
        {">=2019", "2019-01-01.."},
        {"<2019", "..2018-12-31"},
        {"<=2019-05", "..2019-05-31"},
        {"<yesterday", "..2019-05-26"},
        {"<2019-03-01", "..2019-02-28"},
    };
    for (size_t i = 0; i < COUNT_OF(table); i++)
        ck_means(table[i][0], TODAY, table[i][1]);
}
END_TEST

START_TEST(what_is_no_day_is_refused_with_a_way_out)
{
    static const char *const table[][2] = {
        {"2019-02-29", "its last is 2019-02-28"},
        {"30 Feb 2020", "no day 30 in February 2020; its last is 2020-02-29"},
        {"1900-02-29", "its last is 1900-02-28"},
        {"2019-04-31", "its last is 2019-04-30"},
        {"2019-05-00", "no day 0"},
        {"2019-13", "no month 13"},
        {"2019-00", "is no day"},
        {"2019-00-12", "no month 0"},
        {"20191301", "no month 13"},
        {"31.13.2019", "no month 13"},
        {"31/13/2019", "no month 13"},
        {"13/13/2019", "no month 13"},
        {"0000", "no year 0"},
        {"5/6/2019", "5 June or 6 May; write 2019-06-05 or 2019-05-06"},
        {"5-6-2019", "5 June or 6 May"},
        {"5.6.19", "no year of four digits"},
        {"19", "is no day; try 2019"},
        {"201", "is no day"},
        {"20190", "is no day"},
        {"2019-05-28-01", "is no day"},
        {"2019-05/28", "is no day"},
        {"2019--05", "is no day"},
        {"-2019", "is no day"},
        {"2019-", "is no day"},
        {"2019 05", "is no day"},
        {"May", "says no year; write it like 2019-05"},
        {"28 May", "says no year"},
        {"28 Mayy 2019", "is no day"},
        {"28 29 May 2019", "is no day"},
        {"May June 2019", "is no day"},
        {"28 th May 2019", "is no day"},
        {"th May 2019", "is no day"},
        {"whenever", "is no day; try 2019"},
        {"last", "is no day"},
        {"last-0-days", "from 1 to 36500"},
        {"last-99999999-days", "from 1 to 36500"},
        {"last-3000-years", "beyond the year 1"},
        {"last-3-fortnights", "try days, weeks, months or years"},
        {"this-30-days", "is no day"},
        {"last-decade", "is no day"},
        {"", "a day is missing"},
        {"  ", "a day is missing"},
        {">", "a day is missing behind >"},
        {"<=", "a day is missing behind <="},
        {">2019..2020", "is no day"},
        {">>2019", "is no day"},
        {"..", "a day on one side"},
        {"2019...2020", "is no day"},
        {"2019..2020..2021", "is no day"},
        {"2019-08..2019-05", "write 2019-05..2019-08"},
        {"2019\x01", "is no day"},
        {"2019,", "is no day"},
        {"111111111111111111111111111111111111", "is no day"},
    };
    for (size_t i = 0; i < COUNT_OF(table); i++)
        ck_refused(table[i][0], table[i][1]);
}
END_TEST

START_TEST(any_bytes_are_a_range_or_an_error)
{
    static const char *const pieces[] = {
        "2019", "5",    "28",   "May",  "мая",  "..", ">=", "<",
        "last", "this", "-",    ".",    " ",    ",",  "/",  "days",
        "year", "th",   "\xd0", "\x80", "week", "99", "0",  "today"};
    struct rng rng = rng_from_env(20190528);
    for (int round = 0; round < 200000; round++) {
        char text[128] = "";
        for (uint32_t n = rng_below(&rng, 8); n > 0; n--)
            strcat(text, pieces[rng_below(&rng, COUNT_OF(pieces))]);
        struct day_range r;
        struct err e = ERR_INIT;
        const enum st st = when_parse(bytes_of_str(text), day(TODAY), &r, &e);
        if (st == ST_OK)
            ck_assert_msg(r.from <= r.to, "%s", text);
        else
            ck_assert_msg(st == ST_SYNTAX && e.msg[0], "%s", text);
    }
}
END_TEST

SUITE("when", years_months_and_days_are_ranges, months_have_names,
      days_count_from_today, ranges_include_both_ends_and_may_be_open,
      what_is_no_day_is_refused_with_a_way_out,
      any_bytes_are_a_range_or_an_error)
