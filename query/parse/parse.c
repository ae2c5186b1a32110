#include "query/parse/parse.h"

#include <string.h>

#include "query/parse/dialect.h"
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

enum st parse_query(struct ast_node **out, struct arena *arena,
                    const struct parse_options *options, struct bytes text,
                    struct parse_place *place, struct err *e)
{
    struct tree t;
    struct ast_node *root = NULL;
    enum st st = ST_OK;
    *out = NULL;
    *place = (struct parse_place){.at = 0};
    tree_init(&t, arena, text);
    struct reader r = {
        .t = &t, .today = options->today, .place = place, .e = e};
    switch (options->syntax) {
    case SYNTAX_WEBSEARCH:
        root = parse_websearch(&r);
        break;
    case SYNTAX_NATIVE:
        st = parse_native(&r, &root);
        break;
    case SYNTAX_NEXIS:
        st = parse_nexis(&r, &root);
        break;
    case SYNTAX_FACTIVA:
        st = parse_factiva(&r, &root);
        break;
    case SYNTAX_LUCENE:
        st = parse_lucene(&r, &root);
        break;
    case SYNTAX_BAG:
        root = parse_bag(&t);
        break;
    }
    if (st && !t.failed)
        return st;
    if (st && e) /* for want of memory, whatever it looked like */
        *e = ERR_INIT;
    *out = tree_root(&t, root);
    if (!*out)
        return err_set(e, ST_NOMEM, "no memory left for the query");
    return ST_OK;
}
