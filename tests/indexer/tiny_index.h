/*
 * tiny_index -- a small index from documents in memory, for tests of files.
 *
 * Built through the writers of the indexer themselves, one segment a call, so
 * that a test knows and controls every byte that goes in.
 */
#ifndef TESTS_INDEXER_TINY_INDEX_H
#define TESTS_INDEXER_TINY_INDEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/segment/manifest.h"

struct tiny_doc {
    const char *id, *title, *body, *source;
    int32_t date;
};

/* Three documents in English, two more, and the lot. */
enum { TINY_FIRST = 3, TINY_ALL = 5 };
extern const struct tiny_doc TINY_DOCS[TINY_ALL];

struct tiny_settings {
    const char *lang; /* "en", "none" */
    bool store;
    size_t docs_per_frame;
};

/* Adds a segment of these documents to `m` and writes its file; fails the test
 * when it cannot. `m` begins zeroed. */
void tiny_segment(const char *folder, struct manifest *m,
                  const struct tiny_settings *settings,
                  const struct tiny_doc *docs, size_t n);

/* The same with `memory` for sorting (segment_settings); else it has the least.
 */
void tiny_segment_within(uint64_t memory, const char *folder,
                         struct manifest *m,
                         const struct tiny_settings *settings,
                         const struct tiny_doc *docs, size_t n);

/* The usual: TINY_DOCS in two segments, in English, with store. */
void tiny_index(const char *folder);

#endif
