/*
 * text -- plain text to headline, body and date.
 *
 * The headline is the first line that says something: lines that only announce
 * a release, or hold nothing but a date, a number or a URL, are passed over
 * and begin the body. A first line of over 300 bytes is no headline but a text
 * without line breaks: all of it is body. So headline and body together hold
 * every word.
 *
 *   Threads  pure functions
 */
#ifndef INDEXER_EXTRACT_TEXT_H
#define INDEXER_EXTRACT_TEXT_H

#include <stdbool.h>

#include "common/base/buf.h"
#include "common/base/bytes.h"
#include "common/base/err.h"
#include "indexer/extract/dates.h"

/* True when UTF-8 `text` holds a letter or a digit of any script. */
bool has_word(struct bytes text);

/* `text` without white space at its ends. */
struct bytes trim(struct bytes text);

struct text_parts {
    struct bytes title, body; /* parts of the text, or of `scratch` */
};

enum st split_text(struct bytes text, struct buf *scratch,
                   struct text_parts *out, struct err *e) MUST_USE;

/* The date of a header line among the first ten that are not blank. */
bool date_in_text(struct bytes text, struct found_date *out);

#endif
