/*
 * bag -- any of the words; nothing is an operator (docs/query.md).
 *
 * Besides white space, signs that join no words in any language end one, and
 * hyphens too: "trade/industry" or "boundary-layer" in a topic is two words of
 * which either may match, not two in a row.
 */
#include "common/base/utf8.h"
#include "query/parse/dialect.h"

static bool separates(uint32_t c)
{
    if (utf8_is_space(c))
        return true;
    if (c == 0x2010 || c == 0x2011) /* hyphens */
        return true;
    return c < 0x80 && strchr("-\"()[]{}<>/\\|?!;*&+=~^", (int)c);
}

struct ast_node *parse_bag(struct tree *t)
{
    struct ast_node *const bag = tree_group(t);
    for (size_t at = 0, from = 0; !t->failed && at <= t->text.n;) {
        const struct utf8_char c = utf8_at(t->text, at);
        if (c.size == 0 || separates(c.c)) {
            tree_add(bag, tree_word(t, AST_WORD, from, at - from),
                     OCCUR_SHOULD);
            from = at + c.size;
        }
        at += c.size ? c.size : 1;
    }
    return tree_close(t, bag);
}
