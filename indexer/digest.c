#include "indexer/digest.h"

#include <stdio.h>
#include <string.h>

#include "common/base/date.h"
#include "common/base/mem.h"
#include "common/segment/layout.h"
#include "common/segment/zones.h"
#include "common/text/analyzer.h"
#include "indexer/frame_packer.h"
#include "indexer/release/dissector.h"

enum { SHINGLE_ROOM = 64 << 10 }; /* bytes of them that wait in memory */

static enum st out_of_memory(struct err *e)
{
    return err_set(e, ST_NOMEM, "indexing documents: out of memory");
}

/* ---- digest ---- */

void digest_release(struct digest *d)
{
    mem_free(d->rows);
    mem_free(d->frame_ends);
    mem_free(d->paragraphs);
    rejects_release(&d->rejects);
    *d = (struct digest){.n = 0};
}

size_t digest_memory(const struct digest *d)
{
    return d->cap * sizeof(*d->rows) + d->cap_frames * sizeof(*d->frame_ends) +
           d->cap_paragraphs * sizeof(*d->paragraphs) + d->rejects.text.cap +
           d->rejects.cap * sizeof(*d->rejects.v);
}

static struct bytes text_of(const struct digest *d, struct span s)
{
    return bytes_of(d->text.p + s.at, s.n);
}

struct doc_row digest_row(const struct digest *d, size_t i,
                          uint32_t first_frame)
{
    const struct digest_row *const r = &d->rows[i];
    return (struct doc_row){
        .id = text_of(d, r->id),
        .source = text_of(d, r->source),
        .zones = text_of(d, r->zones),
        .content = r->content,
        .date = r->date,
        .length = r->length,
        .title_end = r->title_end,
        .frame = first_frame + r->frame,
        .frame_at = r->frame_at,
        .signature = r->signature,
    };
}

/* ---- worker ---- */

enum st worker_open(struct worker *w, const struct worker_settings *settings,
                    unsigned number, struct err *e)
{
    char name[32];
    snprintf(name, sizeof(name), "shingles-%u", number);
    memset(w, 0, sizeof(*w));
    w->settings = settings;
    enum st st = spool_init(&w->kept_shingles, settings->base, name, e);
    w->kept_shingles.room = SHINGLE_ROOM;
    if (st == ST_OK)
        st = inverter_open(&w->inverter, e);
    if (st == ST_OK)
        st = extractor_open(&w->extractor, settings->map, e);
    if (st == ST_OK)
        st = analyzer_open(&w->analyzer, e);
    structure_clear(&w->structure);
    if (st == ST_OK && settings->zones)
        st = dissector_open(&w->dissector, e);
    if (st == ST_OK && settings->store)
        st =
            frame_packer_open(&w->packer, FRAME_QUICK, settings->dictionary, e);
    if (st == ST_OK && !(w->tokens = mem_zalloc(sizeof(*w->tokens))))
        st = out_of_memory(e);
    return st;
}

void worker_close(struct worker *w)
{
    inverter_close(w->inverter);
    extractor_close(w->extractor);
    analyzer_close(w->analyzer);
    dissector_close(w->dissector);
    structure_release(&w->structure);
    frame_packer_close(w->packer);
    buf_release(&w->frame);
    buf_release(&w->frames);
    buf_release(&w->text);
    arena_release(&w->kept);
    spool_release(&w->kept_shingles);
    if (w->tokens)
        token_list_release(w->tokens);
    mem_free(w->tokens);
    shingles_release(&w->shingles);
    left_out_release(&w->left_out);
    paragraph_keys_release(&w->paragraphs);
    buf_release(&w->scratch);
    memset(w, 0, sizeof(*w));
}

enum st worker_clear(struct worker *w, struct err *e)
{
    arena_release(&w->kept);
    spool_clear(&w->kept_shingles);
    return inverter_clear(w->inverter, e);
}

size_t worker_memory(const struct worker *w)
{
    return inverter_memory(w->inverter) + w->kept.reserved;
}

static bool add_text(struct worker *w, struct bytes b, struct span *out)
{
    *out = (struct span){w->text.n, b.n};
    return buf_append(&w->text, b.p, b.n);
}

static enum st dissect(struct worker *w, const struct release *release,
                       struct err *e)
{
    if (!w->dissector || w->anatomy)
        return ST_OK;
    return dissector_read(w->dissector, release->title, release->body,
                          &w->anatomy, e);
}

