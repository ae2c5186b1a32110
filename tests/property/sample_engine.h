/*
 * sample_engine -- the engine over the sample releases (corpus/sample), which
 * the real indexer read.
 *
 * What the oracle is told of them comes from the index and from the analyzer,
 * not from postings: texts, ids, days and sources as they are stored, words,
 * places, ends of sentences and paragraphs as the analyzer finds them again in
 * the texts. So what the two sides share is the reading of files and of texts.
 * Stems are libstemmer's, called directly.
 *
 *   Lifetime  make/remove; the engine borrows it
 *   Threads   one
 *   Errors    none: the test fails when the index cannot be made
 */
#ifndef TESTS_PROPERTY_SAMPLE_ENGINE_H
#define TESTS_PROPERTY_SAMPLE_ENGINE_H

#include "common/segment/index.h"
#include "tests/property/engine_check.h"
#include "tests/support/tmpdir.h"

struct sample {
    struct tmpdir dir;
    struct index *index;
    struct oracle_docs docs;
};

/* Of all files in the folder SAMPLE; in several segments, when there are to be
 * more than one, built and then added to. `lang` is "none" or "en". */
void sample_make(struct sample *s, const char *lang, bool several);
void sample_remove(struct sample *s);

struct engine sample_engine(const struct sample *s);

#endif
