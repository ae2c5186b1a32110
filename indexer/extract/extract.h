/*
 * extract -- one raw record to the fields of a release.
 *
 *   text       decoded (common/text/decode.h); the first line that holds a
 *              letter or digit is the headline, what follows it the body; the
 *              date is looked for in a header line near the top, then in the
 *              file name
 *   JSON, CSV  keys and columns by the field map; strings, and numbers where an
 *              id or a date may be one; others are kept as extra fields
 *   markdown   as text, with front matter (markdown.h) by the field map
 *   HTML, TREC, mail, MS MARCO   what the format has a place for; html.h and
 *              message.h say where
 *
 * A document without an id has its name for one, and where many share a name,
 * "name:line". One without a source has the first folder of its name.
 *
 * A text without a letter or digit is no document: nobody meant it to be one.
 * A JSON object that gives a title or a body is one, though both be empty.
 *
 * The date of a release, by order of trust: JSON key, header line, file name;
 * indexer/publication_date.h knows more.
 *
 *   Lifetime  open/close; a release borrows the extractor (and the record) and
 *             is valid until the next call
 *   Threads   one extractor, one thread
 *   Errors    extract_record() returns ST_OK or ST_NOMEM; a record that is no
 *             document leaves release->reject set, with a reason for a person
 */
#ifndef INDEXER_EXTRACT_EXTRACT_H
#define INDEXER_EXTRACT_EXTRACT_H

#include "common/base/bytes.h"
#include "common/base/err.h"
#include "common/segment/record.h"
#include "common/segment/structure.h"
#include "common/text/decode.h"
#include "indexer/batch.h"

/* Which key or column holds which field: at most FIELD_KEYS names, tried in
 * order. */
enum { FIELD_KEYS = 8 };

struct field_map {
    const char *keys[FIELDS_KNOWN][FIELD_KEYS];
};

/* id/_id, title/headline, date/published, source, body/text/contents/content,
 * url. */
struct field_map field_map_default(void);

/* Reads "title=headline,date=published" over `m`: a named field is then taken
 * from that key alone. Keys are kept as pointers into `text`, which is changed
 * (separators become NULs) and must outlive the map. ST_USAGE names the part
 * that makes no sense. */
enum st field_map_parse(struct field_map *m, char *text,
                        struct err *e) MUST_USE;

struct release {
    struct bytes id;              /* never empty                             */
    struct record_fields fields;  /* what the store keeps, title and body
                                     among it                                */
    struct bytes title, body;     /* UTF-8; empty when there is none         */
    struct bytes source;          /* the key, or the first folder of the name */
    int32_t date;                 /* days since 1970-01-01, or DATE_NONE     */
    enum date_origin date_origin; /* FIELD, LINE, NAME or NONE              */
    enum encoding encoding;
    bool mojibake;      /* see mojibake.h                                   */
    const char *reject; /* NULL, or why this is no document                 */
};

struct extractor;

/* `map` is copied. */
enum st extractor_open(struct extractor **out, const struct field_map *map,
                       struct err *e) MUST_USE;
enum st extract_record(struct extractor *x, const struct batch *b,
                       const struct raw_record *r, struct release *out,
                       struct err *e) MUST_USE;
void extractor_close(struct extractor *x);

#endif
