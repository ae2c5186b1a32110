#include "query/topics/topics.h"

#include <stdio.h>
#include <string.h>

#include "common/base/mem.h"
#include "tests/support/suite.h"
#include "tests/support/tmpdir.h"

/* Topics as "7=oil gas|8=wind", or "!" and the message behind the path. */
static const char *read_text(const char *text, const char *parts)
{
    static char out[1024];
    const struct tmpdir dir = tmpdir_make();
    const char *const path = tmpdir_write(&dir, "topics", text, strlen(text));
    struct topics_options o = TOPICS_OPTIONS_DEFAULT;
    struct topics t;
    struct err e = ERR_INIT;

    ck_assert_int_eq(topics_parts_parse(parts, &o, NULL), ST_OK);
    if (topics_read(&t, path, &o, &e) == ST_OK) {
        out[0] = '\0';
        for (size_t i = 0; i < t.n; i++)
            sprintf(out + strlen(out), "%s%.*s=%.*s", i ? "|" : "",
                    (int)t.v[i].id.n, (const char *)t.v[i].id.p,
                    (int)t.v[i].text.n, (const char *)t.v[i].text.p);
        topics_release(&t);
    } else {
        ck_assert_int_eq(e.code, ST_USAGE);
        ck_assert_msg(strncmp(e.msg, path, strlen(path)) == 0, "%s", e.msg);
        snprintf(out, sizeof(out), "!%s", e.msg + strlen(path) + 1);
    }
    tmpdir_remove(&dir);
    return out;
}

static void reads(const char *text, const char *parts, const char *want)
{
    ck_assert_str_eq(read_text(text, parts), want);
}

START_TEST(lines_with_a_tab_are_topics)
{
    reads("\xEF\xBB\xBF"
          "7\toil gas\r\n\n8\twind\tmill\n9\t",
          "title", "7=oil gas|8=wind\tmill|9=");
    reads("", "title", "");
}
END_TEST

START_TEST(objects_of_beir_and_others_are_topics)
{
    reads("{\"_id\": \"q1\", \"text\": \"oil \\u0026 gas\", \"metadata\": {}}\n"
          "\n"
          "{\"query\": \"wind\", \"qid\": 12}\n",
          "title", "q1=oil & gas|12=wind");
    reads("{\"id\":\"1\",\"title\":\"oil\",\"description\":\"about oil\"}",
          "title,desc", "1=oil about oil");
}
END_TEST

static const char SGML[] = "<top>\n\n"
                           "<num> Number: 301\n"
                           "<title> International Organized Crime\n\n"
                           "<desc> Description:\n"
                           "Identify a < b and\nothers.\n\n"
                           "<narr> Narrative:\nA relevant one.\n"
                           "</top>\n\n"
                           "<TOP><NUM>302</NUM><dom> Domain: Health\n"
                           "<TITLE>Topic: Polio</TITLE><DESC>Is it gone?</DESC>"
                           "<NARR>All.</NARR></TOP>\n";

START_TEST(topics_of_trec_are_read_part_by_part)
{
    reads(SGML, "title", "301=International Organized Crime|302=Polio");
    reads(SGML, "desc,title",
          "301=International Organized Crime Identify a < b and\nothers.|"
          "302=Polio Is it gone?");
    reads(SGML, "narr", "301=A relevant one.|302=All.");
}
END_TEST

START_TEST(what_is_no_topic_is_told_with_its_line)
{
    reads("7\toil\n8 gas\n", "title",
          "!2: no tab: a line is a topic's id, a tab, its question");
    reads("7 8\toil\n", "title",
          "!1: a topic's id is one word, without blanks");
    reads("7\toil\n8\tgas\n7\twind\n", "title", "!3: topic 7 stood in line 1");
    reads("7\toil\n", "title,narr", "!1: topic 7 has no narr");
    reads("{\"id\": \"1\", \"text\": \"a\"}\n{\"text\": \"b\"}\n", "title",
          "!2: no id: it is _id, id, qid or query_id");
    reads("<top>\n<title> oil\n</top>\n", "title", "!1: a topic without <num>");
    reads("<top>\n<num> 1 <title> oil\n</top>\n<top>\n<num> 2\n", "title",
          "!4: <top> without </top>");
    reads("<html>", "title",
          "!1: no <top>: topics are <top> <num> ... <title> ... </top>");
    ck_assert_ptr_nonnull(
        strstr(read_text("{\"id\": \"1\"\n", "title"), "1: no JSON: byte"));
}
END_TEST

START_TEST(parts_have_three_names)
{
    static const char *const wrong[] = {"", "titel", "title,", "title,,narr",
                                        "title narr"};
    struct topics_options o;
    for (size_t i = 0; i < COUNT_OF(wrong); i++)
        ck_assert_msg(topics_parts_parse(wrong[i], &o, NULL) == ST_USAGE, "%s",
                      wrong[i]);
}
END_TEST

START_TEST(topics_without_memory_say_so_and_leak_nothing)
{
    static const char *const texts[] = {
        "7\toil\n8\tgas\n", "{\"id\": \"1\", \"text\": \"a\\nb\"}\n", SGML};
    const struct tmpdir dir = tmpdir_make();
    const struct topics_options o = TOPICS_OPTIONS_DEFAULT;
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        const char *const path =
            tmpdir_write(&dir, "topics", texts[i], strlen(texts[i]));
        enum st st = ST_NOMEM;
        struct topics t;
        for (long n = 0; st == ST_NOMEM; n++) {
            ck_assert_int_lt(n, 50);
            mem_fail_after(n);
            st = topics_read(&t, path, &o, NULL);
            ck_assert(mem_fail_never() == (st == ST_NOMEM));
        }
        ck_assert_int_eq(st, ST_OK);
        topics_release(&t);
    }
    tmpdir_remove(&dir);
}
END_TEST

SUITE("topics", lines_with_a_tab_are_topics,
      objects_of_beir_and_others_are_topics,
      topics_of_trec_are_read_part_by_part,
      what_is_no_topic_is_told_with_its_line, parts_have_three_names,
      topics_without_memory_say_so_and_leak_nothing)
