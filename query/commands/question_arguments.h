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
#include "query/feedback/expansion.h"
#include "query/parse/parse.h"
#include "query/searcher.h"

struct question_arguments {
    enum syntax syntax;
    bool exact; /* bare words mean themselves, not their stem groups */
    struct rank_choice rank;
    struct decay decay;
    int64_t max_work;
    enum sureness sure;
    bool skip_boilerplate;
    struct dup_choice dup;
    enum names_mode names;
    const char *exonyms; /* a file, or NULL */
    struct expansion_options expand;
    int64_t timeout; /* ms from when it is armed; 0: none              */
    stop_flag stop;  /* ends the search and what follows; NULL: nothing */
};

#define QUESTION_ARGUMENTS_DEFAULT                                             \
    ((struct question_arguments){.syntax = SYNTAX_WEBSEARCH,                   \
                                 .rank = RANK_CHOICE_DEFAULT,                  \
                                 .max_work = MAX_WORK_DEFAULT,                 \
                                 .sure = SURE_B,                               \
                                 .dup = DUP_CHOICE_DEFAULT,                    \
                                 .expand = EXPANSION_OPTIONS_DEFAULT})

enum {
    OPTION_SYNTAX = 101,
    OPTION_EXACT,
    OPTION_RANK,
    OPTION_PARAMETER,
    OPTION_K1,
    OPTION_B,
    OPTION_DECAY,
    OPTION_MAX_WORK,
    OPTION_SURE,
    OPTION_BOILERPLATE,
    OPTION_DUP,
    OPTION_NAMES,
    OPTION_EXONYMS,
    OPTION_EXPAND,
    OPTION_FEEDBACK_DOCS,
    OPTION_FEEDBACK_TERMS,
    OPTION_FEEDBACK_WEIGHT,
    OPTION_TIMEOUT,
};

/* Their entries in a table of options. */
#define SYNTAX_OPTION                                                          \
    {                                                                          \
        OPTION_SYNTAX, 0, "syntax", "websearch|native|nexis|factiva|lucene",   \
            "How the words are read: as in a search box (the default; "        \
            "nothing is an error), in the complete language of this engine, "  \
            "or as Nexis, Factiva or Lucene read them."                        \
    }
#define EXACT_OPTION                                                           \
    {                                                                          \
        OPTION_EXACT, 0, "exact", NULL,                                        \
            "Bare words mean themselves, not every form of the word."          \
    }
#define RANKING_OPTIONS                                                        \
    EXACT_OPTION,                                                              \
        {OPTION_RANK, 0, "rank", "bm25|bm25f|lm|dph|tfidf",                    \
         "What scores are made of: BM25 (the default); BM25F, where a word "   \
         "in the headline counts more; a language model with Dirichlet's "     \
         "smoothing; DPH; TF-IDF."},                                           \
        {OPTION_PARAMETER, 'p', "parameter", "NAME=NUMBER",                    \
         "A parameter of the ranking: k1, b (bm25, bm25f; 0.9, 0.4), "         \
         "headline (bm25f: how many times a word there counts; 2), mu (lm; "   \
         "1000), slope (tfidf; 0.2)."},                                        \
        {OPTION_K1, 0, "k1", "NUMBER", "The same as -p k1=NUMBER."},           \
        {OPTION_B, 0, "b", "NUMBER", "The same as -p b=NUMBER."},              \
    {                                                                          \
        OPTION_DECAY, 0, "decay", "DAYS",                                      \
            "Recency: a score halves with each DAYS (30d, 8w, 1y) of age. "    \
            "Not with lm or dph."                                              \
    }

#define MAX_WORK_OPTION                                                        \
    {                                                                          \
        OPTION_MAX_WORK, 0, "max-work", "N",                                   \
            "How much work wildcards and other patterns may be, together: "    \
            "about a word of the index or a document of a word each (default " \
            "20000000, half a second at most)."                                \
    }

#define SURE_OPTION                                                            \
    {                                                                          \
        OPTION_SURE, 0, "sure", "A|B|C",                                       \
            "said: how sure it must be who said it: named beside the "         \
            "quotation (A), or led to by a pronoun, title or surname (B, the " \
            "default), or by the paragraph before (C)."                        \
    }
#define BOILERPLATE_OPTION                                                     \
    {                                                                          \
        OPTION_BOILERPLATE, 0, "boilerplate", "keep|skip",                     \
            "Whether words are found in boilerplate, such as \"About ...\", "  \
            "too (keep, the default), or only outside of it, as if each were " \
            "asked in text: (skip). boilerplate: finds them there anyway."     \
    }
#define NAMES_OPTIONS                                                          \
    {OPTION_NAMES, 0, "names", "off|show|on",                                  \
     "Spellings of a name by other houses and alphabets: only for name(...) "  \
     "and ~~word (off, the default); also shown (show) or added (on) for "     \
     "words with a capital."},                                                 \
    {                                                                          \
        OPTION_EXONYMS, 0, "exonyms", "FILE",                                  \
            "More names that no rule connects: a line a group of words."       \
    }

#define TIMEOUT_OPTION                                                         \
    {                                                                          \
        OPTION_TIMEOUT, 0, "timeout", "MS",                                    \
            "Stop after so many milliseconds, and show what there is by then " \
            "where a part is of use; the exit code is then 5."                 \
    }
#define DUP_OPTION                                                             \
    {                                                                          \
        OPTION_DUP, 0, "dup", "HOW[:SHARE]",                                   \
            "What becomes of near copies of a release: show all (show, the "   \
            "default), only the best of each (fold), or only what the others " \
            "are copies of (drop). Copies share at least 0.8, or SHARE, of "   \
            "the rows of five words: fold:0.95."                               \
    }

/* Of commands that take expansion too. */
#define EXPAND_OPTIONS                                                         \
    {OPTION_EXPAND, 0, "expand", "none|rm3|bo1",                               \
     "Add the most telling words of the best releases to the question, by a "  \
     "relevance model (RM3) or by divergence from randomness (Bo1)."},         \
        {OPTION_FEEDBACK_DOCS, 0, "fb-docs", "N",                              \
         "So many of the best (default 10)."},                                 \
        {OPTION_FEEDBACK_TERMS, 0, "fb-terms", "N",                            \
         "So many words (default rm3 50, bo1 10)."},                           \
    {                                                                          \
        OPTION_FEEDBACK_WEIGHT, 0, "fb-weight", "X",                           \
            "rm3: the share of the question's own words (default 0.6); bo1: "  \
            "the weight of the first new word (default 0.7)."                  \
    }

/* Takes the option at hand; ST_OK when it is none of these. */
enum st question_arguments_take(const struct options *o, int id,
                                struct question_arguments *a,
                                struct err *e) MUST_USE;

/* Begins the time of --timeout: a->stop is set when it is up. */
void question_arguments_arm(struct question_arguments *a);

/* Today, in days since 1970, where this runs: what ages and "yesterday" count
 * from. */
int32_t question_today(void);

/* The options of a search for the `k` best. */
struct search_options
question_arguments_search(const struct question_arguments *a, uint32_t k,
                          bool count);

#endif
