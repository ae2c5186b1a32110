#include "bench/classes.h"

#include <string.h>

#include "common/base/mem.h"
#include "tests/support/suite.h"

static const char *const GLOBAL[] = {"global"};
static const char *const BOTH[] = {"global", "few"};

static struct bench_query query(const char *kind, size_t words,
                                const char *const *tags, size_t n_tags)
{
    struct bench_query q = {.kind = kind, .words = words, .n_tags = n_tags};

    memcpy(&q.tags, &tags, sizeof(tags)); /* they are only read */
    return q;
}

static const struct query_class *find(const struct classes *c,
                                      enum class_group group, const char *name)
{
    for (size_t i = 0; i < c->n; i++) {
        if (c->list[i].group == group && !strcmp(c->list[i].name, name))
            return &c->list[i];
    }
    ck_abort_msg("no class %s", name);
    return NULL;
}

START_TEST(query_is_in_the_classes_of_all_its_kind_its_words_and_its_tags)
{
    struct bench_query list[] = {query("union", 2, BOTH, 2),
                                 query("term", 1, NULL, 0),
                                 query("union", 20, GLOBAL, 1)};
    const struct queries q = {.list = list, .n = 3};
    struct classes c = {.n = 0};
    struct err e = ERR_INIT;

    ck_assert_int_eq(classes_make(&c, &q, &e), ST_OK);
    ck_assert_uint_eq(c.n, 1 + 2 + 3 + 2);
    ck_assert_uint_eq(find(&c, CLASS_ALL, "all")->n, 3);
    const struct query_class *const unions = find(&c, CLASS_KIND, "union");
    ck_assert_uint_eq(unions->n, 2);
    ck_assert_uint_eq(unions->members[0].query, 0);
    ck_assert_uint_eq(unions->members[1].query, 2);
    ck_assert_uint_eq(find(&c, CLASS_WORDS, "term, 1 word")->n, 1);
    ck_assert_uint_eq(find(&c, CLASS_WORDS, "union, 2 words")->n, 1);
    ck_assert_uint_eq(find(&c, CLASS_WORDS, "union, 9+ words")->n, 1);
    ck_assert_uint_eq(find(&c, CLASS_TAG, "global")->n, 2);
    ck_assert_uint_eq(find(&c, CLASS_TAG, "few")->n, 1);
    classes_release(&c);
}
END_TEST

START_TEST(classes_stand_by_group_and_name)
{
    struct bench_query list[] = {query("union", 2, NULL, 0),
                                 query("phrase", 2, NULL, 0)};
    const struct queries q = {.list = list, .n = 2};
    struct classes c = {.n = 0};
    struct err e = ERR_INIT;

    ck_assert_int_eq(classes_make(&c, &q, &e), ST_OK);
    ck_assert_uint_eq(c.n, 5);
    ck_assert_str_eq(c.list[0].name, "all");
    ck_assert_str_eq(c.list[1].name, "phrase");
    ck_assert_str_eq(c.list[2].name, "union");
    ck_assert_str_eq(c.list[3].name, "phrase, 2 words");
    classes_release(&c);
}
END_TEST

START_TEST(memory_that_runs_out_at_any_call_is_said)
{
    struct bench_query list[] = {query("union", 2, BOTH, 2)};
    const struct queries q = {.list = list, .n = 1};
    enum st st = ST_NOMEM;

    for (long calls = 0; st != ST_OK; calls++) {
        struct classes c = {.n = 0};
        struct err e = ERR_INIT;
        mem_fail_after(calls);
        st = classes_make(&c, &q, &e);
        mem_fail_never();
        ck_assert(st == ST_OK || st == ST_NOMEM);
        classes_release(&c);
    }
}
END_TEST

SUITE("classes", query_is_in_the_classes_of_all_its_kind_its_words_and_its_tags,
      classes_stand_by_group_and_name, memory_that_runs_out_at_any_call_is_said)
