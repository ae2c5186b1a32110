/*
 * date -- civil days as numbers: days since 1970-01-01, proleptic Gregorian.
 *
 *   Threads  pure functions
 */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include <stdbool.h>
#include <stdint.h>

#define DATE_NONE INT32_MIN

struct civil {
    int32_t year; /* 1..9999 */
    int month;    /* 1..12   */
    int day;      /* 1..31   */
};

/* False for a day that does not exist (30 February). */
bool date_from_civil(struct civil c, int32_t *days);
struct civil date_to_civil(int32_t days);

enum { DATE_TEXT = 16 };
/* "2019-05-28", or "" for DATE_NONE, into `out`; returns `out`. */
const char *date_format(int32_t days, char out[static DATE_TEXT]);

#endif
