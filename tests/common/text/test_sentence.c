#include "common/base/compiler.h"
#include "common/text/sentence.h"
#include "tests/support/suite.h"

#include <stdio.h>

static bool ends(const char *before, const char *gap, const char *after)
{
    char text[256];
    const size_t b = strlen(before), g = strlen(gap);
    snprintf(text, sizeof(text), "%s%s%s", before, gap, after);
    return sentence_ends(bytes_of(text, b), bytes_of(text + b, g),
                         bytes_of_str(text + b + g));
}

START_TEST(a_stop_needs_white_space_and_no_lower_case_behind)
{
    ck_assert(ends("end", ". ", "Next"));
    ck_assert(ends("end", ".\u201d ", "Next"));
    ck_assert(ends("end", "?!\n", "5"));
    ck_assert(ends("end", ".", ""));
    ck_assert(ends("end", " \u2026 ", "Next"));
    ck_assert(!ends("end", ". ", "next"));
    ck_assert(!ends("end", ".\u201d", "Next"));
    ck_assert(!ends("end", ", ", "Next"));
    ck_assert(!ends("end", ".-- ", "Next"));
    ck_assert(!ends("", " ", "Next"));
}
END_TEST

START_TEST(a_wide_stop_needs_nothing)
{
    ck_assert(ends("\u4e2d", "\u3002", "\u4e2d"));
    ck_assert(ends("\u4e2d", "\uff1f\u201d", "a"));
}
END_TEST

/* Every one of them: a list out of order would lose some. */
START_TEST(no_sentence_ends_behind_an_abbreviation)
{
    static const char *const list[] = {
        "ул",    "тыс",    "т",      "стр",  "ст",   "см",   "с",    "руб",
        "просп", "пр",     "пер",    "п",    "обл",  "млрд", "млн",  "кв",
        "им",    "др",     "д",      "гг",   "г",    "zzgl", "vs",   "vol",
        "vgl",   "usw",    "sog",    "pp",   "op",   "núm",  "inkl", "ggf",
        "evtl",  "etc",    "dgl",    "cf",   "ca",   "bzw",  "art",  "approx",
        "al",    "Vol",    "Univ",   "Tel",  "Supt", "Str",  "Ste",  "St",
        "Srta",  "Sra",    "Sr",     "Sgt",  "Sept", "Sep",  "Sens", "Sen",
        "Sec",   "Rev",    "Ret",    "Reps", "Rep",  "Pvt",  "Pty",  "Prof",
        "Pres",  "Ph",     "Oct",    "Nr",   "Nov",  "Nos",  "No",   "Mt",
        "Msgr",  "Ms",     "Mrs",    "Mrd",  "Mr",   "Mme",  "Mlle", "Mio",
        "Mgr",   "Messrs", "Mar",    "Maj",  "MM",   "Ltda", "Ltd",  "Lt",
        "Lic",   "Jun",    "Jul",    "Jr",   "Jan",  "Inst", "Inc",  "Hr",
        "Hon",   "Gov",    "Gen",    "Ft",   "Fr",   "Fig",  "Feb",  "Esq",
        "Dra",   "Dr",     "Dir",    "Dept", "Dec",  "Cpl",  "Corp", "Col",
        "Co",    "Cmdr",   "Cie",    "Capt", "Bros", "Brig", "Blvd", "Bldg",
        "Bd",    "Ave",    "Aug",    "Assn", "Ass",  "Apr",  "Adm",  "J",
        "U.S",   "z.B",    "\u0418", "e.g",
    };
    for (size_t i = 0; i < COUNT_OF(list); i++) {
        ck_assert_msg(!ends(list[i], ". ", "Next"), "%s", list[i]);
        ck_assert_msg(ends(list[i], "! ", "Next"), "%s", list[i]);
        ck_assert_msg(ends(list[i], "). ", "Next"), "%s", list[i]);
    }
    ck_assert(ends("no", ". ", "Next"));
    ck_assert(ends("a", ". ", "Next"));
    ck_assert(ends("U.S1", ". ", "Next"));
}
END_TEST

SUITE("sentence", a_stop_needs_white_space_and_no_lower_case_behind,
      a_wide_stop_needs_nothing, no_sentence_ends_behind_an_abbreviation)
