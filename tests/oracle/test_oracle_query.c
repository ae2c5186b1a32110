#include "tests/oracle/oracle_query.h"
#include "tests/support/suite.h"

#include <stdlib.h>

static char *text_of(const struct oracle_query *q, const struct oracle_docs *d,
                     enum oracle_syntax syntax)
{
    char *text = NULL;
    size_t size;
    FILE *const out = need_stream(&text, &size);
    oracle_query_write(q, d, syntax, out);
    need_close(out);
    return text;
}

static void expect_text(const struct oracle_query *q,
                        const struct oracle_docs *d, enum oracle_syntax syntax,
                        const char *due)
{
    char *const text = text_of(q, d, syntax);
    ck_assert_str_eq(text, due);
    free(text);
}

/* a, b and c are the words 0, 1, 2 of these documents. */
static void set_up(struct oracle_docs *d, struct pool *p)
{
    *d = (struct oracle_docs){0};
    *p = (struct pool){0};
    oracle_docs_add_text(d, "a", "b c");
}

START_TEST(each_syntax_writes_what_it_can_say)
{
    struct oracle_docs d;
    struct pool p;
    set_up(&d, &p);
    const uint32_t ab[] = {0, 1};
    struct oracle_query *const all = oracle_query_bool(&p);
    struct oracle_query *const any = oracle_query_bool(&p);
    oracle_query_add(&p, any, ORACLE_SHOULD, oracle_query_word(&p, 0));
    oracle_query_add(&p, any, ORACLE_SHOULD,
                     oracle_query_title(&p, oracle_query_word(&p, 2)));
    oracle_query_add(&p, all, ORACLE_MUST, oracle_query_phrase(&p, ab, 2));
    oracle_query_add(&p, all, ORACLE_MUST_NOT, any);
    oracle_query_add(&p, all, ORACLE_MUST, oracle_query_title(&p, any));

    expect_text(all, &d, ORACLE_LUCENE,
                "+\"a b\" -(a title:c) +title:(a title:c)");
    expect_text(all, &d, ORACLE_LUCENE_OPERATORS,
                "\"a b\" AND NOT (a OR title:c) AND title:(a OR title:c)");
    expect_text(all, &d, ORACLE_WEBSEARCH,
                "\"a b\" -(a OR title:c) title:(a OR title:c)");

    oracle_query_add(&p, all, ORACLE_SHOULD, oracle_query_word(&p, 1));
    ck_assert(oracle_query_can_say(all, ORACLE_LUCENE));
    ck_assert(oracle_query_can_say(all, ORACLE_LUCENE_OPERATORS));
    ck_assert(!oracle_query_can_say(all, ORACLE_WEBSEARCH));
    expect_text(all, &d, ORACLE_LUCENE_OPERATORS,
                "+\"a b\" -(a OR title:c) +title:(a OR title:c) b");
    pool_release(&p);
    oracle_docs_release(&d);
}
END_TEST

START_TEST(smaller_queries_lose_one_thing_each)
{
    struct oracle_docs d;
    struct pool p;
    set_up(&d, &p);
    const uint32_t ab[] = {0, 1};
    struct oracle_query *const q = oracle_query_bool(&p);
    oracle_query_add(&p, q, ORACLE_MUST, oracle_query_phrase(&p, ab, 2));
    oracle_query_add(&p, q, ORACLE_MUST_NOT, oracle_query_word(&p, 2));

    static const char *const DUE[] = {"\"a b\"",  "c",         "-c",
                                      "+\"a b\"", "+\"b\" -c", "+\"a\" -c"};
    const size_t n = sizeof(DUE) / sizeof(DUE[0]);
    for (size_t i = 0; i < n; i++)
        expect_text(oracle_query_smaller(q, i, &p), &d, ORACLE_LUCENE, DUE[i]);
    ck_assert_ptr_null(oracle_query_smaller(q, n, &p));
    expect_text(q, &d, ORACLE_LUCENE, "+\"a b\" -c");
    pool_release(&p);
    oracle_docs_release(&d);
}
END_TEST

SUITE("oracle_query", each_syntax_writes_what_it_can_say,
      smaller_queries_lose_one_thing_each)
