/*
 * dictionary -- where words end in scripts that do not write spaces.
 *
 * Thai, Lao, Khmer, Burmese, Han and kana go to ICU's dictionaries, a window
 * of the text at a time: what one call costs is bounded, whatever the text.
 *
 *   Lifetime  open/close; ICU's iterator is made at the first use, because
 *             most texts never need it
 *   Threads   one dictionary, one thread
 *   Errors    ST_NOMEM; no text is an error
 */
#ifndef TEXT_DICTIONARY_H
#define TEXT_DICTIONARY_H

#include <stddef.h>
#include <stdint.h>

#include "common/base/bytes.h"
#include "common/base/err.h"

enum {
    DICTIONARY_WINDOW = 1024, /* code points of one call                    */
    /* The end of a window that is cut out of a longer run is not believed:
     * the words there may look different with what follows. */
    DICTIONARY_TAIL = 64
};

struct dictionary;

enum st dictionary_open(struct dictionary **out, struct err *e) MUST_USE;
void dictionary_close(struct dictionary *d);

/* Ends of words, as byte offsets into the run, ascending. Borrowed until the
 * next call. */
struct word_ends {
    const uint32_t *at;
    size_t n;
};

/* Splits `run`, at least one and at most DICTIONARY_WINDOW code points of
 * UTF-8, well-formed. The last end is run.n, or, when `goes_on` says that the
 * text continues in the same scripts, a safe place before it. */
enum st dictionary_split(struct dictionary *d, struct bytes run, bool goes_on,
                         struct word_ends *out, struct err *e) MUST_USE;

#endif
