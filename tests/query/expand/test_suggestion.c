#include "query/expand/suggestion.h"

#include <stdio.h>

#include "common/base/mem.h"
#include "tests/index/small_index.h"
#include "tests/support/suite.h"

/* "government" is in 120 of 200 documents, "goverment" in two. */
enum { DOCS = 200, OFTEN = 120, RARELY = 2 };

static struct {
    struct small_index index;
    struct analyzer *analyzer;
    struct arena arena;
} t;

static void setup(size_t segments)
{
    static struct small_doc docs[DOCS];
    struct err e = ERR_INIT;
    for (size_t i = 0; i < DOCS; i++)
        docs[i] = (struct small_doc){
            "", i < OFTEN            ? "government budget 2019"
                : i < OFTEN + RARELY ? "goverment budgets lukashenko the"
                                     : "lukashenka governments"};
    t.index = small_index_make(docs, DOCS, "none", segments);
    ck_assert_int_eq(analyzer_open(&t.analyzer, &e), ST_OK);
    arena_init(&t.arena, 0);
}

static void teardown(void)
{
    arena_release(&t.arena);
    analyzer_close(t.analyzer);
    small_index_remove(&t.index);
}

static enum st find(const char *word, uint64_t df, struct suggestion *out)
{
    const struct vocabulary with = {t.index.index, t.analyzer, &t.arena, NULL};
    return suggestion_find(out, &with, bytes_of_str(word), df, NULL);
}

static void suggests(const char *word, uint64_t df, const char *want,
                     uint64_t want_df)
{
    struct suggestion s;
    ck_assert_int_eq(find(word, df, &s), ST_OK);
    ck_assert_msg(bytes_equal_str(s.text, want), "%s: %.*s, not %s", word,
                  (int)s.text.n, (const char *)s.text.p, want);
    ck_assert_uint_eq(s.df, want_df);
}

START_TEST(nearest_word_is_suggested_and_of_equals_the_most_frequent)
{
    for (size_t segments = 1; segments <= 3; segments++) {
        setup(segments);
        suggests("govenment", 0, "government", OFTEN);
        suggests("governmetns", 0, "governments", DOCS - OFTEN - RARELY);
        suggests("lukashenk", 0, "lukashenka", DOCS - OFTEN - RARELY);
        suggests("lukaschenkko", 0, "lukashenko", RARELY);
        suggests("bugdet", 0, "budget", OFTEN);
        teardown();
    }
}
END_TEST

START_TEST(word_that_is_rare_beside_its_neighbour_is_taken_for_a_slip)
{
    setup(2);
    suggests("goverment", RARELY, "government", OFTEN);
    suggests("goverment", 3, "", 0);
    suggests("government", OFTEN, "", 0);
    teardown();
}
END_TEST

START_TEST(short_words_numbers_and_strange_ones_get_no_suggestion)
{
    setup(1);
    suggests("th", 0, "", 0);
    suggests("tho", 0, "the", RARELY);
    suggests("tehx", 0, "", 0); /* two slips in a short word */
    suggests("2018", 0, "", 0);
    suggests("zeppelin", 0, "", 0);
    suggests("", 0, "", 0);
    teardown();
}
END_TEST

START_TEST(memory_that_runs_out_is_told)
{
    bool done = false;
    setup(1);
    for (long n = 0; !done; n++) {
        struct suggestion s;
        mem_fail_after(n);
        const enum st st = find("govenment", 0, &s);
        done = !mem_fail_never();
        ck_assert_int_eq(st, done ? ST_OK : ST_NOMEM);
        arena_clear(&t.arena);
    }
    teardown();
}
END_TEST

SUITE("suggestion", nearest_word_is_suggested_and_of_equals_the_most_frequent,
      word_that_is_rare_beside_its_neighbour_is_taken_for_a_slip,
      short_words_numbers_and_strange_ones_get_no_suggestion,
      memory_that_runs_out_is_told)
