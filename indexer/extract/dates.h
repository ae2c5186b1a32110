/*
 * dates -- finds a calendar day in what people write.
 *
 *     2019-05-28    2019/05/28   28.05.2019
 *     28 May 2019   28th of May, 2019   May 28, 2019   28May2019
 *     28 мая 2019   28 de mayo de 2019  28. Mai 2019   2019年5月28日
 *     20190528      in names and values only
 *
 * Month names are those of common/text/month_names.h. Days and months in
 * figures with a slash between them are no date: nobody can tell 5/6 from 6/5.
 * Years are 1800 to 2199; a day that does not exist is no date.
 *
 *   Threads  pure functions
 */
#ifndef INDEXER_EXTRACT_DATES_H
#define INDEXER_EXTRACT_DATES_H

#include <stdbool.h>
#include <stdint.h>

#include "common/base/bytes.h"
#include "common/base/date.h"

struct found_date {
    int32_t days;      /* since 1970-01-01 */
    struct bytes text; /* as it is written */
};

/* A date of which the year may be missing: "28 May". */
struct written_date {
    struct civil civil; /* year 0: not written                    */
    int32_t days;       /* since 1970-01-01, DATE_NONE without a year */
    size_t size;        /* bytes it takes                         */
};

/* The first date in the value of a date field, with or without a time and a
 * weekday. */
bool date_in_value(struct bytes value, struct found_date *out);

/* 20190528, or seconds or milliseconds since 1970. */
bool date_in_number(struct bytes number, struct found_date *out);

/* The date in the name of a file: in its last part, else in its folders. */
bool date_in_name(struct bytes name, struct found_date *out);

/* The date that `text` begins with, if it does. */
bool date_at_start(struct bytes text, struct written_date *out);

/* The date a line of a header gives: one of at most 80 bytes with few words
 * beside the date. "Today: July 24, 2008" dates a web page, not a release. */
bool date_in_header(struct bytes line, struct found_date *out);

#endif
