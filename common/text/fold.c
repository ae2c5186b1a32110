#include "common/text/fold.h"

#include "common/base/compiler.h"
#include "common/base/mem.h"
#include "common/base/utf8.h"
#include "common/text/analyzer.h"
#include "common/text/fold_icu.h"
#include "common/text/unicode.h"
#include "common/text/utf16.h"

enum {
    ZWNJ = 0x200c,
    ZWJ = 0x200d,
    JOINER_SIZE = 3, /* bytes of either */
    /* Folding may stop here: less a possessive it is still over TERM_MAX. */
    ENOUGH = TERM_MAX + 3,
    PIECE_UNITS = 2 * FOLD_ICU_POINTS
};

_Static_assert(FOLD_ROOM >= ENOUGH + UINT8_MAX, "the longest fold fits");

struct folder {
    struct fold_icu icu;
    bool has_icu; /* looked up at the first word that needs it              */
    UChar piece[PIECE_UNITS];
};

enum st folder_open(struct folder **out, struct err *e)
{
    *out = mem_zalloc(sizeof(**out));
    return *out ? ST_OK : err_set(e, ST_NOMEM, "out of memory");
}

void folder_close(struct folder *f)
{
    mem_free(f);
}

static bool is_joiner(uint32_t cp)
{
    return cp == ZWJ || cp == ZWNJ;
}

/* Writes the fold of the code point at p, which `id` names, to `out`; returns
 * its size. */
static size_t put_fold(const uint8_t *p, size_t size, uint16_t id, uint8_t *out)
{
    if (id <= FOLD_NONE) { /* a joiner that stays folds to itself too */
        memcpy(out, p, size);
        return size;
    }
    const struct unicode_fold *const f = &unicode_fold[id];
    if (f->n <= FOLD_SHORT)
        memcpy(out, f->p, f->n);
    else
        memcpy(out, unicode_fold_long + (f->p[0] | (size_t)f->p[1] << 8), f->n);
    return f->n;
}

/* Folds code point by code point. False when that is not enough. */
static bool fold_by_table(struct bytes word, uint8_t *out, size_t *n_out)
{
    const uint8_t *p = word.p;
    const uint8_t *const end = p + word.n;
    size_t n = 0;
    unsigned before = 0; /* properties of the last code point that stayed   */
    while (p != end && n < ENOUGH) {
        uint32_t cp;
        const uint8_t *const at = p;
        p += utf8_step(p, end, &cp);
        const uint16_t prop = unicode_prop_of(cp);
        const uint16_t id = unicode_fold_of(cp);
        if (cp == UTF8_REPLACEMENT)
            continue;
        if ((prop & CP_COMPOSES && before & CP_TAKES) ||
            (prop & CP_REORDERS && before & CP_MARK))
            return false;
        if (id == FOLD_NONE && !(is_joiner(cp) && before & CP_INDIC)) {
            if (before & CP_TAKES)
                return false;
            continue;
        }
        n += put_fold(at, (size_t)(p - at), id, out + n);
        /* A later mark may still reach past this one to a letter before. */
        before = prop | (prop & CP_REORDERS ? before & CP_TAKES : 0u);
    }
    *n_out = n;
    return true;
}

/* Folds f->piece[0..units) by ICU and appends it to `out`. */
static bool add_piece(struct folder *f, int32_t units, uint8_t *out, size_t *n)
{
    if (!fold_icu_run(&f->icu, f->piece, units))
        return false;
    for (int32_t i = 0; i < f->icu.n_out && *n < ENOUGH;)
        *n += utf8_put(out + *n, utf16_next(f->icu.out, &i));
    return true;
}

/* Folds the first FOLD_ICU_POINTS code points by ICU, in pieces between the
 * joiners that stay. */
static bool fold_by_icu(struct folder *f, struct bytes word, uint8_t *out,
                        size_t *n_out, bool *cut)
{
    const uint8_t *p = word.p;
    const uint8_t *const end = p + word.n;
    int32_t units = 0;
    unsigned before = 0;
    *n_out = 0;
    for (int points = 0; p != end && points < FOLD_ICU_POINTS; points++) {
        uint32_t cp;
        p += utf8_step(p, end, &cp);
        if (cp == UTF8_REPLACEMENT)
            continue;
        if (is_joiner(cp) && before & CP_INDIC) {
            if (!add_piece(f, units, out, n_out))
                return false;
            *n_out += utf8_put(out + *n_out, cp);
            units = 0;
        } else {
            units = utf16_put(f->piece, units, cp);
        }
        if (unicode_fold_of(cp) != FOLD_NONE || is_joiner(cp))
            before = unicode_prop_of(cp);
    }
    *cut = p != end;
    return add_piece(f, units, out, n_out);
}

static bool ends_with_joiner(const uint8_t *out, size_t n)
{
    uint32_t cp;
    if (n < JOINER_SIZE)
        return false;
    (void)utf8_step(out + n - JOINER_SIZE, out + n, &cp);
    return is_joiner(cp);
}

/* Takes off what does not belong to the word, and what is too much. */
static size_t finish(uint8_t *out, size_t n, bool *cut)
{
    size_t skip = 0;
    while (ends_with_joiner(out, n))
        n -= JOINER_SIZE;
    while (n > 0 && out[n - 1] == '\'')
        n--;
    while (skip < n && out[skip] == '\'')
        skip++;
    if (skip)
        memmove(out, out + skip, n - skip);
    n -= skip;
    if (n > 2 && out[n - 2] == '\'' && out[n - 1] == 's')
        n -= 2;
    if (n <= TERM_MAX)
        return n;
    *cut = true;
    return utf8_floor(out, TERM_MAX, n);
}

enum st fold_word(struct folder *f, struct bytes word, uint8_t *out, size_t *n,
                  bool *cut, struct err *e)
{
    *cut = false;
    *n = 0;
    if (word.n == 0) /* and then word.p may be NULL */
        return ST_OK;
    if (!fold_by_table(word, out, n)) {
        if (!f->has_icu)
            f->has_icu = fold_icu_init(&f->icu);
        if (!f->has_icu || !fold_by_icu(f, word, out, n, cut))
            return err_set(e, ST_NOMEM, "ICU cannot fold a word");
    }
    *n = finish(out, *n, cut);
    return ST_OK;
}
