#include "tests/support/random_docs.h"

#include <stdio.h>
#include <string.h>

/* The first `n` names of a set are the words of its documents, common ones
 * first; behind them stand ABSENT words that no document holds. */
struct vocabulary {
    uint32_t n;
};

enum { ABSENT = 3 };

const char *random_docs_name(enum random_docs_kind kind)
{
    static const char *const NAMES[] = {[RANDOM_DOCS_FEW] = "few",
                                        [RANDOM_DOCS_SMALL] = "small",
                                        [RANDOM_DOCS_MIXED] = "mixed",
                                        [RANDOM_DOCS_TINY] = "tiny"};
    return NAMES[kind];
}

static struct vocabulary make_vocabulary(struct oracle_docs *d, struct rng *r)
{
    static const char *const REAL[] = {
        "the",    "of",       "senate", "budget",   "minister", "health",
        "energy", "covid19",  "2019",   "a",        "signed",   "kazakhstan",
        "bill",   "hospital", "7",      "statement"};
    enum { REAL_WORDS = sizeof(REAL) / sizeof(REAL[0]), EVERY = 4 };

    const uint32_t n = 20 + rng_below(r, 181);
    for (uint32_t i = 0; i < n; i++) {
        char name[ORACLE_WORD_SIZE];
        snprintf(name, sizeof(name), "w%u", i);
        const bool real = i % EVERY == 1 && i / EVERY < REAL_WORDS;
        oracle_docs_word(d, real ? REAL[i / EVERY] : name);
    }
    for (uint32_t i = 0; i < ABSENT; i++) {
        char name[ORACLE_WORD_SIZE];
        snprintf(name, sizeof(name), "absent%u", i);
        oracle_docs_word(d, name);
    }
    return (struct vocabulary){n};
}

/* The cube of a uniform number: with 200 words the first is every sixth word
 * of the text, the last every 600th. The last quarter of the vocabulary is
 * rarer still, so that short lists come up in large sets too. */
static uint32_t random_word(const struct vocabulary *v, struct rng *r)
{
    const double u = rng_below(r, 1u << 30) / (double)(1u << 30);
    const uint32_t word = (uint32_t)(v->n * u * u * u);
    if (word > v->n - v->n / 4 && rng_below(r, 20) != 0)
        return 0;
    return word;
}

static void add_random_words(struct oracle_doc *doc, const struct vocabulary *v,
                             struct rng *r, uint32_t n, bool paragraphs)
{
    for (uint32_t i = 0; i < n; i++) {
        oracle_doc_add_word(doc, random_word(v, r));
        if (rng_below(r, 9) == 0)
            oracle_doc_end_sentence(doc);
        if (paragraphs && rng_below(r, 25) == 0)
            oracle_doc_end_paragraph(doc);
    }
}

/* One word 600 times: in a row, or with others between. */
static void add_repeated_word(struct oracle_doc *doc,
                              const struct vocabulary *v, struct rng *r)
{
    const uint32_t word = random_word(v, r);
    const bool apart = rng_below(r, 2) == 0;
    for (int i = 0; i < 600; i++) {
        oracle_doc_add_word(doc, word);
        if (apart)
            oracle_doc_add_word(doc, random_word(v, r));
    }
}

static uint32_t random_length(struct rng *r)
{
    const uint32_t draw = rng_below(r, 1000);
    if (draw < 80)
        return 0;
    if (draw < 700)
        return 1 + rng_below(r, 60);
    if (draw < 995)
        return 60 + rng_below(r, 241);
    return 5000;
}

static void set_date_and_source(struct oracle_doc *doc, struct rng *r)
{
    static const char *const SOURCES[] = {
        "", "senate", "hospital", "ministry", "Open Rivers", "Caf\u00e9 d'Oru"};

    if (rng_below(r, 5) != 0)
        snprintf(doc->date, sizeof(doc->date), "%04u-%02u-%02u",
                 1999 + rng_below(r, 25), 1 + rng_below(r, 12),
                 1 + rng_below(r, 28));
    snprintf(doc->source, sizeof(doc->source), "%s", SOURCES[rng_below(r, 6)]);
}

static void add_mixed(struct oracle_docs *d, const struct vocabulary *v,
                      struct rng *r)
{
    if (d->n > 0 && rng_below(r, 20) == 0) {
        /* By value: adding a document moves the array. */
        const struct oracle_doc earlier = d->docs[rng_below(r, (uint32_t)d->n)];
        oracle_docs_add_copy(d, &earlier, NULL);
        return;
    }
    struct oracle_doc *const doc = oracle_docs_add(d);
    set_date_and_source(doc, r);
    if (rng_below(r, 3) != 0)
        add_random_words(doc, v, r, 1 + rng_below(r, 8), false);
    oracle_doc_end_title(doc);
    if (rng_below(r, 200) == 0)
        add_repeated_word(doc, v, r);
    add_random_words(doc, v, r, random_length(r), rng_below(r, 2) == 0);
    oracle_doc_end_paragraph(doc);
}

static void add_tiny(struct oracle_docs *d, const struct vocabulary *v,
                     struct rng *r)
{
    struct oracle_doc *const doc = oracle_docs_add(d);
    const uint32_t n = 3 + rng_below(r, 6);
    const uint32_t n_title = rng_below(r, 4) == 0 ? rng_below(r, n) : 0;
    add_random_words(doc, v, r, n_title, false);
    oracle_doc_end_title(doc);
    add_random_words(doc, v, r, n - n_title, false);
    oracle_doc_end_paragraph(doc);
}

/* Puts one word into each of a run of neighbours: gaps that are all 1. */
static void add_run(struct oracle_docs *d, const struct vocabulary *v,
                    struct rng *r)
{
    const uint32_t n = (uint32_t)d->n, word = rng_below(r, v->n);
    const uint32_t from = rng_below(r, n), length = rng_below(r, n - from);
    for (uint32_t i = from; i < from + length; i++) {
        oracle_doc_add_word(&d->docs[i], word);
        oracle_doc_end_paragraph(&d->docs[i]);
    }
}

/* Ids of several forms, no two the same. */
static void name_all(struct oracle_docs *d)
{
    static const char *const BEGINNINGS[] = {"d", "2019/w", "Wire-"};

    for (size_t i = 0; i < d->n; i++)
        snprintf(d->docs[i].id, ORACLE_NAME_SIZE, "%s%zu",
                 BEGINNINGS[i % 7 % 3], i);
}

void random_docs(struct oracle_docs *out, struct rng *r,
                 enum random_docs_kind kind)
{
    const struct vocabulary v = make_vocabulary(out, r);
    uint32_t n = 0;

    switch (kind) {
    case RANDOM_DOCS_FEW:
        n = rng_below(r, 6);
        break;
    case RANDOM_DOCS_SMALL:
        n = 40 + rng_below(r, 121);
        break;
    case RANDOM_DOCS_MIXED:
        n = 500 + rng_below(r, 1501);
        break;
    case RANDOM_DOCS_TINY:
        n = 20000 + rng_below(r, 20001);
        break;
    }
    for (uint32_t i = 0; i < n; i++) {
        if (kind == RANDOM_DOCS_TINY)
            add_tiny(out, &v, r);
        else
            add_mixed(out, &v, r);
    }
    if (n > 0)
        add_run(out, &v, r);
    name_all(out);
}
