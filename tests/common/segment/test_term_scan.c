#include "common/segment/term_scan.h"

#include <stdio.h>
#include <stdlib.h>

#include "common/segment/index.h"
#include "tests/index/small_index.h"
#include "tests/support/rng.h"
#include "tests/support/suite.h"

/* Words of many lengths and frequencies, so that the numbers behind them are
 * of many sizes. */
enum { DOCS = 1200, WORD_MAX = 60, TEXT_MAX = 4 * WORD_MAX };

static char texts[DOCS][TEXT_MAX];
static struct small_doc docs[DOCS];

static struct small_index make(struct rng *r)
{
    for (size_t i = 0; i < DOCS; i++) {
        texts[i][0] = '\0';
        for (int k = 0; k < 3; k++) {
            char word[WORD_MAX + 2] = "";
            const uint32_t n = 1 + rng_below(r, rng_below(r, 4) ? 4 : WORD_MAX);
            for (uint32_t c = 0; c < n; c++)
                word[c] = (char)('a' + rng_below(r, c < 3 ? 3 : 26));
            word[n] = ' ';
            strcat(texts[i], word);
        }
        docs[i] = (struct small_doc){"", texts[i]};
    }
    return small_index_make(docs, DOCS, "none", 1);
}

static void check_equal(const struct term_scan *s, const struct term_walk *w)
{
    ck_assert(bytes_equal(s->term, w->term));
    ck_assert_uint_eq(s->df, w->entry.df);
    ck_assert_uint_eq(s->ord, w->entry.ord);
}

START_TEST(scan_sees_what_a_walk_sees)
{
    struct rng r = rng_from_env(71);
    struct small_index index = make(&r);
    const struct term_dict d = term_dict_words(index.index->segments[0]);
    struct term_scan s;
    struct term_walk w;
    struct err e = ERR_INIT;
    uint8_t before[TERM_SIZE_MAX];
    bool more, walks;
    uint64_t n = 0;
    ck_assert_uint_gt(d.n, 1000);
    ck_assert_int_eq(term_scan_start(&s, &d, BYTES_NONE, &e), ST_OK);
    term_walk_start(&w, &d);
    for (;; n++) {
        ck_assert_int_eq(term_scan_next(&s, &more, &e), ST_OK);
        ck_assert_int_eq(term_walk_next(&w, &walks, &e), ST_OK);
        ck_assert(more == walks);
        if (!more)
            break;
        check_equal(&s, &w);
        ck_assert(n == 0 || memcmp(before, s.term.p, s.shared) == 0);
        memcpy(before, s.term.p, s.term.n);
    }
    ck_assert_uint_eq(n, d.n);
    small_index_remove(&index);
}
END_TEST

static bool ends_so(struct bytes term, const char *suffix)
{
    const size_t n = strlen(suffix);
    return term.n >= n && memcmp(term.p + term.n - n, suffix, n) == 0;
}

/* One at a time, it stops at every word that ends so and at the last of each
 * block, and knows the least that those between have in common. */
static void check_ending(const struct term_dict *d, const char *suffix)
{
    struct term_scan s, one;
    struct err e = ERR_INIT;
    bool more, again;
    uint64_t fit = 0;
    ck_assert_int_eq(term_scan_start(&s, d, BYTES_NONE, &e), ST_OK);
    ck_assert_int_eq(term_scan_start(&one, d, BYTES_NONE, &e), ST_OK);
    for (;;) {
        uint32_t shared = UINT32_MAX;
        ck_assert_int_eq(
            term_scan_next_ending(&s, bytes_of_str(suffix), &more, &e), ST_OK);
        do {
            ck_assert_int_eq(term_scan_next(&one, &again, &e), ST_OK);
            shared = MIN(shared, again ? one.shared : UINT32_MAX);
        } while (again && !ends_so(one.term, suffix) &&
                 (one.ord + 1) % TERMS_PER_BLOCK != 0 && one.ord + 1 < d->n);
        ck_assert(more == again);
        if (!more)
            break;
        ck_assert(bytes_equal(s.term, one.term));
        ck_assert_uint_eq(s.ord, one.ord);
        ck_assert_uint_eq(s.df, one.df);
        ck_assert_uint_eq(s.shared, shared);
        fit += ends_so(s.term, suffix);
    }
    ck_assert(fit > 0 || *suffix == '#');
}

START_TEST(scan_passes_what_ends_otherwise)
{
    struct rng r = rng_from_env(75);
    struct small_index index = make(&r);
    const struct term_dict d = term_dict_words(index.index->segments[0]);
    check_ending(&d, "a");
    check_ending(&d, "bc");
    check_ending(&d, "cab");
    check_ending(&d, "#none");
    small_index_remove(&index);
}
END_TEST

