/*
 * quotation_labels -- which quotations a reader found in which release.
 *
 * One release a line, four fields with tabs between them:
 *
 *     held  senate  Burns/12May2006  703-872=272-289 ?894-1009=- 1450-1654=t0-9
 *
 * the half, the source, the id of the release, and its quotations, or "-":
 * bytes of the body between the marks, "=", bytes of the body ("t": of the
 * title) with the fullest name of who said it, or "-" when nobody is named.
 * "?" marks what may as well not be found. '#' begins a comment line.
 *
 *   Lifetime  open/close
 */
#ifndef BENCH_RELEASES_QUOTATION_LABELS_H
#define BENCH_RELEASES_QUOTATION_LABELS_H

#include "common/base/bytes.h"
#include "common/base/err.h"
#include "common/base/file.h"
#include "indexer/release/anatomy.h"

struct labelled_quotation {
    struct text_range at, speaker; /* no speaker: empty */
    bool in_title, optional;
};

struct labelled_release {
    struct bytes half, source, id;
    uint32_t first, end; /* its quotations */
};

struct quotation_labels {
    struct file_map map;
    struct labelled_release *releases; /* ascending by id */
    size_t n, cap;
    struct labelled_quotation *quotations;
    size_t n_quotations, cap_quotations;
};

/* ST_SYNTAX names the line that is no label. */
enum st quotation_labels_open(struct quotation_labels *l, const char *path,
                              struct err *e) MUST_USE;
void quotation_labels_close(struct quotation_labels *l);

/* The label of a release, or NULL. */
const struct labelled_release *
quotation_labels_find(const struct quotation_labels *l, struct bytes id);

#endif
