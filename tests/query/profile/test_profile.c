#include "query/profile/profile.h"

#include <stdio.h>
#include <string.h>

#include "common/base/clock.h"
#include "common/base/mem.h"
#include "query/parse/parse.h"
#include "query/profile/profile_print.h"
#include "query/searcher.h"
#include "tests/index/small_index.h"
#include "tests/support/suite.h"

/* "rare" is in each 20th document: 400 of them, 4 blocks, too few for a bitmap.
 * "last" is in the last of these only, behind it. */
enum { DOCS = 8000, STEP = 20, RARE = DOCS / STEP, LAST = DOCS - STEP };

static struct small_index make_index(size_t segments)
{
    static struct small_doc docs[DOCS];
    for (unsigned i = 0; i < DOCS; i++)
        docs[i] = (struct small_doc){"", i == LAST       ? "rare last"
                                         : i % STEP == 0 ? "rare"
                                                         : "common"};
    return small_index_make(docs, DOCS, "none", segments);
}

/* The first status that is not ST_OK; *searched says whether the search ended
 * well. */
static enum st try_ask(const struct small_index *s, const char *query,
                       struct search_options options, struct profile *p,
                       bool *searched)
{
    const struct parse_options native = {.syntax = SYNTAX_NATIVE};
    struct search_result result;
    struct parse_place place;
    struct searcher *searcher;
    struct ast_node *node;
    struct hit hits[10];
    struct arena arena;
    struct err e = ERR_INIT;

    *searched = false;
    arena_init(&arena, 0);
    profile_init(p, PHASE_OPEN);
    options.profile = p;
    enum st st = searcher_open(&searcher, s->index, &e);
    if (st == ST_OK)
        st = parse_query(&node, &arena, &native, bytes_of_str(query), &place,
                         &e);
    profile_enter(p, PHASE_PLAN);
    if (st == ST_OK)
        st = searcher_run(searcher, node, &options, hits, &result, &e);
    *searched = st == ST_OK;
    if (st == ST_OK)
        st = profile_finish(p, s->index, &e);
    searcher_close(searcher);
    arena_release(&arena);
    return st;
}

static void ask(const struct small_index *s, const char *query,
                struct search_options options, struct profile *p)
{
    bool searched;
    ck_assert_int_eq(try_ask(s, query, options, p, &searched), ST_OK);
}

static const struct profile_list *list_of(const struct profile *p,
                                          const char *text)
{
    for (size_t i = 0; i < p->n; i++)
        if (bytes_equal(p->lists[i].text, bytes_of_str(text)))
            return &p->lists[i];
    ck_abort_msg("no list %s", text);
    return NULL;
}

static void check_list(const struct profile *p, const char *text,
                       struct profile_list want)
{
    const struct profile_list *const l = list_of(p, text);
    ck_assert_int_eq(l->kind, want.kind);
    ck_assert_uint_eq(l->releases, want.releases);
    ck_assert_uint_eq(l->dense, want.dense);
    ck_assert_uint_eq(l->opened, want.opened);
    ck_assert_uint_eq(l->blocks, want.blocks);
    ck_assert_uint_eq(l->read, want.read);
    ck_assert_uint_eq(l->positions, want.positions);
}

static void count(const struct small_index *s, const char *query,
                  struct profile *p)
{
    struct search_options options = SEARCH_OPTIONS_DEFAULT;
    options.k = 0;
    ask(s, query, options, p);
}

/* A single document leads to the last of four blocks; the first is read when
 * the list is opened. */
START_TEST(blocks_between_are_skipped)
{
    struct small_index s = make_index(1);
    struct profile p;
    count(&s, "rare AND last", &p);
    ck_assert_uint_eq(p.n, 2);
    check_list(&p, "rare",
               (struct profile_list){
                   .releases = RARE, .opened = 1, .blocks = 4, .read = 2});
    check_list(&p, "last", (struct profile_list){.releases = 1, .opened = 1});
    ck_assert_uint_eq(p.scored, 0);
    ck_assert_uint_eq(p.total.read, 2);
    profile_release(&p);
    small_index_remove(&s);
}
END_TEST

