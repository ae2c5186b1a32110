#include "tests/property/tree_check.h"

#include <check.h>
#include <stdlib.h>

struct engine_check tree_check(uint64_t seed, unsigned rounds, unsigned queries)
{
    struct engine_check check = engine_check_from_env(seed);

    if (!getenv("ROUNDS"))
        check.rounds = rounds;
    if (!getenv("QUERIES"))
        check.queries = queries;
    check.syntaxes = 1u << ORACLE_TREE;
    check.small = true;
    return check;
}

void tree_check_run(struct engine_check *check, const struct engine *engine)
{
    const char *const file = getenv("TREES");
    struct distinct seen = {0};

    check->seen = &seen;
    const struct engine_check_result r = engine_check_run(check, engine);
    printf("%lu trees, %zu different, %lu with hits, %u wrong\n", r.queries,
           seen.n, r.matching, r.failures);
    fflush(stdout);
    if (file)
        distinct_write(&seen, file);
    distinct_release(&seen);
    ck_assert_uint_eq(r.failures, 0);
}
