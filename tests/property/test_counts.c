/* Counts by month and source against a plain count over the releases as they
 * were written: several segments, deleted ones, releases without date or
 * source. */
#include <stdlib.h>
#include <string.h>

#include "common/base/arena.h"
#include "common/base/date.h"
#include "indexer/add.h"
#include "indexer/deleter.h"
#include "query/facets/facets.h"
#include "query/parse/parse.h"
#include "tests/index/built_index.h"
#include "tests/support/rng.h"
#include "tests/support/suite.h"

enum {
    RELEASES = 3000,
    WORDS = 12,
    SOURCES = 7,
    ROUNDS = 4,
    FIRST_DAY = 17000
};

struct written {
    unsigned words; /* bit w: holds the word "w<w>" */
    int32_t date;   /* DATE_NONE: none              */
    int source;     /* 0: none                      */
    bool deleted;
};

static struct written releases[RELEASES];

static void write_release(FILE *out, size_t i, const struct written *r)
{
    char date[DATE_TEXT];
    fprintf(out, "{\"id\": \"r%zu\", ", i);
    if (r->date != DATE_NONE)
        fprintf(out, "\"date\": \"%s\", ", date_format(r->date, date));
    if (r->source)
        fprintf(out, "\"source\": \"s%d\", ", r->source);
    fputs("\"body\": \"all", out);
    for (unsigned w = 0; w < WORDS; w++) {
        if (r->words >> w & 1)
            fprintf(out, " w%u", w);
    }
    fputs("\"}\n", out);
}

/* Word w stands in one of w + 1 releases. */
static struct written random_release(struct rng *r)
{
    struct written out = {.date = DATE_NONE};
    for (unsigned w = 0; w < WORDS; w++)
        out.words |= (unsigned)(rng_below(r, 3 * w + 1) == 0) << w;
    if (rng_below(r, 10))
        out.date = FIRST_DAY + (int32_t)rng_below(r, 900);
    out.source = (int)rng_below(r, SOURCES);
    return out;
}

static void delete_some(const struct built_index *b, struct rng *r)
{
    struct err e = ERR_INIT;
    struct deleter *d;
    bool found;
    ck_assert_msg(deleter_open(&d, b->index, &e) == ST_OK, "%s", e.msg);
    for (size_t i = 0; i < RELEASES; i++) {
        char id[24];
        if (rng_below(r, 20))
            continue;
        snprintf(id, sizeof(id), "r%zu", i);
        ck_assert_int_eq(deleter_add(d, bytes_of_str(id), &found, &e), ST_OK);
        releases[i].deleted = true;
    }
    ck_assert_msg(deleter_commit(d, &e) == ST_OK, "%s", e.msg);
    deleter_close(d);
}

/* Two thirds are built, the rest added: two segments or one merged. */
static void make_index(struct built_index *b, struct rng *r)
{
    built_index_init(b);
    for (size_t i = 0; i < RELEASES; i++) {
        releases[i] = random_release(r);
        write_release(b->lines, i, &releases[i]);
        if (i != RELEASES * 2 / 3)
            continue;
        built_index_end(b);
        const struct build_options o = built_index_options(b);
        build_quietly(&o);
        b->lines = fopen(b->source, "wb");
        ck_assert_ptr_nonnull(b->lines);
    }
    built_index_end(b);
    const struct build_options o = built_index_options(b);
    const struct add_options add = {.index = b->index,
                                    .sources = o.sources,
                                    .n_sources = o.n_sources,
                                    .memory = o.memory,
                                    .threads = 1,
                                    .map = o.map,
                                    .source = o.source};
    struct add_result result;
    struct err e = ERR_INIT;
    ck_assert_msg(add_documents(&add, &result, &e) == ST_OK, "%s", e.msg);
    add_result_release(&result);
    delete_some(b, r);
}

/* A question as text and as what it asks of the bits of `words`. */
struct question {
    char text[64];
    unsigned all, any, none;
};

