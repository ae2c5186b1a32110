/*
 * sentence -- whether a sentence ends between two words.
 *
 * It does at a stop (. ! ? and their like in other scripts), with closing
 * quotes or brackets behind it, then white space, then a word that does not
 * begin with a lower-case letter; not behind an abbreviation, an initial or
 * a lone letter. Behind the wide stops of Chinese and Japanese nothing needs
 * to follow.
 *
 *   Threads  pure function
 */
#ifndef TEXT_SENTENCE_H
#define TEXT_SENTENCE_H

#include <stdbool.h>

#include "common/base/bytes.h"

/* `before` is the word before `gap`, `after` the text from the next word on;
 * all three are pieces of one text. */
bool sentence_ends(struct bytes before, struct bytes gap, struct bytes after);

#endif
