/*
 * search_arguments -- what a command line says of a search and its answer.
 *
 *   Lifetime  what is given of it points into the command line
 *   Threads   pure functions, but for the terminal they ask
 *   Errors    ST_USAGE names the option and what would be valid
 */
#ifndef QUERY_COMMANDS_SEARCH_ARGUMENTS_H
#define QUERY_COMMANDS_SEARCH_ARGUMENTS_H

#include "query/commands/commands.h"

struct search_arguments {
    struct search_command command; /* complete once they are finished */
    struct look_arguments look;
    int64_t top, offset;
    int format; /* place among the names */
};

#define SEARCH_ARGUMENTS_DEFAULT                                               \
    ((struct search_arguments){                                                \
        .command = {.question = QUESTION_ARGUMENTS_DEFAULT,                    \
                    .tag = "dateline"},                                        \
        .top = 10})

enum {
    OPTION_TOP = 301,
    OPTION_OFFSET,
    OPTION_SORT,
    OPTION_COUNT,
    OPTION_FACETS,
    OPTION_SNIPPET,
    OPTION_FORMAT,
    OPTION_TAG,
    OPTION_PROFILE,
};

/* Their entries in a table of options. */
#define SEARCH_OPTIONS                                                         \
    {OPTION_TOP, 'n', "top", "N", "Show the N best releases (default 10)."},   \
        {OPTION_OFFSET, 0, "offset", "N",                                      \
         "Leave out the N best: the next page."},                              \
        {OPTION_SORT, 0, "sort", "ORDER",                                      \
         "The order: score (the default), date:desc, date:asc, length:desc, "  \
         "length:asc, id:asc or id:desc; date alone is date:desc."},           \
        {OPTION_COUNT, 0, "count", NULL,                                       \
         "Print only how many releases match."},                               \
        {OPTION_FACETS, 0, "facets", "KIND,...",                               \
         "Count all that match by source, year, month, day, speaker or place " \
         "too, and show the most frequent (table and json)."},                 \
        {OPTION_SNIPPET, 0, "snippet", "[N]x[WORDS]",                          \
         "Passages of a hit that are shown, at most, and the words of each: "  \
         "2x30; without it one of about two sentences."},                      \
        FORMAT_OPTION(OPTION_FORMAT), SYNTAX_OPTION, RANKING_OPTIONS,          \
        MAX_WORK_OPTION, SURE_OPTION, BOILERPLATE_OPTION, DUP_OPTION,          \
        NAMES_OPTIONS, EXPAND_OPTIONS, TAG_OPTION(OPTION_TAG), TIMEOUT_OPTION, \
        {OPTION_PROFILE, 0, "profile", NULL,                                   \
         "Tell what the answer took, on standard error or as a member of the " \
         "JSON: the time of each phase, the releases that match and that "     \
         "were scored, the pages that were checked, and of each list of "      \
         "postings the blocks that were read and skipped."},                   \
        LOOK_OPTIONS

/* Takes the option at hand; ST_OK when it is none of these. */
enum st search_arguments_take(const struct options *o, int id,
                              struct search_arguments *a,
                              struct err *e) MUST_USE;

/* Once all are taken: checks them together and completes the command, but for
 * its index and words. Its time begins to run. */
enum st search_arguments_finish(struct search_arguments *a,
                                struct err *e) MUST_USE;

#endif
