#include "common/base/date.h"

#include <stdio.h>

enum {
    DAYS_TO_1970 = 719162, /* from 0001-01-01 */
    DAYS_400_YEARS = 146097,
    DAYS_100_YEARS = 36524,
    DAYS_4_YEARS = 1461,
};

static bool is_leap(int64_t year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

/* Days of the year before the first of `month`; month 13 is the next year. */
static int days_before_month(int64_t year, int month)
{
    static const int before[] = {0,   31,  59,  90,  120, 151, 181,
                                 212, 243, 273, 304, 334, 365};
    return before[month - 1] + (month > 2 && is_leap(year));
}

bool date_from_civil(struct civil c, int32_t *days)
{
    if (c.year < 1 || c.year > 9999 || c.month < 1 || c.month > 12)
        return false;
    const int first = days_before_month(c.year, c.month);
    if (c.day < 1 || c.day > days_before_month(c.year, c.month + 1) - first)
        return false;
    const int32_t y = c.year - 1;
    *days =
        y * 365 + y / 4 - y / 100 + y / 400 + first + c.day - 1 - DAYS_TO_1970;
    return true;
}

struct civil date_to_civil(int32_t days)
{
    int64_t left = (int64_t)days + DAYS_TO_1970;
    int64_t cycle = left / DAYS_400_YEARS;
    left %= DAYS_400_YEARS;
    if (left < 0) {
        left += DAYS_400_YEARS;
        cycle--;
    }
    /* The last century of four and the last year of four are a day longer. */
    int64_t year = cycle * 400 + 1;
    const int64_t century =
        left / DAYS_100_YEARS - (left == DAYS_400_YEARS - 1);
    left -= century * DAYS_100_YEARS;
    year += century * 100 + left / DAYS_4_YEARS * 4;
    left %= DAYS_4_YEARS;
    const int64_t in_four = left / 365 - (left == DAYS_4_YEARS - 1);
    left -= in_four * 365;
    year += in_four;

    int month = 12;
    while (days_before_month(year, month) > left)
        month--;
    return (struct civil){
        .year = (int32_t)year,
        .month = month,
        .day = (int)left - days_before_month(year, month) + 1,
    };
}

const char *date_format(int32_t days, char out[static DATE_TEXT])
{
    out[0] = '\0';
    if (days == DATE_NONE)
        return out;
    const struct civil c = date_to_civil(days);
    snprintf(out, DATE_TEXT, "%04d-%02u-%02u", (int)c.year,
             (unsigned)c.month % 100, (unsigned)c.day % 100);
    return out;
}
