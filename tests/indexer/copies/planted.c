#include "tests/indexer/copies/planted.h"

#include <check.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "tests/support/need.h"

enum { SENTENCE = 12, SENTENCES = 60, ROW = 5, WORD_MAX = 12 };

/* Sentences by number: the words of each follow from it. */
struct outline {
    uint32_t sentences[SENTENCES];
    size_t n;
};

/* Syllables, so that words are of several lengths. */
static size_t put_word(char *out, uint32_t number)
{
    static const char *const syllables[] = {"ka", "lo", "min", "te",
                                            "ru", "sa", "vel", "do"};
    size_t n = 0;
    do {
        const char *const s = syllables[number % 8];
        memcpy(out + n, s, strlen(s));
        n += strlen(s);
        number /= 8;
    } while (number && n < WORD_MAX - 4);
    return n;
}

static char *write_body(const struct outline *o)
{
    char *const text = need_alloc(o->n * SENTENCE * (WORD_MAX + 1) + 1, 1);
    size_t at = 0;
    for (size_t i = 0; i < o->n; i++) {
        struct rng r = {o->sentences[i] * UINT64_C(77) + 5};
        for (unsigned k = 0; k < SENTENCE; k++) {
            at += put_word(text + at, rng_below(&r, 3000));
            text[at++] = k + 1 < SENTENCE ? ' ' : '.';
        }
        text[at++] = ' ';
    }
    text[at] = '\0';
    return text;
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The words of the body, again from its text. */
static void list_rows(struct planted_text *t)
{
    const size_t size = strlen(t->body);
    char *const text = need_alloc(size + 1, 1);
    char **const words = need_alloc(size + 1, sizeof(*words));
    char *rest = NULL;
    memcpy(text, t->body, size);
    for (char *w = strtok_r(text, " .", &rest); w;
         w = strtok_r(NULL, " .", &rest))
        words[t->n_words++] = w;
    t->rows = need_alloc(t->n_words + 1, sizeof(*t->rows));
    for (size_t i = 0; i + ROW <= t->n_words; i++) {
        char *const row = need_alloc(ROW * (WORD_MAX + 1), 1);
        for (size_t k = 0; k < ROW; k++) {
            strcat(row, words[i + k]);
            strcat(row, " ");
        }
        t->rows[t->n_rows++] = row;
    }
    qsort(t->rows, t->n_rows, sizeof(*t->rows), by_text);
    size_t kept = 0;
    for (size_t i = 0; i < t->n_rows; i++) {
        if (kept && strcmp(t->rows[kept - 1], t->rows[i]) == 0)
            free(t->rows[i]);
        else
            t->rows[kept++] = t->rows[i];
    }
    t->n_rows = kept;
    free(words);
    free(text);
}

static void add(struct planted *p, const struct outline *o, uint32_t title)
{
    p->v = need_resize(p->v, p->n + 1, sizeof(*p->v));
    struct planted_text *const t = &p->v[p->n++];
    *t = (struct planted_text){.body = write_body(o)};
    t->title = need_alloc(WORD_MAX + 1, 1);
    put_word(t->title, title);
    list_rows(t);
}

static uint32_t draw_sentence(struct rng *r)
{
    return rng_below(r, 1u << 30);
}

/* A copy with a part of the original changed, less with each kind. */
static struct outline vary(struct rng *r, const struct outline *o,
                           unsigned kind)
{
    struct outline c = *o;
    const size_t i = rng_below(r, (uint32_t)c.n);
    switch (kind) {
    case 0: /* as it is: only the headline is another */
        break;
    case 1: /* one is gone */
        memmove(c.sentences + i, c.sentences + i + 1,
                (c.n - i - 1) * sizeof(*c.sentences));
        c.n--;
        break;
    case 2: { /* two changed places */
        const uint32_t first = c.sentences[0];
        c.sentences[0] = c.sentences[i];
        c.sentences[i] = first;
        break;
    }
    case 3: /* one is new */
        c.sentences[i] = draw_sentence(r);
        break;
    case 4: /* a quarter of them are new */
        for (size_t k = 0; k < c.n; k += 4)
            c.sentences[k] = draw_sentence(r);
        break;
    default: /* the rest is cut off */
        c.n = c.n * 2 / 5 + 1;
    }
    return c;
}

static void shuffle(struct planted *p, struct rng *r)
{
    for (size_t i = p->n; i > 1; i--) {
        const size_t k = rng_below(r, (uint32_t)i);
        const struct planted_text t = p->v[i - 1];
        p->v[i - 1] = p->v[k];
        p->v[k] = t;
    }
    for (size_t i = 0; i < p->n; i++)
        snprintf(p->v[i].id, PLANTED_ID, "t%03zu", i);
}

struct planted planted_make(struct rng *r, size_t originals)
{
    enum { KINDS = 6 };
    struct planted p = {.n = 0};
    for (size_t i = 0; i < originals; i++) {
        struct outline o = {.n = 14 + rng_below(r, 30)};
        for (size_t k = 0; k < o.n; k++)
            o.sentences[k] = draw_sentence(r);
        add(&p, &o, rng_below(r, 3000));
        for (unsigned kind = 0; kind < KINDS; kind++) {
            const struct outline c = vary(r, &o, kind);
            if (rng_below(r, 2))
                add(&p, &c, rng_below(r, 3000));
        }
    }
    shuffle(&p, r);
    return p;
}

void planted_release(struct planted *p)
{
    for (size_t i = 0; i < p->n; i++) {
        for (size_t k = 0; k < p->v[i].n_rows; k++)
            free(p->v[i].rows[k]);
        free(p->v[i].rows);
        free(p->v[i].title);
        free(p->v[i].body);
    }
    free(p->v);
    *p = (struct planted){.n = 0};
}

void planted_print(const struct planted_text *t, FILE *f)
{
    ck_assert(fprintf(f, "{\"id\":\"%s\",\"title\":\"%s\",\"body\":\"%s\"}\n",
                      t->id, t->title, t->body) > 0);
}

static size_t count_shared(const struct planted_text *a,
                           const struct planted_text *b)
{
    size_t i = 0, k = 0, n = 0;
    while (i < a->n_rows && k < b->n_rows) {
        const int order = strcmp(a->rows[i], b->rows[k]);
        n += order == 0;
        i += order <= 0;
        k += order >= 0;
    }
    return n;
}

double planted_jaccard(const struct planted_text *a,
                       const struct planted_text *b)
{
    const size_t shared = count_shared(a, b);
    return 100.0 * (double)shared / (double)(a->n_rows + b->n_rows - shared);
}

unsigned planted_contained(const struct planted_text *a,
                           const struct planted_text *b)
{
    const size_t fewer = a->n_rows < b->n_rows ? a->n_rows : b->n_rows;
    return (unsigned)(100 * count_shared(a, b) / fewer);
}
