/*
 * labelled_text -- releases with their quotations marked in the text.
 *
 *     == en A title
 *     “{Ann Lis|We are glad,}” said Ann Lis. “{-|So are we,}” others said.
 *
 * The file is tests/releases/quotations.txt; its format is told there, in
 * README-quotations.md. Reading it fails the test on any slip.
 */
#ifndef TESTS_INDEXER_RELEASE_LABELLED_TEXT_H
#define TESTS_INDEXER_RELEASE_LABELLED_TEXT_H

#include <stddef.h>

#include "common/base/buf.h"
#include "indexer/release/anatomy.h"

enum { LABELS_MAX = 16 };

struct label {
    struct text_range at;
    char speaker[64]; /* "": nobody is named */
};

struct labelled_text {
    char language[4];
    char title[128];
    struct buf body;
    struct label labels[LABELS_MAX];
    size_t n;
};

/* Reads all passages of the file; *n is their number. Free with
 * labelled_texts_free(). */
struct labelled_text *labelled_texts_read(const char *path, size_t *n);
void labelled_texts_free(struct labelled_text *t, size_t n);

#endif
