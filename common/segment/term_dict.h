/*
 * term_dict -- the sorted terms of a segment and where their postings are.
 *
 * A segment has two: its words, and (with a stemmer) its stems. Exact look-up
 * goes through a hash table; walks in order (prefix, merge, dump) through the
 * front-coded blocks.
 *
 *   Lifetime  views borrow the segment
 *   Threads   a dict is immutable; one walk, one thread
 *   Errors    ST_CORRUPT, naming the chunk
 *   Format    FORMAT.md section 5 and 7
 */
#ifndef SEGMENT_TERM_DICT_H
#define SEGMENT_TERM_DICT_H

#include "common/segment/segment.h"

/* Where the postings of a term are, and how many. */
struct term_entry {
    uint32_t ord;       /* number of the term in dictionary order          */
    uint32_t df;        /* documents; 0 in an entry of no term             */
    uint64_t cf;        /* occurrences in all of them                      */
    uint64_t docs_at;   /* in DOCS; when df is 1, the document itself      */
    uint64_t docs_size; /* bytes in DOCS                                   */
    uint64_t skip_at;   /* in SKIP; meaningful when df > DOCS_PER_BLOCK    */
    uint64_t pos_at;    /* words: in POSI. Stems: in GRPS                  */
    uint64_t pos_size;
};

struct term_dict {
    const struct segment *segment;
    enum chunk blocks, offsets, hashes;
    uint64_t n; /* terms */
};

struct term_dict term_dict_words(const struct segment *s);
struct term_dict term_dict_stems(const struct segment *s);
/* Pairs of common words: first, a byte 0, second. An entry without a second,
 * and without a list, says that a word is one of those. */
struct term_dict term_dict_pairs(const struct segment *s);

/* Looks `term` up; *found says whether it is there. */
enum st term_dict_find(const struct term_dict *d, struct bytes term,
                       struct term_entry *out, bool *found,
                       struct err *e) MUST_USE;

/* A walk in order. `term` points into the walk and changes with each step. */
struct term_walk {
    struct bytes term;
    struct term_entry entry;

    /* Private to term_dict.c. */
    struct term_dict dict;
    uint64_t next_ord, at, end; /* in the block at hand */
    uint64_t docs_at, skip_at, pos_at;
    uint8_t text[TERM_SIZE_MAX];
};

/* Stands before the first term; term_walk_seek() before the first term that
 * is not less than `from`. */
void term_walk_start(struct term_walk *w, const struct term_dict *d);
enum st term_walk_seek(struct term_walk *w, const struct term_dict *d,
                       struct bytes from, struct err *e) MUST_USE;
/* Steps; *more is false behind the last term. */
enum st term_walk_next(struct term_walk *w, bool *more, struct err *e) MUST_USE;

/* The term with number `ord`; the walk stands on it. */
enum st term_walk_at(struct term_walk *w, const struct term_dict *d,
                     uint64_t ord, struct err *e) MUST_USE;

/* The bytes of block `number`, TERMS_PER_BLOCK terms: false for a damaged one.
 * All of its pages are sound when this returns true, so that parsing needs no
 * further checks than the end. */
bool term_dict_block(const struct term_dict *d, uint64_t number, uint64_t *from,
                     uint64_t *to) MUST_USE;

/* The group of a stem: its derived postings (in `entry`, without positions)
 * and the numbers of its words, ascending. When a group has one word only, the
 * postings are that word's own. */
struct group {
    struct term_entry entry; /* df 0 when there is no such group           */
    const uint8_t *words, *words_end; /* group_next_word() reads them      */
    uint32_t n_words, last_ord;
};

enum st group_find(const struct segment *s, struct bytes stem,
                   struct group *out, struct err *e) MUST_USE;
/* The same for a group whose entry a walk over the stems has found: fills the
 * rest of `out` from out->entry. */
enum st group_open(const struct segment *s, struct group *out,
                   struct err *e) MUST_USE;
/* The next word of the group; false when there are no more. */
bool group_next_word(struct group *g, uint32_t *ord);

#endif
