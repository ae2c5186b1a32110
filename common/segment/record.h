/*
 * record -- a stored document: named fields as they came, in one byte string.
 *
 * FORMAT.md section 9 gives the bytes. The known fields have numbers, any
 * other field carries its name; order and text are kept as they came, so that
 * `show` gives back the whole document.
 *
 *   Lifetime  decoded fields point into the bytes they were decoded from
 *   Threads   pure functions
 */
#ifndef SEGMENT_RECORD_H
#define SEGMENT_RECORD_H

#include <stddef.h>
#include <stdint.h>

#include "common/base/buf.h"
#include "common/base/bytes.h"
#include "common/base/err.h"
#include "common/base/hash.h"

/* Numbers stand in files: never renumber. FIELD_ID is not stored in a record
 * (the ids chunk has it) but can be mapped. */
enum field {
    FIELD_ID = 0,
    FIELD_TITLE = 1,
    FIELD_BODY = 2,
    FIELD_DATE = 3, /* the text of the date as it came */
    FIELD_SOURCE = 4,
    FIELD_URL = 5,
    FIELDS_KNOWN = 6,
    FIELD_OTHER = 6, /* has a name of its own */
};

/* "title", "body", ...: the names used by --map, JSON output and show. */
extern const char *const FIELD_NAMES[FIELDS_KNOWN];

struct record_field {
    enum field field;
    struct bytes name; /* of a FIELD_OTHER, else empty */
    struct bytes text; /* UTF-8                        */
};

struct record_fields {
    struct record_field *v;
    size_t n, cap;
};

void record_fields_release(struct record_fields *f);
enum st record_fields_add(struct record_fields *f, struct record_field field,
                          struct err *e) MUST_USE;

/* The text of the first field `field`, or BYTES_NONE. */
struct bytes record_field(const struct record_fields *f, enum field field);

/* Appends the bytes of the record to `out`. */
enum st record_encode(const struct record_fields *f, struct buf *out,
                      struct err *e) MUST_USE;

/* The hash of a document's content (FORMAT.md section 8): two documents of one
 * id with one hash are the same to every reader. `scratch` is overwritten. */
enum st record_hash(const struct record_fields *f, int32_t date,
                    struct bytes source, struct buf *scratch,
                    struct hash128 *out, struct err *e) MUST_USE;

/* Reads a record back; `out` is replaced. ST_CORRUPT when `bytes` is none. */
enum st record_decode(struct bytes bytes, struct record_fields *out,
                      struct err *e) MUST_USE;

#endif
