#include "common/base/date.h"
#include "tests/support/suite.h"

#include <limits.h>
#include <time.h>

START_TEST(days_agree_with_the_c_library)
{
    /* From year 1 on: timegm is proleptic Gregorian too. */
    for (int32_t days = -719162; days <= 2932896; days++) {
        const time_t seconds = (time_t)days * 86400;
        struct tm tm;
        gmtime_r(&seconds, &tm);
        const struct civil c = date_to_civil(days);
        if (c.year != tm.tm_year + 1900 || c.month != tm.tm_mon + 1 ||
            c.day != tm.tm_mday)
            ck_abort_msg("day %d is wrong", (int)days);
        int32_t back;
        if (!date_from_civil(c, &back) || back != days)
            ck_abort_msg("day %d does not come back", (int)days);
    }
}
END_TEST

START_TEST(days_that_do_not_exist_are_refused)
{
    static const struct civil bad[] = {
        {0, 1, 1},     {10000, 1, 1},  {2019, 0, 1},   {2019, 13, 1},
        {2019, 1, 0},  {2019, 1, 32},  {2019, 4, 31},  {2019, 2, 29},
        {2020, 2, 30}, {1900, 2, 29},  {2019, 12, 32}, {-4, 2, 3},
        {2019, -1, 3}, {2019, 5, -28},
    };
    int32_t days = 42;
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
        ck_assert(!date_from_civil(bad[i], &days));
    ck_assert_int_eq(days, 42);
    ck_assert(date_from_civil((struct civil){2000, 2, 29}, &days));
}
END_TEST

START_TEST(text_is_iso_and_empty_for_no_date)
{
    char out[DATE_TEXT];
    ck_assert_str_eq(date_format(0, out), "1970-01-01");
    ck_assert_str_eq(date_format(18044, out), "2019-05-28");
    ck_assert_str_eq(date_format(-719162, out), "0001-01-01");
    ck_assert_str_eq(date_format(DATE_NONE, out), "");
    date_format(INT32_MAX, out); /* fits, whatever the year */
    date_format(INT32_MIN + 1, out);
}
END_TEST

SUITE("date", days_agree_with_the_c_library, days_that_do_not_exist_are_refused,
      text_is_iso_and_empty_for_no_date)
