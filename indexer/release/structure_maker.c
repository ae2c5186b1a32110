#include "indexer/release/structure_maker.h"

#include <stdlib.h>
#include <string.h>

#include "common/base/compiler.h"
#include "common/base/date.h"
#include "common/base/mem.h"
#include "common/base/utf8.h"
#include "common/segment/prefix_term.h"

/* ---- bytes to positions ---- */

/* The tokens of the title or of the body: [from, to) of the list. */
struct field {
    const struct token_list *words; /* whose tokens may move */
    size_t from, to;
};

static const struct token *token_at(const struct field *f, size_t i)
{
    return &f->words->tokens[i];
}

/* The last token from i down to `least` that is no compound, or `least`. */
static size_t word_before(const struct field *f, size_t least, size_t i)
{
    while (i > least && token_at(f, i)->parts != 1)
        i--;
    return i;
}

/* Whether the last word up to token i, from `least` on, begins before `at`. */
static bool is_before(const struct field *f, size_t least, size_t i,
                      uint32_t at, size_t *word)
{
    *word = word_before(f, least, i);
    const struct token *const t = token_at(f, *word);
    return t->parts != 1 || t->start < at;
}

/* The first word of [low, high) that does not begin before byte `at`, or
 * `high`. Words ascend; a compound stands behind its last part, and is passed
 * over. */
static size_t word_between(const struct field *f, size_t low, size_t high,
                           uint32_t at)
{
    size_t word;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (is_before(f, low, middle, at, &word))
            low = middle + 1;
        else
            high = word;
    }
    return low;
}

/* The same of all words from `low` on, sooner where that is near. */
static size_t word_near(const struct field *f, size_t low, uint32_t at)
{
    size_t word;
    for (size_t step = 8; step < f->to - low; step *= 2) {
        if (!is_before(f, low, low + step, at, &word))
            return word_between(f, low, word, at);
        low += step + 1;
    }
    return word_between(f, low, f->to, at);
}

/* Tokens [from, to) of the list: both are words, or `to` ends the field. */
struct word_range {
    size_t from, to;
};

static struct word_range words_of(const struct field *f,
                                  struct text_range range)
{
    const size_t from = word_between(f, f->from, f->to, range.from);
    return (struct word_range){from, word_near(f, from, range.to)};
}

/* The last word of a range that is not empty. */
static size_t last_word(const struct field *f, struct word_range w)
{
    return word_before(f, w.from, w.to - 1);
}

static struct pos_range positions_of(const struct field *f,
                                     struct text_range range)
{
    const struct word_range w = words_of(f, range);
    if (w.from >= w.to)
        return (struct pos_range){0, 0};
    return (struct pos_range){token_at(f, w.from)->pos,
                              token_at(f, last_word(f, w))->pos + 1};
}

/* ---- zones ---- */

static int compare_zones(const void *a, const void *b)
{
    const struct zone *const x = a, *const y = b;
    if (x->at.from != y->at.from)
        return x->at.from < y->at.from ? -1 : 1;
    return (x->kind > y->kind) - (x->kind < y->kind);
}

static bool make_zones(const struct anatomy *a, const struct field *body,
                       struct structure *out)
{
    for (size_t i = 0; i < a->n_zones; i++) {
        const struct zone z = {a->zones[i].kind,
                               positions_of(body, a->zones[i].at)};
        if (z.at.from < z.at.to && !structure_add_zone(out, &z))
            return false;
    }
    if (out->n_zones > 1)
        qsort(out->zones, out->n_zones, sizeof(*out->zones), compare_zones);
    return true;
}

/* ---- prefix terms ---- */

/* Appends a prefix term of `text`, cut where terms end. */
static bool add_term(struct token_list *l, enum prefix prefix,
                     struct bytes text, uint32_t pos)
{
    const uint8_t head[PREFIX_SIZE] = {PREFIX_MARK, (uint8_t)prefix};
    const size_t n = MIN(text.n, (size_t)TERM_MAX - PREFIX_SIZE);
    const size_t at = l->terms.n;
    if (!buf_append(&l->terms, head, sizeof(head)) ||
        !buf_append(&l->terms, text.p, n) ||
        !mem_grow(&l->tokens, &l->cap, l->n + 1))
        return false;
    l->tokens[l->n++] = (struct token){.term = (uint32_t)at,
                                       .term_size = (uint16_t)(PREFIX_SIZE + n),
                                       .parts = 0,
                                       .pos = pos};
    return true;
}

/* A prefix term for each token of `range`: at its own position, or all at
 * *pos. */
