/*
 * json_text -- a set of documents as a .jsonl file, one object a line.
 *
 *     {"id":"d000123","title":"w1 senate","body":"w3, w4.\n\nw7",
 *      "date":"2019-05-28","source":"senate"}
 *
 * "title" and "body" are always there, be they empty; "date" and "source" only
 * when the document has one.
 *
 *   Threads  none
 *   Errors   the test fails when the file cannot be written
 */
#ifndef TESTS_SUPPORT_JSON_TEXT_H
#define TESTS_SUPPORT_JSON_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "tests/oracle/oracle_docs.h"

/* Documents [from, to): several files make a set of several parts. */
void json_text_write(const struct oracle_docs *d, size_t from, size_t to,
                     const char *path);

/* The line of one document, with its line break. */
void json_text_write_doc(const struct oracle_docs *d, size_t doc, FILE *out);

/* "d000123", `n` bytes of it, to 123; false for anything else. */
bool json_text_doc_of_id(const char *id, size_t n, uint32_t *doc);

#endif
