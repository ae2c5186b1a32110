/*
 * fold -- words as the index spells them.
 *
 * fold_icu.h defines the fold; here it is done from tables, a code point at a
 * time, and by ICU for words whose code points depend on each other
 * (conjoining jamo, a breve after a Cyrillic letter). On top of that, joiners
 * stay where Indic spelling needs them, apostrophes at either end and a
 * possessive 's go, and what is longer than TERM_MAX is cut.
 *
 *   Lifetime  open/close
 *   Threads   one folder, one thread
 *   Errors    ST_NOMEM when ICU has no memory; no word is an error
 */
#ifndef TEXT_FOLD_H
#define TEXT_FOLD_H

#include <stdbool.h>
#include <stdint.h>

#include "common/base/bytes.h"
#include "common/base/err.h"

enum { FOLD_ROOM = 544 }; /* bytes that fold_word() may write */

struct folder;

enum st folder_open(struct folder **out, struct err *e) MUST_USE;
void folder_close(struct folder *f);

/* Writes the fold of `word`, a word of any size, to `out`, FOLD_ROOM bytes.
 * *n is its size, 0..TERM_MAX; *cut is set when it had to be cut. Malformed
 * bytes are dropped. */
enum st fold_word(struct folder *f, struct bytes word, uint8_t *out, size_t *n,
                  bool *cut, struct err *e) MUST_USE;

#endif
