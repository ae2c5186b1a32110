#include "query/commands/commands.h"
#include "tests/index/built_index.h"
#include "tests/query/commands/said.h"
#include "tests/support/suite.h"

static const char *const RELEASES[] = {
    "{\"id\": \"a\", \"date\": \"2019-11-30\", \"source\": \"Ministry\", "
    "\"body\": \"Oil prices rose.\"}",
    "{\"id\": \"b\", \"date\": \"2020-02-01\", \"source\": \"City\", "
    "\"body\": \"Oil and gas.\"}",
    "{\"id\": \"c\", \"date\": \"2020-02-29\", \"source\": \"Ministry\", "
    "\"body\": \"Gas prices.\"}",
    "{\"id\": \"d\", \"body\": \"Oil.\"}",
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

static struct count_command count_of(const struct built_index *b,
                                     const char *const *question)
{
    return (struct count_command){.index = b->index,
                                  .words = question,
                                  .n_words = question ? 1 : 0,
                                  .question = QUESTION_ARGUMENTS_DEFAULT,
                                  .look = {.columns = 40}};
}

static struct said count(const struct count_command *c)
{
    struct said s = {.e = ERR_INIT};
    struct call call;
    call_begin(&call);
    s.st = command_count(c, &call.reply, &s.e);
    call_end(&call, &s);
    return s;
}

START_TEST(months_between_are_there_with_none)
{
    struct built_index b;
    build(&b);
    struct count_command c = count_of(&b, NULL);
    c.grouped = true;
    c.by = TALLY_MONTH;
    ck_assert_str_eq(count(&c).out, "4 releases, by month:\n\n"
                                    "2019-11  1  ##############\n"
                                    "2019-12  0\n"
                                    "2020-01  0\n"
                                    "2020-02  2  ############################\n"
                                    "no date  1  ##############\n");
    c.look.utf8 = true;
    c.look.columns = 21;
    ck_assert_ptr_nonnull(
        strstr(count(&c).out, "2019-11  1  \u2588\u2588\u2588\u2588\u258c\n"));
    built_index_remove(&b);
}
END_TEST

START_TEST(a_question_counts_only_what_matches)
{
    const char *const oil = "oil", *const star = "*", *const none = "zeppelin";
    struct built_index b;
    build(&b);
    struct count_command c = count_of(&b, &oil);
    ck_assert_str_eq(count(&c).out, "3\n");
    c.grouped = true;
    c.by = TALLY_YEAR;
    c.form = LIST_CSV;
    ck_assert_str_eq(count(&c).out, "year,releases\n2019,1\n2020,1\n,1\n");
    c.by = TALLY_SOURCE;
    c.form = LIST_TSV;
    c.words = &star;
    ck_assert_str_eq(count(&c).out,
                     "source\treleases\nMinistry\t2\nCity\t1\n\t1\n");
    c.form = LIST_JSON;
    c.words = &none;
    const struct said s = count(&c);
    ck_assert(s.none);
    ck_assert_str_eq(s.out, "{\"version\":1,\"query\":\"zeppelin\",\"total\":0,"
                            "\"by\":\"source\",\"counts\":[]}\n");
    c.form = LIST_TABLE;
    ck_assert_str_eq(count(&c).out, "");
    built_index_remove(&b);
}
END_TEST

START_TEST(json_has_null_for_what_has_no_date)
{
    struct built_index b;
    build(&b);
    struct count_command c = count_of(&b, NULL);
    c.grouped = true;
    c.by = TALLY_DAY;
    c.form = LIST_JSON;
    const struct said s = count(&c);
    ck_assert_ptr_nonnull(strstr(s.out,
                                 "{\"name\":\"2019-11-30\",\"releases\":1},"
                                 "{\"name\":\"2019-12-01\",\"releases\":0}"));
    ck_assert_ptr_nonnull(strstr(s.out,
                                 "{\"name\":\"2020-02-29\",\"releases\":1},"
                                 "{\"name\":null,\"releases\":1}]}"));
    built_index_remove(&b);
}
END_TEST

START_TEST(days_hundreds_of_years_apart_are_too_many)
{
    struct built_index b;
    built_index_init(&b);
    ck_assert_int_gt(
        fputs("{\"id\": \"a\", \"date\": \"1801-01-01\", \"body\": \"x\"}\n"
              "{\"id\": \"b\", \"date\": \"2199-01-01\", \"body\": \"x\"}\n",
              b.lines),
        -1);
    built_index_end(&b);
    const struct build_options o = built_index_options(&b);
    build_quietly(&o);
    struct count_command c = count_of(&b, NULL);
    c.grouped = true;
    c.by = TALLY_DAY;
    const struct said s = count(&c);
    ck_assert_int_eq(s.st, ST_USAGE);
    ck_assert_str_eq(s.e.msg, "from 1801-01-01 to 2199-01-01 there are over "
                              "100000 days; count them by year or month, or of "
                              "fewer releases");
    c.by = TALLY_YEAR;
    ck_assert_str_eq(count(&c).out,
                     "2 releases, by year:\n\n"
                     "1801  1  ###############################\n"
                     "397 years without any\n"
                     "2199  1  ###############################\n");
    built_index_remove(&b);
}
END_TEST

START_TEST(memory_or_files_failing_at_any_place_are_an_error)
{
    const char *const question = "oil \"prices rose\" -zeppelin";
    struct built_index b;
    build(&b);
    for (enum tally_by by = TALLY_MONTH; by <= TALLY_SOURCE; by += 2) {
        struct count_command c = count_of(&b, &question);
        c.grouped = true;
        c.by = by;
        SWEEP_ALL(count(&c));
    }
    built_index_remove(&b);
}
END_TEST

SUITE("query/commands/count", months_between_are_there_with_none,
      a_question_counts_only_what_matches, json_has_null_for_what_has_no_date,
      days_hundreds_of_years_apart_are_too_many,
      memory_or_files_failing_at_any_place_are_an_error)
