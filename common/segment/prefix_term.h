/*
 * prefix_term -- terms of a dictionary that are no words.
 *
 * What a release says of itself, who is quoted, where it was written, is found
 * as a word is: by a postings list. Its term is a byte no word holds, a letter
 * for the prefix, and the text:
 *
 *     01 's' "lukashenko"            a word of the name of who said something
 *     01 'n' "Alexander Lukashenko"  the name as printed
 *     01 'p' "minsk"                 a word of the dateline's place
 *
 * They sort before all words. Prefixed terms are Xapian's way of having fields.
 *
 * Positions are those of the first word of the quotation for what is said of
 * quotations, of the word itself for the others.
 *
 *   Format  FORMAT.md section 5
 */
#ifndef SEGMENT_PREFIX_TERM_H
#define SEGMENT_PREFIX_TERM_H

#include <stdbool.h>
#include <stdint.h>

#include "common/base/bytes.h"
#include "common/base/err.h"
#include "common/segment/segment.h"
#include "common/segment/term_dict.h"

enum { PREFIX_MARK = 0x01, PREFIX_SIZE = 2 /* bytes: mark and letter */ };

enum prefix {
    PREFIX_NONE = 0,
    PREFIX_QUOTED = 'q',  /* no text: each quotation                       */
    PREFIX_KNOWN = 'k',   /* no text: each of class A or B                 */
    PREFIX_UNKNOWN = 'u', /* no text: each that nobody is known to have
                             said                                          */
    PREFIX_SAID = 's',    /* folded word of the speaker's name, A and B    */
    PREFIX_MAYBE = 'm',   /* ... C                                         */
    PREFIX_SPEAKER = 'n', /* the speaker's name as printed, A, B and C */
    PREFIX_PLACE = 'p',   /* folded word of the dateline's place or region */
    PREFIX_TOWN = 't',    /* the place as printed                          */
    PREFIX_AGENCY = 'a',  /* folded word of its agency                     */
};

/* The least word there may be: prefix terms sort before it. */
static inline struct bytes first_word(void)
{
    static const uint8_t least[] = {PREFIX_MARK + 1};
    return bytes_of(least, sizeof(least));
}

static inline bool is_prefix_term(struct bytes term)
{
    return term.n > 0 && term.p[0] == PREFIX_MARK;
}

/* The prefix terms of one letter that have a text, in order. */
struct prefix_walk {
    struct bytes text; /* without the prefix; changes with each step */
    struct term_walk walk;
    enum prefix prefix; /* private */
};

enum st prefix_walk_start(struct prefix_walk *w, const struct segment *s,
                          enum prefix prefix, struct err *e) MUST_USE;
/* Steps; *more is false behind the last. */
enum st prefix_walk_next(struct prefix_walk *w, bool *more,
                         struct err *e) MUST_USE;

/* How many of the terms of a segment are none of its words. */
enum st prefix_terms_count(const struct segment *s, uint64_t *n,
                           struct err *e) MUST_USE;

#endif