static struct question random_question(struct rng *r)
{
    const unsigned a = (unsigned)rng_below(r, WORDS);
    const unsigned b = (unsigned)rng_below(r, WORDS);
    const unsigned c = (unsigned)rng_below(r, WORDS);
    struct question q = {.any = ~0U};
    switch (rng_below(r, 4)) {
    case 0:
        snprintf(q.text, sizeof(q.text), "w%u w%u -w%u", a, b, c);
        q.all = 1U << a | 1U << b;
        q.none = 1U << c;
        break;
    case 1:
        snprintf(q.text, sizeof(q.text), "w%u OR w%u", a, b);
        q.any = 1U << a | 1U << b;
        break;
    case 2:
        snprintf(q.text, sizeof(q.text), "-w%u", a);
        q.none = 1U << a;
        break;
    default:
        snprintf(q.text, sizeof(q.text), "all (w%u OR w%u) w%u", a, b, c);
        q.all = 1U << c;
        q.any = 1U << a | 1U << b;
        break;
    }
    return q;
}

static bool matches(const struct question *q, const struct written *r)
{
    const bool any = q->any == ~0U || (r->words & q->any);
    return !r->deleted && (r->words & q->all) == q->all && any &&
           !(r->words & q->none);
}

/* "2019-05" or a source, of the release; false when it has none. */
static bool name_of(const struct written *r, enum tally_by by,
                    char out[static 16])
{
    static const int sizes[] = {4, 7, 10};
    char date[DATE_TEXT];
    if (by == TALLY_SOURCE)
        return snprintf(out, 16, "s%d", r->source) && r->source > 0;
    return snprintf(out, 16, "%.*s", sizes[by], date_format(r->date, date)) > 0;
}

static void check_counts(const struct question *q, enum tally_by by,
                         const struct counts *c, uint64_t total)
{
    uint64_t found = 0, without = 0;
    for (size_t i = 0; i < RELEASES; i++) {
        char name[16];
        if (!matches(q, &releases[i]))
            continue;
        found++;
        without += !name_of(&releases[i], by, name);
    }
    ck_assert_msg(total == found && c->total == found, "%s: %lu, not %lu",
                  q->text, (unsigned long)total, (unsigned long)found);
    ck_assert_uint_eq(c->without, without);
    uint64_t sum = 0;
    for (size_t row = 0; row < c->n; row++) {
        uint64_t n = 0;
        for (size_t i = 0; i < RELEASES; i++) {
            char name[16];
            n += matches(q, &releases[i]) && name_of(&releases[i], by, name) &&
                 bytes_equal_str(c->rows[row].name, name);
        }
        ck_assert_msg(n == c->rows[row].docs, "%s: row %zu of %s", q->text, row,
                      TALLY_NAMES[by]);
        sum += n;
    }
    ck_assert_uint_eq(sum + without, found);
}

static void ask(struct searcher *s, const struct index *ix, struct rng *r)
{
    const struct question q = random_question(r);
    const enum tally_by by = (enum tally_by)rng_below(r, TALLY_SOURCE + 1);
    const struct search_options options = SEARCH_OPTIONS_DEFAULT;
    struct parse_place place;
    struct ast_node *node;
    struct arena arena;
    struct counts counts;
    struct err e = ERR_INIT;
    struct facet_totals total;

    arena_init(&arena, 0);
    ck_assert_int_eq(
        parse_query(&node, &arena,
                    &(struct parse_options){.syntax = SYNTAX_WEBSEARCH},
                    bytes_of_str(q.text), &place, &e),
        ST_OK);
    const struct facets f = {.searcher = s,
                             .index = ix,
                             .question = node,
                             .options = &options,
                             .kinds = {{by}, 1},
                             .arena = &arena};
    ck_assert_msg(facets_count(&f, &counts, &total, &e) == ST_OK, "%s", e.msg);
    ck_assert_uint_eq(total.stories, total.releases);
    check_counts(&q, by, &counts, total.releases);
    arena_release(&arena);
}

START_TEST(counts_are_those_of_a_plain_count)
{
    struct rng r = rng_from_env(20200229);
    for (int round = 0; round < ROUNDS; round++) {
        struct built_index b;
        struct searcher *s;
        struct index *ix;
        make_index(&b, &r);
        ck_assert_int_eq(index_open(&ix, b.index, NULL), ST_OK);
        ck_assert_int_eq(searcher_open(&s, ix, NULL), ST_OK);
        for (int i = 0; i < 50; i++)
            ask(s, ix, &r);
        searcher_close(s);
        index_close(ix);
        built_index_remove(&b);
    }
}
END_TEST

SUITE("property/counts", counts_are_those_of_a_plain_count)
