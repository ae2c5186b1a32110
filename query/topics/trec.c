/*
 * Topics in TREC's SGML, which is none: tags are often not closed, and each
 * part repeats its name ("Number:", "Description:"). A part ends where the next
 * tag begins; tags of other parts (<dom>, <con>, ...) end one and are passed
 * over with what follows.
 */
#include <string.h>
#include <strings.h>

#include "query/topics/forms.h"

enum { PART_ID = TOPIC_PARTS };

/* A part, its tag, and how it may begin. */
static const struct part {
    const char *tag, *label;
    int part;
} PARTS[] = {
    {"num", "Number:", PART_ID},
    {"title", "Topic:", TOPIC_TITLE},
    {"desc", "Description:", TOPIC_DESC},
    {"narr", "Narrative:", TOPIC_NARR},
};

/* A text that is walked tag by tag. */
struct walk {
    struct bytes text;
    size_t at, line;
};

static bool is_letter(uint8_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Whether a tag begins at byte i: "<" alone is text. */
static bool is_tag(struct bytes t, size_t i)
{
    return t.p[i] == '<' && i + 1 < t.n &&
           (is_letter(t.p[i + 1]) ||
            (t.p[i + 1] == '/' && i + 2 < t.n && is_letter(t.p[i + 2])));
}

/* Goes to the next tag; gives what is before it. */
static struct bytes text_before_tag(struct walk *w)
{
    const size_t from = w->at;

    while (w->at < w->text.n && !is_tag(w->text, w->at))
        w->line += w->text.p[w->at++] == '\n';
    return bytes_of(w->text.p + from, w->at - from);
}

/* The name of the tag at hand, with the slash of a closing one; goes behind
 * it. */
static struct bytes take_tag(struct walk *w)
{
    const size_t from = w->at + 1;
    size_t end = from;

    while (end < w->text.n && (is_letter(w->text.p[end]) ||
                               (end == from && w->text.p[end] == '/')))
        end++;
    for (w->at = end; w->at < w->text.n && w->text.p[w->at] != '>'; w->at++)
        w->line += w->text.p[w->at] == '\n';
    w->at += w->at < w->text.n;
    return bytes_of(w->text.p + from, end - from);
}

static bool is_name(struct bytes tag, const char *name)
{
    return tag.n == strlen(name) &&
           strncasecmp((const char *)tag.p, name, tag.n) == 0;
}

static struct bytes trimmed(struct bytes t)
{
    while (t.n > 0 && t.p[0] <= ' ')
        t = bytes_of(t.p + 1, t.n - 1);
    while (t.n > 0 && t.p[t.n - 1] <= ' ')
        t.n--;
    return t;
}

static struct bytes without_label(struct bytes text, const char *label)
{
    const size_t n = strlen(label);

    text = trimmed(text);
    return text.n >= n && strncasecmp((const char *)text.p, label, n) == 0
               ? trimmed(bytes_of(text.p + n, text.n - n))
               : text;
}

/* The parts of a topic, up to its </top>. */
static enum st take_topic(const struct topics *t, struct walk *w,
                          struct found_topic *found, struct err *e)
{
    struct bytes tag = BYTES_NONE;

    while (!is_name(tag, "/top")) {
        const struct bytes text = text_before_tag(w);
        for (size_t i = 0; i < COUNT_OF(PARTS); i++) {
            const struct part *const p = &PARTS[i];
            struct bytes *const at =
                p->part == PART_ID ? &found->id : &found->parts[p->part];
            if (is_name(tag, p->tag) && !at->p)
                *at = without_label(text, p->label);
        }
        if (w->at == w->text.n)
            return topics_wrong(t, found->line, "<top> without </top>", e);
        tag = take_tag(w);
    }
    return found->id.p
               ? ST_OK
               : topics_wrong(t, found->line, "a topic without <num>", e);
}

enum st topics_read_trec(struct topics *t, const struct topics_options *o,
                         struct bytes text, struct err *e)
{
    struct walk w = {.text = text, .line = 1};
    enum st st = ST_OK;

    while (st == ST_OK) {
        struct found_topic found = {.line = 0};
        text_before_tag(&w);
        if (w.at == text.n)
            return ST_OK;
        found.line = w.line;
        const struct bytes tag = take_tag(&w);
        if (!is_name(tag, "top"))
            return topics_wrong(t, found.line,
                                "no <top>: topics are <top> <num> "
                                "... <title> ... </top>",
                                e);
        st = take_topic(t, &w, &found, e);
        if (st == ST_OK)
            st = topics_add(t, o, &found, e);
    }
    return st;
}
