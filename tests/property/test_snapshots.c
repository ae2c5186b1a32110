/* Readers open an index and ask while a writer adds, replaces, deletes and
 * merges: no opening fails, and every answer is of one commit.
 *
 * Each commit of the writer that adds gives all marked documents the same
 * text, a new one each time; each that deletes takes one marked document away.
 * So the texts that one snapshot finds are all alike, and as many as one of
 * the two kinds of commit has.
 *
 *     SECONDS=60 READERS=16 build/release/tests/test_property_snapshots
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "common/base/arena.h"
#include "common/segment/doc_store.h"
#include "indexer/add.h"
#include "indexer/compact.h"
#include "indexer/deleter.h"
#include "query/parse/parse.h"
#include "query/searcher.h"
#include "tests/index/built_index.h"
#include "tests/support/suite.h"

enum { MARKED = 24, TEXT = 64, HITS = 64, READERS_MAX = 64 };

static unsigned from_env(const char *name, unsigned otherwise)
{
    const char *const text = getenv(name);
    return text ? (unsigned)strtoul(text, NULL, 10) : otherwise;
}

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

/* ---- a reader: in a process or thread of its own, so without Check ---- */

/* Why a snapshot is none; empty while all is well. */
struct complaint {
    char text[2 * ERR_MSG_MAX];
};

/* The text of a hit, which all of a snapshot share. */
static bool text_of(const struct index *ix, uint32_t doc, char out[static TEXT],
                    struct err *e)
{
    const size_t k = index_segment_of(ix, doc);
    const struct record_fields *fields;
    struct doc_reader *reader;
    bool good = doc_reader_open(&reader, ix->segments[k], e) == ST_OK;
    if (good && (good = doc_reader_get(reader, doc - ix->first_doc[k], &fields,
                                       e) == ST_OK)) {
        const struct bytes body = record_field(fields, FIELD_BODY);
        snprintf(out, TEXT, "%.*s", (int)body.n, (const char *)body.p);
    }
    doc_reader_close(reader);
    return good;
}

static bool ask(const struct index *ix, struct hit hits[static HITS],
                struct search_result *result, struct err *e)
{
    struct search_options options = SEARCH_OPTIONS_DEFAULT;
    struct searcher *s;
    struct ast_node *question;
    struct parse_place place;
    struct arena arena;
    options.k = HITS;
    arena_init(&arena, 0);
    bool good = searcher_open(&s, ix, e) == ST_OK;
    good =
        good && parse_query(&question, &arena,
                            &(struct parse_options){.syntax = SYNTAX_WEBSEARCH},
                            bytes_of_str("marked"), &place, e) == ST_OK;
    good =
        good && searcher_run(s, question, &options, hits, result, e) == ST_OK;
    searcher_close(s);
    arena_release(&arena);
    return good;
}

static void look(const struct index *ix, struct complaint *c)
{
    struct hit hits[HITS];
    struct search_result result;
    struct err e = ERR_INIT;
    char first[TEXT], other[TEXT];
    if (!ask(ix, hits, &result, &e)) {
        snprintf(c->text, sizeof(c->text), "%s", e.msg);
        return;
    }
    if (result.n != result.total || result.n > MARKED || result.n < MARKED - 1)
        snprintf(c->text, sizeof(c->text), "%u hits, %llu counted", result.n,
                 (unsigned long long)result.total);
    for (uint32_t i = 0; i < result.n && !c->text[0]; i++) {
        if (!text_of(ix, hits[i].doc, i ? other : first, &e))
            snprintf(c->text, sizeof(c->text), "%s", e.msg);
        else if (i && strcmp(first, other) != 0)
            snprintf(c->text, sizeof(c->text), "\"%s\" and \"%s\" at once",
                     first, other);
    }
}

/* One snapshot, looked at twice. */
static void read_once(const char *index, struct complaint *c)
{
    const struct timespec pause = {.tv_nsec = 2 * 1000 * 1000};
    struct index *ix;
    struct err e = ERR_INIT;
    if (index_open(&ix, index, &e) != ST_OK) {
        snprintf(c->text, sizeof(c->text), "cannot be opened: %s", e.msg);
        return;
    }
    look(ix, c);
    nanosleep(&pause, NULL);
    if (!c->text[0])
        look(ix, c);
    index_close(ix);
}

/* ---- the writer ---- */

static void write_round(struct built_index *b, unsigned round)
{
    struct add_options o = {
        .index = b->index,
        .sources = b->sources,
        .n_sources = 1,
        .memory = INGEST_MEMORY_MIN,
        .threads = 2,
        .map = field_map_default(),
    };
    struct add_result r;
    struct err e = ERR_INIT;
    char id[32], text[TEXT];
    for (unsigned i = 0; i < MARKED; i++) {
        snprintf(id, sizeof(id), "m%u", i);
        snprintf(text, sizeof(text), "marked in round %u", round);
        built_index_add(b, id, text);
    }
    snprintf(id, sizeof(id), "other%u", round);
    built_index_add(b, id, "another document, for segments to differ in size");
    built_index_end(b);
    ck_assert_msg(add_documents(&o, &r, &e) == ST_OK, "%s", e.msg);
    add_result_release(&r);
}

