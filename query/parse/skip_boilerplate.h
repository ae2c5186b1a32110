/*
 * skip_boilerplate -- a question as if each of its words were asked in text:.
 *
 * Below boilerplate: words stay as they are, so that one may still ask for
 * them; and so do places, agencies and names of speakers, which are no words of
 * the text. Words in other fields are asked in both: what title:(a NOT NEAR/3
 * b) must not be near may stand below the title.
 *
 *     acme NEAR/5 gas             (text:acme NEAR/5 text:gas)
 *     said:lis(acme) place:oslo   (said:lis(text:acme) AND place:oslo)
 *
 *   Lifetime  a new tree in the arena, with the texts of the old one
 *   Threads   pure function
 */
#ifndef QUERY_PARSE_SKIP_BOILERPLATE_H
#define QUERY_PARSE_SKIP_BOILERPLATE_H

#include "common/base/arena.h"
#include "query/parse/ast.h"

/* NULL when memory is out. */
struct ast_node *skip_boilerplate(const struct ast_node *question,
                                  struct arena *arena);

/* Whether a part of it asks in boilerplate:. */
bool asks_for_boilerplate(const struct ast_node *question);

#endif
