/* terms -- the words of an index that a pattern fits, most frequent first. */
#include <inttypes.h>

#include "query/commands/commands.h"
#include "query/commands/look_arguments.h"
#include "query/expand/fitting.h"
#include "query/output/terms.h"

static void print(const struct terms_command *c, const struct terms *terms,
                  struct buf *out)
{
    switch (c->form) {
    case LIST_TABLE:
        output_terms_table(terms, &c->look, out);
        break;
    case LIST_JSON:
        output_terms_json(terms, out);
        break;
    case LIST_CSV:
    case LIST_TSV:
        output_terms_rows(terms, c->form == LIST_CSV ? ROWS_CSV : ROWS_TSV,
                          out);
        break;
    }
}

/* A word is the pattern that fits it alone. */
static bool pattern_of(const struct ast_node *n, struct pattern *out)
{
    *out = (struct pattern){.text = n->text, .distance = n->count};
    switch (n->kind) {
    case AST_WORD:
        out->kind = PATTERN_FUZZY;
        out->distance = 0;
        return true;
    case AST_WILDCARD:
        out->kind = PATTERN_WILDCARD;
        return true;
    case AST_REGEX:
        out->kind = PATTERN_REGEX;
        return true;
    case AST_FUZZY:
        out->kind = PATTERN_FUZZY;
        return true;
    default:
        return false;
    }
}

/* The pattern as a tree, whose place in the text is that of its mistakes. */
static enum st read_pattern(const struct terms_command *c, struct arena *arena,
                            struct ast_node **root, struct pattern *out,
                            struct reply *reply, struct err *e)
{
    struct bytes text;
    const enum st st = parse_words(root, &text, arena, SYNTAX_NATIVE,
                                   &c->pattern, 1, reply, e);
    if (st == ST_OK && !pattern_of(*root, out))
        return err_set(e, ST_USAGE,
                       "%s is not one word; try 'luka*', '*ship', "
                       "'/luka.+/' or 'lukashenko~1'",
                       c->pattern);
    return st;
}

static enum st collect(const struct terms_command *c, const struct index *ix,
                       const struct pattern *p, struct arena *arena,
                       struct terms *out, struct err *e)
{
    struct vocabulary words = {.index = ix, .arena = arena};
    struct fitting f;
    uint64_t budget = UINT64_MAX;

    enum st st = analyzer_open(&words.analyzer, e);
    if (st == ST_OK)
        st = fitting_find(&f, &words, p, &budget, e);
    analyzer_close(words.analyzer);
    if (st != ST_OK)
        return st;
    out->all = f.n_all;
    out->n = MIN(f.n, (size_t)c->top);
    struct terms_row *const rows = arena_new(arena, struct terms_row, out->n);
    if (!rows)
        return err_set(e, ST_NOMEM, "out of memory");
    out->rows = rows;
    for (size_t i = 0; i < out->n && st == ST_OK; i++) {
        rows[i] =
            (struct terms_row){.word = f.words[i].text, .docs = f.words[i].df};
        st = fitting_occurrences(&f.words[i], ix, &rows[i].occurrences, e);
    }
    return st;
}

enum st command_terms(const struct terms_command *c, struct reply *reply,
                      struct err *e)
{
    struct terms terms = {.pattern = bytes_of_str(c->pattern)};
    struct index *ix = NULL;
    struct ast_node *root;
    struct pattern pattern;
    struct buf out = BUF_INIT;
    struct err why = ERR_INIT;
    struct arena arena;
    arena_init(&arena, 0);

    enum st st = read_pattern(c, &arena, &root, &pattern, reply, e);
    if (st == ST_OK)
        st = index_open(&ix, c->index, e);
    if (st == ST_OK &&
        (st = collect(c, ix, &pattern, &arena, &terms, &why)) != ST_OK)
        st = reply_explained(reply, terms.pattern, root, st, &why, e);
    if (st == ST_OK) {
        print(c, &terms, &out);
        reply->none = terms.n == 0;
        if (terms.all > terms.n && c->form == LIST_TABLE)
            buf_printf(&reply->notes,
                       "%" PRIu64 " more words; -n %" PRIu64 " shows all\n",
                       terms.all - terms.n, terms.all);
        st = reply_send(reply, &out, e);
    }
    buf_release(&out);
    index_close(ix);
    arena_release(&arena);
    return st;
}

/* ---- the command line ---- */

enum { OPTION_TOP = 1, OPTION_FORMAT };

static const struct option_spec OPTIONS[] = {
    {OPTION_TOP, 'n', "top", "N", "The N most frequent (default 100)."},
    LIST_FORM_OPTION(OPTION_FORMAT),
    LOOK_OPTIONS,
};

static const struct example_spec EXAMPLES[] = {
    {"dateline-query terms news.idx 'luka*'",
     "how a name is spelled, and how often"},
    {"dateline-query terms news.idx 'lukashenko~1' --format tsv",
     "words that are one slip away"},
    {"dateline-query terms news.idx '/\\d{4}/'", "years, and other numbers"},
};

struct arguments {
    struct terms_command command;
    struct look_arguments look;
    int64_t top;
    int form; /* place among the names */
};

static enum st take(struct options *o, int id, void *settings, struct err *e)
{
    struct arguments *const a = settings;
    switch (id) {
    case OPTION_TOP:
        return options_int(o, 1, INT32_MAX, &a->top, e);
    case OPTION_FORMAT:
        return options_choice(o, &a->form, e);
    default:
        return look_arguments_take(o, id, &a->look, e);
    }
}

static enum st run(struct options *o, struct reply *reply, struct err *e)
{
    struct arguments a = {.top = 100};
    const enum st st = options_take(o, take, &a, e);
    if (st != ST_OK || o->asked != ASKED_NOTHING)
        return st;
    struct terms_command *const c = &a.command;
    c->index = o->operands[0];
    c->pattern = o->operands[1];
    c->top = (uint32_t)a.top;
    c->form = (enum list_form)a.form;
    c->look = look_arguments_look(&a.look);
    look_arguments_page(&a.look, reply->out);
    return command_terms(c, reply, e);
}

const struct command TERMS_COMMAND = {
    .spec =
        {
            .name = "terms",
            .operands = "INDEX PATTERN",
            .summary = "list the words that a pattern fits",
            .details =
                "Lists words as the index has them, folded, with the number of "
                "releases that hold them and of their occurrences in all; "
                "deleted releases count until they are merged away. A pattern "
                "is 'luka*', '*ship', 'wom?n', '/lukashenk[ao]/', or "
                "'lukashenko~1' for words that are one slip away, ~2 for two; "
                "or a word.",
            .options = OPTIONS,
            .n_options = COUNT_OF(OPTIONS),
            .examples = EXAMPLES,
            .n_examples = COUNT_OF(EXAMPLES),
        },
    .run = run,
};
