#include "indexer/release/boilerplate.h"

#include <stdio.h>
#include <string.h>

#include "common/base/buf.h"
#include "common/base/compiler.h"
#include "common/base/mem.h"
#include "indexer/release/boilerplate_lines.h"
#include "indexer/release/boilerplate_phrases.h"
#include "indexer/release/plain.h"
#include "tests/indexer/release/zones_text.h"
#include "tests/support/suite.h"

/* A paragraph that can only be prose. */
#define PROSE                                                                  \
    "MINSK, 28 May 2019 - The looms of the town are running again after a "    \
    "month of rest, and the weavers, who had waited for the day, say that "    \
    "there is cloth enough for everybody who asks for it."
#define SPOKEN                                                                     \
    "“We have waited for this day for a month, and here it is at last,” said " \
    "Anna Lis, who weaves in the oldest of the three halls by the river, and "     \
    "who has done so since she was young."

/* What of `tail`, beneath a text, is boilerplate or signature. */
static const char *tail_of(const char *tail)
{
    static char out[4096];
    struct buf b = BUF_INIT;
    buf_printf(&b, "%s\n\n%s", PROSE, tail);
    const char *const text = zones_of("", bytes_of_str(buf_str(&b)));
    const char *at = strstr(text, "] boilerplate[");
    if (!at)
        at = strstr(text, "] signature[");
    snprintf(out, sizeof(out), "%s", at ? at + 2 : "");
    buf_release(&b);
    return out;
}

struct example {
    const char *tail, *zones;
};

static void check(const struct example *v, size_t n)
{
    for (size_t i = 0; i < n; i++)
        ck_assert_msg(strcmp(tail_of(v[i].tail), v[i].zones) == 0,
                      "%s\n is %s\n not %s", v[i].tail, tail_of(v[i].tail),
                      v[i].zones);
}

START_TEST(headings_open_what_goes_on_to_the_end)
{
    static const struct example v[] = {
        {"About Looms\n\nLooms is a house of weavers.",
         "boilerplate[About Looms||Looms is a house of weavers.]"},
        {"About Looms: Looms is a house of weavers.",
         "boilerplate[About Looms: Looms is a house of weavers.]"},
        {"ABOUT THE LOOMS OF MINSK\nThey run.",
         "boilerplate[ABOUT THE LOOMS OF MINSK|They run.]"},
        {"Media contact:\nAnna Lis\n555 0100",
         "boilerplate[Media contact:|Anna Lis|555 0100]"},
        {"Contact: Anna Lis, 202/224-5555.",
         "boilerplate[Contact: Anna Lis, 202/224-5555.]"},
        {"Forward-Looking Statements\n\nSome of this may not come true.",
         "boilerplate[Forward-Looking Statements||Some of this may not come "
         "true.]"},
        {"This press release contains forward-looking statements.",
         "boilerplate[This press release contains forward-looking "
         "statements.]"},
        {"###\n\nLooms is a house of weavers.",
         "boilerplate[###||Looms is a house of weavers.]"},
        {"-30-", "boilerplate[-30-]"},
        {"-0-", "boilerplate[-0-]"},
        {"30", "boilerplate[30]"},
        {"### Return", "boilerplate[### Return]"},
        {"ENDS\n\nNotes to editors: the looms are old.",
         "boilerplate[ENDS||Notes to editors: the looms are old.]"},
        {"---\n\n[Source](https://example.org/a)",
         "boilerplate[---||[Source](https://example.org/a)]"},
        {"For more information, visit www.example.org.",
         "boilerplate[For more information, visit www.example.org.]"},
        {"Phone: 555 0100 200", "boilerplate[Phone: 555 0100 200]"},
        {"May 2019 Press Releases\nBrowse by\nCurrent record",
         "boilerplate[May 2019 Press Releases|Browse by|Current record]"},
        {"20510\nContact\nSitemap", "boilerplate[20510|Contact|Sitemap]"},
    };
    check(v, COUNT_OF(v));
}
END_TEST

