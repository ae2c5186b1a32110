#include <stdio.h>
#include <string.h>

#include "common/base/mem.h"
#include "query/span/intervals.h"
#include "tests/support/rng.h"
#include "tests/support/suite.h"

/* Sets are written 0-3 5 7-9, a single position being itself. */

enum { MAX = 16 };

struct set {
    uint32_t first[MAX], last[MAX], n;
    bool points;
};

static struct set read_set(const char *text)
{
    struct set s = {.points = !strchr(text, '-')};
    int used;

    for (; sscanf(text, "%u%n", &s.first[s.n], &used) == 1; s.n++) {
        text += used;
        s.last[s.n] = s.first[s.n];
        if (*text == '-' && sscanf(text, "-%u%n", &s.last[s.n], &used) == 1)
            text += used;
    }
    return s;
}

/* Words are one array. */
static struct intervals view(const struct set *s)
{
    return (struct intervals){s->first, s->points ? s->first : s->last, s->n};
}

static const char *text_of(struct intervals a)
{
    static char text[256];
    char *end = text;

    *end = '\0';
    for (uint32_t i = 0; i < a.n; i++) {
        end += sprintf(end, "%s%u", i ? " " : "", a.first[i]);
        if (a.last[i] != a.first[i])
            end += sprintf(end, "-%u", a.last[i]);
    }
    return text;
}

/* Releases the buffer. */
static void expect(struct interval_buf *b, bool done, const char *want)
{
    ck_assert(done);
    ck_assert_str_eq(text_of(interval_buf_view(b)), want);
    interval_buf_release(b);
}

static void near(const char *a, const char *b, uint32_t count, bool ordered,
                 const char *want)
{
    const struct set x = read_set(a), y = read_set(b);
    struct interval_buf out = {.n = 0};
    const struct nearness how = {count, ordered};
    const bool any = intervals_are_near(view(&x), view(&y), how, NULL);

    ck_assert_int_eq(any, *want != '\0');
    expect(&out, intervals_near(&out, view(&x), view(&y), how), want);
}

START_TEST(near_takes_the_smallest_cover_on_either_side)
{
    near("0 5", "3", 3, false, "0-3 3-5");
    near("0 5", "3", 2, false, "3-5");
    near("0 5", "3", 1, false, "");
    near("0 5", "3", UINT32_MAX, true, "0-3");
    near("0 1 2", "3", 9, false, "2-3");
    near("", "3", 9, false, "");
    near("0 9", "4 5", UINT32_MAX, false, "0-4 5-9");
}
END_TEST

START_TEST(near_needs_two_occurrences_of_one_word)
{
    near("4", "4", 9, false, "");
    near("4 7", "4 7", 3, false, "4-7");
    near("4 7", "4 7", 3, true, "4-7");
    near("4 7 8", "4 7 8", 9, false, "4-7 7-8");
}
END_TEST

START_TEST(near_of_phrases_is_counted_from_end_to_beginning)
{
    near("0-1", "2-3", 1, false, "0-3");
    near("0-1", "3-4", 1, false, "");
    near("0-2", "1", 0, false, "0-2");   /* inside, with no common end */
    near("0-2", "2-3", 9, false, "");    /* one word would be in both  */
    near("0-4", "2-6", 0, false, "0-6"); /* they overlap               */
    near("0-4 7-8", "4-5", 9, false, "4-8");
    near("0-4", "1 3", 0, true, "");
}
END_TEST

static void not_near(const char *a, const char *b, uint32_t count, bool ordered,
                     const char *want)
{
    const struct set x = read_set(a), y = read_set(b);
    struct interval_buf out = {.n = 0};

    expect(&out,
           intervals_not_near(&out, view(&x), view(&y),
                              (struct nearness){count, ordered}, NULL),
           want);
}

START_TEST(not_near_keeps_what_has_no_partner)
{
    not_near("0 10 20", "12", 2, false, "0 20");
    not_near("0 10 20", "12", 2, true, "0 20");
    not_near("0 10 20", "8", 2, true, "0 10 20");
    not_near("0 10", "10", 0, false, "0 10");
    not_near("0 10", "10", 10, false, "10");
    not_near("3-5", "4", 0, false, "");
}
END_TEST