/* Those of the one document, and of the block of 16 that it is in. */
START_TEST(positions_of_a_phrase_are_counted)
{
    struct small_index s = make_index(1);
    struct profile p;
    count(&s, "\"rare last\"", &p);
    check_list(&p, "rare",
               (struct profile_list){.releases = RARE,
                                     .opened = 1,
                                     .blocks = 4,
                                     .read = 2,
                                     .positions = RARE % DOCS_PER_BLOCK});
    check_list(
        &p, "last",
        (struct profile_list){.releases = 1, .opened = 1, .positions = 1});
    profile_release(&p);
    small_index_remove(&s);
}
END_TEST

/* Of 7,600 documents there is a bitmap; all of it is in one clause, which
 * counts by it. */
START_TEST(dense_lists_say_so)
{
    struct small_index s = make_index(1);
    struct profile p;
    count(&s, "common OR rare OR last", &p);
    check_list(
        &p, "common",
        (struct profile_list){.releases = DOCS - RARE,
                              .dense = true,
                              .opened = 1,
                              .blocks = (DOCS - RARE) / DOCS_PER_BLOCK + 1,
                              .read = 1});
    ck_assert_uint_eq(p.lists[0].releases, DOCS - RARE); /* most blocks first */
    profile_release(&p);
    small_index_remove(&s);
}
END_TEST

/* The best and the count are two passes; nested clauses are cursors; a pattern
 * is a union. Of each the sum is that of its lists, and every document that
 * matches is scored at most once a pass. */
START_TEST(segments_passes_and_cursors_add_up)
{
    static const char *const queries[] = {"rare OR common", "rare NEAR/3 last",
                                          "(rare OR last) AND (common OR rare)",
                                          "r*", "headline:rare OR rare"};
    for (size_t i = 0; i < sizeof(queries) / sizeof(*queries); i++) {
        for (size_t segments = 1; segments <= 3; segments++) {
            struct small_index s = make_index(segments);
            struct profile p;
            uint64_t blocks = 0, read = 0;
            ask(&s, queries[i], SEARCH_OPTIONS_DEFAULT, &p);
            for (size_t k = 0; k < p.n; k++) {
                const struct profile_list *const l = &p.lists[k];
                ck_assert_uint_le(l->read, l->blocks);
                ck_assert_uint_gt(l->opened, 0);
                blocks += l->blocks;
                read += l->read;
            }
            ck_assert_uint_eq(list_of(&p, "rare")->releases, RARE);
            ck_assert_uint_eq(blocks, p.total.blocks);
            ck_assert_uint_eq(read, p.total.read);
            ck_assert_uint_gt(p.scored, 0);
            ck_assert_uint_le(p.scored, DOCS);
            profile_release(&p);
            small_index_remove(&s);
        }
    }
}
END_TEST

static void check_sum(const struct profile *a, const struct profile *b,
                      const struct profile *sum, const char *text)
{
    const struct profile_list *const x = list_of(a, text);
    const struct profile_list *const y = list_of(b, text);
    const struct profile_list *const z = list_of(sum, text);
    ck_assert_uint_eq(z->releases, MAX(x->releases, y->releases));
    ck_assert_uint_eq(z->opened, x->opened + y->opened);
    ck_assert_uint_eq(z->blocks, x->blocks + y->blocks);
    ck_assert_uint_eq(z->read, x->read + y->read);
    ck_assert_uint_eq(z->freqs, x->freqs + y->freqs);
    ck_assert_uint_eq(z->positions, x->positions + y->positions);
}

