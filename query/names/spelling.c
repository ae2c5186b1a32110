#include "query/names/spelling.h"

#include <string.h>

#include "query/names/sound.h"

#define COUNT(v) (sizeof(v) / sizeof((v)[0]))

static const struct spelling latin[] = {
    {"a", "a", NULL},        {"b", "b", NULL},       {"c", "K", NULL},
    {"d", "d", NULL},        {"e", "e", NULL},       {"f", "f", NULL},
    {"g", "g", NULL},        {"h", "h", NULL},       {"i", "i", NULL},
    {"j", "J", NULL},        {"k", "k", NULL},       {"l", "l", NULL},
    {"m", "m", NULL},        {"n", "n", NULL},       {"o", "o", NULL},
    {"p", "p", NULL},        {"q", "q", "c"},        {"r", "r", NULL},
    {"s", "s", NULL},        {"t", "t", NULL},       {"u", "u", NULL},
    {"v", "v", NULL},        {"w", "w", NULL},       {"x", "ks", "s"},
    {"y", "i", NULL},        {"z", "z", NULL},       {"\'", "", NULL},
    {"\xc9\x99", "e", NULL}, /* schwa of Azerbaijani */
    {"ph", "f", NULL},       {"th", "t", NULL},      {"dh", "d", NULL},
    {"rh", "r", "rh"},       {"gh", "g", NULL},      {"kh", "x", NULL},
    {"ck", "k", "Kk"},       {"ch", "H", NULL},      {"sh", "S", "sh"},
    {"sch", "S", "sx"},      {"sz", "S", NULL},      {"zh", "Z", NULL},
    {"cz", "C", NULL},       {"tch", "C", NULL},     {"tsch", "C", NULL},
    {"tsh", "C", "ch"},      {"ts", "c", NULL},      {"tz", "c", NULL},
    {"shch", "SC", "S"},     {"schtsch", "SC", "S"}, {"szcz", "SC", "S"},
    {"chtch", "SC", "S"},    {"dj", "j", NULL},      {"dzh", "j", NULL},
    {"dsch", "j", NULL},     {"dz", "D", NULL},      {"ds", "D", NULL},
    {"gue", "ge", NULL},     {"gui", "gi", NULL},    {"ou", "u", "ov"},
    {"oo", "u", NULL},       {"ee", "i", NULL},      {"au", "au", "av"},
    {"eu", "eu", "ev"},      {"gg", "g", "ng"},      {"ng", "ng", "n"},
    {"sc", "sK", "SC"},      {"ce", "Qe", NULL},     {"ci", "Qi", NULL},
    {"cy", "Qi", NULL},
};

static const struct spelling cyrillic[] = {
    {"а", "a", NULL},
    {"б", "b", NULL},
    {"в", "v", NULL},
    {"г", "G", NULL},
    {"д", "d", NULL},
    {"е", "e", NULL},
    {"ж", "Z", NULL},
    {"з", "z", NULL},
    {"и", "i", NULL},
    {"й", "i", NULL},
    {"к", "k", NULL},
    {"л", "l", NULL},
    {"м", "m", NULL},
    {"н", "n", NULL},
    {"о", "o", NULL},
    {"п", "p", NULL},
    {"р", "r", NULL},
    {"с", "s", NULL},
    {"т", "t", NULL},
    {"у", "u", NULL},
    {"ф", "f", NULL},
    {"х", "x", NULL},
    {"ц", "c", NULL},
    {"ч", "C", NULL},
    {"ш", "S", NULL},
    {"щ", "SC", "S"},
    {"ъ", "", "e"},
    {"ы", "i", NULL},
    {"ь", "", NULL},
    {"э", "e", NULL},
    {"ю", "iu", NULL},
    {"я", "ia", NULL},
    {"дж", "j", NULL},
    {"дз", "D", NULL},
    {"цз", "D", NULL},
    {"чж", "Z", NULL},
    /* be, uk */
    {"і", "i", NULL},
    {"ў", "w", NULL},
    {"ї", "i", NULL},
    {"є", "e", NULL},
    {"ґ", "g", NULL},
    /* kk */
    {"қ", "q", NULL},
    {"ғ", "g", NULL},
    {"ә", "a", NULL},
    {"ө", "o", NULL},
    {"ү", "u", NULL},
    {"ұ", "u", NULL},
    {"ң", "n", NULL},
    {"һ", "h", NULL},
    /* sr, mk */
    {"ј", "i", NULL},
    {"љ", "l", NULL},
    {"њ", "n", NULL},
    {"ђ", "j", NULL},
    {"ћ", "C", NULL},
    {"џ", "j", NULL},
    {"ѕ", "D", NULL},
};

