/* Power cuts at every point of what writes an index: what is left is the commit
 * before or the one after, whole, and the next writer goes on from there.
 *
 * Each operation runs once, recorded; file_recorder then makes the folder as a
 * crash at each point would leave it, under each model of a disk. SEED= runs
 * the torn ones again, TEARS=N tears each point N times (1). */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/arena.h"
#include "common/base/file.h"
#include "common/base/mem.h"
#include "common/segment/manifest.h"
#include "indexer/add.h"
#include "indexer/compact.h"
#include "indexer/deleter.h"
#include "indexer/reorder.h"
#include "query/parse/parse.h"
#include "query/searcher.h"
#include "tests/index/built_index.h"
#include "tests/indexer/read_all.h"
#include "tests/support/file_recorder.h"
#include "tests/support/suite.h"

enum { HITS = 100 };

/* An operation's subject: `home` is recorded and holds nothing but the index;
 * the sources are elsewhere. */
struct scene {
    struct built_index built;
    struct tmpdir home;
    char index[80];
};

/* All that readers see of an index. */
struct answers {
    uint64_t generation, contents;
    struct buf text; /* of the questions */
};

/* ---- operations ---- */

static struct build_options options(const struct scene *s, const char *index)
{
    struct build_options o = built_index_options(&s->built);
    o.index = index;
    o.lang = "en";
    o.force = true;
    return o;
}

static void add_releases(struct scene *s, const char *prefix, bool padded)
{
    static const char *const bodies[] = {
        "running runs. The state universities opened", "ran, runner of states",
        "a university opens; the opening of the state",
        "Relations. Good relations", "related states relate to the state"};
    char id[32];
    for (size_t i = 0; i < 30; i++) {
        snprintf(id, sizeof(id), "%s %zu", prefix, i);
        const char *const body = bodies[i % COUNT_OF(bodies)];
        if (padded && i < 12)
            built_index_add_padded(&s->built, id, body);
        else
            built_index_add(&s->built, id, body);
    }
    built_index_end(&s->built);
}

static enum st build(struct scene *s, const char *index, struct err *e)
{
    struct build_result r;
    const struct build_options o = options(s, index);
    const enum st st = build_index(&o, &r, e);
    build_result_release(&r);
    return st;
}

/* Many files on the way: spills, and an order of its own. */
static enum st build_with_spills(struct scene *s, const char *index,
                                 struct err *e)
{
    struct build_result r;
    struct build_options o = options(s, index);
    o.spill_at = 1;
    o.order = DOC_ORDER_SOURCE;
    const enum st st = build_index(&o, &r, e);
    ck_assert(st != ST_OK || r.read.spills > 1);
    build_result_release(&r);
    return st;
}

/* Checkpoints, from the last of which it goes on when it runs again; an index
 * that is complete is refused. */
static enum st build_with_checkpoints(struct scene *s, const char *index,
                                      struct err *e)
{
    struct build_result r;
    struct build_options o = options(s, index);
    o.force = false;
    o.resume = true;
    o.commit_records = 1;
    enum st st = build_index(&o, &r, e);
    build_result_release(&r);
    if (st == ST_USAGE && strstr(e->msg, "holds an index already")) {
        *e = ERR_INIT;
        st = ST_OK;
    }
    return st;
}

static enum st reorder(struct scene *s, const char *index, struct err *e)
{
    struct reorder_result r;
    const struct doc_order_options o = {
        .by = DOC_ORDER_BP, .memory = BUILD_MEMORY_MIN, .threads = 1};
    (void)s;
    return reorder_index(index, &o, &r, e);
}

static enum st add_with(struct scene *s, const char *index,
                        uint64_t commit_records, struct err *e)
{
    struct add_result r;
    const struct add_options o = {
        .index = index,
        .sources = s->built.sources,
        .n_sources = COUNT_OF(s->built.sources),
        .memory = BUILD_MEMORY_MIN,
        .threads = 1,
        .map = field_map_default(),
        .commit_records = commit_records,
    };
    const enum st st = add_documents(&o, &r, e);
    add_result_release(&r);
    return st;
}

