/*
 * boilerplate_lines -- what a line is to boilerplate, by its own words.
 *
 *   Threads  pure functions
 */
#ifndef INDEXER_RELEASE_BOILERPLATE_LINES_H
#define INDEXER_RELEASE_BOILERPLATE_LINES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/base/bytes.h"

enum {
    PROSE_MIN = 160, /* bytes of a line that can only be prose       */
    SHORT_MAX = 100, /* bytes of a line that may be a heading        */
};

enum line_role {
    LINE_TEXT,
    LINE_ABOUT,   /* "About Dateline": the issuer follows           */
    LINE_CONTACT, /* "Media contact": names and numbers follow      */
    LINE_LEGAL,   /* "Forward-looking statements": small print      */
    LINE_SINGLE,  /* "For more information visit ...": it alone      */
    LINE_LABEL,   /* "Phone: ...": it alone, below the text         */
    LINE_LINK,    /* nothing but a link: it alone, below the text   */
    LINE_END,     /* "###", "-30-"                                  */
    LINE_RULE,    /* "---": ends a text where no prose follows      */
    LINE_CLOSING, /* "Sincerely,"                                   */
};

/* `line` is trimmed and not empty. */
enum line_role line_role_of(struct bytes line);

/* "Contact", "Sitemap", a bare number: the foot of a page. *word tells the
 * words from numbers. */
bool line_is_foot(struct bytes line, bool *word);

bool line_ends_with_stop(struct bytes line);
/* A telephone number, a mail address or a URL stands in it. */
bool line_has_address(struct bytes line);

/* A heading within a line that lost its breaks: "... prices.  About Dateline".
 * The place of it, or the size of the line. */
size_t line_heading_within(struct bytes line);

#endif