/* Of words that are all of the release; adds those it is found by. */
static enum st find_structure(struct worker *w, const struct release *release,
                              size_t title_tokens, struct err *e)
{
    const struct analysed r = {release->title, release->body, w->tokens,
                               title_tokens};
    const enum st st = dissect(w, release, e);
    return st == ST_OK && w->anatomy
               ? structure_make(w->anatomy, &r, &w->structure, e)
               : st;
}

static enum st find_date(struct worker *w, const struct release *release,
                         struct publication_date *out, struct err *e)
{
    const enum st st =
        release->date_origin == ORIGIN_FIELD ? ST_OK : dissect(w, release, e);
    if (st == ST_OK)
        *out = publication_date(release, w->anatomy);
    return st;
}

static enum st keep_shingles(struct worker *w, struct digest_row *row,
                             struct err *e)
{
    const struct shingles *const s = &w->shingles;
    const size_t size = s->n * sizeof(uint32_t);
    buf_clear(&w->scratch);
    if (!buf_reserve(&w->scratch, size))
        return out_of_memory(e);
    shingles_shorten(s, (uint32_t *)(void *)w->scratch.p);
    row->shingles_at = w->kept_shingles.size / sizeof(uint32_t);
    row->n_shingles = (uint32_t)s->n;
    return spool_append(&w->kept_shingles, w->scratch.p, size, e);
}

/* The first `tokens` are words of the text. */
static enum st sign(struct worker *w, struct digest_row *row, size_t tokens,
                    struct err *e)
{
    struct shingles *const s = &w->shingles;
    if (!w->settings->sign)
        return ST_OK;
    enum st st = left_out_read(&w->left_out, &w->structure, e);
    const struct shingle_text text = {.words = w->tokens,
                                      .n_tokens = tokens,
                                      .title_end = row->title_end,
                                      .without = w->left_out.v,
                                      .n_without = w->left_out.n};
    if (st == ST_OK)
        st = shingles_read(s, &text, e);
    if (st != ST_OK)
        return st;
    if (s->is_short) {
        row->signature = signature_of_short(s->whole, s->words);
        return ST_OK;
    }
    row->signature = signature_of(s->v, s->n);
    return w->settings->keep_shingles ? keep_shingles(w, row, e) : ST_OK;
}

/* The tokens [from, to) are words of the body. */
static enum st find_paragraphs(struct worker *w, size_t from, size_t to,
                               struct digest_row *row, struct digest *d,
                               struct err *e)
{
    const struct paragraph_keys *const keys = &w->paragraphs;
    if (!w->settings->zones)
        return ST_OK;
    const enum st st =
        paragraph_keys_read(&w->paragraphs, w->tokens, from, to, e);
    if (st != ST_OK)
        return st;
    if (!mem_grow(&d->paragraphs, &d->cap_paragraphs,
                  d->n_paragraphs + keys->n))
        return out_of_memory(e);
    row->paragraphs = (struct span){d->n_paragraphs, keys->n};
    for (size_t i = 0; i < keys->n; i++)
        d->paragraphs[d->n_paragraphs++] = keys->v[i].key;
    return ST_OK;
}

static enum st invert(struct worker *w, const struct release *release,
                      struct digest_row *row, struct digest *d, struct err *e)
{
    struct token_list *const l = w->tokens;
    token_list_clear(l);
    enum st st = analyzer_run(w->analyzer, release->title, l, e);
    const size_t title_tokens = l->n;
    row->title_end = l->next_pos;
    if (st == ST_OK)
        st = analyzer_run(w->analyzer, release->body, l, e);
    row->length = l->words;
    const size_t tokens = l->n;
    if (st == ST_OK)
        st = find_structure(w, release, title_tokens, e);
    if (st == ST_OK)
        st = sign(w, row, tokens, e);
    if (st == ST_OK)
        st = find_paragraphs(w, title_tokens, tokens, row, d, e);
    return st == ST_OK ? inverter_add(w->inverter, row->number, l, e) : st;
}

static enum st end_frame(struct worker *w, struct digest *d, struct err *e)
{
    if (!mem_grow(&d->frame_ends, &d->cap_frames, d->n_frames + 1))
        return out_of_memory(e);
    const enum st st =
        frame_packer_run(w->packer, buf_bytes(&w->frame), &w->frames, e);
    buf_clear(&w->frame);
    if (st == ST_OK)
        d->frame_ends[d->n_frames++] = w->frames.n;
    return st;
}

static enum st store(struct worker *w, const struct release *release,
                     struct digest_row *row, struct digest *d, struct err *e)
{
    if (!w->packer)
        return ST_OK;
    row->frame = (uint32_t)d->n_frames;
    row->frame_at = (uint32_t)w->frame.n;
    const enum st st = frame_add(&w->frame, &release->fields, e);
    return st == ST_OK && frame_is_full(w->frame.n) ? end_frame(w, d, e) : st;
}

