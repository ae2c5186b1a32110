/* Any two texts, cut at a NUL, or one and its first three quarters: rows of
 * five words are counted as sorting them counts them, what two texts share is
 * the same both ways, a signature is what its definition says, and neither
 * white space nor paragraphs matter. */
#include <stdlib.h>
#include <string.h>

#include "query/copies/compared.h"
#include "tests/fuzz/fuzz.h"

/* The words of a text, as the analyzer has them. */
struct words {
    struct bytes *v;
    size_t n;
};

static void require(bool holds)
{
    if (!holds)
        abort();
}

static void *memory(size_t size)
{
    void *const p = malloc(size + 1);
    require(p != NULL);
    return p;
}

static struct words words_of(const struct compared *c)
{
    const struct token_list *const l = &c->words.tokens;
    struct words w = {.v = memory(l->n * sizeof(*w.v))};
    for (size_t i = 0; i < l->n; i++)
        if (l->tokens[i].parts == 1)
            w.v[w.n++] = token_term(l, &l->tokens[i]);
    return w;
}

/* ---- rows, by sorting them ---- */

static int by_words(const void *a, const void *b)
{
    const struct bytes *const x = *(const struct bytes *const *)a;
    const struct bytes *const y = *(const struct bytes *const *)b;
    int order = 0;
    for (size_t i = 0; i < SHINGLE_WORDS && order == 0; i++)
        order = bytes_compare(x[i], y[i]);
    return order;
}

/* The first word of each different row, sorted. */
static const struct bytes **rows_of(const struct words *w, size_t *n)
{
    const size_t all = w->n - SHINGLE_WORDS + 1;
    const struct bytes **const rows = memory(all * sizeof(*rows));
    for (size_t i = 0; i < all; i++)
        rows[i] = w->v + i;
    qsort(rows, all, sizeof(*rows), by_words);
    *n = 0;
    for (size_t i = 0; i < all; i++)
        if (i == 0 || by_words(&rows[*n - 1], &rows[i]) != 0)
            rows[(*n)++] = rows[i];
    return rows;
}

static struct overlap count_rows(const struct words *a, const struct words *b)
{
    struct overlap o = {.shared = 0};
    const struct bytes **const x = rows_of(a, &o.a);
    const struct bytes **const y = rows_of(b, &o.b);
    for (size_t i = 0, k = 0; i < o.a && k < o.b;) {
        const int order = by_words(&x[i], &y[k]);
        o.shared += order == 0;
        i += order <= 0;
        k += order >= 0;
    }
    free(x);
    free(y);
    return o;
}

static bool are_equal(const struct words *a, const struct words *b)
{
    bool equal = a->n == b->n;
    for (size_t i = 0; equal && i < a->n; i++)
        equal = bytes_equal(a->v[i], b->v[i]);
    return equal;
}

/* ---- signatures, by their definition ---- */

