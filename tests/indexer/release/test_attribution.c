/* Each sieve, alone: what it finds, and what it leaves. */
#include "common/base/compiler.h"
#include "tests/indexer/release/quoted.h"
#include "tests/support/suite.h"

struct known {
    const char *text, *found;
};

static void check(const struct known *v, size_t n)
{
    for (size_t i = 0; i < n; i++)
        ck_assert_str_eq(quoted("", v[i].text), v[i].found);
}

START_TEST(a1_a_verb_and_a_name_beside_the_marks)
{
    static const struct known KNOWN[] = {
        {"“We are so glad now,” said Ann Lis.",
         "[We are so glad now,] Ann Lis A"},
        {"“We are so glad now”, Ann Lis said.",
         "[We are so glad now] Ann Lis A"},
        {"Ann Lis said: “We are so glad now.”",
         "[We are so glad now.] Ann Lis A"},
        {"“We are so glad now,” said Ann Lis, head of Acme Ltd.",
         "[We are so glad now,] Ann Lis A"},
        {"“We are so glad now,” Ann Lis, head of Acme Ltd., told reporters.",
         "[We are so glad now,] Ann Lis A"},
        {"Ann Lis (D-HI), head of the board of Acme, said: “We are so glad.”",
         "[We are so glad.] Ann Lis A"},
        {"“We are so glad now,” said Acme president Ann de la Cruz.",
         "[We are so glad now,] Ann de la Cruz A"},
        {"“We are so glad now,” said Dr. J. R. O’Hara-Lee Jr.",
         "[We are so glad now,] J. R. O’Hara-Lee Jr. A"},
        {"According to Ann Lis, “we are all so glad now.”",
         "[we are all so glad now.] Ann Lis A"},
        {"“We are so glad now,” according to Ann Lis.",
         "[We are so glad now,] Ann Lis A"},
        {"Ann Lis issued the following statement on the vote: “We are glad.”",
         "[We are glad.] Ann Lis A"},
        {"“We are so glad now,” Ann Lis, who runs Acme, has also said.",
         "[We are so glad now,] Ann Lis A"},
        {"“We are so glad now,” said Ann Lis Chief Sales Officer of Acme.",
         "[We are so glad now,] Ann Lis A"},
        {"Ann Lis, Head of News, Acme Media said: “We are so glad now.”",
         "[We are so glad now.] Ann Lis A"},
        {"Ann Lis the spokeswoman of Acme said: “We are so glad now.”",
         "[We are so glad now.] Ann Lis A"},
        {"Statement by Senator Ann Lis: “We are so glad now.”",
         "[We are so glad now.] Ann Lis A"},
        {"“We are so glad now,” said Workers’ Union president Ann d’Arc.",
         "[We are so glad now,] Ann d’Arc A"},
        {"“We are so glad now,” said Acme founder and Chief Executive Officer "
         "Ann Lis.",
         "[We are so glad now,] Ann Lis A"},
        {"MINSK, May 4, 2020 /Acme Wire/ -- According to Ann Lis, “we are all "
         "so glad now.”",
         "[we are all so glad now.] Ann Lis A"},
        {"Ann Lis went on to say: “We are so glad now.”",
         "[We are so glad now.] Ann Lis A"},
        {"Ann Lis said, “We are glad.” Jo Fir said, “We are not.”",
         "[We are glad.] Ann Lis A | [We are not.] Jo Fir A"},
        {"Ann Lis welcomed the plan, saying: “We are so glad now.”",
         "[We are so glad now.] Ann Lis A"},
    };
    check(KNOWN, COUNT_OF(KNOWN));
}
END_TEST