static void delete_round(const struct built_index *b, unsigned round)
{
    struct deleter *d;
    struct err e = ERR_INIT;
    char id[32];
    bool found;
    snprintf(id, sizeof(id), "m%u", round % MARKED);
    ck_assert_msg(deleter_open(&d, b->index, &e) == ST_OK, "%s", e.msg);
    ck_assert_int_eq(deleter_add(d, bytes_of_str(id), &found, &e), ST_OK);
    ck_assert(found);
    ck_assert_msg(deleter_commit(d, &e) == ST_OK, "%s", e.msg);
    deleter_close(d);
}

static void write_until(struct built_index *b, double end)
{
    struct compact_result r;
    struct err e = ERR_INIT;
    for (unsigned round = 1; now() < end; round++) {
        write_round(b, round);
        delete_round(b, round);
        if (round % 7 == 0)
            ck_assert_msg(compact_index(b->index, COMPACT_ALL, &r, &e) == ST_OK,
                          "%s", e.msg);
    }
}

static void begin(struct built_index *b)
{
    built_index_init(b);
    built_index_end(b);
    struct build_options o = built_index_options(b);
    o.lang = "en";
    build_quietly(&o);
    write_round(b, 0);
}

/* ---- processes ---- */

static _Noreturn void read_as_process(const char *index, double end, int told)
{
    struct complaint c = {{0}};
    uint64_t n = 0;
    for (; now() < end && !c.text[0]; n++)
        read_once(index, &c);
    if (c.text[0])
        fprintf(stderr, "a reader: %s\n", c.text);
    const bool wrote = write(told, &n, sizeof(n)) == sizeof(n);
    _exit(c.text[0] || !wrote || n == 0);
}

START_TEST(processes_read_one_snapshot_each)
{
    const unsigned readers = from_env("READERS", 4);
    const double end = now() + from_env("SECONDS", 2);
    struct built_index b;
    int told[2];
    uint64_t n, all = 0;
    ck_assert_uint_le(readers, READERS_MAX);
    ck_assert_int_eq(pipe(told), 0);
    begin(&b);
    for (unsigned i = 0; i < readers; i++) {
        const pid_t child = fork();
        ck_assert_int_ge(child, 0);
        if (child == 0)
            read_as_process(b.index, end, told[1]);
    }
    close(told[1]);
    write_until(&b, end);
    for (unsigned i = 0; i < readers; i++) {
        int status;
        ck_assert_int_gt(wait(&status), 0);
        ck_assert_msg(WIFEXITED(status) && WEXITSTATUS(status) == 0,
                      "a reader failed");
    }
    while (read(told[0], &n, sizeof(n)) == sizeof(n))
        all += n;
    close(told[0]);
    printf("%u readers saw %llu snapshots\n", readers, (unsigned long long)all);
    assert_verifies(b.index);
    assert_no_leftovers(b.index);
    built_index_remove(&b);
}
END_TEST

/* ---- threads, for ThreadSanitizer ---- */

struct reader {
    const char *index;
    double end;
    struct complaint complaint;
};

static void *read_as_thread(void *arg)
{
    struct reader *const r = arg;
    while (now() < r->end && !r->complaint.text[0])
        read_once(r->index, &r->complaint);
    return NULL;
}

START_TEST(threads_read_one_snapshot_each)
{
    enum { THREADS = 3 };
    const double end = now() + 2;
    struct reader readers[THREADS];
    pthread_t threads[THREADS];
    struct built_index b;
    begin(&b);
    for (unsigned i = 0; i < THREADS; i++) {
        readers[i] = (struct reader){.index = b.index, .end = end};
        ck_assert_int_eq(
            pthread_create(&threads[i], NULL, read_as_thread, &readers[i]), 0);
    }
    write_until(&b, end);
    for (unsigned i = 0; i < THREADS; i++) {
        ck_assert_int_eq(pthread_join(threads[i], NULL), 0);
        ck_assert_msg(!readers[i].complaint.text[0], "%s",
                      readers[i].complaint.text);
    }
    assert_verifies(b.index);
    built_index_remove(&b);
}
END_TEST

/* ---- a reader stopped on the way ---- */

/* Between MANIFEST and the files it names: the writer goes on, and leaves the
 * files where they are. */
START_TEST(files_stay_while_a_reader_is_about_to_open_them)
{
    struct built_index b;
    struct file_lock reader;
    struct manifest then;
    struct index *ix;
    struct err e = ERR_INIT;
    begin(&b);
    ck_assert_int_eq(file_folder_hold(&reader, b.index, NULL), ST_OK);
    ck_assert(reader.held);
    ck_assert_int_eq(manifest_read(&then, b.index, NULL), ST_OK);
    for (unsigned round = 1; round < 5; round++) {
        write_round(&b, round);
        delete_round(&b, round);
    }
    const enum st st = index_open_as(&ix, b.index, &then, &e);
    ck_assert_msg(st == ST_OK, "%s", e.msg);
    ck_assert_uint_eq(ix->counts.docs - ix->deleted, MARKED + 1);
    index_close(ix);
    file_lock_release(&reader);
    write_round(&b, 5);
    assert_no_leftovers(b.index);
    built_index_remove(&b);
}
END_TEST

SUITE("snapshots", files_stay_while_a_reader_is_about_to_open_them,
      processes_read_one_snapshot_each, threads_read_one_snapshot_each)
