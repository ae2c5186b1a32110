#include <inttypes.h>

#include "common/base/date.h"
#include "common/base/mem.h"
#include "common/segment/length_code.h"
#include "common/segment/zones.h"
#include "common/text/analyzer.h"
#include "indexer/verify_checker.h"

/* What is summed up over the documents, to be held against META. */
struct sums {
    uint64_t words;
    uint32_t with_words, sources;
};

/* ---- offsets ---- */

/* An array of n + 1 offsets into `text`: from 0, never down, to the end. */
static void check_offsets(struct checker *c, enum chunk offsets,
                          enum chunk text, uint64_t n)
{
    const struct chunk_view *const o = &c->segment->chunks[offsets];
    const uint64_t size = c->segment->chunks[text].n;
    uint64_t before = 0;
    for (uint64_t i = 0; i <= n; i++) {
        if (!chunk_use(o, 8 * i, 8)) {
            checker_found(c, offsets, "offset %" PRIu64 " cannot be read", i);
            return;
        }
        const uint64_t at = get_u64le(o->p + 8 * i);
        if (at < before || at > size || (i == 0 && at != 0) ||
            (i == n && at != size))
            checker_found(c, offsets,
                          "offset %" PRIu64 " is %" PRIu64 ", behind %" PRIu64
                          " and in %" PRIu64 " bytes",
                          i, at, before, size);
        before = at;
    }
}

/* ---- zones ---- */

static bool ascends(const uint32_t *v, size_t n)
{
    for (size_t i = 1; i < n; i++)
        if (v[i] <= v[i - 1])
            return false;
    return n == 0 || v[0] > 0;
}

static bool is_subset(const struct zones *z)
{
    size_t k = 0;
    for (size_t i = 0; i < z->n_paragraphs; i++) {
        while (k < z->n_sentences && z->sentence_ends[k] < z->paragraph_ends[i])
            k++;
        if (k == z->n_sentences || z->sentence_ends[k] != z->paragraph_ends[i])
            return false;
    }
    return z->n_sentences == 0
               ? z->n_paragraphs == 0
               : z->n_paragraphs && z->paragraph_ends[z->n_paragraphs - 1] ==
                                        z->sentence_ends[z->n_sentences - 1];
}

/* Zones of a document and what depends on them: where its words end. */
static enum st check_zones(struct checker *c, struct zones *z, uint32_t doc,
                           uint32_t length, struct err *e)
{
    enum st st = ST_OK;
    uint32_t title_end;
    struct err why = ERR_INIT;
    c->ends[doc] = UINT32_MAX;
    if (!checker_ok(c, CHUNK_ZONE, zones_read(z, c->segment, doc, &why), &why,
                    &st, e))
        return st;
    const uint32_t end =
        z->n_paragraphs ? z->paragraph_ends[z->n_paragraphs - 1] : 0;
    if (!ascends(z->sentence_ends, z->n_sentences) ||
        !ascends(z->paragraph_ends, z->n_paragraphs) || !is_subset(z)) {
        checker_found(c, CHUNK_ZONE,
                      "document %" PRIu32 ": its sentence and paragraph ends "
                      "are out of order",
                      doc);
        return ST_OK;
    }
    c->ends[doc] = end;
    if (length > end || (length == 0 && end != 0))
        checker_found(c, CHUNK_ZONE,
                      "document %" PRIu32 ": %" PRIu32
                      " words, but they end at position %" PRIu32,
                      doc, length, end);
    if (!segment_title_end(c->segment, doc, &title_end))
        checker_found(c, CHUNK_TEND, "document %" PRIu32 " cannot be read",
                      doc);
    else if (title_end > (uint64_t)end + PARAGRAPH_GAP ||
             (title_end && z->n_paragraphs &&
              z->paragraph_ends[0] > title_end) ||
             (title_end && !z->n_paragraphs))
        checker_found(c, CHUNK_TEND,
                      "document %" PRIu32 ": its title ends at %" PRIu32
                      ", which is no paragraph's end",
                      doc, title_end);
    return ST_OK;
}

static bool is_in(struct pos_range r, uint32_t end)
{
    return r.from <= r.to && r.to <= end;
}

