/* What belongs together comes together, and everything stays there. */
#include "indexer/order/bisection.h"

#include <stdlib.h>
#include <string.h>

#include "common/base/mem.h"
#include "tests/support/rng.h"
#include "tests/support/suite.h"

/* Rows of a forward index, made one after the other. */
struct rows {
    struct forward_index f;
    size_t cap_starts, cap_list;
};

static void rows_init(struct rows *r)
{
    *r = (struct rows){.f = {.n = 0}};
    ck_assert(mem_grow(&r->f.starts, &r->cap_starts, 1));
    r->f.starts[0] = 0;
}

static void rows_add(struct rows *r, const uint32_t *terms, uint32_t n)
{
    struct forward_index *const f = &r->f;
    const uint64_t at = f->starts[f->n];
    ck_assert(mem_grow(&f->starts, &r->cap_starts, f->n + 2));
    ck_assert(mem_grow(&f->list, &r->cap_list, at + n));
    for (uint32_t i = 0; i < n; i++) {
        f->list[at + i] = terms[i];
        f->terms = MAX(f->terms, terms[i] + 1);
    }
    f->starts[++f->n] = at + n;
}

/* The order of the rows, which are then used up; to free(). */
static uint32_t *order_of(struct rows *r, unsigned threads)
{
    const struct order_progress silent = {.tell = NULL};
    struct err e = ERR_INIT;
    uint32_t *const order = calloc(r->f.n + 1, sizeof(*order));
    ck_assert_ptr_nonnull(order);
    ck_assert_msg(bisection_order(&r->f, threads, &silent, order, &e) == ST_OK,
                  "%s", e.msg);
    return order;
}

static void assert_permutation(const uint32_t *order, uint32_t n)
{
    uint8_t *const seen = calloc(n + 1, 1);
    ck_assert_ptr_nonnull(seen);
    for (uint32_t i = 0; i < n; i++) {
        ck_assert_uint_lt(order[i], n);
        ck_assert(!seen[order[i]]);
        seen[order[i]] = 1;
    }
    free(seen);
}

enum { TOPICS = 64, TOPIC_TERMS = 40, COMMON_TERMS = 100 };

/* `n` rows, each of a topic drawn at random; topics[i] is that of row i. Some
 * rows are empty when `holes`. */
static void make_topics(struct rows *r, struct rng *rng, uint32_t n,
                        uint32_t n_topics, bool holes, uint8_t *topics)
{
    rows_init(r);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t terms[COMMON_TERMS + TOPIC_TERMS], k = 0;
        topics[i] = (uint8_t)rng_below(rng, n_topics);
        for (uint32_t t = 0; t < COMMON_TERMS; t++)
            if (rng_below(rng, 4) == 0)
                terms[k++] = t;
        for (uint32_t t = 0; t < TOPIC_TERMS; t++)
            if (rng_below(rng, 2) == 0)
                terms[k++] =
                    COMMON_TERMS + t + (uint32_t)topics[i] * TOPIC_TERMS;
        rows_add(r, terms, holes && rng_below(rng, 10) == 0 ? 0 : k);
    }
}

/* Neighbours of different topics. */
static uint32_t changes(const uint32_t *order, uint32_t n,
                        const uint8_t *topics)
{
    uint32_t sum = 0;
    for (uint32_t i = 1; i < n; i++)
        sum += topics[order[i]] != topics[order[i - 1]];
    return sum;
}

/* Rows of two kinds take turns. Each has `of` in four of the terms of its
 * kind. */
static void check_turns(uint32_t n, uint32_t of)
{
    struct rng rng = rng_from_env(50);
    struct rows r;
    rows_init(&r);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t terms[TOPIC_TERMS], k = 0;
        for (uint32_t t = 0; t < TOPIC_TERMS; t++)
            if (rng_below(&rng, 4) < of)
                terms[k++] = i % 2 * TOPIC_TERMS + t;
        rows_add(&r, terms, k);
    }
    uint32_t *const order = order_of(&r, 1);
    assert_permutation(order, n);
    for (uint32_t i = 1; i < n; i++)
        if (i != n / 2)
            ck_assert_uint_eq(order[i] % 2, order[i - 1] % 2);
    forward_index_release(&r.f);
    free(order);
}

START_TEST(two_topics_that_take_turns_are_parted)
{
    check_turns(200, 2);
    check_turns(200, 3);
    check_turns(5000, 2);
}
END_TEST

/* Both halves of the rows as they came hold the same of each: no row was drawn
 * to either, and all stayed. */
START_TEST(two_kinds_that_take_turns_are_parted)
{
    check_turns(200, 4);
    check_turns(4096, 4);
}
END_TEST

START_TEST(topics_come_together)
{
    enum { N = 4000 };
    struct rng rng = rng_from_env(51);
    struct rows r;
    uint8_t topics[N];
    make_topics(&r, &rng, N, 16, false, topics);
    uint32_t *const order = order_of(&r, 1);
    assert_permutation(order, N);
    ck_assert_uint_lt(changes(order, N, topics), N / 20);
    forward_index_release(&r.f);
    free(order);
}
END_TEST

