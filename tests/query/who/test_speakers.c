#include "query/who/speakers.h"

#include <stdio.h>
#include <string.h>

#include "common/base/date.h"
#include "common/base/mem.h"
#include "indexer/deleter.h"
#include "query/parse/parse.h"
#include "tests/index/parted_index.h"
#include "tests/support/suite.h"

static const struct parted_doc DOCS[] = {
    {.title = "Bread",
     .body = "Anna Lis came. Bread is dear. Milk is not. Oil is. Who knows.",
     .quotes = {{"Bread is dear", "Anna Lis", SURE_A},
                {"Milk is not", "Anna Lis", SURE_B},
                {"Oil is", "Anna Lis", SURE_C},
                {"Who knows", NULL, SURE_NONE}},
     .day = 10},
    {.title = "Speech of ANNA LIS",
     .body = "Tom Ray heard it. Bread rises. Bread falls.",
     .quotes = {{"Bread rises", "ANNA LIS", SURE_A},
                {"Bread falls", "Tom Ray", SURE_A}},
     .day = 20},
    {.title = "Later",
     .body = "Lis,  Anna\nspoke. Bread again. Kim Guessed came. Milk it is.",
     .quotes = {{"Bread again", "Lis,  Anna", SURE_B},
                {"Milk it is", "Kim Guessed", SURE_C}}},
    {.title = "None", .body = "Bread, bread and milk."},
    {.title = "Last",
     .body = "Anna Lis went. Bread is bread.",
     .quotes = {{"Bread is bread", "Anna Lis", SURE_B}},
     .day = 5},
};
enum { N_DOCS = COUNT_OF(DOCS) };

struct asked {
    struct small_index index;
    struct searcher *matching, *quoting;
    struct arena arena;
};

static void open_searchers(struct asked *a)
{
    ck_assert_int_eq(searcher_open(&a->matching, a->index.index, NULL), ST_OK);
    ck_assert_int_eq(searcher_open(&a->quoting, a->index.index, NULL), ST_OK);
}

static void close_searchers(struct asked *a)
{
    searcher_close(a->matching);
    searcher_close(a->quoting);
}

static struct asked begin(size_t segments)
{
    struct asked a = {.index =
                          parted_index_make(DOCS, N_DOCS, "none", segments)};
    open_searchers(&a);
    arena_init(&a.arena, 0);
    return a;
}

static void end(struct asked *a)
{
    close_searchers(a);
    arena_release(&a->arena);
    small_index_remove(&a->index);
}

static enum st find(struct asked *a, const char *query, enum sureness sure,
                    struct speakers *out, struct err *e)
{
    struct search_options options = SEARCH_OPTIONS_DEFAULT;
    struct parse_place place;
    struct ast_node *node;

    options.sure = sure;
    const enum st st = parse_query(
        &node, &a->arena, &(struct parse_options){.syntax = SYNTAX_NATIVE},
        bytes_of_str(query), &place, e);
    if (st != ST_OK)
        return st;
    return speakers_find(
        &(struct speakers_question){a->index.index, node, &options, &a->arena},
        a->matching, a->quoting, out, e);
}

static const char *date_of(int32_t day, char out[static DATE_TEXT])
{
    return date_format(day, out);
}

/* "NAME quotations releases sure first..last; ... of all unknown releases" */
static const char *text_of(const struct speakers *s)
{
    static char text[512];
    char first[DATE_TEXT], last[DATE_TEXT];
    size_t n = 0;

    for (size_t i = 0; i < s->n; i++) {
        const struct speaker *const k = &s->rows[i];
        n += (size_t)snprintf(text + n, sizeof(text) - n,
                              "%.*s %d %d %d %s..%s; ", (int)k->name.n,
                              (const char *)k->name.p, (int)k->quotations,
                              (int)k->releases, (int)k->sure,
                              date_of(k->first, first), date_of(k->last, last));
    }
    snprintf(text + n, sizeof(text) - n, "of %d %d %d", (int)s->quotations,
             (int)s->unknown, (int)s->releases);
    return text;
}

static void check_in(struct asked *a, const char *query, enum sureness sure,
                     const char *want)
{
    struct speakers s;
    struct err e = ERR_INIT;

    ck_assert_msg(find(a, query, sure, &s, &e) == ST_OK, "%s: %s", query,
                  e.msg);
    ck_assert_msg(strcmp(text_of(&s), want) == 0, "%s: %s instead of %s", query,
                  text_of(&s), want);
}

