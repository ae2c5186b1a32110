#include "query/commands/commands.h"
#include "tests/query/commands/said.h"
#include "tests/support/suite.h"
#include "tests/support/tmpdir.h"

#include <stdlib.h>

#include "common/base/file.h"
#include "common/base/mem.h"
#include "indexer/build.h"

/* ---- an index to ask ---- */

static const char RELEASES[] =
    "{\"id\": \"r1\", \"title\": \"Oil prices rise\", \"date\": "
    "\"2020-01-02\", "
    "\"source\": \"Ministry\", \"body\": \"Oil and gas prices rose.\"}\n"
    "{\"id\": \"r2\", \"title\": \"Gas\", \"body\": \"Gas in Kassym-Jomart's "
    "hands.\"}\n"
    "{\"id\": \"r3\", \"title\": \"\", \"body\": \"A bridge, and oil.\"}\n";

struct world {
    struct tmpdir dir;
    char index[128], ids_only[128];
};

static void build(const char *index, const char *source, bool store)
{
    struct build_result result;
    struct err e = ERR_INIT;
    const struct build_options options = {.index = index,
                                          .sources = &source,
                                          .n_sources = 1,
                                          .lang = "en",
                                          .memory = BUILD_MEMORY_MIN,
                                          .threads = 1,
                                          .store = store,
                                          .map = field_map_default()};
    ck_assert_msg(build_index(&options, &result, &e) == ST_OK, "%s", e.msg);
    build_result_release(&result);
}

static struct world world_make(void)
{
    struct world w = {.dir = tmpdir_make()};
    const char *const source =
        tmpdir_write(&w.dir, "r.jsonl", RELEASES, sizeof(RELEASES) - 1);
    snprintf(w.index, sizeof(w.index), "%s/full", w.dir.path);
    snprintf(w.ids_only, sizeof(w.ids_only), "%s/ids", w.dir.path);
    build(w.index, source, true);
    build(w.ids_only, source, false);
    return w;
}

static struct search_command search_of(const char *index,
                                       const char *const *words, size_t n)
{
    return (struct search_command){.index = index,
                                   .words = words,
                                   .n_words = n,
                                   .question = QUESTION_ARGUMENTS_DEFAULT,
                                   .top = 10,
                                   .format = FORMAT_IDS,
                                   .tag = "t",
                                   .look = {.columns = 80}};
}

static struct said search(const struct search_command *c)
{
    struct said s = {.e = ERR_INIT};
    struct call call;
    call_begin(&call);
    s.st = command_search(c, &call.reply, &s.e);
    call_end(&call, &s);
    return s;
}

static struct said ask(const char *index, const char *question)
{
    const struct search_command c = search_of(index, &question, 1);
    return search(&c);
}

static struct said show(const char *index, const char *const *ids, size_t n,
                        enum show_format format)
{
    const struct show_command c = {.index = index,
                                   .ids = ids,
                                   .n_ids = n,
                                   .format = format,
                                   .look = {.columns = 80}};
    struct said s = {.e = ERR_INIT};
    struct call call;
    call_begin(&call);
    s.st = command_show(&c, &call.reply, &s.e);
    call_end(&call, &s);
    return s;
}

static struct said batch(const struct world *w, const char *topics)
{
    struct batch_command c = {
        .index = w->index,
        .topics = tmpdir_write(&w->dir, "topics", topics, strlen(topics)),
        .form = TOPICS_OPTIONS_DEFAULT,
        .question = QUESTION_ARGUMENTS_DEFAULT,
        .top = 1000,
        .threads = 1,
        .tag = "t"};
    c.question.syntax = SYNTAX_BAG;
    struct said s = {.e = ERR_INIT};
    struct call call;
    call_begin(&call);
    s.st = command_batch(&c, &call.reply, &s.e);
    call_end(&call, &s);
    return s;
}

/* ---- search ---- */

