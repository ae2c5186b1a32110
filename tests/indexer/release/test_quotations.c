/* Marks of every language, and what is no quotation. */
#include <stdio.h>
#include <string.h>

#include "common/base/buf.h"
#include "common/base/compiler.h"
#include "indexer/release/quotation_marks.h"
#include "tests/indexer/release/quoted.h"
#include "tests/support/suite.h"

#define WORDS "We have waited for this day"

START_TEST(marks_of_every_language_pair)
{
    static const char *const TEXTS[] = {
        "“" WORDS "” they say",
        "\"" WORDS "\" they say",
        "‘" WORDS ",’ they say",
        "'" WORDS ",' they say",
        "``" WORDS "'' they say",
        "„" WORDS "“ they say",
        "„" WORDS "” they say",
        "„" WORDS "\" they say",
        ",," WORDS "'' they say",
        "»" WORDS "« they say",
        "«" WORDS "» they say",
        "« " WORDS " » they say",
        "«\u202f" WORDS "\u202f» they say",
        "‹" WORDS ",› they say",
        "›" WORDS ",‹ they say",
        "‚" WORDS ",‘ they say",
        "”" WORDS "” they say",
        "»" WORDS "» they say",
        "「" WORDS "」 they say",
        "『" WORDS "』 they say",
        "＂" WORDS "＂ they say",
        "“" WORDS "\" they say",
        "\"" WORDS "” they say",
        "“ " WORDS " ” they say",
        "‟" WORDS "” they say",
        "(“" WORDS "”) they say",
    };
    for (size_t i = 0; i < COUNT_OF(TEXTS); i++) {
        const char *const found = spans_of(TEXTS[i]);
        if (found[0] != '[' || !strstr(found, WORDS) ||
            strlen(found) > sizeof("[" WORDS ",]") - 1)
            ck_abort_msg("%s: %s", TEXTS[i], found);
    }
}
END_TEST

START_TEST(apostrophes_feet_and_inches_are_no_marks)
{
    ck_assert_str_eq(spans_of("It's the workers' right, the '90s and '20s, "
                              "rock 'n' roll, said nobody's uncle."),
                     "");
    ck_assert_str_eq(spans_of("It’s the workers’ right, the ’90s and ’20s, "
                              "and the neighbours’ dog barked at them."),
                     "");
    ck_assert_str_eq(spans_of("A pipe of 12\" and a pole of 6'4\" were found "
                              "near the old mill by the river."),
                     "");
    ck_assert_str_eq(
        spans_of("\"The pipe is 12\" wide and very long,\" said Ann Lis."),
        "[The pipe is 12\" wide and very long,]");
}
END_TEST

START_TEST(titles_scare_quotes_and_slogans_are_no_quotations)
{
    ck_assert_str_eq(spans_of("The “so-called” plan and the \"Green Loop\"."),
                     "");
    ck_assert_str_eq(
        spans_of("The film “The Long Road Home to the Sea” won a prize."), "");
    ck_assert_str_eq(spans_of("The ＂best＂ of 《All the Songs of the Sea and "
                              "of the River》 was read."),
                     "");
    ck_assert_str_eq(spans_of("They were called “slow and heavy” in May."), "");
    ck_assert_str_eq(spans_of("It was voted the “best place to work” in May."),
                     "");
}
END_TEST

START_TEST(short_words_are_a_quotation_beside_a_verb)
{
    ck_assert_str_eq(spans_of("“Yes,” said Ann Lis."), "[Yes,]");
    ck_assert_str_eq(spans_of("Ann Lis said: “Yes.”"), "[Yes.]");
    ck_assert_str_eq(spans_of("“We did it!” All went home."), "[We did it!]");
    ck_assert_str_eq(spans_of("“Yes” was the answer."), "");
}
END_TEST

