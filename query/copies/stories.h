/*
 * stories -- releases and their copies, as an answer folds them.
 *
 * A story is a cluster of at least two documents that are not deleted, through
 * all segments of an index: its leader, or where that is gone the first of its
 * copies, and every copy that shares at least so much with it. All other
 * documents are stories of their own.
 *
 *     documents   0  1  2  3  4  5
 *     story       -  0  -  0  1  1       0 is led by 1, 1 by 5
 *
 *   Lifetime  open/close; borrows the index
 *   Threads   immutable once open
 *   Memory    12 bytes a copy or leader, 24 a story, two and a half bits a
 *             document; while it is opened 16 more a copy or leader
 *   Errors    ST_CORRUPT, ST_NOMEM; ST_USAGE when a segment was not looked
 *             through for copies
 */
#ifndef QUERY_COPIES_STORIES_H
#define QUERY_COPIES_STORIES_H

#include "common/base/arena.h"
#include "common/segment/clusters.h"
#include "common/segment/index.h"

#define NO_STORY UINT32_MAX

/* What becomes of copies. */
enum dup { DUP_SHOW, DUP_FOLD, DUP_DROP };

struct dup_choice {
    enum dup how;
    unsigned least; /* percent that a copy shares with its leader */
};

#define DUP_CHOICE_DEFAULT                                                     \
    {                                                                          \
        .how = DUP_SHOW, .least = SIMILARITY_LEAST                             \
    }

struct story_member {
    uint32_t doc;       /* numbered through the index       */
    uint8_t similarity; /* to the leader, 100 of the leader */
};

struct story {
    uint32_t leader;
    const struct story_member *members; /* with it, by document */
    size_t n;
};

struct stories {
    uint32_t n;

    /* Private, but for stories_*(). */
    const struct index *index;
    struct story *v;
    struct story_member *members; /* of v[0], of v[1], ... */
    size_t n_members;
    uint64_t **in;      /* of each segment, a bit a document: it is in one */
    uint64_t **copies;  /* likewise: and does not lead it                  */
    uint32_t **before;  /* of each 64 documents, members before them       */
    uint32_t *story_at; /* of each member, by document                     */
};

/* Whether stories_open() can be. */
bool stories_are_known(const struct index *ix);

/* Sets the bits of all documents that do not lead their story, in an index of
 * one segment from which nothing is deleted: what of stories can be told
 * without putting them in order. `bits` are bitmap_bits_size() bytes of zeros.
 */
enum st stories_mark_copies(const struct index *ix, unsigned least,
                            uint64_t *bits, struct arena *arena,
                            struct err *e) MUST_USE;

enum st stories_open(struct stories **out, const struct index *ix,
                     unsigned least, struct err *e) MUST_USE;
void stories_close(struct stories *s);

/* The story of a document, NO_STORY when it is one of its own. */
uint32_t stories_of(const struct stories *s, uint32_t doc);

/* Of documents of a segment, a bit each, leaves the first of each story that is
 * not marked in `seen`, a bit a story, where it is then; all others that are in
 * no story stay. */
void stories_keep_firsts(const struct stories *s, uint64_t *seen,
                         size_t segment, uint64_t *bits);

/* Words of 64 bits for a bit a story. */
static inline size_t stories_words(const struct stories *s)
{
    return s->n / 64 + 1;
}

#endif
