#include "common/text/dictionary.h"

#include <unicode/ubrk.h>

#include "common/base/mem.h"
#include "common/base/utf8.h"
#include "common/text/utf16.h"

enum { UNITS = 2 * DICTIONARY_WINDOW };

struct dictionary {
    UBreakIterator *words; /* NULL until first used                         */
    UChar text[UNITS];
    uint32_t byte_of[UNITS + 1]; /* unit -> offset in the run               */
    uint32_t ends[UNITS];
};

enum st dictionary_open(struct dictionary **out, struct err *e)
{
    *out = mem_zalloc(sizeof(**out));
    return *out ? ST_OK : err_set(e, ST_NOMEM, "out of memory");
}

void dictionary_close(struct dictionary *d)
{
    if (!d)
        return;
    if (d->words)
        ubrk_close(d->words);
    mem_free(d);
}

/* Fills text and byte_of; *tail is the unit where the last DICTIONARY_TAIL
 * code points begin. */
static int32_t to_utf16(struct dictionary *d, struct bytes run, int32_t *tail)
{
    const uint8_t *p = run.p;
    const uint8_t *const end = run.p + run.n;
    int32_t n = 0;
    while (p < end && n + 2 <= UNITS) {
        uint32_t cp;
        const size_t size = utf8_step(p, end, &cp);
        d->byte_of[n] = (uint32_t)(p - run.p);
        d->byte_of[n + 1] = d->byte_of[n];
        n = utf16_put(d->text, n, cp);
        p += size;
    }
    d->byte_of[n] = (uint32_t)(p - run.p);
    *tail = n;
    for (int i = 0; i<DICTIONARY_TAIL && * tail> 0; i++)
        *tail -= *tail > 1 && (d->text[*tail - 1] & 0xfc00) == 0xdc00 ? 2 : 1;
    return n;
}

static enum st icu_failed(UErrorCode ec, struct err *e)
{
    return err_set(e, ST_NOMEM, "ICU cannot break words: %s", u_errorName(ec));
}

enum st dictionary_split(struct dictionary *d, struct bytes run, bool goes_on,
                         struct word_ends *out, struct err *e)
{
    UErrorCode ec = U_ZERO_ERROR;
    int32_t tail;
    const int32_t units = to_utf16(d, run, &tail);
    if (!d->words)
        d->words = ubrk_open(UBRK_WORD, "", d->text, units, &ec);
    else
        ubrk_setText(d->words, d->text, units, &ec);
    if (U_FAILURE(ec))
        return icu_failed(ec, e);

    size_t n = 0;
    (void)ubrk_first(d->words);
    for (int32_t at = ubrk_next(d->words); at != UBRK_DONE;
         at = ubrk_next(d->words)) {
        if (goes_on && at >= tail)
            break;
        d->ends[n++] = d->byte_of[at];
    }
    if (n == 0)
        d->ends[n++] = d->byte_of[units]; /* one word fills the window */
    *out = (struct word_ends){d->ends, n};
    return ST_OK;
}