START_TEST(a2_the_second_part_in_the_same_paragraph)
{
    static const struct known KNOWN[] = {
        {"“We are glad,” said Ann Lis. “We are all very glad.”",
         "[We are glad,] Ann Lis A | [We are all very glad.] Ann Lis A"},
        {"“We,” said Ann Lis, “are all very glad of it.”",
         "[We,] Ann Lis A | [are all very glad of it.] Ann Lis A"},
        {"“We are all very glad.” “So glad,” said Ann Lis.",
         "[We are all very glad.] Ann Lis A | [So glad,] Ann Lis A"},
        {"“We are glad,” said Ann Lis. “We are not,” said Jo Fir.",
         "[We are glad,] Ann Lis A | [We are not,] Jo Fir A"},
        {"“We are glad,” said Ann Lis. “We are not,” one customer said.",
         "[We are glad,] Ann Lis A | [We are not,] -"},
    };
    check(KNOWN, COUNT_OF(KNOWN));
}
END_TEST

START_TEST(a3_what_goes_on_from_the_paragraph_before)
{
    static const struct known KNOWN[] = {
        {"Ann Lis said: “One is the first of them.\n\n“Two is the last one.”",
         "[One is the first of them.] Ann Lis A | [Two is the last one.] Ann "
         "Lis A"},
        {"“One is the first of them.\n\n“Two is the last one,” said Ann Lis.",
         "[One is the first of them.] Ann Lis A | [Two is the last one,] Ann "
         "Lis A"},
    };
    check(KNOWN, COUNT_OF(KNOWN));
}
END_TEST

START_TEST(a4_signatures_and_names_that_begin_a_line)
{
    static const struct known KNOWN[] = {
        {"“We are all very glad of it.” - Ann Lis, Acme",
         "[We are all very glad of it.] Ann Lis A"},
        {"“We are all very glad of it.”\n— Ann Lis, Acme\n",
         "[We are all very glad of it.] Ann Lis A"},
        {"“We are all very glad of it.”\n\nAnn Lis, head of Acme\n\nThe end.",
         "[We are all very glad of it.] Ann Lis A"},
        {"Ann Lis: “We are all very glad of it.”",
         "[We are all very glad of it.] Ann Lis A"},
        {"Ann Lis, Minsk – “We are all very glad of it.”",
         "[We are all very glad of it.] Ann Lis A"},
        {"MINSK, May 4 – “We are all very glad of it.”",
         "[We are all very glad of it.] -"},
        {"Ann Lis, Acme: “We are all very glad of it.”",
         "[We are all very glad of it.] Ann Lis A"},
        {"“We are all very glad of it.”\n\nMarket Opens Again\n\nThe end.",
         "[We are all very glad of it.] -"},
        {"Note: “We are all very glad of it.”",
         "[We are all very glad of it.] -"},
    };
    check(KNOWN, COUNT_OF(KNOWN));
}
END_TEST

START_TEST(b1_pronouns_by_gender)
{
    static const struct known KNOWN[] = {
        {"Anna Lis runs Acme. “We are all very glad,” she said.",
         "[We are all very glad,] Anna Lis B"},
        {"Anna Lis met John Fir. “We are all very glad,” she said.",
         "[We are all very glad,] Anna Lis B"},
        {"Anna Lis met John Fir. “We are all very glad,” he said.",
         "[We are all very glad,] John Fir B"},
        {"“We are glad,” said Anna Lis.\n\nShe added: “We are very glad.”",
         "[We are glad,] Anna Lis A | [We are very glad.] Anna Lis B"},
        {"“We are glad,” said Anna Lis.\n\n“So am I,” he said.",
         "[We are glad,] Anna Lis A | [So am I,] -"},
        {"Anna Lis runs Acme. “We are all very glad,” they said.",
         "[We are all very glad,] -"},
        {"“We are all very glad,” she said.", "[We are all very glad,] -"},
    };
    check(KNOWN, COUNT_OF(KNOWN));
}
END_TEST

