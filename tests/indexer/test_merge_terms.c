/* Words merged in parts: the same bytes for any number of threads and any
 * spread of the documents, and each word with all of its documents. */
#include <stdio.h>
#include <string.h>

#include "common/segment/deletions.h"
#include "common/segment/term_dict.h"
#include "indexer/merge.h"
#include "tests/index/small_index.h"
#include "tests/support/rng.h"
#include "tests/support/suite.h"

enum {
    DOCS = 200,
    DOC_WORDS = 40,
    WORDS = 1500,     /* more than twenty parts of them                      */
    MEMORY = 1 << 20, /* so that parts have as few words as they ever have */
    BITS = 1 << 12,   /* as many as deletions of a small segment have        */
};

static char bodies[DOCS][DOC_WORDS * 8];
static struct small_doc docs[DOCS];
static bool in_doc[WORDS][DOCS];

/* Some words are in many documents, most in a few. */
static void write_documents(struct rng *r)
{
    memset(in_doc, 0, sizeof(in_doc));
    for (size_t d = 0; d < DOCS; d++) {
        char *at = bodies[d];
        for (size_t i = 0; i < DOC_WORDS; i++) {
            const uint32_t word =
                rng_below(r, rng_below(r, 3) ? WORDS : WORDS / 100);
            at += snprintf(at, 8, "w%u ", (unsigned)word);
            in_doc[word][d] = true;
        }
        docs[d] = (struct small_doc){"", bodies[d]};
    }
}

/* Merges all segments into `path`, without document `gone`. */
static void merge(const struct index *index, const char *path, unsigned threads,
                  uint32_t gone)
{
    const struct segment_list list = {index->segments, index->first_doc,
                                      index->n};
    const size_t k = segment_list_find(&list, gone);
    uint64_t bits[BITS / 64] = {0};
    struct deletions one = {.bits = bits, .n = 1};
    struct deletions *deletions[DOCS] = {NULL};
    const struct merge_options o = {
        .deletions = deletions,
        .segment = {.pairs = true, .memory = MEMORY},
        .order = {.threads = threads, .memory = MEMORY}};
    struct manifest_segment out;
    uint64_t replaced = 0;
    struct err e = ERR_INIT;
    const uint32_t own = gone - list.first_doc[k];
    bits[own / 64] |= UINT64_C(1) << own % 64;
    deletions[k] = &one;
    ck_assert_msg(merge_segments(path, list.segments, list.n, &o, &out,
                                 &replaced, &e) == ST_OK,
                  "%s", e.msg);
    ck_assert_uint_eq(out.docs, DOCS - 1);
}

/* Each word that is in a document but `gone`, and the number of them. */
static void check_words(const char *path, uint32_t gone)
{
    struct segment *s = NULL;
    struct err e = ERR_INIT;
    uint64_t there = 0;
    ck_assert_msg(segment_open(&s, path, &e) == ST_OK, "%s", e.msg);
    const struct term_dict words = term_dict_words(s);
    for (size_t w = 0; w < WORDS; w++) {
        struct term_entry entry;
        char text[16];
        uint32_t df = 0;
        bool found;
        for (size_t d = 0; d < DOCS; d++)
            df += in_doc[w][d] && d != gone;
        snprintf(text, sizeof(text), "w%zu", w);
        ck_assert_int_eq(
            term_dict_find(&words, bytes_of_str(text), &entry, &found, &e),
            ST_OK);
        ck_assert_int_eq(found, df > 0);
        if (found)
            ck_assert_uint_eq(entry.df, df);
        there += found;
    }
    ck_assert_uint_eq(s->counts.terms, there);
    segment_close(s);
}

static void check_same(const char *path, const char *other)
{
    struct file_map a, b;
    struct err e = ERR_INIT;
    ck_assert_int_eq(file_map(&a, path, &e), ST_OK);
    ck_assert_int_eq(file_map(&b, other, &e), ST_OK);
    ck_assert_uint_eq(a.n, b.n);
    ck_assert_mem_eq(a.p, b.p, a.n);
    file_unmap(&a);
    file_unmap(&b);
}

START_TEST(parts_give_the_same_words_however_they_are_made)
{
    static const size_t SEGMENTS[] = {1, 2, 7};
    static const unsigned THREADS[] = {1, 2, 5};
    struct tmpdir dir = tmpdir_make();
    struct rng r = rng_from_env(73);
    char first[128], other[128]; /* tmpdir_file() forgets its strings */
    snprintf(first, sizeof(first), "%s", tmpdir_file(&dir, "first"));
    snprintf(other, sizeof(other), "%s", tmpdir_file(&dir, "other"));
    write_documents(&r);
    const uint32_t gone = rng_below(&r, DOCS);
    for (size_t i = 0; i < COUNT_OF(SEGMENTS); i++) {
        struct small_index s =
            small_index_make(docs, DOCS, "none", SEGMENTS[i]);
        for (size_t k = 0; k < COUNT_OF(THREADS); k++) {
            const bool is_first = i + k == 0;
            merge(s.index, is_first ? first : other, THREADS[k], gone);
            check_words(is_first ? first : other, gone);
            check_same(is_first ? first : other, first);
        }
        small_index_remove(&s);
    }
    tmpdir_remove(&dir);
}
END_TEST

SUITE("merge_terms", parts_give_the_same_words_however_they_are_made)
