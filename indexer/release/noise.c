#include "indexer/release/noise.h"

#include <pthread.h>

#include "common/base/ascii.h"
#include "common/base/compiler.h"
#include "common/base/date.h"
#include "common/base/utf8.h"
#include "common/text/unicode.h"
#include "indexer/extract/dates.h"
#include "indexer/release/noise_phrases.h"
#include "indexer/release/phrase_heads.h"
#include "indexer/release/plain.h"

enum {
    LINE_MAX_SIZE = 120,
    PRESS_LINE_MAX = 160,
    WITHOUT_NUMBER_MAX = 48, /* bytes of a line for the press that gives none */
    WORDS_MAX = 24,
    DATE_WORD_MAX = 24, /* bytes of the name of a weekday */
};

/* What a line says beside its dates, weekdays and numbers. */
struct rest {
    struct plain words;
    unsigned n_dates;
    bool passed_over; /* a weekday or the like */
    int32_t days;     /* of the last date */
};

/* The end of the word or number that begins at p. */
static const uint8_t *word_end(const uint8_t *p, const uint8_t *end)
{
    const bool number = is_digit(*p);
    while (p < end && is_digit(*p) == number) {
        uint32_t cp;
        const size_t size = utf8_step(p, end, &cp);
        if (!(unicode_prop_of(cp) & CP_WORD))
            break;
        p += size;
    }
    return p;
}

/* Whether a number follows the word that ends at p, as in "Oct. 5". */
static bool before_number(const uint8_t *p, const uint8_t *end)
{
    for (int i = 0; i < 3 && p < end && (*p == '.' || *p == ' '); i++)
        p++;
    return p < end && is_digit(*p);
}

/* Takes the word at [p, to) to *r, or the date that begins there. Returns the
 * place behind; NULL when the line says too much. */
static const uint8_t *take_word(struct rest *r, const uint8_t *p,
                                const uint8_t *to, const uint8_t *end)
{
    struct written_date d;
    const bool number = is_digit(*p);
    if ((number || before_number(to, end)) &&
        date_at_start(bytes_of(p, (size_t)(end - p)), &d)) {
        r->n_dates++;
        r->days = d.days;
        return p + d.size;
    }
    if (number)
        return to;
    struct plain word;
    plain_set(&word, bytes_of(p, (size_t)(to - p)));
    if (word.n <= DATE_WORD_MAX &&
        plain_is(&word, date_words, COUNT_OF(date_words))) {
        r->passed_over = true;
        return to;
    }
    return plain_append(&r->words, bytes_of(p, (size_t)(to - p))) &&
                   plain_may_become(&r->words, announcements,
                                    COUNT_OF(announcements))
               ? to
               : NULL;
}

/* False when the line is more than a phrase and some dates. */
static bool read_rest(struct bytes line, struct rest *r)
{
    const uint8_t *p = line.p, *const end = line.p + line.n;
    unsigned words = 0;
    if (line.n > LINE_MAX_SIZE)
        return false;
    r->n_dates = 0;
    r->passed_over = false;
    r->days = DATE_NONE;
    plain_set(&r->words, BYTES_NONE);
    while (p && p < end) {
        const uint8_t *const to = word_end(p, end);
        uint32_t cp;
        if (to == p)
            p += utf8_step(p, end, &cp);
        else if (++words > WORDS_MAX)
            return false;
        else
            p = take_word(r, p, to, end);
    }
    return p != NULL;
}

static bool begins(struct bytes line, const char *with)
{
    const size_t n = strlen(with);
    return line.n > n && memcmp(line.p, with, n) == 0;
}

static bool is_url(struct bytes line)
{
    return (begins(line, "http://") || begins(line, "https://") ||
            begins(line, "www.")) &&
           !memchr(line.p, ' ', line.n) && !memchr(line.p, '\t', line.n);
}

/* ![a picture](its address), as Markdown has it. */
static bool is_picture(struct bytes line)
{
    return begins(line, "![") && line.p[line.n - 1] == ')' &&
           memmem(line.p, line.n, "](", 2) != NULL;
}

/* What was read beside dates is nothing, or announces a release. */
static bool is_announcement(const struct rest *r)
{
    if (r->words.n > 0)
        return plain_is(&r->words, announcements, COUNT_OF(announcements));
    return !r->passed_over || r->n_dates > 0;
}

bool noise_is_preamble(struct bytes line)
{
    struct rest r;
    return is_url(line) || (read_rest(line, &r) && is_announcement(&r));
}

static bool has_digit_or_at(struct bytes line)
{
    for (size_t i = 0; i < line.n; i++)
        if (is_digit(line.p[i]) || line.p[i] == '@')
            return true;
    return false;
}

/* Of `n` bytes at `word`. */
static bool is_page_word(const char *word, size_t n)
{
    if (strspn(word, "0123456789") >= n)
        return true;
    for (size_t i = 0; i < COUNT_OF(page_words); i++)
        if (strlen(page_words[i]) == n && memcmp(page_words[i], word, n) == 0)
            return true;
    return false;
}

/* Nothing but such words and numbers, and several of them. */
static bool is_of_page(const struct plain *p)
{
    size_t words = 0, numbers = 0;
    for (const char *at = p->text; *at;) {
        const size_t n = strcspn(at, " ");
        if (!is_page_word(at, n))
            return false;
        words++;
        numbers += is_digit((uint8_t)*at);
        at += n + (at[n] == ' ');
    }
    return words > 1 && numbers < words;
}

/* Of the phrases and words of is_of_tables(); filled once. */
static struct phrase_heads table_heads;

static void fill_heads(void)
{
    static const char *const digits[] = {"0", "1", "2", "3", "4",
                                         "5", "6", "7", "8", "9"};
    phrase_heads_add(&table_heads, furniture, COUNT_OF(furniture));
    phrase_heads_add(&table_heads, page_words, COUNT_OF(page_words));
    phrase_heads_add(&table_heads, press_lines, COUNT_OF(press_lines));
    phrase_heads_add(&table_heads, digits, COUNT_OF(digits));
}

/* "Share this", "Contact: Anna Lis, 555 0100", "Embargoed until ...". */
static bool is_of_tables(struct bytes line)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    struct plain p;
    pthread_once(&once, fill_heads);
    if (line.n > PRESS_LINE_MAX || !phrase_heads_fit(&table_heads, line))
        return false;
    plain_set(&p, line);
    if (plain_is(&p, furniture, COUNT_OF(furniture)) || is_of_page(&p))
        return true;
    return (line.n <= WITHOUT_NUMBER_MAX || has_digit_or_at(line)) &&
           plain_begins(&p, press_lines, COUNT_OF(press_lines));
}

enum noise noise_of(struct bytes line, int32_t *days)
{
    struct rest r;
    if (is_url(line) || is_picture(line))
        return NOISE_LINE;
    if (read_rest(line, &r)) {
        if (r.n_dates == 1 && r.words.n == 0) {
            *days = r.days;
            return NOISE_DATE;
        }
        if (is_announcement(&r))
            return NOISE_LINE;
    }
    return is_of_tables(line) ? NOISE_LINE : NOISE_NONE;
}
