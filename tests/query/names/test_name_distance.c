#include "query/names/name_distance.h"

#include "common/base/compiler.h"
#include "query/names/exonyms.h"
#include "query/names/pinyin.h"
#include "tests/support/suite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint32_t distance(const char *a, const char *b)
{
    struct spelling_table table;
    struct sound_costs costs;
    struct name_form x[NAME_FORMS_MAX], y[NAME_FORMS_MAX];
    uint32_t least = NAME_FAR;
    spelling_table_init(&table);
    sound_costs_init(&costs);
    const uint32_t n = name_forms_read(x, &table, bytes_of_str(a));
    const uint32_t m = name_forms_read(y, &table, bytes_of_str(b));
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t k = 0; k < m; k++) {
            const uint32_t d = name_distance(&costs, &x[i], &y[k]);
            ck_assert_uint_eq(d, name_distance(&costs, &y[k], &x[i]));
            least = d < least ? d : least;
        }
    return least;
}

START_TEST(spellings_of_one_name_are_near)
{
    static const char *const pairs[][2] = {
        {"lukashenko", "lukaschenko"},
        {"lukashenko", "loukachenko"},
        {"zelenskyy", "selenskyj"},
        {"putin", "poutine"},
        {"rachmaninoff", "rachmaninow"},
        {"yeltsin", "jelzin"},
        {"gaddafi", "qaddafi"},
        {"\u0442\u043e\u043a\u0430\u0435\u0432", "tokayev"},
        {"lukashenko",
         "\u10da\u10e3\u10d9\u10d0\u10e8\u10d4\u10dc\u10d9\u10dd"}};
    for (size_t i = 0; i < COUNT_OF(pairs); i++)
        ck_assert_msg(distance(pairs[i][0], pairs[i][1]) != NAME_FAR, "%s %s",
                      pairs[i][0], pairs[i][1]);
}
END_TEST

START_TEST(other_names_are_far)
{
    static const char *const pairs[][2] = {
        {"putin", "patton"},           {"putin", "petition"},
        {"jordan", "jordanov"},        {"petrov", "petrova"},
        {"zelensky", "zelenskaya"},    {"pushkin", "pushkina"},
        {"lukashenko", "lukashevich"}, {"merkel", "michael"},
        {"karpov", "kasparov"}};
    for (size_t i = 0; i < COUNT_OF(pairs); i++)
        ck_assert_msg(distance(pairs[i][0], pairs[i][1]) == NAME_FAR,
                      "%s %s: %u", pairs[i][0], pairs[i][1],
                      distance(pairs[i][0], pairs[i][1]));
}
END_TEST

START_TEST(what_is_no_name_has_no_form)
{
    struct spelling_table table;
    struct name_form forms[NAME_FORMS_MAX];
    char word[10001];
    spelling_table_init(&table);
    memset(word, 'k', sizeof(word) - 1);
    for (size_t i = 1; i < sizeof(word) - 1; i += 2)
        word[i] = 'a';
    word[sizeof(word) - 1] = '\0';
    ck_assert_uint_eq(name_forms_read(forms, &table, bytes_of_str(word)), 0);
    ck_assert_uint_eq(name_forms_read(forms, &table, bytes_of_str("2019")), 0);
    ck_assert_uint_eq(name_forms_read(forms, &table, bytes_of_str("")), 0);
    ck_assert_uint_eq(
        name_forms_read(forms, &table, bytes_of_str("\x01slukashenko")), 0);
    ck_assert_uint_eq(name_forms_read(forms, &table, bytes_of_str("\xd0")), 0);
    /* Alphabets may mix: a Cyrillic a in a Latin word. */
    ck_assert_uint_gt(
        name_forms_read(forms, &table, bytes_of_str("put\u0438n")), 0);
}
END_TEST

static bool has_form(const char *word, const char *form)
{
    struct pinyin_forms f;
    pinyin_forms_make(&f, bytes_of_str(word));
    for (uint32_t i = 0; i < f.n; i++)
        if (strcmp(f.of[i], form) == 0)
            return true;
    return false;
}

START_TEST(chinese_names_go_by_rule_both_ways)
{
    ck_assert(has_form("zedong", "tsetung"));
    ck_assert(has_form("tsetung", "zedong"));
    ck_assert(has_form("hsiaoping", "xiaoping"));
    ck_assert(has_form("xiaoping", "hsiaoping"));
    ck_assert(has_form("guofeng", "kuofeng"));
    ck_assert(!has_form("xi", "hsi")); /* one syllable says too little */
    ck_assert(!has_form("lukashenko", "lukashenko"));
    ck_assert(!has_form("zhuangzhuangzhuangzhuangzhuangzhuangzhuangzhuang",
                        "chuangchuang"));
}
END_TEST

START_TEST(a_file_of_exonyms_adds_to_those_of_the_program)
{
    struct analyzer *a;
    struct exonyms *x;
    struct err e = ERR_INIT;
    struct bytes out;
    char path[] = "/tmp/exonyms-XXXXXX";
    FILE *const f = fdopen(mkstemp(path), "w");
    fputs("# places\nNew-Amsterdam, York\n\nLilliput\tBlefuscu # both\n", f);
    fclose(f);
    ck_assert_int_eq(analyzer_open(&a, &e), ST_OK);
    ck_assert_int_eq(exonyms_open(&x, path, a, &e), ST_OK);
    ck_assert(exonyms_get(x, bytes_of_str("lilliput"), 0, &out));
    ck_assert(bytes_equal_str(out, "lilliput"));
    ck_assert(exonyms_get(x, bytes_of_str("lilliput"), 1, &out));
    ck_assert(bytes_equal_str(out, "blefuscu"));
    ck_assert(!exonyms_get(x, bytes_of_str("lilliput"), 2, &out));
    ck_assert(!exonyms_get(x, bytes_of_str("places"), 0, &out));
    ck_assert(!exonyms_get(x, bytes_of_str("both"), 0, &out));
    ck_assert(exonyms_get(x, bytes_of_str("kyiv"), 1, &out));
    ck_assert(bytes_equal_str(out, "kiev"));
    exonyms_close(x);
    remove(path);
    ck_assert_int_ne(exonyms_open(&x, path, a, &e), ST_OK);
    ck_assert_ptr_null(x);
    analyzer_close(a);
}
END_TEST

SUITE("name distance", spellings_of_one_name_are_near, other_names_are_far,
      what_is_no_name_has_no_form, chinese_names_go_by_rule_both_ways,
      a_file_of_exonyms_adds_to_those_of_the_program)
