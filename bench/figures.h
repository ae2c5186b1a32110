/*
 * figures -- what the samples of one command say about each class of queries.
 *
 * A query's best time is the smallest of its rounds: it says what the program
 * takes when nothing disturbs it, and compares programs and versions. Every
 * sample counted says what a user of this machine met.
 *
 *   Lifetime  borrows the classes; a zeroed struct is empty; release it
 *   Errors    ST_NOMEM
 */
#ifndef BENCH_FIGURES_H
#define BENCH_FIGURES_H

#include "bench/classes.h"
#include "bench/latency.h"
#include "bench/measure.h"

struct class_figures {
    const struct query_class *class;
    size_t queries;        /* those that were answered                      */
    uint64_t postings;     /* of all of them                                */
    double ns_per_posting; /* sum of the best times by postings; 0: none    */
    struct latency best, every;
    struct latency first; /* cold: opening the index and the answer, every  */
    double minor_faults, major_faults; /* cold: a question, mean of every   */
};

/* Threads that disturb each other take more processor time for an answer; on
 * a machine that is busy with other work only the answers a second suffer. */
struct throughput {
    double per_second; /* answers                    */
    double cpu_us;     /* processor time an answer   */
};

struct figures {
    const struct engine_command *command;
    struct class_figures *list; /* classes without an answer are left out */
    size_t n;
    size_t queries, unsupported, rounds;
    size_t threads;
    struct throughput all; /* of all threads; 0 when cold           */
    struct throughput one; /* of one thread; 0 unless there are more */
    bool cold;
};

/* Fills `list`, `n`, `queries`, `unsupported` and `rounds` of `f`; the rest is
 * the caller's to tell. */
enum st figures_of(struct figures *f, const struct classes *classes,
                   const struct samples *s, struct err *e) MUST_USE;
void figures_release(struct figures *f);

struct throughput throughput_of(const struct samples *s);

#endif