START_TEST(guillemets_as_bullets_are_no_marks)
{
    ck_assert_str_eq(spans_of("» One point of the list is here\n"
                              "» Another point of the list is here\n\n"
                              "» A third point of the list is here\n\n"
                              "“" WORDS ",” said Ann Lis."),
                     "[" WORDS ",]");
    ck_assert_str_eq(spans_of("Home » News » What the people of Minsk say\n\n"
                              "“" WORDS ",” said Ann Lis."),
                     "[" WORDS ",]");
}
END_TEST

START_TEST(a_nested_quotation_is_part_of_the_outer_one)
{
    ck_assert_str_eq(spans_of("“He said ‘we will go to the sea’ and went,” "
                              "said Ann Lis."),
                     "[He said ‘we will go to the sea’ and went,]");
    ck_assert_str_eq(spans_of("\"He said \"never\" and went home,\" said Ann."),
                     "[He said \"never\" and went home,]");
    ck_assert_str_eq(spans_of("«Он сказал „мы пойдём к морю“ и ушёл домой», - "
                              "сказал Иван Лис."),
                     "[Он сказал „мы пойдём к морю“ и ушёл домой]");
    ck_assert_str_eq(spans_of("„Er sagte ‚wir gehen ans Meer‘ und ging“, sagte "
                              "Anna Lis."),
                     "[Er sagte ‚wir gehen ans Meer‘ und ging]");
}
END_TEST

START_TEST(a_quotation_goes_on_in_the_next_paragraph)
{
    ck_assert_str_eq(spans_of("“One is a number of its own.\n\n"
                              "“Two is another number of its own.\n\n"
                              "“Three is the last number of all,” he said."),
                     "[One is a number of its own.]"
                     "[Two is another number of its own.]"
                     "[Three is the last number of all,]");
    ck_assert_str_eq(spans_of("« Un est un nombre à lui seul.\n"
                              "« Deux est un autre nombre encore.\n"
                              "« Trois est le dernier de tous. »"),
                     "[Un est un nombre à lui seul.\n"
                     "« Deux est un autre nombre encore.\n"
                     "« Trois est le dernier de tous.]");
}
END_TEST

START_TEST(no_more_than_eight_paragraphs_go_on)
{
    struct buf b = BUF_INIT;
    struct anatomy a;
    for (int i = 0; i < 20; i++)
        buf_printf(&b, "“This is paragraph number %d of it.\n\n", i);
    read_quotations("", buf_str(&b), &a);
    for (size_t i = 0; i < a.n_quotations; i++)
        ck_assert_int_eq(a.quotations[i].sure, SURE_NONE);
    ck_assert_uint_ge(a.n_quotations, 8);
    anatomy_release(&a);
    buf_release(&b);
}
END_TEST

START_TEST(an_unclosed_mark_harms_its_paragraph_only)
{
    static const char REST[] =
        "\n\n“" WORDS ",” said Ann Lis.\n\n“" WORDS ",” she said.";
    static const char *const TEXTS[] = {
        "The word “cheap was never closed.",
        "The word \"cheap was never closed.",
        "Nor was « this one in the list.",
        "A „low mark stands here.",
        "A 「corner mark stands here.",
        "Here are many “ “ “ “ marks.",
        "Here are many ” ” ” ” marks.",
        "Here is » one « of the other kind and no more",
    };
    for (size_t i = 0; i < COUNT_OF(TEXTS); i++) {
        char text[512];
        snprintf(text, sizeof(text), "%s%s", TEXTS[i], REST);
        const char *const found = spans_of(text);
        if (!strstr(found, "[" WORDS ",][" WORDS ",]"))
            ck_abort_msg("%s: %s", TEXTS[i], found);
    }
}
END_TEST

