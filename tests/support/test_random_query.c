#include "tests/support/random_docs.h"
#include "tests/support/random_query.h"
#include "tests/support/suite.h"

#include <stdlib.h>

START_TEST(taking_smaller_queries_again_and_again_ends_with_a_word)
{
    struct rng r = rng_from_env(20190528);
    struct oracle_docs d = {0};
    random_docs(&d, &r, RANDOM_DOCS_FEW);
    for (int round = 0; round < 300; round++) {
        struct pool p = {0};
        const enum oracle_syntax syntax =
            (enum oracle_syntax)rng_below(&r, ORACLE_SYNTAXES);
        const struct oracle_query *q = random_query(&p, &r, &d, syntax);
        ck_assert(oracle_query_can_say(q, syntax));
        int steps = 0;
        const struct oracle_query *less;
        while ((less = oracle_query_smaller(q, rng_below(&r, 3), &p)) ||
               (less = oracle_query_smaller(q, 0, &p))) {
            q = less;
            ck_assert_int_lt(++steps, 1000);
        }
        ck_assert_int_eq(q->kind, ORACLE_WORD);
        pool_release(&p);
    }
    oracle_docs_release(&d);
}
END_TEST

/* What stands in the queries of one syntax. */
struct seen {
    unsigned words, phrases, repeats, titles, negatives, wide;
    int depth;
};

static void look(const struct oracle_query *q, int depth, struct seen *seen)
{
    if (depth > seen->depth)
        seen->depth = depth;
    seen->words += q->kind == ORACLE_WORD;
    seen->titles += q->kind == ORACLE_ZONE;
    if (q->kind == ORACLE_PHRASE) {
        seen->phrases++;
        seen->repeats += q->n > 1 && q->words[0] == q->words[1];
    }
    if (q->kind != ORACLE_BOOL && q->kind != ORACLE_ZONE)
        return;

    size_t prohibited = 0;
    for (size_t i = 0; i < q->n; i++) {
        look(q->clauses[i], depth + (q->kind == ORACLE_BOOL), seen);
        prohibited += q->clauses[i]->occur == ORACLE_MUST_NOT;
    }
    seen->negatives += q->kind == ORACLE_BOOL && prohibited == q->n;
    seen->wide += q->n == ORACLE_CLAUSES_MAX;
}

START_TEST(every_shape_comes_up_in_every_syntax)
{
    struct rng r = rng_from_env(5);
    struct oracle_docs d = {0};
    random_docs(&d, &r, RANDOM_DOCS_MIXED);
    for (int syntax = 0; syntax < ORACLE_SYNTAXES; syntax++) {
        struct pool p = {0};
        struct seen seen = {0};
        for (int i = 0; i < 1000; i++)
            look(random_query(&p, &r, &d, (enum oracle_syntax)syntax), 0,
                 &seen);
        ck_assert_uint_gt(seen.words, 1000);
        ck_assert_uint_gt(seen.phrases, 300);
        ck_assert_uint_gt(seen.repeats, 10);
        ck_assert_uint_gt(seen.titles, 100);
        ck_assert_uint_gt(seen.negatives, 30);
        ck_assert_uint_gt(seen.wide, 20);
        ck_assert_int_eq(seen.depth, 4);
        pool_release(&p);
    }
    oracle_docs_release(&d);
}
END_TEST

START_TEST(same_seed_gives_the_same_query)
{
    struct oracle_docs d = {0};
    struct pool p = {0};
    char *texts[2];
    random_docs(&d, &(struct rng){7}, RANDOM_DOCS_MIXED);
    for (int i = 0; i < 2; i++) {
        size_t size;
        FILE *const out = need_stream(&texts[i], &size);
        oracle_query_write(
            random_query(&p, &(struct rng){11}, &d, ORACLE_LUCENE), &d,
            ORACLE_LUCENE, out);
        need_close(out);
    }
    ck_assert_str_eq(texts[0], texts[1]);
    free(texts[0]);
    free(texts[1]);
    pool_release(&p);
    oracle_docs_release(&d);
}
END_TEST

SUITE("random_query", taking_smaller_queries_again_and_again_ends_with_a_word,
      every_shape_comes_up_in_every_syntax, same_seed_gives_the_same_query)
