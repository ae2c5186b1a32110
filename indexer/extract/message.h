/*
 * message -- the text of a mail: its subject, its date, who sent it, what it
 * says.
 *
 * Of the parts of a message the first text/plain is its text, else the first
 * text/html; attachments are none, nor are messages within. Base64 and quoted-
 * printable are decoded, damaged ones as far as they go; so are encoded words
 * in headers. In a mailbox, lines that begin with ">From " lose the first sign.
 *
 * Written here because the library for it, GMime, ends the program when memory
 * runs out, as all of GLib does.
 *
 *   Lifetime  a zeroed struct is ready; release. Texts live until the next call
 *   Threads   one reader, one thread
 *   Errors    ST_NOMEM; what has no header at all sets `reject`
 *   Source    RFC 5322, RFC 2045 to 2047
 */
#ifndef INDEXER_EXTRACT_MESSAGE_H
#define INDEXER_EXTRACT_MESSAGE_H

#include "common/text/decode.h"

/* Parts in parts in parts. */
enum { MESSAGE_MAX_DEPTH = 8 };

struct message_reader {
    struct bytes id;      /* Message-ID without its brackets */
    struct bytes subject; /* UTF-8, as the following         */
    struct bytes from;    /* the name, else the address      */
    struct bytes date;    /* as it is written                */
    struct bytes text;
    bool is_html; /* the text is a page */
    enum encoding encoding;
    const char *reject;

    /* Private to message.c. */
    struct buf headers[4], raw, decoded, clean;
};

enum st message_read(struct message_reader *m, struct bytes message,
                     struct err *e) MUST_USE;
void message_reader_release(struct message_reader *m);

#endif