static enum st add(struct scene *s, const char *index, struct err *e)
{
    return add_with(s, index, 0, e);
}

/* Commits on the way, and merges between them. */
static enum st add_bit_by_bit(struct scene *s, const char *index, struct err *e)
{
    return add_with(s, index, 1, e);
}

static enum st delete (struct scene *s, const char *index, struct err *e) {
    static const char *const ids[] = {"old 1", "old 2", "old 29"};
    struct deleter * d;
    bool found;
    (void)s;
    enum st st = deleter_open(&d, index, e);
    for (size_t i = 0; i < COUNT_OF(ids) && st == ST_OK; i++)
        st = deleter_add(d, bytes_of_str(ids[i]), &found, e);
    if (st == ST_OK) st = deleter_commit(d, e);
    deleter_close(d);
    return st;
}

static enum st compact(struct scene *s, const char *index, struct err *e)
{
    struct compact_result r;
    (void)s;
    return compact_index(index, COMPACT_ALL, &r, e);
}

struct operation {
    const char *name;
    enum st (*run)(struct scene *s, const char *index, struct err *e);
    bool there;    /* it starts from an index, */
    bool segments; /* of several segments      */
};

/* What is recorded; a command that writes indexes is to have its line here. */
static const struct operation OPERATIONS[] = {
    {"a first build", build, false, false},
    {"a build in place of an index", build, true, false},
    {"a build with spills", build_with_spills, true, false},
    {"a build with checkpoints", build_with_checkpoints, false, false},
    {"a reorder", reorder, true, false},
    {"an add", add, true, false},
    {"an add with commits on the way", add_bit_by_bit, true, false},
    {"a delete", delete, true, true},
    {"a merge of all segments", compact, true, true},
};

/* ---- answers ---- */

static void ask(const struct index *ix, struct searcher *searcher,
                const char *question, struct buf *out)
{
    struct search_options o = SEARCH_OPTIONS_DEFAULT;
    struct search_result result;
    struct parse_place place;
    struct hit hits[HITS];
    struct ast_node *node;
    struct arena arena;
    struct err e = ERR_INIT;
    o.k = HITS;
    arena_init(&arena, 0);
    enum st st = parse_query(
        &node, &arena, &(struct parse_options){.syntax = SYNTAX_WEBSEARCH},
        bytes_of_str(question), &place, &e);
    if (st == ST_OK)
        st = searcher_run(searcher, node, &o, hits, &result, &e);
    ck_assert_msg(st == ST_OK, "%s: %s", question, e.msg);
    buf_printf(out, "%s: %u\n", question, (unsigned)result.total);
    for (uint32_t i = 0; i < result.n; i++) {
        const size_t s = index_segment_of(ix, hits[i].doc);
        struct bytes id;
        ck_assert_int_eq(segment_id(ix->segments[s],
                                    hits[i].doc - ix->first_doc[s], &id, NULL),
                         ST_OK);
        buf_printf(out, "%.*s %a\n", (int)id.n, (const char *)id.p,
                   (double)hits[i].score);
    }
    arena_release(&arena);
}

/* Of an index that opens; ST_NOT_FOUND where there is none. */
static enum st read_answers(const char *path, struct answers *out,
                            struct err *e)
{
    static const char *const questions[] = {
        "state", "running university", "\"good relations\"",
        "opened OR relate -runner", "title:nothing"};
    struct index *ix;
    struct searcher *searcher;
    *out = (struct answers){.text = BUF_INIT};
    enum st st = index_open(&ix, path, e);
    if (st != ST_OK)
        return st;
    out->generation = ix->manifest.generation;
    ck_assert_int_eq(searcher_open(&searcher, ix, e), ST_OK);
    for (size_t i = 0; i < COUNT_OF(questions); i++)
        ask(ix, searcher, questions[i], &out->text);
    searcher_close(searcher);
    index_close(ix);
    return read_all(path, &out->contents);
}

