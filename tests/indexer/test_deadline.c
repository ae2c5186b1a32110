#include "indexer/deadline.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "tests/support/suite.h"

enum {
    EVENING = 1764007200, /* 2025-11-24T18:00:00Z */
    HOUR = 3600,
    MINUTE = 60,
};

static void zone(const char *name)
{
    setenv("TZ", name, 1);
    tzset();
}

static int64_t parse(const char *text, int64_t now)
{
    struct deadline d;
    struct err e = ERR_INIT;
    const enum st st = deadline_parse(&d, text, now, &e);
    ck_assert_int_eq(st == ST_OK, e.code == ST_OK);
    ck_assert(st == ST_OK || (st == ST_USAGE && strstr(e.msg, text)));
    return st == ST_OK ? d.at : -1;
}

START_TEST(time_of_day_is_the_next_one)
{
    zone("UTC");
    ck_assert_int_eq(parse("06:00", EVENING), EVENING + 12 * HOUR);
    ck_assert_int_eq(parse("18:30", EVENING), EVENING + HOUR / 2);
    ck_assert_int_eq(parse("18:00", EVENING), EVENING + 24 * HOUR);
    ck_assert_int_eq(parse("6:05", EVENING), EVENING + 12 * HOUR + 300);
}
END_TEST

START_TEST(time_of_day_is_that_of_the_local_clock)
{
    zone("CET-1CEST,M3.5.0,M10.5.0/3");
    ck_assert_int_eq(parse("06:00", EVENING), EVENING + 11 * HOUR);
    /* 2026-03-28 20:00 CET; the clock jumps at 2 in the night. */
    ck_assert_int_eq(parse("06:00", 1774724400), 1774724400 + 9 * HOUR);
    zone("UTC");
}
END_TEST

START_TEST(iso_times_are_local_or_utc)
{
    zone("CET-1CEST,M3.5.0,M10.5.0/3");
    ck_assert_int_eq(parse("2025-11-25T06:00", EVENING), EVENING + 11 * HOUR);
    ck_assert_int_eq(parse("2025-11-25 06:00:30", EVENING),
                     EVENING + 11 * HOUR + 30);
    ck_assert_int_eq(parse("2025-11-25T06:00Z", EVENING), EVENING + 12 * HOUR);
    zone("UTC");
}
END_TEST

START_TEST(nonsense_and_the_past_are_refused)
{
    static const char *const wrong[] = {"",
                                        "6",
                                        "24:00",
                                        "06:60",
                                        "-1:00",
                                        "06:00x",
                                        "tomorrow",
                                        "2025-13-01T00:00",
                                        "2025-11-25T24:00",
                                        "2025-11-25T06:00:61",
                                        "2025-11-25T06:00ZZ",
                                        "2025-11-25x06:00",
                                        "2025-11-24T17:59",
                                        "2025-11-24T18:00",
                                        "1900-01-01T00:00"};
    zone("UTC");
    for (size_t i = 0; i < COUNT_OF(wrong); i++)
        ck_assert_msg(parse(wrong[i], EVENING) == -1, "\"%s\"", wrong[i]);
}
END_TEST

/* What is told minute after minute, a letter each: L late, m later,
 * R recovered, a point for no news. `late` is by how many minutes. */
static const char *news(const int *late, size_t n)
{
    static char text[64];
    struct deadline d = {.at = EVENING + 12 * HOUR};
    for (size_t i = 0; i < n; i++) {
        const int64_t now = EVENING + (int64_t)(i + 1) * MINUTE;
        const double left = (double)(d.at - now) + late[i] * MINUTE;
        text[i] =
            ".LmR"[deadline_judge(&d, now, (double)(now - EVENING), left)];
    }
    text[n] = '\0';
    return text;
}

#define NEWS(...)                                                              \
    news((const int[]){__VA_ARGS__},                                           \
         sizeof((const int[]){__VA_ARGS__}) / sizeof(int))

START_TEST(miss_is_told_once_and_again_only_when_much_worse)
{
    ck_assert_str_eq(NEWS(-100, -10, 0, 1, 2, 3, 10, 12), "....L...");
    ck_assert_str_eq(NEWS(20, 30, 40, 41, 60, 90), "L..m.m");
    ck_assert_str_eq(NEWS(20, 10, 0, -1, -2, -10, 30), "L...R.L");
    ck_assert_str_eq(NEWS(2, -1, 1, -1, 1, 0), "L.....");
}
END_TEST

START_TEST(young_or_unknown_estimates_are_no_news)
{
    struct deadline d = {.at = EVENING + HOUR}, none = {.at = 0};
    ck_assert_int_eq(deadline_judge(&d, EVENING + 30, 30, 10 * HOUR),
                     DEADLINE_NO_NEWS);
    ck_assert_int_eq(deadline_judge(&d, EVENING + 90, 90, -1),
                     DEADLINE_NO_NEWS);
    ck_assert_int_eq(deadline_judge(&none, EVENING + 90, 90, 10 * HOUR),
                     DEADLINE_NO_NEWS);
    ck_assert_int_eq(deadline_judge(&d, EVENING + 90, 90, 10 * HOUR),
                     DEADLINE_LATE);
}
END_TEST

START_TEST(news_says_when_how_late_and_what_to_do)
{
    static const struct {
        enum deadline_news news;
        int hours;
        const char *text;
    } cases[] = {
        {DEADLINE_NO_NEWS, 1, ""},
        {DEADLINE_LATE, 14,
         "will not be done by 2025-11-25 06:00: about 2025-11-25 08:00, 2 h 00 "
         "min late; try -j 4"},
        {DEADLINE_LATER, 16,
         "will not be done by 2025-11-25 06:00, even less: about 2025-11-25 "
         "10:00, 4 h 00 min late; try -j 4"},
        {DEADLINE_RECOVERED, 11,
         "will be done by 2025-11-25 06:00 after all: about 2025-11-25 05:00"},
    };
    const struct deadline d = {.at = EVENING + 12 * HOUR};
    zone("UTC");
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct buf out = BUF_INIT;
        deadline_print(&d, cases[i].news, EVENING, cases[i].hours * HOUR,
                       "try -j 4", &out);
        ck_assert_str_eq(buf_str(&out), cases[i].text);
        buf_release(&out);
    }
}
END_TEST

SUITE("deadline", time_of_day_is_the_next_one,
      time_of_day_is_that_of_the_local_clock, iso_times_are_local_or_utc,
      nonsense_and_the_past_are_refused,
      miss_is_told_once_and_again_only_when_much_worse,
      young_or_unknown_estimates_are_no_news,
      news_says_when_how_late_and_what_to_do)
