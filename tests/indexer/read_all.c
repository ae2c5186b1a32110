#include "tests/indexer/read_all.h"

#include "common/base/hash.h"
#include "common/base/mem.h"
#include "common/segment/doc_store.h"
#include "common/segment/index.h"
#include "common/segment/positions.h"
#include "common/segment/zones.h"

struct reading {
    const struct index *index;
    const struct segment *segment;
    enum st st;    /* the first failure */
    uint64_t hash; /* of what was read  */
};

static bool ok(struct reading *r, enum st st)
{
    if (st != ST_OK && r->st == ST_OK)
        r->st = st;
    return st == ST_OK;
}

static bool sound(struct reading *r, bool read)
{
    return ok(r, read ? ST_OK : ST_CORRUPT);
}

static void take(struct reading *r, uint64_t v)
{
    uint64_t both[2] = {r->hash, v};
    r->hash = hash64(both, sizeof(both));
}

static void take_bytes(struct reading *r, struct bytes b)
{
    take(r, b.n ? hash64(b.p, b.n) : 0);
}

/* ---- postings ---- */

static void read_positions(struct reading *r, struct positions *p)
{
    if (!positions_read(p)) {
        ok(r, p->cursor->st == ST_OK ? ST_CORRUPT : p->cursor->st);
        return;
    }
    for (uint32_t i = 0; i < p->n; i++)
        take(r, p->pos[i]);
}

static void read_bounds(struct reading *r, const struct postings_cursor *c,
                        uint32_t target)
{
    const struct block_bound b = postings_cursor_bound(c, target);
    take(r, b.last_doc);
    take(r, b.max_freq);
    take(r, b.min_length);
}

static void read_list(struct reading *r, const struct term_entry *entry,
                      bool words)
{
    struct postings_cursor c;
    struct positions p;
    postings_cursor_open(&c, r->segment, entry);
    positions_init(&p, &c);
    const struct block_bound all = postings_cursor_list_bound(&c);
    take(r, all.max_freq);
    take(r, all.min_length);
    for (; c.doc != DOC_END; postings_cursor_next(&c)) {
        take(r, c.doc);
        take(r, postings_cursor_freq(&c));
        if (words)
            read_positions(r, &p);
    }
    ok(r, c.st);
    positions_release(&p);

    /* Once more by leaps, from the start for each size of leap. */
    for (uint32_t leap = 1; leap <= r->segment->counts.docs; leap *= 7) {
        postings_cursor_open(&c, r->segment, entry);
        while (c.doc != DOC_END) {
            read_bounds(r, &c, c.doc + leap);
            take(r, postings_cursor_seek(&c, c.doc + leap));
        }
        ok(r, c.st);
    }
}

/* ---- dictionaries ---- */

static void read_group(struct reading *r, const struct term_entry *entry)
{
    struct group g = {.entry = *entry};
    uint32_t ord;
    if (!ok(r, group_open(r->segment, &g, NULL)))
        return;
    for (uint32_t i = 0; i < g.n_words && group_next_word(&g, &ord); i++)
        take(r, ord);
    read_list(r, &g.entry, false);
}

static void look_up(struct reading *r, const struct term_dict *d,
                    struct bytes term, uint32_t ord)
{
    struct term_entry entry;
    struct term_walk w;
    bool found, more;
    if (ok(r, term_dict_find(d, term, &entry, &found, NULL)))
        sound(r, found && entry.ord == ord);
    if (ok(r, term_walk_seek(&w, d, term, NULL)) &&
        ok(r, term_walk_next(&w, &more, NULL)))
        sound(r, more && bytes_equal(w.term, term));
}

static void read_dict(struct reading *r, const struct term_dict *d, bool words)
{
    struct term_walk w;
    bool more, found;
    struct term_entry entry;
    term_walk_start(&w, d);
    while (ok(r, term_walk_next(&w, &more, NULL)) && more) {
        take_bytes(r, w.term);
        take(r, w.entry.df);
        take(r, w.entry.cf);
        look_up(r, d, w.term, w.entry.ord);
        if (words)
            read_list(r, &w.entry, true);
        else
            read_group(r, &w.entry);
    }
    ok(r, term_dict_find(d, bytes_of_str("zzz no such"), &entry, &found, NULL));
}

/* ---- documents ---- */

static void read_zones(struct reading *r, struct zones *z, uint32_t doc)
{
    if (!ok(r, zones_read(z, r->segment, doc, NULL)))
        return;
    for (size_t i = 0; i < z->n_sentences; i++)
        take(r, z->sentence_ends[i]);
    for (size_t i = 0; i < z->n_paragraphs; i++)
        take(r, z->paragraph_ends[i]);
}

static void read_columns(struct reading *r, uint32_t doc)
{
    const struct segment *const s = r->segment;
    uint32_t v, at;
    int32_t days;
    uint8_t hash[16];
    struct bytes b;
    if (sound(r, segment_length(s, doc, &v)))
        take(r, v);
    if (sound(r, segment_date(s, doc, &days)))
        take(r, (uint32_t)days);
    if (sound(r, segment_title_end(s, doc, &v)))
        take(r, v);
    if (sound(r, segment_source(s, doc, &b)))
        take_bytes(r, b);
    if (sound(r, segment_content_hash(s, doc, hash)))
        take_bytes(r, bytes_of(hash, sizeof(hash)));
    if (ok(r, segment_id(s, doc, &b, NULL))) {
        take_bytes(r, b);
        if (ok(r, segment_find_id(s, b, &at, NULL)))
            sound(r, at == doc);
    }
}

static void read_record(struct reading *r, struct doc_reader *reader,
                        uint32_t doc)
{
    const struct record_fields *f;
    if (!ok(r, doc_reader_get(reader, doc, &f, NULL)))
        return;
    for (size_t i = 0; i < f->n; i++) {
        take(r, f->v[i].field);
        take_bytes(r, f->v[i].name);
        take_bytes(r, f->v[i].text);
    }
}

static void read_documents(struct reading *r)
{
    const struct segment *const s = r->segment;
    struct zones z = {.n_sentences = 0};
    struct doc_reader *reader = NULL;
    const uint8_t *const codes = segment_length_codes(s);
    if (sound(r, codes != NULL))
        take_bytes(r, bytes_of(codes, s->counts.docs));
    const enum st st = doc_reader_open(&reader, s, NULL);
    if (st != ST_NOT_FOUND)
        ok(r, st);
    for (uint32_t doc = 0; doc < s->counts.docs; doc++) {
        read_columns(r, doc);
        read_zones(r, &z, doc);
        if (reader)
            read_record(r, reader, doc);
    }
    doc_reader_close(reader);
    zones_release(&z);
}

enum st read_all(const char *path, uint64_t *digest)
{
    struct index *index;
    struct reading r = {.st = ST_OK};
    uint32_t doc;
    const enum st st = index_open(&index, path, NULL);
    if (st != ST_OK)
        return st;
    take(&r, index->counts.docs);
    take(&r, index->counts.with_words);
    take(&r, index->counts.words);
    take(&r, index->manifest.generation);
    take_bytes(&r, bytes_of_str(index->manifest.lang));
    ok(&r, index_find_id(index, bytes_of_str("nobody"), &doc, NULL));
    for (size_t i = 0; i < index->n; i++) {
        r.segment = index->segments[i];
        const struct term_dict words = term_dict_words(r.segment);
        const struct term_dict stems = term_dict_stems(r.segment);
        read_documents(&r);
        read_dict(&r, &words, true);
        read_dict(&r, &stems, false);
    }
    index_close(index);
    *digest = r.hash;
    return r.st;
}
