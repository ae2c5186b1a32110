/*
 * saved_options -- options of a search as a text: "--syntax=native --top=20".
 *
 * That is how they stand in the file of a saved query, and how they wait until
 * it is known what they override. No option of a search needs a value with a
 * blank in it.
 *
 *   Threads  none
 *   Errors   ST_USAGE names the option and what would be valid; ST_NOMEM
 */
#ifndef QUERY_COMMANDS_SAVED_OPTIONS_H
#define QUERY_COMMANDS_SAVED_OPTIONS_H

#include "common/base/arena.h"
#include "query/commands/search_arguments.h"

/* Appends the option at hand. */
enum st saved_options_append(struct buf *text, const struct options *o,
                             struct err *e) MUST_USE;

/* Takes all that `text` has; values live in the arena. */
enum st saved_options_take(struct search_arguments *a, const char *text,
                           struct arena *arena, struct err *e) MUST_USE;

/* A hash of all that decides which releases match: of two questions with the
 * same one, what is new is the difference. */
uint64_t saved_question_hash(const char *index, const char *query,
                             const struct question_arguments *q);

#endif
