/*
 * dateline_engine -- the engine itself, as engine_check knows engines.
 *
 * It makes real indexes on disk and parses the text of a question, or, of
 * ORACLE_TREE, takes its tree. Each answer that may be pruned is also held
 * against the exhaustive one, bit for bit.
 *
 *   Lifetime  borrows the context
 *   Threads   one
 */
#ifndef TESTS_PROPERTY_DATELINE_ENGINE_H
#define TESTS_PROPERTY_DATELINE_ENGINE_H

#include "common/base/arena.h"
#include "tests/property/engine_check.h"

struct searcher;

struct dateline_engine {
    const char *lang; /* of the index: "none", "en" */
    size_t segments;
};

struct engine dateline_engine(const struct dateline_engine *context);

/* One question to a searcher over an index of any making; `arena` is scratch.
 * As engine.search. */
bool dateline_ask(struct searcher *s, struct arena *arena,
                  const struct engine_question *q, struct oracle_found *found,
                  char why[static 256]);

#endif