START_TEST(scan_begins_at_most_a_block_before_what_is_asked_for)
{
    struct rng r = rng_from_env(72);
    struct small_index index = make(&r);
    const struct term_dict d = term_dict_words(index.index->segments[0]);
    static const char *const froms[] = {"",    "a",    "b", "bbb",
                                        "cab", "czzz", "z"};
    for (size_t i = 0; i < sizeof(froms) / sizeof(froms[0]); i++) {
        const struct bytes from = bytes_of_str(froms[i]);
        struct term_scan s;
        struct term_walk w;
        struct err e = ERR_INIT;
        bool more, walks;
        int before = 0;
        ck_assert_int_eq(term_scan_start(&s, &d, from, &e), ST_OK);
        ck_assert_int_eq(term_walk_seek(&w, &d, from, &e), ST_OK);
        ck_assert_int_eq(term_walk_next(&w, &walks, &e), ST_OK);
        do {
            ck_assert_int_eq(term_scan_next(&s, &more, &e), ST_OK);
        } while (more && bytes_compare(s.term, from) < 0 && ++before);
        ck_assert_int_lt(before, TERMS_PER_BLOCK);
        ck_assert(more == walks);
        if (more)
            check_equal(&s, &w);
    }
    small_index_remove(&index);
}
END_TEST

/* From anywhere to anywhere, behind too: it never comes to stand behind the
 * first term that is not less, nor goes back. */
START_TEST(seek_stops_at_most_a_block_before_what_is_asked_for)
{
    struct rng r = rng_from_env(74);
    struct small_index index = make(&r);
    const struct term_dict d = term_dict_words(index.index->segments[0]);
    struct err e = ERR_INIT;
    uint64_t far = 0;
    for (int round = 0; round < 3000; round++) {
        struct term_scan s;
        struct term_walk w;
        char text[8];
        bool more = true, walks, moved;
        snprintf(text, sizeof(text), "%c%c%c", 'a' + (int)rng_below(&r, 4),
                 'a' + (int)rng_below(&r, 4), 'a' + (int)rng_below(&r, 26));
        const struct bytes to = bytes_of_str(text);
        ck_assert_int_eq(term_scan_start(&s, &d, BYTES_NONE, &e), ST_OK);
        for (uint32_t n = 1 + rng_below(&r, 300); n > 0; n--)
            ck_assert_int_eq(term_scan_next(&s, &more, &e), ST_OK);
        const uint64_t from = s.ord;
        const bool behind = bytes_compare(s.term, to) >= 0;
        ck_assert_int_eq(term_scan_seek(&s, to, &moved, &e), ST_OK);
        ck_assert_int_eq(term_walk_seek(&w, &d, to, &e), ST_OK);
        ck_assert_int_eq(term_walk_next(&w, &walks, &e), ST_OK);
        ck_assert_int_eq(term_scan_next(&s, &more, &e), ST_OK);
        ck_assert(more);
        ck_assert_uint_gt(s.ord, from);
        ck_assert(moved || s.ord == from + 1);
        ck_assert(!moved || (!behind && s.ord % TERMS_PER_BLOCK == 0));
        ck_assert(behind || !walks || s.ord <= w.entry.ord);
        ck_assert(behind || !walks || w.entry.ord - s.ord <= TERMS_PER_BLOCK);
        far = MAX(far, s.ord - from);
    }
    ck_assert_uint_gt(far, 500);
    small_index_remove(&index);
}
END_TEST

/* One byte of the words is another: the scan must say so when it gets there,
 * also one that looks for an end. */
START_TEST(damaged_words_are_told)
{
    const struct bytes ends[] = {BYTES_NONE, bytes_of_str("ab")};
    struct rng r = rng_from_env(73);
    struct small_index index = make(&r);
    const struct segment *const s = index.index->segments[0];
    char path[256];
    snprintf(path, sizeof(path), "%s", s->path);
    const long at = (long)(s->chunks[CHUNK_TERM].p - s->file.p) +
                    (long)rng_below(&r, (uint32_t)s->chunks[CHUNK_TERM].n);
    FILE *const f = fopen(path, "r+b");
    ck_assert_ptr_nonnull(f);
    ck_assert_int_eq(fseek(f, at, SEEK_SET), 0);
    const int byte = fgetc(f);
    ck_assert_int_eq(fseek(f, at, SEEK_SET), 0);
    ck_assert_int_ne(fputc(byte ^ 0x10, f), EOF);
    ck_assert_int_eq(fclose(f), 0);

    struct segment *damaged;
    struct term_scan scan;
    bool more;
    for (size_t i = 0; i < COUNT_OF(ends); i++) {
        ck_assert_int_eq(segment_open(&damaged, path, NULL), ST_OK);
        const struct term_dict d = term_dict_words(damaged);
        enum st st = term_scan_start(&scan, &d, BYTES_NONE, NULL);
        for (more = true; st == ST_OK && more;)
            st = ends[i].n ? term_scan_next_ending(&scan, ends[i], &more, NULL)
                           : term_scan_next(&scan, &more, NULL);
        ck_assert_int_eq(st, ST_CORRUPT);
        segment_close(damaged);
    }
    small_index_remove(&index);
}
END_TEST

SUITE("term_scan", scan_sees_what_a_walk_sees, scan_passes_what_ends_otherwise,
      scan_begins_at_most_a_block_before_what_is_asked_for,
      seek_stops_at_most_a_block_before_what_is_asked_for,
      damaged_words_are_told)
