/* The bounds of a list, beside what a sort of all scores says. */
#include "indexer/postings_writer.h"

#include <stdlib.h>

#include "tests/support/rng.h"
#include "tests/support/suite.h"
#include "tests/support/tmpdir.h"

enum { DOCS = 40000 };

struct list {
    uint8_t codes[DOCS];
    uint32_t freqs[DOCS];
    uint16_t steps[DOCS];
};

static int compare_steps(const void *a, const void *b)
{
    return *(const uint16_t *)b - *(const uint16_t *)a;
}

/* Writes the first `n` documents as one list, and compares its best scores. */
static void check_best(struct list *l, uint32_t n)
{
    struct tmpdir dir = tmpdir_make();
    struct postings_docs of;
    struct postings_writer w;
    struct term_entry entry;
    struct bytes skips;
    struct err e = ERR_INIT;
    postings_docs_init(&of, DOCS, l->codes, 100 * DOCS, DOCS);
    ck_assert_int_eq(
        postings_writer_init(&w, tmpdir_file(&dir, "x"), "words", &of,
                             (struct postings_bases){.docs = 0}, &e),
        ST_OK);
    postings_writer_begin(&w, false);
    for (uint32_t i = 0; i < n; i++) {
        ck_assert_int_eq(postings_writer_add(&w, i, l->freqs[i], NULL, &e),
                         ST_OK);
        l->steps[i] = score_step_below(
            bm25_score(&of.saturation, 1.0f, l->freqs[i], l->codes[i]));
    }
    ck_assert_int_eq(postings_writer_end(&w, &entry, &e), ST_OK);
    ck_assert_int_eq(spool_view(&w.skips, &skips, &e), ST_OK);
    qsort(l->steps, n, sizeof(*l->steps), compare_steps);
    const struct skip_layout layout = skip_layout(n, false, DOCS);
    for (unsigned i = 0; i < BEST_RANKS; i++)
        ck_assert_uint_eq(get_u16le(skips.p + layout.best + 2 * i),
                          n < BEST_RANK[i] ? 0 : l->steps[BEST_RANK[i] - 1]);
    postings_writer_release(&w);
    tmpdir_remove(&dir);
}

/* Few scores, so that many are equal, or many; best first, last or anywhere. */
START_TEST(best_scores_are_those_of_all_documents)
{
    static struct list l;
    static const uint32_t sizes[] = {129, 999, 1000, 8193, 20000, DOCS};
    struct rng r = rng_from_env(31);
    for (int few = 0; few < 2; few++)
        for (int order = 0; order < 3; order++)
            for (size_t k = 0; k < COUNT_OF(sizes); k++) {
                for (uint32_t i = 0; i < DOCS; i++) {
                    l.codes[i] = (uint8_t)rng_below(&r, few ? 2 : 200);
                    l.freqs[i] = 1 + (order == 0   ? rng_below(&r, few ? 3 : 40)
                                      : order == 1 ? i / 1000
                                                   : (DOCS - i) / 1000);
                }
                check_best(&l, sizes[k]);
            }
}
END_TEST

SUITE("postings_writer", best_scores_are_those_of_all_documents)
