/*
 * dump -- what stands in an index, for a person to read.
 *
 * Everything that came from documents is printed as printable.h shows it:
 * each thing on a line of its own, no byte that a terminal would act on.
 *
 *   Errors  as index_open(); ST_NOT_FOUND for a term or id that is not there;
 *           ST_IO when `f` does not take the text
 */
#ifndef INDEXER_DUMP_H
#define INDEXER_DUMP_H

#include <stdio.h>

#include "common/base/compiler.h"
#include "common/base/err.h"

/* "term<TAB>documents<TAB>occurrences", in order, of the terms that begin with
 * `prefix` (folded, as terms are; "" for all). With several segments a term
 * has a line, its numbers added up. */
enum st dump_terms(const char *path, const char *prefix, FILE *f,
                   struct err *e) MUST_USE;

/* "document<TAB>id<TAB>frequency<TAB>positions" of the documents that hold
 * `term`, which is folded as the words of documents are; behind those that are
 * deleted, and found no more, "<TAB>deleted". */
enum st dump_postings(const char *path, const char *term, FILE *f,
                      struct err *e) MUST_USE;

/* All that is kept of the document with this id, "name: value" line by line;
 * texts keep their line breaks. */
enum st dump_document(const char *path, const char *id, FILE *f,
                      struct err *e) MUST_USE;

#endif
