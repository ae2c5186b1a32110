/*
 * name_key -- what makes two printed names one: their folded words.
 *
 *     "LUKASHENKO, Alexander"    lukashenko alexander
 *
 *   Lifetime  a zeroed struct with its analyzer is empty; keys live in the
 *             arena they are made in
 *   Threads   one struct, one thread
 *   Errors    only ST_NOMEM
 */
#ifndef QUERY_WHO_NAME_KEY_H
#define QUERY_WHO_NAME_KEY_H

#include "common/base/arena.h"
#include "common/text/analyzer.h"

struct name_keys {
    struct analyzer *analyzer;
    struct token_list tokens; /* scratch */
};

enum st name_keys_open(struct name_keys *k, struct err *e) MUST_USE;
void name_keys_close(struct name_keys *k);

/* The words of `name`, folded, parted by blanks; of a compound its parts. */
enum st name_key(struct name_keys *k, struct bytes name, struct arena *arena,
                 struct bytes *out, struct err *e) MUST_USE;

#endif
