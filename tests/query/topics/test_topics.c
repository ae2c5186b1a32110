#include "query/topics/topics.h"

#include <stdio.h>
#include <string.h>

#include "common/base/mem.h"
#include "tests/support/rng.h"
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

/* As TREC-COVID has them. */
static const char XML[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<!-- <topic number=\"0\"> is none -->\n"
    "<topics task=\"Harbours\" batch=\"1\">\n"
    "  <topic number=\"1\">\n"
    "    <query>harbour dues &amp; tolls</query>\n"
    "    <question>who pays a ferry&#8217;s dues &lt; 5 &#x20AC;?</question>\n"
    "    <narrative>Relevant is what names\nwho pays.</narrative>\n"
    "  </topic>\n"
    "  <topic number = '2'><query>R&D in AT&T &amp &#xD800; &#0; &#9999999;"
    "</query></topic>\n"
    "</topics>\n";

START_TEST(topics_of_later_tracks_are_read_part_by_part)
{
    reads(XML, "title",
          "1=harbour dues & tolls|"
          "2=R&D in AT&T &amp &#xD800; &#0; &#9999999;");
    ck_assert_str_eq(read_text(XML, "desc,narr"), "!10: topic 2 has no desc");
    /* As the Web tracks have them: subtopics are passed over. */
    reads("<webtrack2030>\n<topic number=\"51\" type=\"faceted\">\n"
          "  <query> tin\n mines </query>\n"
          "  <description>\n    Where are they? </description>\n"
          "  <subtopic number=\"1\" type=\"nav\">Not this.</subtopic>\n"
          "</topic>\n<topic number=\"52\" type=\"single\"/></webtrack2030>",
          "desc", "!9: topic 52 has no desc");
    reads("<x><topic number=\"51\" type='a'><query> tin\n mines </query>"
          "<description>\n Where are they? </description>"
          "<subtopic number=\"1\">Not this.</subtopic></topic></x>",
          "title,desc", "51=tin\n mines Where are they?");
}
END_TEST

START_TEST(topics_of_other_tracks_are_read)
{
    /* What is no mark, and what is no text. */
    reads("<topics><topic number=\"1\"><!-- a --> <query>tin <!-- <query> "
          "-->&amp; iron</query></topic><!-- <topic>\n --><topic number=\"2\">"
          "<query><![CDATA[a <b> &amp; c]]> d</query></topic></topics><!-- ",
          "title", "1=tin & iron|2=a <b> &amp; c d");
    reads("<topics>\n<topic number=\"3\"><query><![CDATA[e</query></topic>",
          "title", "!2: <topic> without </topic>");
    /* Nothing but a text; a summary; a number that is an element. */
    reads("<topics><topic number=7>\nA ferry, 40 years old,\nleaks.\n</topic>"
          "<topic id=\"8\"><description>long</description>"
          "<summary>short</summary></topic></topics>",
          "title", "7=A ferry, 40 years old,\nleaks.|8=short");
    reads("<TOPIC><NUM>0001</NUM><TITLE>tin</TITLE></TOPIC>\n"
          "<topic lang=\"en\"><identifier>10.1/2-AH</identifier>"
          "<title>glass</title></topic>",
          "title", "0001=tin|10.1/2-AH=glass");
    /* A title of several lines; a query for a title, with the time of asking.
     */
    reads("<top>\n<num> Number: 9\n<title>\nTin mines\nof the coast\n\n"
          "<desc> Description:\nx\n</top>\n"
          "<top>\n<num> Number: MB01 </num>\n<query> ferry fares </query>\n"
          "<querytime> Tue Feb 08 </querytime>\n</top>\n",
          "title", "9=Tin mines\nof the coast|MB01=ferry fares");
}
END_TEST

/* No text made of pieces of topics is a crash, nor a topic without an id. */
START_TEST(any_pieces_of_topics_are_topics_or_an_error)
{
    static const char *const pieces[] = {"<top>",
                                         "</top>",
                                         "<topic number=\"1\">",
                                         "<topic id='2'",
                                         "</topic>",
                                         "<topic/>",
                                         "<query>",
                                         "</query>",
                                         "<num> Number: 3",
                                         "<title>",
                                         "<",
                                         "</",
                                         "<!--",
                                         "-->",
                                         "&amp;",
                                         "&#x",
                                         "&#38;",
                                         "&",
                                         "<topic number=",
                                         "\"",
                                         "'",
                                         "tin",
                                         "\n",
                                         ">",
                                         " ",
                                         "<x/>",
                                         "<![CDATA[",
                                         "]]>",
                                         "\xff",
                                         "<?xml ?>",
                                         "<topic number=5>tin</topic>",
                                         "<top><num>6<title>a</top>",
                                         "<!-- x -->"};
    struct rng rng = rng_from_env(11);
    const struct tmpdir dir = tmpdir_make();
    unsigned read = 0;
    for (unsigned i = 0; i < 1000; i++) {
        char text[256] = "<top>";
        struct topics_options o = TOPICS_OPTIONS_DEFAULT;
        struct topics t;
        struct err e = ERR_INIT;
        text[rng_below(&rng, 6)] = '\0';
        for (unsigned n = rng_below(&rng, 7); n > 0; n--)
            strcat(text, pieces[rng_below(&rng, COUNT_OF(pieces))]);
        const char *const path =
            tmpdir_write(&dir, "topics", text, strlen(text));
        o.form = TOPICS_TREC;
        o.parts[TOPIC_TITLE] = rng_below(&rng, 2);
        const enum st st = topics_read(&t, path, &o, &e);
        ck_assert_msg(st == ST_OK || st == ST_USAGE, "%s: %s", text, e.msg);
        for (size_t k = 0; st == ST_OK && k < t.n; k++)
            ck_assert_uint_gt(t.v[k].id.n, 0);
        read += st == ST_OK;
        if (st == ST_OK)
            topics_release(&t);
    }
    ck_assert_uint_gt(read, 30);
    tmpdir_remove(&dir);
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
    reads("<top>\n<title> oil\n</top>\n", "title",
          "!1: a topic without <num>, or number=\"...\"");
    reads("<top>\n<num> 1 <title> oil\n</top>\n<top>\n<num> 2\n", "title",
          "!4: <top> without </top>");
#define NO_TOPIC                                                               \
    "no <top> or <topic>: topics are <top> <num> ... <title> ... </top> or "   \
    "<topic number=\"...\"> <query> ... </topic>"
    reads("\n<html>\n<body>", "title", "!2: " NO_TOPIC);
    reads("< b", "title", "!1: " NO_TOPIC);
    reads("<top>\n<num> 1 <title> oil\n</top>\n<num> 2 <title> gas\n</top>\n",
          "title", "!4: " NO_TOPIC);
    reads("<topic number=\"1\">\n<query>oil</query>\n"
          "<topic number=\"2\"><query>gas</query></topic>",
          "title", "!1: <topic> without </topic>");
    reads("<topics>\n<topic><query>oil</query></topic></topics>", "title",
          "!2: a topic without <num>, or number=\"...\"");
    reads("<topics>\n<topic number=\"1 2\"><query>oil</query></topic>", "title",
          "!2: a topic's id is one word, without blanks");
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
        "7\toil\n8\tgas\n", "{\"id\": \"1\", \"text\": \"a\\nb\"}\n", SGML,
        XML};
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
      topics_of_later_tracks_are_read_part_by_part,
      topics_of_other_tracks_are_read,
      any_pieces_of_topics_are_topics_or_an_error,
      what_is_no_topic_is_told_with_its_line, parts_have_three_names,
      topics_without_memory_say_so_and_leak_nothing)
