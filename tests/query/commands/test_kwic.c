#include "query/commands/commands.h"
#include "tests/index/built_index.h"
#include "tests/query/commands/said.h"
#include "tests/support/suite.h"

static const char *const RELEASES[] = {
    "{\"id\": \"a\", \"title\": \"Oil\", \"date\": \"2019-11-30\", "
    "\"source\": \"Ministry\", \"body\": \"The price of oil rose. Later, oil "
    "fell.\"}",
    "{\"id\": \"b\", \"date\": \"2020-02-01\", \"body\": \"Much oil-rich "
    "land.\"}",
};

static void build(struct built_index *b)
{
    built_index_init(b);
    for (size_t i = 0; i < COUNT_OF(RELEASES); i++)
        ck_assert_int_gt(fprintf(b->lines, "%s\n", RELEASES[i]), 0);
    built_index_end(b);
    const struct build_options o = built_index_options(b);
    build_quietly(&o);
}

static struct kwic_command kwic_of(const struct built_index *b,
                                   const char *const *question)
{
    return (struct kwic_command){.index = b->index,
                                 .words = question,
                                 .n_words = 1,
                                 .question = QUESTION_ARGUMENTS_DEFAULT,
                                 .most = 100,
                                 .around = 2,
                                 .look = {.columns = 40}};
}

static struct said kwic(const struct kwic_command *c)
{
    struct said s = {.e = ERR_INIT};
    struct call call;
    call_begin(&call);
    s.st = command_kwic(c, &call.reply, &s.e);
    call_end(&call, &s);
    return s;
}

START_TEST(matches_stand_in_one_column)
{
    const char *const oil = "oil";
    struct built_index b;
    build(&b);
    const struct kwic_command c = kwic_of(&b, &oil);
    const struct said s = kwic(&c);
    ck_assert_str_eq(s.out, "2019-11-30            Oil\n"
                            "2019-11-30  …price of oil rose. Later…\n"
                            "2019-11-30  …. Later, oil fell.\n"
                            "2020-02-01       Much oil-rich land.\n");
    ck_assert_str_eq(s.notes, "");
    built_index_remove(&b);
}
END_TEST

START_TEST(lines_are_sorted_by_what_stands_beside_the_match)
{
    const char *const oil = "oil";
    struct built_index b;
    build(&b);
    struct kwic_command c = kwic_of(&b, &oil);
    c.form = KWIC_TSV;
    c.sort = KWIC_RIGHT;
    ck_assert_str_eq(
        kwic(&c).out,
        "rank\tid\tdate\tsource\tfield\tleft\tmatch\tright\n"
        "1\ta\t2019-11-30\tMinistry\ttitle\t\tOil\t\n"
        "1\ta\t2019-11-30\tMinistry\tbody\trose. Later, \toil\t fell.\n"
        "2\tb\t2020-02-01\t\tbody\tMuch \toil-rich\t land.\n"
        "1\ta\t2019-11-30\tMinistry\tbody\tprice of \toil\t rose. Later\n");
    c.sort = KWIC_DATE;
    c.form = KWIC_CSV;
    ck_assert_ptr_nonnull(strstr(kwic(&c).out, "right\n2,b,"));
    built_index_remove(&b);
}
END_TEST

START_TEST(as_many_lines_as_asked_for_and_a_word_of_the_rest)
{
    const char *const oil = "oil", *const none = "zeppelin";
    struct built_index b;
    build(&b);
    struct kwic_command c = kwic_of(&b, &oil);
    c.most = 1;
    c.form = KWIC_JSON;
    c.around = 0;
    struct said s = kwic(&c);
    ck_assert_str_eq(
        s.out, "{\"version\":1,\"query\":\"oil\",\"total\":2,\"lines\":[{"
               "\"rank\":1,\"id\":\"a\",\"date\":\"2019-11-30\",\"source\":"
               "\"Ministry\",\"field\":\"title\",\"left\":\"\",\"match\":"
               "\"Oil\",\"right\":\"\"}]}\n");
    ck_assert_str_eq(s.notes,
                     "1 line of the 1 best of 2 releases; -n shows more\n");
    c.words = &none;
    s = kwic(&c);
    ck_assert(s.none);
    built_index_remove(&b);
}
END_TEST

START_TEST(an_index_without_texts_has_no_lines)
{
    const char *const oil = "oil";
    struct built_index b;
    built_index_init(&b);
    built_index_add(&b, "a", "oil");
    built_index_end(&b);
    struct build_options o = built_index_options(&b);
    o.store = false;
    build_quietly(&o);
    const struct kwic_command c = kwic_of(&b, &oil);
    ck_assert_int_eq(kwic(&c).st, ST_USAGE);
    built_index_remove(&b);
}
END_TEST

START_TEST(memory_or_files_failing_at_any_place_are_an_error)
{
    const char *const question = "oil \"oil rose\"";
    struct built_index b;
    build(&b);
    struct kwic_command c = kwic_of(&b, &question);
    SWEEP_ALL(kwic(&c));
    c.sort = KWIC_LEFT;
    c.form = KWIC_CSV;
    SWEEP_ALL(kwic(&c));
    built_index_remove(&b);
}
END_TEST

SUITE("query/commands/kwic", matches_stand_in_one_column,
      lines_are_sorted_by_what_stands_beside_the_match,
      as_many_lines_as_asked_for_and_a_word_of_the_rest,
      an_index_without_texts_has_no_lines,
      memory_or_files_failing_at_any_place_are_an_error)
