/*
 * dateline_parts -- the parts of a dateline, each read from one token on.
 *
 * A reader returns the token behind what it read and leaves it in the struct,
 * or returns the token it was given.
 *
 *   Threads  one struct, one thread
 */
#ifndef INDEXER_RELEASE_DATELINE_PARTS_H
#define INDEXER_RELEASE_DATELINE_PARTS_H

#include <stdbool.h>
#include <stddef.h>

#include "indexer/release/anatomy.h"
#include "indexer/release/opening_tokens.h"

enum {
    COMMA_GAP = 2, /* spaces that stand for a lost comma */
    DASH_GAP = 3,  /* ... for a lost dash               */
};

/* What was read so far, and the line it is read from. */
struct dateline_parts {
    struct opening_tokens *t;
    bool lost;   /* the line has lost its punctuation        */
    bool within; /* it is not the start of the line that is read */
    struct text_dateline d;
    unsigned place_words;
    bool caps, uncased; /* letters of the place                     */
    bool region_known;  /* a state or province                      */
    bool dated, year;
    bool place_first;  /* before the date                            */
    bool house;        /* the agency is known, or named like one       */
    bool slashes;      /* the agency stands between slashes            */
    size_t first_word; /* token that the place begins with        */
};

static inline const struct opening_token *part_at(struct dateline_parts *r,
                                                  size_t i)
{
    return opening_token_at(r->t, i);
}

static inline bool has_place(const struct dateline_parts *r)
{
    return !text_range_is_empty(r->d.place);
}

static inline bool has_region(const struct dateline_parts *r)
{
    return !text_range_is_empty(r->d.region);
}

static inline bool has_agency(const struct dateline_parts *r)
{
    return !text_range_is_empty(r->d.agency);
}

/* Bytes of the tokens [from, to). */
static inline struct text_range part_span(struct dateline_parts *r, size_t from,
                                          size_t to)
{
    return (struct text_range){part_at(r, from)->from, part_at(r, to - 1)->to};
}

/* Whether the token is one of the n plain phrases. */
bool part_is_one_of(struct dateline_parts *r, const struct opening_token *token,
                    const char *const *list, size_t n);
#define PART_IS_ONE_OF(r, token, list)                                         \
    part_is_one_of(r, token, list, COUNT_OF(list))

/* Tokens that a code of two letters takes at i, or 0: CA, D.C., "D C". */
size_t region_code(struct dateline_parts *r, size_t i);
/* The token that closes the bracket or slash at i, or i. */
size_t bracket_close(struct dateline_parts *r, size_t i);

/* A place with its region: "ST. LOUIS, Mo.". */
size_t read_place(struct dateline_parts *r, size_t i);
/* Whether the place that was read begins like a section title. */
bool begins_weakly(struct dateline_parts *r);
/* A date with weekday, year and time as far as they are there. */
size_t read_date(struct dateline_parts *r, size_t i);
/* What stands in brackets or between slashes: an agency, a date, a place. */
size_t read_bracket(struct dateline_parts *r, size_t i);
/* A house of news without brackets: "РИА Новости". */
size_t read_house(struct dateline_parts *r, size_t i);

#endif
