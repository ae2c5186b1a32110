/*
 * engine_check -- asks an engine and the oracle the same random questions.
 *
 * R rounds of a random set of documents, Q random queries each. The engine is
 * known by three functions. When an answer differs, the case is made as small
 * as it goes while it still differs (clauses, documents, words, k), and is
 * printed whole: seed, query, documents, both answers.
 *
 *     ROUNDS=40 QUERIES=500 SEED=7 build/release/tests/test_...
 *
 *   Lifetime  nothing is kept between calls
 *   Threads   none
 */
#ifndef TESTS_PROPERTY_ENGINE_CHECK_H
#define TESTS_PROPERTY_ENGINE_CHECK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "tests/oracle/oracle_check.h"
#include "tests/support/distinct.h"
#include "tests/support/random_docs.h"

struct engine_question {
    const char *text; /* in `syntax`, and for a person when that is no text */
    const struct oracle_query *query;
    const struct oracle_docs *docs; /* whose words it has                  */
    enum oracle_syntax syntax;
    size_t k;        /* 0 .. ORACLE_TOP_MAX                                */
    bool with_count; /* else found->count may be ORACLE_NOT_COUNTED, and the
                        engine may prune                                   */
    struct oracle_bm25 bm25;
};

struct engine {
    const char *name;
    void *context; /* handed to open */

    /* Makes an index of the documents (numbered from 0 in their order; the
     * text is oracle_doc_title() and oracle_doc_body()). NULL with a message
     * in `why` when it cannot; that too is a failure. */
    void *(*open)(void *context, const struct oracle_docs *docs,
                  char why[static 256]);
    /* Fills `found`; false with a message when it cannot. */
    bool (*search)(void *handle, const struct engine_question *question,
                   struct oracle_found *found, char why[static 256]);
    void (*close)(void *handle);

    /* NULL; or the documents are not random ones but what an index holds that
     * is there already: open() is then given no documents, and these are its
     * own, until close(). */
    const struct oracle_docs *(*documents)(void *handle);
};

struct engine_check {
    uint64_t seed;
    unsigned rounds, queries; /* per round; a third in rounds of tiny documents,
                                 whose sets are large                        */
    unsigned max_failures;    /* stops after so many, each one shrunk        */
    struct oracle_tolerance tolerance;
    unsigned syntaxes; /* mask of 1u << ORACLE_...: the ones to ask in; with
                          ORACLE_TREE questions have positional operators    */
    FILE *report;      /* where failures are printed                         */

    /* What is done to random documents before they are indexed, or NULL. */
    void (*dress)(struct oracle_docs *docs, struct rng *r);
    bool small; /* mostly sets of a hundred documents, for many questions   */
    struct distinct *seen; /* or NULL: gets the questions, as texts */
};

/* 6 rounds of 100 queries in all syntaxes, reported to stdout; ROUNDS, QUERIES
 * and SEED of the environment go before. Prints the seed. */
struct engine_check engine_check_from_env(uint64_t seed);

struct engine_check_result {
    unsigned long queries;  /* asked, shrinking apart                      */
    unsigned long matching; /* of these, how many had a hit                */
    unsigned failures;
};

struct engine_check_result engine_check_run(const struct engine_check *check,
                                            const struct engine *engine);

#endif
