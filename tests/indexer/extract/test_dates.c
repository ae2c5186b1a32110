#include "common/base/buf.h"
#include "common/base/compiler.h"
#include "common/base/date.h"
#include "indexer/extract/dates.h"
#include "tests/support/rng.h"
#include "tests/support/suite.h"

#include <stdlib.h>

struct example {
    const char *text, *date, *written; /* date "": none */
};

typedef bool finder(struct bytes text, struct found_date *out);

static void check(finder *find, const struct example *v, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct found_date d = {DATE_NONE, BYTES_NONE};
        char out[DATE_TEXT];
        const bool found = find(bytes_of_str(v[i].text), &d);
        ck_assert_msg(found == (v[i].date[0] != '\0'), "%s", v[i].text);
        ck_assert_msg(strcmp(date_format(d.days, out), v[i].date) == 0,
                      "%s: %s", v[i].text, out);
        if (v[i].written)
            ck_assert_msg(bytes_equal_str(d.text, v[i].written), "%s: %.*s",
                          v[i].text, (int)d.text.n, (const char *)d.text.p);
    }
}

START_TEST(dates_are_found_in_file_names)
{
    static const struct example v[] = {
        {"Akaka/10Apr2007akaka175", "2007-04-10", "10Apr2007"},
        {"1Aug2007Inhofe53", "2007-08-01", "1Aug2007"},
        {"a/2019-05-28-minsk", "2019-05-28", "2019-05-28"},
        {"2019_05_28_minsk", "2019-05-28", "2019_05_28"},
        {"press20190528b", "2019-05-28", "20190528"},
        {"2019/05/28/minsk", "2019-05-28", "2019/05/28"},
        {"2001-01-01/2019-05-28", "2019-05-28", NULL},
        {"release-may-28-2019", "2019-05-28", "may-28-2019"},
        {"Leahy/11Dec207gLeahy37", "", NULL},
        {"Bond/2008Jul2008Bond0", "", NULL},
        {"31Feb2007x", "", NULL},
        {"x20191399", "", NULL},
        {"120190528", "", NULL},
        {"28May20190", "", NULL},
        {"5/6/2019", "", NULL},
        {"2019-05/28", "", NULL},
        {"release 17", "", NULL},
        {"", "", NULL},
    };
    check(date_in_name, v, COUNT_OF(v));
}
END_TEST

START_TEST(dates_are_found_in_values)
{
    static const struct example v[] = {
        {"2019-05-28", "2019-05-28", NULL},
        {"2019-05-28T10:11:12Z", "2019-05-28", NULL},
        {"2019-05-28 10:11:12.5+03:00", "2019-05-28", NULL},
        {"Tue, 28 May 2019 10:00:00 +0200", "2019-05-28", NULL},
        {"May 28th, 2019", "2019-05-28", NULL},
        {"28th of May, 2019", "2019-05-28", NULL},
        {"28\xc2\xa0МАЯ 2019 г.", "2019-05-28", NULL},
        {"28 августа 2019", "2019-08-28", NULL},
        {"28. März 2019", "2019-03-28", NULL},
        {"28 FÉVRIER 2019", "2019-02-28", NULL},
        {"1er août 2019", "2019-08-01", NULL},
        {"28 de mayo de 2019", "2019-05-28", NULL},
        {"2019年5月28日", "2019-05-28", NULL},
        {"2019 年 5 月 28 日（星期二）", "2019-05-28", NULL},
        {"28.5.2019", "2019-05-28", NULL},
        {"20190528", "2019-05-28", NULL},
        {"2019-05", "", NULL},
        {"05/06/2019", "", NULL},
        {"2019-02-30", "", NULL},
        {"28 Mayday 2019", "", NULL},
        {"0000-00-00", "", NULL},
        {"1066-10-14", "", NULL},
        {"yesterday", "", NULL},
    };
    check(date_in_value, v, COUNT_OF(v));
    static const struct example numbers[] = {
        {"20190528", "2019-05-28", NULL},
        {"1559001600", "2019-05-28", NULL},
        {"1559001600123", "2019-05-28", NULL},
        {"1559001600.5", "2019-05-28", NULL},
        {"2019", "", NULL},
        {"-1559001600", "", NULL},
        {"1559e6", "", NULL},
        {"99999999999999999999", "", NULL},
    };
    check(date_in_number, numbers, COUNT_OF(numbers));
}
END_TEST

