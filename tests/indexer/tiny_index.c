#include "tests/indexer/tiny_index.h"

#include <check.h>
#include <stdio.h>
#include <string.h>

#include "common/base/mem.h"
#include "common/segment/document_key.h"
#include "common/segment/zones.h"
#include "common/text/analyzer.h"
#include "indexer/frame_packer.h"
#include "tests/indexer/flush_inverter.h"

const struct tiny_doc TINY_DOCS[TINY_ALL] = {
    {"2019/minsk", "Prices fall in Minsk",
     "MINSK, 28 May - The price of bread fell. Bread prices rose before.\n\n"
     "About the market: prices are counted weekly.",
     "press service", 18044},
    {"2019/astana", "Kassym-Jomart Tokayev\xe2\x80\x99s visit",
     "\xe2\x80\x9cGood and kind relations\xe2\x80\x9d will be maintained. "
     "Bread has its price; the prices of relations do not fall.",
     "akorda", 18045},
    {"empty", "", "", "akorda", INT32_MIN},
    {"b", "Markets open", "The market opened; markets will price it.",
     "exchange", -1},
    {"a", "", "One paragraph without a title. It is about relations.",
     "exchange", 0},
};

#define OK(call)                                                               \
    do {                                                                       \
        struct err e = ERR_INIT;                                               \
        const enum st st = (call);                                             \
        ck_assert_msg(st == ST_OK, "%s: %s", #call, e.msg);                    \
    } while (0)

/* ---- documents ---- */

struct maker {
    struct segment_builder builder;
    struct inverter *inverter;
    struct analyzer *analyzer;
    struct frame_packer *packer;
    struct buf frame;
    struct token_list tokens;
    struct doc_row *rows;
    struct buf text; /* what the rows point into, by offsets until the end */
    size_t *zones_at;
};

/* Two paragraphs: one of all documents, one of the last. */
static void add_repeats(struct maker *m, size_t n)
{
    struct repeats_writer *const w = &m->builder.repeats;
    for (uint32_t doc = 0; doc < n; doc++)
        OK(repeats_writer_add(w, 5, doc, &e));
    if (n)
        OK(repeats_writer_add(w, 9, (uint32_t)n - 1, &e));
}

static void tiny_fields(const struct tiny_doc *d, struct record_fields *f)
{
    const struct record_field fields[] = {
        {FIELD_TITLE, BYTES_NONE, bytes_of_str(d->title)},
        {FIELD_BODY, BYTES_NONE, bytes_of_str(d->body)},
        {FIELD_OTHER, bytes_of_str("desk"), bytes_of_str("night")},
    };
    for (size_t i = 0; i < COUNT_OF(fields); i++)
        OK(record_fields_add(f, fields[i], &e));
}

static void end_frame(struct maker *m)
{
    struct buf packed = BUF_INIT;
    if (!m->frame.n)
        return;
    OK(frame_packer_run(m->packer, buf_bytes(&m->frame), &packed, &e));
    OK(docs_writer_frame(&m->builder.docs, buf_bytes(&packed), &e));
    buf_clear(&m->frame);
    buf_release(&packed);
}

static void add_document(struct maker *m, const struct tiny_doc *d,
                         uint32_t doc, bool store)
{
    struct token_list *const l = &m->tokens;
    struct doc_row *const row = &m->rows[doc];
    struct record_fields fields = {.n = 0};
    struct buf content = BUF_INIT;
    token_list_clear(l);
    OK(analyzer_run(m->analyzer, bytes_of_str(d->title), l, &e));
    *row = (struct doc_row){
        .id = bytes_of_str(d->id),
        .source = bytes_of_str(d->source),
        .date = d->date,
        .title_end = l->next_pos,
        .frame = (uint32_t)m->builder.docs.frames,
        .signature = signature_of_short((struct hash128){doc, 1}, 1),
    };
    OK(analyzer_run(m->analyzer, bytes_of_str(d->body), l, &e));
    row->length = l->words;
    OK(inverter_add(m->inverter, doc, l, &e));
    m->zones_at[doc] = m->text.n;
    ck_assert(zones_encode(l->sentence_ends, l->n_sentence_ends,
                           l->paragraph_ends, l->n_paragraph_ends, &m->text));
    tiny_fields(d, &fields);
    OK(record_hash(&fields, d->date, row->source, &content, &row->content, &e));
    row->frame_at = (uint32_t)m->frame.n;
    if (store)
        OK(frame_add(&m->frame, &fields, &e));
    record_fields_release(&fields);
    buf_release(&content);
}

/* Document 1 is made a copy of document 0, the last of more a copy of one in
 * another segment. */
static void add_copies(struct maker *m, size_t n)
{
    struct cluster_list *const l = &m->builder.clusters;
    uint8_t content[16];
    uint32_t leader;
    if (n < 2)
        return;
    put_u64le(content, m->rows[0].content.low);
    put_u64le(content + 8, m->rows[0].content.high);
    const uint64_t key = document_key(m->rows[0].id, content);
    OK(cluster_list_lead(l, key, 0, BYTES_NONE, &leader, &e));
    OK(cluster_list_add(l, 1, leader, 93, &e));
    if (n < 3)
        return;
    OK(cluster_list_lead(l, key + 1, DOC_END, bytes_of_str("far"), &leader,
                         &e));
    OK(cluster_list_add(l, (uint32_t)n - 1, leader, 100, &e));
}

static void add_documents(struct maker *m, const struct tiny_settings *s,
                          const struct tiny_doc *docs, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        add_document(m, &docs[i], (uint32_t)i, s->store);
        if ((i + 1) % s->docs_per_frame == 0)
            end_frame(m);
    }
    end_frame(m);
    m->zones_at[n] = m->text.n;
    for (size_t i = 0; i < n; i++) {
        m->rows[i].zones = bytes_of(m->text.p + m->zones_at[i],
                                    m->zones_at[i + 1] - m->zones_at[i]);
        OK(docs_writer_add(&m->builder.docs, &m->rows[i], &e));
    }
    add_copies(m, n);
}

