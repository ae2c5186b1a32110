/*
 * Topics of TREC, in the two ways it has them.
 *
 *     <top>                               <topics>
 *     <num> Number: 301                   <topic number="1">
 *     <title> Oil                           <query>oil</query>
 *     <desc> Description: ...               <question>...</question>
 *     </top>                                <narrative>...</narrative>
 *                                         </topic>
 *
 * The first, SGML which is none: tags are often not closed, and each part
 * repeats its name ("Number:", "Description:"). The second, XML: of the Web
 * tracks (description for question) and TREC-COVID, in an element of any name;
 * of the Clinical Trials tracks, whose topic is nothing but its text. A part
 * ends where the next tag begins; tags of other parts (<dom>, <subtopic>, ...)
 * end one and are passed over with what follows.
 */
#include <string.h>
#include <strings.h>

#include "query/topics/forms.h"
#include "query/topics/tag_walk.h"

enum { PART_ID = TOPIC_PARTS };

/* A part, its tag, and how it may begin. Of two for one, the first in the topic
 * counts. */
static const struct part {
    const char *tag, *label;
    int part;
} PARTS[] = {
    {"num", "Number:", PART_ID},        {"identifier", "", PART_ID},
    {"title", "Topic:", TOPIC_TITLE},   {"query", "", TOPIC_TITLE},
    {"summary", "", TOPIC_TITLE},       {"desc", "Description:", TOPIC_DESC},
    {"description", "", TOPIC_DESC},    {"question", "", TOPIC_DESC},
    {"narr", "Narrative:", TOPIC_NARR}, {"narrative", "", TOPIC_NARR},
};

static const char *const NO_TOPIC =
    "no <top> or <topic>: topics are <top> <num> ... <title> ... </top> or "
    "<topic number=\"...\"> <query> ... </topic>";

static const struct part *part_of(const struct tag *tag)
{
    for (size_t i = 0; i < COUNT_OF(PARTS); i++)
        if (tag_is(tag, PARTS[i].tag))
            return &PARTS[i];
    return NULL;
}

static bool is_topic(const struct tag *t)
{
    return tag_is(t, "top") || tag_is(t, "topic");
}

static struct bytes without_label(struct bytes text, const char *label)
{
    const size_t n = strlen(label);

    text = tag_trimmed(text);
    return text.n >= n && strncasecmp((const char *)text.p, label, n) == 0
               ? tag_trimmed(bytes_of(text.p + n, text.n - n))
               : text;
}

/* What stands behind a tag becomes the part that it names. */
static enum st take_part(struct topics *t, const struct tag *tag,
                         struct bytes text, struct found_topic *found,
                         struct err *e)
{
    const struct part *const p = part_of(tag);

    if (!p)
        return ST_OK;
    struct bytes *const at =
        p->part == PART_ID ? &found->id : &found->parts[p->part];
    if (at->p)
        return ST_OK;
    const enum st st = tag_plain(text, &t->arena, &text, e);
    if (st == ST_OK)
        *at = without_label(text, p->label);
    return st;
}

/* The number in the tag, and the text of a topic without parts. */
static enum st begin_topic(struct topics *t, const struct tag *tag,
                           struct bytes text, struct found_topic *found,
                           struct err *e)
{
    found->line = tag->line;
    found->id = tag_attribute(tag, "number");
    if (!found->id.p)
        found->id = tag_attribute(tag, "id");
    const enum st st = tag_plain(text, &t->arena, &text, e);
    text = tag_trimmed(text);
    if (st == ST_OK && text.n > 0 && found->id.p)
        found->parts[TOPIC_TITLE] = text;
    return st;
}

/* The parts of the topic whose tag was taken, up to its end. */
static enum st take_topic(struct topics *t, struct tag_walk *w,
                          const struct tag *begin, struct found_topic *found,
                          struct err *e)
{
    const bool top = tag_is(begin, "top");
    struct bytes text = begin->empty ? BYTES_NONE : tag_walk_text(w);
    enum st st = begin_topic(t, begin, text, found, e);

    while (st == ST_OK && !begin->empty) {
        struct tag tag;
        if (!tag_walk_tag(w, &tag) || is_topic(&tag))
            return topics_wrong(
                t, found->line,
                top ? "<top> without </top>" : "<topic> without </topic>", e);
        if (tag_is(&tag, top ? "/top" : "/topic"))
            break;
        text = tag_walk_text(w);
        st = take_part(t, &tag, text, found, e);
    }
    if (st == ST_OK && !found->id.p)
        st = topics_wrong(t, found->line,
                          "a topic without <num>, or number=\"...\"", e);
    return st;
}

enum st topics_read_trec(struct topics *t, const struct topics_options *o,
                         struct bytes text, struct err *e)
{
    struct tag_walk w = {.text = text, .line = 1};
    enum st st = ST_OK;
    size_t first = 1;
    struct tag tag;

    tag_walk_text(&w);
    while (st == ST_OK && tag_walk_tag(&w, &tag)) {
        struct found_topic found = {.line = 0};
        if (is_topic(&tag)) {
            st = take_topic(t, &w, &tag, &found, e);
            if (st == ST_OK)
                st = topics_add(t, o, &found, e);
        } else if (part_of(&tag)) { /* the beginning of its topic is lost */
            return topics_wrong(t, tag.line, NO_TOPIC, e);
        } else if (t->n == 0 && first == 1) {
            first = tag.line;
        }
        tag_walk_text(&w);
    }
    if (st == ST_OK && t->n == 0)
        return topics_wrong(t, first, NO_TOPIC, e);
    return st;
}
