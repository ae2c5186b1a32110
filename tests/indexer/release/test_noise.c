#include "indexer/release/noise.h"

#include <stdio.h>
#include <string.h>

#include "common/base/compiler.h"
#include "common/base/date.h"
#include "indexer/release/noise_phrases.h"
#include "indexer/release/plain.h"
#include "tests/support/suite.h"

START_TEST(preamble_is_only_what_announces_a_release)
{
    static const char *const yes[] = {
        "FOR IMMEDIATE RELEASE",
        "*** For Immediate Release ***",
        "PRESS RELEASE",
        "For Immediate Release: Tuesday, May 28, 2019",
        "28 May 2019",
        "28 мая",
        "Date: 28 May 2019",
        "12 / 34",
        "https://example.org/a?b=c&d=e",
        "www.example.org",
    };
    static const char *const no[] = {
        "Press release writers meet in Minsk",
        "May 28, 2019: Leaders meet",
        "Immediate",
        "https://example.org explained",
        "Release",
        "A",
        "Monday",
    };
    for (size_t i = 0; i < COUNT_OF(yes); i++)
        ck_assert_msg(noise_is_preamble(bytes_of_str(yes[i])), "%s", yes[i]);
    for (size_t i = 0; i < COUNT_OF(no); i++)
        ck_assert_msg(!noise_is_preamble(bytes_of_str(no[i])), "%s", no[i]);
}
END_TEST

START_TEST(releases_are_announced_in_each_language)
{
    static const char *const lines[] = {
        "Для немедленной публикации",
        "ПРЕСС-РЕЛИЗ",
        "Для негайного поширення, 28 травня 2019 року",
        "Прэс-рэліз",
        "Баспасөз релизі",
        "Communiqué de presse",
        "POUR DIFFUSION IMMÉDIATE",
        "PRESSEMITTEILUNG - 28. Mai 2019",
        "Para su publicación inmediata",
        "Nota de prensa",
        "Para divulgação imediata",
        "Comunicato stampa",
        "Informacja prasowa",
        "BASIN BÜLTENİ",
        "بيان صحفي",
        "新闻稿",
        "プレスリリース",
    };
    for (size_t i = 0; i < COUNT_OF(lines); i++)
        ck_assert_msg(noise_is_preamble(bytes_of_str(lines[i])), "%s",
                      lines[i]);
}
END_TEST

START_TEST(furniture_pictures_and_lines_for_the_press_are_noise)
{
    static const char *const yes[] = {
        "Share this",
        "Views: 1203 | Print | Share",
        "Print    Email    Share on     Views: 7",
        "--News Direct--",
        "```html",
        "![](https://example.org/a.png)",
        "![A loom](https://example.org/a.png)",
        "Contact: Anna Lis, 555 0100",
        "Media contact: anna@example.org",
        "EMBARGOED UNTIL 7 a.m., Wednesday, Nov. 6, 2024",
        "Контакты: +375 17 555 01 00",
        "* * *",
    };
    static const char *const no[] = {
        "Share prices fall in Minsk",
        "Contact lenses are getting cheaper, and nobody knows quite why so",
        "News from the looms of Minsk",
        "![A loom",
        "Prices fall",
    };
    int32_t days;
    for (size_t i = 0; i < COUNT_OF(yes); i++)
        ck_assert_msg(noise_of(bytes_of_str(yes[i]), &days) == NOISE_LINE, "%s",
                      yes[i]);
    for (size_t i = 0; i < COUNT_OF(no); i++)
        ck_assert_msg(noise_of(bytes_of_str(no[i]), &days) == NOISE_NONE, "%s",
                      no[i]);
}
END_TEST

static bool is_date(const char *line, int32_t *days)
{
    return noise_of(bytes_of_str(line), days) == NOISE_DATE;
}

START_TEST(a_line_that_is_a_date_gives_its_day)
{
    static const struct {
        const char *line, *days;
    } yes[] = {
        {"28 мая 2019 года", "2019-05-28"},
        {"Tuesday, May 28, 2019, 10:30 a.m.", "2019-05-28"},
        {"28 мая, 14:30", ""},
        {"2019年5月28日", "2019-05-28"},
    };
    int32_t days;
    char text[DATE_TEXT];
    for (size_t i = 0; i < COUNT_OF(yes); i++) {
        ck_assert_msg(is_date(yes[i].line, &days), "%s", yes[i].line);
        ck_assert_str_eq(date_format(days, text), yes[i].days);
    }
    ck_assert(!is_date("12:30", &days));
    ck_assert(!is_date("28 May 2019 in Minsk", &days));
    ck_assert(!is_date("28 May 2019 to 29 May 2019", &days));
}
END_TEST

/* What is not as plain.h spells it would never be found. */
static void check_plain(const char *const *phrases, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct plain p;
        plain_set(&p, bytes_of_str(phrases[i]));
        ck_assert_str_eq(p.text, phrases[i]);
        for (size_t k = 0; k < i; k++)
            ck_assert_str_ne(phrases[k], phrases[i]);
    }
}

/* That a line of `before`, any of the phrases and `behind` is noise. */
static void check_noise(const char *before, const char *const *phrases,
                        size_t n, const char *behind)
{
    for (size_t i = 0; i < n; i++) {
        char line[2 * PLAIN_ROOM];
        int32_t days;
        snprintf(line, sizeof(line), "%s%s%s", before, phrases[i], behind);
        ck_assert_msg(noise_of(bytes_of_str(line), &days) == NOISE_LINE, "%s",
                      line);
    }
}

START_TEST(each_phrase_of_the_tables_makes_noise_of_a_line)
{
    check_noise("", furniture, COUNT_OF(furniture), "");
    check_noise("", press_lines, COUNT_OF(press_lines), ": Lis 555 0100");
    check_noise("", page_words, COUNT_OF(page_words), " 12034567890");
    check_noise("12034567890 ", page_words, COUNT_OF(page_words), "");
}
END_TEST

START_TEST(tables_are_plain_and_say_nothing_twice)
{
    check_plain(announcements, COUNT_OF(announcements));
    check_plain(date_words, COUNT_OF(date_words));
    check_plain(furniture, COUNT_OF(furniture));
    check_plain(page_words, COUNT_OF(page_words));
    check_plain(press_lines, COUNT_OF(press_lines));
}
END_TEST

SUITE("noise", preamble_is_only_what_announces_a_release,
      releases_are_announced_in_each_language,
      furniture_pictures_and_lines_for_the_press_are_noise,
      a_line_that_is_a_date_gives_its_day,
      each_phrase_of_the_tables_makes_noise_of_a_line,
      tables_are_plain_and_say_nothing_twice)