static bool same(const struct answers *a, const struct answers *b)
{
    return a->generation == b->generation && a->contents == b->contents &&
           bytes_equal(buf_bytes(&a->text), buf_bytes(&b->text));
}

/* ---- crashes ---- */

enum { MOST_COMMITS = 100 };

/* An operation that was recorded. */
struct trial {
    const struct operation *operation;
    struct scene scene;
    struct file_recorder *recorder;
    /* By generation, as readers saw them while it ran; [0]: no index. */
    struct answers commits[MOST_COMMITS];
    uint64_t first, last; /* generations */
};

/* Takes the index in as what its generation is, or compares it with that. */
static void see_commit(struct trial *t, const char *index)
{
    struct answers a;
    struct err e = ERR_INIT;
    const enum st st = read_answers(index, &a, &e);
    if (st == ST_NOT_FOUND && !t->operation->there)
        return;
    ck_assert_msg(st == ST_OK, "%s: %s", t->operation->name, e.msg);
    ck_assert_uint_lt(a.generation, MOST_COMMITS);
    struct answers *const known = &t->commits[a.generation];
    if (known->generation) {
        ck_assert(same(&a, known));
        buf_release(&a.text);
        return;
    }
    *known = a;
    t->last = a.generation;
}

/* What a reader saw at a point is what a crash leaves that loses nothing. */
static void see_commits(struct trial *t)
{
    for (size_t i = 0; i <= file_recorder_events(t->recorder); i++) {
        char index[80];
        const struct tmpdir left = tmpdir_make();
        snprintf(index, sizeof(index), "%s/index", left.path);
        file_recorder_crash(t->recorder, i, CRASH_KEEPS, NULL, left.path);
        see_commit(t, index);
        tmpdir_remove(&left);
    }
}

static void trial_begin(struct trial *t, const struct operation *operation)
{
    struct scene *const s = &t->scene;
    struct err e = ERR_INIT;
    *t = (struct trial){.operation = operation};
    built_index_init(&s->built);
    s->home = tmpdir_make();
    snprintf(s->index, sizeof(s->index), "%s/index", s->home.path);
    add_releases(s, "old", !operation->there);
    if (operation->there) {
        ck_assert_msg(build(s, s->index, &e) == ST_OK, "%s", e.msg);
        add_releases(s, "new", true);
    }
    if (operation->segments)
        ck_assert_msg(add(s, s->index, &e) == ST_OK, "%s", e.msg);
    if (operation->there)
        see_commit(t, s->index);
    t->first = t->last;
    t->recorder = file_recorder_start(s->home.path);
    const enum st st = operation->run(s, s->index, &e);
    file_recorder_stop(t->recorder);
    ck_assert_msg(st == ST_OK, "%s: %s", operation->name, e.msg);
    see_commits(t);
    see_commit(t, s->index);
    ck_assert_msg(t->last > t->first, "%s wrote nothing", operation->name);
}

static void trial_end(struct trial *t)
{
    file_recorder_release(t->recorder);
    built_index_remove(&t->scene.built);
    tmpdir_remove(&t->scene.home);
    for (size_t i = 0; i < MOST_COMMITS; i++)
        buf_release(&t->commits[i].text);
}

/* What is in `index` is one of the commits; its generation, 0 for none. */
static uint64_t check_index(struct trial *t, const char *index,
                            const char *where)
{
    struct answers found;
    struct err e = ERR_INIT;
    const enum st st = read_answers(index, &found, &e);
    if (st == ST_NOT_FOUND && !t->operation->there)
        return 0;
    ck_assert_msg(st == ST_OK, "%s, %s: %s", t->operation->name, where, e.msg);
    ck_assert_msg(found.generation < MOST_COMMITS &&
                      same(&found, &t->commits[found.generation]),
                  "%s, %s: generation %u, and not that commit",
                  t->operation->name, where, (unsigned)found.generation);
    assert_verifies(index);
    buf_release(&found.text);
    return found.generation;
}

