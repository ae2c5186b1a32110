/*
 * oracle_parts -- the parts of a release in a document of the oracle, and what
 * lies in them.
 *
 * Parts and quotations are ranges of words, [from, to), by their numbers in the
 * document. Those of one kind ascend and do not overlap; those of two may.
 *
 *   Lifetime  a zeroed struct has none; it owns its arrays
 *   Threads   pure functions, but for those that fill one
 *   Errors    none (tests/support/need.h)
 */
#ifndef TESTS_ORACLE_ORACLE_PARTS_H
#define TESTS_ORACLE_ORACLE_PARTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct oracle_doc;
struct oracle_query;

/* Where a field may ask for something to lie. */
enum oracle_zone {
    ORACLE_TITLE,
    ORACLE_LEAD,
    ORACLE_HLEAD,
    ORACLE_BODY,
    ORACLE_SUBHEAD,
    ORACLE_DATELINE,
    ORACLE_SIGNATURE,
    ORACLE_BOILERPLATE,
    ORACLE_NEWS /* in no boilerplate */
};
enum {
    ORACLE_PLAIN_ZONES = ORACLE_BODY + 1, /* of every document */
    ORACLE_ZONES = ORACLE_NEWS + 1
};

/* Among which words a word is looked for. */
enum oracle_terms {
    ORACLE_EVERYWHERE,
    ORACLE_PLACE,    /* of the dateline's place and region */
    ORACLE_AGENCY,   /* of its agency                      */
    ORACLE_SPEAKERS, /* of who said something, A or B      */
    ORACLE_GUESSES,  /* ... C                              */
    ORACLE_FIELDS
};

struct oracle_range {
    size_t from, to;
};

struct oracle_part {
    enum oracle_zone zone; /* ORACLE_SUBHEAD .. ORACLE_BOILERPLATE */
    struct oracle_range at;
};

enum oracle_sure {
    ORACLE_NOBODY_KNOWN,
    ORACLE_SURE_A,
    ORACLE_SURE_B,
    ORACLE_SURE_C
};

struct oracle_quote {
    struct oracle_range at;      /* of the body; not empty                 */
    struct oracle_range speaker; /* of the title or of the body; empty when
                                    nobody is known                        */
    enum oracle_sure sure;
};

struct oracle_parts {
    struct oracle_range place, region, agency; /* within the dateline */
    struct oracle_part *parts;
    size_t n, cap;
    struct oracle_quote *quotes;
    size_t n_quotes, cap_quotes;
};

void oracle_parts_release(struct oracle_parts *p);
void oracle_parts_add(struct oracle_parts *p, enum oracle_zone zone,
                      struct oracle_range at);
void oracle_parts_add_quote(struct oracle_parts *p, struct oracle_quote q);
/* With `keep`, of `n` words only those with a true there are left. */
void oracle_parts_copy(struct oracle_parts *out,
                       const struct oracle_parts *from, const bool *keep,
                       size_t n);

/* The number of the first word at a place that has one. */
size_t oracle_doc_word_at(const struct oracle_doc *d, uint32_t place);

/* Whether words [first, last] lie within the zone. */
bool oracle_lies_in_zone(const struct oracle_doc *d, enum oracle_zone zone,
                         size_t first, size_t last);

/* Whether `name`, the first clause of ORACLE_SAID, means who said it. */
bool oracle_is_said_by(const struct oracle_doc *d,
                       const struct oracle_quote *quote,
                       const struct oracle_query *name, enum oracle_sure sure);

/* The document of only those words, at their places; to be released. */
struct oracle_doc oracle_doc_field(const struct oracle_doc *d,
                                   enum oracle_terms field);

#endif
