/* Topics of an object a line: BEIR's queries and the like. */
#include <string.h>

#include "common/base/json_reader.h"
#include "query/topics/forms.h"

/* What a member is, by its key. */
static const struct key {
    const char *name;
    int part; /* or -1: the id */
} KEYS[] = {
    {"_id", -1},
    {"id", -1},
    {"qid", -1},
    {"query_id", -1},
    {"text", TOPIC_TITLE},
    {"query", TOPIC_TITLE},
    {"title", TOPIC_TITLE},
    {"description", TOPIC_DESC},
    {"desc", TOPIC_DESC},
    {"narrative", TOPIC_NARR},
    {"narr", TOPIC_NARR},
};

/* Of two keys for one thing, the first in the object counts. */
static void take_member(struct found_topic *found, const struct json_member *m)
{
    for (size_t i = 0; i < COUNT_OF(KEYS); i++) {
        if (!bytes_equal_str(m->key, KEYS[i].name))
            continue;
        struct bytes *const at =
            KEYS[i].part < 0 ? &found->id : &found->parts[KEYS[i].part];
        const bool fits = m->kind == VALUE_STRING ||
                          (KEYS[i].part < 0 && m->kind == VALUE_NUMBER);
        if (fits && !at->p)
            *at = m->text;
    }
}

static enum st take_line(struct topics *t, const struct topics_options *o,
                         struct bytes line, size_t number, struct buf *scratch,
                         struct err *e)
{
    struct found_topic found = {.line = number};
    struct json_reader r;
    struct json_member m;

    if (!json_reader_init(&r, line, scratch))
        return err_set(e, ST_NOMEM, "out of memory");
    while (json_reader_next(&r, &m))
        take_member(&found, &m);
    if (r.error)
        return err_set(e, ST_USAGE, "%s:%zu: no JSON: byte %zu: %s", t->path,
                       number, r.at + 1, r.error);
    if (!found.id.p)
        return topics_wrong(t, number, "no id: it is _id, id, qid or query_id",
                            e);
    return topics_add(t, o, &found, e);
}

static bool is_blank(struct bytes line)
{
    for (size_t i = 0; i < line.n; i++)
        if (line.p[i] > ' ')
            return false;
    return true;
}

enum st topics_read_jsonl(struct topics *t, const struct topics_options *o,
                          struct bytes text, struct err *e)
{
    struct buf scratch = BUF_INIT;
    enum st st = ST_OK;
    struct bytes line;

    for (size_t at = 1; st == ST_OK && topics_next_line(&text, &line); at++)
        if (!is_blank(line))
            st = take_line(t, o, line, at, &scratch, e);
    buf_release(&scratch);
    return st;
}
