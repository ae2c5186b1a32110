/*
 * json_reader -- walks the members of one JSON object, checking all of it.
 *
 * A pull parser for documents of a line each. Only strings that hold an escape
 * are copied; a number keeps the spelling it came with; a list or an object
 * within is given as its text, without the white space between its parts.
 * What is accepted is RFC 8259 and nothing else: strings are UTF-8, surrogates
 * come in pairs, nothing follows the object. The escape of a NUL reads as a
 * space.
 *
 *   Lifetime  init over bytes that must stay; texts given point into them or
 *             into `scratch`, which must not change meanwhile
 *   Threads   none
 *   Errors    a text that is no JSON ends the walk with `error` set to the
 *             reason and `at` to the byte of the document it was found at;
 *             depth is bounded by JSON_MAX_DEPTH, memory by the document's size
 *   Source    RFC 8259
 */
#ifndef BASE_JSON_READER_H
#define BASE_JSON_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/base/buf.h"
#include "common/base/bytes.h"

enum { JSON_MAX_DEPTH = 512 };

enum json_kind {
    VALUE_NULL,
    VALUE_FALSE,
    VALUE_TRUE,
    VALUE_NUMBER,
    VALUE_STRING,
    VALUE_LIST,
    VALUE_OBJECT,
};

struct json_member {
    struct bytes key;
    enum json_kind kind;
    struct bytes text; /* of a string unescaped, else as it is spelt */
};

struct json_reader {
    const char *error; /* NULL, or why this is no JSON          */
    size_t at;         /* where in the document it was found    */

    /* Private to json_reader.c. */
    const uint8_t *start, *p, *end;
    struct buf *scratch;
    bool begun, ended;
};

/* Prepares to read `document`; `scratch` is replaced. False when memory is
 * out. */
bool json_reader_init(struct json_reader *r, struct bytes document,
                      struct buf *scratch) MUST_USE;

/* Reads the next member of the object; false at its end, or on an error. */
bool json_reader_next(struct json_reader *r, struct json_member *out);

#endif
