/*
 * word_forms -- the words of an index that the stems of a question stand for.
 *
 * A stem is looked up once, and who marks the question in stored texts then
 * compares words: the words of a text need no stemming, which takes longer than
 * finding them.
 *
 *   Lifetime  a zeroed struct is empty; find any number of times; release.
 *             Texts live until the next find
 *   Threads   one struct, one thread
 *   Errors    ST_NOMEM, ST_CORRUPT
 */
#ifndef QUERY_WORD_FORMS_H
#define QUERY_WORD_FORMS_H

#include "common/base/arena.h"
#include "common/text/stem.h"
#include "query/searcher.h"

/* More words than these are not looked up: stemming is then the quicker. */
enum { WORD_FORMS_MAX = 2048 };

struct word_form {
    struct bytes text;
    uint32_t term; /* the number of its stem among the terms */
};

struct word_forms {
    struct word_form *list; /* by text, then by term; each once    */
    size_t n, cap;
    bool all; /* false: there are more than WORD_FORMS_MAX */
    struct arena arena;
};

/* Those of the terms that are stems; `stemmer` is that of the index. */
enum st word_forms_find(struct word_forms *f, const struct index *ix,
                        struct stemmer *stemmer, const struct query_term *terms,
                        size_t n, struct err *e) MUST_USE;

void word_forms_release(struct word_forms *f);

#endif
