#include "query/filter/filter.h"

#include <stdio.h>
#include <stdlib.h>

#include "common/base/date.h"
#include "common/base/mem.h"
#include "query/searcher.h"
#include "tests/index/built_index.h"
#include "tests/support/rng.h"
#include "tests/support/suite.h"

/* ---- documents that are known, and an index of them ---- */

enum {
    DOCS = 1500,
    WORDS = 4,
    MOST_WORDS = 12,
    FIRST_DAY = 17000,
    NOTICES = 300, /* of which some are in one document, some in several */
    NOTICE_WORDS = 10,
};

static const char *const SOURCES[] = {"Presidency", "Ministère", "ministry-kz",
                                      "ministry-by", ""};
static const char *const LANGS[] = {"en", "en-GB", "RU", ""};

struct doc {
    int32_t date; /* DATE_NONE: none */
    uint32_t length, source, lang, url, notice;
    bool words[WORDS], deleted;
    char id[16];
};

static struct {
    struct doc docs[DOCS];
    struct built_index built;
    struct index *index;
    uint32_t numbers[DOCS]; /* of each document in the index */
    struct deletions deletions;
    struct searcher *searcher;
} t;

static void write_doc(FILE *f, struct doc *d, struct rng *r, uint32_t i)
{
    char date[DATE_TEXT];
    snprintf(d->id, sizeof(d->id), "%s%u", i % 3 ? "a" : "b/", i);
    d->date =
        rng_below(r, 5) ? FIRST_DAY + (int32_t)rng_below(r, 40) : DATE_NONE;
    d->source = rng_below(r, COUNT_OF(SOURCES));
    d->lang = rng_below(r, COUNT_OF(LANGS));
    d->url = rng_below(r, 3);
    d->length = 1 + rng_below(r, MOST_WORDS);
    fprintf(f, "{\"id\":\"%s\",\"body\":\"", d->id);
    for (uint32_t k = 0; k < d->length; k++) {
        const uint32_t w = rng_below(r, WORDS);
        d->words[w] = true;
        fprintf(f, "w%u ", w);
    }
    d->notice = rng_below(r, 2) ? 0 : 1 + rng_below(r, NOTICES);
    if (d->notice) {
        fprintf(f,
                "\\n\\nNotice %c%c is printed below very many releases, "
                "Nr. %u",
                'a' + (int)d->notice / 26, 'a' + (int)d->notice % 26, i);
        d->length += NOTICE_WORDS;
    }
    fprintf(f, "\",\"source\":\"%s\"", SOURCES[d->source]);
    if (d->date != DATE_NONE)
        fprintf(f, ",\"date\":\"%s\"", date_format(d->date, date));
    if (*LANGS[d->lang])
        fprintf(f, ",\"lang\":\"%s\"", LANGS[d->lang]);
    if (d->url > 0)
        fprintf(f, ",\"url\":\"https://%s.org/%u\"",
                d->url == 1 ? "one" : "two", i % 10);
    fprintf(f, "}\n");
}

static void setup(void)
{
    struct rng r = rng_from_env(51);
    struct err e = ERR_INIT;
    memset(t.docs, 0, sizeof(t.docs));
    built_index_init(&t.built);
    for (uint32_t i = 0; i < DOCS; i++)
        write_doc(t.built.lines, &t.docs[i], &r, i);
    built_index_end(&t.built);
    struct build_options options = built_index_options(&t.built);
    options.zones = true;
    build_quietly(&options);
    ck_assert_int_eq(index_open(&t.index, t.built.index, &e), ST_OK);
    ck_assert_uint_eq(t.index->n, 1);
    ck_assert_uint_eq(t.index->counts.docs, DOCS);
    for (uint32_t i = 0; i < DOCS; i++)
        ck_assert_int_eq(index_find_id(t.index, bytes_of_str(t.docs[i].id),
                                       &t.numbers[i], &e),
                         ST_OK);
    ck_assert_int_eq(searcher_open(&t.searcher, t.index, &e), ST_OK);
}

static void teardown(void)
{
    t.index->deletions[0] = NULL;
    searcher_close(t.searcher);
    index_close(t.index);
    built_index_remove(&t.built);
}

