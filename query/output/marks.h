/*
 * marks -- where in a text the words and phrases of a question stand.
 *
 * A word of the question marks every token that is it, or whose stem it is.
 * The words of a phrase mark nothing alone: only where they stand in a row is
 * there a mark, from the first to the last of them.
 *
 *   Lifetime  a zeroed struct is empty; ask, then find any number of times;
 *             release. Terms are borrowed from ask to the next ask
 *   Threads   one struct, one thread
 *   Errors    ST_NOMEM
 */
#ifndef QUERY_OUTPUT_MARKS_H
#define QUERY_OUTPUT_MARKS_H

#include "common/base/err.h"
#include "common/text/analyzer.h"
#include "common/text/stem.h"
#include "query/searcher.h"
#include "query/word_forms.h"

struct mark {
    uint32_t start, end; /* bytes of the text                               */
    uint32_t what;       /* which word or phrase of the question, < n_what  */
};

struct phrase_place; /* marks.c: one word of a phrase, being matched */
struct marks_word;   /* marks.c: a word or stem that is looked for   */

struct marks {
    struct mark *found; /* by start, the longer first */
    size_t n, cap;
    uint32_t n_what;

    const struct query_term *terms;
    size_t n_terms;
    struct marks_word *sorted;      /* words by bytes, then stems so   */
    size_t n_words, n_sorted;       /* of them words, and all          */
    uint32_t first[257];            /* of the words: with each first byte */
    uint32_t *phrases;              /* first place of each, and an end */
    size_t n_phrases;               /* greatest number of one, plus 1  */
    struct phrase_place *places;    /* of all phrases                  */
    struct phrase_place *next;      /* what `hits` will become         */
    const struct query_term **hits; /* the terms that a token matches  */
    size_t cap_sorted, cap_hits, cap_phrases, cap_places, cap_next;
};

/* The question whose terms are looked for from now on. With `forms` of its
 * stems, which are only read, no word of a text is stemmed; without, NULL,
 * every one. */
enum st marks_ask(struct marks *m, const struct query_term *terms, size_t n,
                  const struct word_forms *forms, struct err *e) MUST_USE;

/* Fills found[0..n) for the tokens of one text. `stemmer` may be NULL: words
 * are then their own stems. */
enum st marks_find(struct marks *m, struct stemmer *stemmer,
                   const struct token_list *tokens, struct err *e) MUST_USE;

void marks_release(struct marks *m);

#endif
