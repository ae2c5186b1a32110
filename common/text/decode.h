/*
 * decode -- the bytes of a file to UTF-8; nothing is an error.
 *
 * UTF-8 with or without BOM, UTF-16 by its BOM; what is not valid UTF-8 is
 * read as Windows-1252, the whole text or none of it, so that one stray byte
 * never mixes two encodings. NULs and other control characters stay where
 * they are: they separate words.
 *
 *   Threads  pure functions
 */
#ifndef TEXT_DECODE_H
#define TEXT_DECODE_H

#include <stdbool.h>

#include "common/base/buf.h"
#include "common/base/bytes.h"
#include "common/base/err.h"

enum encoding {
    ENCODING_UTF8,
    ENCODING_UTF16,
    ENCODING_WINDOWS_1252,
    ENCODING_DECLARED, /* another, which the text names; not found here */
    ENCODINGS,
};

/* Sets *text to the UTF-8 of `raw`: a part of `raw` itself when that is UTF-8
 * already, else bytes in `scratch` (replaced). *encoding says which it was.
 * Unpaired UTF-16 surrogates and a last odd byte become U+FFFD. */
enum st decode_text(struct bytes raw, struct buf *scratch, struct bytes *text,
                    enum encoding *encoding, struct err *e) MUST_USE;

#endif
