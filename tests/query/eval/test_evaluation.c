/* Values worked out by hand; tools/compare_eval.py holds them to trec_eval. */
#include "query/eval/evaluation.h"

#include <math.h>
#include <string.h>

#include "common/base/mem.h"
#include "tests/support/suite.h"
#include "tests/support/tmpdir.h"

static void is_near(double got, double want)
{
    ck_assert_msg(fabs(got - want) < 1e-9, "%.12g, not %.12g", got, want);
}

/* ---- measures ---- */

static double measured(const char *name, const struct judged_answer *a)
{
    struct measure m;
    ck_assert_int_eq(measure_parse(name, &m, NULL), ST_OK);
    return measure_of(&m, a);
}

/* Found at 1, 3 and 6 of six; a fourth was missed. */
static const int FOUND[] = {1, 0, 2, 0, 0, 1}, IDEAL[] = {3, 2, 1, 1, 0, 0};
static const struct judged_answer ANSWER = {FOUND, 6, IDEAL, 6, 1};

START_TEST(precision_and_recall_are_of_the_first_k)
{
    is_near(measured("P_3", &ANSWER), 2 / 3.0);
    is_near(measured("P@10", &ANSWER), 0.3); /* by ten, though six were found */
    is_near(measured("recall_3", &ANSWER), 0.5);
    is_near(measured("R@1000", &ANSWER), 0.75);
    is_near(measured("Rprec", &ANSWER), 0.5); /* two of the first four */
    is_near(measured("success_1", &ANSWER), 1);
}
END_TEST

START_TEST(average_precision_counts_what_was_missed_as_0)
{
    is_near(measured("map", &ANSWER), (1 / 1.0 + 2 / 3.0 + 3 / 6.0 + 0) / 4);
}
END_TEST

START_TEST(ndcg_discounts_by_the_logarithm_of_the_rank)
{
    const double log2_3 = log(3) / log(2), log2_7 = log(7) / log(2);
    const double best = 3 + 2 / log2_3 + 1 / 2.0 + 1 / (log(5) / log(2));
    is_near(measured("ndcg", &ANSWER), (1 + 2 / 2.0 + 1 / log2_7) / best);
    is_near(measured("nDCG@2", &ANSWER), 1 / (3 + 2 / log2_3));
}
END_TEST

START_TEST(reciprocal_rank_is_of_the_first_that_is_relevant_enough)
{
    struct judged_answer strict = ANSWER;
    strict.level = 2;
    is_near(measured("MRR", &ANSWER), 1);
    is_near(measured("recip_rank", &strict), 1 / 3.0);
    is_near(measured("num_rel", &strict), 2);
}
END_TEST

START_TEST(topic_without_relevant_documents_scores_0)
{
    static const int none[] = {0, -1};
    const struct judged_answer a = {none, 2, none, 2, 1};
    static const char *const names[] = {"map",      "ndcg", "ndcg_cut_5", "P_5",
                                        "recall_5", "RR",   "Rprec"};
    for (size_t i = 0; i < COUNT_OF(names); i++)
        is_near(measured(names[i], &a), 0);
}
END_TEST

START_TEST(names_are_printed_as_trec_eval_has_them)
{
    static const char *const names[][2] = {{"nDCG@10", "ndcg_cut_10"},
                                           {"ap", "map"},
                                           {"p@5", "P_5"},
                                           {"R@100", "recall_100"},
                                           {"mrr", "recip_rank"}};
    char name[MEASURE_NAME];
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        struct measure m;
        ck_assert_int_eq(measure_parse(names[i][0], &m, NULL), ST_OK);
        ck_assert_str_eq(measure_name(&m, name), names[i][1]);
    }
}
END_TEST

START_TEST(unknown_measures_are_refused)
{
    static const char *const wrong[] = {"",     "P",        "P_",   "P_0",
                                        "P_-1", "P_10x",    "mapp", "ndcg_cut_",
                                        "P_ 1", "P_1000001"};
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        struct measure m;
        ck_assert_msg(measure_parse(wrong[i], &m, NULL) == ST_USAGE, "%s",
                      wrong[i]);
    }
}
END_TEST

/* ---- files ---- */

struct files {
    struct tmpdir dir;
    struct trec_lines run, qrels;
};

static struct files read_files(const char *run, const char *qrels)
{
    struct files f = {.dir = tmpdir_make()};
    struct err e = ERR_INIT;
    const char *const r = tmpdir_write(&f.dir, "run", run, strlen(run));
    const char *const q = tmpdir_write(&f.dir, "qrels", qrels, strlen(qrels));
    ck_assert_msg(trec_lines_read(&f.run, TREC_RUN, r, &e) == ST_OK, "%s",
                  e.msg);
    ck_assert_msg(trec_lines_read(&f.qrels, TREC_QRELS, q, &e) == ST_OK, "%s",
                  e.msg);
    return f;
}

static void end_files(struct files *f)
{
    trec_lines_release(&f->run);
    trec_lines_release(&f->qrels);
    tmpdir_remove(&f->dir);
}

/* The mean of a measure, and how many topics it is of. */
static double mean_of(const struct files *f, const char *name, bool complete,
                      size_t *topics)
{
    struct measure m;
    struct evaluation v;
    ck_assert_int_eq(measure_parse(name, &m, NULL), ST_OK);
    const struct evaluation_options o = {
        .measures = &m, .n_measures = 1, .level = 1, .complete = complete};
    ck_assert_int_eq(evaluation_make(&v, &f->run, &f->qrels, &o, NULL), ST_OK);
    const double value = v.values[0];
    *topics = v.n;
    evaluation_release(&v);
    return value;
}

