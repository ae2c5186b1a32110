#include "query/copies/compared.h"

#include <string.h>

#include "common/base/mem.h"

static enum st out_of_memory(struct err *e)
{
    return err_set(e, ST_NOMEM, "comparing releases: out of memory");
}

enum st compared_open(struct compared *c, struct err *e)
{
    *c = (struct compared){.shingles = {.n = 0}};
    structure_clear(&c->structure);
    return release_words_open(&c->words, e);
}

void compared_close(struct compared *c)
{
    buf_release(&c->title);
    buf_release(&c->body);
    shingles_release(&c->shingles);
    release_words_close(&c->words);
    structure_release(&c->structure);
    left_out_release(&c->left_out);
    mem_free(c->shared);
    *c = (struct compared){.cap_shared = 0};
}

static enum st read(struct compared *c, struct bytes title, struct bytes body,
                    struct err *e)
{
    buf_clear(&c->title);
    buf_clear(&c->body);
    if (!buf_append(&c->title, title.p, title.n) ||
        !buf_append(&c->body, body.p, body.n))
        return out_of_memory(e);
    const struct release_text r = {buf_bytes(&c->title), buf_bytes(&c->body),
                                   c->left_out.v, c->left_out.n};
    return release_words_shingles(&c->words, &r, &c->shingles, e);
}

enum st compared_read(struct compared *c, const struct segment *s, uint32_t doc,
                      const struct record_fields *fields, struct err *e)
{
    enum st st = zones_read_structure(&c->structure, s, doc, e);
    if (st == ST_OK)
        st = left_out_read(&c->left_out, &c->structure, e);
    return st == ST_OK ? read(c, record_field(fields, FIELD_TITLE),
                              record_field(fields, FIELD_BODY), e)
                       : st;
}

enum st compared_read_text(struct compared *c, struct bytes text, struct err *e)
{
    c->left_out.n = 0;
    return read(c, BYTES_NONE, text, e);
}

struct signature compared_signature(const struct compared *c)
{
    const struct shingles *const s = &c->shingles;
    return s->is_short ? signature_of_short(s->whole, s->words)
                       : signature_of(s->v, s->n);
}

/* Counts the different ones among the rows of `a`, and how many `b` has too. */
static enum st count(struct shingles *a, struct shingles *b, size_t *different,
                     size_t *shared, struct err *e)
{
    struct shingles set = {.n = 0};
    enum st st = ST_OK;
    if (!mem_grow(&set.v, &set.cap, a->n + 1))
        return out_of_memory(e);
    memcpy(set.v, a->v, a->n * sizeof(*a->v));
    set.n = a->n;
    st = shingles_unite(&set, e);
    *different = set.n;
    if (st == ST_OK)
        st = shingles_shared(b, set.v, set.n, shared, e);
    shingles_release(&set);
    return st;
}

enum st compared_overlap(struct compared *a, struct compared *b,
                         struct overlap *out, struct err *e)
{
    const struct shingles *const x = &a->shingles, *const y = &b->shingles;
    size_t again;
    *out = (struct overlap){0, 1, 1};
    if (x->is_short || y->is_short) {
        out->shared = x->is_short && y->is_short && x->words == y->words &&
                      x->whole.low == y->whole.low &&
                      x->whole.high == y->whole.high;
        return ST_OK;
    }
    enum st st = count(&a->shingles, &b->shingles, &out->a, &out->shared, e);
    if (st == ST_OK)
        st = count(&b->shingles, &a->shingles, &out->b, &again, e);
    return st;
}

/* ---- what differs ---- */

/* Which words of `a` are in a row that `b` has. */
static enum st mark_shared(struct compared *a, struct compared *b,
                           struct err *e)
{
    const struct shingles *const s = &a->shingles;
    if (!mem_grow(&a->shared, &a->cap_shared, (size_t)s->words + 1))
        return out_of_memory(e);
    memset(a->shared, 0, s->words * sizeof(*a->shared));
    size_t shared;
    const enum st st = shingles_shared(&b->shingles, s->v, s->n, &shared, e);
    for (size_t i = 0; st == ST_OK && i < s->n; i++)
        if (shingles_has(&b->shingles, s->v[i]))
            memset(a->shared + i, 1, SHINGLE_WORDS * sizeof(*a->shared));
    return st;
}

/* Of the words [from, to) that count. */
static struct bytes text_of_words(const struct compared *a, size_t from,
                                  size_t to)
{
    const struct token *const t = a->words.tokens.tokens;
    const uint32_t start = t[a->shingles.tokens[from]].start;
    const uint32_t end = t[a->shingles.tokens[to - 1]].end;

    return bytes_of(a->body.p + start, end - start);
}

enum st compared_difference(struct compared *a, struct compared *b,
                            difference_taker *take, void *ctx, struct err *e)
{
    const struct shingles *const s = &a->shingles;
    if (s->is_short || b->shingles.is_short)
        return ST_OK;
    const enum st st = mark_shared(a, b, e);
    for (uint32_t from = 0, to; st == ST_OK && from < s->words; from = to) {
        to = from + 1;
        if (a->shared[from])
            continue;
        while (to < s->words && !a->shared[to])
            to++;
        if (!take(ctx, text_of_words(a, from, to)))
            break;
    }
    return st;
}

/* ---- what is shared ---- */

/* Whether a word that does not count stands before word `i` > 0. */
static bool follows_left_out(const struct compared *a, size_t i)
{
    const uint32_t *const tokens = a->shingles.tokens;

    for (uint32_t at = tokens[i - 1] + 1; at < tokens[i]; at++) {
        if (a->words.tokens.tokens[at].parts == 1)
            return true;
    }
    return false;
}

/* Where a walk from row to row is. */
struct together {
    size_t word;  /* looked at last                                     */
    size_t first; /* from which on nothing is left out between the words */
};

/* Whether the next row, number i, is one of `b` too, with nothing between its
 * words. */
static bool shares_row(const struct compared *a, const struct compared *b,
                       size_t i, struct together *t)
{
    while (t->word < i + SHINGLE_WORDS - 1) {
        if (follows_left_out(a, ++t->word))
            t->first = t->word;
    }
    return t->first <= i && shingles_has(&b->shingles, a->shingles.v[i]);
}

enum st compared_passages(struct compared *a, struct compared *b,
                          passage_taker *take, void *ctx, struct err *e)
{
    const struct shingles *const s = &a->shingles;
    struct together t = {0, 0};
    size_t rows = 0, ignored;

    if (s->is_short || b->shingles.is_short)
        return ST_OK;
    const enum st st = shingles_shared(&b->shingles, s->v, s->n, &ignored, e);
    for (size_t i = 0; st == ST_OK && i <= s->n; i++) {
        if (i < s->n && shares_row(a, b, i, &t)) {
            rows++;
            continue;
        }
        const size_t words = rows + SHINGLE_WORDS - 1, from = i - rows;
        if (rows > 0 &&
            !take(ctx, text_of_words(a, from, from + words), (uint32_t)words))
            break;
        rows = 0;
    }
    return st;
}
