#include "query/topics/topics.h"

#include <stdlib.h>
#include <string.h>

#include "common/base/file.h"
#include "common/base/mem.h"
#include "common/base/utf8.h"
#include "query/topics/forms.h"

enum { TOPICS_MAX = 1 << 28 }; /* bytes of the file */

static const char *const PART_NAMES[TOPIC_PARTS] = {"title", "desc", "narr"};

void topics_release(struct topics *t)
{
    buf_release(&t->file);
    arena_release(&t->arena);
    mem_free(t->v);
    *t = (struct topics){.v = NULL};
}

enum st topics_parts_parse(const char *text, struct topics_options *o,
                           struct err *e)
{
    memset(o->parts, 0, sizeof(o->parts));
    for (const char *at = text;; at++) {
        const size_t n = strcspn(at, ",");
        size_t i = 0;
        while (i < TOPIC_PARTS && !(strlen(PART_NAMES[i]) == n &&
                                    strncmp(PART_NAMES[i], at, n) == 0))
            i++;
        if (i == TOPIC_PARTS)
            return err_set(e, ST_USAGE,
                           "parts of a topic are title, desc and narr, joined "
                           "by commas; not %.*s",
                           (int)MIN(n, (size_t)64), at);
        o->parts[i] = true;
        at += n;
        if (!*at)
            return ST_OK;
    }
}

/* ---- what the forms share ---- */

enum st topics_wrong(const struct topics *t, size_t line, const char *message,
                     struct err *e)
{
    return err_set(e, ST_USAGE, "%s:%zu: %s", t->path, line, message);
}

bool topics_next_line(struct bytes *rest, struct bytes *line)
{
    if (rest->n == 0)
        return false;
    const uint8_t *const end = memchr(rest->p, '\n', rest->n);
    const size_t size = end ? (size_t)(end - rest->p) : rest->n;
    const size_t step = size + (end != NULL);

    *line = bytes_of(rest->p, size);
    if (size > 0 && line->p[size - 1] == '\r')
        line->n--;
    *rest = bytes_of(rest->p + step, rest->n - step);
    return true;
}

static bool is_one_word(struct bytes id)
{
    for (size_t at = 0; at < id.n;) {
        const struct utf8_char c = utf8_at(id, at);
        if (c.c == UTF8_INVALID || utf8_is_space(c.c))
            return false;
        at += c.size;
    }
    return id.n > 0;
}

/* The parts that are wanted, one behind the other. */
static enum st join(struct topics *t, const struct topics_options *o,
                    const struct found_topic *found, struct bytes *out,
                    struct err *e)
{
    size_t size = 0;

    for (int i = 0; i < TOPIC_PARTS; i++) {
        if (o->parts[i] && !found->parts[i].p)
            return err_set(e, ST_USAGE, "%s:%zu: topic %.*s has no %s", t->path,
                           found->line, (int)MIN(found->id.n, (size_t)100),
                           (const char *)found->id.p, PART_NAMES[i]);
        size += o->parts[i] ? found->parts[i].n + 1 : 0;
    }
    uint8_t *const text = arena_bytes(&t->arena, size);
    if (!text)
        return err_set(e, ST_NOMEM, "out of memory");
    size_t at = 0;
    for (int i = 0; i < TOPIC_PARTS; i++) {
        const struct bytes part = found->parts[i];
        if (!o->parts[i])
            continue;
        if (part.n > 0)
            memcpy(text + at, part.p, part.n);
        at += part.n;
        text[at++] = ' ';
    }
    *out = bytes_of(text, at - 1);
    return ST_OK;
}

static enum st copy_id(struct topics *t, struct bytes id, struct bytes *out,
                       struct err *e)
{
    uint8_t *const copy = arena_bytes(&t->arena, id.n);

    if (!copy)
        return err_set(e, ST_NOMEM, "out of memory");
    memcpy(copy, id.p, id.n);
    *out = bytes_of(copy, id.n);
    return ST_OK;
}

