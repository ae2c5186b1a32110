/* A stop that is due before the work begins ends each phase at once. */
#include <time.h>

#include "query/commands/collect.h"
#include "query/commands/commands.h"
#include "query/commands/time_watch.h"
#include "query/expand/fitting.h"
#include "tests/index/built_index.h"
#include "tests/query/commands/said.h"
#include "tests/support/suite.h"

enum { RELEASES = 30 };

static const volatile sig_atomic_t due = 1;
static const char STOPPED[] = "stopped before the end: there may be better "
                              "releases, and more of them\n";
static const char *const words[] = {"oil"};

static struct question_arguments stopped_question(void)
{
    struct question_arguments a = QUESTION_ARGUMENTS_DEFAULT;
    a.stop = &due;
    return a;
}

static void build(struct built_index *b)
{
    char id[8], body[64];
    built_index_init(b);
    for (int i = 0; i < RELEASES; i++) {
        snprintf(id, sizeof(id), "d%d", i);
        snprintf(body, sizeof(body), "oil and word%d", i);
        built_index_add(b, id, body);
    }
    built_index_end(b);
    const struct build_options o = built_index_options(b);
    build_quietly(&o);
}

/* Runs `command`(c, ...) and fills `s` and `partial`. */
#define RUN(command, c, s, partial)                                            \
    do {                                                                       \
        struct call call;                                                      \
        (s) = (struct said){.e = ERR_INIT};                                    \
        call_begin(&call);                                                     \
        (s).st = command(&(c), &call.reply, &(s).e);                           \
        (partial) = call.reply.partial;                                        \
        call_end(&call, &(s));                                                 \
    } while (0)

START_TEST(what_can_be_shown_in_part_is)
{
    struct built_index b;
    struct said s;
    bool partial;
    build(&b);
    const struct search_command search = {.index = b.index,
                                          .words = words,
                                          .n_words = 1,
                                          .question = stopped_question(),
                                          .top = 10,
                                          .format = FORMAT_TABLE,
                                          .look = {.columns = 80}};
    RUN(command_search, search, s, partial);
    ck_assert_int_eq(s.st, ST_OK);
    ck_assert(partial);
    ck_assert_str_eq(s.notes, STOPPED);
    const struct kwic_command kwic = {.index = b.index,
                                      .words = words,
                                      .n_words = 1,
                                      .question = stopped_question(),
                                      .most = 100,
                                      .around = 8,
                                      .look = {.columns = 80}};
    RUN(command_kwic, kwic, s, partial);
    ck_assert_int_eq(s.st, ST_OK);
    ck_assert(partial);
    ck_assert_ptr_nonnull(strstr(s.notes, STOPPED));
    const struct similar_command similar = {.index = b.index,
                                            .like = "d3",
                                            .question = stopped_question(),
                                            .top = 5,
                                            .format = FORMAT_IDS,
                                            .look = {.columns = 80}};
    RUN(command_similar, similar, s, partial);
    ck_assert_int_eq(s.st, ST_OK);
    ck_assert(partial);
    ck_assert_ptr_nonnull(strstr(s.notes, STOPPED));
    built_index_remove(&b);
}
END_TEST

START_TEST(facets_that_are_not_whole_are_left_out)
{
    struct built_index b;
    struct said s;
    bool partial;
    build(&b);
    const struct search_command search = {.index = b.index,
                                          .words = words,
                                          .n_words = 1,
                                          .question = stopped_question(),
                                          .top = 10,
                                          .facets = {{TALLY_YEAR}, 1},
                                          .format = FORMAT_JSON,
                                          .tag = "t"};
    RUN(command_search, search, s, partial);
    ck_assert_int_eq(s.st, ST_OK);
    ck_assert(partial);
    ck_assert_ptr_null(strstr(s.out, "facets"));
    built_index_remove(&b);
}
END_TEST

START_TEST(a_part_of_a_count_or_of_a_sum_is_none)
{
    struct built_index b;
    struct said s;
    bool partial;
    build(&b);
    const struct count_command count = {.index = b.index,
                                        .words = words,
                                        .n_words = 1,
                                        .question = stopped_question(),
                                        .grouped = true,
                                        .look = {.columns = 80}};
    RUN(command_count, count, s, partial);
    ck_assert_int_eq(s.st, ST_STOPPED);
    ck_assert_str_eq(s.e.msg, "stopped before all were counted");
    ck_assert_str_eq(s.out, "");
    ck_assert(!partial);
    const struct explain_command explain = {.index = b.index,
                                            .query = "oil",
                                            .id = "d3",
                                            .question = stopped_question()};
    RUN(command_explain, explain, s, partial);
    ck_assert_int_eq(s.st, ST_STOPPED);
    ck_assert_str_eq(s.e.msg, "stopped before the score was known");
    ck_assert_str_eq(s.out, "");
    ck_assert(!partial);
    ck_assert_int_eq(exit_code_of(ST_STOPPED), EXIT_PARTIAL);
    built_index_remove(&b);
}
END_TEST

