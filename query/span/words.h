/*
 * words -- where any of some words stands: the leaves of positional operators.
 *
 * Documents come from one list for each word or stem group, in a heap. A group
 * has no positions of its own: the words that make it up are asked for theirs.
 *
 *   Lifetime  lives in the arena of a cursor_set, whose leaves it has; release
 *             its buffers
 *   Threads   one, that of its cursor
 *   Errors    opening: ST_CORRUPT, ST_NOMEM; reading: the status of its leaves
 */
#ifndef QUERY_SPAN_WORDS_H
#define QUERY_SPAN_WORDS_H

#include "query/cursor/cursor.h"
#include "query/cursor/word_leaves.h"
#include "query/span/intervals.h"

/* Ascending positions. */
struct span_run {
    const uint32_t *pos;
    uint32_t n;
};

/* How often something is in any document of a range at most, and how short the
 * document may be. */
struct span_bound {
    uint32_t last;  /* of the range; DOC_END: there are no more */
    uint64_t freq;  /* UINT32_MAX or more: unknown              */
    uint8_t length; /* as a code                                */
};

struct span_words {
    struct cursor base; /* its documents, as candidates: no score       */
    struct word_leaves **heap; /* by the document the lead stands on */
    uint32_t n;
    struct span_run *runs; /* of all members                               */
    uint32_t n_runs;
    struct { /* merged from runs; one is made of the other */
        uint32_t *pos;
        size_t cap;
    } merged[2];
};

enum st span_words_open(struct span_words **out, struct cursor_set *set,
                        struct plan_term *const *terms, uint32_t n,
                        struct err *e) MUST_USE;
void span_words_release(struct span_words *w);

/* Where they stand in `doc`, nowhere when there is none or a leaf failed. */
struct intervals span_words_read(struct span_words *w, uint32_t doc);

/* In `doc`, that the candidates stand on or behind; in any from `target` on; in
 * any at all. */
struct span_bound span_words_doc_bound(const struct span_words *w,
                                       uint32_t doc);
struct span_bound span_words_bound(const struct span_words *w, uint32_t target);
struct span_bound span_words_list_bound(const struct span_words *w);

#endif
