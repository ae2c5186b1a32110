#include "tests/property/engine_check.h"

#include <inttypes.h>
#include <stdlib.h>

#include "tests/property/shrink.h"
#include "tests/support/need.h"
#include "tests/support/random_query.h"
#include "tests/support/rng.h"

static unsigned number_from_env(const char *name, unsigned otherwise)
{
    const char *const text = getenv(name);
    return text ? (unsigned)strtoul(text, NULL, 10) : otherwise;
}

struct engine_check engine_check_from_env(uint64_t seed)
{
    return (struct engine_check){
        .seed = rng_from_env(seed).state,
        .rounds = number_from_env("ROUNDS", 6),
        .queries = number_from_env("QUERIES", 100),
        .max_failures = 3,
        .tolerance = ORACLE_TOLERANCE,
        .syntaxes = (1u << ORACLE_SYNTAXES) - 1,
        .report = stdout,
    };
}

/* One set of documents, indexed by both. */
struct round {
    const struct engine_check *check;
    const struct engine *engine;
    unsigned number;
    uint64_t seed; /* gives the documents, and with its number a query */
    enum random_docs_kind kind;
    const struct oracle_docs *docs; /* `random`, or those of the index */
    struct oracle_docs random;
    struct oracle oracle;
    void *handle;
    struct engine_check_result *result;
};

/* Mostly mixed documents, which have everything; large sets cost the most. */
static enum random_docs_kind kind_of(unsigned round, bool small)
{
    const enum random_docs_kind usual =
        small ? RANDOM_DOCS_SMALL : RANDOM_DOCS_MIXED;

    if (round % 16 == 1)
        return RANDOM_DOCS_TINY;
    if (small && round % 16 == 4)
        return RANDOM_DOCS_MIXED;
    return round % 8 == 2 ? RANDOM_DOCS_FEW : usual;
}

static const char *name_of(const struct round *r)
{
    return r->engine->documents ? "its own" : random_docs_name(r->kind);
}

static enum oracle_syntax pick_syntax(unsigned syntaxes, struct rng *r)
{
    enum oracle_syntax s;
    do {
        s = (enum oracle_syntax)rng_below(r, ORACLE_SYNTAXES + 1);
    } while ((syntaxes & 1u << s) == 0);
    return s;
}

static struct engine_question pick_question(const struct engine_check *check,
                                            struct rng *r)
{
    static const size_t KS[] = {0, 1, 3, 10, 10, 10, 100, ORACLE_TOP_MAX};
    static const struct oracle_bm25 BM25S[] = {
        {0.9, 0.4}, {0.9, 0.4}, {0.9, 0.4}, {1.2, 0.75}, {2.0, 0.0}, {0.5, 1}};

    const size_t k = KS[rng_below(r, sizeof(KS) / sizeof(KS[0]))];
    return (struct engine_question){
        .syntax = pick_syntax(check->syntaxes, r),
        .k = k,
        .with_count = k == 0 || rng_below(r, 2) == 0,
        .bm25 = BM25S[rng_below(r, sizeof(BM25S) / sizeof(BM25S[0]))],
    };
}

/* Shrinks and prints the case of query `number`, which takes its own copy of
 * the documents. `why` is what was wrong in the first place. */
static void report(const struct round *round, unsigned number,
                   const struct oracle_query *query,
                   const struct engine_question *question, const char *why)
{
    FILE *const out = round->check->report;
    struct failing_case c = {.engine = round->engine,
                             .tolerance = round->check->tolerance,
                             .query = query,
                             .question = *question};

    round->result->failures++;
    fprintf(out,
            "FAILED: %s, SEED=%" PRIu64 ", round %u (%s documents), query %u\n"
            "  %s\n  query as drawn (%s, k=%zu): %s\n",
            round->engine->name, round->check->seed, round->number,
            name_of(round), number, why, oracle_syntax_name(question->syntax),
            question->k, question->text);
    oracle_docs_copy_names(&c.docs, round->docs);
    for (size_t i = 0; i < round->docs->n; i++)
        oracle_docs_add_copy(&c.docs, &round->docs->docs[i], NULL);
    if (failing_case_agrees(&c)) {
        fputs("  a fresh index answers this query right: it takes the queries "
              "before it\n",
              out);
    } else {
        failing_case_shrink(&c);
        fprintf(out, "  as small as it goes: %s\n", c.why);
        failing_case_print(&c, out);
    }
    failing_case_release(&c);
}

static void ask_one(const struct round *round, unsigned number)
{
    struct rng r = {round->seed + number};
    struct pool pool = {0};
    char why[256] = "";
    char *text = NULL;
    size_t size;

    struct engine_question question = pick_question(round->check, &r);
    const struct oracle_query *const query =
        random_query(&pool, &r, round->docs, question.syntax);
    FILE *const out = need_stream(&text, &size);
    oracle_query_write(query, round->docs, question.syntax, out);
    need_close(out);
    question.text = text;
    question.query = query;
    question.docs = round->docs;
    if (round->check->seen)
        distinct_add(round->check->seen, text);

    struct oracle_answer want;
    oracle_search(&round->oracle, query, question.syntax, question.bm25, &want);
    round->result->queries++;
    round->result->matching += want.count > 0;

    struct oracle_found *const found = need_alloc(1, sizeof(*found));
    found->count = ORACLE_NOT_COUNTED;
    if (!round->engine->search(round->handle, &question, found, why) ||
        !oracle_agrees(&want, question.k, found, round->check->tolerance, why,
                       sizeof(why)))
        report(round, number, query, &question, why);
    free(found);
    free(text);
    oracle_answer_release(&want);
    pool_release(&pool);
}

static void ask_all(struct round *round)
{
    const struct engine_check *const check = round->check;
    const bool tiny =
        !round->engine->documents && round->kind == RANDOM_DOCS_TINY;
    const unsigned queries = tiny ? (check->queries + 2) / 3 : check->queries;

    oracle_init(&round->oracle, round->docs);
    for (unsigned q = 1; q <= queries; q++)
        if (round->result->failures < check->max_failures)
            ask_one(round, q);
    oracle_release(&round->oracle);
}

static void run_round(struct round *round)
{
    const struct engine_check *const check = round->check;
    const struct engine *const engine = round->engine;
    struct rng r = {round->seed};
    char why[256] = "";

    round->docs = &round->random;
    if (!engine->documents) {
        random_docs(&round->random, &r, round->kind);
        if (check->dress)
            check->dress(&round->random, &r);
    }
    round->handle = engine->open(engine->context, round->docs, why);
    if (!round->handle) {
        fprintf(check->report,
                "FAILED: %s, SEED=%" PRIu64 ", round %u: cannot index its %zu "
                "%s documents: %s\n",
                engine->name, check->seed, round->number, round->docs->n,
                name_of(round), why);
        round->result->failures++;
    } else {
        if (engine->documents)
            round->docs = engine->documents(round->handle);
        ask_all(round);
        engine->close(round->handle);
    }
    oracle_docs_release(&round->random);
}

struct engine_check_result engine_check_run(const struct engine_check *check,
                                            const struct engine *engine)
{
    struct engine_check_result result = {0};
    struct rng seeds = {check->seed};

    for (unsigned i = 0;
         i < check->rounds && result.failures < check->max_failures; i++) {
        struct round round = {.check = check,
                              .engine = engine,
                              .number = i,
                              .seed = rng_next(&seeds),
                              .kind = kind_of(i, check->small),
                              .result = &result};
        run_round(&round);
    }
    return result;
}