static void check(const char *query, enum sureness sure, const char *want)
{
    for (size_t segments = 1; segments <= N_DOCS; segments += 2) {
        struct asked a = begin(segments);
        check_in(&a, query, sure, want);
        end(&a);
    }
}

START_TEST(names_of_the_same_words_are_one_in_all_segments)
{
    check("bread", SURE_NONE,
          "Anna Lis 3 3 2 1970-01-06..1970-01-21; "
          "Lis, Anna 1 1 0 ..; "
          "Tom Ray 1 1 1 1970-01-21..1970-01-21; of 5 0 4");
}
END_TEST

START_TEST(as_sure_as_is_asked)
{
    check("milk", SURE_A, "of 2 2 2");
    check("milk", SURE_NONE, "Anna Lis 1 1 0 1970-01-11..1970-01-11; of 2 1 2");
    check("milk", SURE_C,
          "Anna Lis 1 1 0 1970-01-11..1970-01-11; "
          "Kim Guessed 1 1 0 ..; of 2 0 2");
}
END_TEST

START_TEST(without_words_all_quotations_count)
{
    check("*:*", SURE_A,
          "ANNA LIS 2 2 2 1970-01-11..1970-01-21; "
          "Tom Ray 1 1 1 1970-01-21..1970-01-21; of 9 6 4");
    check("*:*", SURE_C,
          "Anna Lis 5 3 2 1970-01-06..1970-01-21; "
          "Kim Guessed 1 1 0 ..; Lis, Anna 1 1 0 ..; "
          "Tom Ray 1 1 1 1970-01-21..1970-01-21; of 9 1 4");
}
END_TEST

START_TEST(a_question_of_a_speaker_counts_that_one)
{
    check("said:ray", SURE_NONE,
          "Tom Ray 1 1 1 1970-01-21..1970-01-21; of 1 0 1");
    check("said:none", SURE_NONE, "of 1 1 1");
    check("zeppelin", SURE_NONE, "of 0 0 0");
    check("quote:bread title:later", SURE_NONE, "Lis, Anna 1 1 0 ..; of 1 0 1");
}
END_TEST

static void delete_doc(struct asked *a, const char *id)
{
    struct deleter *d;
    struct err e = ERR_INIT;
    bool found;

    close_searchers(a);
    index_close(a->index.index);
    ck_assert_msg(deleter_open(&d, a->index.dir.path, &e) == ST_OK, "%s",
                  e.msg);
    ck_assert_int_eq(deleter_add(d, bytes_of_str(id), &found, &e), ST_OK);
    ck_assert(found);
    ck_assert_msg(deleter_commit(d, &e) == ST_OK, "%s", e.msg);
    deleter_close(d);
    ck_assert_int_eq(index_open(&a->index.index, a->index.dir.path, &e), ST_OK);
    open_searchers(a);
}

START_TEST(what_is_deleted_says_nothing)
{
    for (size_t segments = 1; segments <= N_DOCS; segments += 2) {
        struct asked a = begin(segments);
        delete_doc(&a, "d1");
        check_in(&a, "bread", SURE_NONE,
                 "Anna Lis 2 2 1 1970-01-06..1970-01-11; "
                 "Lis, Anna 1 1 0 ..; of 3 0 3");
        delete_doc(&a, "d0");
        check_in(&a, "*:*", SURE_NONE,
                 "Anna Lis 1 1 0 1970-01-06..1970-01-06; "
                 "Lis, Anna 1 1 0 ..; of 3 1 2");
        end(&a);
    }
}
END_TEST

START_TEST(failing_allocations_are_an_error)
{
    bool failed = true;

    for (long n = 0; failed; n++) {
        struct asked a = begin(3);
        struct speakers s;
        struct err e = ERR_INIT;
        ck_assert_int_lt(n, 1000);
        mem_fail_after(n);
        const enum st st = find(&a, "bread OR said:guessed", SURE_C, &s, &e);
        failed = mem_fail_never();
        ck_assert_msg(st == (failed ? ST_NOMEM : ST_OK), "%s", e.msg);
        end(&a);
    }
}
END_TEST

SUITE("query/who/speakers", names_of_the_same_words_are_one_in_all_segments,
      as_sure_as_is_asked, without_words_all_quotations_count,
      a_question_of_a_speaker_counts_that_one, what_is_deleted_says_nothing,
      failing_allocations_are_an_error)
