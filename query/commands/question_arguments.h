/*
 * question_arguments -- what a command line says of how a question is meant.
 *
 *   Lifetime  what is given of it points into the command line
 *   Threads   pure functions
 *   Errors    ST_USAGE names the option and what would be valid
 */
#ifndef QUERY_COMMANDS_QUESTION_ARGUMENTS_H
#define QUERY_COMMANDS_QUESTION_ARGUMENTS_H

#include "common/base/options.h"
#include "query/parse/parse.h"
#include "query/searcher.h"

struct question_arguments {
    enum syntax syntax;
    bool exact; /* bare words mean themselves, not their stem groups */
    double k1, b;
};

#define QUESTION_ARGUMENTS_DEFAULT                                             \
    ((struct question_arguments){.syntax = SYNTAX_WEBSEARCH,                   \
                                 .k1 = (double)BUILT_K1,                       \
                                 .b = (double)BUILT_B})

enum {
    OPTION_SYNTAX = 101,
    OPTION_EXACT,
    OPTION_K1,
    OPTION_B,
};

/* Their entries in a table of options. */
#define SYNTAX_OPTION                                                          \
    {                                                                          \
        OPTION_SYNTAX, 0, "syntax", "websearch|native|lucene",                 \
            "How the words are read: as in a search box (the default; "        \
            "nothing is an error), in this engine's own complete language, "   \
            "or "                                                              \
            "as Lucene's classic query syntax."                                \
    }
#define RANKING_OPTIONS                                                        \
    {OPTION_EXACT, 0, "exact", NULL,                                           \
     "Bare words mean themselves, not every form of the word."},               \
        {OPTION_K1, 0, "k1", "NUMBER",                                         \
         "BM25: how soon more of a word counts no more (default 0.9)."},       \
    {                                                                          \
        OPTION_B, 0, "b", "NUMBER",                                            \
            "BM25: how much length counts, 0 to 1 (default 0.4)."              \
    }

/* Takes the option at hand; ST_OK when it is none of these. */
enum st question_arguments_take(const struct options *o, int id,
                                struct question_arguments *a,
                                struct err *e) MUST_USE;

/* The options of a search for the `k` best. */
struct search_options
question_arguments_search(const struct question_arguments *a, uint32_t k,
                          bool count);

#endif
