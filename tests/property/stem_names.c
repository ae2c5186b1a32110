#include "tests/property/stem_names.h"

#include <check.h>
#include <libstemmer.h>
#include <stdlib.h>
#include <string.h>

#include "tests/support/need.h"

static const char *const BASES[] = {
    "connect", "relat",  "univers", "govern", "open", "budget", "report",
    "nation",  "energi", "secur",   "trad",   "run",  "senat",  "hospital",
    "invest",  "gener",  "bridg",   "kazakh", "plan", "organ",  "w1"};
static const char *const ENDINGS[] = {
    "",    "s",   "e",    "es",    "ed", "ing",   "er", "ers",
    "ion", "ity", "ment", "ments", "y",  "ingly", "en", "ung"};
enum {
    N_ENDINGS = sizeof(ENDINGS) / sizeof(ENDINGS[0]),
    N_WORDS = sizeof(BASES) / sizeof(BASES[0]) * N_ENDINGS
};

void stem_names_draw(struct oracle_docs *d, struct rng *r)
{
    uint32_t order[N_WORDS];
    ck_assert_uint_le(d->n_names, N_WORDS);
    for (uint32_t i = 0; i < N_WORDS; i++) {
        const uint32_t k = rng_below(r, i + 1);
        order[i] = order[k];
        order[k] = i;
    }
    for (uint32_t i = 0; i < d->n_names; i++)
        snprintf(d->names[i], ORACLE_WORD_SIZE, "%s%s",
                 BASES[order[i] / N_ENDINGS], ENDINGS[order[i] % N_ENDINGS]);
}

struct stem {
    char text[ORACLE_WORD_SIZE];
    uint32_t word;
};

static int by_text_then_word(const void *a, const void *b)
{
    const struct stem *const x = a, *const y = b;
    const int c = strcmp(x->text, y->text);
    return c ? c : (x->word > y->word) - (x->word < y->word);
}

uint32_t *stem_names_first(const struct oracle_docs *d, const char *language)
{
    struct stem *const stems = need_alloc(d->n_names, sizeof(*stems));
    uint32_t *const first = need_alloc(d->n_names, sizeof(*first));
    struct sb_stemmer *const s = sb_stemmer_new(language, "UTF_8");
    ck_assert_ptr_nonnull(s);
    for (uint32_t i = 0; i < d->n_names; i++) {
        const char *const word = d->names[i];
        const sb_symbol *const stem =
            sb_stemmer_stem(s, (const sb_symbol *)word, (int)strlen(word));
        const int n = sb_stemmer_length(s);
        snprintf(stems[i].text, sizeof(stems[i].text), "%s",
                 n > 0 ? (const char *)stem : word);
        stems[i].word = i;
    }
    sb_stemmer_delete(s);
    qsort(stems, d->n_names, sizeof(*stems), by_text_then_word);
    for (uint32_t i = 0; i < d->n_names; i++) {
        const bool again =
            i > 0 && strcmp(stems[i].text, stems[i - 1].text) == 0;
        first[stems[i].word] = again ? first[stems[i - 1].word] : stems[i].word;
    }
    free(stems);
    return first;
}
