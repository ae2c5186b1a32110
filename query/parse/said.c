#include "query/parse/said.h"

#include "common/base/utf8.h"
#include "query/parse/reader.h"

bool said_takes_more(const struct ast_node *n)
{
    return n && n->kind == AST_FIELD && bytes_equal_str(n->text, "said") &&
           n->first && !n->first->next;
}

size_t said_comma(struct bytes text, size_t open)
{
    bool quoted = false;
    unsigned depth = 0;
    for (size_t at = open; at < text.n;) {
        const struct utf8_char c = utf8_at(text, at);
        if (is_quote(c.c))
            quoted = !quoted;
        else if (quoted)
            ;
        else if (c.c == '(')
            depth++;
        else if (c.c == ')' && --depth == 0)
            return 0;
        else if (c.c == ',' && depth == 1)
            return at;
        at += c.size;
        if (c.c == '\\')
            at += utf8_at(text, at).size;
    }
    return 0;
}
