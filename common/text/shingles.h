/*
 * shingles -- what two texts are compared by: the rows of five words in them.
 *
 *     the price of bread fell again   ->   {the price of bread fell,
 *                                           price of bread fell again}
 *
 * Words are those of the analyzer, folded; a joined compound is left out, as
 * its parts are there. Of a release the body counts, so that a new headline
 * makes no new text, without the ranges that are to be left out. A text of
 * fewer than SHINGLES_LEAST words has no shingles: it is one number, of all its
 * words and those of the title.
 *
 *   Lifetime  a zeroed struct is empty; the arrays are its own
 *   Threads   one struct, one thread
 *   Errors    only ST_NOMEM
 *   Format    FORMAT.md section 14
 *   Source    Broder, "On the resemblance and containment of documents", 1997
 */
#ifndef TEXT_SHINGLES_H
#define TEXT_SHINGLES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/base/err.h"
#include "common/base/hash.h"
#include "common/base/pos_range.h"
#include "common/text/analyzer.h"

enum { SHINGLE_WORDS = 5, SHINGLES_LEAST = 60 };

/* The words of a release, title first. */
struct shingle_text {
    const struct token_list *words;
    size_t n_tokens;    /* of these; what is behind them is no word */
    uint32_t title_end; /* position behind the title                */
    /* Left out: ascending, not overlapping. */
    const struct pos_range *without;
    size_t n_without;
};

struct shingles {
    uint64_t *v; /* the hash of each, in the order of the text */
    size_t n, cap;
    bool is_short;        /* none, but `whole`                  */
    uint32_t words;       /* that counted                       */
    struct hash128 whole; /* of a short text of any words      */
    uint32_t *tokens;     /* of each word that counted */
    size_t cap_tokens;

    /* Private. */
    uint64_t *numbers; /* of words */
    size_t cap_numbers;
    uint64_t *slots; /* of a hash table; 0: empty */
    size_t cap_slots, mask;
};

/* Replaces what `s` held. */
enum st shingles_read(struct shingles *s, const struct shingle_text *text,
                      struct err *e) MUST_USE;
void shingles_release(struct shingles *s);

/* The lower 32 bits of each, which are enough to compare some texts by. */
void shingles_shorten(const struct shingles *s, uint32_t *out);

/* Leaves of equal ones the first: now they are a set. */
enum st shingles_unite(struct shingles *s, struct err *e) MUST_USE;

/* How many of the `n` different hashes at `v` are in the set `s`. */
enum st shingles_shared(struct shingles *s, const uint64_t *v, size_t n,
                        size_t *shared, struct err *e) MUST_USE;

/* Whether the set that was last asked with shingles_shared() has it. */
bool shingles_has(const struct shingles *s, uint64_t hash);

#endif
