#include "tests/names/rivals.h"

#include <stdlib.h>
#include <string.h>

enum { CODE = 4, WORD_MAX = 64 };

static bool is_ascii(const char *word)
{
    for (; *word; word++) {
        if (*word < 'a' || *word > 'z')
            return false;
    }
    return true;
}

void soundex(const char *word, char out[CODE_SIZE])
{
    /* a b c d ... z; 0: a vowel, 9: h and w, which part nothing */
    static const char digits[] = "01230129022455012623019202";
    size_t n = 0;
    char last = '\0';

    out[0] = '\0';
    if (!*word || !is_ascii(word))
        return;
    for (const char *p = word; *p && n < CODE; p++) {
        const char digit = digits[*p - 'a'];
        if (p == word)
            out[n++] = *p;
        else if (digit > '0' && digit < '9' && digit != last)
            out[n++] = digit;
        if (digit != '9')
            last = digit;
    }
    while (n < CODE)
        out[n++] = '0';
    out[n] = '\0';
}

static bool is_vowel(char c)
{
    return c && strchr("aeiouy", c);
}

/* What begins at p sounds like; *taken letters of it. */
static char sound_at(const char *word, const char *p, size_t *taken)
{
    static const struct {
        const char *text;
        char sound;
    } clusters[] = {{"tsch", 'X'}, {"sch", 'X'}, {"tch", 'X'}, {"sh", 'X'},
                    {"ch", 'X'},   {"cz", 'X'},  {"zh", 'J'},  {"dj", 'J'},
                    {"dg", 'J'},   {"kh", 'K'},  {"gh", 'K'},  {"ck", 'K'},
                    {"ph", 'F'},   {"th", '0'},  {"ts", 'S'},  {"tz", 'S'}};
    for (size_t i = 0; i < sizeof(clusters) / sizeof(clusters[0]); i++) {
        const size_t n = strlen(clusters[i].text);
        if (strncmp(p, clusters[i].text, n) == 0) {
            *taken = n;
            return clusters[i].sound;
        }
    }
    *taken = 1;
    switch (*p) {
    case 'b':
    case 'p':
        return 'P';
    case 'c':
        return p[1] && strchr("eiy", p[1]) ? 'S' : 'K';
    case 'd':
    case 't':
        return 'T';
    case 'f':
    case 'v':
        return 'F';
    case 'w':
        return is_vowel(p[1]) ? (p == word ? 'A' : '\0') : 'F';
    case 'g':
    case 'k':
    case 'q':
        return 'K';
    case 'h':
        return is_vowel(p[1]) && (p == word || is_vowel(p[-1])) ? 'H' : '\0';
    case 'j':
        return 'J';
    case 'l':
        return 'L';
    case 'm':
        return 'M';
    case 'n':
        return 'N';
    case 'r':
        return 'R';
    case 's':
    case 'z':
        return 'S';
    case 'x':
        return 'S';
    default:
        return p == word ? 'A' : '\0';
    }
}

void metaphone(const char *word, char out[CODE_SIZE])
{
    size_t n = 0, taken;

    out[0] = '\0';
    if (!is_ascii(word))
        return;
    for (const char *p = word; *p && n < CODE; p += taken) {
        const char sound = sound_at(word, p, &taken);
        if (sound && (n == 0 || out[n - 1] != sound))
            out[n++] = sound;
    }
    out[n] = '\0';
}

bool edits_within(const char *a, const char *b, unsigned most)
{
    const size_t m = strlen(a), n = strlen(b);
    unsigned rows[2][WORD_MAX + 1];

    if (m > WORD_MAX || n > WORD_MAX || (m > n ? m - n : n - m) > most)
        return false;
    for (size_t k = 0; k <= n; k++)
        rows[0][k] = (unsigned)k;
    for (size_t i = 0; i < m; i++) {
        const unsigned *const above = rows[i % 2];
        unsigned *const row = rows[(i + 1) % 2];
        unsigned least = row[0] = above[0] + 1;
        for (size_t k = 0; k < n; k++) {
            unsigned d = above[k] + (a[i] != b[k]);
            if (above[k + 1] + 1 < d)
                d = above[k + 1] + 1;
            if (row[k] + 1 < d)
                d = row[k] + 1;
            row[k + 1] = d;
            least = d < least ? d : least;
        }
        if (least > most)
            return false;
    }
    return rows[m % 2][n] <= most;
}
