#include "query/parse/parse.h"

#include <string.h>

#include "common/base/ascii.h"
#include "query/parse/dialect.h"
#include "query/parse/odd_text.h"
#include "query/parse/tree.h"

static const struct {
    const char *name;
    enum syntax syntax;
} syntaxes[] = {
    {"websearch", SYNTAX_WEBSEARCH}, {"native", SYNTAX_NATIVE},
    {"nexis", SYNTAX_NEXIS},         {"factiva", SYNTAX_FACTIVA},
    {"lucene", SYNTAX_LUCENE},
};

bool syntax_from_name(const char *name, enum syntax *out)
{
    for (size_t i = 0; i < COUNT_OF(syntaxes); i++) {
        if (strcmp(name, syntaxes[i].name) == 0) {
            *out = syntaxes[i].syntax;
            return true;
        }
    }
    return false;
}

/* Reads the text by the rules of a dialect. */
static enum st read_as(enum syntax syntax, struct reader *r,
                       struct ast_node **root)
{
    switch (syntax) {
    case SYNTAX_WEBSEARCH:
        *root = parse_websearch(r);
        break;
    case SYNTAX_NATIVE:
        return parse_native(r, root);
    case SYNTAX_NEXIS:
        return parse_nexis(r, root);
    case SYNTAX_FACTIVA:
        return parse_factiva(r, root);
    case SYNTAX_LUCENE:
        return parse_lucene(r, root);
    case SYNTAX_BAG:
        *root = parse_bag(r->t);
        break;
    }
    return ST_OK;
}

static bool is_strict(enum syntax syntax)
{
    return syntax != SYNTAX_WEBSEARCH && syntax != SYNTAX_BAG;
}

/* Whether it is a word and nothing else: of small letters, in a dialect whose
 * operators are written with others. Most questions of one word are. */
static bool is_word(enum syntax syntax, struct bytes text)
{
    return syntax != SYNTAX_NEXIS && syntax != SYNTAX_FACTIVA &&
           ascii_is_lower(text);
}

/* Reads the text of `t` by the rules of its dialect. */
static enum st read_text(const struct parse_options *options, struct tree *t,
                         struct parse_place *place, struct ast_node **root,
                         struct err *e)
{
    struct reader r = {.t = t, .today = options->today, .place = place, .e = e};
    enum st st = ST_OK;
    if (is_strict(options->syntax) && !t->failed)
        st = odd_text_refuse(&r);
    if (st == ST_OK)
        st = read_as(options->syntax, &r, root);
    if (st == ST_OK || !t->failed)
        return st;
    if (e) /* for want of memory, whatever it looked like */
        *e = ERR_INIT;
    return ST_OK;
}

HOT enum st parse_query(struct ast_node **out, struct arena *arena,
                        const struct parse_options *options, struct bytes text,
                        struct parse_place *place, struct err *e)
{
    struct tree t;
    struct ast_node *root = NULL;
    enum st st = ST_OK;
    const bool word = is_word(options->syntax, text);
    *out = NULL;
    *place = (struct parse_place){.at = 0};
    if (!word && !is_strict(options->syntax) &&
        !odd_text_drop(arena, text, &text))
        return err_set(e, ST_NOMEM, "no memory left for the query");
    tree_init(&t, arena, text);
    if (!word)
        st = read_text(options, &t, place, &root, e);
    else if ((root = tree_node(&t, AST_WORD, 0, text.n)))
        root->text = t.text;
    if (st != ST_OK)
        return st;
    *out = tree_root(&t, root);
    if (!*out)
        return err_set(e, ST_NOMEM, "no memory left for the query");
    return ST_OK;
}
