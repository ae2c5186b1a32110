/*
 * labels -- what a person read in a release, to score what the program reads.
 *
 *     id TAB place TAB date TAB agency TAB boilerplate paragraphs
 *
 * tests/releases/README.md defines the lines. "-" is "none", "?" "not judged".
 *
 *   Lifetime  a zeroed struct is empty; labels_release() frees it
 *   Threads   one struct, one thread
 */
#ifndef BENCH_RELEASES_LABELS_H
#define BENCH_RELEASES_LABELS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/base/buf.h"
#include "common/base/bytes.h"
#include "common/base/err.h"

struct label {
    struct bytes id, place, agency; /* as printed; n = 0: none */
    int32_t date;                   /* DATE_NONE: none         */
    struct bytes boilerplate;       /* "2,5-7,9-"              */
    bool place_judged, agency_judged, date_judged, boilerplate_judged;
};

struct labels {
    struct buf text; /* what the labels point into */
    struct label *v; /* by id                      */
    size_t n, cap;
};

/* Reads a file of labels. */
enum st labels_read(struct labels *l, const char *path, struct err *e) MUST_USE;
void labels_release(struct labels *l);

/* NULL when there is none for `id`. */
const struct label *labels_find(const struct labels *l, struct bytes id);

/* Reads the fields of one line behind its id, "place TAB ..."; false when they
 * make no sense. */
bool label_parse(struct bytes line, struct label *out);

/* Whether paragraph `number`, from 1, is labelled boilerplate. */
bool label_has_paragraph(const struct label *label, unsigned number);

#endif
