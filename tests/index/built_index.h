/*
 * built_index -- whole builds, from sources on disk, for tests.
 *
 * A source is a .jsonl file that a test writes line by line. A line can be
 * padded with white space to fill a batch of its own: so that a handful of
 * documents makes a build of many batches, and with a small `spill_at` of many
 * spills (the first SPILL_FREE batches train the store and are never spilled
 * between).
 *
 *   Lifetime  strings of a builder live as long as its folder
 *   Errors    none: the test fails when the file cannot be written or the
 *             index not be built
 */
#ifndef TESTS_INDEX_BUILT_INDEX_H
#define TESTS_INDEX_BUILT_INDEX_H

#include <stdio.h>

#include "common/base/buf.h"
#include "indexer/build.h"
#include "tests/support/tmpdir.h"

enum { SPILL_FREE = 4 };

/* A file of lines in a folder of its own, and where its index goes. */
struct built_index {
    struct tmpdir dir;
    char index[80], source[80]; /* DIR/index, DIR/source.jsonl */
    const char *sources[1];
    FILE *lines; /* NULL once it was built or closed */
};

/* `b` must not move afterwards. */
void built_index_init(struct built_index *b);
void built_index_remove(struct built_index *b);

/* A document of this id and body, without a title. */
void built_index_add(struct built_index *b, const char *id, const char *body);
/* The same in a batch that ends with it. */
void built_index_add_padded(struct built_index *b, const char *id,
                            const char *body);
/* Ends the source, which is then empty for new lines at the next add. */
void built_index_end(struct built_index *b);

/* One thread, least memory, no stems, texts stored, no force. */
struct build_options built_index_options(const struct built_index *b);

/* Builds; the result is to be released. */
struct build_result build_well(const struct build_options *o);
/* Builds and forgets the result. */
void build_quietly(const struct build_options *o);

/* Fails the test, with the findings, when verify has any. */
void assert_verifies(const char *index);

/* The file `name` of a folder is the same bytes in another. */
void assert_same_file(const char *folder, const char *other, const char *name);

/* Nothing is in the folder of an index but its manifest, its lock and the
 * segments of its manifest. */
void assert_no_leftovers(const char *index);

#endif
