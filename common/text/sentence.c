#include "common/text/sentence.h"

#include <stdlib.h>

#include "common/base/compiler.h"
#include "common/base/utf8.h"
#include "common/text/unicode.h"

/* Abbreviations after which a sentence seldom ends, sorted by bytes. Whether
 * the first letter is a capital tells many of them from words. */
static const char *const ABBREVIATIONS[] = {
    "Adm",    "Apr",   "Ass",  "Assn", "Aug",  "Ave",  "Bd",     "Bldg", "Blvd",
    "Brig",   "Bros",  "Capt", "Cie",  "Cmdr", "Co",   "Col",    "Corp", "Cpl",
    "Dec",    "Dept",  "Dir",  "Dr",   "Dra",  "Esq",  "Feb",    "Fig",  "Fr",
    "Ft",     "Gen",   "Gov",  "Hon",  "Hr",   "Inc",  "Inst",   "Jan",  "Jr",
    "Jul",    "Jun",   "Lic",  "Lt",   "Ltd",  "Ltda", "MM",     "Maj",  "Mar",
    "Messrs", "Mgr",   "Mio",  "Mlle", "Mme",  "Mr",   "Mrd",    "Mrs",  "Ms",
    "Msgr",   "Mt",    "No",   "Nos",  "Nov",  "Nr",   "Oct",    "Ph",   "Pres",
    "Prof",   "Pty",   "Pvt",  "Rep",  "Reps", "Ret",  "Rev",    "Sec",  "Sen",
    "Sens",   "Sep",   "Sept", "Sgt",  "Sr",   "Sra",  "Srta",   "St",   "Ste",
    "Str",    "Supt",  "Tel",  "Univ", "Vol",  "al",   "approx", "art",  "bzw",
    "ca",     "cf",    "dgl",  "etc",  "evtl", "ggf",  "inkl",   "núm",  "op",
    "pp",     "sog",   "usw",  "vgl",  "vol",  "vs",   "zzgl",   "г",    "гг",
    "д",      "др",    "им",   "кв",   "млн",  "млрд", "обл",    "п",    "пер",
    "пр",     "просп", "руб",  "с",    "см",   "ст",   "стр",    "т",    "тыс",
    "ул",
};

static int compare(const void *key, const void *elem)
{
    const struct bytes *const word = key;
    const char *const *const entry = elem;
    return bytes_compare(*word, bytes_of_str(*entry));
}

/* A letter alone, or letters with stops between them: J, U.S, z.B */
static bool is_initials(struct bytes word)
{
    const uint8_t *p = word.p;
    const uint8_t *const end = p + word.n;
    bool capital = false;
    for (size_t letters = 1;; letters++) {
        uint32_t cp;
        p += utf8_step(p, end, &cp);
        const uint16_t prop = unicode_prop_of(cp);
        if ((prop & CP_CLASS) != WB_LETTER)
            return false;
        capital |= !(prop & CP_LOWER);
        if (p == end)
            return letters > 1 || capital;
        if (*p++ != '.' || p == end)
            return false;
    }
}

/* Sizes of the longest abbreviation, in ASCII and in Cyrillic: most words
 * are longer and need no search. */
enum { ASCII_MAX = 6, OTHER_MAX = 10 };

static bool is_abbreviation(struct bytes word)
{
    if (word.n == 0 ||
        word.n > (size_t)(word.p[0] < 0x80 ? ASCII_MAX : OTHER_MAX))
        return false;
    return is_initials(word) ||
           bsearch(&word, ABBREVIATIONS, COUNT_OF(ABBREVIATIONS),
                   sizeof(ABBREVIATIONS[0]), compare);
}

static bool begins_lower(struct bytes text)
{
    uint32_t cp;
    if (text.n == 0)
        return false;
    (void)utf8_step(text.p, text.p + text.n, &cp);
    return unicode_prop_of(cp) & CP_LOWER;
}

bool sentence_ends(struct bytes before, struct bytes gap, struct bytes after)
{
    const uint8_t *p = gap.p;
    const uint8_t *const end = p + gap.n;
    bool stopped = false;
    while (p != end) {
        uint32_t cp;
        const uint8_t *const at = p;
        p += utf8_step(p, end, &cp);
        const uint16_t prop = unicode_prop_of(cp);
        if ((prop & CP_WIDE_STOP) == CP_WIDE_STOP)
            return true;
        if (prop & CP_STOP)
            stopped = cp != '.' || at != gap.p || !is_abbreviation(before);
        else if (stopped && prop & CP_SPACE)
            return !begins_lower(after);
        else if (!(prop & CP_CLOSE))
            stopped = false;
    }
    return stopped && after.n == 0;
}