START_TEST(any_number_of_threads_gives_the_same_order)
{
    enum { N = 9000 };
    static uint8_t topics[N];
    uint32_t *one = NULL;
    for (unsigned threads = 1; threads <= 8; threads *= 2) {
        struct rng rng = {.state = 52};
        struct rows r;
        make_topics(&r, &rng, N, TOPICS, true, topics);
        uint32_t *const order = order_of(&r, threads);
        if (one)
            ck_assert_mem_eq(one, order, N * sizeof(*order));
        else
            assert_permutation(order, N);
        forward_index_release(&r.f);
        free(one);
        one = order;
    }
    free(one);
}
END_TEST

START_TEST(rows_that_are_alike_stay_in_order)
{
    static const uint32_t terms[][2] = {{0, 1}, {2, 3}};
    struct rows r;
    rows_init(&r);
    for (uint32_t i = 0; i < 1000; i++)
        rows_add(&r, terms[i % 3 == 0], 2);
    uint32_t *const order = order_of(&r, 2);
    assert_permutation(order, 1000);
    for (uint32_t kind = 0; kind < 2; kind++) {
        uint32_t before = 0;
        for (uint32_t i = 0; i < 1000; i++) {
            if ((order[i] % 3 == 0) != kind)
                continue;
            ck_assert_uint_ge(order[i], before);
            before = order[i];
        }
    }
    forward_index_release(&r.f);
    free(order);
}
END_TEST

START_TEST(rows_all_alike_stay_as_they_are)
{
    static const uint32_t terms[] = {0, 1, 2};
    struct rows r;
    rows_init(&r);
    for (uint32_t i = 0; i < 999; i++)
        rows_add(&r, terms, 3);
    uint32_t *const order = order_of(&r, 2);
    for (uint32_t i = 0; i < 999; i++)
        ck_assert_uint_eq(order[i], i);
    forward_index_release(&r.f);
    free(order);
}
END_TEST

START_TEST(rows_without_terms_come_last_in_order)
{
    enum { N = 3000 };
    struct rng rng = rng_from_env(53);
    struct rows r;
    static uint8_t topics[N];
    static bool empty[N];
    make_topics(&r, &rng, N, 8, true, topics);
    for (uint32_t i = 0; i < N; i++)
        empty[i] = r.f.starts[i] == r.f.starts[i + 1];
    uint32_t *const order = order_of(&r, 1);
    assert_permutation(order, N);
    for (uint32_t i = 1; i < N; i++)
        if (empty[order[i - 1]])
            ck_assert(empty[order[i]] && order[i] > order[i - 1]);
    forward_index_release(&r.f);
    free(order);
}
END_TEST

START_TEST(any_small_number_of_rows_is_ordered)
{
    struct rng rng = rng_from_env(54);
    uint8_t topics[100];
    for (uint32_t n = 0; n < COUNT_OF(topics); n++) {
        struct rows r;
        make_topics(&r, &rng, n, 1 + n % 5, n % 2, topics);
        uint32_t *const order = order_of(&r, 1 + n % 3);
        assert_permutation(order, n);
        forward_index_release(&r.f);
        free(order);
    }
}
END_TEST

/* ---- progress and memory ---- */

struct heard {
    double last;
    uint32_t times;
};

static void hear(void *ctx, double done)
{
    struct heard *const h = ctx;
    ck_assert(done >= h->last && done <= 1.1);
    h->last = done;
    h->times++;
}

START_TEST(progress_goes_up)
{
    enum { N = 9000 };
    static uint8_t topics[N];
    struct rng rng = rng_from_env(55);
    struct rows r;
    struct heard heard = {.times = 0};
    const struct order_progress progress = {hear, &heard};
    uint32_t *const order = calloc(N, sizeof(*order));
    make_topics(&r, &rng, N, TOPICS, false, topics);
    ck_assert_int_eq(bisection_order(&r.f, 2, &progress, order, NULL), ST_OK);
    ck_assert_uint_gt(heard.times, 1);
    forward_index_release(&r.f);
    free(order);
}
END_TEST

START_TEST(without_memory_it_says_so)
{
    enum { N = 9000 };
    static uint8_t topics[N];
    const struct order_progress silent = {.tell = NULL};
    uint32_t *const order = calloc(N, sizeof(*order));
    enum st st = ST_NOMEM;
    for (long n = 0; st != ST_OK; n++) {
        struct rng rng = {.state = 56};
        struct rows r;
        struct err e = ERR_INIT;
        make_topics(&r, &rng, N, TOPICS, false, topics);
        mem_fail_after(n);
        st = bisection_order(&r.f, 4, &silent, order, &e);
        mem_fail_never();
        ck_assert(st == ST_OK || st == ST_NOMEM);
        ck_assert_int_eq(e.code, st);
        forward_index_release(&r.f);
    }
    assert_permutation(order, N);
    free(order);
}
END_TEST

SUITE("bisection", two_topics_that_take_turns_are_parted,
      two_kinds_that_take_turns_are_parted, topics_come_together,
      any_number_of_threads_gives_the_same_order,
      rows_that_are_alike_stay_in_order, rows_all_alike_stay_as_they_are,
      rows_without_terms_come_last_in_order,
      any_small_number_of_rows_is_ordered, progress_goes_up,
      without_memory_it_says_so)
