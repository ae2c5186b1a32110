/*
 * word_leaves -- the postings of a word, or of a stem group and its words,
 * where their positions are wanted.
 *
 * A group has no positions of its own: its documents lead, and the words that
 * make it up are asked for theirs.
 *
 *   Lifetime  lives in the arena of a cursor_set, whose leaves it has
 *   Threads   one, that of its cursor
 *   Errors    opening: ST_CORRUPT, ST_NOMEM; counting: those of the leaves
 */
#ifndef QUERY_CURSOR_WORD_LEAVES_H
#define QUERY_CURSOR_WORD_LEAVES_H

#include "query/cursor/cursor.h"

struct word_leaves {
    struct cursor_leaf *lead;   /* the documents                           */
    struct cursor_leaf **words; /* those of the group; the lead where it is
                                   the only one                            */
    uint32_t n;
};

enum st word_leaves_open(struct word_leaves *l, struct cursor_set *set,
                         const struct plan_term *term, struct err *e) MUST_USE;

/* Moves one of the words to `doc`, which only ascends, and reads its positions
 * there. False when it is not in it. */
bool word_leaf_read(struct cursor_leaf *w, uint32_t doc);

/* How often any of the words is in the title, the first positions, of the
 * document the lead stands on. */
uint32_t word_leaves_in_title(struct word_leaves *l);

#endif
