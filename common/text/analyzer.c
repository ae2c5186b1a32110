#include "common/text/analyzer.h"

#include <unicode/uchar.h>

#include "common/base/mem.h"
#include "common/base/utf8.h"
#include "common/text/dictionary.h"
#include "common/text/fold.h"
#include "common/text/sentence.h"
#include "common/text/unicode.h"
#include "common/text/words.h"

enum {
    JOIN_MAX = 8,   /* parts of a compound that gets a joined token        */
    TERM_ROOM = 544 /* bytes that finding and folding a word may need     */
};

_Static_assert((int)TERM_ROOM >= (int)WORDS_ROOM &&
                   (int)TERM_ROOM >= (int)FOLD_ROOM,
               "a word fits");

/* A position must not pass this, nor an offset into the terms: room for one
 * word and a paragraph end is left below 2^32. */
static const uint32_t LIMIT = UINT32_MAX - 4 * TERM_ROOM;

struct analyzer {
    struct dictionary *dictionary;
    struct folder *folder;
};

/* One call of analyzer_run(). */
struct run {
    struct analyzer *a;
    struct token_list *out;
    struct bytes text;
    const uint8_t *line; /* where the line begins that we are on           */
    struct bytes before; /* the last word; empty before the first          */
    size_t n_parts;      /* hyphenated words up to and with the last       */
    uint32_t sentence;   /* position where the sentence began ...          */
    uint32_t paragraph;  /* ... and the paragraph                          */
    struct err *e;
};

void token_list_clear(struct token_list *l)
{
    l->n = 0;
    buf_clear(&l->terms);
    l->n_sentence_ends = 0;
    l->n_paragraph_ends = 0;
    l->words = l->next_pos = l->cut = 0;
}

void token_list_release(struct token_list *l)
{
    mem_free(l->tokens);
    mem_free(l->sentence_ends);
    mem_free(l->paragraph_ends);
    buf_release(&l->terms);
    *l = (struct token_list){.tokens = NULL};
}

enum st analyzer_open(struct analyzer **out, struct err *e)
{
    enum st st = ST_OK;

    *out = NULL;
    struct analyzer *a = mem_zalloc(sizeof(*a));
    if (!a) {
        st = err_set(e, ST_NOMEM, "out of memory");
        goto done;
    }
    if ((st = dictionary_open(&a->dictionary, e)) != ST_OK)
        goto done;
    if ((st = folder_open(&a->folder, e)) != ST_OK)
        goto done;
    *out = a;
    a = NULL;
done:
    analyzer_close(a);
    return st;
}

void analyzer_close(struct analyzer *a)
{
    if (!a)
        return;
    dictionary_close(a->dictionary);
    folder_close(a->folder);
    mem_free(a);
}

/* ---- room ---- */

static enum st no_memory(struct err *e)
{
    return err_set(e, ST_NOMEM, "out of memory for the words of a text");
}

/* Makes room for a word, the joined token behind it, and what ends there. */
static NOINLINE enum st grow(struct token_list *out, struct err *e)
{
    if (out->next_pos > LIMIT || out->terms.n > LIMIT)
        return err_set(e, ST_LIMIT, "more than %u positions in one text",
                       LIMIT);
    if (!mem_grow(&out->tokens, &out->cap, out->n + 2) ||
        !buf_reserve(&out->terms, TERM_ROOM))
        return no_memory(e);
    return ST_OK;
}

static ALWAYS_INLINE enum st make_room(struct token_list *out, struct err *e)
{
    if (UNLIKELY(out->cap - out->n < 2) ||
        UNLIKELY(out->terms.cap - out->terms.n < TERM_ROOM) ||
        UNLIKELY(out->next_pos > LIMIT))
        return grow(out, e);
    return ST_OK;
}

/* ---- what ends between words ---- */

/* Adds the token of a compound whose last part was just added. Its parts
 * stand one behind the other in the terms, so it borrows their bytes. */
static void end_compound(struct run *r)
{
    struct token_list *const out = r->out;
    const size_t n = r->n_parts;
    r->n_parts = 0;
    if (n < 2 || n > JOIN_MAX)
        return;
    const struct token *const last = &out->tokens[out->n - 1];
    const struct token *const first = last + 1 - n;
    const uint32_t size = last->term + last->term_size - first->term;
    if (size > TERM_MAX)
        return;
    out->tokens[out->n++] = (struct token){.term = first->term,
                                           .term_size = (uint16_t)size,
                                           .parts = (uint8_t)n,
                                           .capital = first->capital,
                                           .pos = first->pos,
                                           .start = first->start,
                                           .end = last->end};
}