START_TEST(profiles_of_several_questions_add_up)
{
    struct small_index s = make_index(2);
    struct profile a, b, sum;
    ask(&s, "\"rare last\"", SEARCH_OPTIONS_DEFAULT, &a);
    ask(&s, "rare OR last OR common", SEARCH_OPTIONS_DEFAULT, &b);
    profile_init(&sum, PHASE_OPEN);
    profile_pause(&sum);
    profile_add(&sum, &a);
    profile_add(&sum, &b);
    const uint64_t open = a.ns[PHASE_OPEN] + b.ns[PHASE_OPEN];
    ck_assert_uint_ge(sum.ns[PHASE_OPEN], open);
    ck_assert_uint_eq(sum.ns[PHASE_MATCH],
                      a.ns[PHASE_MATCH] + b.ns[PHASE_MATCH]);
    ck_assert_uint_eq(sum.scored, a.scored + b.scored);
    ck_assert_int_eq(profile_finish(&sum, s.index, NULL), ST_OK);
    ck_assert_uint_eq(sum.n, 3);
    check_sum(&a, &b, &sum, "rare");
    check_sum(&a, &b, &sum, "last");
    ck_assert(list_of(&sum, "common")->dense);
    ck_assert_uint_eq(sum.total.blocks, a.total.blocks + b.total.blocks);
    profile_release(&a);
    profile_release(&b);
    profile_release(&sum);
    small_index_remove(&s);
}
END_TEST

START_TEST(a_sum_without_memory_is_refused)
{
    struct small_index s = make_index(1);
    struct profile a, sum;
    ask(&s, "rare", SEARCH_OPTIONS_DEFAULT, &a);
    profile_init(&sum, PHASE_OPEN);
    profile_pause(&sum);
    mem_fail_after(0);
    profile_add(&sum, &a);
    ck_assert(mem_fail_never());
    ck_assert_int_eq(profile_finish(&sum, s.index, NULL), ST_NOMEM);
    profile_release(&a);
    profile_release(&sum);
    small_index_remove(&s);
}
END_TEST

START_TEST(no_time_passes_in_a_pause)
{
    struct profile p;
    profile_init(&p, PHASE_OPEN);
    profile_pause(&p);
    const uint64_t open = p.ns[PHASE_OPEN];
    const uint64_t until = clock_ns() + 1000000;
    while (clock_ns() < until)
        ;
    profile_enter(&p, PHASE_READ);
    ck_assert_uint_eq(p.ns[PHASE_OPEN], open);
    ck_assert_uint_eq(p.ns[PHASE_READ], 0);
    profile_enter(&p, PHASE_PRINT);
    ck_assert_uint_lt(p.ns[PHASE_READ], UINT64_C(60000000000));
    profile_release(&p);
}
END_TEST

/* More lists than the first table has room for. */
START_TEST(thousands_of_lists_are_kept_apart)
{
    static struct small_doc docs[1];
    struct buf body = BUF_INIT;
    struct profile p;
    for (unsigned i = 0; i < 3000; i++)
        buf_printf(&body, "w%u ", i);
    docs[0] = (struct small_doc){"", buf_str(&body)};
    struct small_index s = small_index_make(docs, 1, "none", 1);
    ask(&s, "w*", SEARCH_OPTIONS_DEFAULT, &p);
    ck_assert_uint_eq(p.n, 3000);
    for (unsigned i = 0; i < 3000; i++) {
        char word[16];
        sprintf(word, "w%u", i);
        ck_assert_uint_eq(list_of(&p, word)->opened, 1);
    }
    profile_release(&p);
    small_index_remove(&s);
    buf_release(&body);
}
END_TEST

START_TEST(every_moment_is_in_one_phase)
{
    const uint64_t start = clock_ns();
    struct profile p;
    profile_init(&p, PHASE_OPEN);
    for (int i = 0; i < PHASES; i++) {
        const uint64_t then = clock_ns();
        profile_enter(&p, (enum phase)i);
        while (clock_ns() < then + 1000000) {
        }
    }
    profile_enter(&p, PHASE_EXPAND);
    profile_search(&p, PHASE_MATCH); /* a search within it is a part of it */
    profile_enter(&p, PHASE_EXPAND);
    const uint64_t match = p.ns[PHASE_MATCH];
    uint64_t sum = 0;
    for (int i = 0; i < PHASES; i++) {
        ck_assert_uint_ge(p.ns[i], i == PHASE_OPEN ? 0 : 500000);
        sum += p.ns[i];
    }
    ck_assert_uint_le(sum, clock_ns() - start);
    profile_enter(&p, PHASE_PLAN);
    profile_search(&p, PHASE_MATCH);
    profile_enter(&p, PHASE_PRINT);
    ck_assert_uint_gt(p.ns[PHASE_MATCH], match);
    profile_enter(NULL, PHASE_PRINT);
    profile_release(&p);
}
END_TEST

