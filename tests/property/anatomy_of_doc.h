/*
 * anatomy_of_doc -- the parts of a document of the oracle as the indexer has
 * them: ranges of bytes.
 */
#ifndef TESTS_PROPERTY_ANATOMY_OF_DOC_H
#define TESTS_PROPERTY_ANATOMY_OF_DOC_H

#include "indexer/release/anatomy.h"
#include "tests/oracle/oracle_docs.h"

/* Of the texts that oracle_doc_title() and oracle_doc_body() write; to be
 * released. */
struct anatomy anatomy_of_doc(const struct oracle_docs *docs, size_t doc);

#endif
