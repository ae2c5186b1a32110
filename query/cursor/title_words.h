/*
 * title_words -- how often a word, or the words of a stem group, are in titles.
 *
 * A title is the first positions of a document. A group has no positions of its
 * own: its documents lead, and the words that make it up are asked for theirs.
 *
 *   Lifetime  lives in the arena of a cursor_set, whose leaves it has
 *   Threads   one, that of its cursor
 *   Errors    opening: ST_CORRUPT, ST_NOMEM; counting: those of the leaves
 */
#ifndef QUERY_CURSOR_TITLE_WORDS_H
#define QUERY_CURSOR_TITLE_WORDS_H

#include "query/cursor/cursor.h"

struct title_words {
    struct cursor_leaf *lead;   /* the documents                   */
    struct cursor_leaf **words; /* of the group, or the lead itself */
    uint32_t n;
};

enum st title_words_open(struct title_words *t, struct cursor_set *set,
                         const struct plan_term *term, struct err *e) MUST_USE;

/* In the title of the document the lead stands on; documents only ascend. */
uint32_t title_words_count(struct title_words *t);

#endif
