/* Paragraphs that are printed again, through the life of an index: against a
 * table of which document has which. */
#include "query/filter/repeated.h"

#include <ctype.h>
#include <string.h>

#include "indexer/add.h"
#include "indexer/compact.h"
#include "indexer/deleter.h"
#include "indexer/reorder.h"
#include "query/searcher.h"
#include "tests/index/built_index.h"
#include "tests/support/rng.h"
#include "tests/support/suite.h"

enum { IDS = 90, PARAGRAPHS = 14, SHORT = 2, MOST = 5, STEPS = 25 };

struct table {
    struct {
        bool there;
        uint32_t n, paragraphs[MOST]; /* some twice */
    } docs[IDS];
};

static const char *id_of(uint32_t i)
{
    static char id[16];
    snprintf(id, sizeof(id), "id%u", i);
    return id;
}

/* ---- texts ---- */

/* The words of paragraph k, as they may be printed: numbers, capitals, lines
 * and punctuation are others each time. Those below SHORT have too few letters.
 */
static void write_paragraph(struct rng *r, uint32_t k, char *out, size_t size)
{
    char plain[128];
    if (k < SHORT)
        snprintf(plain, sizeof(plain),
                 "Short %c of fewer letters than enough %u", (int)('a' + k),
                 rng_below(r, 10000));
    else
        snprintf(
            plain, sizeof(plain),
            "This is %c which goes out on %u of %u as a notice to all readers",
            (int)('a' + k), rng_below(r, 400), rng_below(r, 3000));
    size_t n = 0;
    for (const char *p = plain; *p && n + 8 < size; p++) {
        if (*p != ' ')
            out[n++] = (char)(rng_below(r, 8) ? *p : toupper(*p));
        else if (rng_below(r, 6))
            out[n++] = ' ';
        else
            n += (size_t)snprintf(out + n, size - n, "%s",
                                  rng_below(r, 2) ? ", " : "\\n");
    }
    out[n] = '\0';
}

static void draw_doc(struct rng *r, struct table *t, uint32_t id, char *body,
                     size_t size)
{
    size_t n = 0;
    t->docs[id].there = true;
    t->docs[id].n = rng_below(r, MOST + 1);
    body[0] = '\0';
    for (uint32_t i = 0; i < t->docs[id].n; i++) {
        char text[256];
        t->docs[id].paragraphs[i] =
            rng_below(r, 3) ? rng_below(r, PARAGRAPHS) : rng_below(r, SHORT);
        write_paragraph(r, t->docs[id].paragraphs[i], text, sizeof(text));
        n += (size_t)snprintf(body + n, size - n, "%s%s", i ? "\\n\\n" : "",
                              text);
    }
}

/* ---- what is to be found ---- */

static bool has(const struct table *t, uint32_t id, uint32_t k)
{
    bool found = false;
    for (uint32_t i = 0; t->docs[id].there && i < t->docs[id].n; i++)
        found |= t->docs[id].paragraphs[i] == k;
    return found;
}

static int64_t others(const struct table *t, uint32_t id)
{
    int64_t most = 0;
    for (uint32_t k = SHORT; k < PARAGRAPHS; k++) {
        int64_t n = -1;
        for (uint32_t i = 0; i < IDS; i++)
            n += has(t, i, k);
        if (has(t, id, k) && n > most)
            most = n;
    }
    return most;
}

static void check_range(struct index *ix, const struct table *t, int64_t from,
                        int64_t to)
{
    const struct ast_node question = {
        .kind = AST_FILTER,
        .filter = {.field = FILTER_REPEATED, .from = from, .to = to}};
    struct search_options options = SEARCH_OPTIONS_DEFAULT;
    struct search_result result;
    struct hit hits[IDS];
    struct searcher *s;
    struct err e = ERR_INIT;
    uint32_t expected = 0;
    options.k = IDS;
    ck_assert_int_eq(searcher_open(&s, ix, &e), ST_OK);
    ck_assert_msg(searcher_run(s, &question, &options, hits, &result, &e) ==
                      ST_OK,
                  "%s", e.msg);
    for (uint32_t id = 0; id < IDS; id++) {
        const int64_t n = others(t, id);
        const bool passes = t->docs[id].there && n >= from && n <= to;
        bool found = false;
        uint32_t doc;
        ck_assert_int_eq(index_find_id(ix, bytes_of_str(id_of(id)), &doc, &e),
                         ST_OK);
        for (uint32_t i = 0; i < result.n && doc != DOC_END; i++)
            found |= hits[i].doc == doc;
        ck_assert_msg(found == passes, "%s has %d, asked for %d to %d",
                      id_of(id), (int)n, (int)from, (int)to);
        expected += passes;
    }
    ck_assert_uint_eq(result.n, expected);
    searcher_close(s);
}

