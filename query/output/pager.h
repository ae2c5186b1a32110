/*
 * pager -- a program that shows a long text screen by screen.
 *
 * It is the user's choice, so a shell runs it, as every program that has a
 * pager does. SIGINT is for it alone while it is open: to us it would be the
 * end, and a pager left behind would fight the shell for the keys.
 *
 *   Lifetime  open/close; a zeroed struct is closed. close waits for it to end
 *   Threads   one at a time: signal handlers are of the process
 *   Errors    ST_IO when it cannot be run
 */
#ifndef QUERY_OUTPUT_PAGER_H
#define QUERY_OUTPUT_PAGER_H

#include <stdio.h>

#include "common/base/err.h"

/* What to run when the user does not say: less, where there is one. */
#define PAGER_DEFAULT                                                          \
    "if command -v less >/dev/null; then exec less; else exec cat; fi"

struct pager {
    FILE *stream; /* what it is to show goes here */
    void (*before)(int);
    const char *command; /* borrowed */
};

enum st pager_open(struct pager *p, const char *command,
                   struct err *e) MUST_USE;
enum st pager_close(struct pager *p, struct err *e) MUST_USE;

/* The command of DATELINE_PAGER or else PAGER, or PAGER_DEFAULT; NULL where
 * the user wants none, by an empty one or "cat". */
const char *pager_choose(void);

#endif