START_TEST(search_joins_words_and_pages_through_hits)
{
    const struct world w = world_make();
    const char *const words[] = {"oil", "OR", "gas"};
    struct search_command c = search_of(w.index, words, 3);
    struct said s = search(&c);
    char whole[10];
    ck_assert_int_eq(s.st, ST_OK);
    ck_assert_uint_eq(strlen(s.out), 9);
    memcpy(whole, s.out, sizeof(whole));
    c.top = 1;
    for (c.offset = 0; c.offset < 3; c.offset++) {
        s = search(&c);
        ck_assert_int_eq(strncmp(s.out, whole + 3 * c.offset, 3), 0);
        ck_assert_uint_eq(strlen(s.out), 3);
        ck_assert(!s.none);
    }
    s = search(&c);
    ck_assert_str_eq(s.out, "");
    ck_assert(s.none);
    tmpdir_remove(&w.dir);
}
END_TEST

START_TEST(search_counts_without_hits)
{
    const struct world w = world_make();
    const char *const words[] = {"oil", "zeppelin"};
    struct search_command c = search_of(w.index, words, 1);
    c.count = true;
    struct said s = search(&c);
    ck_assert_str_eq(s.out, "2\n");
    ck_assert(!s.none);
    c.n_words = 2;
    s = search(&c);
    ck_assert_str_eq(s.out, "0\n");
    ck_assert_str_eq(s.notes, "");
    ck_assert(s.none);
    tmpdir_remove(&w.dir);
}
END_TEST

START_TEST(exact_words_are_not_their_stems)
{
    const struct world w = world_make();
    const char *const word = "bridges";
    struct search_command c = search_of(w.index, &word, 1);
    ck_assert_str_eq(search(&c).out, "r3\n");
    c.question.exact = true;
    ck_assert_str_eq(search(&c).out, "");
    tmpdir_remove(&w.dir);
}
END_TEST