/* Deletes one of `in` documents, as a commit would have. */
static void delete_some(struct rng *r, uint32_t in)
{
    static uint64_t bits[(DOCS + 511) / 512 * 8];
    memset(bits, 0, sizeof(bits));
    t.deletions = (struct deletions){.bits = bits};
    for (uint32_t i = 0; i < DOCS; i++) {
        t.docs[i].deleted = rng_below(r, in) == 0;
        if (!t.docs[i].deleted)
            continue;
        bits[t.numbers[i] / 64] |= (uint64_t)1 << t.numbers[i] % 64;
        t.deletions.n++;
    }
    t.index->deletions[0] = &t.deletions;
}

/* ---- random questions ---- */

static const char *const SOURCE_PATTERNS[] = {
    "presidency", "PRESIDENCY", "ministere", "ministry-*", "minist*",
    "*-k?",       "*",          "nobody",    "ministry"};
static const char *const ID_PATTERNS[] = {"a1", "b/0", "b/*", "a?", "*7", "x"};
static const char *const LANG_PATTERNS[] = {"en", "en-gb", "ru",
                                            "*",  "fr",    "e*"};
static const char *const URL_PATTERNS[] = {
    "https://one.org/3", "one.org/*", "*org/?", "two.org", "*two*", "http:*"};

/* The same patterns, by hand. */
static bool source_passes(uint32_t pattern, uint32_t source)
{
    static const uint8_t passing[] = {
        1, 1, 2, 4 | 8, 2 | 4 | 8, 4, 1 | 2 | 4 | 8 | 16, 0, 0};
    return passing[pattern] >> source & 1;
}

static bool id_passes(uint32_t pattern, const char *id)
{
    switch (pattern) {
    case 0:
        return strcmp(id, "a1") == 0;
    case 1:
        return strcmp(id, "b/0") == 0;
    case 2:
        return id[0] == 'b';
    case 3:
        return id[0] == 'a' && strlen(id) == 2;
    case 4:
        return id[strlen(id) - 1] == '7';
    default:
        return false;
    }
}

static bool lang_passes(uint32_t pattern, uint32_t lang)
{
    static const uint8_t passing[] = {1 | 2, 2, 4, 1 | 2 | 4, 0, 1 | 2};
    return passing[pattern] >> lang & 1;
}

static bool url_passes(uint32_t pattern, uint32_t url, uint32_t i)
{
    switch (pattern) {
    case 0:
        return url == 1 && i % 10 == 3;
    case 1:
        return url == 1;
    case 2:
        return url > 0;
    case 4:
        return url == 2;
    default:
        return false;
    }
}

/* A leaf: a word, or a filter of any kind, and how it was chosen. */
struct leaf {
    struct ast_node node;
    uint32_t choice;
};

static const char *pick(struct rng *r, struct leaf *l,
                        const char *const *patterns, size_t n)
{
    l->choice = rng_below(r, (uint32_t)n);
    return patterns[l->choice];
}

static void random_range(struct rng *r, struct ast_filter *f, int64_t base,
                         uint32_t n)
{
    f->from = rng_below(r, 4) ? base + rng_below(r, n) : INT64_MIN;
    f->to = rng_below(r, 4) ? base + rng_below(r, n) : INT64_MAX;
    if (f->from != INT64_MIN && f->to < f->from && rng_below(r, 8))
        f->to = f->from;
}

static struct leaf random_leaf(struct rng *r)
{
    static const char *const words[WORDS] = {"w0", "w1", "w2", "w3"};
    struct leaf l = {.node = {.kind = AST_FILTER}};
    struct ast_filter *const f = &l.node.filter;
    const char *text = "";
    const uint32_t kind = rng_below(r, 10);
    f->field = (enum filter_field)kind;
    switch (kind) {
    case FILTER_DATE:
        random_range(r, f, FIRST_DAY - 2, 44);
        if (rng_below(r, 4) == 0)
            f->from = f->to = DATE_NONE;
        break;
    case FILTER_LENGTH:
        random_range(r, f, -1, MOST_WORDS + 4);
        break;
    case FILTER_SOURCE:
        text = pick(r, &l, SOURCE_PATTERNS, COUNT_OF(SOURCE_PATTERNS));
        break;
    case FILTER_ID:
        text = pick(r, &l, ID_PATTERNS, COUNT_OF(ID_PATTERNS));
        break;
    case FILTER_URL:
        text = pick(r, &l, URL_PATTERNS, COUNT_OF(URL_PATTERNS));
        break;
    case FILTER_LANG:
        text = pick(r, &l, LANG_PATTERNS, COUNT_OF(LANG_PATTERNS));
        break;
    case FILTER_REPEATED:
        random_range(r, f, -1, 8);
        break;
    default:
        l.node.kind = AST_WORD;
        l.node.text = bytes_of_str(pick(r, &l, words, WORDS));
    }
    f->text = bytes_of_str(text);
    return l;
}

