/* The measure itself: labels as they are written, and what is counted. */
#include <string.h>

#include "bench/releases/quotation_score.h"
#include "tests/support/suite.h"
#include "tests/support/tmpdir.h"

static bool same(const char *a, const char *b)
{
    return same_speaker(bytes_of_str(a), bytes_of_str(b));
}

START_TEST(a_speaker_is_the_same_by_last_word_and_inclusion)
{
    ck_assert(same("Ann Lis", "Ann Lis"));
    ck_assert(same("Lis", "Ann Lis"));
    ck_assert(same("Dr. Ann M. Lis", "Ann Lis"));
    ck_assert(same("Ann O’Hara", "Ann O’Hara"));
    ck_assert(!same("Ann Lis", "Jo Lis"));
    ck_assert(!same("Ann", "Ann Lis"));
    ck_assert(!same("Ann Fir", "Ann Lis"));
    ck_assert(!same("", "Ann Lis"));
    ck_assert(!same("Ann Lis", ""));
    ck_assert(!same("", ""));
}
END_TEST

START_TEST(labels_are_read_as_they_are_written)
{
    static const char TEXT[] = "# a comment\n"
                               "held\tx\tb\t10-20=30-35 ?40-50=- 60-70=t1-4\n"
                               "open\tx\ta\t-\n";
    struct quotation_labels l;
    struct err e = ERR_INIT;
    const struct tmpdir d = tmpdir_make();
    ck_assert_int_eq(
        quotation_labels_open(
            &l, tmpdir_write(&d, "labels", TEXT, strlen(TEXT)), &e),
        ST_OK);
    ck_assert_uint_eq(l.n, 2);
    const struct labelled_release *const b =
        quotation_labels_find(&l, bytes_of_str("b"));
    ck_assert_ptr_nonnull(b);
    ck_assert_uint_eq(b->end - b->first, 3);
    const struct labelled_quotation *const q = &l.quotations[b->first];
    ck_assert_uint_eq(q[0].at.to, 20);
    ck_assert_uint_eq(q[0].speaker.from, 30);
    ck_assert(q[1].optional && text_range_is_empty(q[1].speaker));
    ck_assert(q[2].in_title && q[2].speaker.to == 4);
    ck_assert_ptr_null(quotation_labels_find(&l, bytes_of_str("c")));
    quotation_labels_close(&l);
    tmpdir_remove(&d);
}
END_TEST

START_TEST(a_line_that_is_no_label_is_told)
{
    static const char *const LINES[] = {
        "open\tx\ta\t10=20\n", "open\tx\ta\t10-20\n", "open\tx\ta\tx-20=-\n",
        "open\tx\ta\t10-20=-5\n", "open\tx\ta\t10-20=1-2x\n"};
    const struct tmpdir d = tmpdir_make();
    for (size_t i = 0; i < sizeof(LINES) / sizeof(LINES[0]); i++) {
        struct quotation_labels l;
        struct err e = ERR_INIT;
        const char *const path =
            tmpdir_write(&d, "labels", LINES[i], strlen(LINES[i]));
        ck_assert_int_eq(quotation_labels_open(&l, path, &e), ST_SYNTAX);
        ck_assert_ptr_nonnull(strstr(e.msg, "no label: a"));
        quotation_labels_close(&l);
    }
    tmpdir_remove(&d);
}
END_TEST

/* "“Yes it is,” said Ann Lis. “No.” “Maybe so.”" */
START_TEST(right_wrong_missing_and_optional_are_counted)
{
    struct labelled_quotation q[] = {
        {.at = {0, 5}, .speaker = {20, 27}},
        {.at = {6, 9}, .speaker = {20, 27}},
        {.at = {10, 14}, .optional = true},
    };
    struct labelled_release label = {.first = 0, .end = 3};
    struct quotation_labels labels = {.quotations = q, .n_quotations = 3};
    struct text_quotation found[] = {
        {.at = {0, 5}, .speaker = {24, 27}, .sure = SURE_A},
        {.at = {10, 13}, .speaker = {24, 27}, .sure = SURE_A},
        {.at = {15, 18}, .speaker = {0, 5}, .sure = SURE_B},
    };
    struct anatomy a = {.quotations = found, .n_quotations = 3};
    const struct scored_release r = {
        .body = bytes_of_str("Hello ... .... ..... Ann Lis"),
        .labels = &labels,
        .label = &label,
        .found = &a,
    };
    struct quotation_score s = {0};
    q[0].speaker = q[1].speaker = (struct text_range){21, 28};
    found[0].speaker = (struct text_range){25, 28};
    quotation_score_add(&s, &r, NULL);
    ck_assert_uint_eq(s.releases, 1);
    ck_assert_uint_eq(s.labelled, 2);
    ck_assert_uint_eq(s.found, 2);
    ck_assert_uint_eq(s.right, 1);
    ck_assert_uint_eq(s.spoken, 2);
    ck_assert_uint_eq(s.said[SURE_A], 1);
    ck_assert_uint_eq(s.said_right[SURE_A], 1);
    ck_assert_uint_eq(s.full[SURE_A], 0);
    ck_assert_uint_eq(s.said[SURE_B], 1);
    ck_assert_uint_eq(s.said_right[SURE_B], 0);
}
END_TEST

SUITE("quotation score", a_speaker_is_the_same_by_last_word_and_inclusion,
      labels_are_read_as_they_are_written, a_line_that_is_no_label_is_told,
      right_wrong_missing_and_optional_are_counted)
