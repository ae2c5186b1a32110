#include "tests/oracle/oracle_parts.h"

#include <stdlib.h>

#include "tests/oracle/oracle.h"
#include "tests/support/random_parts.h"
#include "tests/support/suite.h"

/* Words:  0    1      2     3  4 5    6 7    8 9 */
/*         anna spoke | minsk oil is dear ray oil fell */
static struct oracle_doc *add(struct oracle_docs *docs)
{
    struct oracle_doc *const d = oracle_docs_add_text(
        docs, "anna spoke", "minsk oil is dear ray oil fell");
    struct oracle_parts *const p = &d->parts;

    docs->has_parts = true;
    p->place = (struct oracle_range){2, 3};
    oracle_parts_add(p, ORACLE_DATELINE, (struct oracle_range){2, 3});
    oracle_parts_add(p, ORACLE_BOILERPLATE, (struct oracle_range){7, 8});
    oracle_parts_add_quote(p, (struct oracle_quote){.at = {3, 6},
                                                    .speaker = {0, 1},
                                                    .sure = ORACLE_SURE_B});
    oracle_parts_add_quote(p, (struct oracle_quote){.at = {7, 9},
                                                    .speaker = {6, 7},
                                                    .sure = ORACLE_SURE_C});
    return d;
}

START_TEST(what_lies_in_a_zone_lies_in_it_wholly)
{
    struct oracle_docs docs = {.n = 0};
    const struct oracle_doc *const d = add(&docs);

    ck_assert(oracle_lies_in_zone(d, ORACLE_DATELINE, 2, 2));
    ck_assert(!oracle_lies_in_zone(d, ORACLE_DATELINE, 2, 3));
    ck_assert(oracle_lies_in_zone(d, ORACLE_NEWS, 0, 6));
    ck_assert(!oracle_lies_in_zone(d, ORACLE_NEWS, 6, 8));
    ck_assert(!oracle_lies_in_zone(d, ORACLE_SUBHEAD, 2, 2));
    oracle_docs_release(&docs);
}
END_TEST

START_TEST(parts_move_with_the_words_that_are_kept)
{
    const bool keep[] = {false, true, true,  false, true,
                         true,  true, false, true};
    struct oracle_docs docs = {.n = 0};
    struct oracle_parts p = {.n = 0};

    oracle_parts_copy(&p, &add(&docs)->parts, keep, 9);
    ck_assert_uint_eq(p.place.from, 1);
    ck_assert_uint_eq(p.n, 1); /* no boilerplate */
    ck_assert_uint_eq(p.quotes[0].at.from, 2);
    ck_assert_uint_eq(p.quotes[0].at.to, 4);
    ck_assert_int_eq(p.quotes[0].sure, ORACLE_NOBODY_KNOWN);
    ck_assert_int_eq(p.quotes[1].sure, ORACLE_SURE_C);
    oracle_parts_release(&p);
    oracle_docs_release(&docs);
}
END_TEST

static size_t count(const struct oracle_docs *docs,
                    const struct oracle_query *q)
{
    struct oracle oracle;
    struct oracle_answer a;

    oracle_init(&oracle, docs);
    oracle_search(&oracle, q, ORACLE_TREE, ORACLE_BM25_DEFAULT, &a);
    const size_t n = a.count;
    oracle_answer_release(&a);
    oracle_release(&oracle);
    return n;
}

static const struct oracle_query *over(struct pool *p, enum oracle_kind kind,
                                       enum oracle_zone zone,
                                       const struct oracle_query *q)
{
    struct oracle_query *const n = oracle_query_new(p, kind);

    n->zone = zone;
    n->clauses[n->n++] = q;
    return n;
}

START_TEST(what_is_skipped_is_found_where_it_is_asked_for)
{
    struct oracle_docs docs = {.n = 0};
    struct pool pool = {.left = 0};
    struct oracle_doc *const d =
        oracle_docs_add_text(&docs, "oil", "prices fell about acme");

    docs.has_parts = true;
    oracle_parts_add(&d->parts, ORACLE_BOILERPLATE,
                     (struct oracle_range){3, 5});
    const struct oracle_query *const word =
        oracle_query_word(&pool, oracle_docs_word(&docs, "acme"));
    const struct oracle_query *const there =
        over(&pool, ORACLE_ZONE, ORACLE_BOILERPLATE, word);
    ck_assert_uint_eq(count(&docs, word), 1);
    ck_assert_uint_eq(count(&docs, over(&pool, ORACLE_SKIP, 0, word)), 0);
    ck_assert_uint_eq(count(&docs, over(&pool, ORACLE_SKIP, 0, there)), 1);
    ck_assert_uint_eq(
        count(&docs, over(&pool, ORACLE_SKIP, 0,
                          over(&pool, ORACLE_ZONE, ORACLE_BODY, word))),
        0);
    pool_release(&pool);
    oracle_docs_release(&docs);
}
END_TEST