/* All questions are answered as at the end of an undisturbed run; commits may
 * be more. */
static void check_end(struct trial *t, const char *index, const char *where)
{
    struct answers found;
    struct err e = ERR_INIT;
    ck_assert_int_eq(read_answers(index, &found, &e), ST_OK);
    ck_assert_msg(bytes_equal(buf_bytes(&found.text),
                              buf_bytes(&t->commits[t->last].text)),
                  "%s, %s, then the same: other answers", t->operation->name,
                  where);
    buf_release(&found.text);
}

/* The same operation and another writer succeed on what is there, and leave
 * nothing over. */
static void go_on(struct trial *t, const char *index, const char *where)
{
    struct err e = ERR_INIT;
    enum st st = t->operation->run(&t->scene, index, &e);
    ck_assert_msg(st == ST_OK, "%s, %s, then the same: %s", t->operation->name,
                  where, e.msg);
    check_end(t, index, where);
    assert_no_leftovers(index);
    assert_verifies(index);
    st = build(&t->scene, index, &e);
    ck_assert_msg(st == ST_OK, "%s, %s, then a build: %s", t->operation->name,
                  where, e.msg);
    assert_no_leftovers(index);
    assert_verifies(index);
}

/* Crashes; the generation that is left, which is `now`, that of readers at this
 * point, or the one before. */
static uint64_t crash(struct trial *t, size_t point, enum crash_model model,
                      struct rng *rng, uint64_t now)
{
    static const char *const models[] = {"all lost", "all kept",
                                         "the last before the rest", "torn"};
    char where[700], index[80];
    const struct tmpdir left = tmpdir_make();
    snprintf(index, sizeof(index), "%s/index", left.path);
    snprintf(where, sizeof(where), "%s, %s",
             file_recorder_point(t->recorder, point), models[model]);
    file_recorder_crash(t->recorder, point, model, rng, left.path);
    const uint64_t found = check_index(t, index, where);
    ck_assert_msg(model == CRASH_KEEPS || found == now || found + 1 == now,
                  "%s, %s: generation %u, readers saw %u", t->operation->name,
                  where, (unsigned)found, (unsigned)now);
    ck_assert_msg(found == t->last || point < file_recorder_events(t->recorder),
                  "%s, %s: it had said that it was done", t->operation->name,
                  where);
    go_on(t, index, where);
    tmpdir_remove(&left);
    return found;
}

static size_t tears(void)
{
    const char *const asked = getenv("TEARS");
    return asked ? strtoul(asked, NULL, 10) : 1;
}

START_TEST(every_crash_leaves_the_commit_before_or_after)
{
    struct rng rng = rng_from_env(1);
    for (size_t i = 0; i < COUNT_OF(OPERATIONS); i++) {
        struct trial t;
        trial_begin(&t, &OPERATIONS[i]);
        const size_t events = file_recorder_events(t.recorder);
        for (size_t point = 0; point <= events; point++) {
            const uint64_t now = crash(&t, point, CRASH_KEEPS, NULL, 0);
            crash(&t, point, CRASH_LOSES, NULL, now);
            crash(&t, point, CRASH_SWAPS, NULL, now);
            for (size_t tear = 0; tear < tears(); tear++)
                crash(&t, point, CRASH_TEARS, &rng, now);
        }
        printf("%s: %zu points, %zu crashes\n", OPERATIONS[i].name, events + 1,
               (events + 1) * (3 + tears()));
        ck_assert_uint_gt(events, 8);
        trial_end(&t);
    }
}
END_TEST

SUITE("crash_points", every_crash_leaves_the_commit_before_or_after)