START_TEST(parts_of_the_text_divide_pairs)
{
    static const uint32_t ends[] = {4, 10, 12};
    const struct parts parts = {ends, 3};
    const struct set a = read_set("3 8"), b = read_set("4 9 11");
    const struct nearness how = {UINT32_MAX, false};
    struct interval_buf out = {.n = 0};

    ck_assert(intervals_are_near(view(&a), view(&b), how, &parts));
    ck_assert(intervals_near(&out, view(&a), view(&b), how));
    ck_assert_str_eq(text_of(interval_buf_view(&out)), "3-4 4-8 8-9");
    intervals_keep_within_parts(&out, parts);
    expect(&out, true, "4-8 8-9");
    expect(&out, intervals_not_near(&out, view(&a), view(&b), how, &parts),
           "3");
}
END_TEST

static void cover(uint32_t n, const char *const *texts, uint32_t count,
                  const char *want)
{
    struct intervals of[MAX];
    uint32_t at[MAX], ends[MAX], begins[MAX], place[MAX];
    struct set sets[MAX];
    struct interval_merge m = {of, at, ends, begins, place};
    struct interval_buf out = {.n = 0};

    for (uint32_t i = 0; i < n; i++) {
        sets[i] = read_set(texts[i]);
        of[i] = view(&sets[i]);
    }
    expect(&out, intervals_cover(&out, &m, n, count), want);
}

START_TEST(cover_takes_so_many_of_the_sets)
{
    static const char *const sets[] = {"0 10", "3 20", "4-6", ""};

    cover(3, sets, 1, "0 3 4-6 10 20");
    cover(3, sets, 2, "0-3 3-6 4-10 10-20");
    cover(3, sets, 3, "0-6 3-10 4-20");
    cover(4, sets, 4, "");
    cover(4, sets, 3, "0-6 3-10 4-20");
}
END_TEST

START_TEST(union_keeps_the_inner_of_two)
{
    const struct set a = read_set("0-3 5-9"), b = read_set("1-2 5-8 9");
    struct interval_buf out = {.n = 0};

    expect(&out, intervals_or(&out, view(&a), view(&b)), "1-2 5-8 9");
}
END_TEST

static void row(const char *a, const char *b, uint32_t least, uint32_t most,
                const char *want)
{
    const struct set x = read_set(a), y = read_set(b);
    struct interval_buf out = {.n = 0};

    ck_assert(intervals_row(&out, view(&x), view(&y), least, most));
    intervals_row_end(&out);
    expect(&out, true, want);
}

START_TEST(row_is_side_by_side_or_with_words_between)
{
    row("0 5", "1 7", 0, 0, "0-1");
    row("0 5", "1 7", 1, 1, "5-7");
    row("0 5", "1 7", 0, 1, "0-1 5-7");
    row("0-2 3-4", "3 5", 0, 0, "0-3 3-5");
    row("0 1 2", "4", 1, 3, "2-4");
    row("0", "0", 0, 9, "");
}
END_TEST

START_TEST(runs_and_zones_are_views)
{
    const struct set a = read_set("0 2-3 7 9-12");

    ck_assert_str_eq(text_of(intervals_runs(view(&a), 1)), "0 2-3 7 9-12");
    ck_assert_str_eq(text_of(intervals_runs(view(&a), 3)), "0-7 2-12");
    ck_assert_str_eq(text_of(intervals_runs(view(&a), 5)), "");
    ck_assert_str_eq(
        text_of(intervals_within(view(&a), (struct bounds){1, 12})), "2-3 7");
    ck_assert_str_eq(text_of(intervals_within(view(&a), (struct bounds){3, 4})),
                     "");
}
END_TEST

/* The words of a phrase, the same ones known by their text. */
static void moved(uint32_t n, const char *const *texts, uint32_t slop,
                  const char *want)
{
    struct moved_word words[MAX] = {{.n = 0}};
    struct set sets[MAX];
    struct interval_buf out = {.n = 0};

    for (uint32_t i = 0; i < n; i++) {
        sets[i] = read_set(texts[i]);
        words[i].pos = sets[i].first;
        words[i].n = sets[i].n;
        for (uint32_t k = 0; k < i; k++) {
            if (strcmp(texts[i], texts[k]) == 0)
                words[i].same = k + 1;
        }
    }
    expect(&out, intervals_moved(&out, words, n, slop), want);
}

START_TEST(moved_words_are_as_far_apart_as_the_slop_allows)
{
    moved(2, (const char *[]){"0", "1"}, 0, "0-1");
    moved(2, (const char *[]){"0", "3"}, 1, "");
    moved(2, (const char *[]){"0", "3"}, 2, "0-3");
    moved(2, (const char *[]){"1", "0"}, 1, ""); /* to swap takes two */
    moved(2, (const char *[]){"1", "0"}, 2, "0-1");
    moved(2, (const char *[]){"4", "4"}, 9, "");
    moved(2, (const char *[]){"4 6", "4 6"}, 1, "4-6");
    moved(3, (const char *[]){"0 9", "1", "2 8"}, 0, "0-2");
    moved(3, (const char *[]){"0 9", "1", "2 8"}, 20, "0-2 1-9");
}
END_TEST

