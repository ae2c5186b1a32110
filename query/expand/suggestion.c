#include "query/expand/suggestion.h"

#include "common/base/ascii.h"
#include "common/base/utf8.h"
#include "query/expand/fuzzy.h"

enum {
    SHORT_LETTERS = 5, /* words shorter than this may have one slip        */
    LEAST_LETTERS = 3, /* too many words are near a shorter one            */
    RARE = 50,         /* a slip is this many times rarer than the word    */
    WORK_MAX = 100000000,
};

static size_t count_letters(struct bytes word)
{
    size_t n = 0;
    uint32_t c;

    for (size_t i = 0; i < word.n; n++)
        i += utf8_step(word.p + i, word.p + word.n, &c);
    return n;
}

/* A number, or a word with one in it, is no slip of another. */
static bool has_digit(struct bytes word)
{
    for (size_t i = 0; i < word.n; i++) {
        if (is_digit(word.p[i]))
            return true;
    }
    return false;
}

/* The most frequent that is not the word itself: they come in this order. */
static enum st find_at(struct suggestion *out, const struct vocabulary *with,
                       struct bytes word, uint32_t distance, struct err *e)
{
    const struct pattern p = {
        .kind = PATTERN_FUZZY, .text = word, .distance = distance};
    uint64_t budget = WORK_MAX;
    struct fitting x;

    const enum st st = fitting_find(&x, with, &p, &budget, e);
    for (size_t i = 0; st == ST_OK && i < x.n && out->text.n == 0; i++) {
        if (!bytes_equal(x.words[i].text, word) && !has_digit(x.words[i].text))
            *out = (struct suggestion){x.words[i].text, x.words[i].df};
    }
    return st;
}

enum st suggestion_find(struct suggestion *out, const struct vocabulary *with,
                        struct bytes word, uint64_t df, struct err *e)
{
    const size_t letters = count_letters(word);
    const uint32_t most = letters < SHORT_LETTERS ? 1 : FUZZY_MAX;
    enum st st = ST_OK;

    *out = (struct suggestion){.df = 0};
    if (letters < LEAST_LETTERS || has_digit(word))
        return ST_OK;
    for (uint32_t d = 1; st == ST_OK && d <= most && out->text.n == 0; d++)
        st = find_at(out, with, word, d, e);
    if (out->df / RARE < df)
        *out = (struct suggestion){.df = 0};
    return st;
}