/* That of the profile is told at its end; the search goes on without it. */
START_TEST(memory_that_runs_out_is_an_error)
{
    struct small_index s = make_index(2);
    bool of_profile = false;
    for (long n = 0;; n++) {
        struct profile p;
        bool searched;
        mem_fail_once(n);
        const enum st st = try_ask(&s, "(rare OR last) AND \"rare last\"",
                                   SEARCH_OPTIONS_DEFAULT, &p, &searched);
        const bool failed = mem_fail_never();
        profile_release(&p);
        ck_assert_int_eq(st, failed ? ST_NOMEM : ST_OK);
        of_profile |= searched && failed;
        if (!failed)
            break;
    }
    ck_assert(of_profile);
    small_index_remove(&s);
}
END_TEST

static struct profile_list make_list(enum list_kind kind, const char *text,
                                     uint64_t releases)
{
    return (struct profile_list){.text = bytes_of_str(text),
                                 .kind = kind,
                                 .releases = releases,
                                 .dense = releases > 1000,
                                 .opened = 2,
                                 .blocks = 20,
                                 .read = 13,
                                 .freqs = 3,
                                 .positions = 77};
}

START_TEST(people_and_programs_get_the_same_numbers)
{
    struct profile_list lists[] = {make_list(LIST_STEM, "oil", 2000),
                                   make_list(LIST_PAIR, "of the\033", 5)};
    struct profile p = {.lists = lists, .n = 2, .matched = 7, .scored = 4};
    struct buf out = BUF_INIT;
    p.ns[PHASE_OPEN] = 1500;
    p.ns[PHASE_MATCH] = 2000000;
    p.total = lists[0];
    p.checked[CHUNK_DOCS] = 2;
    p.pages[CHUNK_DOCS] = 9;
    profile_print(&p, &out);
    ck_assert_str_eq(
        buf_str(&out),
        "        ms\n"
        "     0.002  open\n"
        "     2.000  match\n"
        "     2.002  in all\n"
        "releases: 7 match, 4 scored\n"
        "pages checked: 2 of 9: DOCS 2\n"
        "  releases opened   blocks     read  skipped    freqs positions  "
        "list\n"
        "      2000      2       20       13        7        3        77  oil~ "
        "(bitmap)\n"
        "         5      2       20       13        7        3        77  \"of "
        "the\"\n"
        "                2       20       13        7        3        77  all "
        "2 "
        "lists\n");
    buf_clear(&out);
    struct json_writer w = jw_of(&out);
    profile_write_json(&p, &w);
    ck_assert_ptr_nonnull(strstr(buf_str(&out), "\"open\":1.5,\"parse\":0"));
    ck_assert_ptr_nonnull(strstr(
        buf_str(&out), "{\"kind\":\"stem\",\"text\":\"oil\",\"releases\":"
                       "2000,\"bitmap\":true,\"opened\":2,\"blocks\":20,"
                       "\"read\":13,\"skipped\":7,\"freqs\":3,"
                       "\"positions\":77}"));
    ck_assert_ptr_nonnull(
        strstr(buf_str(&out),
               "\"pages\":{\"of\":9,\"checked\":2,\"chunks\":{\"DOCS\":2}}"));
    buf_release(&out);
}
END_TEST

SUITE("profile", blocks_between_are_skipped, positions_of_a_phrase_are_counted,
      dense_lists_say_so, segments_passes_and_cursors_add_up,
      profiles_of_several_questions_add_up, a_sum_without_memory_is_refused,
      no_time_passes_in_a_pause, thousands_of_lists_are_kept_apart,
      every_moment_is_in_one_phase, memory_that_runs_out_is_an_error,
      people_and_programs_get_the_same_numbers)
