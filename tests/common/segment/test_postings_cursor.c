/* Lists of every shape, written by the indexer's writers and walked at random,
 * against the arrays they were made from. */
#include "common/base/mem.h"
#include "common/segment/length_code.h"
#include "common/segment/positions.h"
#include "indexer/segment_builder.h"
#include "tests/support/rng.h"
#include "tests/support/suite.h"
#include "tests/support/tmpdir.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DOCS = 60000, LISTS = 60 };

struct list {
    uint32_t *docs, *freqs, *first; /* first: place in gaps */
    uint32_t *gaps;
    size_t n;
};

struct world {
    struct tmpdir dir;
    struct segment *segment;
    struct list lists[LISTS];
    uint32_t lengths[DOCS];
};

static const char *term_of(int i)
{
    static char name[16];
    snprintf(name, sizeof(name), "t%03d", i);
    return name;
}

/* Sizes around every border: one document, one block, one superblock, more. */
static size_t size_of(struct rng *rng, int i)
{
    static const size_t borders[] = {1,   2,    127,  128,  129,  255,   256,
                                     257, 4095, 4096, 4097, 8192, 10000, DOCS};
    const size_t n = sizeof(borders) / sizeof(borders[0]);
    return (size_t)i < n ? borders[i] : 1 + rng_below(rng, 9000);
}

/* `n` of the documents, ascending: each with the chance it needs. */
static void draw(struct rng *rng, struct list *l, size_t n)
{
    size_t cap = 0;
    l->docs = malloc(n * sizeof(*l->docs));
    l->freqs = malloc(n * sizeof(*l->freqs));
    l->first = malloc((n + 1) * sizeof(*l->first));
    l->gaps = NULL;
    l->first[0] = 0;
    for (uint32_t doc = 0; l->n < n; doc++) {
        if (rng_below(rng, DOCS - doc) >= n - l->n)
            continue;
        const uint32_t freq = rng_below(rng, 200) == 0 ? 1 + rng_below(rng, 700)
                                                       : 1 + rng_below(rng, 3);
        const uint32_t at = l->first[l->n];
        ck_assert(mem_grow(&l->gaps, &cap, (size_t)at + freq));
        for (uint32_t k = 0; k < freq; k++)
            l->gaps[at + k] = rng_below(rng, rng_below(rng, 20) ? 50 : 5000);
        l->docs[l->n] = doc;
        l->freqs[l->n++] = freq;
        l->first[l->n] = at + freq;
    }
}

static void add_docs(struct world *w, struct rng *rng,
                     struct segment_builder *b)
{
    struct err e = ERR_INIT;
    for (uint32_t i = 0; i < DOCS; i++) {
        char id[16];
        snprintf(id, sizeof(id), "%u", i);
        w->lengths[i] = rng_below(rng, 2000);
        const struct doc_row row = {.id = bytes_of_str(id),
                                    .zones = bytes_of("\0\0", 2),
                                    .length = w->lengths[i]};
        ck_assert_int_eq(docs_writer_add(&b->docs, &row, &e), ST_OK);
    }
}

static void add_lists(struct world *w, struct rng *rng,
                      struct segment_builder *b)
{
    struct postings_writer lists;
    struct err e = ERR_INIT;
    ck_assert_int_eq(segment_builder_postings(b, &lists, "lists", 1 << 20, &e),
                     ST_OK);
    for (int i = 0; i < LISTS; i++) {
        struct list *const l = &w->lists[i];
        draw(rng, l, size_of(rng, i));
        struct packed_term term = {.text = bytes_of_str(term_of(i))};
        postings_writer_begin(&lists, true);
        for (size_t k = 0; k < l->n; k++)
            ck_assert_int_eq(postings_writer_add(&lists, l->docs[k],
                                                 l->freqs[k],
                                                 l->gaps + l->first[k], &e),
                             ST_OK);
        ck_assert_int_eq(postings_writer_end(&lists, &term.entry, &e), ST_OK);
        ck_assert_int_eq(segment_builder_add_terms(b, &lists, &term, 1, &e),
                         ST_OK);
    }
    postings_writer_release(&lists);
}

