#include "common/text/month_names.h"

#include <string.h>

#include "common/base/compiler.h"
#include "common/base/utf8.h"

/* Lower case of the letters of Latin, Turkish I with a dot among them, and of
 * Cyrillic. */
static uint32_t lower(uint32_t cp)
{
    if ((cp >= 'A' && cp <= 'Z') || (cp >= 0xc0 && cp <= 0xde))
        return cp + 0x20;
    if (cp == 0x130)
        return 'i';
    if ((cp >= 0x139 && cp <= 0x148) || (cp >= 0x179 && cp <= 0x17e) ||
        (cp >= 0x4c1 && cp <= 0x4ce))
        return cp + (cp & 1);
    if ((cp >= 0x100 && cp <= 0x177) || (cp >= 0x460 && cp <= 0x52f))
        return cp | 1;
    if (cp >= 0x400 && cp <= 0x40f)
        return cp + 0x50;
    return cp >= 0x410 && cp <= 0x42f ? cp + 0x20 : cp;
}

size_t name_lower(struct bytes word, char out[static NAME_ROOM])
{
    const uint8_t *p = word.p, *const end = word.p + word.n;
    uint8_t *to = (uint8_t *)out;
    if (word.n >= NAME_ROOM || word.n == 0)
        return 0;
    while (p < end) {
        uint32_t cp;
        const size_t size = utf8_step(p, end, &cp);
        if (cp < 0x530)
            to += utf8_put(to, lower(cp));
        else
            for (size_t i = 0; i < size; i++)
                *to++ = p[i];
        p += size;
    }
    *to = '\0';
    return (size_t)(to - (uint8_t *)out);
}

bool name_is_one_of(const char *word, const char *list)
{
    const size_t n = strlen(word);
    if (n == 0)
        return false;
    for (const char *at = list; (at = strstr(at, word)); at += n)
        if ((at == list || at[-1] == ' ') && (at[n] == ' ' || at[n] == '\0'))
            return true;
    return false;
}

/* A language a row, as its dates write them; then what is cut, and what is
 * written in capitals without its accents. */
static const char *const names[][12] = {
    {"january", "february", "march", "april", "may", "june", "july", "august",
     "september", "october", "november", "december"},
    {"jan", "feb", "mar", "apr", NULL, "jun", "jul", "aug", "sept", "oct",
     "nov", "dec"},
    {NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, "sep", NULL, NULL, NULL},
    {"januar", "februar", "märz", "april", "mai", "juni", "juli", "august",
     "september", "oktober", "november", "dezember"},
    {"jänner", NULL, "maerz", NULL, NULL, NULL, NULL, NULL, NULL, "okt", NULL,
     "dez"},
    {"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août",
     "septembre", "octobre", "novembre", "décembre"},
    {"janv", "févr", NULL, "avr", NULL, NULL, "juil", "aout", NULL, NULL, NULL,
     "decembre"},
    {"enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto",
     "septiembre", "octubre", "noviembre", "diciembre"},
    {"ene", NULL, NULL, "abr", NULL, NULL, NULL, "ago", NULL, NULL, NULL,
     "dic"},
    {"janeiro", "fevereiro", "março", NULL, "maio", "junho", "julho", NULL,
     "setembro", "outubro", "novembro", "dezembro"},
    {NULL, "fev", NULL, NULL, "mai", NULL, NULL, NULL, "set", NULL, NULL, NULL},
    {"gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio",
     "agosto", "settembre", "ottobre", "novembre", "dicembre"},
    {"gen", NULL, NULL, NULL, "mag", "giu", "lug", NULL, NULL, "ott", NULL,
     NULL},
    {"stycznia", "lutego", "marca", "kwietnia", "maja", "czerwca", "lipca",
     "sierpnia", "września", "października", "listopada", "grudnia"},
    {"ocak", "şubat", "mart", "nisan", "mayıs", "haziran", "temmuz", "ağustos",
     "eylül", "ekim", "kasım", "aralık"},
    {NULL, NULL, NULL, NULL, "mayis", NULL, NULL, NULL, NULL, NULL, "kasim",
     "aralik"},
    {"января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа",
     "сентября", "октября", "ноября", "декабря"},
    {"янв", "фев", "мар", "апр", NULL, "июн", "июл", "авг", "сен", "окт", "ноя",
     "дек"},
    {NULL, "февр", NULL, NULL, NULL, NULL, NULL, NULL, "сент", NULL, "нояб",
     NULL},
    {"січня", "лютого", "березня", "квітня", "травня", "червня", "липня",
     "серпня", "вересня", "жовтня", "листопада", "грудня"},
    {"студзеня", "лютага", "сакавіка", "красавіка", "траўня", "чэрвеня",
     "ліпеня", "жніўня", "верасня", "кастрычніка", "лістапада", "снежня"},
    {"қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым", "шілде", "тамыз",
     "қыркүйек", "қазан", "қараша", "желтоқсан"},
    {"يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس",
     "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"},
    {NULL, NULL, NULL, "ابريل", NULL, "يونيه", "يوليه", "اغسطس", NULL, "اكتوبر",
     NULL, NULL},
    {NULL, "شباط", "آذار", "نيسان", "أيار", "حزيران", "تموز", "آب", "أيلول",
     NULL, NULL, NULL},
    {"جانفي", "فيفري", NULL, "أفريل", "ماي", "جوان", "جويلية", "أوت", NULL,
     NULL, NULL, NULL},
};

int month_from_name(struct bytes word)
{
    char name[NAME_ROOM];
    if (!name_lower(word, name))
        return 0;
    for (size_t i = 0; i < COUNT_OF(names); i++)
        for (int month = 0; month < 12; month++)
            if (names[i][month] && names[i][month][0] == name[0] &&
                strcmp(names[i][month], name) == 0)
                return month + 1;
    return 0;
}
