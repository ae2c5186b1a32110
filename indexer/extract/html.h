/*
 * html -- the text of a page, or of a document of TREC, without what is around
 * it.
 *
 * The parser is that of libxml2, as a stream of events: no tree is built, and
 * nothing is fetched. Elements that hold no text of the release are dropped
 * with all that is in them: script, style, template, nav, header, footer,
 * aside, form, noscript and the like. What is in <main> or <article> is the
 * body, when there is any. Block elements end a paragraph, which is followed by
 * an empty line; runs of white space become a space, but in <pre>.
 *
 *   title   og:title, else <title>, without the name of the site when the first
 *           <h1> is a part of it, else that <h1>; an <h1> that is not the title
 *           begins the body
 *   date    a <meta> that gives one (article:published_time, date, dcterms.*,
 *           ...), else the first <time datetime>
 *   source  og:site_name          url   og:url or the canonical link
 *
 * In TREC's SGML the id is <DOCNO>, the title <TITLE>, <HEADLINE>, <HL> or
 * <TI>, the date <DATE>, <DATE_TIME> or <PUBDATE>, and there are <SOURCE> and
 * <URL>; the body is in <TEXT>, and when there is none all that is not in
 * these; line ends stay.
 *
 *   Lifetime  a zeroed struct is ready; release. Texts live until the next call
 *   Threads   one reader, one thread
 *   Errors    ST_NOMEM; a page nested over HTML_MAX_DEPTH deep sets `reject`
 */
#ifndef INDEXER_EXTRACT_HTML_H
#define INDEXER_EXTRACT_HTML_H

#include "common/base/buf.h"
#include "common/base/err.h"

/* Pages are some 30 deep, and the parser looks at all open elements when one
 * ends. */
enum { HTML_MAX_DEPTH = 512 };

struct html_reader {
    struct bytes id, title, date, source, url, body;
    const char *reject;

    /* Private to html.c. */
    struct buf text[10];
};

/* `page` is UTF-8. */
enum st html_read(struct html_reader *h, struct bytes page, bool trec,
                  struct err *e) MUST_USE;
void html_reader_release(struct html_reader *h);

#endif
