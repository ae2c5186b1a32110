/*
 * snippet -- the passage of a text that shows best why it was found.
 *
 * Of all windows of `max_bytes` (about two sentences), or of `max_words`, that
 * begin with a sentence, or with a word where the sentence is too long, the one
 * with the most different words and phrases of the question is shown; of
 * several, the one with the most matches; of several still, the one where they
 * stand closest, and then the first. Of several windows each next one is
 * chosen so in what the others leave, by what they do not show yet; they are
 * put in the order of the text. It ends with a
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
#include "query/word_forms.h"

enum { SNIPPET_MAX_WINDOWS = 16 };

/* So many windows of so many words. */
struct snippet_size {
    unsigned windows, words;
};

struct snippet_options {
    size_t max_bytes;         /* of a window, marks not counted; with
                                 max_words 0 too: all of the text             */
    size_t max_words;         /* of a window; 0: max_bytes says it            */
    size_t windows;           /* at most; 0 is 1                              */
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

/* What is marked from now on: as searcher_terms() says it, and `forms` as in
 * marks_ask(). */
enum st snippet_ask(struct snippeter *s, const struct query_term *terms,
                    size_t n, const struct word_forms *forms,
                    struct err *e) MUST_USE;

/* Appends the snippet of `text` to `out`. With max_bytes 0 that is the whole
 * text with its matches marked: for headlines. */
enum st snippet_make(struct snippeter *s, struct bytes text,
                     const struct snippet_options *options, struct buf *out,
                     struct err *e) MUST_USE;

#endif