START_TEST(equal_scores_are_ordered_by_document_backwards)
{
    size_t n;
    struct files f = read_files("1 Q0 a 1 2.5 t\n1 Q0 b 2 2.5 t\n", "1 0 b 1");
    is_near(mean_of(&f, "RR", false, &n), 1);
    end_files(&f);
    f = read_files("1 Q0 a 1 2.5 t\n1 Q0 b 2 2.5 t\n", "1 0 a 1");
    is_near(mean_of(&f, "RR", false, &n), 0.5);
    end_files(&f);
}
END_TEST

/* As trec_eval keeps them: these two are one float. */
START_TEST(scores_are_compared_as_floats)
{
    size_t n;
    struct files f =
        read_files("1 Q0 a 1 16777217 t\n1 Q0 b 2 16777216 t\n", "1 0 b 1");
    is_near(mean_of(&f, "RR", false, &n), 1);
    end_files(&f);
}
END_TEST

START_TEST(ranks_are_not_believed)
{
    size_t n;
    struct files f =
        read_files("1 Q0 a 1 1 t\n1 Q0 b 2 3e0 t\n1 Q0 c 3 -2 t\n", "1 0 b 1");
    is_near(mean_of(&f, "RR", false, &n), 1);
    end_files(&f);
}
END_TEST

START_TEST(topics_of_both_files_count_or_all_that_were_judged)
{
    size_t n;
    struct files f = read_files("1 Q0 a 1 1 t\n3 Q0 a 1 1 t\n",
                                "1 0 a 1\n2 0 a 1\n1 0 b 0\n");
    is_near(mean_of(&f, "map", false, &n), 1);
    ck_assert_uint_eq(n, 1);
    is_near(mean_of(&f, "map", true, &n), 0.5);
    ck_assert_uint_eq(n, 2);
    is_near(mean_of(&f, "num_rel", true, &n), 2);
    end_files(&f);
}
END_TEST

START_TEST(judgements_of_beir_are_read_too)
{
    size_t n;
    struct files f = read_files("q1 Q0 d1 1 1 t\r\n",
                                "query-id\tcorpus-id\tscore\r\nq1\td1\t2\r\n");
    is_near(mean_of(&f, "map", false, &n), 1);
    ck_assert_uint_eq(n, 1);
    end_files(&f);
}
END_TEST

static void is_refused(enum trec_kind kind, const char *text, const char *why)
{
    const struct tmpdir dir = tmpdir_make();
    const char *const path = tmpdir_write(&dir, "file", text, strlen(text));
    struct trec_lines t;
    struct err e = ERR_INIT;
    ck_assert_int_eq(trec_lines_read(&t, kind, path, &e), ST_USAGE);
    ck_assert_msg(strstr(e.msg, why) && strstr(e.msg, path), "%s", e.msg);
    ck_assert_ptr_null(t.v);
    tmpdir_remove(&dir);
}

START_TEST(wrong_lines_are_told_with_their_number)
{
    is_refused(TREC_RUN, "1 Q0 a 1 1 t\n\n1 Q0 b 1 1\n", ":3: 5 columns");
    is_refused(TREC_RUN, "1 Q0 a 1 high t\n", ":1: high is not a score");
    is_refused(TREC_RUN, "1 Q0 a 1 nan t\n", "nan is not a score");
    is_refused(TREC_QRELS, "1 0 a 0.5\n", "0.5 is not a whole number");
    is_refused(TREC_QRELS, "1 a 1\n", "3 columns, not 4");
    is_refused(TREC_QRELS, "1 0 a 1\n2 0 a 1\n1 0 a 0\n",
               ":3: document a of topic 1 stood in line 1");
}
END_TEST

START_TEST(evaluation_without_memory_says_so_and_leaks_nothing)
{
    struct files f = read_files("1 Q0 a 1 1 t\n", "1 0 a 1\n");
    const struct measure m = {.kind = MEASURE_MAP};
    const struct evaluation_options o = {
        .measures = &m, .n_measures = 1, .level = 1};
    struct evaluation v;
    enum st st = ST_NOMEM;
    for (long n = 0; st == ST_NOMEM; n++) {
        ck_assert_int_lt(n, 20);
        mem_fail_after(n);
        st = evaluation_make(&v, &f.run, &f.qrels, &o, NULL);
        ck_assert(mem_fail_never() == (st == ST_NOMEM));
    }
    ck_assert_int_eq(st, ST_OK);
    evaluation_release(&v);
    end_files(&f);
}
END_TEST

SUITE("evaluation", precision_and_recall_are_of_the_first_k,
      average_precision_counts_what_was_missed_as_0,
      ndcg_discounts_by_the_logarithm_of_the_rank,
      reciprocal_rank_is_of_the_first_that_is_relevant_enough,
      topic_without_relevant_documents_scores_0,
      names_are_printed_as_trec_eval_has_them, unknown_measures_are_refused,
      equal_scores_are_ordered_by_document_backwards,
      scores_are_compared_as_floats, ranks_are_not_believed,
      topics_of_both_files_count_or_all_that_were_judged,
      judgements_of_beir_are_read_too, wrong_lines_are_told_with_their_number,
      evaluation_without_memory_says_so_and_leaks_nothing)
