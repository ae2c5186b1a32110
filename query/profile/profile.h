/*
 * profile -- where the time of a question went, or of several, and what they
 * read.
 *
 * Every nanosecond between init and finish belongs to one phase, but those of
 * pauses. Lists of
 * postings count what they read for themselves, by the block
 * (common/segment/postings_cursor.h); whoever closes one adds it here. So a
 * question that nobody asks this of pays next to nothing for it.
 *
 *   Lifetime  init/release; texts are copied
 *   Threads   none: that of the search
 *   Errors    none until profile_finish(): ST_NOMEM
 */
#ifndef QUERY_PROFILE_PROFILE_H
#define QUERY_PROFILE_PROFILE_H

#include "common/base/arena.h"
#include "common/base/err.h"
#include "common/segment/index.h"
#include "common/segment/postings_cursor.h"

/* In the order of PHASE_NAMES. */
enum phase {
    PHASE_OPEN,   /* the index                                          */
    PHASE_PARSE,  /* the question                                       */
    PHASE_EXPAND, /* words that are added to it, their search with all  */
    PHASE_PLAN,   /* words and patterns looked up                       */
    PHASE_MATCH,  /* documents found, counted, scored, sorted           */
    PHASE_FACETS, /* counts of all that match, their search with all    */
    PHASE_READ,   /* releases and snippets                              */
    PHASE_PRINT,  /* the answer, but for the profile                    */
    PHASES
};

extern const char *const PHASE_NAMES[PHASES];

/* What is kept in lists of its own. */
enum list_kind { LIST_WORD, LIST_STEM, LIST_PAIR };

extern const char *const LIST_NAMES[LIST_PAIR + 1];

/* All lists of one word, stem or pair: of a stem where positions are read, its
 * words' too. */
struct profile_list {
    struct bytes text;
    enum list_kind kind;
    bool dense;         /* some segment has it as a bitmap too              */
    uint64_t releases;  /* that have it, deleted ones too                   */
    uint64_t opened;    /* cursors                                          */
    uint64_t blocks;    /* that these had before them                       */
    uint64_t read;      /* of those; the others were skipped                */
    uint64_t freqs;     /* blocks whose frequencies were decoded            */
    uint64_t positions; /* unpacked                                         */

    /* Private to profile.c. */
    size_t next_segment; /* whose releases are not counted yet */
};

/* They were not counted. */
#define MATCHED_UNKNOWN UINT64_MAX

struct profile {
    uint64_t ns[PHASES];
    uint64_t matched; /* documents, or MATCHED_UNKNOWN                      */
    uint64_t scored;  /* whose whole score was computed, pass by pass       */
    struct profile_list *lists; /* those with most blocks first, when it is
                                   finished                                 */
    size_t n;
    struct profile_list total; /* of all lists; `opened` cursors            */
    uint64_t checked[CHUNKS_KNOWN], pages[CHUNKS_KNOWN]; /* of each chunk    */

    /* Private to profile.c. */
    enum phase at;
    uint64_t since; /* 0: paused */
    struct arena arena;
    uint32_t *places; /* in lists, plus one, by the hash of their text */
    size_t cap;       /* of lists; `places` has four times as many     */
    bool failed;
};

/* The time runs, in `phase`. */
void profile_init(struct profile *p, enum phase phase);
void profile_release(struct profile *p);

/* The time of the phase at hand ends, that of another begins. Without a profile
 * nothing. */
void profile_enter(struct profile *p, enum phase phase);
/* The time stops; profile_enter() goes on with it. */
void profile_pause(struct profile *p);
/* The same for who searches: within PHASE_EXPAND and PHASE_FACETS, which are
 * told with the searches in them, nothing. */
void profile_search(struct profile *p, enum phase phase);

/* Adds what a cursor over a list of the term read, in one of the segments. */
struct plan_term;
void profile_list(struct profile *p, const struct plan_term *t, size_t segment,
                  const struct postings_cursor *c);

/* Adds times, scored releases and lists of another, which is paused and not
 * finished: that of another question, or thread. The releases of a list are
 * those of the one that has most. */
void profile_add(struct profile *p, const struct profile *more);

/* The time ends; adds up, sorts, and looks which pages of the index were
 * checked since it was opened. */
enum st profile_finish(struct profile *p, const struct index *ix,
                       struct err *e) MUST_USE;

#endif
