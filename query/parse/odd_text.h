/*
 * odd_text -- what no person typed on purpose: bytes that are no UTF-8, the
 * U+FFFD that others put in their place, and characters that cannot be seen.
 *
 * Words could hold them, and be other words than they look like; operators
 * could, and be none. So a strict dialect refuses them, and websearch, which
 * refuses nothing, is asked without them: a bad byte is a blank, as it is in
 * documents, and what cannot be seen is not there. Controls are white space and
 * no matter; joiners and soft hyphens are odd between ASCII letters alone,
 * because other scripts need them.
 *
 *   Lifetime  texts live in the arena, or are what was given
 *   Threads   pure functions
 */
#ifndef QUERY_PARSE_ODD_TEXT_H
#define QUERY_PARSE_ODD_TEXT_H

#include "query/parse/reader.h"

/* ST_SYNTAX, the first of it blamed and the query without any suggested. */
enum st odd_text_refuse(struct reader *r) MUST_USE;

/* *out: the same without, which is `text` itself where there is none. False
 * without memory. */
bool odd_text_drop(struct arena *a, struct bytes text, struct bytes *out);

#endif
