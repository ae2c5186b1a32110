/* Any bytes, as a pattern and words, a line each: compiled and run over the
 * words, it fits those that the naive matcher says, and is refused where that
 * refuses it. The first byte chooses the kind. Where folding has a say, beyond
 * the case of ASCII, only the running is looked at. */
#include <stdio.h>
#include <stdlib.h>

#include "common/base/utf8.h"
#include "query/expand/dfa.h"
#include "query/expand/fuzzy.h"
#include "query/expand/pattern.h"
#include "tests/fuzz/fuzz.h"
#include "tests/oracle/naive_pattern.h"

enum { TEXT_MAX = 200 };

static void require(bool holds)
{
    if (!holds)
        abort();
}

/* Takes the next line, without its end. */
static struct bytes take_line(struct bytes *text)
{
    const uint8_t *const feed =
        text->n > 0 ? memchr(text->p, '\n', text->n) : NULL;
    const size_t n = feed ? (size_t)(feed - text->p) : text->n;
    const struct bytes line = bytes_of(text->p, n);
    *text = bytes_of(text->p + n, text->n - n);
    if (feed)
        *text = bytes_of(text->p + 1, text->n - 1);
    return line;
}

/* ---- the naive matcher ---- */

/* Copies ASCII that can be seen; the fold takes apostrophes from the ends of
 * what is between two signs, and blanks anywhere. False for other texts. */
static bool copy_plain(struct bytes text, bool folded_whole,
                       char out[static TEXT_MAX + 1])
{
    if (text.n > TEXT_MAX)
        return false;
    for (size_t i = 0; i < text.n; i++) {
        const uint8_t c = text.p[i];
        if (c < ' ' || c > '~' || (folded_whole && (c == ' ' || c == '\'')))
            return false;
        out[i] = (char)c;
    }
    out[text.n] = '\0';
    return true;
}

static enum naive_fit count_slips(const char *text, const char *word,
                                  uint32_t distance)
{
    char letters[TEXT_MAX + 1];
    size_t n = 0;
    for (; *text; text++)
        if (*text != '-')
            letters[n++] = *text;
    letters[n] = '\0';
    if (n > NAIVE_LETTERS_MAX || strlen(word) > NAIVE_LETTERS_MAX)
        return NAIVE_NOT_TRIED;
    return naive_slips(letters, word) <= distance ? NAIVE_FITS : NAIVE_FITS_NOT;
}

static enum naive_fit fit_naively(const struct pattern *p, struct bytes word)
{
    char text[TEXT_MAX + 1], letters[TEXT_MAX + 1];
    if (!copy_plain(p->text, p->kind != PATTERN_REGEX, text) ||
        !copy_plain(word, false, letters))
        return NAIVE_NOT_TRIED;
    for (char *c = letters; *c; c++) /* as words are in an index */
        *c = (char)(*c >= 'A' && *c <= 'Z' ? *c - 'A' + 'a' : *c);
    switch (p->kind) {
    case PATTERN_WILDCARD:
        return naive_wildcard(text, letters);
    case PATTERN_REGEX:
        return naive_expression(text, letters);
    case PATTERN_FUZZY:
        break;
    }
    return count_slips(text, letters, p->distance);
}

/* ---- the engine ---- */

static bool has_ends(struct bytes word, const struct pattern_ends *ends)
{
    const struct bytes prefix = ends->prefix, suffix = ends->suffix;
    return word.n >= prefix.n && word.n >= suffix.n &&
           bytes_equal(bytes_of(word.p, prefix.n), prefix) &&
           bytes_equal(bytes_of(word.p + word.n - suffix.n, suffix.n), suffix);
}

static bool fits(struct dfa *d, const struct pattern_ends *ends,
                 struct bytes word)
{
    uint8_t lower[TEXT_MAX + 1];
    uint32_t state = dfa_start(d);
    const size_t n = word.n < TEXT_MAX ? word.n : TEXT_MAX;
    for (size_t i = 0; i < n; i++)
        lower[i] = (uint8_t)(word.p[i] >= 'A' && word.p[i] <= 'Z'
                                 ? word.p[i] - 'A' + 'a'
                                 : word.p[i]);
    for (size_t at = 0; at < n && state != DFA_DEAD;) {
        uint32_t c;
        at += utf8_step(lower + at, lower + n, &c);
        state = dfa_step(d, state, c);
    }
    const bool fit = d->fits[state];
    require(!fit || has_ends(bytes_of(lower, n), ends));
    return fit;
}

static void run(const struct pattern *p, const struct nfa *nfa,
                const struct pattern_ends *ends, struct bytes words)
{
    struct dfa d;
    require(dfa_open(&d, nfa, NULL) == ST_OK);
    do {
        const struct bytes word = take_line(&words);
        const bool fit = fits(&d, ends, word);
        const enum naive_fit naive = fit_naively(p, word);
        require(naive != NAIVE_REFUSED);
        require(naive == NAIVE_NOT_TRIED || word.n > TEXT_MAX ||
                fit == (naive == NAIVE_FITS));
    } while (words.n > 0);
    dfa_close(&d);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct analyzer *analyzer;
    struct bytes rest = bytes_of(data, size);
    struct arena a;
    struct nfa nfa;
    struct pattern_ends ends;
    struct err e = ERR_INIT;

    if (size == 0)
        return 0;
    if (!analyzer)
        require(analyzer_open(&analyzer, NULL) == ST_OK);
    rest = bytes_of(rest.p + 1, rest.n - 1);
    const struct pattern p = {.kind = (enum pattern_kind)(data[0] % 3),
                              .distance = data[0] / 3 % (FUZZY_MAX + 1),
                              .text = take_line(&rest)};
    arena_init(&a, 0);
    nfa_init(&nfa, &a);
    const enum st st = pattern_compile(&p, &nfa, analyzer, &ends, &e);
    if (st == ST_OK) {
        run(&p, &nfa, &ends, rest);
    } else {
        require((st == ST_SYNTAX || st == ST_LIMIT) && e.msg[0]);
        const enum naive_fit naive = fit_naively(&p, bytes_of_str("a"));
        require(st == ST_LIMIT || p.kind == PATTERN_FUZZY ||
                naive == NAIVE_REFUSED || naive == NAIVE_NOT_TRIED);
    }
    arena_release(&a);
    return 0;
}
