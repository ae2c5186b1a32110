/*
 * small_index -- an index on disk, made of a few texts, for tests.
 *
 * Built from the indexer's segment builder alone: without sources, extraction
 * or stored texts. Document i has the id "d<i>".
 *
 *   Lifetime  make/remove; `index` is open in between
 *   Errors    none: the test fails when the index cannot be made
 */
#ifndef TESTS_INDEX_SMALL_INDEX_H
#define TESTS_INDEX_SMALL_INDEX_H

#include "common/base/date.h"
#include "common/segment/index.h"
#include "indexer/release/anatomy.h"
#include "tests/support/tmpdir.h"

struct small_doc {
    const char *title, *body;
};

/* What a document has beside its texts. */
struct small_row {
    const char *id, *source;       /* "": no source      */
    int32_t date;                  /* days, or DATE_NONE */
    const struct anatomy *anatomy; /* its parts, or NULL */
};

struct small_index {
    struct tmpdir dir;
    struct index *index;
};

/* Documents are spread over `segments` segments in order, as evenly as they
 * go. `lang` as in a manifest: "none", "en", ... */
struct small_index small_index_make(const struct small_doc *docs, size_t n,
                                    const char *lang, size_t segments);
/* The same, with a row for each of them. `zones`: it is an index
 * that knows the parts of releases, which are those of the rows. */
struct small_index small_index_make_rows(const struct small_doc *docs,
                                         const struct small_row *rows, size_t n,
                                         const char *lang, size_t segments,
                                         bool zones);
/* The same with copies: of each document the number of the one it is a copy of,
 * which is none itself, and shares 80 to 99 % with; or -1. */
struct small_index small_index_make_copies(const struct small_doc *docs,
                                           size_t n, const char *lang,
                                           size_t segments, const int *leaders);
unsigned small_index_similarity(size_t document);
void small_index_remove(struct small_index *s);

#endif