START_TEST(b2_an_office_whose_holder_was_named)
{
    static const struct known KNOWN[] = {
        {"President Ann Lis came. “We are all very glad,” the President said.",
         "[We are all very glad,] Ann Lis B"},
        {"Ann Lis, the new president, came. “We are glad,” the president said.",
         "[We are glad,] Ann Lis B"},
        {"“We are all very glad,” the President said.",
         "[We are all very glad,] -"},
        {"Minister Ann Lis came. “We are all very glad,” the mayor said.",
         "[We are all very glad,] -"},
        /* Not named as such, but the one who acts. */
        {"Anna Lis recalled the war.\n\n“We are all very glad,” the mayor "
         "said.",
         "[We are all very glad,] Anna Lis B"},
        {"“We are glad,” said Anna Lis.\n\nJohn Fir recalled the war.\n\n"
         "“We are not,” the mayor said.",
         "[We are glad,] Anna Lis A | [We are not,] John Fir B"},
        {"Anna Lis came.\n\n“We are glad,” said John Fir.\n\n“We are not,” the "
         "mayor said.",
         "[We are glad,] John Fir A | [We are not,] -"},
        {"War Bonds are back. “We are all very glad,” the mayor said.",
         "[We are all very glad,] -"},
    };
    check(KNOWN, COUNT_OF(KNOWN));
}
END_TEST

START_TEST(b3_a_surname_whose_full_name_stood_before)
{
    static const struct known KNOWN[] = {
        {"Ann Lis runs Acme. “We are all very glad,” said Lis.",
         "[We are all very glad,] Ann Lis B"},
        {"Ann Lis runs Acme. “We are all very glad,” said Ms. Lis.",
         "[We are all very glad,] Ann Lis B"},
        {"Ann Lis and Jo Lis run Acme. “We are all very glad,” said Lis.",
         "[We are all very glad,] Lis B"},
        {"“We are all very glad,” said Lis. Ann Lis runs Acme.",
         "[We are all very glad,] Lis A"},
        {"Иван Петров пришёл. «Мы очень рады все», - сказал Петров.",
         "[Мы очень рады все] Иван Петров B"},
    };
    check(KNOWN, COUNT_OF(KNOWN));
    ck_assert_str_eq(quoted("Acme names Ann Lis its head",
                            "“We are all very glad,” said Lis."),
                     "[We are all very glad,] Ann Lis B");
}
END_TEST

START_TEST(c_a_paragraph_that_is_nothing_else)
{
    static const struct known KNOWN[] = {
        {"“We are glad,” said Ann Lis.\n\n“We are all very glad of it.”",
         "[We are glad,] Ann Lis A | [We are all very glad of it.] Ann Lis C"},
        {"“We are glad,” said Ann Lis.\n\nBread is cheap.\n\n"
         "“We are all very glad of it.”",
         "[We are glad,] Ann Lis A | [We are all very glad of it.] -"},
        {"“We are all very glad of it.”", "[We are all very glad of it.] -"},
        /* An announced statement goes on. */
        {"Ann Lis issued the following statement on bread:\n\n"
         "“We are all very glad of it.”\n\n“It was about time for us.”",
         "[We are all very glad of it.] Ann Lis A | [It was about time for "
         "us.] Ann Lis B"},
    };
    check(KNOWN, COUNT_OF(KNOWN));
}
END_TEST

START_TEST(b_a_person_who_begins_a_sentence_that_a_colon_ends)
{
    static const struct known KNOWN[] = {
        {"Ann Lis, head of Acme, put it so for us: “We are all very glad.”",
         "[We are all very glad.] Ann Lis B"},
        {"The market put it so for us: “We are all very glad.”",
         "[We are all very glad.] -"},
        {"Ann Lis and Jo Fir put it so for us: “We are all very glad.”",
         "[We are all very glad.] -"},
    };
    check(KNOWN, COUNT_OF(KNOWN));
}
END_TEST

