#include "common/text/month_names.h"

#include <string.h>

size_t name_lower(struct bytes word, char out[static NAME_ROOM])
{
    if (word.n >= NAME_ROOM)
        return 0;
    for (size_t i = 0; i < word.n; i++) {
        uint8_t c = word.p[i];
        const uint8_t lead = i ? word.p[i - 1] : 0;
        if (c >= 'A' && c <= 'Z')
            c |= 0x20;
        else if (lead == 0xc3 && c >= 0x80 && c <= 0x9e)
            c += 0x20;
        else if (lead == 0xd0 && c >= 0x90 && c <= 0x9f)
            c += 0x20;
        else if (lead == 0xd0 && c >= 0xa0 && c <= 0xaf) {
            out[i - 1] = (char)0xd1;
            c -= 0x20;
        }
        out[i] = (char)c;
    }
    out[word.n] = '\0';
    return word.n;
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

int month_from_name(struct bytes word)
{
    static const char *const names[] = {
        "january jan januar jänner janvier janv enero ene января",
        "february feb februar février fevrier févr febrero февраля",
        "march mar märz maerz mars marzo марта",
        "april apr avril avr abril abr апреля",
        "may mai mayo мая",
        "june jun juni juin junio июня",
        "july jul juli juillet juil julio июля",
        "august aug août aout agosto ago августа",
        "september sep sept septembre septiembre сентября",
        "october oct oktober okt octobre octubre октября",
        "november nov novembre noviembre ноября",
        "december dec dezember dez décembre decembre diciembre dic декабря",
    };
    char lower[NAME_ROOM];
    if (!name_lower(word, lower))
        return 0;
    for (int i = 0; i < 12; i++)
        if (name_is_one_of(lower, names[i]))
            return i + 1;
    return 0;
}
