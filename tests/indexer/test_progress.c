#include "indexer/progress.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "tests/support/suite.h"

enum { NIGHT = 1764007200 }; /* 2025-11-24T18:00:00Z, where time begins */

static const uint64_t MB = 1000000;

/* Reading at 50 MB/s from the start on, of 3 GB. */
static struct progress_sample reading(double seconds)
{
    return (struct progress_sample){
        .seconds = seconds,
        .time = NIGHT + (int64_t)seconds,
        .phase_done = -1,
        .bytes_read = (uint64_t)(50e6 * seconds),
        .bytes_found = 3000 * MB,
        .documents = (uint64_t)(10000 * seconds),
    };
}

static struct progress_sample behind(double seconds, enum progress_phase phase,
                                     double done)
{
    struct progress_sample s = reading(60);
    s.seconds = seconds;
    s.time = NIGHT + (int64_t)seconds;
    s.phase = phase;
    s.phase_done = done;
    return s;
}

/* What is told at this sample; until the next call. */
static const char *tell(struct progress *p, struct progress_sample s)
{
    static char text[1024];
    struct buf out = BUF_INIT;
    progress_tell(p, &s, &out);
    ck_assert(!out.failed);
    ck_assert_uint_lt(out.n, sizeof(text));
    snprintf(text, sizeof(text), "%s", buf_str(&out));
    buf_release(&out);
    return text;
}

START_TEST(bar_fits_the_terminal_and_drops_the_least_important)
{
    for (unsigned width = 1; width < 200; width++) {
        struct progress p = progress_of(PROGRESS_BAR, width, .5);
        const char *const line = tell(&p, reading(20));
        ck_assert_int_eq(line[0], '\r');
        const char *const end = strstr(line, "\033[K");
        ck_assert_ptr_nonnull(end);
        ck_assert_int_lt(end - line - 1, (long)width);
        ck_assert_str_eq(end, "\033[K");
        if (width > 30) {
            ck_assert_ptr_nonnull(strstr(line, " 33 %"));
            ck_assert_ptr_nonnull(strstr(line, "done in"));
        }
        ck_assert_int_eq(strstr(line, "documents") != NULL, width >= 70);
    }
}
END_TEST

START_TEST(bar_is_drawn_five_times_a_second_and_cleared_at_the_end)
{
    struct progress p = progress_of(PROGRESS_BAR, 80, .5);
    int drawn = 0;
    for (int i = 0; i < 1000; i++)
        drawn += *tell(&p, reading(i * .01)) != '\0';
    ck_assert(drawn >= 45 && drawn <= 51);
    ck_assert_str_eq(tell(&p, behind(10, PROGRESS_DONE, 1)), "\r\033[K");
    struct buf out = BUF_INIT;
    progress_clear(&p, &out);
    ck_assert_uint_eq(out.n, 0);
    buf_release(&out);
}
END_TEST

START_TEST(lines_come_after_ten_seconds_then_each_minute_and_phase)
{
    struct progress p = progress_of(PROGRESS_LINES, 0, .5);
    for (int i = 0; i < 100; i++)
        ck_assert_str_eq(tell(&p, reading(i * .1)), "");
    struct progress_sample s = reading(12);
    s.rejected = 1234;
    s.segments = 2;
    ck_assert_str_eq(tell(&p, s),
                     "reading 20 %: 0.6 of 3.0 GB at 50.0 MB/s, 120,000 "
                     "documents, 1,234 rejected, 2 segments; done about 18:01, "
                     "in 78 s\n");
    ck_assert_str_eq(tell(&p, reading(40)), "");
    ck_assert_str_ne(tell(&p, reading(73)), "");
    ck_assert_str_eq(tell(&p, behind(75, PROGRESS_MERGING, -1)),
                     "merging: 3.0 of 3.0 GB, 600,000 documents; done about "
                     "18:01, in 35 s\n");
    ck_assert_str_eq(tell(&p, behind(80, PROGRESS_MERGING, .25)), "");
}
END_TEST

START_TEST(short_build_says_nothing_in_lines_and_none_never)
{
    struct progress lines = progress_of(PROGRESS_LINES, 0, .5);
    struct progress none = progress_of(PROGRESS_NONE, 0, .5);
    tell(&lines, reading(1));
    ck_assert_str_eq(tell(&lines, behind(2, PROGRESS_MERGING, 0)), "");
    ck_assert_str_eq(tell(&lines, behind(3, PROGRESS_DONE, 1)), "");
    ck_assert_str_eq(tell(&none, reading(10000)), "");
}
END_TEST

