/*
 * release_words -- the shingles of a release from its headline and its text.
 *
 *   Lifetime  a zeroed struct is closed; open/close
 *   Threads   one struct, one thread
 *   Errors    ST_NOMEM, ST_LIMIT
 */
#ifndef TEXT_RELEASE_WORDS_H
#define TEXT_RELEASE_WORDS_H

#include "common/text/shingles.h"

struct release_words {
    struct analyzer *analyzer;
    struct token_list tokens; /* of the release read last */
};

enum st release_words_open(struct release_words *w, struct err *e) MUST_USE;
void release_words_close(struct release_words *w);

/* A release, and the parts of it that do not count (common/segment/left_out.h).
 */
struct release_text {
    struct bytes title, body;
    const struct pos_range *without;
    size_t n_without;
};

enum st release_words_shingles(struct release_words *w,
                               const struct release_text *r,
                               struct shingles *out, struct err *e) MUST_USE;

#endif
