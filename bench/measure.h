/*
 * measure -- asks every query of a list in rounds and keeps each time.
 *
 * Warm: one round that is not counted, then `rounds` that are. With several
 * threads each has an engine of its own over the one index; they draw from the
 * same supply of rounds x queries, so that the work is the same whatever their
 * number, and none waits for another.
 *
 * Cold: before each question the index is closed and its files are evicted
 * from the memory of the system; then it is opened and asked. One thread.
 *
 * A query that cannot be asked (it does not parse) is left out of all rounds.
 *
 *   Lifetime  a zeroed struct samples is empty; release it
 *   Errors    as index and searcher; ST_NOMEM; ST_IO
 */
#ifndef BENCH_MEASURE_H
#define BENCH_MEASURE_H

#include "bench/engine.h"
#include "bench/queries.h"

struct sample {
    uint64_t ns;   /* of the answer                                   */
    uint64_t open; /* cold: ns it took to open the index before it    */
    uint64_t minor_faults, major_faults; /* cold: of both             */
};

struct samples {
    struct sample *list; /* of query i in round r: list[i * rounds + r] */
    uint64_t *postings;  /* of query i                                   */
    bool *asked;         /* query i could be asked                       */
    size_t n, rounds;
    uint64_t wall_ns; /* warm: from the first counted question to the last
                         answer                                              */
    uint64_t cpu_ns;  /* warm: of all threads, for these questions           */
};

enum st measure_warm(struct samples *out, const struct index *ix,
                     const struct queries *q,
                     const struct engine_command *command, size_t rounds,
                     size_t threads, struct err *e) MUST_USE;

/* Nobody else may have the index open, or its pages stay where they are. */
enum st measure_cold(struct samples *out, const char *index,
                     const struct queries *q,
                     const struct engine_command *command, size_t rounds,
                     struct err *e) MUST_USE;

void samples_release(struct samples *s);

/* Queries that could be asked. */
size_t samples_asked(const struct samples *s);

#endif