static int by_number(const void *a, const void *b)
{
    const uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

/* Of `n` > 0 hashes, sorted: the least of each bin, and the least of all. What
 * an empty bin borrows is any of the others' bits. */
static void check_parts(const struct signature *s, const uint64_t *v, size_t n)
{
    bool seen[SIGNATURE_BINS] = {false};
    size_t samples = 0;
    for (size_t i = 0; i < n; i++) {
        const uint64_t bin = v[i] / (UINT64_MAX / SIGNATURE_BINS + 1);
        if (!seen[bin])
            require((s->raw[bin / 8] >> bin % 8 & 1) == (v[i] & 1));
        seen[bin] = true;
        if (samples < SIGNATURE_SAMPLES && (i == 0 || v[i] != v[i - 1]))
            require(signature_sample(s, (unsigned)samples++) ==
                    (v[i] & SAMPLE_NONE));
    }
    for (; samples < SIGNATURE_SAMPLES; samples++)
        require(signature_sample(s, (unsigned)samples) == SAMPLE_NONE);
}

static void check_signature(const struct compared *c, size_t words)
{
    const struct shingles *const h = &c->shingles;
    const struct signature s = compared_signature(c);
    require(h->words == words && h->is_short == (words < SHINGLES_LEAST));
    require(signature_is_short(&s) == h->is_short);
    require(signature_is_empty(&s) == (words == 0));
    if (h->is_short)
        return;
    uint64_t *const v = memory(h->n * sizeof(*v));
    require(h->n == words - SHINGLE_WORDS + 1);
    memcpy(v, h->v, h->n * sizeof(*v));
    qsort(v, h->n, sizeof(*v), by_number);
    check_parts(&s, v, h->n);
    free(v);
    require(signature_shingles(&s) <= h->n);
    require(signature_estimate(&s, &s) == 1);
}

/* ---- two texts ---- */

struct stretches {
    const struct compared *of;
    size_t n;
    const uint8_t *end;
};

static bool take(void *ctx, struct bytes stretch)
{
    struct stretches *const s = ctx;
    require(stretch.n > 0 && stretch.p >= s->end);
    s->end = stretch.p + stretch.n;
    require(s->end <= s->of->body.p + s->of->body.n);
    s->n++;
    return true;
}

/* What `a` has and `b` lacks: nothing when all its rows are shared. */
static void check_difference(struct compared *a, struct compared *b,
                             const struct overlap *o)
{
    struct stretches s = {.of = a, .end = a->body.p};
    require(compared_difference(a, b, take, &s, NULL) == ST_OK);
    if (a->shingles.is_short || b->shingles.is_short)
        require(s.n == 0);
    else
        require(o->shared < o->a || s.n == 0);
}

static void check_overlap(struct compared *a, struct compared *b)
{
    const struct words x = words_of(a), y = words_of(b);
    const bool is_short = a->shingles.is_short || b->shingles.is_short;
    const struct signature s = compared_signature(a), t = compared_signature(b);
    struct overlap there, back;
    require(compared_overlap(a, b, &there, NULL) == ST_OK);
    require(compared_overlap(b, a, &back, NULL) == ST_OK);
    const struct overlap wanted =
        is_short ? (struct overlap){are_equal(&x, &y), 1, 1}
                 : count_rows(&x, &y);
    require(there.shared == wanted.shared && back.shared == wanted.shared);
    require(there.a == wanted.a && back.b == wanted.a);
    require(there.b == wanted.b && back.a == wanted.b);
    check_signature(a, x.n);
    check_signature(b, y.n);
    const double estimate = signature_estimate(&s, &t);
    require(estimate == signature_estimate(&t, &s));
    require(estimate >= -1 && estimate <= 1);
    check_difference(a, b, &there);
    check_difference(b, a, &back);
    free(x.v);
    free(y.v);
}

/* The same text in one paragraph has the same signature. */
static void check_layout(const struct compared *c, struct compared *other)
{
    char *const text = memory(c->body.n);
    size_t n = 0;
    for (size_t i = 0; i < c->body.n; i++) {
        const char b = (char)c->body.p[i];
        const bool space = b == ' ' || (b >= '\t' && b <= '\r');
        if (!space)
            text[n++] = b;
        else if (n == 0 || text[n - 1] != ' ')
            text[n++] = ' ';
    }
    require(compared_read_text(other, bytes_of(text, n), NULL) == ST_OK);
    const struct signature a = compared_signature(c);
    const struct signature b = compared_signature(other);
    require(memcmp(&a, &b, sizeof(a)) == 0);
    free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct compared a, b;
    static bool made;
    const uint8_t *const nul = size ? memchr(data, 0, size) : NULL;
    const size_t n = nul ? (size_t)(nul - data) : size;
    const struct bytes first = bytes_of(data, n);
    const struct bytes second =
        nul ? bytes_of(nul + 1, size - n - 1) : bytes_of(data, n - n / 4);
    if (!made) {
        require(compared_open(&a, NULL) == ST_OK);
        require(compared_open(&b, NULL) == ST_OK);
        made = true;
    }
    require(compared_read_text(&a, first, NULL) == ST_OK);
    require(compared_read_text(&b, second, NULL) == ST_OK);
    check_overlap(&a, &b);
    check_layout(&a, &b);
    return 0;
}