static void index_is(const char *path, const struct table *t, struct rng *r)
{
    struct index *ix;
    ck_assert_int_eq(index_open(&ix, path, NULL), ST_OK);
    for (int i = 0; i < 4; i++) {
        const int64_t from = rng_below(r, 20), n = rng_below(r, 12);
        check_range(ix, t, from - 1, rng_below(r, 3) ? from + n : INT64_MAX);
    }
    check_range(ix, t, 1, INT64_MAX);
    index_close(ix);
    assert_verifies(path);
}

/* ---- lives ---- */

static void add_some(struct built_index *b, struct table *t, struct rng *r)
{
    struct add_options o = {
        .index = b->index,
        .sources = b->sources,
        .n_sources = 1,
        .memory = INGEST_MEMORY_MIN,
        .threads = 1 + rng_below(r, 3),
        .map = field_map_default(),
        .spill_at = rng_below(r, 2) ? 1 : 0,
        .commit_records = rng_below(r, 3) ? 0 : 1 + rng_below(r, 20),
    };
    struct add_result result;
    struct err e = ERR_INIT;
    for (uint32_t n = 1 + rng_below(r, 40); n > 0; n--) {
        char body[2048];
        const uint32_t id = rng_below(r, IDS);
        draw_doc(r, t, id, body, sizeof(body));
        if (rng_below(r, 15) == 0)
            built_index_add_padded(b, id_of(id), body);
        else
            built_index_add(b, id_of(id), body);
    }
    built_index_end(b);
    ck_assert_msg(add_documents(&o, &result, &e) == ST_OK, "%s", e.msg);
    add_result_release(&result);
}

static void delete_some(struct built_index *b, struct table *t, struct rng *r)
{
    struct deleter *d;
    ck_assert_int_eq(deleter_open(&d, b->index, NULL), ST_OK);
    for (uint32_t n = rng_below(r, 20); n > 0; n--) {
        const uint32_t id = rng_below(r, IDS);
        bool found;
        ck_assert_int_eq(deleter_add(d, bytes_of_str(id_of(id)), &found, NULL),
                         ST_OK);
        t->docs[id].there = false;
    }
    ck_assert_int_eq(deleter_commit(d, NULL), ST_OK);
    deleter_close(d);
}

static void reorder(struct built_index *b)
{
    const struct doc_order_options order = {
        .by = DOC_ORDER_BP, .memory = INGEST_MEMORY_MIN, .threads = 2};
    struct reorder_result result;
    ck_assert_int_eq(reorder_index(b->index, &order, &result, NULL), ST_OK);
}

static void live(struct built_index *b, struct table *t, struct rng *r)
{
    struct compact_result result;
    switch (rng_below(r, 8)) {
    case 0:
    case 1:
        delete_some(b, t, r);
        break;
    case 2:
        ck_assert_int_eq(compact_index(b->index, COMPACT_TIERS, &result, NULL),
                         ST_OK);
        break;
    case 3:
        reorder(b);
        break;
    default:
        add_some(b, t, r);
    }
}

START_TEST(however_an_index_came_about_paragraphs_are_counted)
{
    struct rng r = rng_from_env(71);
    for (int round = 0; round < 4; round++) {
        struct built_index b;
        struct table t = {.docs = {{.there = false}}};
        built_index_init(&b);
        built_index_end(&b);
        struct build_options o = built_index_options(&b);
        o.zones = true;
        build_quietly(&o);
        for (int step = 0; step < STEPS; step++) {
            live(&b, &t, &r);
            index_is(b.index, &t, &r);
        }
        built_index_remove(&b);
    }
}
END_TEST

/* ---- where it is not known ---- */

START_TEST(without_zones_the_question_is_refused)
{
    const struct ast_node question = {
        .kind = AST_FILTER,
        .filter = {.field = FILTER_REPEATED, .from = 1, .to = INT64_MAX}};
    struct search_options options = SEARCH_OPTIONS_DEFAULT;
    struct search_result result;
    struct hit hits[1];
    struct built_index b;
    struct index *ix;
    struct searcher *s;
    struct err e = ERR_INIT;
    options.k = 1;
    built_index_init(&b);
    built_index_add(&b, "a", "one");
    built_index_end(&b);
    const struct build_options o = built_index_options(&b);
    build_quietly(&o);
    ck_assert_int_eq(index_open(&ix, b.index, NULL), ST_OK);
    ck_assert(!repeats_are_known(ix));
    ck_assert_int_eq(searcher_open(&s, ix, NULL), ST_OK);
    ck_assert_int_eq(searcher_run(s, &question, &options, hits, &result, &e),
                     ST_USAGE);
    ck_assert_msg(strstr(e.msg, "without --zones none"), "%s", e.msg);
    searcher_close(s);
    index_close(ix);
    built_index_remove(&b);
}
END_TEST

SUITE("repeated", however_an_index_came_about_paragraphs_are_counted,
      without_zones_the_question_is_refused)
