/*
 * json -- a JSON object to the fields of a release, by a field map.
 *
 * Of the keys that may hold a field, the first in the order of the map that is
 * there and not empty holds it, or the first empty string when there is none
 * better. Every other key is kept under its own name:
 * strings, numbers and booleans as their text, lists and objects as JSON
 * without white space; nulls are not kept. A key given twice counts as two
 * keys, of which the last may hold a field.
 *
 *   Lifetime  open/release; what is read lives until the next call
 *   Threads   one reader, one thread
 *   Errors    ST_NOMEM; what is no document gets a reason in `reject`
 */
#ifndef INDEXER_EXTRACT_JSON_H
#define INDEXER_EXTRACT_JSON_H

#include "common/base/buf.h"
#include "common/base/err.h"
#include "indexer/extract/extract.h"
#include "indexer/extract/json_reader.h"

struct json_key;

/* Fills `fields` (empty) and of `out` all but the date and a default id.
 * *number tells that the date field is a JSON number. */
struct json_release {
    struct bytes id, title, body, source, date;
    bool date_is_number;
    bool has_text; /* a title or a body is there, be it empty */
};

struct json_extractor {
    struct json_key *keys; /* those of the map, FIELDS_KNOWN lists in one */
    size_t n_keys;
    struct json_member *members; /* of the document being read */
    size_t n, cap;
    struct buf scratch;
};

enum st json_extractor_init(struct json_extractor *x,
                            const struct field_map *map,
                            struct err *e) MUST_USE;
void json_extractor_release(struct json_extractor *x);

/* Reads `document`: its fields into `fields` (cleared first), or the reason
 * why it is none into `reject` (empty when it is one). */
enum st json_extractor_run(struct json_extractor *x, struct bytes document,
                           struct json_release *out,
                           struct record_fields *fields, struct buf *reject,
                           struct err *e) MUST_USE;

#endif
