#include "tests/property/second_engine.h"

#include <assert.h>
#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "tests/support/need.h"

enum { SLOTS = 4096, GAP = 1000, NAME_MAX_SIZE = 32, CODES = 256 };

/* Where a word stands, as document << 32 | place, ascending. */
struct places {
    char name[NAME_MAX_SIZE];
    uint64_t *at;
    size_t n, cap;
    size_t holders; /* documents */
};

struct second {
    enum second_bug bug;
    struct places slots[SLOTS]; /* open addressing by name */
    size_t n_docs, n_with_words;
    uint32_t *lengths, *title_lengths;
    uint64_t words;
    uint32_t lengths_kept[CODES]; /* what a length is rounded down to */
    unsigned counted;             /* queries so far that asked for a count */
};

/* ---- documents ---- */

/* The slot of a name, or the empty one where it would be. */
static struct places *find(struct second *s, const char *name, size_t n)
{
    uint32_t h = 2166136261u;
    for (size_t i = 0; i < n; i++)
        h = (h ^ (unsigned char)name[i]) * 16777619u;
    for (;; h++) {
        struct places *const p = &s->slots[h % SLOTS];
        if (p->name[0] == '\0' ||
            (strncmp(p->name, name, n) == 0 && p->name[n] == '\0'))
            return p;
    }
}

static void add_place(struct second *s, const char *name, size_t n,
                      uint64_t doc, uint64_t place)
{
    assert(n < NAME_MAX_SIZE);
    struct places *const p = find(s, name, n);
    memcpy(p->name, name, n);
    if (p->n == p->cap) {
        p->cap = p->cap ? 2 * p->cap : 16;
        p->at = need_resize(p->at, p->cap, sizeof(*p->at));
    }
    p->holders += p->n == 0 || p->at[p->n - 1] >> 32 != doc;
    p->at[p->n++] = doc << 32 | place;
}

/* Returns where the next paragraph begins. */
static uint64_t add_text(struct second *s, const char *text, uint64_t doc,
                         uint64_t place, uint32_t *words)
{
    while (*text) {
        char word[NAME_MAX_SIZE];
        size_t n = 0;
        while (n + 1 < sizeof(word) && isalnum((unsigned char)text[n])) {
            word[n] = (char)tolower((unsigned char)text[n]);
            n++;
        }
        text += n;
        if (n > 0) {
            add_place(s, word, n, doc, place++);
            (*words)++;
        } else {
            if (text[0] == '\n' && text[1] == '\n')
                place += GAP;
            text++;
        }
    }
    return place + GAP;
}

/* Lengths kept exactly are those up to 40; from there 8 steps of 2, 8 of 4,
 * and so on. */
static void make_lengths_kept(struct second *s)
{
    uint64_t length = 0, step = 1;
    for (unsigned i = 0; i < CODES; i++) {
        s->lengths_kept[i] = (uint32_t)length;
        if (i >= 40 && (i - 40) % 8 == 0)
            step *= 2;
        length += step;
    }
}

static uint32_t kept_length(const struct second *s, uint32_t length)
{
    if (s->bug == SECOND_LENGTH_NOT_CODED)
        return length;
    unsigned i = CODES - 1;
    while (s->lengths_kept[i] > length)
        i--;
    return s->lengths_kept[i];
}

static void *second_open(void *context, const struct oracle_docs *docs,
                         char why[static 256])
{
    const enum second_bug *const bug = context;
    struct second *const s = need_alloc(1, sizeof(*s));
    (void)why;
    s->bug = *bug;
    s->n_docs = docs->n;
    s->lengths = need_alloc(docs->n, sizeof(*s->lengths));
    s->title_lengths = need_alloc(docs->n, sizeof(*s->title_lengths));
    make_lengths_kept(s);
    for (size_t i = 0; i < docs->n; i++) {
        char *const title = oracle_doc_title(docs, i);
        char *const body = oracle_doc_body(docs, i);
        uint32_t words = 0;
        const uint64_t next = add_text(s, title, i, 0, &words);
        s->title_lengths[i] = words;
        add_text(s, body, i, next, &words);
        s->lengths[i] = kept_length(s, words);
        s->words += words;
        s->n_with_words += words > 0;
        free(title);
        free(body);
    }
    return s;
}

static void second_close(void *handle)
{
    struct second *const s = handle;
    for (size_t i = 0; i < SLOTS; i++)
        free(s->slots[i].at);
    free(s->lengths);
    free(s->title_lengths);
    free(s);
}

/* ---- sets of matching documents ---- */

