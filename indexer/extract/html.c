#include "indexer/extract/html.h"

#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>
#include <limits.h>
#include <pthread.h>
#include <string.h>
#include <strings.h>

#include "common/base/ascii.h"
#include "indexer/extract/text.h"

/* Where text goes: the places of html_reader.text. */
enum place {
    PLACE_ALL,  /* all text that is not dropped         */
    PLACE_MAIN, /* that in <main>, <article> or <TEXT>  */
    PLACE_TITLE,
    PLACE_HEADING, /* the first <h1> */
    PLACE_OG_TITLE,
    PLACE_DATE,
    PLACE_TIME, /* of a <time> */
    PLACE_SOURCE,
    PLACE_URL,
    PLACE_ID,
};

struct walk {
    struct html_reader *out;
    htmlParserCtxtPtr parser;
    bool trec, deep;
    unsigned depth;
    unsigned dropped; /* depth of the element that is dropped, or 0          */
    unsigned main;    /* the same of the outermost <main>, <article>, <TEXT> */
    unsigned pre;
    unsigned held; /* depth of the element whose text goes to `place`     */
    enum place place;
};

/* ---- names ---- */

/* True when `name` is one of the words of `list`, spaces between. */
static bool is_one_of(const char *name, const char *list)
{
    const size_t n = strlen(name);
    for (const char *p = list; (p = strcasestr(p, name)); p += n)
        if ((p == list || p[-1] == ' ') && (p[n] == ' ' || p[n] == '\0'))
            return true;
    return false;
}

static const char DROPPED[] =
    "script style template nav header footer aside form noscript svg iframe "
    "button select option textarea object canvas audio video math dialog";
static const char DROPPED_TREC[] = "script style docid dochdr length";
static const char BLOCKS[] =
    "p div section article main h1 h2 h3 h4 h5 h6 ul ol table blockquote pre "
    "hr dl figure figcaption address body text center";
static const char LINES[] = "br li tr dt dd";
static const char CELLS[] = "td th";
static const char META_DATES[] =
    "article:published_time date dc.date dc.date.issued dc.date.created "
    "dcterms.date dcterms.created dcterms.issued dcterms.available pubdate "
    "publishdate publish_date publish-date publication_date datepublished "
    "og:published_time parsely-pub-date sailthru.date release_date";

/* The place of the text of an element, if it has one of its own. */
static bool has_place(const struct walk *w, const char *name, enum place *out)
{
    static const struct {
        const char *names;
        enum place place;
    } trec[] = {
        {"docno", PLACE_ID},
        {"title headline hl ti", PLACE_TITLE},
        {"date date_time datetime pubdate", PLACE_DATE},
        {"source", PLACE_SOURCE},
        {"url", PLACE_URL},
    };
    if (!w->trec) {
        *out = is_one_of(name, "title") ? PLACE_TITLE : PLACE_HEADING;
        return is_one_of(name, "title h1") && w->out->text[*out].n == 0;
    }
    for (size_t i = 0; i < COUNT_OF(trec); i++)
        if (is_one_of(name, trec[i].names)) {
            *out = trec[i].place;
            return w->out->text[*out].n == 0;
        }
    return false;
}

/* ---- text ---- */

static void put_collapsed(struct buf *b, struct bytes text)
{
    for (size_t i = 0; i < text.n;) {
        size_t to = i;
        if (is_space(text.p[i])) {
            while (to < text.n && is_space(text.p[to]))
                to++;
            if (b->n && !is_space(b->p[b->n - 1]))
                buf_append_byte(b, ' ');
        } else {
            while (to < text.n && !is_space(text.p[to]))
                to++;
            buf_append(b, text.p + i, to - i);
        }
        i = to;
    }
}

static void put(const struct walk *w, struct buf *b, struct bytes text)
{
    const bool body =
        b == &w->out->text[PLACE_ALL] || b == &w->out->text[PLACE_MAIN];
    if (body && (w->pre || w->trec))
        buf_append(b, text.p, text.n);
    else
        put_collapsed(b, text);
}

/* Ends a line or a paragraph; at the beginning there is none to end. */
static void put_break(struct buf *b, size_t feeds)
{
    while (b->n && b->p[b->n - 1] == ' ')
        b->n--;
    size_t there = 0;
    while (there < b->n && b->p[b->n - 1 - there] == '\n')
        there++;
    for (size_t i = there; b->n && i < feeds; i++)
        buf_append_byte(b, '\n');
}