START_TEST(headings_are_known_in_each_language)
{
    static const char *const headings[] = {
        "О компании",
        "О «Станках»",
        "Контакты для СМИ:",
        "Отказ от ответственности",
        "Примечание для редакторов",
        "Про компанію",
        "Контакти для ЗМІ",
        "Примітки для редакторів",
        "Пра кампанію",
        "Кантакты:",
        "Адмова ад адказнасці",
        "Компания туралы",
        "Байланыс:",
        "Жауапкершіліктен бас тарту",
        "À propos de Métiers",
        "Contact presse :",
        "Avertissement",
        "Über die Weber GmbH",
        "Pressekontakt:",
        "Haftungsausschluss",
        "Acerca de Telares",
        "Sobre Telares",
        "Contacto de prensa:",
        "Aviso legal",
        "Sobre a Teares",
        "Contato para imprensa",
        "Declarações prospectivas",
        "Informazioni su Telai",
        "Ufficio stampa",
        "Avvertenze",
        "O firmie Krosna",
        "Kontakt dla mediów",
        "Zastrzeżenia prawne",
        "Tezgah Hakkında",
        "Basın irtibat:",
        "Yasal uyarı",
        "نبذة عن الشركة",
        "للتواصل:",
        "إخلاء المسؤولية",
        "关于织机公司",
        "媒体联系人：",
        "免责声明",
        "織機株式会社について",
        "お問い合わせ先",
        "免責事項",
    };
    for (size_t i = 0; i < COUNT_OF(headings); i++) {
        char tail[256], wanted[320];
        snprintf(tail, sizeof(tail), "%s\n\nLoom, Minsk", headings[i]);
        snprintf(wanted, sizeof(wanted), "boilerplate[%s||Loom, Minsk]",
                 headings[i]);
        check(&(struct example){tail, wanted}, 1);
    }
}
END_TEST

START_TEST(what_begins_like_a_heading_and_is_none_is_text)
{
    static const char *const tails[] = {
        "About 20 looms are running again, and more will follow soon.",
        "About half of the looms are running.",
        "Contact lenses are cheaper than looms.",
        "Sources say that the looms are old.",
        "Ends meet in Minsk again.",
        "The end\nof the looms has come.",
        "Over de weg lopen wevers.",
        "О станках говорили долго, и все остались довольны тем, что услышали.",
        "Sobre la mesa hay telas.",
        "31",
        "---\n\n" PROSE,
        "![](https://example.org/a.png)\n\n" PROSE,
        "Additional information on looms is given to all who ask for it.",
    };
    for (size_t i = 0; i < COUNT_OF(tails); i++)
        check(&(struct example){tails[i], ""}, 1);
}
END_TEST

START_TEST(who_speaks_closes_what_a_heading_opened)
{
    static const struct example v[] = {
        {"About the Looms\n\nThey are old.\n\n" SPOKEN "\n\nThey run.",
         "boilerplate[About the Looms||They are old.]"},
        {"About the Looms\n\nThey are old.\n\n" SPOKEN "\n\n###",
         "boilerplate[About the Looms||They are old.] boilerplate[###]"},
        {"About the Looms\n\nThey are old.\n\n" PROSE,
         "boilerplate[About the Looms||They are old.]"},
        {"###\n\nTwo\n\n" SPOKEN, "boilerplate[###||Two]"},
    };
    check(v, COUNT_OF(v));
}
END_TEST

START_TEST(a_heading_may_stand_within_a_line)
{
    struct buf b = BUF_INIT;
    for (int i = 0; i < 20; i++)
        ck_assert(buf_append_str(&b, "The looms of Minsk are running again. "));
    ck_assert(buf_append_str(&b, " About Looms  Looms is a house."));
    const char *const text = zones_of("", buf_bytes(&b));
    ck_assert_ptr_nonnull(
        strstr(text, "boilerplate[About Looms  Looms is a house.]"));
    buf_release(&b);
}
END_TEST

START_TEST(letters_are_signed)
{
    static const struct example v[] = {
        {"Sincerely,\nAnna Lis\nWeaver",
         "signature[Sincerely,|Anna Lis|Weaver]"},
        {"С уважением,\nАнна Лис", "signature[С уважением,|Анна Лис]"},
        {"Mit freundlichen Grüßen\nAnna Lis",
         "signature[Mit freundlichen Grüßen|Anna Lis]"},
        {"Sincerely,", ""},
        {"Sincerely, we hope that the looms will run", ""},
        {"Sincerely,\nAnna Lis\n\nContact: Jan Lis, 202/224-5555",
         "boilerplate[Contact: Jan Lis, 202/224-5555] "
         "signature[Sincerely,|Anna Lis]"},
    };
    check(v, COUNT_OF(v));
}
END_TEST

