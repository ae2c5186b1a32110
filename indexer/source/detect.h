/*
 * detect -- what format a text is in, as its first bytes tell.
 *
 * For the standard input and files whose name does not say it. A guess is made
 * only on what no other format would begin with; all else is text.
 *
 *   Threads  pure functions
 */
#ifndef INDEXER_SOURCE_DETECT_H
#define INDEXER_SOURCE_DETECT_H

#include "common/base/bytes.h"
#include "indexer/source/input_format.h"

enum { DETECT_BYTES = 4096 }; /* that tell */

/* The format of a text that begins with `text`. */
enum input_format detect_format(struct bytes text);

/* A .jsonl of BEIR, a .tsv of MS MARCO, a .json of lines: what a format known
 * from the name turns out to be. */
enum input_format detect_dialect(enum input_format format, struct bytes text);

#endif
