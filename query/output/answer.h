/*
 * answer -- what a search found, ready to be printed in any format.
 *
 * The formats (query/output/output.h) see nothing but this struct: no index is
 * open behind it, so each can be held to its text by a test.
 *
 *   Lifetime  everything lives in `arena`; a zeroed struct with an initialised
 *             arena is an answer without hits
 *   Threads   one answer, one thread
 */
#ifndef QUERY_OUTPUT_ANSWER_H
#define QUERY_OUTPUT_ANSWER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/base/arena.h"
#include "common/base/bytes.h"
#include "common/base/date.h"
#include "common/base/err.h"
#include "common/segment/structure.h"

/* The bytes [start, end) of a text. */
struct answer_mark {
    uint32_t start, end;
};

/* One line of text, harmless for a terminal, and what matched in it. */
struct marked {
    struct bytes text;
    const struct answer_mark *marks; /* ascending, not overlapping */
    size_t n_marks;
};

/* Who said it; texts are harmless. */
struct answer_quotation {
    struct bytes speaker, mention; /* empty when nobody is known */
    enum sureness sure;
    enum attribution_sieve sieve;
};

struct passage;

struct answer_hit {
    uint64_t rank; /* from 1, through all pages of results               */
    struct bytes id;
    float score;
    int32_t date;        /* days since 1970, or DATE_NONE                */
    struct bytes source; /* empty when it has none                       */
    bool stored;         /* false: the index keeps ids only, and what
                            follows is empty                             */
    struct bytes title;  /* the headline as it came                      */
    struct marked headline, snippet;
    /* Of the quotation that the snippet is of; NULL when it is of none. */
    const struct answer_quotation *quotation;

    /* What it shares with the text it is like (query/copies/passages.h). */
    const struct passage *passages;
    size_t n_passages;

    bool has_copies; /* or is one; then: */
    struct bytes leader;
    uint64_t cluster_size; /* releases, with the leader and itself */
    unsigned similarity;   /* to the leader, percent               */
};

struct counts; /* query/output/counts.h */
struct profile;

/* A word that was asked for, and how many releases have it. */
struct answer_word {
    struct bytes text;
    uint64_t docs;
    bool pattern;         /* luka*, of which `docs` is how many words it fits */
    struct bytes nearest; /* the word it may be a slip of; or empty           */
    uint64_t nearest_docs;
};

/* Of a saved query that is asked for what is new. */
struct answer_since {
    bool first;        /* it was never run before                 */
    int64_t when;      /* its last run, in seconds since 1970     */
    uint64_t matching; /* releases that match, those seen then too */
};

struct answer {
    struct bytes query;
    const char *saved;                /* the name it is saved as, or NULL */
    const struct answer_since *since; /* NULL: not asked; else total, hits and
                                         facets are of what is new */
    uint64_t total;   /* releases that match                              */
    bool folded;      /* each hit stands for its copies too, and ...      */
    uint64_t stories; /* ... so many hits there are                      */
    uint64_t offset;  /* how many better ones stand before hits[0]        */
    uint64_t took_us;
    bool partial; /* the search was stopped: total and hits are a part   */
    const char *notice; /* what has to be known of the answer, or NULL  */
    struct answer_hit *hits;
    size_t n;

    const struct profile *profile; /* what it took, for json and jsonl; or
                                      NULL (query/profile/profile.h)       */

    /* All matches, counted: their most frequent sources, years and so on. */
    const struct counts *facets;
    size_t n_facets;

    /* When nothing matches: why; NULL where nobody asked. */
    const struct answer_word *words;
    size_t n_words;
    bool filtered;   /* something was asked of more than words          */
    bool all_needed; /* every one of the words has to be in a release    */

    struct arena arena;
};

/* Splits text with a mark before and behind each match, the control characters
 * MARK_OPEN and MARK_CLOSE, which harmless text has none of, into a marked
 * one. */
#define MARK_OPEN  "\002"
#define MARK_CLOSE "\003"
enum st marked_from(struct marked *out, struct arena *arena, struct bytes text,
                    struct err *e) MUST_USE;

#endif