struct matches {
    uint64_t *bits;
    double *scores; /* 0 where the bit is 0 */
};

static size_t bit_words(const struct second *s)
{
    return s->n_docs / 64 + 1;
}

static struct matches matches_make(const struct second *s)
{
    return (struct matches){need_alloc(bit_words(s), sizeof(uint64_t)),
                            need_alloc(s->n_docs, sizeof(double))};
}

static void matches_release(struct matches m)
{
    free(m.bits);
    free(m.scores);
}

static bool holds(const struct places *p, uint64_t at)
{
    size_t lo = 0, hi = p->n;
    while (lo < hi) {
        const size_t mid = (lo + hi) / 2;
        if (p->at[mid] < at)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < p->n && p->at[lo] == at;
}

static bool phrase_begins(const struct second *s, struct places *const *words,
                          size_t n, uint64_t at)
{
    for (size_t i = 1; i < n; i++)
        if (!holds(words[i], at + i) &&
            !(s->bug == SECOND_PHRASE_OFF_BY_ONE && i == n - 1 &&
              holds(words[i], at + i + 1)))
            return false;
    return true;
}

static float weight_of(const struct second *s, struct places *const *words,
                       size_t n)
{
    float sum = 0;
    for (size_t i = 0; i < n; i++) {
        const double df = (double)words[i]->holders;
        sum +=
            (float)log(1 + ((double)s->n_with_words - df + 0.5) / (df + 0.5));
    }
    return sum;
}

/* Lucene's form of the formula, in its precision. */
static float score_of(const struct second *s, struct oracle_bm25 bm25,
                      float weight, size_t doc, uint32_t freq)
{
    const float k1 = (float)bm25.k1, b = (float)bm25.b;
    const float average = (float)((double)s->words / (double)s->n_with_words);
    const float inverse =
        1.f / (k1 * ((1 - b) + b * (float)s->lengths[doc] / average));
    return weight - weight / (1.f + (float)freq * inverse);
}

static struct matches match_words(const struct second *s,
                                  struct oracle_bm25 bm25,
                                  struct places *const *words, size_t n,
                                  bool in_title)
{
    const struct matches m = matches_make(s);
    const struct places *const first = words[0];
    const float weight = weight_of(s, words, n);
    size_t posting = 0;

    for (size_t i = 0; i < first->n; posting++) {
        const uint64_t doc = first->at[i] >> 32;
        uint32_t freq = 0;
        for (; i < first->n && first->at[i] >> 32 == doc; i++) {
            const uint32_t place = (uint32_t)first->at[i];
            if (in_title && place + n > s->title_lengths[doc])
                continue;
            freq += phrase_begins(s, words, n, first->at[i]);
        }
        if (s->bug == SECOND_LOSES_A_BLOCK_END && posting == 127)
            freq = 0;
        if (freq > 0) {
            m.bits[doc / 64] |= UINT64_C(1) << doc % 64;
            m.scores[doc] = (double)score_of(s, bm25, weight, doc, freq);
        }
    }
    return m;
}

/* ---- queries: read and answered in one go ---- */

struct reader {
    struct second *s;
    const struct engine_question *q;
    const char *at;
    bool failed; /* the bug SECOND_GIVES_UP, or text that is no query */
};

enum { CLAUSES_MAX = 32 };

struct clauses {
    struct matches v[CLAUSES_MAX];
    char sign[CLAUSES_MAX]; /* '+', '-' or ' ' */
    size_t n;
    bool any_and, any_or;
};

static struct matches read_group(struct reader *r, bool in_title, int depth);

static bool accept(struct reader *r, const char *text)
{
    const size_t n = strlen(text);
    if (strncmp(r->at, text, n) != 0)
        return false;
    r->at += n;
    return true;
}

static struct places *read_word(struct reader *r)
{
    const char *const word = r->at;
    while (isalnum((unsigned char)*r->at))
        r->at++;
    r->failed = r->failed || r->at == word;
    return find(r->s, word, (size_t)(r->at - word));
}

static struct matches read_primary(struct reader *r, bool in_title, int depth)
{
    struct places *words[ORACLE_PHRASE_MAX];
    size_t n = 0;

    if (accept(r, "title:"))
        return read_primary(r, true, depth);
    if (accept(r, "(")) {
        const struct matches m = read_group(r, in_title, depth + 1);
        r->failed = !accept(r, ")") || r->failed;
        return m;
    }
    if (accept(r, "\"")) {
        do {
            words[n++] = read_word(r);
        } while (n < ORACLE_PHRASE_MAX && accept(r, " "));
        r->failed = !accept(r, "\"") || r->failed;
    } else {
        words[n++] = read_word(r);
    }
    return match_words(r->s, r->q->bm25, words, n, in_title);
}

static void read_clauses(struct reader *r, bool in_title, int depth,
                         struct clauses *c)
{
    do {
        c->any_and = accept(r, "AND ") || c->any_and;
        c->any_or = accept(r, "OR ") || c->any_or;
        char sign = ' ';
        if (accept(r, "+"))
            sign = '+';
        else if (accept(r, "-") || accept(r, "NOT "))
            sign = '-';
        c->sign[c->n] = sign;
        c->v[c->n++] = read_primary(r, in_title, depth);
    } while (c->n < CLAUSES_MAX && !r->failed && accept(r, " "));
}

static struct matches combine(const struct reader *r, const struct clauses *c)
{
    const struct second *const s = r->s;
    const bool web = r->q->syntax == ORACLE_WEBSEARCH;
    const char bare = c->any_and || (web && !c->any_or) ? '+' : ' ';
    const struct matches m = matches_make(s);

    for (size_t w = 0; w < bit_words(s); w++) {
        uint64_t all = UINT64_MAX, any = 0, not = 0;
        bool has_must = false, has_should = false;
        for (size_t i = 0; i < c->n; i++) {
            const uint64_t bits = c->v[i].bits[w];
            const char sign = c->sign[i] == ' ' ? bare : c->sign[i];
            has_must = has_must || sign == '+';
            has_should = has_should || sign == ' ';
            if (sign == '+')
                all &= bits;
            else if (sign == '-' && s->bug != SECOND_NOT_IS_SHOULD)
                not |= bits;
            else
                any |= bits;
        }
        if (!has_must && !has_should && !web)
            all = 0;
        else if (!has_must && has_should)
            all = any;
        m.bits[w] = all & ~not ;
    }
    for (size_t doc = 0; doc < s->n_docs; doc++)
        for (size_t i = 0; m.bits[doc / 64] >> doc % 64 & 1 && i < c->n; i++)
            m.scores[doc] += c->v[i].scores[doc];
    return m;
}

static struct matches read_group(struct reader *r, bool in_title, int depth)
{
    struct clauses c = {.n = 0};

    if (depth == 2 && r->s->bug == SECOND_GIVES_UP)
        r->failed = true;
    read_clauses(r, in_title, depth, &c);
    const struct matches m =
        c.n == 1 && depth == 0 && c.sign[0] == ' ' ? c.v[0] : combine(r, &c);
    for (size_t i = 0; i < c.n; i++)
        if (c.v[i].bits != m.bits)
            matches_release(c.v[i]);
    return m;
}

/* ---- the best k ---- */

static bool goes_before(const struct second *s, struct oracle_hit a,
                        struct oracle_hit b)
{
    if (a.score != b.score)
        return a.score > b.score;
    return (a.doc < b.doc) != (s->bug == SECOND_TIES_BACKWARDS);
}

/* By insertion: k is small, and most documents stop at the last place. */
static void insert(const struct second *s, struct oracle_found *f, size_t k,
                   struct oracle_hit h)
{
    if (k == 0 || (f->n == k && !goes_before(s, h, f->hits[f->n - 1])))
        return;
    size_t at = f->n < k ? f->n++ : f->n - 1;
    for (; at > 0 && goes_before(s, h, f->hits[at - 1]); at--)
        f->hits[at] = f->hits[at - 1];
    f->hits[at] = h;
}

static bool second_search(void *handle, const struct engine_question *question,
                          struct oracle_found *found, char why[static 256])
{
    struct second *const s = handle;
    struct reader r = {s, question, question->text, false};
    const struct matches m = read_group(&r, false, 0);

    *found = (struct oracle_found){0};
    for (size_t doc = 0; doc < s->n_docs; doc++)
        if (m.bits[doc / 64] >> doc % 64 & 1) {
            found->count++;
            insert(s, found, question->k,
                   (struct oracle_hit){(uint32_t)doc, (float)m.scores[doc]});
        }
    matches_release(m);
    if (!question->with_count)
        found->count = ORACLE_NOT_COUNTED;
    else if (++s->counted == 20 && s->bug == SECOND_REMEMBERS)
        found->count++;
    if (r.failed || *r.at != '\0')
        snprintf(why, 256, "cannot read the query from \"%.200s\"", r.at);
    return !r.failed && *r.at == '\0';
}

struct engine second_engine(enum second_bug *bug)
{
    return (struct engine){.name = "second engine",
                           .context = bug,
                           .open = second_open,
                           .search = second_search,
                           .close = second_close};
}
