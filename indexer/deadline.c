#include "indexer/deadline.h"

#include <stdio.h>
#include <time.h>

#include "common/base/date.h"
#include "indexer/progress.h"

/* Seconds. */
static const double YOUNG = 60;     /* no estimate is believed before       */
static const double SLACK = 60;     /* late by less than this is in time    */
static const double MUCH_MORE = .5; /* of what was told, and 10 minutes     */
static const double MUCH_LEAST = 600;

static bool is_time(int hour, int minute, int second)
{
    return hour >= 0 && hour < 24 && minute >= 0 && minute < 60 &&
           second >= 0 && second < 60;
}

/* The next HH:MM of the local clock; over a change of the clock too. */
static int64_t next_time(int hour, int minute, int64_t now)
{
    const time_t t = (time_t)now;
    struct tm tm;
    if (!localtime_r(&t, &tm))
        return 0;
    tm.tm_hour = hour;
    tm.tm_min = minute;
    tm.tm_sec = 0;
    tm.tm_isdst = -1;
    struct tm today = tm;
    const int64_t at = (int64_t)mktime(&today);
    if (at > now)
        return at;
    tm.tm_mday++;
    return (int64_t)mktime(&tm);
}

static int64_t time_of(struct civil day, const int of_day[static 3], bool utc)
{
    int32_t days;
    if (!date_from_civil(day, &days) ||
        !is_time(of_day[0], of_day[1], of_day[2]))
        return 0;
    if (utc)
        return (int64_t)days * 86400 + of_day[0] * 3600 + of_day[1] * 60 +
               of_day[2];
    struct tm tm = {
        .tm_year = (int)day.year - 1900,
        .tm_mon = day.month - 1,
        .tm_mday = day.day,
        .tm_hour = of_day[0],
        .tm_min = of_day[1],
        .tm_sec = of_day[2],
        .tm_isdst = -1,
    };
    return (int64_t)mktime(&tm);
}

/* 0 when it is none. */
static int64_t parse_iso(const char *text)
{
    struct civil day;
    int of_day[3] = {0}, end = 0;
    char between;
    if (sscanf(text, "%4d-%2d-%2d%c%2d:%2d%n", &day.year, &day.month, &day.day,
               &between, &of_day[0], &of_day[1], &end) != 6 ||
        (between != 'T' && between != ' '))
        return 0;
    int more = 0;
    if (sscanf(text + end, ":%2d%n", &of_day[2], &more) == 1)
        end += more;
    const bool utc = text[end] == 'Z';
    return text[end + utc] ? 0 : time_of(day, of_day, utc);
}

enum st deadline_parse(struct deadline *out, const char *text, int64_t now,
                       struct err *e)
{
    int hour, minute, end = 0;
    *out = (struct deadline){.at = 0};
    if (sscanf(text, "%2d:%2d%n", &hour, &minute, &end) == 2 && !text[end] &&
        is_time(hour, minute, 0))
        out->at = next_time(hour, minute, now);
    else
        out->at = parse_iso(text);
    if (out->at <= 0)
        return err_set(e, ST_USAGE,
                       "%s: not a time; give one as 06:00 or "
                       "2026-11-25T06:00",
                       text);
    if (out->at <= now)
        return err_set(e, ST_USAGE, "%s: that time has passed", text);
    return ST_OK;
}

enum deadline_news deadline_judge(struct deadline *d, int64_t now,
                                  double seconds, double left)
{
    if (d->at == 0 || left < 0 || seconds < YOUNG)
        return DEADLINE_NO_NEWS;
    const double late_by = (double)(now - d->at) + left;
    enum deadline_news news = DEADLINE_NO_NEWS;
    if (!d->late && late_by > SLACK)
        news = DEADLINE_LATE;
    else if (d->late && late_by < -SLACK)
        news = DEADLINE_RECOVERED;
    else if (d->late && late_by > d->late_by * (1 + MUCH_MORE) + MUCH_LEAST)
        news = DEADLINE_LATER;
    if (news != DEADLINE_NO_NEWS) {
        d->late = news != DEADLINE_RECOVERED;
        d->late_by = late_by;
    }
    return news;
}

void deadline_print(const struct deadline *d, enum deadline_news news,
                    int64_t now, double left, const char *advice,
                    struct buf *out)
{
    const int64_t end = now + (int64_t)left;
    if (news == DEADLINE_NO_NEWS)
        return;
    buf_append_str(out, news == DEADLINE_RECOVERED ? "will be done by "
                                                   : "will not be done by ");
    progress_clock(d->at, now, out);
    buf_append_str(out, news == DEADLINE_RECOVERED ? " after all: about "
                        : news == DEADLINE_LATER   ? ", even less: about "
                                                   : ": about ");
    progress_clock(end, now, out);
    if (news == DEADLINE_RECOVERED)
        return;
    buf_append_str(out, ", ");
    progress_duration((double)(end - d->at), out);
    buf_printf(out, " late; %s", advice);
}