static const struct spelling greek[] = {
    {"α", "a", NULL},   {"β", "v", NULL},   {"γ", "g", NULL},
    {"δ", "d", NULL},   {"ε", "e", NULL},   {"ζ", "z", NULL},
    {"η", "i", NULL},   {"θ", "t", NULL},   {"ι", "i", NULL},
    {"κ", "k", NULL},   {"λ", "l", NULL},   {"μ", "m", NULL},
    {"ν", "n", NULL},   {"ξ", "ks", NULL},  {"ο", "o", NULL},
    {"π", "p", NULL},   {"ρ", "r", NULL},   {"σ", "s", NULL},
    {"τ", "t", NULL},   {"υ", "i", "w"},    {"φ", "f", NULL},
    {"χ", "x", NULL},   {"ψ", "ps", NULL},  {"ω", "o", NULL},
    {"ου", "u", NULL},  {"αυ", "aw", NULL}, {"ευ", "ew", NULL},
    {"αι", "e", NULL},  {"ει", "i", NULL},  {"οι", "i", NULL},
    {"μπ", "b", "mp"},  {"ντ", "d", "nt"},  {"γκ", "g", "nk"},
    {"γγ", "ng", NULL}, {"τσ", "c", NULL},  {"τζ", "D", NULL},
};

static const struct spelling arabic[] = {
    {"ا", "a", NULL}, {"ب", "b", NULL}, {"ت", "t", NULL}, {"ث", "t", "s"},
    {"ج", "j", "g"},  {"ح", "h", NULL}, {"خ", "x", NULL}, {"د", "d", NULL},
    {"ذ", "d", "z"},  {"ر", "r", NULL}, {"ز", "z", NULL}, {"س", "s", NULL},
    {"ش", "S", NULL}, {"ص", "s", NULL}, {"ض", "d", "z"},  {"ط", "t", NULL},
    {"ظ", "z", NULL}, {"ع", "", "a"},   {"غ", "g", NULL}, {"ف", "f", NULL},
    {"ق", "q", NULL}, {"ك", "k", NULL}, {"ل", "l", NULL}, {"م", "m", NULL},
    {"ن", "n", NULL}, {"ه", "h", NULL}, {"و", "w", NULL}, {"ي", "i", NULL},
    {"ى", "a", NULL}, {"ة", "a", NULL}, {"ء", "", NULL},  {"ئ", "", NULL},
    {"ؤ", "", NULL},  {"آ", "a", NULL}, {"أ", "a", NULL}, {"إ", "i", NULL},
    {"پ", "p", NULL}, {"چ", "C", NULL}, {"ژ", "Z", NULL}, {"گ", "g", NULL},
    {"ک", "k", NULL}, {"ی", "i", NULL},
};

static const struct spelling georgian[] = {
    {"ა", "a", NULL}, {"ბ", "b", NULL}, {"გ", "g", NULL}, {"დ", "d", NULL},
    {"ე", "e", NULL}, {"ვ", "v", NULL}, {"ზ", "z", NULL}, {"თ", "t", NULL},
    {"ი", "i", NULL}, {"კ", "k", NULL}, {"ლ", "l", NULL}, {"მ", "m", NULL},
    {"ნ", "n", NULL}, {"ო", "o", NULL}, {"პ", "p", NULL}, {"ჟ", "Z", NULL},
    {"რ", "r", NULL}, {"ს", "s", NULL}, {"ტ", "t", NULL}, {"უ", "u", NULL},
    {"ფ", "p", "f"},  {"ქ", "k", NULL}, {"ღ", "g", NULL}, {"ყ", "q", NULL},
    {"შ", "S", NULL}, {"ჩ", "C", NULL}, {"ც", "c", NULL}, {"ძ", "D", NULL},
    {"წ", "c", NULL}, {"ჭ", "C", NULL}, {"ხ", "x", NULL}, {"ჯ", "j", NULL},
    {"ჰ", "h", NULL},
};

static const struct spelling armenian[] = {
    {"ա", "a", NULL}, {"բ", "b", NULL}, {"գ", "g", NULL},  {"դ", "d", NULL},
    {"ե", "e", NULL}, {"զ", "z", NULL}, {"է", "e", NULL},  {"ը", "e", NULL},
    {"թ", "t", NULL}, {"ժ", "Z", NULL}, {"ի", "i", NULL},  {"լ", "l", NULL},
    {"խ", "x", NULL}, {"ծ", "c", "D"},  {"կ", "k", NULL},  {"հ", "h", NULL},
    {"ձ", "D", NULL}, {"ղ", "g", NULL}, {"ճ", "C", NULL},  {"մ", "m", NULL},
    {"յ", "i", "h"},  {"ն", "n", NULL}, {"շ", "S", NULL},  {"ո", "o", "vo"},
    {"չ", "C", NULL}, {"պ", "p", NULL}, {"ջ", "j", NULL},  {"ռ", "r", NULL},
    {"ս", "s", NULL}, {"վ", "v", NULL}, {"տ", "t", NULL},  {"ր", "r", NULL},
    {"ց", "c", NULL}, {"ւ", "v", NULL}, {"փ", "p", NULL},  {"ք", "k", NULL},
    {"օ", "o", NULL}, {"ֆ", "f", NULL}, {"ու", "u", NULL}, {"եւ", "ev", NULL},
};

