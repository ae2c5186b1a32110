#include "bench/engine.h"

#include <stdio.h>

#include "common/base/mem.h"
#include "indexer/build.h"
#include "tests/support/suite.h"
#include "tests/support/tmpdir.h"

static const char RELEASES[] =
    "{\"id\": \"r1\", \"title\": \"Oil\", \"date\": \"2020-01-02\", "
    "\"body\": \"Oil prices rose.\"}\n"
    "{\"id\": \"r2\", \"title\": \"Gas\", \"date\": \"2020-03-04\", "
    "\"body\": \"Gas, but no price.\"}\n"
    "{\"id\": \"r3\", \"title\": \"\", \"body\": \"A bridge, and oil.\"}\n";

struct world {
    struct tmpdir dir;
    struct index *index;
    struct engine *engine;
};

static struct world world_make(bool store)
{
    struct world w = {.dir = tmpdir_make()};
    struct build_result result;
    struct err e = ERR_INIT;
    char path[128];
    const char *const source =
        tmpdir_write(&w.dir, "r.jsonl", RELEASES, sizeof(RELEASES) - 1);

    snprintf(path, sizeof(path), "%s/index", w.dir.path);
    const struct build_options options = {.index = path,
                                          .sources = &source,
                                          .n_sources = 1,
                                          .lang = "en",
                                          .memory = BUILD_MEMORY_MIN,
                                          .threads = 1,
                                          .store = store,
                                          .map = field_map_default()};
    ck_assert_msg(build_index(&options, &result, &e) == ST_OK, "%s", e.msg);
    build_result_release(&result);
    ck_assert_msg(index_open(&w.index, path, &e) == ST_OK, "%s", e.msg);
    ck_assert_msg(engine_open(&w.engine, w.index, &e) == ST_OK, "%s", e.msg);
    return w;
}

static void world_remove(struct world *w)
{
    engine_close(w->engine);
    index_close(w->index);
    tmpdir_remove(&w->dir);
}

static struct engine_answer ask(const struct world *w, const char *command,
                                const char *query)
{
    struct err e = ERR_INIT;
    struct engine_answer a;
    const struct engine_query q = {bytes_of_str(query), SYNTAX_LUCENE};
    const enum st st =
        engine_ask(w->engine, engine_command(bytes_of_str(command)), q, &a, &e);

    ck_assert_msg(st == ST_OK, "%s", e.msg);
    return a;
}

static void expect_snippet(const struct engine_answer *a, size_t hit,
                           const char *text, const char *marked)
{
    const struct marked *const s = &a->read->hits[hit].snippet;

    ck_assert_uint_lt(hit, a->read->n);
    ck_assert(bytes_equal_str(s->text, text));
    ck_assert_uint_eq(s->n_marks, 1);
    ck_assert(bytes_equal_str(bytes_of(s->text.p + s->marks[0].start,
                                       s->marks[0].end - s->marks[0].start),
                              marked));
}

START_TEST(reading_commands_make_the_snippets_of_each_question)
{
    struct world w = world_make(true);

    for (int i = 0; i < 2; i++) {
        struct engine_answer a = ask(&w, "READ_10", "prices");
        ck_assert_uint_eq(a.number, 2);
        expect_snippet(&a, 0, "Oil prices rose.", "prices");
        expect_snippet(&a, 1, "Gas, but no price.", "price");
        a = ask(&w, "SNIPPETS_10", "bridge");
        ck_assert_uint_eq(a.read->n, 1);
        expect_snippet(&a, 0, "A bridge, and oil.", "bridge");
        a = ask(&w, "SNIPPETS_10", "nowhere");
        ck_assert_uint_eq(a.read->n, 0);
    }
    world_remove(&w);
}
END_TEST

START_TEST(snippets_are_timed_apart_from_the_search)
{
    struct world w = world_make(true);
    uint64_t alone = UINT64_MAX, all = UINT64_MAX;

    /* The least of a few times; of many, where the machine is busy. */
    for (int i = 0; i < 200 || (alone >= all && i < 20000); i++) {
        all = MIN(all, ask(&w, "READ_10", "oil prices bridge gas -rose").ns);
        alone = MIN(alone,
                    ask(&w, "SNIPPETS_10", "oil prices bridge gas -rose").ns);
    }
    ck_assert_uint_gt(alone, 0);
    ck_assert_uint_lt(alone, all);
    world_remove(&w);
}
END_TEST

START_TEST(without_stored_texts_there_is_nothing_to_mark)
{
    struct world w = world_make(false);
    const struct engine_answer a = ask(&w, "READ_10", "oil");

    ck_assert_uint_eq(a.read->n, 2);
    ck_assert(!a.read->hits[0].stored);
    world_remove(&w);
}
END_TEST

START_TEST(months_are_counted_of_all_that_match)
{
    struct world w = world_make(true);
    const struct engine_answer a = ask(&w, "COUNT_BY_MONTH", "*:*");

    ck_assert_uint_eq(a.number, 3);
    ck_assert_uint_eq(a.months->n, 3);
    ck_assert(bytes_equal_str(a.months->rows[0].name, "2020-01"));
    ck_assert_uint_eq(a.months->rows[0].docs, 1);
    ck_assert_uint_eq(a.months->rows[1].docs, 0);
    ck_assert_uint_eq(a.months->without, 1);
    world_remove(&w);
}
END_TEST

START_TEST(other_commands_read_nothing)
{
    struct world w = world_make(true);
    const struct engine_answer a = ask(&w, "TOP_10", "oil");

    ck_assert_uint_eq(a.n, 2);
    ck_assert_ptr_null(a.read);
    ck_assert_ptr_null(a.months);
    world_remove(&w);
}
END_TEST

/* Whichever allocation fails, the question fails or is answered, and the engine
 * can be asked again. */
START_TEST(survives_failing_memory)
{
    struct world w = world_make(true);
    const struct engine_command *const command =
        engine_command(bytes_of_str("READ_10"));
    const struct engine_query q = {bytes_of_str("oil prices"), SYNTAX_LUCENE};
    bool done = false;

    for (unsigned n = 0; !done && n < 2000; n++) {
        struct engine *g;
        struct err e = ERR_INIT;
        struct engine_answer a;
        ck_assert_int_eq(engine_open(&g, w.index, NULL), ST_OK);
        mem_fail_after(n);
        const enum st st = engine_ask(g, command, q, &a, &e);
        mem_fail_never();
        ck_assert(st == ST_OK || st == ST_NOMEM);
        done = st == ST_OK;
        ck_assert_int_eq(engine_ask(g, command, q, &a, &e), ST_OK);
        ck_assert_uint_eq(a.read->n, 3);
        engine_close(g);
    }
    ck_assert(done);
    world_remove(&w);
}
END_TEST

SUITE("engine", reading_commands_make_the_snippets_of_each_question,
      snippets_are_timed_apart_from_the_search,
      without_stored_texts_there_is_nothing_to_mark,
      months_are_counted_of_all_that_match, other_commands_read_nothing,
      survives_failing_memory)
