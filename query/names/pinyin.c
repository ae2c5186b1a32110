#include "query/names/pinyin.h"

#include <stdbool.h>
#include <string.h>

#define COUNT(v) (sizeof(v) / sizeof((v)[0]))

enum { SYLLABLE_MAX = 8, SYSTEMS = 2 };

enum { PINYIN, WADE_GILES };

/* How each system writes it. */
struct part {
    const char *of[SYSTEMS];
};

static const struct part initials[] = {
    {{"b", "p"}},   {{"p", "p"}},  {{"m", "m"}},   {{"f", "f"}},
    {{"d", "t"}},   {{"t", "t"}},  {{"n", "n"}},   {{"l", "l"}},
    {{"g", "k"}},   {{"k", "k"}},  {{"h", "h"}},   {{"j", "ch"}},
    {{"q", "ch"}},  {{"x", "hs"}}, {{"zh", "ch"}}, {{"ch", "ch"}},
    {{"sh", "sh"}}, {{"r", "j"}},  {{"z", "ts"}},  {{"c", "ts"}},
    {{"s", "s"}},   {{"w", "w"}},  {{"y", "y"}},
};

static const struct part finals[] = {
    {{"a", "a"}},       {{"ai", "ai"}},   {{"an", "an"}},
    {{"ang", "ang"}},   {{"ao", "ao"}},   {{"e", "e"}},
    {{"ei", "ei"}},     {{"en", "en"}},   {{"eng", "eng"}},
    {{"i", "i"}},       {{"ia", "ia"}},   {{"ian", "ien"}},
    {{"iang", "iang"}}, {{"iao", "iao"}}, {{"ie", "ieh"}},
    {{"in", "in"}},     {{"ing", "ing"}}, {{"iong", "iung"}},
    {{"iu", "iu"}},     {{"o", "o"}},     {{"ong", "ung"}},
    {{"ou", "ou"}},     {{"u", "u"}},     {{"ua", "ua"}},
    {{"uai", "uai"}},   {{"uan", "uan"}}, {{"uang", "uang"}},
    {{"ue", "ueh"}},    {{"ui", "ui"}},   {{"un", "un"}},
    {{"uo", "o"}},
};

/* Syllables that are no sum of their parts. */
static const struct part whole[] = {
    {{"zhi", "chih"}}, {{"chi", "chih"}},  {{"shi", "shih"}}, {{"ri", "jih"}},
    {{"zi", "tzu"}},   {{"ci", "tzu"}},    {{"si", "ssu"}},   {{"ge", "ko"}},
    {{"ke", "ko"}},    {{"he", "ho"}},     {{"guo", "kuo"}},  {{"kuo", "kuo"}},
    {{"huo", "huo"}},  {{"shuo", "shuo"}}, {{"gui", "kuei"}}, {{"kui", "kuei"}},
    {{"zu", "tsu"}},   {{"yi", "i"}},      {{"yan", "yen"}},  {{"ye", "yeh"}},
    {{"you", "yu"}},   {{"yong", "yung"}}, {{"yue", "yueh"}}, {{"er", "erh"}},
    {{"en", "en"}},    {{"an", "an"}},     {{"ai", "ai"}},    {{"ao", "ao"}},
};

static bool begins(struct bytes word, size_t at, const char *text, size_t n)
{
    return word.n - at >= n && memcmp(word.p + at, text, n) == 0;
}

struct maker {
    struct pinyin_forms *out;
    struct bytes word;
    int from; /* system of the word */
    char text[PINYIN_SIZE_MAX + 1];
    uint32_t steps;
};

static void read_syllables(struct maker *m, size_t at, size_t size,
                           uint32_t syllables);

/* Goes on behind a syllable, whose other spelling is `first` and `rest`. */
static void take(struct maker *m, size_t at, size_t size, uint32_t syllables,
                 const char *first, const char *rest)
{
    const size_t a = strlen(first), b = strlen(rest);

    if (size + a + b > PINYIN_SIZE_MAX)
        return;
    memcpy(m->text + size, first, a);
    memcpy(m->text + size + a, rest, b);
    read_syllables(m, at, size + a + b, syllables + 1);
}

static void add_form(struct maker *m, size_t size)
{
    struct pinyin_forms *const out = m->out;

    m->text[size] = '\0';
    if (bytes_equal_str(m->word, m->text) || out->n == PINYIN_FORMS_MAX)
        return;
    for (uint32_t i = 0; i < out->n; i++) {
        if (strcmp(out->of[i], m->text) == 0)
            return;
    }
    strcpy(out->of[out->n++], m->text);
}

static bool is_whole(const char *initial, const char *final)
{
    char text[SYLLABLE_MAX + 1];

    strcpy(text, initial);
    strcat(text, final);
    for (size_t i = 0; i < COUNT(whole); i++) {
        if (strcmp(whole[i].of[PINYIN], text) == 0)
            return true;
    }
    return false;
}

/* As deep as the word has syllables; what it costs is bounded by `steps`. */
static void read_syllables(struct maker *m, size_t at, size_t size,
                           uint32_t syllables)
{
    enum { STEPS_MAX = 400 };
    const int from = m->from, to = 1 - from;

    if (m->steps++ > STEPS_MAX)
        return;
    if (at == m->word.n) {
        if (syllables > 1)
            add_form(m, size);
        return;
    }
    for (size_t i = 0; i < COUNT(whole); i++) {
        const size_t n = strlen(whole[i].of[from]);
        if (begins(m->word, at, whole[i].of[from], n))
            take(m, at + n, size, syllables, whole[i].of[to], "");
    }
    for (size_t i = 0; i < COUNT(initials); i++) {
        const size_t n = strlen(initials[i].of[from]);
        if (!begins(m->word, at, initials[i].of[from], n))
            continue;
        for (size_t f = COUNT(finals); f-- > 0;) {
            const size_t k = strlen(finals[f].of[from]);
            if (begins(m->word, at + n, finals[f].of[from], k) &&
                !is_whole(initials[i].of[PINYIN], finals[f].of[PINYIN]))
                take(m, at + n + k, size, syllables, initials[i].of[to],
                     finals[f].of[to]);
        }
    }
}

void pinyin_forms_make(struct pinyin_forms *out, struct bytes word)
{
    out->n = 0;
    for (int from = 0; from < SYSTEMS && word.n <= PINYIN_SIZE_MAX; from++) {
        struct maker m = {.out = out, .word = word, .from = from};
        read_syllables(&m, 0, 0, 0);
    }
}
