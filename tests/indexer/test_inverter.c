/* Words go in by the document and come out by the word. */
#include "indexer/inverter.h"

#include <stdlib.h>
#include <string.h>

#include "common/base/mem.h"
#include "tests/support/rng.h"
#include "tests/support/suite.h"

/* One occurrence, as a naive index would keep it. */
struct occurrence {
    uint8_t text[TERM_MAX];
    uint32_t size, doc, pos;
};

struct occurrences {
    struct occurrence *v;
    size_t n, cap;
};

static int compare(const void *a, const void *b)
{
    const struct occurrence *const x = a, *const y = b;
    const int order =
        bytes_compare(bytes_of(x->text, x->size), bytes_of(y->text, y->size));
    if (order)
        return order;
    if (x->doc != y->doc)
        return x->doc < y->doc ? -1 : 1;
    return (x->pos > y->pos) - (x->pos < y->pos);
}

/* Words of 1 to 41 bytes, of which many share their first 8, 16 or 24. */
static uint32_t make_word(struct rng *rng, unsigned kinds, uint8_t *out)
{
    const uint32_t kind = rng_below(rng, kinds);
    const uint32_t common = rng_below(rng, 6) * 8;
    uint32_t n = 0;
    for (; n < common; n++)
        out[n] = 'x';
    if (kind % 3 == 0 && n > 0)
        return n;
    out[n++] = (uint8_t)('a' + kind % 23);
    for (uint32_t rest = kind / 23; rest > 0 && n < TERM_MAX; rest /= 256)
        out[n++] = (uint8_t)rest;
    return n;
}

static void add_word(struct token_list *l, const uint8_t *word, uint32_t n,
                     uint32_t pos)
{
    ck_assert(mem_grow(&l->tokens, &l->cap, l->n + 1));
    l->tokens[l->n++] = (struct token){.term = (uint32_t)l->terms.n,
                                       .term_size = (uint16_t)n,
                                       .parts = 1,
                                       .pos = pos};
    ck_assert(buf_append(&l->terms, word, n));
}

static void add_document(struct rng *rng, struct inverter *inv, uint32_t doc,
                         unsigned words, unsigned kinds, struct occurrences *o)
{
    struct token_list l = {.n = 0};
    struct err e = ERR_INIT;
    uint32_t pos = 0;
    for (unsigned i = 0; i < words; i++) {
        uint8_t word[TERM_MAX];
        const uint32_t n = make_word(rng, kinds, word);
        pos += rng_below(rng, 50) ? rng_below(rng, 3) : rng_below(rng, 1 << 20);
        add_word(&l, word, n, pos);
        ck_assert(mem_grow(&o->v, &o->cap, o->n + 1));
        o->v[o->n] = (struct occurrence){.size = n, .doc = doc, .pos = pos};
        memcpy(o->v[o->n++].text, word, n);
    }
    /* Nothing may be read behind the last word. */
    l.terms.p = realloc(l.terms.p, l.terms.n);
    ck_assert_ptr_nonnull(l.terms.p);
    l.terms.cap = l.terms.n;
    ck_assert_int_eq(inverter_add(inv, doc, &l, &e), ST_OK);
    token_list_release(&l);
}

/* The occurrences of a word in a document are those from v[at] on. */
static size_t check_document(struct bytes term, const struct inverter_reader *r,
                             uint32_t i, size_t at, const struct occurrences *o)
{
    uint32_t pos = UINT32_MAX;
    for (uint32_t k = r->begins[i]; k < r->begins[i + 1]; k++) {
        pos += r->gaps[k] + 1;
        ck_assert_uint_lt(at, o->n);
        const struct occurrence *const want = &o->v[at];
        ck_assert(bytes_equal(term, bytes_of(want->text, want->size)));
        ck_assert_uint_eq(r->docs[i], want->doc);
        ck_assert_uint_eq(pos, want->pos);
        while (++at < o->n && compare(want, &o->v[at]) == 0)
            ; /* a repeated position counts once */
    }
    return at;
}

/* The occurrences of one word are those from v[at] on. */
static size_t check_term(struct inverter *inv, size_t i, size_t at,
                         const struct occurrences *o)
{
    const struct bytes term = inverter_term(inv, i);
    struct inverter_reader r = {.n = 0};
    struct err e = ERR_INIT;

    inverter_reader_open(&r, inv, i);
    while (inverter_reader_next(&r, &e) == ST_OK && r.n > 0)
        for (uint32_t d = 0; d < r.n; d++)
            at = check_document(term, &r, d, at, o);
    inverter_reader_release(&r);
    return at;
}

static void check(unsigned docs, unsigned words, unsigned kinds)
{
    struct rng rng = rng_from_env(5);
    struct occurrences o = {.n = 0};
    struct inverter *inv;
    struct err e = ERR_INIT;
    size_t at = 0;

    ck_assert_int_eq(inverter_open(&inv, &e), ST_OK);
    for (uint32_t doc = 0; doc < docs; doc++)
        add_document(&rng, inv, doc * 3, words, kinds, &o);
    ck_assert_int_eq(inverter_sort(inv, &e), ST_OK);
    if (o.n)
        qsort(o.v, o.n, sizeof(*o.v), compare);
    for (size_t i = 0; i < inverter_terms(inv); i++)
        at = check_term(inv, i, at, &o);
    ck_assert_uint_eq(at, o.n);
    inverter_close(inv);
    mem_free(o.v);
}

START_TEST(occurrences_come_out_by_word_document_and_position)
{
    check(40, 300, 400);
}
END_TEST

START_TEST(words_are_told_apart_when_there_are_many)
{
    check(20, 2000, 60000);
}
END_TEST

START_TEST(chains_of_a_few_words_grow_over_many_slices)
{
    check(400, 200, 3);
}
END_TEST

START_TEST(words_may_be_thousands_of_times_in_a_document)
{
    check(3, 40000, 2);
}
END_TEST

START_TEST(a_document_of_no_word_adds_nothing)
{
    check(1, 0, 1);
}
END_TEST

START_TEST(adding_reports_every_failed_allocation)
{
    struct rng rng = {.state = 1};
    struct token_list l = {.n = 0};
    struct err e = ERR_INIT;
    enum st st = ST_NOMEM;
    for (uint32_t i = 0; i < 5000; i++) {
        uint8_t word[TERM_MAX];
        add_word(&l, word, make_word(&rng, 60000, word), i);
    }
    for (long n = 0; st != ST_OK; n++) {
        struct inverter *inv;
        ck_assert_int_eq(inverter_open(&inv, &e), ST_OK);
        mem_fail_after(n);
        st = inverter_add(inv, 0, &l, &e);
        ck_assert(mem_fail_never() == (st != ST_OK));
        ck_assert(st == ST_OK || st == ST_NOMEM);
        inverter_close(inv);
    }
    token_list_release(&l);
}
END_TEST

SUITE("inverter", occurrences_come_out_by_word_document_and_position,
      words_are_told_apart_when_there_are_many,
      chains_of_a_few_words_grow_over_many_slices,
      words_may_be_thousands_of_times_in_a_document,
      a_document_of_no_word_adds_nothing,
      adding_reports_every_failed_allocation)
