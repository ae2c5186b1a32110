/* who, counts by name, and show --zones, over a real build. */
#include "query/commands/commands.h"
#include "tests/index/built_index.h"
#include "tests/query/commands/said.h"
#include "tests/support/suite.h"

static const char *const RELEASES[] = {
    ("{\"id\": \"a\", \"date\": \"2019-11-30\", \"title\": \"Bread\", "
     "\"body\": "
     "\"MINSK, 30 November (BelTA) - Bread is dear.\\n\\n\\u201cThe price of "
     "bread will rise again,\\u201d said Anna Lis, the "
     "minister.\\n\\n\\u201cMilk is cheap and will be,\\u201d Lis added.\"}"),
    ("{\"id\": \"b\", \"date\": \"2020-02-01\", \"title\": \"Milk\", \"body\": "
     "\"\\u201cBread and milk are what we eat,\\u201d said Karim Osei.\"}"),
    "{\"id\": \"c\", \"body\": \"Bread, and nobody says a word.\"}",
};

static void build(struct built_index *b)
{
    built_index_init(b);
    for (size_t i = 0; i < COUNT_OF(RELEASES); i++)
        ck_assert_int_gt(fprintf(b->lines, "%s\n", RELEASES[i]), 0);
    built_index_end(b);
    struct build_options o = built_index_options(b);
    o.zones = true;
    build_quietly(&o);
}

static struct said who(const struct who_command *c)
{
    struct said s = {.e = ERR_INIT};
    struct call call;
    call_begin(&call);
    s.st = command_who(c, &call.reply, &s.e);
    call_end(&call, &s);
    return s;
}

static struct who_command who_of(const struct built_index *b,
                                 const char *const *question)
{
    return (struct who_command){.index = b->index,
                                .words = question,
                                .n_words = 1,
                                .question = QUESTION_ARGUMENTS_DEFAULT,
                                .top = 20,
                                .form = LIST_CSV,
                                .look = {.columns = 80}};
}

START_TEST(who_counts_as_the_question_asks)
{
    const char *const bread = "bread", *const lis = "said:lis";
    struct built_index b;
    build(&b);
    struct who_command c = who_of(&b, &bread);
    const struct said s = who(&c);
    ck_assert_ptr_nonnull(
        strstr(s.out, "Anna Lis,1,1,1,2019-11-30,2019-11-30"));
    ck_assert_ptr_nonnull(
        strstr(s.out, "Karim Osei,1,1,1,2020-02-01,2020-02-01"));
    c.words = &lis;
    ck_assert_ptr_nonnull(strstr(who(&c).out, "Anna Lis,2,1,1,"));
    ck_assert_ptr_null(strstr(who(&c).out, "Osei"));
    built_index_remove(&b);
}
END_TEST

START_TEST(memory_or_files_failing_below_who_are_an_error)
{
    const char *const question = "bread OR said:(lis OR k*)(milk)";
    struct built_index b;
    build(&b);
    struct who_command c = who_of(&b, &question);
    c.question.sure = SURE_C;
    c.question.syntax = SYNTAX_NATIVE;
    SWEEP_ALL(who(&c));
    c.form = LIST_JSON;
    c.question.sure = SURE_A;
    SWEEP_ALL(who(&c));
    built_index_remove(&b);
}
END_TEST

static struct said show(const struct show_command *c)
{
    struct said s = {.e = ERR_INIT};
    struct call call;
    call_begin(&call);
    s.st = command_show(c, &call.reply, &s.e);
    call_end(&call, &s);
    return s;
}

START_TEST(memory_or_files_failing_below_zones_are_an_error)
{
    const char *const ids[] = {"a", "c"};
    struct built_index b;
    build(&b);
    struct show_command c = {.index = b.index,
                             .ids = ids,
                             .n_ids = 2,
                             .zones = true,
                             .look = {.columns = 60}};
    ck_assert_ptr_nonnull(strstr(show(&c).out, "Anna Lis"));
    SWEEP_ALL(show(&c));
    c.format = SHOW_JSON;
    ck_assert_ptr_nonnull(strstr(show(&c).out, "\"quotes\""));
    SWEEP_ALL(show(&c));
    built_index_remove(&b);
}
END_TEST

static struct said count(const struct count_command *c)
{
    struct said s = {.e = ERR_INIT};
    struct call call;
    call_begin(&call);
    s.st = command_count(c, &call.reply, &s.e);
    call_end(&call, &s);
    return s;
}

START_TEST(memory_or_files_failing_below_counts_by_name_are_an_error)
{
    const char *const question = "bread";
    struct built_index b;
    build(&b);
    struct count_command c = {.index = b.index,
                              .words = &question,
                              .n_words = 1,
                              .question = QUESTION_ARGUMENTS_DEFAULT,
                              .grouped = true,
                              .by = TALLY_SPEAKER,
                              .look = {.columns = 40}};
    ck_assert_ptr_nonnull(strstr(count(&c).out, "Karim Osei"));
    SWEEP_ALL(count(&c));
    c.by = TALLY_PLACE;
    ck_assert_ptr_nonnull(strstr(count(&c).out, "MINSK"));
    SWEEP_ALL(count(&c));
    built_index_remove(&b);
}
END_TEST

SUITE("query/commands/who", who_counts_as_the_question_asks,
      memory_or_files_failing_below_who_are_an_error,
      memory_or_files_failing_below_zones_are_an_error,
      memory_or_files_failing_below_counts_by_name_are_an_error)