static struct world make_world(struct rng *rng)
{
    static struct world w;
    struct segment_builder b;
    struct err e = ERR_INIT;
    memset(&w, 0, sizeof(w));
    w.dir = tmpdir_make();
    const char *const path = tmpdir_file(&w.dir, "000001.seg");
    ck_assert_int_eq(segment_builder_init(&b, path, &e), ST_OK);
    add_docs(&w, rng, &b);
    ck_assert_int_eq(segment_builder_start_terms(&b, &e), ST_OK);
    add_lists(&w, rng, &b);
    struct manifest_segment entry;
    const struct segment_settings settings = {.store = false};
    ck_assert_int_eq(segment_builder_finish(&b, &settings, &entry, &e), ST_OK);
    segment_builder_release(&b);
    ck_assert_int_eq(segment_open(&w.segment, path, &e), ST_OK);
    return w;
}

static void end_world(struct world *w)
{
    segment_close(w->segment);
    for (int i = 0; i < LISTS; i++) {
        free(w->lists[i].docs);
        free(w->lists[i].freqs);
        free(w->lists[i].first);
        mem_free(w->lists[i].gaps);
    }
    tmpdir_remove(&w->dir);
}

static struct term_entry entry_of(const struct world *w, int i)
{
    const struct term_dict words = term_dict_words(w->segment);
    struct term_entry entry;
    struct err e = ERR_INIT;
    bool found;
    ck_assert_int_eq(
        term_dict_find(&words, bytes_of_str(term_of(i)), &entry, &found, &e),
        ST_OK);
    ck_assert(found);
    return entry;
}

static void check_positions(const struct list *l, size_t k, struct positions *p)
{
    ck_assert(positions_read(p));
    ck_assert_uint_eq(p->n, l->freqs[k]);
    uint32_t at = UINT32_MAX;
    for (uint32_t i = 0; i < p->n; i++) {
        at += l->gaps[l->first[k] + i] + 1;
        if (p->pos[i] != at)
            ck_abort_msg("position %u is %u, not %u", i, p->pos[i], at);
    }
}

/* What lies between `target` and the block's last document is within it. */
static void check_bound(const struct world *w, const struct list *l, size_t k,
                        const struct postings_cursor *c, uint32_t target)
{
    const struct block_bound b = postings_cursor_bound(c, target);
    if (k == l->n) {
        ck_assert_uint_eq(b.last_doc, DOC_END);
        return;
    }
    ck_assert_uint_ge(b.last_doc, l->docs[k]);
    for (; k < l->n && l->docs[k] <= b.last_doc; k++) {
        ck_assert_uint_le(l->freqs[k], b.max_freq);
        ck_assert_uint_ge(length_encode(w->lengths[l->docs[k]]), b.min_length);
    }
}

static size_t place_of(const struct list *l, size_t from, uint32_t target)
{
    while (from < l->n && l->docs[from] < target)
        from++;
    return from;
}

static void walk(const struct world *w, struct rng *rng, const struct list *l,
                 const struct term_entry *entry)
{
    struct postings_cursor c;
    struct positions p;
    postings_cursor_open(&c, w->segment, entry);
    positions_init(&p, &c);
    const uint32_t stride = 1 + rng_below(rng, 1 + rng_below(rng, DOCS / 2));
    for (size_t k = 0; k < l->n;) {
        ck_assert_uint_eq(c.doc, l->docs[k]);
        if (rng_below(rng, 4) == 0)
            ck_assert_uint_eq(postings_cursor_freq(&c), l->freqs[k]);
        if (rng_below(rng, 8) == 0)
            check_positions(l, k, &p);
        const uint32_t target = l->docs[k] + rng_below(rng, 2 * stride);
        if (rng_below(rng, 8) == 0)
            check_bound(w, l, place_of(l, k, target), &c, target);
        if (rng_below(rng, 2)) {
            postings_cursor_next(&c);
            k++;
        } else {
            k = place_of(l, k, target);
            const uint32_t doc = postings_cursor_seek(&c, target);
            ck_assert_uint_eq(doc, k < l->n ? l->docs[k] : DOC_END);
        }
    }
    ck_assert_uint_eq(c.doc, DOC_END);
    ck_assert_int_eq(c.st, ST_OK);
    ck_assert_uint_eq(postings_cursor_next(&c), DOC_END);
    positions_release(&p);
}

