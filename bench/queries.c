#include "bench/queries.h"

#include <jansson.h>
#include <string.h>

#include "common/base/buf.h"
#include "common/base/file.h"
#include "common/base/mem.h"
#include "query/parse/parse.h"

enum { QUERIES_SIZE_MAX = 1 << 30 };

static enum st out_of_memory(struct err *e)
{
    return err_set(e, ST_NOMEM, "out of memory for queries");
}

/* ---- kinds ---- */

static const char *kind_of_bool(const struct ast_node *n)
{
    bool must = true, should = true;

    for (const struct ast_node *c = n->first; c; c = c->next) {
        if (c->kind != AST_WORD)
            return "mixed";
        must = must && c->occur == OCCUR_MUST;
        should = should && c->occur == OCCUR_SHOULD;
    }
    if (must)
        return "intersection";
    return should ? "union" : "mixed";
}

static const char *kind_of(struct arena *a, struct bytes text)
{
    struct err ignored = ERR_INIT; /* a query may be wrong; asking will tell */
    struct parse_place place;
    struct ast_node *n;

    if (parse_query(&n, a, SYNTAX_LUCENE, text, &place, &ignored) != ST_OK)
        return "other";
    switch (n->kind) {
    case AST_WORD:
        return "term";
    case AST_PHRASE:
        return "phrase";
    case AST_BOOL:
        return kind_of_bool(n);
    case AST_FIELD:
    case AST_NONE:
        break;
    }
    return "other";
}

/* ---- lines ---- */

static enum st add(struct queries *q, struct bytes text, const char *kind,
                   struct err *e)
{
    const char *const own =
        arena_strndup(&q->arena, (const char *)text.p, text.n);

    if (!own || !mem_grow(&q->list, &q->cap, q->n + 1))
        return out_of_memory(e);
    text = bytes_of(own, text.n);
    kind = kind ? arena_strndup(&q->arena, kind, strlen(kind))
                : kind_of(&q->arena, text);
    if (!kind)
        return out_of_memory(e);
    q->list[q->n++] = (struct bench_query){text, kind};
    return ST_OK;
}

static enum st add_object(struct queries *q, struct bytes line, struct err *e)
{
    json_error_t why;
    json_t *const object =
        json_loadb((const char *)line.p, line.n, JSON_REJECT_DUPLICATES, &why);
    const json_t *const query = json_object_get(object, "query");
    const char *const kind =
        json_string_value(json_array_get(json_object_get(object, "tags"), 0));
    enum st st = ST_OK;

    if (!object)
        st = err_set(e, ST_USAGE, "%s", why.text);
    else if (!json_is_string(query))
        st = err_set(e, ST_USAGE, "no text under \"query\"");
    else
        st = add(q,
                 bytes_of(json_string_value(query), json_string_length(query)),
                 kind, e);
    json_decref(object);
    return st;
}

static enum st add_line(struct queries *q, struct bytes line, struct err *e)
{
    while (line.n > 0 &&
           (line.p[line.n - 1] == '\r' || line.p[line.n - 1] == ' '))
        line.n--;
    if (line.n == 0)
        return ST_OK;
    return line.p[0] == '{' ? add_object(q, line, e) : add(q, line, NULL, e);
}

enum st queries_read(struct queries *q, const char *path, struct err *e)
{
    struct buf file = BUF_INIT;
    size_t number = 0;

    enum st st = file_read(path, QUERIES_SIZE_MAX, &file, e);
    for (size_t at = 0; st == ST_OK && at < file.n;) {
        const uint8_t *const from = file.p + at;
        const uint8_t *const end = memchr(from, '\n', file.n - at);
        const size_t n = end ? (size_t)(end - from) : file.n - at;
        number++;
        if ((st = add_line(q, bytes_of(from, n), e)) != ST_OK)
            err_note(e, "%s, line %zu", path, number);
        at += n + 1;
    }
    buf_release(&file);
    return st;
}

void queries_release(struct queries *q)
{
    mem_free(q->list);
    arena_release(&q->arena);
    *q = (struct queries){.n = 0};
}