static const struct {
    const struct spelling *of;
    size_t n;
} alphabets[] = {
    {latin, COUNT(latin)},       {cyrillic, COUNT(cyrillic)},
    {greek, COUNT(greek)},       {arabic, COUNT(arabic)},
    {georgian, COUNT(georgian)}, {armenian, COUNT(armenian)},
};

_Static_assert(COUNT(latin) + COUNT(cyrillic) + COUNT(greek) + COUNT(arabic) +
                       COUNT(georgian) + COUNT(armenian) <=
                   SPELLINGS_MAX,
               "all have room");

static bool is_arabic(const struct spelling *s)
{
    return s >= arabic && s < arabic + COUNT(arabic);
}

static bool comes_before(const struct spelling *a, const struct spelling *b)
{
    const uint8_t x = (uint8_t)a->text[0], y = (uint8_t)b->text[0];

    return x != y ? x < y : strlen(a->text) > strlen(b->text);
}

/* Where it belongs, those behind moved: the tables are short. */
static void insert(struct spelling_table *t, const struct spelling *s)
{
    uint32_t at = t->n++;

    for (; at > 0 && comes_before(s, t->of[at - 1]); at--)
        t->of[at] = t->of[at - 1];
    t->of[at] = s;
}

void spelling_table_init(struct spelling_table *t)
{
    *t = (struct spelling_table){.n = 0};
    for (size_t a = 0; a < COUNT(alphabets); a++) {
        for (size_t i = 0; i < alphabets[a].n; i++)
            insert(t, &alphabets[a].of[i]);
    }
    for (uint32_t i = 0; i < t->n; i++) {
        t->sizes[i] = (uint8_t)strlen(t->of[i]->text);
        t->begin[(uint8_t)t->of[i]->text[0] + 1] = (uint16_t)(i + 1);
    }
    for (uint32_t byte = 0; byte < 256; byte++) {
        if (t->begin[byte + 1] < t->begin[byte])
            t->begin[byte + 1] = t->begin[byte];
    }
}

/* The longest spelling that stands at `at`; t->n when there is none. */
static uint32_t longest(const struct spelling_table *t, struct bytes word,
                        size_t at)
{
    const uint8_t first = word.p[at];

    for (uint32_t i = t->begin[first]; i < t->begin[first + 1]; i++) {
        if (t->sizes[i] <= word.n - at &&
            memcmp(t->of[i]->text, word.p + at, t->sizes[i]) == 0)
            return i;
    }
    return t->n;
}

/* False when there is no room. */
static bool add_sounds(struct name_form *f, const char *sounds)
{
    for (; *sounds; sounds++) {
        const uint32_t sound = sound_of(*sounds);
        if (!sound_is_vowel(sound) && f->n > 0 && f->sounds[f->n - 1] == sound)
            continue;
        if (f->n == NAME_SOUNDS_MAX)
            return false;
        f->consonants += !sound_is_vowel(sound);
        f->sounds[f->n++] = (uint8_t)sound;
    }
    return true;
}

/* The second readings where there are some, with `second`. */
static bool read_form(struct name_form *out, const struct spelling_table *t,
                      struct bytes word, bool second, bool *open)
{
    *out = (struct name_form){.n = 0};
    *open = false;
    for (size_t at = 0; at < word.n;) {
        const uint32_t i = longest(t, word, at);
        if (i == t->n)
            return false;
        const struct spelling *const s = t->of[i];
        if (!add_sounds(out, second && s->other ? s->other : s->sounds))
            return false;
        *open |= s->other != NULL;
        out->unvoweled |= is_arabic(s);
        at += t->sizes[i];
    }
    if (out->n > 1 && out->sounds[0] == sound_of('i') &&
        sound_is_vowel(out->sounds[1]))
        out->consonants++;
    return out->n > 0;
}

uint32_t name_forms_read(struct name_form out[NAME_FORMS_MAX],
                         const struct spelling_table *t, struct bytes word)
{
    bool open;

    if (!read_form(&out[0], t, word, false, &open))
        return 0;
    return open && read_form(&out[1], t, word, true, &open) ? 2 : 1;
}
