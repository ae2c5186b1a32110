#include <stdio.h>
#include <string.h>

#include "bench/releases/score.h"
#include "bench/releases/sources.h"
#include "bench/releases/texts.h"
#include "common/base/buf.h"
#include "common/base/date.h"
#include "common/base/file.h"
#include "tests/support/suite.h"

/* Reads all releases of a file and scores what is read in them. What differs is
 * printed. */
static struct score score_of(const char *path)
{
    struct buf text = BUF_INIT;
    struct texts t;
    struct labelled_text r;
    struct score score = {.releases = 0};
    struct lines l = {.n = 0};
    struct anatomy a = {.n_zones = 0};
    struct err e = ERR_INIT;
    enum st st;

    ck_assert_int_eq(file_read(path, 64 << 20, &text, &e), ST_OK);
    texts_init(&t, buf_bytes(&text));
    while ((st = texts_next(&t, &r, &e)) == ST_OK) {
        ck_assert_int_eq(sources_read_text(r.title, r.body, &l, &a, &e), ST_OK);
        score_add(&score, &r.label, r.body, &l, &a, stderr);
    }
    ck_assert_msg(st == ST_NOT_FOUND, "%s", e.msg);
    lines_release(&l);
    anatomy_release(&a);
    buf_release(&text);
    score_print(&score, stderr);
    return score;
}

struct sample {
    struct labels labels;
    struct score score;
};

static void add_sample(void *context, const struct release *r,
                       const struct lines *l, const struct anatomy *a)
{
    struct sample *const s = context;
    const struct label *const label = labels_find(&s->labels, r->id);
    ck_assert_msg(label, "%.*s has no label", (int)r->id.n,
                  (const char *)r->id.p);
    score_add(&s->score, label, r->body, l, a, stderr);
}

START_TEST(openings_are_read_as_labelled)
{
    const struct score s = score_of(OPENINGS);
    ck_assert_uint_ge(s.releases, 300);
    ck_assert_uint_ge(s.without, 60);
    ck_assert_double_ge(tally_f(&s.place), .96);
    ck_assert_double_ge(tally_f(&s.date), .97);
    ck_assert_double_ge(tally_f(&s.agency), .96);
    ck_assert_uint_eq(s.false_datelines, 0);
}
END_TEST

START_TEST(whole_releases_are_read_as_labelled)
{
    const struct score s = score_of(WHOLE);
    ck_assert_uint_ge(s.releases, 150);
    ck_assert_uint_ge(s.without, 40);
    ck_assert_double_ge(tally_f(&s.place), .96);
    ck_assert_double_ge(tally_f(&s.date), .97);
    ck_assert_double_ge(tally_f(&s.boilerplate), .92);
    ck_assert_uint_eq(s.false_datelines, 0);
}
END_TEST

START_TEST(the_sample_is_read_as_labelled)
{
    static const char *const paths[] = {SAMPLE};
    struct sample s = {.score.releases = 0};
    struct err e = ERR_INIT;
    ck_assert_int_eq(labels_read(&s.labels, SAMPLE_LABELS, &e), ST_OK);
    ck_assert_int_eq(sources_read(paths, 1, add_sample, &s, &e), ST_OK);
    score_print(&s.score, stderr);
    ck_assert_uint_eq(s.score.releases, s.labels.n);
    ck_assert_uint_ge(s.score.releases, 98);
    ck_assert_double_ge(tally_f(&s.score.place), .96);
    ck_assert_double_ge(tally_f(&s.score.date), .97);
    ck_assert_double_ge(tally_f(&s.score.agency), .96);
    ck_assert_double_ge(tally_f(&s.score.boilerplate), .92);
    ck_assert_uint_eq(s.score.false_datelines, 0);
    labels_release(&s.labels);
}
END_TEST

/* A score that counted nothing would pass any bar. */
START_TEST(a_score_counts_what_differs)
{
    const struct bytes body = bytes_of_str("MINSK, 28 May\n\nAbout\n\nLooms");
    struct label label;
    struct lines l = {.n = 0};
    struct score s = {.releases = 0};
    struct anatomy a = {.dateline.date = DATE_NONE};
    ck_assert(label_parse(bytes_of_str("MINSK\t2019-05-28\t-\t2-"), &label));
    ck_assert_int_eq(lines_read(&l, body, NULL), ST_OK);
    ck_assert(
        anatomy_add_zone(&a, ZONE_BOILERPLATE, (struct text_range){0, 20}));
    score_add(&s, &label, body, &l, &a, NULL);
    ck_assert_uint_eq(s.place.missed, 1);
    ck_assert_uint_eq(s.date.missed, 1);
    ck_assert_uint_eq(s.agency.right + s.agency.wrong + s.agency.missed, 0);
    ck_assert_uint_eq(s.boilerplate.right, 1);  /* About */
    ck_assert_uint_eq(s.boilerplate.wrong, 1);  /* MINSK */
    ck_assert_uint_eq(s.boilerplate.missed, 1); /* Looms */
    ck_assert_double_eq(tally_f(&s.boilerplate), .5);
    a.dateline.at = a.dateline.place = (struct text_range){0, 5};
    score_add(&s, &label, body, &l, &a, NULL);
    ck_assert_uint_eq(s.place.right, 1);
    ck_assert(label_parse(bytes_of_str("-\t-\t-\t?"), &label));
    score_add(&s, &label, body, &l, &a, NULL);
    ck_assert_uint_eq(s.place.wrong, 1);
    ck_assert_uint_eq(s.false_datelines, 1);
    ck_assert_uint_eq(s.without, 1);
    anatomy_release(&a);
    lines_release(&l);
}
END_TEST

START_TEST(labels_are_read_or_refused)
{
    struct label label;
    ck_assert(label_parse(bytes_of_str("-\t-\t-\t-"), &label));
    ck_assert_int_eq(label.date, DATE_NONE);
    ck_assert(label.boilerplate_judged && !label_has_paragraph(&label, 1));
    ck_assert(label_parse(bytes_of_str("?\t?\t?\t?"), &label));
    ck_assert(!label.place_judged && !label.date_judged);
    ck_assert(!label.agency_judged && !label.boilerplate_judged);
    ck_assert(label_parse(bytes_of_str("A\t2019-05-28\tB\t2,5-7,9-"), &label));
    for (unsigned i = 1; i < 12; i++)
        ck_assert_int_eq(label_has_paragraph(&label, i),
                         i == 2 || (i >= 5 && i != 8));
    ck_assert(!label_parse(bytes_of_str("A\t2019-02-30\tB\t1"), &label));
    ck_assert(!label_parse(bytes_of_str("A"), &label));
}
END_TEST

SUITE("releases", openings_are_read_as_labelled,
      whole_releases_are_read_as_labelled, the_sample_is_read_as_labelled,
      a_score_counts_what_differs, labels_are_read_or_refused)
