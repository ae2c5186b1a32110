#include "query/parse/parse.h"

#include <string.h>

#include "query/parse/dialect.h"
#include "query/parse/tree.h"

bool syntax_from_name(const char *name, enum syntax *out)
{
    if (strcmp(name, "websearch") == 0)
        *out = SYNTAX_WEBSEARCH;
    else if (strcmp(name, "lucene") == 0)
        *out = SYNTAX_LUCENE;
    else
        return false;
    return true;
}

enum st parse_query(struct ast_node **out, struct arena *arena,
                    enum syntax syntax, struct bytes text,
                    struct parse_place *place, struct err *e)
{
    struct tree t;
    struct ast_node *root = NULL;
    enum st st = ST_OK;
    *out = NULL;
    *place = (struct parse_place){0, 0};
    tree_init(&t, arena, text);
    switch (syntax) {
    case SYNTAX_WEBSEARCH:
        root = parse_websearch(&t);
        break;
    case SYNTAX_LUCENE:
        st = parse_lucene(&t, &root, place, e);
        break;
    case SYNTAX_BAG:
        root = parse_bag(&t);
        break;
    }
    if (st)
        return st;
    *out = tree_root(&t, root);
    if (!*out)
        return err_set(e, ST_NOMEM, "no memory left for the query");
    return ST_OK;
}
