/*
 * generator -- any number of invented releases, one JSON object a line.
 *
 * A release depends on the settings and its number alone: not on what was
 * generated before it, not on the machine. Each line holds id, title, date,
 * source, body, in this order, as UTF-8; paragraphs of the body are parted by
 * an empty line. About 2 in 100 releases are near duplicates of one of the 32
 * before them, issued under another publisher's name; one in ten of these is
 * the same text exactly.
 *
 *   Lifetime  open/close
 *   Threads   one generator, one thread
 *   Errors    ST_NOMEM
 */
#ifndef CORPUS_GENERATE_GENERATOR_H
#define CORPUS_GENERATE_GENERATOR_H

#include <stdint.h>

#include "common/base/buf.h"
#include "common/base/err.h"

struct generator_options {
    uint64_t seed;
    uint64_t count; /* releases; their dates are spread over `days`  */
    int32_t from;   /* first day, as days since 1970-01-01           */
    int32_t days;   /* at least 1                                    */
    uint32_t words; /* of the median release, at least 10            */
};

/* 2004-01-01 and fifteen years; 350 words. */
#define GENERATOR_OPTIONS_DEFAULT                                              \
    ((struct generator_options){                                               \
        .seed = 1, .count = 1000, .from = 12418, .days = 5479, .words = 350})

struct generator;

enum st generator_open(struct generator **out,
                       const struct generator_options *options,
                       struct err *e) MUST_USE;

/* Appends release `number`, in [0, count), with its line end to `out`. */
enum st generator_write(struct generator *g, uint64_t number, struct buf *out,
                        struct err *e) MUST_USE;

void generator_close(struct generator *g);

#endif
