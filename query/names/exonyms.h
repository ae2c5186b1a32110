/*
 * exonyms -- names that no rule connects: Peking and Beijing.
 *
 * Groups of words that name the same thing; a small table comes with the
 * program, a user's file adds to it: a line a group, words parted by blanks or
 * commas, # before what is no group. Nothing is ever put in the place of what
 * was typed, only beside it: Kharkiv and Kharkov are a choice of who writes.
 *
 *   Lifetime  open/close
 *   Threads   immutable once open
 *   Errors    ST_IO for the file; ST_LIMIT for one over EXONYMS_SIZE_MAX;
 *             ST_NOMEM
 */
#ifndef QUERY_NAMES_EXONYMS_H
#define QUERY_NAMES_EXONYMS_H

#include <stddef.h>

#include "common/base/bytes.h"
#include "common/base/err.h"
#include "common/text/analyzer.h"

enum { EXONYMS_SIZE_MAX = 16 << 20 };

struct exonyms;

/* `path` NULL: the table of the program alone. */
enum st exonyms_open(struct exonyms **out, const char *path, struct analyzer *a,
                     struct err *e) MUST_USE;
void exonyms_close(struct exonyms *x);

/* The words of the groups that folded `word` is in, one for each number from 0,
 * itself among them; false behind the last. */
bool exonyms_get(const struct exonyms *x, struct bytes word, size_t number,
                 struct bytes *out);

#endif
