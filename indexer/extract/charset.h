/*
 * charset -- texts that say what they are encoded in, as UTF-8.
 *
 * Pages and messages name their encoding. What is valid UTF-8 or has a byte
 * order mark is that, whatever it says of itself; a declared encoding that ICU
 * knows is used for the rest; else decode.h decides.
 *
 *   Threads  pure functions
 */
#ifndef INDEXER_EXTRACT_CHARSET_H
#define INDEXER_EXTRACT_CHARSET_H

#include "common/text/decode.h"

/* As decode_text(), with the name that the text gives of its encoding, or
 * nothing. */
enum st charset_decode(struct bytes raw, struct bytes charset,
                       struct buf *scratch, struct bytes *text,
                       enum encoding *encoding, struct err *e) MUST_USE;

/* What <meta charset=...> and its like say near the top of a page, or
 * nothing. */
struct bytes charset_of_html(struct bytes page);

#endif
