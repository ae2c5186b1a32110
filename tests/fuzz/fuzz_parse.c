/* Any bytes, in the dialect FUZZ_SYNTAX: a tree that native reads back as it
 * was printed, or an error in its place. */
#include <stdlib.h>

#include "common/base/arena.h"
#include "query/parse/parse.h"
#include "tests/fuzz/fuzz.h"

static void require(bool holds)
{
    if (!holds)
        abort();
}

static bool may_fail(void)
{
    return FUZZ_SYNTAX != SYNTAX_WEBSEARCH && FUZZ_SYNTAX != SYNTAX_BAG;
}

/* Parses `text` and prints the tree; false when it is refused. */
static bool print_reading(struct arena *a, enum syntax syntax,
                          struct bytes text, struct buf *out)
{
    const struct parse_options options = {.syntax = syntax, .today = 18000};
    struct ast_node *root;
    struct parse_place place;
    struct err e = ERR_INIT;
    const enum st st = parse_query(&root, a, &options, text, &place, &e);
    if (st == ST_OK) {
        require(root && ast_print(root, out) && out->n > 0);
        return true;
    }
    require(st == ST_SYNTAX && place.at <= text.n &&
            place.n <= text.n - place.at &&
            parse_explain(text, place, &e, out));
    return false;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a;
    struct buf once = BUF_INIT;
    struct buf again = BUF_INIT;
    arena_init(&a, 0);
    if (print_reading(&a, FUZZ_SYNTAX, bytes_of(data, size), &once))
        require(print_reading(&a, SYNTAX_NATIVE, buf_bytes(&once), &again) &&
                bytes_equal(buf_bytes(&once), buf_bytes(&again)));
    else
        require(may_fail());
    buf_release(&once);
    buf_release(&again);
    arena_release(&a);
    return 0;
}