START_TEST(memory_may_fail_at_every_call)
{
    const struct bytes body = bytes_of_str(
        PROSE "\n\nSincerely,\nAnna\n\nAbout Looms\n\nOld.\n\n" SPOKEN
              "\n\n###");
    struct lines l = {.n = 0};
    enum st st = ST_NOMEM;
    ck_assert_int_eq(lines_read(&l, body, NULL), ST_OK);
    for (long n = 0; st != ST_OK; n++) {
        struct anatomy a = {.n_zones = 0};
        mem_fail_after(n);
        st = boilerplate_read(body, &l, 0, &a, NULL);
        ck_assert_int_eq(st, mem_fail_never() ? ST_NOMEM : ST_OK);
        if (st == ST_OK)
            ck_assert_uint_eq(a.n_zones, 3);
        anatomy_release(&a);
    }
    lines_release(&l);
}
END_TEST

static void check_plain(const char *const *phrases, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct plain p;
        char phrase[PLAIN_ROOM];
        snprintf(phrase, sizeof(phrase), "%s", phrases[i]);
        phrase[strcspn(phrase, "*")] = '\0';
        plain_set(&p, bytes_of_str(phrase));
        ck_assert_str_eq(p.text, phrase);
        for (size_t k = 0; k < i; k++)
            ck_assert_str_ne(phrases[k], phrases[i]);
    }
}

/* That a line which begins with any of the phrases, without its star, and goes
 * on with `with` has a role. */
static void check_roles(const char *const *phrases, size_t n, const char *with)
{
    for (size_t i = 0; i < n; i++) {
        char line[2 * PLAIN_ROOM];
        snprintf(line, sizeof(line), "%.*s%s", (int)strcspn(phrases[i], "*"),
                 phrases[i], with);
        ck_assert_msg(line_role_of(bytes_of_str(line)) != LINE_TEXT, "%s",
                      line);
    }
}

START_TEST(each_phrase_of_the_tables_gives_a_line_a_role)
{
    check_roles(about_words, COUNT_OF(about_words), " Dateline Looms");
    check_roles(about_headings, COUNT_OF(about_headings), "");
    check_roles(contact_phrases, COUNT_OF(contact_phrases),
                ": Anna Lis, Minsk");
    check_roles(legal_phrases, COUNT_OF(legal_phrases), ": Looms of Minsk");
    check_roles(legal_headings, COUNT_OF(legal_headings), ": Looms of Minsk");
    check_roles(label_phrases, COUNT_OF(label_phrases), ": Looms of Minsk");
    check_roles(single_phrases, COUNT_OF(single_phrases), " Looms of Minsk");
    check_roles(closings, COUNT_OF(closings), "");
    ck_assert_int_eq(line_role_of(bytes_of_str("(END OF RELEASE)")), LINE_END);
    ck_assert_int_eq(line_role_of(bytes_of_str("The looms of Minsk")),
                     LINE_TEXT);
}
END_TEST

START_TEST(tables_are_plain_and_say_nothing_twice)
{
    check_plain(about_words, COUNT_OF(about_words));
    check_plain(about_endings, COUNT_OF(about_endings));
    check_plain(about_headings, COUNT_OF(about_headings));
    check_plain(contact_phrases, COUNT_OF(contact_phrases));
    check_plain(legal_phrases, COUNT_OF(legal_phrases));
    check_plain(legal_headings, COUNT_OF(legal_headings));
    check_plain(label_phrases, COUNT_OF(label_phrases));
    check_plain(single_phrases, COUNT_OF(single_phrases));
    check_plain(end_words, COUNT_OF(end_words));
    check_plain(closings, COUNT_OF(closings));
    check_plain(foot_words, COUNT_OF(foot_words));
}
END_TEST

SUITE("boilerplate", headings_open_what_goes_on_to_the_end,
      headings_are_known_in_each_language,
      what_begins_like_a_heading_and_is_none_is_text,
      who_speaks_closes_what_a_heading_opened,
      a_heading_may_stand_within_a_line, letters_are_signed,
      memory_may_fail_at_every_call,
      each_phrase_of_the_tables_gives_a_line_a_role,
      tables_are_plain_and_say_nothing_twice)
