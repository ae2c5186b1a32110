#include "bench/measure.h"

#include "common/base/mem.h"
#include "tests/index/small_index.h"
#include "tests/support/suite.h"

static const struct small_doc DOCS[] = {
    {"Oil", "oil prices rise and gas prices fall"},
    {"Gas", "gas prices"},
    {"Bridge", "a bridge, and oil"},
    {"", ""},
};

static const char QUERIES[] = "oil\n+gas +prices\n\"gas prices\"\noil (\n"
                              "oil gas -bridge\nnowhere\n";
enum { N_QUERIES = 6, BROKEN = 3, NOWHERE = 5, ROUNDS = 20, THREADS = 4 };

struct world {
    struct small_index ix;
    struct queries queries;
    const struct engine_command *command;
};

static struct world world_make(void)
{
    struct world w = {.ix = small_index_make(DOCS, 4, "none", 2),
                      .command = engine_command(bytes_of_str("TOP_10_COUNT"))};
    struct err e = ERR_INIT;
    const char *const path =
        tmpdir_write(&w.ix.dir, "queries", QUERIES, sizeof(QUERIES) - 1);

    ck_assert_msg(queries_read(&w.queries, path, SYNTAX_LUCENE, &e) == ST_OK,
                  "%s", e.msg);
    ck_assert_uint_eq(w.queries.n, N_QUERIES);
    return w;
}

static void world_remove(struct world *w)
{
    queries_release(&w->queries);
    small_index_remove(&w->ix);
}

/* Every query that parses has a time in every round, the others none. */
static void check(const struct samples *s, size_t rounds)
{
    ck_assert_uint_eq(s->n, N_QUERIES);
    ck_assert_uint_eq(samples_asked(s), N_QUERIES - 1);
    for (size_t i = 0; i < s->n; i++) {
        ck_assert_int_eq(s->asked[i], i != BROKEN);
        for (size_t r = 0; r < rounds; r++)
            ck_assert_int_eq(s->list[i * rounds + r].ns > 0, i != BROKEN);
    }
    ck_assert_uint_eq(s->postings[0], 2);
    ck_assert_uint_eq(s->postings[1], 4);
    ck_assert_uint_eq(s->postings[2], 4);
    ck_assert_uint_eq(s->postings[BROKEN], 0);
    ck_assert_uint_eq(s->postings[4], 4); /* but not those of -bridge */
    ck_assert_uint_eq(s->postings[NOWHERE], 0);
}

static void check_warm(size_t threads)
{
    struct world w = world_make();
    struct err e = ERR_INIT;
    struct samples s;

    ck_assert_msg(measure_warm(&s, w.ix.index, &w.queries, w.command, ROUNDS,
                               threads, &e) == ST_OK,
                  "%s", e.msg);
    check(&s, ROUNDS);
    ck_assert_uint_gt(s.wall_ns, 0);
    samples_release(&s);
    world_remove(&w);
}

START_TEST(every_round_of_every_sound_query_is_timed)
{
    check_warm(1);
}
END_TEST

START_TEST(threads_share_the_index_and_the_supply_of_questions)
{
    check_warm(THREADS);
}
END_TEST

START_TEST(cold_questions_open_the_index_each_time)
{
    struct world w = world_make();
    struct err e = ERR_INIT;
    struct samples s;

    ck_assert_msg(
        measure_cold(&s, w.ix.dir.path, &w.queries, w.command, 2, &e) == ST_OK,
        "%s", e.msg);
    check(&s, 2);
    ck_assert_uint_gt(s.list[0].open, 0);
    ck_assert_uint_gt(s.list[0].minor_faults + s.list[0].major_faults, 0);
    samples_release(&s);
    world_remove(&w);
}
END_TEST

START_TEST(missing_index_is_told_when_cold)
{
    struct world w = world_make();
    struct err e = ERR_INIT;
    struct samples s;

    ck_assert_int_eq(measure_cold(&s, tmpdir_file(&w.ix.dir, "gone"),
                                  &w.queries, w.command, 1, &e),
                     ST_NOT_FOUND);
    samples_release(&s);
    world_remove(&w);
}
END_TEST

START_TEST(memory_that_runs_out_at_any_call_is_said)
{
    struct world w = world_make();
    enum st st = ST_NOMEM;

    for (long calls = 0; st != ST_OK; calls++) {
        struct err e = ERR_INIT;
        struct samples s;
        mem_fail_after(calls);
        st = measure_warm(&s, w.ix.index, &w.queries, w.command, 1, 2, &e);
        mem_fail_never();
        ck_assert_msg(st == ST_OK || st == ST_NOMEM, "%s", e.msg);
        samples_release(&s);
    }
    world_remove(&w);
}
END_TEST

SUITE("measure", every_round_of_every_sound_query_is_timed,
      threads_share_the_index_and_the_supply_of_questions,
      cold_questions_open_the_index_each_time, missing_index_is_told_when_cold,
      memory_that_runs_out_at_any_call_is_said)