static enum st end_sentence(struct run *r)
{
    struct token_list *const out = r->out;
    if (r->sentence == out->next_pos)
        return ST_OK;
    if (!mem_grow(&out->sentence_ends, &out->cap_sentence_ends,
                  out->n_sentence_ends + 1))
        return no_memory(r->e);
    out->sentence_ends[out->n_sentence_ends++] = out->next_pos;
    r->sentence = out->next_pos;
    return ST_OK;
}

static enum st end_paragraph(struct run *r)
{
    struct token_list *const out = r->out;
    if (r->paragraph == out->next_pos)
        return ST_OK;
    const enum st st = end_sentence(r);
    if (st != ST_OK)
        return st;
    if (!mem_grow(&out->paragraph_ends, &out->cap_paragraph_ends,
                  out->n_paragraph_ends + 1))
        return no_memory(r->e);
    out->paragraph_ends[out->n_paragraph_ends++] = out->next_pos;
    out->next_pos += PARAGRAPH_GAP;
    r->sentence = r->paragraph = out->next_pos;
    return ST_OK;
}

/* Whether `gap` is one hyphen: hyphen-minus, U+2010 or U+2011. */
static bool is_hyphen(struct bytes gap)
{
    if (gap.n == 1)
        return gap.p[0] == '-';
    return gap.n == 3 && gap.p[0] == 0xe2 && gap.p[1] == 0x80 &&
           (gap.p[2] == 0x90 || gap.p[2] == 0x91);
}

/* Follows the lines through a gap; returns whether a paragraph ends in it. */
static bool ends_paragraph(struct run *r, struct bytes gap)
{
    const uint8_t *p = gap.p;
    const uint8_t *const end = p + gap.n;
    bool ends = false, blank = r->before.n == 0;
    while (p != end) {
        uint32_t cp;
        const uint8_t *const at = p;
        p += utf8_step(p, end, &cp);
        if (!analyzer_is_break(cp)) {
            blank = blank && unicode_prop_of(cp) & CP_SPACE;
            continue;
        }
        if (cp == '\r' && p != end && *p == '\n')
            p++;
        ends |= blank || at - r->line > LONG_LINE || cp == '\f' || cp == 0x2029;
        blank = true;
        r->line = p;
    }
    return ends;
}

/* Reads the gap before `word` where words_next() saw something in it. */
static NOINLINE enum st read_gap(struct run *r, const struct word *word,
                                 unsigned seen)
{
    const uint8_t *const from =
        r->before.n ? r->before.p + r->before.n : r->text.p;
    const struct bytes gap = bytes_of(from, (size_t)(word->start - from));
    const struct bytes after =
        bytes_of(word->start, (size_t)(r->text.p + r->text.n - word->start));
    enum st st = ST_OK;
    if (seen & (GAP_HYPHEN | GAP_OTHER) && is_hyphen(gap))
        return ST_OK;
    end_compound(r);
    if (seen & (GAP_STOP | GAP_OTHER) && sentence_ends(r->before, gap, after))
        st = end_sentence(r);
    if (st == ST_OK && seen & (GAP_BREAK | GAP_OTHER) && ends_paragraph(r, gap))
        st = end_paragraph(r);
    return st;
}

/* ---- words ---- */

/* Of the letters of ASCII. */
static const int8_t CASES[0x80] = {
    ['A'] = 1,  ['B'] = 1,  ['C'] = 1,  ['D'] = 1,  ['E'] = 1,  ['F'] = 1,
    ['G'] = 1,  ['H'] = 1,  ['I'] = 1,  ['J'] = 1,  ['K'] = 1,  ['L'] = 1,
    ['M'] = 1,  ['N'] = 1,  ['O'] = 1,  ['P'] = 1,  ['Q'] = 1,  ['R'] = 1,
    ['S'] = 1,  ['T'] = 1,  ['U'] = 1,  ['V'] = 1,  ['W'] = 1,  ['X'] = 1,
    ['Y'] = 1,  ['Z'] = 1,  ['a'] = -1, ['b'] = -1, ['c'] = -1, ['d'] = -1,
    ['e'] = -1, ['f'] = -1, ['g'] = -1, ['h'] = -1, ['i'] = -1, ['j'] = -1,
    ['k'] = -1, ['l'] = -1, ['m'] = -1, ['n'] = -1, ['o'] = -1, ['p'] = -1,
    ['q'] = -1, ['r'] = -1, ['s'] = -1, ['t'] = -1, ['u'] = -1, ['v'] = -1,
    ['w'] = -1, ['x'] = -1, ['y'] = -1, ['z'] = -1,
};