START_TEST(header_lines_are_short_and_say_little_else)
{
    static const struct example v[] = {
        {"May 28, 2019", "2019-05-28", "May 28, 2019"},
        {"Date: Tuesday, 28 May 2019 10:30 AM", "2019-05-28", "28 May 2019"},
        {"FOR IMMEDIATE RELEASE: May 28, 2019", "2019-05-28", NULL},
        {"MINSK, 28 May 2019 -", "2019-05-28", NULL},
        {"Today: July 24, 2008", "", NULL},
        {"20190528", "", NULL},
        {"The treaty that was signed on May 28, 2019", "", NULL},
        {"April06,200712:44 AM EDT", "", NULL},
        {"May 28, 2019 xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
         "xxxxxxxxxxxxxxxxxxxxxxxxx",
         "", NULL},
    };
    check(date_in_header, v, COUNT_OF(v));
}
END_TEST

START_TEST(a_date_that_begins_a_text_may_lack_its_year)
{
    static const struct {
        const char *text;
        size_t size;
        const char *days;
    } v[] = {
        {"May 28, 2019 (AP)", 12, "2019-05-28"},
        {"28 мая - сегодня", 9, ""},
        {"28 maja 2019 r.", 12, "2019-05-28"},
        {"1er mai 2019", 12, "2019-05-01"},
        {"26 de octubre de 2011 /", 21, "2011-10-26"},
        {"May 28 The talks", 6, ""},
        {"2019年5月28日電", 16, "2019-05-28"},
        {"5月28日電", 9, ""},
        {"28.05.2019", 10, "2019-05-28"},
        {" 28 May", 0, ""},
        {"30 February", 0, ""},
        {"May", 0, ""},
        {"28", 0, ""},
        {"", 0, ""},
    };
    for (size_t i = 0; i < COUNT_OF(v); i++) {
        struct written_date d = {.size = 0, .days = DATE_NONE};
        char days[DATE_TEXT];
        const bool found = date_at_start(bytes_of_str(v[i].text), &d);
        ck_assert_msg(found == (v[i].size > 0), "%s", v[i].text);
        if (!found)
            continue;
        ck_assert_msg(d.size == v[i].size, "%s: %zu", v[i].text, d.size);
        ck_assert_str_eq(date_format(d.days, days), v[i].days);
        ck_assert_int_ne(d.civil.month, 0);
    }
}
END_TEST

START_TEST(random_lines_never_read_outside)
{
    static const char *const parts[] = {
        "2019", "5",  "28", "May", "мая", "\xc2\xa0", "-", ".", " ", ",",
        "th",   "of", "年", "月",  "日",  "\xff",     "/", "",  "x", "20190528",
    };
    struct rng rng = rng_from_env(3);
    for (unsigned round = 0; round < 50000; round++) {
        struct buf b = BUF_INIT;
        for (unsigned n = rng_below(&rng, 12); n > 0; n--) {
            const char *const part = parts[rng_below(&rng, COUNT_OF(parts))];
            const size_t size = strlen(part);
            ck_assert(buf_append(&b, part, size - (size > 1 && n == 1)));
        }
        /* A buffer of its own size, so that ASan sees any step outside. */
        uint8_t *const raw = malloc(b.n ? b.n : 1);
        memcpy(raw, b.n ? b.p : raw, b.n);
        const struct bytes text = bytes_of(raw, b.n);
        finder *const finders[] = {date_in_name, date_in_value, date_in_number,
                                   date_in_header};
        for (size_t i = 0; i < COUNT_OF(finders); i++) {
            struct found_date d;
            if (finders[i](text, &d))
                ck_assert(d.text.p >= text.p &&
                          d.text.p + d.text.n <= text.p + text.n);
        }
        struct written_date w;
        if (date_at_start(text, &w))
            ck_assert_uint_le(w.size, text.n);
        free(raw);
        buf_release(&b);
    }
}
END_TEST

SUITE("dates", dates_are_found_in_file_names, dates_are_found_in_values,
      header_lines_are_short_and_say_little_else,
      a_date_that_begins_a_text_may_lack_its_year,
      random_lines_never_read_outside)