enum st topics_add(struct topics *t, const struct topics_options *o,
                   const struct found_topic *found, struct err *e)
{
    struct topic topic = {.line = found->line};

    if (!is_one_word(found->id))
        return topics_wrong(t, found->line,
                            "a topic's id is one word, without blanks", e);
    enum st st = copy_id(t, found->id, &topic.id, e);
    if (st == ST_OK)
        st = join(t, o, found, &topic.text, e);
    if (st != ST_OK)
        return st;
    if (!mem_grow(&t->v, &t->cap, t->n + 1))
        return err_set(e, ST_NOMEM, "out of memory");
    t->v[t->n++] = topic;
    return ST_OK;
}

enum st topics_read_tsv(struct topics *t, const struct topics_options *o,
                        struct bytes text, struct err *e)
{
    enum st st = ST_OK;
    struct bytes line;

    for (size_t at = 1; st == ST_OK && topics_next_line(&text, &line); at++) {
        if (line.n == 0)
            continue;
        const uint8_t *const tab = memchr(line.p, '\t', line.n);
        if (!tab)
            return topics_wrong(
                t, at, "no tab: a line is a topic's id, a tab, its question",
                e);
        const size_t n = (size_t)(tab - line.p);
        const struct found_topic found = {
            .id = bytes_of(line.p, n),
            .parts = {bytes_of(tab + 1, line.n - n - 1)},
            .line = at};
        st = topics_add(t, o, &found, e);
    }
    return st;
}

/* ---- all of it ---- */

static int by_id(const void *a, const void *b)
{
    const struct topic *const x = a, *const y = b;
    const int c = bytes_compare(x->id, y->id);
    return c ? c : (x->line > y->line) - (x->line < y->line);
}

static int by_line(const void *a, const void *b)
{
    const struct topic *const x = a, *const y = b;
    return (x->line > y->line) - (x->line < y->line);
}

/* Two topics of one id would be one topic for trec_eval. */
static enum st check_unique(struct topics *t, struct err *e)
{
    enum st st = ST_OK;

    if (t->n == 0)
        return ST_OK;
    qsort(t->v, t->n, sizeof(*t->v), by_id);
    for (size_t i = 1; st == ST_OK && i < t->n; i++)
        if (bytes_equal(t->v[i - 1].id, t->v[i].id))
            st = err_set(e, ST_USAGE, "%s:%zu: topic %.*s stood in line %zu",
                         t->path, t->v[i].line,
                         (int)MIN(t->v[i].id.n, (size_t)100),
                         (const char *)t->v[i].id.p, t->v[i - 1].line);
    qsort(t->v, t->n, sizeof(*t->v), by_line);
    return st;
}

static enum topics_form detect(struct bytes text)
{
    size_t at = 0;

    while (at < text.n && text.p[at] <= ' ')
        at++;
    if (at < text.n && text.p[at] == '{')
        return TOPICS_JSONL;
    return at < text.n && text.p[at] == '<' ? TOPICS_TREC : TOPICS_TSV;
}

static struct bytes without_mark(struct bytes text)
{
    static const char bom[] = "\xEF\xBB\xBF";

    return text.n >= 3 && memcmp(text.p, bom, 3) == 0
               ? bytes_of(text.p + 3, text.n - 3)
               : text;
}

static enum st read_form(struct topics *t, const struct topics_options *o,
                         struct err *e)
{
    const struct bytes text = without_mark(buf_bytes(&t->file));

    switch (o->form == TOPICS_AUTO ? detect(text) : o->form) {
    case TOPICS_JSONL:
        return topics_read_jsonl(t, o, text, e);
    case TOPICS_TREC:
        return topics_read_trec(t, o, text, e);
    case TOPICS_AUTO:
    case TOPICS_TSV:
        break;
    }
    return topics_read_tsv(t, o, text, e);
}

enum st topics_read(struct topics *out, const char *path,
                    const struct topics_options *o, struct err *e)
{
    *out = (struct topics){.path = path};
    arena_init(&out->arena, 0);
    enum st st = file_read(path, TOPICS_MAX, &out->file, e);
    if (st == ST_OK) {
        st = read_form(out, o, e);
        if (st == ST_OK)
            st = check_unique(out, e);
    }
    if (st != ST_OK)
        topics_release(out);
    return st;
}
