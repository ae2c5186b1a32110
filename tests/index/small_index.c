#include "tests/index/small_index.h"

#include <check.h>
#include <stdio.h>
#include <string.h>

#include "common/segment/document_key.h"
#include "common/segment/zones.h"
#include "common/text/analyzer.h"
#include "common/text/stem.h"
#include "indexer/release/structure_maker.h"
#include "tests/indexer/flush_inverter.h"

static void expect_ok(enum st st, const struct err *e)
{
    ck_assert_msg(st == ST_OK, "%s", e->msg);
}

/* What one segment is made with. */
struct maker {
    const struct small_doc *docs;
    const struct small_row *rows; /* or NULL */
    struct analyzer *analyzer;
    struct token_list tokens;
    struct inverter *inverter;
    struct segment_builder builder;
    struct buf zones;
    const int *leaders; /* NULL: copies are not looked for */
    struct structure structure;
};

/* The words are all of the document; adds those it is found by. */
static void add_structure(struct maker *m, const struct small_doc *d,
                          const struct anatomy *anatomy, size_t title_tokens)
{
    const struct analysed r = {bytes_of_str(d->title), bytes_of_str(d->body),
                               &m->tokens, title_tokens};
    struct err e = ERR_INIT;

    structure_clear(&m->structure);
    if (anatomy)
        expect_ok(structure_make(anatomy, &r, &m->structure, &e), &e);
}

static void add_document(struct maker *m, size_t number, uint32_t doc)
{
    const struct small_doc *const d = &m->docs[number];
    struct err e = ERR_INIT;
    struct token_list *const l = &m->tokens;
    char id[24];

    token_list_clear(l);
    expect_ok(analyzer_run(m->analyzer, bytes_of_str(d->title), l, &e), &e);
    const uint32_t title_end = l->next_pos;
    const size_t title_tokens = l->n;
    expect_ok(analyzer_run(m->analyzer, bytes_of_str(d->body), l, &e), &e);
    add_structure(m, d, m->rows ? m->rows[number].anatomy : NULL, title_tokens);
    expect_ok(inverter_add(m->inverter, doc, l, &e), &e);
    buf_clear(&m->zones);
    ck_assert(zones_encode(l->sentence_ends, l->n_sentence_ends,
                           l->paragraph_ends, l->n_paragraph_ends, &m->zones));
    ck_assert(structure_encode(&m->structure, &m->zones));
    snprintf(id, sizeof(id), "d%zu", number);
    const struct small_row beside =
        m->rows ? m->rows[number] : (struct small_row){id, "", DATE_NONE, NULL};
    const struct doc_row row = {.id = bytes_of_str(beside.id),
                                .source = bytes_of_str(beside.source),
                                .zones = buf_bytes(&m->zones),
                                .date = beside.date,
                                .length = l->words,
                                .title_end = title_end};
    expect_ok(docs_writer_add(&m->builder.docs, &row, &e), &e);
}

unsigned small_index_similarity(size_t document)
{
    return 80 + (unsigned)(document * 7 % 20);
}

/* Of document `number` of the segment that has [from, to). */
static void add_copy(struct maker *m, size_t number, size_t from, size_t to)
{
    static const uint8_t content[16];
    struct cluster_list *const l = &m->builder.clusters;
    const int leader = m->leaders[number];
    struct err e = ERR_INIT;
    uint32_t told;
    char id[24];
    if (leader < 0)
        return;
    const bool here = (size_t)leader >= from && (size_t)leader < to;
    snprintf(id, sizeof(id), "d%d", leader);
    const uint64_t key = document_key(bytes_of_str(id), content);
    expect_ok(cluster_list_lead(
                  l, key, here ? (uint32_t)((size_t)leader - from) : DOC_END,
                  bytes_of_str(id), &told, &e),
              &e);
    expect_ok(cluster_list_add(l, (uint32_t)(number - from), told,
                               (uint8_t)small_index_similarity(number), &e),
              &e);
}

/* Documents [from, to) as a segment. */
static void make_segment(struct maker *m, size_t from, size_t to,
                         const char *path, struct stemmer *stemmer,
                         struct manifest_segment *out)
{
    const struct segment_settings settings = {
        .stemmer = stemmer,
        .names = true,
        .copies = m->leaders ? COPIES_KEEP : COPIES_NONE};
    struct err e = ERR_INIT;

    expect_ok(inverter_open(&m->inverter, &e), &e);
    expect_ok(segment_builder_init(&m->builder, path, &e), &e);
    m->builder.docs.signs = m->leaders != NULL;
    for (size_t i = from; i < to; i++)
        add_document(m, i, (uint32_t)(i - from));
    for (size_t i = from; m->leaders && i < to; i++)
        add_copy(m, i, from, to);
    expect_ok(segment_builder_start_terms(&m->builder, &e), &e);
    flush_inverter(&m->builder, m->inverter);
    expect_ok(segment_builder_finish(&m->builder, &settings, out, &e), &e);
    out->docs = (uint32_t)(to - from);
    segment_builder_release(&m->builder);
    inverter_close(m->inverter);
}

static struct small_index make(const struct small_doc *docs,
                               const struct small_row *rows, bool zones,
                               const int *leaders, size_t n, const char *lang,
                               size_t segments)
{
    struct small_index out = {.dir = tmpdir_make()};
    struct manifest manifest = {.generation = 1, .zones = zones};
    struct stemmer *stemmer;
    struct maker m = {.docs = docs, .rows = rows, .leaders = leaders};
    struct err e = ERR_INIT;

    expect_ok(analyzer_open(&m.analyzer, &e), &e);
    expect_ok(stemmer_open(&stemmer, lang, &e), &e);
    snprintf(manifest.lang, sizeof(manifest.lang), "%s", lang);
    for (size_t i = 0; i < segments; i++) {
        struct manifest_segment s = {.number = (uint32_t)i + 1};
        char name[SEGMENT_NAME];
        segment_name(s.number, name);
        make_segment(&m, n * i / segments, n * (i + 1) / segments,
                     tmpdir_file(&out.dir, name), stemmer, &s);
        expect_ok(manifest_add(&manifest, &s, &e), &e);
    }
    manifest.next_segment = (uint32_t)segments + 1;
    expect_ok(manifest_write(&manifest, out.dir.path, &e), &e);
    expect_ok(index_open(&out.index, out.dir.path, &e), &e);

    manifest_release(&manifest);
    stemmer_close(stemmer);
    analyzer_close(m.analyzer);
    structure_release(&m.structure);
    token_list_release(&m.tokens);
    buf_release(&m.zones);
    return out;
}

struct small_index small_index_make(const struct small_doc *docs, size_t n,
                                    const char *lang, size_t segments)
{
    return make(docs, NULL, false, NULL, n, lang, segments);
}

struct small_index small_index_make_rows(const struct small_doc *docs,
                                         const struct small_row *rows, size_t n,
                                         const char *lang, size_t segments,
                                         bool zones)
{
    return make(docs, rows, zones, NULL, n, lang, segments);
}

struct small_index small_index_make_copies(const struct small_doc *docs,
                                           size_t n, const char *lang,
                                           size_t segments, const int *leaders)
{
    return make(docs, NULL, false, leaders, n, lang, segments);
}

void small_index_remove(struct small_index *s)
{
    index_close(s->index);
    tmpdir_remove(&s->dir);
}
