/*
 * dialect -- the grammars behind parse_query(), one file each.
 *
 * A dialect takes a tree prepared with the query's text and returns its root,
 * NULL for a query without a word or when t->failed is set.
 */
#ifndef QUERY_PARSE_DIALECT_H
#define QUERY_PARSE_DIALECT_H

#include "query/parse/parse.h"
#include "query/parse/reader.h"
#include "query/parse/tree.h"

struct ast_node *parse_websearch(struct reader *r);
struct ast_node *parse_bag(struct tree *t);

/* ST_SYNTAX with the reader's place set; *root as above. */
enum st parse_native(struct reader *r, struct ast_node **root) MUST_USE;
enum st parse_nexis(struct reader *r, struct ast_node **root) MUST_USE;
enum st parse_factiva(struct reader *r, struct ast_node **root) MUST_USE;
enum st parse_lucene(struct reader *r, struct ast_node **root) MUST_USE;

#endif