START_TEST(cursors_walk_lists_of_every_shape_as_they_were_written)
{
    struct rng rng = rng_from_env(7);
    struct world w = make_world(&rng);
    for (int i = 0; i < LISTS; i++) {
        const struct term_entry entry = entry_of(&w, i);
        ck_assert_uint_eq(entry.df, w.lists[i].n);
        ck_assert_uint_eq(entry.cf, w.lists[i].first[w.lists[i].n]);
        for (int round = 0; round < 10; round++)
            walk(&w, &rng, &w.lists[i], &entry);
    }
    end_world(&w);
}
END_TEST

/* A target behind the last superblock once read blocks that do not exist. */
START_TEST(bound_behind_the_last_document_is_the_end)
{
    struct rng rng = rng_from_env(8);
    struct world w = make_world(&rng);
    for (int i = 0; i < LISTS; i++) {
        const struct list *const l = &w.lists[i];
        const struct term_entry entry = entry_of(&w, i);
        struct postings_cursor c;
        postings_cursor_open(&c, w.segment, &entry);
        check_bound(&w, l, l->n, &c, l->docs[l->n - 1] + 1);
        const struct block_bound all = postings_cursor_list_bound(&c);
        for (size_t k = 0; k < l->n; k++) {
            ck_assert_uint_le(l->freqs[k], all.max_freq);
            ck_assert_uint_ge(length_encode(w.lengths[l->docs[k]]),
                              all.min_length);
        }
    }
    end_world(&w);
}
END_TEST

/* By number, wherever the cursor stands; a number there is none of is damage.
 */
static void check_numbers(const struct list *l, const struct segment *segment,
                          const struct term_entry *entry)
{
    struct postings_cursor c;
    struct positions p;
    uint32_t freq;
    postings_cursor_open(&c, segment, entry);
    positions_init(&p, &c);
    for (uint32_t k = 0; k < l->n; k += 1 + k % 61) {
        ck_assert(postings_freqs(&c, &k, 1, &freq));
        ck_assert_uint_eq(freq, l->freqs[k]);
        ck_assert(positions_read_number(&p, k));
        ck_assert_uint_eq(p.n, freq);
    }
    const uint32_t beyond[] = {(uint32_t)l->n, (uint32_t)l->n + DOCS_PER_BLOCK,
                               UINT32_MAX};
    for (unsigned i = 0; i < 3; i++) {
        postings_cursor_open(&c, segment, entry);
        postings_prefetch(&c, beyond, i + 1, true);
        ck_assert(!positions_read_number(&p, beyond[i]));
        ck_assert_int_eq(c.st, ST_CORRUPT);
        postings_cursor_open(&c, segment, entry);
        ck_assert(!postings_freqs(&c, &beyond[i], 1, &freq));
        ck_assert_int_eq(c.st, ST_CORRUPT);
    }
    positions_release(&p);
}

START_TEST(postings_are_read_by_number_and_no_other_number_is)
{
    struct rng rng = rng_from_env(3);
    struct world w = make_world(&rng);
    for (int i = 0; i < LISTS; i++) {
        const struct term_entry entry = entry_of(&w, i);
        check_numbers(&w.lists[i], w.segment, &entry);
    }
    end_world(&w);
}
END_TEST

/* A forged bitmap, its page known to be sound, must not name a document that
 * the segment has not. */