/* How many other documents have the notice of this one. */
static int64_t others(const struct doc *d)
{
    int64_t n = 0;
    for (uint32_t i = 0; i < DOCS; i++)
        n += d->notice && !t.docs[i].deleted && t.docs[i].notice == d->notice;
    return n - (n > 0);
}

static bool passes(const struct leaf *l, uint32_t i)
{
    const struct doc *const d = &t.docs[i];
    const struct ast_filter *const f = &l->node.filter;
    if (l->node.kind == AST_WORD)
        return d->words[l->choice];
    switch (f->field) {
    case FILTER_DATE:
        if (d->date == DATE_NONE)
            return f->to == DATE_NONE;
        return d->date >= f->from && d->date <= f->to;
    case FILTER_LENGTH:
        return d->length >= f->from && d->length <= f->to;
    case FILTER_SOURCE:
        return source_passes(l->choice, d->source);
    case FILTER_ID:
        return id_passes(l->choice, d->id);
    case FILTER_URL:
        return url_passes(l->choice, d->url, i);
    case FILTER_LANG:
        return lang_passes(l->choice, d->lang);
    case FILTER_REPEATED:
        return others(d) >= f->from && others(d) <= f->to;
    }
    return false;
}

enum { LEAVES = 5 };

/* A bool of leaves, of which the last two may be a bool of their own. */
struct question {
    struct leaf leaves[LEAVES];
    uint32_t n;
    bool nested;
    struct ast_node outer, inner;
};

static void random_question(struct rng *r, struct question *q)
{
    *q = (struct question){.n = 1 + rng_below(r, LEAVES)};
    q->nested = q->n >= 3 && rng_below(r, 2);
    q->outer = q->inner = (struct ast_node){.kind = AST_BOOL, .negative = true};
    for (uint32_t i = 0; i < q->n; i++) {
        struct ast_node *group = &q->outer;
        if (q->nested && i >= q->n - 2)
            group = &q->inner;
        q->leaves[i] = random_leaf(r);
        q->leaves[i].node.occur = (enum ast_occur)rng_below(r, 3);
        if (group->last)
            group->last->next = &q->leaves[i].node;
        else
            group->first = &q->leaves[i].node;
        group->last = &q->leaves[i].node;
    }
    if (q->nested) {
        q->inner.occur = (enum ast_occur)rng_below(r, 3);
        q->outer.last->next = &q->inner;
        q->outer.last = &q->inner;
    }
}

static bool group_matches(const struct question *q,
                          const struct ast_node *group, uint32_t i)
{
    bool must = false, any = false, some = false;
    for (const struct ast_node *c = group->first; c; c = c->next) {
        const bool match = c == &q->inner ? group_matches(q, c, i)
                                          : passes((const struct leaf *)c, i);
        if (c->occur == OCCUR_MUST && !match)
            return false;
        if (c->occur == OCCUR_MUST_NOT && match)
            return false;
        must |= c->occur == OCCUR_MUST;
        some |= c->occur == OCCUR_SHOULD;
        any |= c->occur == OCCUR_SHOULD && match;
    }
    return must || !some || any;
}

/* ---- comparing ---- */

static void check(const struct question *q, uint32_t k, bool count)
{
    static struct hit hits[DOCS];
    struct search_options options = SEARCH_OPTIONS_DEFAULT;
    struct search_result result;
    struct err e = ERR_INIT;
    bool found[DOCS] = {false};
    uint32_t expected = 0;
    options.k = k;
    options.count = count;
    options.max_work = UINT64_MAX;
    ck_assert_msg(searcher_run(t.searcher, &q->outer, &options, hits, &result,
                               &e) == ST_OK,
                  "%s", e.msg);
    for (uint32_t i = 0; i < result.n; i++)
        found[hits[i].doc] = true;
    for (uint32_t i = 0; i < DOCS; i++) {
        const bool match = !t.docs[i].deleted && group_matches(q, &q->outer, i);
        expected += match;
        if (k == DOCS)
            ck_assert_msg(found[t.numbers[i]] == match, "%s", t.docs[i].id);
        else if (found[t.numbers[i]])
            ck_assert(match);
    }
    if (k > 0)
        ck_assert_uint_eq(result.n, MIN(expected, k));
    if (count)
        ck_assert_uint_eq(result.total, expected);
}