static bool zones_are_sound(const struct structure *x, uint32_t end)
{
    uint32_t behind[ZONE_KINDS] = {0};
    for (size_t i = 0; i < x->n_zones; i++) {
        const struct zone *const z = &x->zones[i];
        if (!is_in(z->at, end) || z->at.from < behind[z->kind])
            return false;
        behind[z->kind] = z->at.to;
    }
    return true;
}

static bool quotations_are_sound(const struct structure *x, uint32_t end)
{
    for (size_t i = 0; i < x->n_quotations; i++) {
        const struct quotation *const q = &x->quotations[i];
        if (!is_in(q->at, end) || !is_in(q->mention, end) ||
            !is_in(q->speaker, end) ||
            (q->sure == SURE_NONE) != (q->speaker.from == q->speaker.to))
            return false;
    }
    return true;
}

/* `x` is scratch. Needs the document's end. */
static enum st check_structure(struct checker *c, struct structure *x,
                               uint32_t doc, struct err *e)
{
    enum st st = ST_OK;
    struct err why = ERR_INIT;
    const uint32_t end = c->ends[doc];
    if (end == UINT32_MAX)
        return ST_OK; /* told already */
    if (!checker_ok(c, CHUNK_ZONE,
                    zones_read_structure(x, c->segment, doc, &why), &why, &st,
                    e))
        return st;
    if (!zones_are_sound(x, end) || !quotations_are_sound(x, end))
        checker_found(c, CHUNK_ZONE,
                      "document %" PRIu32 ": a zone or quotation is out of "
                      "order, or ends behind its words",
                      doc);
    return ST_OK;
}

/* ---- columns ---- */

static void check_length(struct checker *c, uint32_t doc, uint32_t *length,
                         struct sums *sums)
{
    const struct chunk_view *const codes = &c->segment->chunks[CHUNK_LENG];
    *length = 0;
    if (!segment_length(c->segment, doc, length)) {
        checker_found(c, CHUNK_WLEN, "document %" PRIu32 " cannot be read",
                      doc);
        return;
    }
    sums->words += *length;
    sums->with_words += *length > 0;
    if (!chunk_use(codes, doc, 1))
        checker_found(c, CHUNK_LENG, "document %" PRIu32 " cannot be read",
                      doc);
    else if (codes->p[doc] != length_encode(*length))
        checker_found(c, CHUNK_LENG,
                      "document %" PRIu32 ": code %u, but its %" PRIu32
                      " words have code %u",
                      doc, codes->p[doc], *length, length_encode(*length));
}

static void check_date(struct checker *c, uint32_t doc)
{
    int32_t days, first, last;
    date_from_civil((struct civil){1, 1, 1}, &first);
    date_from_civil((struct civil){9999, 12, 31}, &last);
    if (!segment_date(c->segment, doc, &days))
        checker_found(c, CHUNK_DATE, "document %" PRIu32 " cannot be read",
                      doc);
    else if (days != DATE_NONE && (days < first || days > last))
        checker_found(c, CHUNK_DATE,
                      "document %" PRIu32 ": day %" PRId32
                      " is outside the years 1 to 9999",
                      doc, days);
}

/* Numbers are given in the order of first use, so none is skipped. */
static void check_source(struct checker *c, uint32_t doc, struct sums *sums)
{
    const struct chunk_view *const v = &c->segment->chunks[CHUNK_SRCE];
    if (!chunk_use(v, 4 * (uint64_t)doc, 4)) {
        checker_found(c, CHUNK_SRCE, "document %" PRIu32 " cannot be read",
                      doc);
        return;
    }
    const uint32_t number = get_u32le(v->p + 4 * (size_t)doc);
    if (number > sums->sources || number >= c->segment->counts.sources)
        checker_found(c, CHUNK_SRCE,
                      "document %" PRIu32 ": source %" PRIu32 " of %" PRIu32,
                      doc, number, c->segment->counts.sources);
    else if (number == sums->sources)
        sums->sources++;
}