/* Whether the document is to be indexed; counts it when not. */
static enum st is_wanted(struct worker *w, const struct release *release,
                         struct hash128 content, uint64_t order,
                         struct digest *d, bool *wanted, struct err *e)
{
    enum known_verdict verdict = DOC_TAKE;
    struct known_docs *const known = w->settings->known;
    const enum st st =
        known ? known_docs_see(known, release->id, content, order, &verdict, e)
              : ST_OK;
    *wanted = verdict == DOC_TAKE;
    d->unchanged += verdict == DOC_UNCHANGED;
    d->unknown += verdict == DOC_UNKNOWN;
    return st;
}

static enum st add_document(struct worker *w, const struct release *release,
                            uint32_t number, uint64_t order, struct digest *d,
                            struct err *e)
{
    struct digest_row row = {.number = number};
    struct token_list *const l = w->tokens;
    struct publication_date date = {DATE_NONE, ORIGIN_NONE};
    bool wanted;
    w->anatomy = NULL;
    enum st st = find_date(w, release, &date, e);
    row.date = date.days;
    if (st == ST_OK)
        st = record_hash(&release->fields, row.date, release->source,
                         &w->scratch, &row.content, e);
    if (st == ST_OK)
        st = is_wanted(w, release, row.content, order, d, &wanted, e);
    if (st != ST_OK || !wanted)
        return st;
    st = invert(w, release, &row, d, e);
    if (st == ST_OK)
        st = store(w, release, &row, d, e);
    if (st != ST_OK)
        return st;
    if (w->anatomy)
        w->structure.origin = date.origin;
    buf_clear(&w->scratch);
    if (!zones_encode(l->sentence_ends, l->n_sentence_ends, l->paragraph_ends,
                      l->n_paragraph_ends, &w->scratch) ||
        !structure_encode(&w->structure, &w->scratch) ||
        !add_text(w, buf_bytes(&w->scratch), &row.zones) ||
        !add_text(w, release->id, &row.id) ||
        !add_text(w, release->source, &row.source) ||
        !mem_grow(&d->rows, &d->cap, d->n + 1))
        return out_of_memory(e);
    d->rows[d->n++] = row;
    d->cut_words += l->cut;
    d->decoded[release->encoding]++;
    d->mojibake += release->mojibake;
    return ST_OK;
}

static enum st reject(struct digest *d, const struct batch *b,
                      const struct raw_record *r, struct bytes reason,
                      struct err *e)
{
    return rejects_add(&d->rejects, batch_span(b, r->path), r->line, reason)
               ? ST_OK
               : out_of_memory(e);
}

static enum st digest_record(struct worker *w, const struct batch *b, size_t i,
                             uint32_t number, struct digest *d, struct err *e)
{
    const struct raw_record *const r = &b->records[i];
    struct release release;
    if (r->kind == RECORD_REJECT)
        return reject(d, b, r, batch_span(b, r->bytes), e);
    const enum st st = extract_record(w->extractor, b, r, &release, e);
    if (st != ST_OK)
        return st;
    if (release.reject)
        return reject(d, b, r, bytes_of_str(release.reject), e);
    if (release.id.n > ID_SIZE_MAX)
        return reject(d, b, r, bytes_of_str("the id is over 4096 bytes"), e);
    return add_document(w, &release, number, b->number * BATCH_RECORDS + i, d,
                        e);
}

/* Moves the bytes to where they stay. */
static bool keep(struct worker *w, struct buf *from, struct bytes *out)
{
    uint8_t *const p = arena_bytes(&w->kept, from->n);
    if (!p)
        return false;
    if (from->n)
        memcpy(p, from->p, from->n);
    *out = bytes_of(p, from->n);
    buf_clear(from);
    return true;
}

enum st worker_digest(struct worker *w, const struct batch *b, uint32_t first,
                      struct digest *out, struct err *e)
{
    enum st st = ST_OK;
    out->batch = b->number;
    out->shingles = &w->kept_shingles;
    for (size_t i = 0; i < b->n && st == ST_OK; i++)
        st = digest_record(w, b, i, first + (uint32_t)i, out, e);
    if (st == ST_OK && w->frame.n)
        st = end_frame(w, out, e);
    if (st == ST_OK &&
        (!keep(w, &w->frames, &out->frames) || !keep(w, &w->text, &out->text)))
        st = out_of_memory(e);
    return st;
}
