/*
 * harmless -- text of strangers on one line of a terminal.
 *
 * Runs of white space and control characters (C0, DEL, C1) become one space,
 * none at either end; marks that turn or hide text (bidirectional overrides
 * and their like, byte order marks, annotations) are dropped; bytes that are
 * not UTF-8 become U+FFFD. So no document can move the cursor, set a colour
 * or pass for another line.
 *
 *   Errors   the buf's `failed`
 *   Threads  pure functions
 */
#ifndef QUERY_OUTPUT_HARMLESS_H
#define QUERY_OUTPUT_HARMLESS_H

#include <stdbool.h>

#include "common/base/buf.h"
#include "common/base/bytes.h"

/* Appends `text`, made harmless. False when memory is out. */
bool text_harmless(struct bytes text, struct buf *out);

/* The same for a text that comes in pieces, with marks of ours in between
 * that are taken as they are. */
struct harmless {
    struct buf *out;
    bool any; /* something was written                    */
    bool gap; /* white space came, which a letter will end */
};

struct harmless harmless_into(struct buf *out);
void harmless_text(struct harmless *h, struct bytes text);
/* A mark before a word, with the white space that came, and behind one. */
void harmless_open(struct harmless *h, const char *mark);
void harmless_close(struct harmless *h, const char *mark);

#endif
