/*
 * tag_walk -- texts with tags, walked tag by tag.
 *
 * TREC's topics are SGML that is none, or XML that is not always: tags may be
 * left open, "<" may be a word, "&" too. So a tag is "<" or "</" and a letter,
 * up to the next ">", outside of comments and CDATA; and nothing is an error.
 *
 *   Lifetime  borrows the text; what it gives points into it
 *   Threads   one walk, one thread
 *   Errors    tag_plain(): ST_NOMEM
 */
#ifndef QUERY_TOPICS_TAG_WALK_H
#define QUERY_TOPICS_TAG_WALK_H

#include <stdbool.h>

#include "common/base/arena.h"
#include "common/base/bytes.h"
#include "common/base/err.h"

struct tag_walk {
    struct bytes text;
    size_t at, line; /* lines count from 1 */
};

struct tag {
    struct bytes name;       /* with the slash of a closing tag */
    struct bytes attributes; /* all of them, as they are        */
    bool empty;              /* <topic number="1"/>             */
    size_t line;             /* where it begins                 */
};

/* Goes to the next tag, or the end; gives what is before it, as it is. */
struct bytes tag_walk_text(struct tag_walk *w);

/* Takes the tag at hand; false at the end. */
bool tag_walk_tag(struct tag_walk *w, struct tag *out);

bool tag_is(const struct tag *t, const char *name);

/* The value of an attribute; p is NULL when there is none. */
struct bytes tag_attribute(const struct tag *t, const char *name);

/* Without the blanks at its ends. */
struct bytes tag_trimmed(struct bytes text);

/* What a text says: without comments, CDATA as it is, XML's five entities and
 * numbers (&amp;, &#8217;, &#x2019;) as what they stand for; other "&" stay. In
 * the arena where there are any. */
enum st tag_plain(struct bytes text, struct arena *a, struct bytes *out,
                  struct err *e) MUST_USE;

#endif
