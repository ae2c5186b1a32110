/*
 * pattern -- what stands for many words: luka*, /luka.+/, lukashenko~1.
 *
 * Compiled, each of them is an automaton over the code points of folded words.
 *
 *   Lifetime  lives in an arena
 *   Threads   built by one, then immutable
 *   Errors    ST_SYNTAX with the place for an expression; ST_USAGE for a
 *             distance that is not offered; ST_LIMIT, ST_NOMEM
 */
#ifndef QUERY_EXPAND_PATTERN_H
#define QUERY_EXPAND_PATTERN_H

#include "common/text/analyzer.h"
#include "query/expand/nfa.h"

enum pattern_kind { PATTERN_WILDCARD, PATTERN_REGEX, PATTERN_FUZZY };

struct pattern {
    enum pattern_kind kind;
    struct bytes text; /* as typed */
    uint32_t distance; /* PATTERN_FUZZY */
};

/* What joins the parts of a compound, which is a word without it too. */
static inline bool pattern_is_hyphen(uint32_t c)
{
    return c == '-' || c == 0x2010 || c == 0x2011;
}

/* What every word that fits begins and ends with. */
struct pattern_ends {
    struct bytes prefix, suffix;
};

/* The ends of what is compiled may be left empty though there are some. */
enum st pattern_compile(const struct pattern *p, struct nfa *n,
                        struct analyzer *a, struct pattern_ends *ends,
                        struct err *e) MUST_USE;

#endif
