/* parse -- prints a question as it is understood, without an index. */
#include "query/commands/commands.h"
#include "query/parse/skip_boilerplate.h"

enum st command_parse(const struct parse_command *c, struct reply *reply,
                      struct err *e)
{
    struct arena arena;
    struct ast_node *root;
    struct bytes text;
    struct buf line = BUF_INIT;
    arena_init(&arena, 0);
    enum st st = parse_words(&root, &text, &arena, c->syntax, c->words,
                             c->n_words, reply, e);
    if (st == ST_OK && c->skip_boilerplate &&
        !(root = skip_boilerplate(root, &arena)))
        st = err_set(e, ST_NOMEM, "out of memory");
    if (st == ST_OK) {
        ast_print(root, &line);
        buf_append_byte(&line, '\n');
        st = reply_send(reply, &line, e);
    }
    buf_release(&line);
    arena_release(&arena);
    return st;
}

/* ---- the command line ---- */

static const struct option_spec OPTIONS[] = {SYNTAX_OPTION, BOILERPLATE_OPTION};

static const struct example_spec EXAMPLES[] = {
    {"dateline-query parse 'oil OR gas prices'",
     "what belongs together: the words around OR, or all?"},
    {"dateline-query parse --syntax lucene 'oil AND (gas OR coal)'",
     "whether a question is right in another language"},
};

static enum st take(struct options *o, int id, void *settings, struct err *e)
{
    return question_arguments_take(o, id, settings, e);
}

static enum st run(struct options *o, struct reply *reply, struct err *e)
{
    struct question_arguments a = QUESTION_ARGUMENTS_DEFAULT;
    const enum st st = options_take(o, take, &a, e);
    if (st != ST_OK || o->asked != ASKED_NOTHING)
        return st;
    const struct parse_command c = {
        .words = (const char *const *)o->operands,
        .n_words = (size_t)o->n_operands,
        .syntax = a.syntax,
        .skip_boilerplate = a.skip_boilerplate,
    };
    return command_parse(&c, reply, e);
}

const struct command PARSE_COMMAND = {
    .spec =
        {
            .name = "parse",
            .operands = "WORD...",
            .summary = "print a question as it is understood",
            .details = "Prints the words as a fully bracketed query.",
            .options = OPTIONS,
            .n_options = COUNT_OF(OPTIONS),
            .examples = EXAMPLES,
            .n_examples = COUNT_OF(EXAMPLES),
            .words_after = 1,
        },
    .run = run,
};