static enum st take_matches(void *ctx, size_t segment, uint64_t *bits,
                            struct err *e)
{
    (void)segment;
    (void)e;
    memcpy(ctx, bits, (DOCS + 63) / 64 * sizeof(*bits));
    return ST_OK;
}

static void check_matches(const struct question *q)
{
    static uint64_t bits[(DOCS + 63) / 64];
    struct search_options options = SEARCH_OPTIONS_DEFAULT;
    struct err e = ERR_INIT;
    options.max_work = UINT64_MAX;
    ck_assert_msg(searcher_matches(t.searcher, &q->outer, &options,
                                   take_matches, bits, &e) == ST_OK,
                  "%s", e.msg);
    for (uint32_t i = 0; i < DOCS; i++) {
        const uint32_t doc = t.numbers[i];
        const bool match = !t.docs[i].deleted && group_matches(q, &q->outer, i);
        ck_assert_uint_eq(bits[doc / 64] >> doc % 64 & 1, match);
    }
}

START_TEST(filters_find_what_a_plain_scan_finds)
{
    struct rng r = rng_from_env(52);
    struct question q;
    setup();
    for (int round = 0; round < 800; round++) {
        if (round % 200 == 100)
            delete_some(&r, 1 + rng_below(&r, 20));
        random_question(&r, &q);
        check(&q, DOCS, true);
        check_matches(&q);
        check(&q, 0, true);
        check(&q, 10, rng_below(&r, 2));
    }
    teardown();
}
END_TEST

/* ---- what records cost ---- */

static enum st ask_url(uint64_t max_work, bool lenient, uint64_t *total,
                       char *notice, struct err *e)
{
    struct ast_node url = {
        .kind = AST_FILTER,
        .filter = {.field = FILTER_URL, .text = bytes_of_str("one.org/*")}};
    struct search_options options = SEARCH_OPTIONS_DEFAULT;
    struct search_result result;
    struct hit hits[10];
    options.max_work = max_work;
    options.lenient = lenient;
    const enum st st =
        searcher_run(t.searcher, &url, &options, hits, &result, e);
    *total = result.total;
    if (st == ST_OK)
        ck_assert_ptr_null(searcher_blame(t.searcher));
    else
        ck_assert_ptr_eq(searcher_blame(t.searcher), &url);
    const char *const said = searcher_notice(t.searcher);
    sprintf(notice, "%.200s", said ? said : "");
    return st;
}

START_TEST(reading_releases_over_the_budget_is_refused_or_told)
{
    struct err e = ERR_INIT;
    uint64_t total, all;
    char notice[256];
    setup();
    ck_assert_int_eq(ask_url(UINT64_MAX, false, &all, notice, &e), ST_OK);
    ck_assert_str_eq(notice, "");
    ck_assert_int_eq(ask_url(100000, false, &total, notice, &e), ST_LIMIT);
    ck_assert_ptr_nonnull(strstr(e.msg, "more than --max-work allows"));
    e = ERR_INIT;
    ck_assert_int_eq(ask_url(100000, true, &total, notice, &e), ST_OK);
    ck_assert_uint_gt(total, 0);
    ck_assert_uint_lt(total, all);
    ck_assert_ptr_nonnull(strstr(notice, "more than --max-work allows"));
    teardown();
}
END_TEST

START_TEST(memory_that_runs_out_is_told_and_the_searcher_goes_on)
{
    struct rng r = rng_from_env(53);
    setup();
    for (int round = 0; round < 20; round++) {
        struct question q;
        bool done = false;
        random_question(&r, &q);
        for (long n = 0; !done; n++) {
            struct search_options options = SEARCH_OPTIONS_DEFAULT;
            struct search_result result;
            struct hit hits[10];
            struct searcher *s;
            ck_assert_int_eq(searcher_open(&s, t.index, NULL), ST_OK);
            mem_fail_after(n);
            const enum st st =
                searcher_run(s, &q.outer, &options, hits, &result, NULL);
            done = !mem_fail_never();
            if (done)
                ck_assert(st == ST_OK || st == ST_LIMIT);
            else
                ck_assert(st == ST_NOMEM || st == ST_LIMIT);
            searcher_close(s);
        }
    }
    teardown();
}
END_TEST

SUITE("filter", filters_find_what_a_plain_scan_finds,
      reading_releases_over_the_budget_is_refused_or_told,
      memory_that_runs_out_is_told_and_the_searcher_goes_on)
