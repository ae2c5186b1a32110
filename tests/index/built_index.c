#include "tests/index/built_index.h"

#include <check.h>
#include <string.h>

#include "common/base/file.h"
#include "common/base/mem.h"
#include "common/segment/layout.h"
#include "common/segment/manifest.h"
#include "indexer/batch.h"
#include "indexer/verify.h"

void built_index_init(struct built_index *b)
{
    *b = (struct built_index){.dir = tmpdir_make()};
    snprintf(b->index, sizeof(b->index), "%s/index", b->dir.path);
    snprintf(b->source, sizeof(b->source), "%s/source.jsonl", b->dir.path);
    b->sources[0] = b->source;
    b->lines = fopen(b->source, "wb");
    ck_assert_ptr_nonnull(b->lines);
}

void built_index_remove(struct built_index *b)
{
    built_index_end(b);
    tmpdir_remove(&b->dir);
}

static void add_line(struct built_index *b, const char *id, const char *body,
                     int padding)
{
    if (!b->lines)
        b->lines = fopen(b->source, "wb");
    ck_assert_ptr_nonnull(b->lines);
    ck_assert_int_gt(fprintf(b->lines, "{\"id\":\"%s\",\"body\":\"%s\"}%*s\n",
                             id, body, padding, ""),
                     0);
}

void built_index_add(struct built_index *b, const char *id, const char *body)
{
    add_line(b, id, body, 0);
}

void built_index_add_padded(struct built_index *b, const char *id,
                            const char *body)
{
    add_line(b, id, body, BATCH_BYTES);
}

void built_index_end(struct built_index *b)
{
    if (b->lines)
        ck_assert_int_eq(fclose(b->lines), 0);
    b->lines = NULL;
}

struct build_options built_index_options(const struct built_index *b)
{
    return (struct build_options){
        .index = b->index,
        .sources = b->sources,
        .n_sources = COUNT_OF(b->sources),
        .lang = "none",
        .memory = BUILD_MEMORY_MIN,
        .threads = 1,
        .store = true,
        .names = true,
        .dedup = true,
        .map = field_map_default(),
    };
}

struct build_result build_well(const struct build_options *o)
{
    struct build_result r;
    struct err e = ERR_INIT;
    const enum st st = build_index(o, &r, &e);
    ck_assert_msg(st == ST_OK && e.code == ST_OK, "%s", e.msg);
    return r;
}

void build_quietly(const struct build_options *o)
{
    struct build_result r = build_well(o);
    build_result_release(&r);
}

static void keep_line(void *ctx, enum verify_kind kind, const char *text)
{
    (void)kind;
    buf_append_str(ctx, text);
    buf_append_byte(ctx, '\n');
}

void assert_verifies(const char *index)
{
    struct buf lines = BUF_INIT;
    struct err e = ERR_INIT;
    struct verify_report report = {.line = keep_line, .ctx = &lines};
    const enum st st = verify_index(index, VERIFY_DEEP, &report, &e);
    ck_assert_msg(st == ST_OK && report.findings == 0, "%s\n%s", e.msg,
                  buf_str(&lines));
    buf_release(&lines);
}

static struct buf bytes_of_file(const char *folder, const char *name)
{
    struct buf bytes = BUF_INIT;
    struct err e = ERR_INIT;
    char *const path = file_join(folder, name);
    ck_assert_ptr_nonnull(path);
    const enum st st = file_read(path, SIZE_MAX, &bytes, &e);
    ck_assert_msg(st == ST_OK, "%s", e.msg);
    mem_free(path);
    return bytes;
}

void assert_same_file(const char *folder, const char *other, const char *name)
{
    struct buf a = bytes_of_file(folder, name);
    struct buf b = bytes_of_file(other, name);
    size_t at = 0;
    while (at < a.n && at < b.n && a.p[at] == b.p[at])
        at++;
    ck_assert_msg(at == a.n && at == b.n,
                  "%s has %zu bytes and %zu; they differ from byte %zu on",
                  name, a.n, b.n, at);
    buf_release(&a);
    buf_release(&b);
}

static bool belongs(const struct manifest *m, const char *name)
{
    char file[SEGMENT_NAME], deleted[DELETIONS_NAME];
    for (size_t i = 0; i < m->n; i++) {
        const struct manifest_segment *const s = &m->segments[i];
        if (strcmp(segment_name(s->number, file), name) == 0 ||
            (s->deleted && strcmp(deletions_name(s, deleted), name) == 0))
            return true;
    }
    return strcmp(name, MANIFEST_NAME) == 0 || strcmp(name, LOCK_NAME) == 0;
}

void assert_no_leftovers(const char *index)
{
    struct manifest m;
    struct file_list names;
    struct err e = ERR_INIT;
    ck_assert_msg(manifest_read(&m, index, &e) == ST_OK, "%s", e.msg);
    ck_assert_msg(file_list_folder(index, &names, &e) == ST_OK, "%s", e.msg);
    for (size_t i = 0; i < names.n; i++)
        ck_assert_msg(belongs(&m, names.names[i]), "%s was left behind",
                      names.names[i]);
    file_list_release(&names);
    manifest_release(&m);
}