START_TEST(a_dash_is_speech_beside_a_verb_alone)
{
    ck_assert_str_eq(quoted("", "- Мы убрали поле, - сказал Иван Лис. - Дождя "
                                "не было."),
                     "[Мы убрали поле,] Иван Лис A | [Дождя не было.] Иван "
                     "Лис A");
    ck_assert_str_eq(quoted("", "—Todo irá bien —dijo Jorge Lara—. Seguro."),
                     "[Todo irá bien] Jorge Lara A | [Seguro.] Jorge Lara A");
    ck_assert_str_eq(spans_of("- bread\n\n- milk, fresh\n\n- eggs - a dozen"),
                     "");
    ck_assert_str_eq(spans_of("MINSK, 28 May - The market is open."), "");
    ck_assert_str_eq(spans_of("--- said nobody ---"), "");
}
END_TEST

START_TEST(line_ends_within_a_paragraph_do_not_matter)
{
    ck_assert_str_eq(spans_of("“We have waited\nfor this day,” said\nAnn Lis."),
                     "[We have waited\nfor this day,]");
    ck_assert_str_eq(quoted("", "“We have waited\r\nfor this day,” said\r\n"
                                "Ann Lis."),
                     "[We have waited\r\nfor this day,] Ann Lis A");
    ck_assert_str_eq(quoted("", "“We have waited for this day,” said\n"
                                "Ann Lis.\n\nThe fair opens.\n\nIt ends."),
                     "[We have waited for this day,] Ann Lis A");
}
END_TEST

START_TEST(a_text_without_marks_has_nothing)
{
    ck_assert_str_eq(spans_of(""), "");
    ck_assert_str_eq(spans_of("said Ann Lis, and went home."), "");
    ck_assert_str_eq(spans_of("”"), "");
    ck_assert_str_eq(spans_of("“"), "");
    ck_assert_str_eq(spans_of("“”"), "");
    ck_assert_str_eq(spans_of("\"\"\"\"\"\""), "");
    ck_assert_str_eq(spans_of("-"), "");
}
END_TEST

/* Where `mark` is found as the last one, with `before` and `behind` bytes of
 * text without marks around it. */
static size_t last_opener(size_t before, const char *mark, size_t behind)
{
    static const char FILLER[] = "it goes on, two, it's; and so on, o’er, on";
    char text[256];
    const int n = snprintf(text, sizeof(text), "%.*s %s%.*s", (int)before,
                           FILLER, mark, (int)behind, FILLER);
    return marks_last_opener(bytes_of((const uint8_t *)text, (size_t)n));
}

START_TEST(the_last_mark_is_found_wherever_it_stands)
{
    static const char *const MARKS[] = {"\"", "“", "«",  "„",  "``", "''",
                                        ",,", "‘", "「", "＂", "'"};
    for (size_t before = 0; before <= 40; before++)
        for (size_t behind = 0; behind <= 40; behind++) {
            for (size_t i = 0; i < COUNT_OF(MARKS); i++) {
                const size_t at = last_opener(before, MARKS[i], behind);
                ck_assert_msg(at == before + 2, "%s at %zu, %zu behind: %zu",
                              MARKS[i], before, behind, at);
            }
            ck_assert_uint_eq(last_opener(before, "", behind), 0);
            ck_assert_uint_eq(last_opener(before, "é – ș’s ,", behind), 0);
        }
}
END_TEST

SUITE("quotations", marks_of_every_language_pair,
      apostrophes_feet_and_inches_are_no_marks,
      titles_scare_quotes_and_slogans_are_no_quotations,
      short_words_are_a_quotation_beside_a_verb,
      guillemets_as_bullets_are_no_marks,
      a_nested_quotation_is_part_of_the_outer_one,
      a_quotation_goes_on_in_the_next_paragraph,
      no_more_than_eight_paragraphs_go_on,
      an_unclosed_mark_harms_its_paragraph_only,
      a_dash_is_speech_beside_a_verb_alone,
      line_ends_within_a_paragraph_do_not_matter,
      a_text_without_marks_has_nothing,
      the_last_mark_is_found_wherever_it_stands)