static void break_all(const struct walk *w, const char *name)
{
    struct buf *const t = w->out->text;
    if (is_one_of(name, CELLS)) {
        put_collapsed(&t[PLACE_ALL], bytes_of(" ", 1));
        put_collapsed(&t[PLACE_MAIN], bytes_of(" ", 1));
        return;
    }
    const size_t feeds = is_one_of(name, BLOCKS)  ? 2
                         : is_one_of(name, LINES) ? 1
                                                  : 0;
    if (w->held || feeds == 0) {
        if (w->held && feeds)
            put_collapsed(&t[w->place], bytes_of(" ", 1));
        return;
    }
    put_break(&t[PLACE_ALL], feeds);
    put_break(&t[PLACE_MAIN], feeds);
}

/* ---- elements ---- */

static const char *attribute(const xmlChar **atts, const char *name)
{
    for (; atts && *atts; atts += 2)
        if (strcasecmp((const char *)atts[0], name) == 0)
            return atts[1] ? (const char *)atts[1] : "";
    return "";
}

static void keep(struct walk *w, enum place place, const char *text)
{
    struct buf *const b = &w->out->text[place];
    if (b->n == 0)
        put_collapsed(b, bytes_of_str(text));
}

static void take_meta(struct walk *w, const xmlChar **atts)
{
    const char *name = attribute(atts, "property");
    const char *const content = attribute(atts, "content");
    if (!*name)
        name = attribute(atts, "name");
    if (!*name)
        name = attribute(atts, "itemprop");
    if (!*name || !*content)
        return;
    if (is_one_of(name, "og:title"))
        keep(w, PLACE_OG_TITLE, content);
    else if (is_one_of(name, "og:site_name"))
        keep(w, PLACE_SOURCE, content);
    else if (is_one_of(name, "og:url"))
        keep(w, PLACE_URL, content);
    else if (is_one_of(name, META_DATES))
        keep(w, PLACE_DATE, content);
}

static void take_attributes(struct walk *w, const char *name,
                            const xmlChar **atts)
{
    if (w->trec)
        return;
    if (is_one_of(name, "meta"))
        take_meta(w, atts);
    else if (is_one_of(name, "link") &&
             strcasecmp(attribute(atts, "rel"), "canonical") == 0)
        keep(w, PLACE_URL, attribute(atts, "href"));
    else if (is_one_of(name, "time"))
        keep(w, PLACE_TIME, attribute(atts, "datetime"));
}

static void start_element(void *ctx, const xmlChar *element,
                          const xmlChar **atts)
{
    struct walk *const w = ctx;
    const char *const name = (const char *)element;
    enum place place;
    if (++w->depth > HTML_MAX_DEPTH) {
        w->deep = true;
        xmlStopParser(w->parser);
        return;
    }
    take_attributes(w, name, atts);
    break_all(w, name);
    if (!w->dropped && is_one_of(name, w->trec ? DROPPED_TREC : DROPPED))
        w->dropped = w->depth;
    if (!w->main && is_one_of(name, w->trec ? "text" : "main article"))
        w->main = w->depth;
    if (!w->pre && is_one_of(name, "pre"))
        w->pre = w->depth;
    /* A headline may stand in a <header>, and nothing else there counts. */
    if (!w->held && (!w->trec || !w->main) && has_place(w, name, &place) &&
        (!w->dropped || place == PLACE_HEADING)) {
        w->held = w->depth;
        w->place = place;
    }
}

static void leave(unsigned *at, unsigned depth)
{
    if (*at >= depth)
        *at = 0;
}

static void end_element(void *ctx, const xmlChar *element)
{
    struct walk *const w = ctx;
    break_all(w, (const char *)element);
    leave(&w->dropped, w->depth);
    leave(&w->main, w->depth);
    leave(&w->pre, w->depth);
    leave(&w->held, w->depth);
    w->depth -= w->depth > 0;
}

static void characters(void *ctx, const xmlChar *p, int n)
{
    struct walk *const w = ctx;
    const struct bytes text = bytes_of(p, (size_t)n);
    if (w->held)
        put(w, &w->out->text[w->place], text);
    else if (!w->dropped) {
        put(w, &w->out->text[PLACE_ALL], text);
        if (w->main)
            put(w, &w->out->text[PLACE_MAIN], text);
    }
}

/* ---- the whole ---- */

static struct bytes text_at(const struct html_reader *h, enum place place)
{
    return trim(buf_bytes(&h->text[place]));
}

static bool contains(struct bytes text, struct bytes part)
{
    return part.n && text.n && memmem(text.p, text.n, part.p, part.n);
}