START_TEST(verbs_of_every_language)
{
    static const struct known KNOWN[] = {
        {"«Мы все очень рады этому», - заявил министр Иван Лис.",
         "[Мы все очень рады этому] Иван Лис A"},
        {"«Мы ўсе вельмі рады гэтаму», - сказаў Янка Ліс.",
         "[Мы ўсе вельмі рады гэтаму] Янка Ліс A"},
        {"«Ми всі дуже раді цьому», – зазначив Іван Лис.",
         "[Ми всі дуже раді цьому] Іван Лис A"},
        {"«Біз бәріміз қуаныштымыз бүгін», – деді Ерлан Лис.",
         "[Біз бәріміз қуаныштымыз бүгін] Ерлан Лис A"},
        {"« Nous sommes tous très heureux », a déclaré Anne Lis.",
         "[Nous sommes tous très heureux] Anne Lis A"},
        {"„Wir freuen uns alle sehr“, sagte Anna Lis.",
         "[Wir freuen uns alle sehr] Anna Lis A"},
        {"„Wir freuen uns alle sehr“, so Anna Lis.",
         "[Wir freuen uns alle sehr] Anna Lis A"},
        {"«Estamos todos muy contentos hoy», dijo la alcaldesa Ana Lis.",
         "[Estamos todos muy contentos hoy] Ana Lis A"},
        {"“Estamos todos muito felizes hoje”, afirmou Ana Lis.",
         "[Estamos todos muito felizes hoje] Ana Lis A"},
        {"«Siamo tutti molto contenti oggi», ha detto Anna Lis.",
         "[Siamo tutti molto contenti oggi] Anna Lis A"},
        {"„Wszyscy bardzo się dziś cieszymy”, powiedziała Anna Lis.",
         "[Wszyscy bardzo się dziś cieszymy] Anna Lis A"},
        {"Ayşe Lis, “Bugün hepimiz çok mutluyuz” dedi.",
         "[Bugün hepimiz çok mutluyuz] Ayşe Lis A"},
        {"وقالت ليلى منصور: \"نحن جميعا سعداء جدا اليوم\".",
         "[نحن جميعا سعداء جدا اليوم] ليلى منصور A"},
        {"王芳表示：“我们今天都非常高兴。”", "[我们今天都非常高兴。] 王芳 A"},
        {"佐藤社長は「とてもうれしい」と述べた。",
         "[とてもうれしい] 佐藤社長 A"},
    };
    check(KNOWN, COUNT_OF(KNOWN));
}
END_TEST

START_TEST(nobody_is_guessed)
{
    static const struct known KNOWN[] = {
        {"Ann Lis came home. “We are all very glad.”",
         "[We are all very glad.] -"},
        {"“We are all very glad,” said the company.",
         "[We are all very glad,] -"},
        {"“We are all very glad,” said a spokesperson for Acme.",
         "[We are all very glad,] -"},
        {"“We are all very glad,” Ann Lis and Jo Fir said.",
         "[We are all very glad,] -"},
        {"Ann Lis and Jo Fir said: “We are all very glad.”",
         "[We are all very glad.] -"},
        {"“We are all very glad,” said Senators Lis and Fir.",
         "[We are all very glad,] -"},
        {"“We are all very glad,” said Minsk city officials.",
         "[We are all very glad,] -"},
        {"“We are all very glad,” says a senior scientist at Acme Labs.",
         "[We are all very glad,] -"},
        {"“We are all very glad,” said the Acme spokesperson.",
         "[We are all very glad,] -"},
        {"“We are all very glad,” Customers said.", "[We are all very glad,] "
                                                    "Customers A"},
        {"“WE ARE ALL VERY GLAD,” SAID ANN LIS.", ""},
    };
    check(KNOWN, COUNT_OF(KNOWN));
}
END_TEST

SUITE("attribution", a1_a_verb_and_a_name_beside_the_marks,
      a2_the_second_part_in_the_same_paragraph,
      a3_what_goes_on_from_the_paragraph_before,
      a4_signatures_and_names_that_begin_a_line, b1_pronouns_by_gender,
      b2_an_office_whose_holder_was_named,
      b3_a_surname_whose_full_name_stood_before,
      c_a_paragraph_that_is_nothing_else,
      b_a_person_who_begins_a_sentence_that_a_colon_ends,
      verbs_of_every_language, nobody_is_guessed)
