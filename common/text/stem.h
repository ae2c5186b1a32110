/*
 * stem -- the Snowball stems of folded words, with a memo in front.
 *
 * Words of one stem form a group (DESIGN 3). The stem of a word is computed
 * from the folded word, in the index and in the query alike.
 *
 *   Lifetime  open/close
 *   Threads   one stemmer, one thread (libstemmer's own rule)
 */
#ifndef TEXT_STEM_H
#define TEXT_STEM_H

#include <stdbool.h>

#include "common/base/bytes.h"
#include "common/base/err.h"

struct stemmer;

/* `lang` is an ISO 639-1 code or an English name ("en", "english"), any that
 * libstemmer has, or "none": *out is then NULL, which stem_word() takes.
 * ST_USAGE, listing the languages there are, for anything else. */
enum st stemmer_open(struct stemmer **out, const char *lang,
                     struct err *e) MUST_USE;
void stemmer_close(struct stemmer *s);

/* The canonical code of a language ("en" for "english"), NULL when unknown. */
const char *stem_language(const char *lang);

/* The stem of `word`; `word` itself when `s` is NULL, when the stem would be
 * empty, or when memory is out (a stem is never needed to be right, only to
 * be the same: the caller of a build checks *failed afterwards). The bytes
 * live until the next call. */
struct bytes stem_word(struct stemmer *s, struct bytes word, bool *failed);

#endif
