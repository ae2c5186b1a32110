/* Any bytes, in every dialect: a tree that prints, or an error in its place. */
#include <stdlib.h>

#include "common/base/arena.h"
#include "query/parse/parse.h"
#include "tests/fuzz/fuzz.h"

static void fuzz_dialect(enum syntax syntax, struct bytes text)
{
    struct arena a;
    struct buf out = BUF_INIT;
    struct ast_node *root;
    struct parse_place place;
    struct err e = ERR_INIT;
    arena_init(&a, 0);
    const enum st st = parse_query(
        &root, &a, &(struct parse_options){.syntax = syntax}, text, &place, &e);
    if (st == ST_OK) {
        if (!root || !ast_print(root, &out) || out.n == 0)
            abort();
    } else {
        if (syntax == SYNTAX_WEBSEARCH || syntax == SYNTAX_BAG ||
            st != ST_SYNTAX || place.at > text.n ||
            place.n > text.n - place.at ||
            !parse_explain(text, place, &e, &out))
            abort();
    }
    buf_release(&out);
    arena_release(&a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    for (int s = SYNTAX_WEBSEARCH; s <= SYNTAX_BAG; s++)
        fuzz_dialect((enum syntax)s, bytes_of(data, size));
    return 0;
}