/* ---- all ---- */

void tiny_segment(const char *folder, struct manifest *m,
                  const struct tiny_settings *settings,
                  const struct tiny_doc *docs, size_t n)
{
    tiny_segment_within(0, folder, m, settings, docs, n);
}

void tiny_segment_within(uint64_t memory, const char *folder,
                         struct manifest *m,
                         const struct tiny_settings *settings,
                         const struct tiny_doc *docs, size_t n)
{
    struct maker k;
    char name[SEGMENT_NAME];
    struct segment_settings s = {.store = settings->store,
                                 .pairs = true,
                                 .names = true,
                                 .copies = COPIES_KEEP,
                                 .repeats = REPEATS_SEVERAL,
                                 .memory = memory};
    struct manifest_segment entry = {.number = m->n ? m->next_segment : 1};
    memset(&k, 0, sizeof(k));
    m->next_segment = entry.number + 1;
    snprintf(m->lang, sizeof(m->lang), "%s", settings->lang);
    char *const path = file_join(folder, segment_name(entry.number, name));
    ck_assert_ptr_nonnull(path);
    k.rows = mem_array(n + 1, sizeof(*k.rows));
    k.zones_at = mem_array(n + 1, sizeof(*k.zones_at));
    ck_assert(k.rows && k.zones_at);
    OK(segment_builder_init(&k.builder, path, &e));
    k.builder.docs.signs = true;
    OK(inverter_open(&k.inverter, &e));
    OK(analyzer_open(&k.analyzer, &e));
    OK(frame_packer_open(&k.packer, FRAME_QUICK, BYTES_NONE, &e));
    OK(stemmer_open(&s.stemmer, settings->lang, &e));

    add_documents(&k, settings, docs, n);
    add_repeats(&k, n);
    OK(segment_builder_start_terms(&k.builder, &e));
    flush_inverter(&k.builder, k.inverter);
    OK(segment_builder_finish(&k.builder, &s, &entry, &e));
    OK(manifest_add(m, &entry, &e));

    stemmer_close(s.stemmer);
    frame_packer_close(k.packer);
    buf_release(&k.frame);
    analyzer_close(k.analyzer);
    inverter_close(k.inverter);
    segment_builder_release(&k.builder);
    token_list_release(&k.tokens);
    buf_release(&k.text);
    mem_free(k.zones_at);
    mem_free(k.rows);
    mem_free(path);
}

void tiny_index(const char *folder)
{
    const struct tiny_settings s = {"en", true, 2};
    struct manifest m = {.generation = 1};
    tiny_segment(folder, &m, &s, TINY_DOCS, TINY_FIRST);
    tiny_segment(folder, &m, &s, TINY_DOCS + TINY_FIRST, TINY_ALL - TINY_FIRST);
    OK(manifest_write(&m, folder, &e));
    manifest_release(&m);
}