static void check_source_names(struct checker *c)
{
    const struct segment *const s = c->segment;
    const struct chunk_view *const v = &s->chunks[CHUNK_SRCN];
    const uint64_t ends = 8 * (uint64_t)s->counts.sources;
    uint64_t text = 0;
    for (uint32_t i = 0; i < s->counts.sources; i++) {
        struct bytes name;
        if (!segment_source_name(s, i, &name)) {
            checker_found(c, CHUNK_SRCN, "name %" PRIu32 " cannot be read", i);
            return;
        }
        text += name.n;
    }
    if (v->n != ends + text)
        checker_found(c, CHUNK_SRCN,
                      "%" PRIu64 " bytes, but its names end at %" PRIu64, v->n,
                      ends + text);
}

/* ---- ids ---- */

static enum st check_ids(struct checker *c, struct err *e)
{
    const struct segment *const s = c->segment;
    const struct chunk_view *const order = &s->chunks[CHUNK_IDSO];
    struct bytes before = BYTES_NONE, id;
    enum st st = ST_OK;
    check_offsets(c, CHUNK_IDOF, CHUNK_IDTX, s->counts.docs);
    /* Strictly ascending ids in `docs` places: each document is there, once. */
    for (uint32_t i = 0; i < s->counts.docs && st == ST_OK; i++) {
        struct err why = ERR_INIT;
        if (!chunk_use(order, 4 * (uint64_t)i, 4)) {
            checker_found(c, CHUNK_IDSO, "place %" PRIu32 " cannot be read", i);
            return ST_OK;
        }
        const uint32_t doc = get_u32le(order->p + 4 * (size_t)i);
        if (doc >= s->counts.docs) {
            checker_found(c, CHUNK_IDSO,
                          "place %" PRIu32 ": no document %" PRIu32, i, doc);
            continue;
        }
        if (!checker_ok(c, CHUNK_IDTX, segment_id(s, doc, &id, &why), &why, &st,
                        e))
            continue;
        if (id.n == 0 || id.n > ID_SIZE_MAX)
            checker_found(c, CHUNK_IDTX,
                          "document %" PRIu32 ": an id of %zu bytes", doc,
                          id.n);
        if (i && bytes_compare(before, id) >= 0)
            checker_found(c, CHUNK_IDSO,
                          "place %" PRIu32 ": document %" PRIu32
                          " with id %s is not behind the one before",
                          i, doc, checker_name(c, id));
        before = id;
    }
    return st;
}

/* ---- all ---- */

static void check_sums(struct checker *c, const struct sums *sums)
{
    const struct segment_counts *const n = &c->segment->counts;
    if (sums->words != n->words)
        checker_found(c, CHUNK_META,
                      "%" PRIu64 " words, but the documents have %" PRIu64,
                      n->words, sums->words);
    if (sums->with_words != n->with_words)
        checker_found(c, CHUNK_META,
                      "%" PRIu32 " documents with words, but %" PRIu32 " have",
                      n->with_words, sums->with_words);
    if (sums->sources != n->sources)
        checker_found(c, CHUNK_META,
                      "%" PRIu32 " sources, but the documents have %" PRIu32,
                      n->sources, sums->sources);
}

enum st verify_documents(struct checker *c, struct err *e)
{
    struct sums sums = {0};
    struct zones z = {.n_sentences = 0};
    struct structure x = {.n_zones = 0};
    enum st st = ST_OK;
    check_offsets(c, CHUNK_ZOFF, CHUNK_ZONE, c->segment->counts.docs);
    for (uint32_t doc = 0; doc < c->segment->counts.docs && st == ST_OK;
         doc++) {
        uint32_t length;
        uint8_t hash[16];
        check_length(c, doc, &length, &sums);
        check_date(c, doc);
        check_source(c, doc, &sums);
        if (!segment_content_hash(c->segment, doc, hash))
            checker_found(c, CHUNK_HASH, "document %" PRIu32 " cannot be read",
                          doc);
        st = check_zones(c, &z, doc, length, e);
        if (st == ST_OK)
            st = check_structure(c, &x, doc, e);
    }
    zones_release(&z);
    structure_release(&x);
    if (st != ST_OK)
        return st;
    check_sums(c, &sums);
    check_source_names(c);
    return check_ids(c, e);
}
