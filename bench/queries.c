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

static const char *kind_of(const struct ast_node *n)
{
    switch (n->kind) {
    case AST_WORD:
        return "term";
    case AST_PHRASE:
        return "phrase";
    case AST_BOOL:
        return kind_of_bool(n);
    default:
        return "other";
    }
}

/* ---- words ---- */

static size_t words_between_blanks(struct bytes text)
{
    size_t words = 0;

    for (size_t i = 0; i < text.n; i++)
        words += text.p[i] != ' ' && (i == 0 || text.p[i - 1] == ' ');
    return words;
}

/* As deep as a parser nests at most. */
static size_t count_words(const struct ast_node *n)
{
    size_t words = 0;

    if (n->kind == AST_WORD)
        return 1;
    if (n->kind == AST_PHRASE)
        return words_between_blanks(n->text);
    for (const struct ast_node *c = n->first; c; c = c->next)
        words += count_words(c);
    return words;
}

/* ---- lines ---- */

/* Looks at the shape of a query, for what its tags do not tell. */
static enum st look(struct bench_query *q, enum syntax syntax, struct arena *a,
                    struct err *e)
{
    struct err why = ERR_INIT; /* a query may be wrong: asking will tell */
    struct parse_place place;
    struct ast_node *n;

    const enum st st =
        parse_query(&n, a, &(struct parse_options){.syntax = syntax}, q->text,
                    &place, &why);
    const bool parses = st == ST_OK;
    if (st == ST_NOMEM)
        return out_of_memory(e);
    q->words = parses ? count_words(n) : 0;
    if (!q->kind)
        q->kind = parses ? kind_of(n) : "other";
    return ST_OK;
}

static enum st add_tags(struct bench_query *q, const json_t *tags,
                        struct arena *a, struct err *e)
{
    const size_t n = json_array_size(tags);

    if (n > 1 && !(q->tags = arena_new(a, const char *, n - 1)))
        return out_of_memory(e);
    for (size_t i = 0; i < n; i++) {
        const char *const tag = json_string_value(json_array_get(tags, i));
        if (!tag)
            return err_set(e, ST_USAGE, "a tag that is no text");
        const char *const own = arena_strndup(a, tag, strlen(tag));
        if (!own)
            return out_of_memory(e);
        if (i == 0)
            q->kind = own;
        else
            q->tags[q->n_tags++] = own;
    }
    return ST_OK;
}

static enum st add(struct queries *q, struct bytes text, const json_t *tags,
                   struct err *e)
{
    const char *const own =
        arena_strndup(&q->arena, (const char *)text.p, text.n);

    if (!own || !mem_grow(&q->list, &q->cap, q->n + 1))
        return out_of_memory(e);
    struct bench_query *const new = &q->list[q->n];
    *new = (struct bench_query){.text = bytes_of(own, text.n)};
    enum st st = add_tags(new, tags, &q->arena, e);
    if (st == ST_OK)
        st = look(new, q->syntax, &q->arena, e);
    if (st == ST_OK)
        q->n++;
    return st;
}

static enum st add_object(struct queries *q, struct bytes line, struct err *e)
{
    json_error_t why;
    json_t *const object =
        json_loadb((const char *)line.p, line.n, JSON_REJECT_DUPLICATES, &why);
    const json_t *const query = json_object_get(object, "query");
    enum st st = ST_OK;

    if (!object)
        st = err_set(e, ST_USAGE, "%s", why.text);
    else if (!json_is_string(query))
        st = err_set(e, ST_USAGE, "no text under \"query\"");
    else
        st = add(q,
                 bytes_of(json_string_value(query), json_string_length(query)),
                 json_object_get(object, "tags"), e);
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

enum st queries_read(struct queries *q, const char *path, enum syntax syntax,
                     struct err *e)
{
    struct buf file = BUF_INIT;
    size_t number = 0;

    q->syntax = syntax;

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
