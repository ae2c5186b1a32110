#include "indexer/release/plain.h"

#include "common/base/utf8.h"
#include "common/text/unicode.h"

enum { FOLD_MAX = 24 }; /* bytes that one code point may fold to */

/* The fold of the code point at p, of `size` bytes; 0 bytes for none. */
static size_t fold_point(const uint8_t *p, size_t size, uint32_t cp,
                         char out[static FOLD_MAX])
{
    const uint16_t id = unicode_fold_of(cp);
    if (id == FOLD_NONE)
        return 0;
    if (id == FOLD_SAME) {
        memcpy(out, p, size);
        return size;
    }
    const struct unicode_fold *const f = &unicode_fold[id];
    if (f->n > FOLD_MAX)
        return 0;
    if (f->n <= FOLD_SHORT)
        memcpy(out, f->p, f->n);
    else
        memcpy(out, unicode_fold_long + (f->p[0] | (size_t)f->p[1] << 8), f->n);
    return f->n;
}

/* ASCII letters and digits in lower case, 0 for all else. */
static const uint8_t ASCII[256] = {
    ['0'] = '0',      ['1'] = '1',      ['2'] = '2',      ['3'] = '3',
    ['4'] = '4',      ['5'] = '5',      ['6'] = '6',      ['7'] = '7',
    ['8'] = '8',      ['9'] = '9',
#define LETTER(upper, lower) [upper] = (lower), [lower] = (lower)
    LETTER('A', 'a'), LETTER('B', 'b'), LETTER('C', 'c'), LETTER('D', 'd'),
    LETTER('E', 'e'), LETTER('F', 'f'), LETTER('G', 'g'), LETTER('H', 'h'),
    LETTER('I', 'i'), LETTER('J', 'j'), LETTER('K', 'k'), LETTER('L', 'l'),
    LETTER('M', 'm'), LETTER('N', 'n'), LETTER('O', 'o'), LETTER('P', 'p'),
    LETTER('Q', 'q'), LETTER('R', 'r'), LETTER('S', 's'), LETTER('T', 't'),
    LETTER('U', 'u'), LETTER('V', 'v'), LETTER('W', 'w'), LETTER('X', 'x'),
    LETTER('Y', 'y'), LETTER('Z', 'z'),
#undef LETTER
};

/* The code point at p, of several bytes: its fold, and whether it is of a word.
 * Returns its size. */
static size_t step(const uint8_t *p, const uint8_t *end, char *out, size_t *n,
                   bool *word)
{
    uint32_t cp;
    const size_t size = utf8_step_multibyte(p, end, &cp);
    *word = unicode_prop_of(cp) & CP_WORD;
    *n = *word ? fold_point(p, size, cp, out) : 0;
    return size;
}

/* Reads ASCII from `at` on; returns where it ends, or earlier when the room was
 * used up. */
static const uint8_t *read_ascii(struct plain *p, const uint8_t *at,
                                 const uint8_t *end, bool *apart)
{
    size_t n = p->n;
    bool space = *apart;
    for (; at != end; at++) {
        const uint8_t c = ASCII[*at];
        if (c == 0) {
            if (*at >= 0x80)
                break;
            space = n > 0;
            continue;
        }
        if (n + space + 1 >= PLAIN_ROOM)
            break;
        p->text[n] = ' ';
        n += space;
        p->text[n++] = (char)c;
        space = false;
    }
    p->n = n;
    *apart = space;
    return at;
}

/* The same of one code point of several bytes: none when there is no room. */
static const uint8_t *read_point(struct plain *p, const uint8_t *at,
                                 const uint8_t *end, bool *apart)
{
    char fold[FOLD_MAX];
    size_t n;
    bool word;
    const size_t size = step(at, end, fold, &n, &word);
    if (!word) {
        *apart = p->n > 0;
    } else if (n) {
        if (p->n + *apart + n >= PLAIN_ROOM)
            return at;
        if (*apart)
            p->text[p->n++] = ' ';
        memcpy(p->text + p->n, fold, n);
        p->n += n;
        *apart = false;
    }
    return at + size;
}

/* Reads words to p->text; false when the room was used up. */
static bool read_words(struct plain *p, struct bytes text)
{
    const uint8_t *at = text.p, *const end = text.p + text.n;
    bool apart = p->n > 0; /* from the word before */
    while (at != end) {
        const bool ascii = *at < 0x80;
        const uint8_t *const next = ascii ? read_ascii(p, at, end, &apart)
                                          : read_point(p, at, end, &apart);
        p->read += (size_t)(next - at);
        if (next == at || (ascii && next != end && *next < 0x80))
            return false;
        at = next;
    }
    return true;
}

void plain_set(struct plain *p, struct bytes text)
{
    p->n = p->read = 0;
    if (text.n)
        read_words(p, text);
    p->text[p->n] = '\0';
}

bool plain_append(struct plain *p, struct bytes text)
{
    const size_t n = p->n;
    const bool fits = text.n == 0 || read_words(p, text);
    if (!fits)
        p->n = n;
    p->text[p->n] = '\0';
    return fits;
}

/* Whether a phrase may be what a text begins with: two bytes tell most apart.
 */
static bool is_worth_a_look(const char *phrase, const char *text)
{
    return phrase[0] == text[0] &&
           (phrase[1] == text[1] || phrase[1] == '\0' || phrase[1] == '*');
}

const char *plain_is(const struct plain *p, const char *const *phrases,
                     size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (is_worth_a_look(phrases[i], p->text) &&
            strcmp(phrases[i], p->text) == 0)
            return phrases[i];
    return NULL;
}

bool plain_may_become(const struct plain *p, const char *const *phrases,
                      size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (phrases[i][0] == p->text[0] &&
            strncmp(phrases[i], p->text, p->n) == 0)
            return true;
    return false;
}

/* Whether a word may end before `next`: a space, the end, or a byte of a script
 * that is written without spaces (E3..E9 lead kana and Han). */
static bool ends_word(const char *next)
{
    const uint8_t c = (uint8_t)*next;
    return c == ' ' || c == '\0' || (c >= 0xe3 && c <= 0xe9);
}

const char *plain_begins(const struct plain *p, const char *const *phrases,
                         size_t n)
{
    const char *best = NULL;
    size_t longest = 0;
    for (size_t i = 0; i < n; i++) {
        if (!is_worth_a_look(phrases[i], p->text))
            continue;
        size_t size = strlen(phrases[i]);
        const bool open = phrases[i][size - 1] == '*';
        size -= open;
        if (size > longest && strncmp(p->text, phrases[i], size) == 0 &&
            (open || ends_word(p->text + size))) {
            best = phrases[i];
            longest = size;
        }
    }
    return best;
}