/* A random minimal set of up to 8 intervals before 40. */
static struct set draw_set(struct rng *r, bool points)
{
    struct set s = {.points = points};
    uint32_t first = 0, last = 0;

    for (uint32_t n = rng_below(r, 9); n > 0; n--) {
        first += 1 + rng_below(r, 5);
        last = first + (points ? 0 : rng_below(r, 6));
        if (s.n > 0 && last <= s.last[s.n - 1])
            last = s.last[s.n - 1] + 1;
        s.first[s.n] = first;
        s.last[s.n++] = last;
    }
    return s;
}

START_TEST(what_is_in_both_is_found_as_by_trying_all)
{
    struct rng r = rng_from_env(31);
    struct interval_buf out = {.n = 0};

    for (int round = 0; round < 20000; round++) {
        const bool points = rng_below(&r, 2);
        const struct set a = draw_set(&r, points), b = draw_set(&r, points);
        struct set want = {.points = points};
        for (uint32_t i = 0; i < a.n; i++)
            for (uint32_t k = 0; k < b.n; k++)
                if (a.first[i] == b.first[k] && a.last[i] == b.last[k]) {
                    want.first[want.n] = a.first[i];
                    want.last[want.n++] = a.last[i];
                }
        char text[256];
        snprintf(text, sizeof(text), "%s", text_of(view(&want)));
        ck_assert(intervals_and(&out, view(&a), view(&b)));
        ck_assert_str_eq(text_of(interval_buf_view(&out)), text);
    }
    interval_buf_release(&out);
}
END_TEST

START_TEST(what_lies_within_one_of_several_is_found_as_by_trying_all)
{
    struct rng r = rng_from_env(32);
    struct interval_buf out = {.n = 0};

    for (int round = 0; round < 20000; round++) {
        const struct set a = draw_set(&r, rng_below(&r, 2));
        struct set want = {.n = 0};
        struct bounds in[8];
        size_t n = 0;
        for (uint32_t at = rng_below(&r, 6); n < rng_below(&r, 9); n++) {
            in[n].from = at;
            in[n].to = at + 1 + rng_below(&r, 9);
            at = in[n].to + (rng_below(&r, 2) ? rng_below(&r, 6) : 0);
        }
        for (uint32_t i = 0; i < a.n; i++)
            for (size_t k = 0; k < n; k++)
                if (a.first[i] >= in[k].from && a.last[i] < in[k].to) {
                    want.first[want.n] = a.first[i];
                    want.last[want.n++] = a.last[i];
                }
        char text[256];
        snprintf(text, sizeof(text), "%s", text_of(view(&want)));
        ck_assert(intervals_within_any(&out, view(&a), in, n));
        ck_assert_str_eq(text_of(interval_buf_view(&out)), text);
    }
    interval_buf_release(&out);
}
END_TEST

START_TEST(without_memory_nothing_is_made)
{
    const struct set a = read_set("0 5"), b = read_set("3");
    struct interval_buf out = {.n = 0};

    for (long n = 0; n < 2; n++) {
        mem_fail_after(n);
        ck_assert(!intervals_near(&out, view(&a), view(&b),
                                  (struct nearness){9, false}));
        ck_assert(mem_fail_never());
        ck_assert_uint_eq(out.n, 0);
    }
    expect(
        &out,
        intervals_near(&out, view(&a), view(&b), (struct nearness){9, false}),
        "0-3 3-5");
}
END_TEST

SUITE("intervals", near_takes_the_smallest_cover_on_either_side,
      near_needs_two_occurrences_of_one_word,
      near_of_phrases_is_counted_from_end_to_beginning,
      not_near_keeps_what_has_no_partner, parts_of_the_text_divide_pairs,
      cover_takes_so_many_of_the_sets, union_keeps_the_inner_of_two,
      row_is_side_by_side_or_with_words_between, runs_and_zones_are_views,
      moved_words_are_as_far_apart_as_the_slop_allows,
      what_is_in_both_is_found_as_by_trying_all,
      what_lies_within_one_of_several_is_found_as_by_trying_all,
      without_memory_nothing_is_made)
