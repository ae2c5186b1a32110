/*
 * texts -- releases written with their labels, one file of many.
 *
 *     @ id TAB place TAB date TAB agency TAB boilerplate paragraphs
 *     headline
 *     body, to the next line that begins with "@ "
 *
 *   Lifetime  init; borrows the text; nothing to release
 *   Threads   one struct, one thread
 */
#ifndef BENCH_RELEASES_TEXTS_H
#define BENCH_RELEASES_TEXTS_H

#include "bench/releases/labels.h"
#include "common/base/bytes.h"
#include "common/base/err.h"

struct texts {
    struct bytes rest;
};

struct labelled_text {
    struct label label;
    struct bytes title, body;
};

void texts_init(struct texts *t, struct bytes text);

/* The next release to *out. ST_NOT_FOUND, with no message, behind the last;
 * ST_CORRUPT for a line of labels that makes no sense. */
enum st texts_next(struct texts *t, struct labelled_text *out,
                   struct err *e) MUST_USE;

#endif