/* Of a word that does not begin in ASCII. */
static NOINLINE int8_t find_case(const struct word *word)
{
    uint32_t cp;

    utf8_step(word->start, word->end, &cp);
    if (u_isupper((UChar32)cp) || u_istitle((UChar32)cp))
        return 1;
    return u_islower((UChar32)cp) ? -1 : 0;
}

/* As token.capital. */
static ALWAYS_INLINE int8_t case_of(const struct run *r,
                                    const struct word *word)
{
    const uint8_t c = *word->start;
    const int8_t within = r->sentence == r->out->next_pos ? 0 : -1;

    return (int8_t)((LIKELY(c < 0x80) ? CASES[c] : find_case(word)) & within);
}

/* Adds the word whose folded bytes lie at the end of the terms. */
static ALWAYS_INLINE void add_token(struct run *r, const struct word *word,
                                    size_t n)
{
    struct token_list *const out = r->out;
    out->tokens[out->n++] =
        (struct token){.term = (uint32_t)out->terms.n,
                       .term_size = (uint16_t)n,
                       .parts = 1,
                       .capital = case_of(r, word),
                       .pos = out->next_pos,
                       .start = (uint32_t)(word->start - r->text.p),
                       .end = (uint32_t)(word->end - r->text.p)};
    out->terms.n += n;
    out->next_pos++;
    out->words++;
    r->n_parts++;
    r->before = bytes_of(word->start, (size_t)(word->end - word->start));
}

/* The size of the fold of `word`, at `to`; a plain ASCII word is there
 * already, in lower case. */
static ALWAYS_INLINE enum st fold(struct run *r, const struct word *word,
                                  uint8_t *to, size_t *n)
{
    *n = word->n_lower;
    if (LIKELY(*n && *n <= TERM_MAX)) {
        /* The apostrophe first: it is nearly never there, which the branch
         * predictor learns, whereas every tenth word ends in s. */
        if (*n > 2 && UNLIKELY(to[*n - 2] == '\'') && to[*n - 1] == 's')
            *n -= 2;
        return ST_OK;
    }
    bool cut;
    const enum st st = fold_word(
        r->a->folder, bytes_of(word->start, (size_t)(word->end - word->start)),
        to, n, &cut, r->e);
    r->out->cut += cut;
    return st;
}

static enum st add_words(struct run *r, struct words *words)
{
    struct token_list *const out = r->out;
    struct word word;
    unsigned seen = 0;
    enum st st;
    for (;;) {
        if ((st = make_room(out, r->e)) != ST_OK)
            return st;
        uint8_t *const to = out->terms.p + out->terms.n;
        if (!words_next(words, &word, to))
            break;
        seen |= word.gap;
        size_t n;
        if ((st = fold(r, &word, to, &n)) != ST_OK)
            return st;
        if (UNLIKELY(n == 0))
            continue; /* a letter that is not to be seen: part of the gap */
        if (UNLIKELY(seen)) {
            if ((st = read_gap(r, &word, seen)) != ST_OK)
                return st;
            seen = 0;
        } else if (r->n_parts > 1) {
            end_compound(r);
        } else {
            r->n_parts = 0;
        }
        add_token(r, &word, n);
    }
    if (words->st != ST_OK)
        return words->st;
    end_compound(r);
    return end_paragraph(r);
}

enum st analyzer_run(struct analyzer *a, struct bytes text,
                     struct token_list *out, struct err *e)
{
    if (text.n > ANALYZER_MAX_TEXT)
        return err_set(e, ST_LIMIT, "text of %zu bytes, more than %d", text.n,
                       ANALYZER_MAX_TEXT);
    if (text.n == 0)
        return ST_OK;
    struct run r = {.a = a,
                    .out = out,
                    .text = text,
                    .line = text.p,
                    .before = bytes_of(text.p, 0),
                    .sentence = out->next_pos,
                    .paragraph = out->next_pos,
                    .e = e};
    struct words words;
    words_init(&words, text, a->dictionary, e);
    return add_words(&r, &words);
}

enum st analyzer_fold(struct analyzer *a, struct bytes word, struct buf *out,
                      struct err *e)
{
    size_t n;
    bool cut;
    buf_clear(out);
    if (!buf_reserve(out, FOLD_ROOM))
        return no_memory(e);
    const enum st st = fold_word(a->folder, word, out->p, &n, &cut, e);
    if (st == ST_OK)
        out->n = n;
    return st;
}
