/*
 * json_writer -- a JSON text written from left to right into a buf.
 *
 *     struct json_writer w = jw_of(&out);
 *     jw_open_object(&w);
 *     jw_key(&w, "total");
 *     jw_int(&w, 42);
 *     jw_close_object(&w);
 *
 * (The prefix is jw_ because json_string() and its like are jansson's.)
 * Commas and colons come by themselves. Any bytes may be a string: what is
 * not UTF-8 becomes U+FFFD; quotes, backslashes and, for the sake of
 * terminals, control characters (C1 too) and hidden ones (common/base/utf8.h)
 * are escaped. The text has no white space.
 *
 *   Lifetime  the buf belongs to the caller and gets no other bytes meanwhile
 *   Errors    a broken nesting is a mistake of ours: asserted. Memory: the
 *             buf's `failed` says so at the end
 *   Threads   one writer, one thread
 *   Format    RFC 8259
 */
#ifndef BASE_JSON_WRITER_H
#define BASE_JSON_WRITER_H

#include <stdbool.h>
#include <stdint.h>

#include "common/base/buf.h"
#include "common/base/bytes.h"

enum { JW_MAX_DEPTH = 32 };

struct json_writer {
    struct buf *out;
    unsigned depth;
    uint32_t objects; /* bit d: the level d is an object, not an array      */
    bool first;       /* nothing stands yet in the innermost level          */
    bool keyed;       /* a key was written, its value is due                */
    bool done;        /* the one value of the text is complete              */
};

struct json_writer jw_of(struct buf *out);

void jw_open_object(struct json_writer *w);
void jw_close_object(struct json_writer *w);
void jw_open_array(struct json_writer *w);
void jw_close_array(struct json_writer *w);

/* The name of the value that follows; only in an object. */
void jw_key(struct json_writer *w, const char *name);

void jw_string(struct json_writer *w, struct bytes text);
void jw_str(struct json_writer *w, const char *text);
void jw_int(struct json_writer *w, int64_t v);
void jw_uint(struct json_writer *w, uint64_t v);
/* The shortest text that reads back as `v`; null when v is not finite. */
void jw_double(struct json_writer *w, double v);
void jw_bool(struct json_writer *w, bool v);
void jw_null(struct json_writer *w);

/* A key and its value at once. */
void jw_member_string(struct json_writer *w, const char *name,
                      struct bytes text);
void jw_member_str(struct json_writer *w, const char *name, const char *text);
void jw_member_int(struct json_writer *w, const char *name, int64_t v);
void jw_member_uint(struct json_writer *w, const char *name, uint64_t v);
void jw_member_double(struct json_writer *w, const char *name, double v);
void jw_member_bool(struct json_writer *w, const char *name, bool v);

#endif