START_TEST(table_of_nothing_names_words_as_they_were_asked)
{
    const struct world w = world_make();
    const struct {
        const char *question, *note;
    } cases[] = {
        {"Prices bridges zeppelins",
         "no release holds all of: prices (1), bridges (1), zeppelins (0)\n"},
        {"zeppelin", "no release holds: zeppelin (0)\n"},
        {"\"gas oil\"",
         "no release matches; each word alone: gas (2), oil (2)\n"},
        {"zeppelin -oil",
         "no release matches; each word alone: zeppelin (0)\n"},
        {"...", "no release matches: there is no word in the question to look "
                "for\n"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct search_command c = search_of(w.index, &cases[i].question, 1);
        c.format = FORMAT_TABLE;
        const struct said s = search(&c);
        ck_assert_int_eq(s.st, ST_OK);
        ck_assert(s.none);
        ck_assert_str_eq(s.out, "");
        ck_assert_str_eq(s.notes, cases[i].note);
    }
    tmpdir_remove(&w.dir);
}
END_TEST

/* Lines of jsonl are hits, so it is said beside them; json has a place for it;
 * who asks for nothing but a count, or for ids, does not wait for it. */
START_TEST(programs_are_told_why_nothing_was_found)
{
    const struct world w = world_make();
    const char *const question = "brdige zeppelin";
    const char *const note = "no release holds all of: brdige (0), zeppelin "
                             "(0); did you mean bridge (1)?\n";
    struct search_command c = search_of(w.index, &question, 1);
    c.format = FORMAT_JSONL;
    struct said s = search(&c);
    ck_assert_str_eq(s.out, "");
    ck_assert_str_eq(s.notes, note);
    c.format = FORMAT_JSON;
    s = search(&c);
    ck_assert_str_eq(s.notes, "");
    ck_assert_ptr_nonnull(strstr(
        s.out, "\"no_hits\":{\"all_needed\":true,\"filtered\":false,\"words\":"
               "[{\"text\":\"brdige\",\"releases\":0,\"fits\":null,"
               "\"nearest\":{\"text\":\"bridge\",\"releases\":1}},"));
    for (int format = FORMAT_CSV; format <= FORMAT_NULL; format++) {
        c.format = (enum format)format;
        ck_assert_str_eq(search(&c).notes, "");
    }
    tmpdir_remove(&w.dir);
}
END_TEST

START_TEST(an_index_of_ids_has_no_texts_to_show)
{
    const struct world w = world_make();
    const char *const word = "oil";
    struct search_command c = search_of(w.ids_only, &word, 1);
    c.format = FORMAT_JSON;
    const struct said s = search(&c);
    ck_assert_int_eq(s.st, ST_OK);
    ck_assert_ptr_nonnull(strstr(s.out, "\"title\":null"));
    ck_assert_ptr_nonnull(strstr(s.out, "\"snippet\":null"));
    ck_assert_ptr_nonnull(strstr(s.out, "\"source\":\"Ministry\""));
    const char *const id = "r1";
    const struct said t = show(w.ids_only, &id, 1, SHOW_TEXT);
    ck_assert_int_eq(t.st, ST_USAGE);
    ck_assert_ptr_nonnull(strstr(t.e.msg, "--store ids"));
    tmpdir_remove(&w.dir);
}
END_TEST

START_TEST(a_wrong_question_is_explained)
{
    const struct world w = world_make();
    const char *const word = "oil (gas";
    struct search_command c = search_of(w.index, &word, 1);
    c.question.syntax = SYNTAX_LUCENE;
    const struct said s = search(&c);
    ck_assert_int_eq(s.st, ST_SYNTAX);
    ck_assert_ptr_nonnull(strstr(s.notes, "\n  oil (gas\n      ^\n"));
    tmpdir_remove(&w.dir);
}
END_TEST

START_TEST(a_folder_that_is_no_index_is_named)
{
    const struct world w = world_make();
    const struct said s = ask(w.dir.path, "oil");
    ck_assert_int_eq(s.st, ST_NOT_FOUND);
    ck_assert_ptr_nonnull(strstr(s.e.msg, w.dir.path));
    tmpdir_remove(&w.dir);
}
END_TEST

/* ---- show ---- */

START_TEST(show_prints_the_ids_there_are)
{
    const struct world w = world_make();
    const char *const ids[] = {"r0", "r3", "r1"};
    struct said s = show(w.index, ids, 3, SHOW_TEXT);
    char note[256];
    ck_assert_int_eq(s.st, ST_OK);
    ck_assert(s.none);
    snprintf(note, sizeof(note), "%s: no release with the id r0\n", w.index);
    ck_assert_str_eq(s.notes, note);
    ck_assert_str_eq(s.out, "id      r3\n"
                            "\n"
                            "A bridge, and oil.\n"
                            "\n"
                            "--------\n"
                            "\n"
                            "Oil prices rise\n"
                            "\n"
                            "id      r1\n"
                            "date    2020-01-02\n"
                            "source  Ministry\n"
                            "\n"
                            "Oil and gas prices rose.\n");
    s = show(w.index, ids + 1, 2, SHOW_JSON);
    ck_assert(!s.none);
    ck_assert_ptr_nonnull(strstr(s.out, "}\n{"));
    tmpdir_remove(&w.dir);
}
END_TEST

/* ---- batch ---- */

/* Rounds of several threads, and more topics than fit one. */
START_TEST(batch_says_the_same_on_any_number_of_threads)
{
    enum { TOPICS = 300 };
    const struct world w = world_make();
    static char text[32 * TOPICS];
    char *one = NULL;
    size_t size = 0;

    for (int i = 0; i < TOPICS; i++)
        sprintf(text + strlen(text), "%d\t%s\n", TOPICS - i,
                i % 3 ? "oil gas" : "wind");
    for (uint32_t threads = 1; threads <= 3; threads++) {
        struct batch_command c = {
            .index = w.index,
            .topics = tmpdir_write(&w.dir, "topics", text, strlen(text)),
            .form = TOPICS_OPTIONS_DEFAULT,
            .question = QUESTION_ARGUMENTS_DEFAULT,
            .top = 1000,
            .tag = "t",
            .threads = threads};
        struct call call;
        c.question.syntax = SYNTAX_BAG;
        c.question.expand.kind = EXPAND_RM3;
        call_begin(&call);
        ck_assert_int_eq(command_batch(&c, &call.reply, NULL), ST_OK);
        fclose(call.sink.stream);
        if (one)
            ck_assert(call.size == size && memcmp(one, call.text, size) == 0);
        ck_assert_uint_gt(call.size, TOPICS);
        free(one);
        one = call.text;
        size = call.size;
    }
    free(one);
    tmpdir_remove(&w.dir);
}
END_TEST

START_TEST(batch_answers_each_topic_in_its_turn)
{
    const struct world w = world_make();
    const struct said s =
        batch(&w, "\xEF\xBB\xBF"
                  "7\tbridge\r\n\n3\tzeppelin\n10\tkassym-jomart \"x");
    ck_assert_msg(s.st == ST_OK, "%s", s.e.msg);
    ck_assert(!s.none);
    ck_assert_int_eq(strncmp(s.out, "7 Q0 r3 1 ", 10), 0);
    ck_assert_ptr_nonnull(strstr(s.out, " t\n10 Q0 r2 1 "));
    ck_assert(batch(&w, "1\tzeppelin\n").none);
    ck_assert(batch(&w, "").none);
    tmpdir_remove(&w.dir);
}
END_TEST

START_TEST(batch_refuses_lines_that_are_no_topics)
{
    const struct world w = world_make();
    const struct {
        const char *topics, *message;
    } cases[] = {
        {"1\toil\n2 gas\n", "topics:2: no tab"},
        {"\toil\n", "topics:1: a topic's id is one word"},
        {"1 2\toil\n", "topics:1: a topic's id is one word"},
        {"b\toil\na\tgas\n\nb\tx\n", "topics:4: topic b stood in line 1"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const struct said s = batch(&w, cases[i].topics);
        ck_assert_int_eq(s.st, ST_USAGE);
        ck_assert_msg(strstr(s.e.msg, cases[i].message) != NULL, "%s", s.e.msg);
        ck_assert_str_eq(s.out, "");
    }
    tmpdir_remove(&w.dir);
}
END_TEST

/* ---- parse ---- */

START_TEST(parse_prints_the_question)
{
    const char *const words[] = {"oil", "-gas"};
    const struct parse_command c = {.words = words, .n_words = 2};
    struct said s = {.e = ERR_INIT};
    struct call call;
    call_begin(&call);
    ck_assert_int_eq(command_parse(&c, &call.reply, &s.e), ST_OK);
    call_end(&call, &s);
    ck_assert_str_eq(s.out, "(oil AND NOT gas)\n");
}
END_TEST

/* ---- faults ---- */

START_TEST(memory_or_files_failing_at_any_place_are_an_error)
{
    const struct world w = world_make();
    const char *const id = "r1";
    const char *const questions[] = {"prices \"oil and gas\"", "zeppelins oil"};
    for (size_t i = 0; i < COUNT_OF(questions); i++) {
        struct search_command c = search_of(w.index, &questions[i], 1);
        c.format = FORMAT_TABLE;
        SWEEP_ALL(search(&c));
    }
    SWEEP_ALL(show(w.index, &id, 1, SHOW_TEXT));
    SWEEP_ALL(batch(&w, "1\toil\n2\tgas prices\n"));
    tmpdir_remove(&w.dir);
}
END_TEST

SUITE("query/commands/commands", search_joins_words_and_pages_through_hits,
      search_counts_without_hits, exact_words_are_not_their_stems,
      table_of_nothing_names_words_as_they_were_asked,
      programs_are_told_why_nothing_was_found,
      an_index_of_ids_has_no_texts_to_show, a_wrong_question_is_explained,
      a_folder_that_is_no_index_is_named, show_prints_the_ids_there_are,
      batch_answers_each_topic_in_its_turn,
      batch_says_the_same_on_any_number_of_threads,
      batch_refuses_lines_that_are_no_topics, parse_prints_the_question,
      memory_or_files_failing_at_any_place_are_an_error)
