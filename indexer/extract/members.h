/*
 * members -- named values, as the fields of a release by a field map.
 *
 * What an object of JSON and a row of a table have in common. Of the names that
 * may hold a field, the first in the order of the map that is there and not
 * empty holds it, or the first empty string when there is none better. Every
 * other member is kept under its own name: strings, numbers and booleans as
 * their text, lists and objects as JSON without white space; nulls are not
 * kept. A name given twice counts as two, of which the last may hold a field.
 *
 *   Lifetime  init/release; the values belong to who added them
 *   Threads   one list, one thread
 *   Errors    ST_NOMEM; what is no document gets a reason in `reject`
 */
#ifndef INDEXER_EXTRACT_MEMBERS_H
#define INDEXER_EXTRACT_MEMBERS_H

#include "common/base/buf.h"
#include "common/base/err.h"
#include "common/base/json_reader.h"
#include "indexer/extract/extract.h"

struct member_key;

struct members {
    struct member_key *keys; /* those of the map, FIELDS_KNOWN lists in one */
    size_t n_keys;
    struct json_member *v; /* of the document being read */
    size_t n, cap;
};

struct member_fields {
    struct bytes id, title, body, source, date;
    bool date_is_number;
    bool has_text; /* a title or a body is there, be it empty */
};

enum st members_init(struct members *m, const struct field_map *map,
                     struct err *e) MUST_USE;
void members_release(struct members *m);

enum st members_add(struct members *m, const struct json_member *member,
                    struct err *e) MUST_USE;

/* Adds all members to `fields` and tells the known ones in `out`; or appends
 * the reason why they are no document to `reject`. */
enum st members_to_fields(const struct members *m, struct member_fields *out,
                          struct record_fields *fields, struct buf *reject,
                          struct err *e) MUST_USE;

/* True when a map names `name` as its title or body. */
bool members_is_text(const struct members *m, struct bytes name);

#endif