/* jansson is the reader of others: each line is one object with every key. */
START_TEST(json_lines_hold_what_the_header_promises)
{
    static const char *const keys[] = {
        "time",       "phase",    "seconds",  "bytes_read",       "bytes_found",
        "documents",  "rejected", "segments", "bytes_per_second", "phase_done",
        "eta_seconds"};
    struct progress p = progress_of(PROGRESS_JSON, 0, .5);
    const char *const line = tell(&p, reading(30));
    json_t *const o = json_loads(line, 0, NULL);
    ck_assert_ptr_nonnull(o);
    ck_assert_int_eq(line[strlen(line) - 1], '\n');
    ck_assert_uint_eq(json_object_size(o), COUNT_OF(keys));
    for (size_t i = 0; i < COUNT_OF(keys); i++)
        ck_assert_ptr_nonnull(json_object_get(o, keys[i]));
    ck_assert_str_eq(json_string_value(json_object_get(o, "time")),
                     "2025-11-24T18:00:30Z");
    ck_assert_double_eq_tol(json_real_value(json_object_get(o, "eta_seconds")),
                            60, .001);
    json_decref(o);
    ck_assert_str_eq(tell(&p, reading(30.5)), "");
    ck_assert_ptr_nonnull(strstr(tell(&p, behind(30.6, PROGRESS_ORDERING, -1)),
                                 "\"phase_done\":null"));
    ck_assert_ptr_nonnull(
        strstr(tell(&p, behind(31, PROGRESS_DONE, 1)), "\"eta_seconds\":0"));
}
END_TEST

static double left_at(struct progress *p, struct progress_sample s)
{
    tell(p, s);
    return progress_left(p);
}

START_TEST(estimate_holds_reading_and_a_share_for_what_follows)
{
    struct progress p = progress_of(PROGRESS_NONE, 0, .5);
    ck_assert_double_lt(left_at(&p, reading(.5)), 0); /* too young */
    ck_assert_double_eq_tol(left_at(&p, reading(20)), 70, .001);
    ck_assert_double_eq_tol(left_at(&p, reading(60)), 30, .001);
    ck_assert_double_eq_tol(left_at(&p, behind(70, PROGRESS_ORDERING, -1)), 20,
                            .001);
    /* By its share there is nothing left; that is not believed. */
    ck_assert_double_eq_tol(left_at(&p, behind(160, PROGRESS_ORDERING, -1)), 10,
                            .001);
    tell(&p, behind(160, PROGRESS_MERGING, 0));
    /* What the phase says of itself counts more than any share. */
    ck_assert_double_eq_tol(left_at(&p, behind(180, PROGRESS_MERGING, .2)), 80,
                            .001);
    ck_assert_double_eq(left_at(&p, behind(190, PROGRESS_DONE, 1)), 0);
}
END_TEST

/* A disk that becomes slower after hours shows in the estimate within
 * minutes, and a spill that stops reading for seconds does not. */
START_TEST(rate_is_that_of_late)
{
    struct progress p = progress_of(PROGRESS_NONE, 0, 0);
    struct progress_sample s = reading(0);
    s.bytes_found = (uint64_t)1 << 50;
    for (int i = 1; i <= 3600; i++) {
        s.seconds = i;
        s.bytes_read += 50 * MB;
        tell(&p, s);
    }
    s.seconds += 8; /* the spill */
    tell(&p, s);
    ck_assert(progress_rate(&p) > 48e6 && progress_rate(&p) < 50e6);
    for (int i = 0; i < 900; i++) {
        s.seconds += 1;
        s.bytes_read += 10 * MB;
        tell(&p, s);
    }
    ck_assert(progress_rate(&p) > 10e6 && progress_rate(&p) < 13e6);
}
END_TEST

START_TEST(durations_and_times_read_well)
{
    static const struct {
        double seconds;
        const char *text;
    } cases[] = {{0, "0 s"},           {99.4, "99 s"},
                 {100, "2 min"},       {5999, "100 min"},
                 {6000, "1 h 40 min"}, {11100, "3 h 05 min"},
                 {187200, "2 d 4 h"}};
    struct buf out = BUF_INIT;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        buf_clear(&out);
        progress_duration(cases[i].seconds, &out);
        ck_assert_str_eq(buf_str(&out), cases[i].text);
    }
    buf_clear(&out);
    progress_clock(NIGHT + 60, NIGHT, &out);
    buf_append_str(&out, ", ");
    progress_clock(NIGHT + 12 * 3600, NIGHT, &out);
    ck_assert_str_eq(buf_str(&out), "18:01, 2025-11-25 06:00");
    buf_release(&out);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        bar_fits_the_terminal_and_drops_the_least_important,
        bar_is_drawn_five_times_a_second_and_cleared_at_the_end,
        lines_come_after_ten_seconds_then_each_minute_and_phase,
        short_build_says_nothing_in_lines_and_none_never,
        json_lines_hold_what_the_header_promises,
        estimate_holds_reading_and_a_share_for_what_follows,
        rate_is_that_of_late,
        durations_and_times_read_well,
    };
    setenv("TZ", "UTC", 1);
    tzset();
    return suite_run("progress", tests, COUNT_OF(tests));
}
