/*
 * dateline_engine -- the engine itself, as engine_check knows engines.
 *
 * It makes real indexes on disk and parses the text of a question, or, of
 * ORACLE_TREE, takes its tree. Each answer that may be pruned is also held
 * against the exhaustive one, bit for bit.
 *
 *   Lifetime  borrows `segments`
 *   Threads   one
 */
#ifndef TESTS_PROPERTY_DATELINE_ENGINE_H
#define TESTS_PROPERTY_DATELINE_ENGINE_H

#include "tests/property/engine_check.h"

/* Over indexes of so many segments. */
struct engine dateline_engine(const size_t *segments);

#endif
