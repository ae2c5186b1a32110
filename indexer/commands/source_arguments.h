/*
 * source_arguments -- what a command line says of its sources.
 *
 *   Lifetime  a default, options taken, released; what is given of it points
 *             into it and into the command line
 *   Threads   the main one
 *   Errors    ST_USAGE names the option and what would be valid; ST_NOMEM
 */
#ifndef INDEXER_COMMANDS_SOURCE_ARGUMENTS_H
#define INDEXER_COMMANDS_SOURCE_ARGUMENTS_H

#include "indexer/commands/commands.h"
#include "indexer/extract/extract.h"
#include "indexer/source/source.h"

enum {
    OPTION_FORMAT = OPTIONS_OF_SOURCES,
    OPTION_MAP,
    OPTION_GLOB,
    OPTION_EXCLUDE,
    OPTION_FOLLOW,
    OPTION_FILTER,
    OPTION_UNPACK,
};

/* Their entries in a table of options. */
#define SOURCE_OPTIONS                                                         \
    {OPTION_FORMAT, 'f', "format", INPUT_NAMES_LIST,                           \
     "Read every file as this, whatever its name says."},                      \
        {OPTION_MAP, 0, "map", "FIELD=KEY,...",                                \
         "Take a field (id, title, date, source, body, url) of JSON "          \
         "documents, of tables and of front matter from the key named."},      \
        {OPTION_GLOB, 0, "glob", "PATTERN",                                    \
         "Of folders and archives, read only files that match, such as "       \
         "'*.txt' or '2019/*'; may be given again."},                          \
        {OPTION_EXCLUDE, 0, "exclude", "PATTERN",                              \
         "Leave out files and folders that match; may be given again."},       \
        {OPTION_FOLLOW, 0, "follow", NULL,                                     \
         "Follow symbolic links in folders."},                                 \
        {OPTION_FILTER, 0, "filter", "PATTERN=COMMAND",                        \
         "Read what a program makes of files that match, such as "             \
         "'*.pdf=pdftotext -enc UTF-8 %s -'; %s is the file. May be given "    \
         "again."},                                                            \
    {                                                                          \
        OPTION_UNPACK, 0, "unpack", "SIZE",                                    \
            "Bytes that one archive may unpack to (default 1T)."               \
    }

struct source_arguments {
    struct field_map map;

    /* Private to source_arguments.c. */
    struct source_options options;
    const char **globs, **excludes;
    struct filter_rule *filters;
    size_t n_globs, n_excludes, n_filters;
    size_t cap_globs, cap_excludes, cap_filters;
};

struct source_arguments source_arguments_default(void);
void source_arguments_release(struct source_arguments *a);

/* Takes the option at hand; ST_OK when it is none of these. */
enum st source_arguments_take(struct options *o, int id,
                              struct source_arguments *a,
                              struct err *e) MUST_USE;

struct source_options
source_arguments_options(const struct source_arguments *a);

#endif