START_TEST(bitmap_with_a_bit_behind_the_last_document_is_damage)
{
    struct rng rng = rng_from_env(4);
    struct world w = make_world(&rng);
    struct chunk_view *const bits = &w.segment->chunks[CHUNK_BITS];
    struct term_entry entry = {.df = 0};
    struct postings_cursor c;
    for (int i = 0; entry.df <= DOCS / DENSE_SHARE; i++)
        entry = entry_of(&w, i);
    postings_cursor_open(&c, w.segment, &entry);
    struct bitmap b = postings_bitmap(&c);
    ck_assert_ptr_nonnull(b.bits);
    const size_t size = (size_t)((bits->n + 63) / 64 * 64);
    uint8_t *const forged = aligned_alloc(64, size);
    ck_assert_ptr_nonnull(forged);
    memcpy(forged, bits->p, (size_t)bits->n);
    for (uint64_t at = 0; at < bits->n; at += bitmap_size(DOCS))
        forged[at + DOCS / 8] |= 1u << DOCS % 8;
    bits->p = forged;
    b = postings_bitmap(&c);
    ck_assert_ptr_null(b.bits);
    ck_assert_int_eq(c.st, ST_CORRUPT);
    free(forged);
    end_world(&w);
}
END_TEST

/* Blocks that a walk by seeking stands in, told by the places of documents. */
static void check_blocks_read(const struct world *w, struct rng *rng,
                              const struct list *l,
                              const struct term_entry *entry)
{
    struct postings_cursor c;
    size_t block = 0, freq_block = SIZE_MAX, blocks = 1, freqs = 0;
    postings_cursor_open(&c, w->segment, entry);
    for (size_t k = 0; k < l->n;) {
        if (rng_below(rng, 3) == 0) {
            ck_assert_uint_eq(postings_cursor_freq(&c), l->freqs[k]);
            freqs += freq_block != block;
            freq_block = block;
        }
        k = place_of(l, k, l->docs[k] + 1 + rng_below(rng, DOCS / 16));
        postings_cursor_seek(&c, k < l->n ? l->docs[k] : DOC_END);
        blocks += k < l->n && k / DOCS_PER_BLOCK != block;
        block = k / DOCS_PER_BLOCK;
    }
    const bool single = l->n == 1; /* stands in the dictionary */
    ck_assert_uint_eq(postings_cursor_blocks(&c),
                      single ? 0
                             : (l->n + DOCS_PER_BLOCK - 1) / DOCS_PER_BLOCK);
    ck_assert_uint_eq(c.work.blocks, single ? 0 : blocks);
    ck_assert_uint_eq(c.work.freqs, single ? 0 : freqs);
    ck_assert_uint_eq(c.work.positions, 0);
}

/* Read in order, each position is unpacked once. */
static void check_positions_read(const struct world *w, const struct list *l,
                                 const struct term_entry *entry)
{
    struct postings_cursor c;
    struct positions p;
    postings_cursor_open(&c, w->segment, entry);
    positions_init(&p, &c);
    for (uint32_t k = 0; k < l->n; k++)
        ck_assert(positions_read_number(&p, k));
    ck_assert_uint_eq(c.work.positions, l->first[l->n]);
    ck_assert_uint_eq(c.work.freqs, postings_cursor_blocks(&c));
    ck_assert_uint_eq(c.work.blocks, l->n > 1);
    positions_release(&p);
}

START_TEST(cursors_count_what_they_decode)
{
    struct rng rng = rng_from_env(5);
    struct world w = make_world(&rng);
    for (int i = 0; i < LISTS; i++) {
        const struct term_entry entry = entry_of(&w, i);
        check_blocks_read(&w, &rng, &w.lists[i], &entry);
        check_positions_read(&w, &w.lists[i], &entry);
    }
    end_world(&w);
}
END_TEST

SUITE("postings_cursor", cursors_walk_lists_of_every_shape_as_they_were_written,
      cursors_count_what_they_decode, bound_behind_the_last_document_is_the_end,
      postings_are_read_by_number_and_no_other_number_is,
      bitmap_with_a_bit_behind_the_last_document_is_damage)
