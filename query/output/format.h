/*
 * format -- the forms an answer can have, and which one is wanted.
 *
 * A command that answers with hits has the option --format with the names
 * below, looks at format_reads_texts() before it reads any, and prints with
 * format_print(). What a form looks like stands in query/output/output.h.
 *
 *   Threads  pure functions
 *   Errors   the buf's `failed`
 */
#ifndef QUERY_OUTPUT_FORMAT_H
#define QUERY_OUTPUT_FORMAT_H

#include <stdbool.h>

#include "query/output/output.h"

/* In the order of FORMAT_NAMES, as options_choice() tells them. */
enum format {
    FORMAT_TABLE,
    FORMAT_LINES,
    FORMAT_JSON,
    FORMAT_JSONL,
    FORMAT_CSV,
    FORMAT_TSV,
    FORMAT_TREC,
    FORMAT_IDS,
    FORMAT_NULL,
};

#define FORMAT_NAMES "table|lines|json|jsonl|csv|tsv|trec|ids|null"

/* Its entry in a table of options. */
#define FORMAT_OPTION(id)                                                      \
    {                                                                          \
        (id), 0, "format", FORMAT_NAMES,                                       \
            "A table for people (the default) or a line for each release; "    \
            "for programs one JSON object, or one a line, CSV or TSV with a "  \
            "head; lines for trec_eval; one id a line, or ids ended by a NUL " \
            "(for xargs -0)."                                                  \
    }

/* Whether headlines and snippets are in it: they have to be read for it. */
bool format_reads_texts(enum format f);

bool format_is_for_people(enum format f);

/* Whether it goes with why nothing was found: behind it for people, and behind
 * jsonl, whose lines are hits; json has it within. */
bool format_tells_why(enum format f);

/* Whether it is one in which a profile has its place. */
bool format_is_json(enum format f);

/* `tag` is the last column of FORMAT_TREC. */
void format_print(enum format f, const struct answer *a,
                  const struct table_look *look, const char *tag,
                  struct buf *out);

#endif