START_TEST(words_of_a_pattern_are_looked_for_no_further)
{
    struct built_index b;
    struct analyzer *analyzer;
    struct index *ix;
    struct arena arena;
    struct fitting f;
    struct err e = ERR_INIT;
    uint64_t budget = 1000000;
    build(&b);
    arena_init(&arena, 0);
    ck_assert_int_eq(index_open(&ix, b.index, NULL), ST_OK);
    ck_assert_int_eq(analyzer_open(&analyzer, NULL), ST_OK);
    const struct pattern p = {.kind = PATTERN_WILDCARD,
                              .text = bytes_of_str("*ord*")};
    struct vocabulary with = {ix, analyzer, &arena, &due};
    ck_assert_int_eq(fitting_find(&f, &with, &p, &budget, &e), ST_STOPPED);
    ck_assert_int_eq(e.code, ST_OK); /* who asked says what was stopped */
    with.stop = NULL;
    ck_assert_int_eq(fitting_find(&f, &with, &p, &budget, &e), ST_OK);
    ck_assert_uint_eq(f.n, RELEASES);
    analyzer_close(analyzer);
    index_close(ix);
    arena_release(&arena);
    built_index_remove(&b);
}
END_TEST

/* The hits were found; the stop comes before their texts are read. */
START_TEST(reading_ends_behind_the_first_hits)
{
    struct built_index b;
    struct index *ix;
    struct searcher *searcher;
    struct hit hits[RELEASES];
    struct search_result found;
    build(&b);
    ck_assert_int_eq(index_open(&ix, b.index, NULL), ST_OK);
    ck_assert_int_eq(searcher_open(&searcher, ix, NULL), ST_OK);
    const struct ast_node oil = {.kind = AST_WORD, .text = bytes_of_str("oil")};
    struct search_options o = SEARCH_OPTIONS_DEFAULT;
    o.k = RELEASES;
    ck_assert_int_eq(searcher_run(searcher, &oil, &o, hits, &found, NULL),
                     ST_OK);
    ck_assert_uint_eq(found.n, RELEASES);
    for (int texts = 0; texts <= 1; texts++) {
        struct answer a = {.n = 0};
        struct collector c = {.index = ix,
                              .searcher = searcher,
                              .answer = &a,
                              .texts = texts,
                              .stop = &due};
        arena_init(&a.arena, 0);
        ck_assert_int_eq(collect_hits(&c, hits, found.n, NULL), ST_OK);
        ck_assert_int_eq(a.partial, texts);
        ck_assert_uint_eq(a.n, texts ? COLLECT_ANYWAY : RELEASES);
        collector_close(&c);
        arena_release(&a.arena);
    }
    searcher_close(searcher);
    index_close(ix);
    built_index_remove(&b);
}
END_TEST

/* A flag is set when its own time is up, and not again before the next. */
START_TEST(each_worker_has_a_time_of_its_own)
{
    struct time_watch *w;
    const struct timespec pause = {.tv_nsec = 1000000};
    ck_assert_int_eq(time_watch_open(&w, 2, 20, NULL), ST_OK);
    const stop_flag one = time_watch_flag(w, 0), other = time_watch_flag(w, 1);
    for (int round = 0; round < 3; round++) {
        time_watch_begin(w, 0);
        ck_assert(!stop_asked(one));
        for (int ms = 0; ms < 10000 && !stop_asked(one); ms++)
            nanosleep(&pause, NULL);
        ck_assert(stop_asked(one));
        ck_assert(!stop_asked(other)); /* never begun */
    }
    time_watch_close(w);
    time_watch_close(NULL);
}
END_TEST

START_TEST(a_day_is_not_up_at_once)
{
    struct time_watch *w;
    const struct timespec pause = {.tv_nsec = 5000000};
    ck_assert_int_eq(time_watch_open(&w, 1, 86400000, NULL), ST_OK);
    time_watch_begin(w, 0);
    nanosleep(&pause, NULL);
    ck_assert(!stop_asked(time_watch_flag(w, 0)));
    time_watch_close(w); /* and is not waited for */
}
END_TEST

SUITE("stopped", each_worker_has_a_time_of_its_own, a_day_is_not_up_at_once,
      what_can_be_shown_in_part_is, facets_that_are_not_whole_are_left_out,
      a_part_of_a_count_or_of_a_sum_is_none,
      words_of_a_pattern_are_looked_for_no_further,
      reading_ends_behind_the_first_hits)