/* An <h1> that is not the title begins the body, so no word is lost. */
static bool choose_texts(struct html_reader *h)
{
    const struct bytes title = text_at(h, PLACE_TITLE),
                       heading = text_at(h, PLACE_HEADING);
    h->title = text_at(h, PLACE_OG_TITLE);
    if (h->title.n == 0)
        h->title = contains(title, heading) || title.n == 0 ? heading : title;
    struct buf *const body = has_word(buf_bytes(&h->text[PLACE_MAIN]))
                                 ? &h->text[PLACE_MAIN]
                                 : &h->text[PLACE_ALL];
    h->body = trim(buf_bytes(body));
    if (heading.n == 0 || contains(h->title, heading))
        return true;
    struct buf joined = BUF_INIT;
    buf_append(&joined, heading.p, heading.n);
    buf_append_str(&joined, "\n\n");
    const bool ok = buf_append(&joined, h->body.p, h->body.n);
    buf_release(body);
    *body = joined;
    h->body = trim(buf_bytes(body));
    return ok && !joined.failed;
}

static void say_nothing(void *ctx, const char *format, ...)
{
    (void)ctx;
    (void)format;
}

/* Before a parser has options, its errors go to the terminal. Its memory is
 * not taken from mem.h: libxml2 2.9 goes round for ever when some of its
 * allocations fail, so a test cannot make them (decision 10). */
static void prepare_library(void)
{
    xmlInitParser();
    xmlThrDefSetGenericErrorFunc(NULL, say_nothing);
    xmlSetGenericErrorFunc(NULL, say_nothing);
}

static htmlParserCtxtPtr make_parser(struct bytes page, struct walk *w)
{
    htmlParserCtxtPtr const p =
        htmlCreateMemoryParserCtxt((const char *)page.p, (int)page.n);
    if (!p)
        return NULL;
    memset(p->sax, 0, sizeof(*p->sax));
    p->sax->startElement = start_element;
    p->sax->endElement = end_element;
    p->sax->characters = characters;
    p->sax->ignorableWhitespace = characters;
    p->sax->cdataBlock = characters;
    p->userData = w;
    /* RECOVER: a script ends at its own end tag, not at any in its strings. */
    htmlCtxtUseOptions(p, HTML_PARSE_RECOVER | HTML_PARSE_NOERROR |
                              HTML_PARSE_NOWARNING | HTML_PARSE_NONET |
                              HTML_PARSE_IGNORE_ENC);
    xmlSwitchEncoding(p, XML_CHAR_ENCODING_UTF8);
    return p;
}

static void take_texts(struct html_reader *h)
{
    h->date = text_at(h, PLACE_DATE);
    if (h->date.n == 0)
        h->date = text_at(h, PLACE_TIME);
    h->source = text_at(h, PLACE_SOURCE);
    h->url = text_at(h, PLACE_URL);
    h->id = text_at(h, PLACE_ID);
}

static bool any_failed(const struct html_reader *h)
{
    bool failed = false;
    for (size_t i = 0; i < COUNT_OF(h->text); i++)
        failed |= h->text[i].failed;
    return failed;
}

enum st html_read(struct html_reader *h, struct bytes page, bool trec,
                  struct err *e)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    struct walk w = {.out = h, .trec = trec};

    pthread_once(&once, prepare_library);
    h->id = h->title = h->date = h->source = h->url = h->body = BYTES_NONE;
    h->reject = NULL;
    for (size_t i = 0; i < COUNT_OF(h->text); i++)
        buf_clear(&h->text[i]);
    if (page.n == 0)
        return ST_OK; /* the parser takes that for a mistake of ours */
    if (page.n > INT_MAX / 2) {
        h->reject = "too large for a page";
        return ST_OK;
    }
    w.parser = make_parser(page, &w);
    if (!w.parser)
        return err_set(e, ST_NOMEM, "out of memory");
    htmlParseDocument(w.parser);
    const bool no_memory = w.parser->errNo == XML_ERR_NO_MEMORY;
    htmlFreeParserCtxt(w.parser);
    if (w.deep)
        h->reject = "elements nested over 512 deep";
    take_texts(h);
    if (no_memory || any_failed(h) || !choose_texts(h))
        return err_set(e, ST_NOMEM, "out of memory");
    return ST_OK;
}

void html_reader_release(struct html_reader *h)
{
    for (size_t i = 0; i < COUNT_OF(h->text); i++)
        buf_release(&h->text[i]);
    *h = (struct html_reader){.reject = NULL};
}
