/* What several commands share. */
#include "query/commands/commands.h"

static enum st join_words(struct bytes *out, struct arena *arena,
                          const char *const *words, size_t n, struct err *e)
{
    size_t size = 0;
    for (size_t i = 0; i < n; i++)
        size += strlen(words[i]) + 1;
    uint8_t *const text = arena_bytes(arena, size);
    if (!text)
        return err_set(e, ST_NOMEM, "out of memory");
    size_t at = 0;
    for (size_t i = 0; i < n; i++) {
        const size_t word = strlen(words[i]);
        memcpy(text + at, words[i], word);
        at += word;
        text[at++] = ' ';
    }
    *out = bytes_of(text, size ? size - 1 : 0);
    return ST_OK;
}

enum st parse_words(struct ast_node **root, struct bytes *text,
                    struct arena *arena, enum syntax syntax,
                    const char *const *words, size_t n, struct reply *reply,
                    struct err *e)
{
    struct parse_place place;
    enum st st = join_words(text, arena, words, n, e);
    if (st != ST_OK)
        return st;
    struct err why = ERR_INIT;
    const struct parse_options options = {.syntax = syntax,
                                          .today = question_today()};
    st = parse_query(root, arena, &options, *text, &place, &why);
    if (st == ST_SYNTAX && !parse_explain(*text, place, &why, &reply->notes))
        return err_set(e, ST_NOMEM, "out of memory");
    return st == ST_OK ? ST_OK : err_set(e, st, "%s", why.msg);
}

enum st asking_open(struct asking *a, const char *index,
                    const struct question_arguments *question,
                    const char *const *words, size_t n, struct reply *reply,
                    struct err *e)
{
    enum st st = ST_OK;
    *a = (struct asking){.query = bytes_of_str("*")};
    arena_init(&a->arena, 0);
    if (n > 1 || (n == 1 && strcmp(words[0], "*") != 0))
        st = parse_words(&a->question, &a->query, &a->arena, question->syntax,
                         words, n, reply, e);
    else if ((a->question = arena_new(&a->arena, struct ast_node, 1)))
        a->question->kind = AST_ALL;
    else
        st = err_set(e, ST_NOMEM, "out of memory");
    return st == ST_OK ? index_open(&a->index, index, e) : st;
}

void asking_close(struct asking *a)
{
    index_close(a->index);
    arena_release(&a->arena);
}

enum st reply_explained(struct reply *reply, struct bytes question,
                        const struct ast_node *blame, enum st st,
                        const struct err *why, struct err *e)
{
    const bool asked = st == ST_SYNTAX || st == ST_USAGE || st == ST_LIMIT;
    if (!blame || !asked)
        return err_set(e, st, "%s", why->msg);
    const struct parse_place place = {.at = blame->at, .n = blame->n};
    if (!parse_explain(question, place, why, &reply->notes))
        return err_set(e, ST_NOMEM, "out of memory");
    return err_set(e, ST_SYNTAX, "%s", why->msg);
}

enum st reply_searched(struct reply *reply, const struct searcher *s,
                       struct bytes question, enum st st, const struct err *why,
                       struct err *e)
{
    if (st != ST_OK)
        return reply_explained(reply, question, searcher_blame(s), st, why, e);
    if (searcher_notice(s)) {
        buf_append_str(&reply->notes, searcher_notice(s));
        buf_append_byte(&reply->notes, '\n');
    }
    return reply->notes.failed ? err_set(e, ST_NOMEM, "out of memory") : ST_OK;
}

void reply_stopped(struct reply *reply)
{
    if (!reply->partial)
        buf_append_str(&reply->notes,
                       "stopped before the end: there may be better releases, "
                       "and more of them\n");
    reply->partial = true;
}

enum st reply_send(struct reply *reply, struct buf *text, struct err *e)
{
    if (text->failed)
        return err_set(e, ST_NOMEM, "out of memory");
    const enum st st = sink_write(reply->out, buf_bytes(text), e);
    buf_clear(text);
    return st;
}

enum st tag_take(const struct options *o, const char **tag, struct err *e)
{
    for (const char *at = o->value; *at; at++)
        if ((unsigned char)*at <= ' ' || *at == 0x7F)
            return err_set(e, ST_USAGE, "--tag: one word, without blanks");
    if (!*o->value)
        return err_set(e, ST_USAGE, "--tag: one word, not none");
    *tag = o->value;
    return ST_OK;
}
