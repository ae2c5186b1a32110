/*
 * progress -- how far a build has come, said to a person or a program.
 *
 * Samples go in, text comes out when it is time for some: a bar on a terminal,
 *
 *     reading [#######-------]  48 %  1.4/2.9 GB  48.3 MB/s  412,000 documents
 *
 * plain lines elsewhere, or lines of JSON. What a terminal has no room for is
 * left out, the least important first. No clock, terminal or file is looked at:
 * the time is part of a sample.
 *
 * How long it will take is the bytes left at the rate of late, and for what
 * follows reading a share of the time that reading takes. That share is a guess
 * until the phase itself tells how far it is; bytes of folders not yet entered
 * are not known, so the guess grows while they turn up.
 *
 * A line of JSON, in `--progress json`, is an object:
 *
 *     time               of day, UTC, ISO 8601
 *     phase              "reading", "ordering", "merging", "done"
 *     seconds            since the start
 *     bytes_read, bytes_found, documents, rejected, segments
 *     bytes_per_second   of reading, of late
 *     phase_done         0 to 1, or null where it is not known
 *     eta_seconds        until all is done, or null
 *
 *   Lifetime  a struct without anything to release
 *   Threads   one struct, one thread
 *   Errors    the buf's `failed`
 */
#ifndef INDEXER_PROGRESS_H
#define INDEXER_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

#include "common/base/buf.h"

enum progress_mode {
    PROGRESS_NONE,
    PROGRESS_BAR,   /* one line, drawn anew 5 times a second             */
    PROGRESS_LINES, /* one after 10 s, then one a minute and one a phase */
    PROGRESS_JSON,  /* one a second and one a phase                      */
};

enum progress_phase {
    PROGRESS_READING,
    PROGRESS_ORDERING,
    PROGRESS_MERGING,
    PROGRESS_DONE,
};

/* What is known at one moment. */
struct progress_sample {
    double seconds; /* since the start, of a clock that only goes forward */
    int64_t time;   /* of day, in seconds since 1970                      */
    enum progress_phase phase;
    double phase_done; /* of ordering and merging, 0 to 1; below 0: unknown */
    uint64_t bytes_read, bytes_found;
    uint64_t documents, rejected;
    uint64_t segments; /* written on the way */
};

struct progress {
    enum progress_mode mode;
    unsigned width; /* columns of the terminal */
    double share;   /* seconds behind reading, for each second of it       */

    /* Private. */
    struct progress_sample last; /* that was taken in */
    double rate;                 /* bytes a second, of late */
    double phase_began, read_seconds;
    double told_at; /* seconds; below 0: nothing yet */
    bool drawn;     /* a bar stands on the line */
};

/* `share`: how much longer ordering and merging take than reading, 0 or more.
 */
struct progress progress_of(enum progress_mode mode, unsigned width,
                            double share);

/* Takes a sample in, and appends what it is time to say. Samples come in the
 * order of their seconds; a new phase is always told. */
void progress_tell(struct progress *p, const struct progress_sample *s,
                   struct buf *out);

/* Appends what takes the bar off the line, for other text to stand there. */
void progress_clear(struct progress *p, struct buf *out);

/* As of the last sample: seconds until all is done, below 0: not known yet. */
double progress_left(const struct progress *p);
/* Bytes a second, of late. */
double progress_rate(const struct progress *p);

/* "45 s", "12 min", "3 h 05 min", "2 d 4 h" appended. */
void progress_duration(double seconds, struct buf *out);
/* "06:12" of the local day, with its date when it is not that of `now`. */
void progress_clock(int64_t time, int64_t now, struct buf *out);
/* "2026-11-24T17:30:00Z". */
void progress_utc(int64_t time, struct buf *out);

#endif
