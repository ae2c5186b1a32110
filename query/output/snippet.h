/*
 * snippet -- the passage of a text that shows best why it was found.
 *
 * Of all windows of `max_bytes` (about two sentences) that begin with a
 * sentence, or with a word where the sentence is too long, the one with the
 * most different words and phrases of the question is shown; of several, the
 * one with the most matches; of several still, the first. It ends with a
 * sentence where one ends in its second half, else with a word. What matched
 * is put between `open` and `close`; a match within a hyphenated compound
 * marks the compound. A text without a match is shown from its beginning.
 *
 *   Lifetime  open/close. Borrows the analyzer and the stemmer for its life,
 *             the terms from one ask to the next
 *   Threads   one snippeter, one thread
 *   Errors    ST_NOMEM; any bytes are a text
 *   Format    one line, harmless for a terminal (query/output/harmless.h)
 */
#ifndef QUERY_OUTPUT_SNIPPET_H
#define QUERY_OUTPUT_SNIPPET_H

#include "common/base/buf.h"
#include "common/base/err.h"
#include "common/text/analyzer.h"
#include "common/text/stem.h"
#include "query/searcher.h"

/* Bytes of a text that are looked at: a hit is shown in milliseconds even
 * where a release is a whole archive. */
enum { SNIPPET_MAX_TEXT = 1 << 20 };

struct snippet_options {
    size_t max_bytes;         /* of the text, marks not counted; 0: all of it */
    const char *open, *close; /* around a match                              */
    const char *ellipsis;     /* where it begins or ends within a sentence    */
};

#define SNIPPET_OPTIONS_DEFAULT                                                \
    ((struct snippet_options){                                                 \
        .max_bytes = 240, .open = "[", .close = "]", .ellipsis = "…"})

struct snippeter;

/* `stemmer` may be NULL, where the index has no stems. */
enum st snippeter_open(struct snippeter **out, struct analyzer *analyzer,
                       struct stemmer *stemmer, struct err *e) MUST_USE;
void snippeter_close(struct snippeter *s);

/* What is marked from now on: as searcher_terms() says it. */
enum st snippet_ask(struct snippeter *s, const struct query_term *terms,
                    size_t n, struct err *e) MUST_USE;

/* Appends the snippet of `text` to `out`. With max_bytes 0 that is the whole
 * text with its matches marked: for headlines. */
enum st snippet_make(struct snippeter *s, struct bytes text,
                     const struct snippet_options *options, struct buf *out,
                     struct err *e) MUST_USE;

#endif
