/*
 * options_tables -- walks over the tables of options.h, for the files that
 * read, print and complete from them.
 *
 *   Threads  pure functions
 */
#ifndef BASE_OPTIONS_TABLES_H
#define BASE_OPTIONS_TABLES_H

#include <stdbool.h>
#include <stddef.h>

#include "common/base/options.h"

/* The command of this name, with NULL the default one; NULL: there is none. */
const struct command_spec *find_command(const struct program_spec *p,
                                        const char *name);

/* The command whose name is little different from this one, or NULL. */
const char *nearest_command(const struct program_spec *p, const char *name);

/* Option number `i` of the command, the common ones behind its own; NULL past
 * the last. */
const struct option_spec *option_at(const struct command_spec *c, size_t i);

/* Steps over one word of `operands`, setting *word, *n to it: false at the
 * end. Options shown there ("-o INDEX") are skipped. */
bool next_operand(const char **operands, const char **word, size_t *n);

/* Whether the operand may come any number of times. */
bool has_dots(const char *word, size_t n);

static inline const char *or_empty(const char *s)
{
    return s ? s : "";
}

#endif
