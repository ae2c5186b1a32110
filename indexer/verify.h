/*
 * verify -- is every byte of an index what FORMAT.md says it is?
 *
 * First all checksums: the manifest's, and in each segment those of the
 * header, the footer, the table of chunks and every page. Then, unless only
 * that was asked for, every rule of the format: terms in order and found by
 * the hash table, postings and positions that decode and add up, skip arrays
 * that bound what they say they bound, groups that are the union of their
 * words, columns that agree with each other, documents that can be read back.
 *
 * Each finding is one line that names the file, the chunk and the term or the
 * document; of one chunk the first FINDINGS_SHOWN are told and the rest
 * counted. A note is worth knowing, and no damage.
 *
 *   Memory   streams: besides the map of the file, 8 bytes a document, a bit a
 *            term and a frame of the store at a time
 *   Threads  none of its own
 *   Errors   ST_CORRUPT when there was any finding; ST_NOT_FOUND, ST_VERSION,
 *            ST_IO and ST_NOMEM when the check could not be made
 */
#ifndef INDEXER_VERIFY_H
#define INDEXER_VERIFY_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "common/base/compiler.h"
#include "common/base/err.h"

enum { FINDINGS_SHOWN = 20 }; /* of one chunk of one segment */

enum verify_kind { VERIFY_FINDING, VERIFY_NOTE };

struct verify_report {
    /* Takes one line, without its end; NULL: only count. */
    void (*line)(void *ctx, enum verify_kind kind, const char *text);
    void *ctx;

    /* What was found and seen. */
    uint64_t findings, notes;
    uint64_t segments, documents, deleted, terms, bytes, pages;
};

enum verify_depth { VERIFY_QUICK /* checksums only */, VERIFY_DEEP };

/* `report` comes with `line` and `ctx` set and the rest zero. */
enum st verify_index(const char *path, enum verify_depth depth,
                     struct verify_report *report, struct err *e) MUST_USE;

/* The same with findings, notes and a summary printed to `f`. */
enum st verify_print(const char *path, enum verify_depth depth, FILE *f,
                     struct err *e) MUST_USE;

#endif
