/*
 * name -- the name of a source or language, without regard to case, accents and
 * the kind of apostrophe.
 *
 * Letters and digits in a row are folded as words are, and what stands between
 * them stays: "Ministère  d’Aix-" is "ministere  d'aix-". So a name is never
 * another one for its blanks, and patterns can be folded likewise.
 *
 *   Threads  those of the analyzer
 *   Errors   ST_NOMEM
 */
#ifndef QUERY_FILTER_NAME_H
#define QUERY_FILTER_NAME_H

#include "common/base/buf.h"
#include "common/text/analyzer.h"

/* Puts the folded name into `out` (replaced). */
enum st name_fold(struct analyzer *a, struct bytes name, struct buf *out,
                  struct err *e) MUST_USE;

#endif
