#include "common/base/ascii.h"
#include "corpus/generate/vocabulary.h"
#include "corpus/generate/zipf.h"
#include "tests/support/rng.h"
#include "tests/support/suite.h"

#include <stdlib.h>
#include <string.h>

static int compare_words(const void *a, const void *b)
{
    const struct word *const x = a, *const y = b;
    const size_t n = x->size < y->size ? x->size : y->size;
    const int c = memcmp(x->text, y->text, n);
    return c ? c : (x->size > y->size) - (x->size < y->size);
}

START_TEST(inventions_of_different_numbers_are_different_words)
{
    enum { N = 100000 };
    struct word *const words = calloc(N, sizeof(*words));
    ck_assert_ptr_nonnull(words);
    size_t longest = 0;
    for (uint32_t i = 0; i < N; i++) {
        /* All of two syllables, then some of three and of four. */
        vocabulary_spell(&words[i], i < 70000 ? i : i * UINT32_C(3000));
        longest = words[i].size > longest ? words[i].size : longest;
    }
    ck_assert_uint_le(longest, sizeof(words[0].text));
    qsort(words, N, sizeof(*words), compare_words);
    uint32_t equal = 0;
    for (uint32_t i = 1; i < N; i++)
        equal += compare_words(&words[i - 1], &words[i]) == 0;
    ck_assert_uint_eq(equal, 0);
    free(words);
}
END_TEST

START_TEST(word_of_a_rank_is_the_same_kept_or_spelled)
{
    struct vocabulary *const v = calloc(1, sizeof(*v));
    ck_assert_ptr_nonnull(v);
    vocabulary_init(v);
    ck_assert_mem_eq(v->kept[0].text, "the", 3);
    struct word room, spelled;
    uint32_t different = 0;
    for (uint32_t rank = v->n_english; rank < VOCABULARY_KEPT; rank++) {
        vocabulary_spell(&spelled, rank - v->n_english);
        different +=
            compare_words(vocabulary_word(v, rank, &room), &spelled) != 0;
    }
    ck_assert_uint_eq(different, 0);
    ck_assert_ptr_eq(vocabulary_word(v, VOCABULARY_KEPT, &room), &room);
    free(v);
}
END_TEST

/* Letters compared without case: "Turkey" and "turkey" are one term. */
static void fold_word(struct word *w)
{
    for (unsigned i = 0; i < w->size; i++)
        w->text[i] = (char)(w->text[i] | 0x20);
}

START_TEST(no_two_english_words_are_one)
{
    struct vocabulary *const v = calloc(1, sizeof(*v));
    ck_assert_ptr_nonnull(v);
    vocabulary_init(v);
    const uint32_t n = v->n_english;
    ck_assert_uint_gt(n, 3000);
    ck_assert_uint_lt(n, VOCABULARY_KEPT);
    for (uint32_t i = 0; i < n; i++) {
        const struct word *const w = &v->kept[i];
        ck_assert_uint_gt(w->size, 0);
        ck_assert_uint_lt(w->size, sizeof(w->text));
        for (unsigned k = 0; k < w->size; k++)
            ck_assert(is_letter((uint8_t)w->text[k]));
        fold_word(&v->kept[i]);
    }
    qsort(v->kept, n, sizeof(*v->kept), compare_words);
    for (uint32_t i = 1; i < n; i++)
        ck_assert_int_lt(compare_words(&v->kept[i - 1], &v->kept[i]), 0);
    free(v);
}
END_TEST

START_TEST(ranks_are_drawn_by_their_weights)
{
    enum { DRAWS = 2000000 };
    struct zipf z;
    zipf_init(&z);
    struct rng seed = rng_from_env(20210304);
    struct dice d = {rng_next(&seed)};
    uint32_t counts[16] = {0}, octaves[32] = {0};
    for (int i = 0; i < DRAWS; i++) {
        const uint32_t rank = zipf_draw(&z, &d);
        if (rank < 16)
            counts[rank]++;
        else
            octaves[31 - __builtin_clz(rank)]++;
    }
    ck_assert_uint_eq(octaves[30] + octaves[31], 0);
    /* Weight 1 / (rank + 2.7): against rank 0, with 3 % for chance. */
    for (uint32_t rank = 1; rank < 16; rank++) {
        const double expected = counts[0] * 2.7 / (rank + 2.7);
        ck_assert_double_ge(counts[rank], expected * 0.97);
        ck_assert_double_le(counts[rank], expected * 1.03);
    }
    /* Far in the head octaves weigh alike; in the tail each 2^-0.8 of the one
     * before. */
    for (int bits = 7; bits + 1 < ZIPF_HEAD_BITS; bits++)
        ck_assert_double_ge(octaves[bits + 1], octaves[bits] * 0.97);
    for (int bits = ZIPF_HEAD_BITS; bits < ZIPF_HEAD_BITS + 6; bits++) {
        ck_assert_double_ge(octaves[bits + 1], octaves[bits] * 0.54);
        ck_assert_double_le(octaves[bits + 1], octaves[bits] * 0.61);
    }
}
END_TEST

SUITE("vocabulary", inventions_of_different_numbers_are_different_words,
      word_of_a_rank_is_the_same_kept_or_spelled, no_two_english_words_are_one,
      ranks_are_drawn_by_their_weights)