static bool add_words(const struct field *f, struct token_list *l,
                      enum prefix prefix, struct text_range range,
                      const uint32_t *pos)
{
    const struct word_range w = words_of(f, range);
    if (w.from >= w.to)
        return true;
    uint8_t copy[TERM_MAX];
    const size_t last = last_word(f, w);
    const uint32_t first_pos = token_at(f, w.from)->pos;
    const uint32_t end = l->tokens[last].pos + 1;
    for (size_t i = w.from; i < l->n; i++) {
        const struct token t = l->tokens[i]; /* the list may move */
        if (t.parts == 0 || (i > last && t.parts == 1))
            break;
        if (t.pos < first_pos || t.pos + t.parts > end)
            continue; /* a compound that reaches out of the range */
        memcpy(copy, l->terms.p + t.term, t.term_size);
        if (!add_term(l, prefix, bytes_of(copy, t.term_size),
                      pos ? *pos : t.pos))
            return false;
    }
    return true;
}

/* As printed, in one line, from its first word to its last. */
static bool add_printed(struct token_list *l, enum prefix prefix,
                        struct bytes text, struct text_range range,
                        uint32_t pos)
{
    uint8_t line[TERM_MAX];
    size_t n = 0;
    const uint8_t *p = text.p + range.from, *const end = text.p + range.to;
    while (p != end) {
        uint32_t cp;
        const size_t size = utf8_step(p, end, &cp);
        if (n + size > sizeof(line))
            break;
        if (!utf8_is_space(cp)) {
            memcpy(line + n, p, size);
            n += size;
        } else if (n > 0 && line[n - 1] != ' ') {
            line[n++] = ' ';
        }
        p += size;
    }
    while (n > 0 && line[n - 1] == ' ')
        n--;
    return n == 0 || add_term(l, prefix, bytes_of(line, n), pos);
}

/* ---- quotations ---- */

/* What one call works on. */
struct making {
    const struct anatomy *anatomy;
    const struct analysed *release;
    struct field title, body;
    struct structure *out;
};

static bool add_speaker(const struct making *k, const struct text_quotation *t,
                        const struct quotation *q)
{
    struct token_list *const l = k->release->words;
    const struct field *const f = t->speaker_in_title ? &k->title : &k->body;
    const struct bytes text =
        t->speaker_in_title ? k->release->title : k->release->body;
    const uint32_t pos = q->at.from;
    if (q->sure == SURE_NONE)
        return add_term(l, PREFIX_UNKNOWN, BYTES_NONE, pos);
    if (q->sure == SURE_C)
        return add_words(f, l, PREFIX_MAYBE, t->speaker, &pos) &&
               add_printed(l, PREFIX_SPEAKER, text, t->speaker, pos);
    return add_term(l, PREFIX_KNOWN, BYTES_NONE, pos) &&
           add_words(f, l, PREFIX_SAID, t->speaker, &pos) &&
           add_printed(l, PREFIX_SPEAKER, text, t->speaker, pos);
}

static bool make_quotation(const struct making *k,
                           const struct text_quotation *t)
{
    struct quotation q = {.at = positions_of(&k->body, t->at)};
    if (q.at.from == q.at.to)
        return true;
    q.speaker =
        positions_of(t->speaker_in_title ? &k->title : &k->body, t->speaker);
    if (q.speaker.from != q.speaker.to) {
        q.mention = positions_of(&k->body, t->mention);
        q.sure = t->sure;
        q.sieve = t->sieve;
    }
    return structure_add_quotation(k->out, &q) &&
           add_term(k->release->words, PREFIX_QUOTED, BYTES_NONE, q.at.from) &&
           add_speaker(k, t, &q);
}

static bool make_quotations(const struct making *k)
{
    for (size_t i = 0; i < k->anatomy->n_quotations; i++)
        if (!make_quotation(k, &k->anatomy->quotations[i]))
            return false;
    return true;
}

/* ---- dateline ---- */

static bool make_dateline(const struct making *k)
{
    const struct text_dateline *const d = &k->anatomy->dateline;
    struct token_list *const l = k->release->words;
    const struct pos_range place = positions_of(&k->body, d->place);
    k->out->date = d->date;
    return add_words(&k->body, l, PREFIX_PLACE, d->place, NULL) &&
           add_words(&k->body, l, PREFIX_PLACE, d->region, NULL) &&
           add_words(&k->body, l, PREFIX_AGENCY, d->agency, NULL) &&
           (place.from == place.to ||
            add_printed(l, PREFIX_TOWN, k->release->body, d->place,
                        place.from));
}

/* ---- all ---- */

static bool is_empty(const struct anatomy *a)
{
    return a->n_zones == 0 && a->n_quotations == 0 &&
           text_range_is_empty(a->dateline.at);
}

enum st structure_make(const struct anatomy *a, const struct analysed *r,
                       struct structure *out, struct err *e)
{
    structure_clear(out);
    if (is_empty(a))
        return ST_OK;
    const struct making k = {.anatomy = a,
                             .release = r,
                             .title = {r->words, 0, r->title_tokens},
                             .body = {r->words, r->title_tokens, r->words->n},
                             .out = out};
    const bool ok =
        make_zones(a, &k.body, out) && make_quotations(&k) && make_dateline(&k);
    return ok ? ST_OK : err_set(e, ST_NOMEM, "structure: out of memory");
}