/* Documents that match said:NAME(WORD); NAME alone for NULL. */
static size_t count_said(const struct oracle_docs *docs, enum oracle_sure sure,
                         const char *name, const char *word)
{
    struct oracle_docs *const names = (struct oracle_docs *)(uintptr_t)docs;
    struct pool pool = {.left = 0};
    struct oracle_query *const q = oracle_query_new(&pool, ORACLE_SAID);

    q->sure = sure;
    oracle_query_add(&pool, q, ORACLE_SHOULD,
                     oracle_query_word(&pool, oracle_docs_word(names, name)));
    if (word)
        oracle_query_add(
            &pool, q, ORACLE_SHOULD,
            oracle_query_word(&pool, oracle_docs_word(names, word)));
    const size_t n = count(docs, q);
    pool_release(&pool);
    return n;
}

START_TEST(who_said_it_must_be_known_so_surely)
{
    struct oracle_docs docs = {.n = 0};

    add(&docs);
    ck_assert_uint_eq(count_said(&docs, ORACLE_SURE_B, "anna", NULL), 1);
    ck_assert_uint_eq(count_said(&docs, ORACLE_SURE_A, "anna", NULL), 0);
    ck_assert_uint_eq(count_said(&docs, ORACLE_SURE_B, "ray", NULL), 0);
    ck_assert_uint_eq(count_said(&docs, ORACLE_SURE_C, "ray", NULL), 1);
    ck_assert_uint_eq(count_said(&docs, ORACLE_SURE_C, "ray", "oil"), 1);
    ck_assert_uint_eq(count_said(&docs, ORACLE_SURE_C, "ray", "dear"), 0);
    ck_assert_uint_eq(count_said(&docs, ORACLE_SURE_B, "anna", "fell"), 0);
    oracle_docs_release(&docs);
}
END_TEST

/* So that a long run has all of them. */
START_TEST(random_parts_are_of_every_kind_and_in_order)
{
    struct oracle_docs docs = {.n = 0};
    struct rng r = {1};
    size_t zones[ORACLE_ZONES] = {0}, sure[4] = {0}, regions = 0, agencies = 0;

    for (int i = 0; i < 200; i++)
        oracle_docs_add_text(&docs, "a b c", "d e f g h i j k l m n o p q r s");
    random_parts(&docs, &r);
    for (size_t i = 0; i < docs.n; i++) {
        const struct oracle_parts *const p = &docs.docs[i].parts;
        regions += p->region.to > 0;
        agencies += p->agency.to > 0;
        for (size_t k = 0; k < p->n; k++)
            zones[p->parts[k].zone]++;
        for (size_t k = 0; k < p->n_quotes; k++) {
            sure[p->quotes[k].sure]++;
            ck_assert_uint_le(p->quotes[k].at.to, docs.docs[i].n);
            ck_assert(k == 0 || p->quotes[k - 1].at.to <= p->quotes[k].at.from);
        }
    }
    for (int zone = ORACLE_SUBHEAD; zone <= ORACLE_BOILERPLATE; zone++)
        ck_assert_uint_gt(zones[zone], 20);
    for (int s = 0; s < 4; s++)
        ck_assert_uint_gt(sure[s], 20);
    ck_assert_uint_gt(regions, 20);
    ck_assert_uint_gt(agencies, 20);
    oracle_docs_release(&docs);
}
END_TEST

SUITE("oracle/oracle_parts", what_lies_in_a_zone_lies_in_it_wholly,
      parts_move_with_the_words_that_are_kept,
      what_is_skipped_is_found_where_it_is_asked_for,
      who_said_it_must_be_known_so_surely,
      random_parts_are_of_every_kind_and_in_order)
