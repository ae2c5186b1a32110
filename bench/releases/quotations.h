/*
 * quotations -- how well are quotations found, and who said them, against
 * releases read by eye (tests/releases/README-quotations.md).
 *
 *     quotations LABELS SOURCE... [--errors]
 *
 * Prints, for each half of the labels and each kind of release: precision and
 * recall of spans, exact to the byte; precision of attribution by class; and
 * precision and recall of classes A and B together. --errors prints what is
 * wrong in the open half, and of the held half nothing.
 */
#ifndef BENCH_RELEASES_QUOTATIONS_H
#define BENCH_RELEASES_QUOTATIONS_H

/* The whole program; returns its exit code. */
int bench_quotations(int argc, char **argv);

#endif
