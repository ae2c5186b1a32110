#include "indexer/copies/find.h"

#include <string.h>

#include "common/base/mem.h"
#include "common/segment/document_key.h"
#include "common/segment/index.h"
#include "indexer/copies/candidates.h"
#include "indexer/copies/known_leaders.h"
#include "indexer/copies/segment_texts.h"

enum {
    SHARE_OF_SORTING = 16, /* of the memory: for samples, and for pairs      */
    COMPARED_MOST = 16,    /* leaders that a text is held against, the most
                              alike ones                                     */
    LEADERS_MOST = 1024,   /* candidates of a text that are looked at        */
    SURE_ESTIMATE = 90,    /* percent, where there is nothing but signatures */
    DROP_PAIRS = 1 << 16,  /* looked at before pages are given back       */
};

/* Of a text that leads copies, with the number of their leader in the list. */
#define LEADS (UINT32_C(1) << 31)

/* A search under way. Texts are leaders of the index, then documents. */
struct find {
    const struct copies_search *with;
    struct known_leaders known;
    uint32_t n;
    struct name_sorter *pairs;
    struct spool found;           /* pairs, sorted               */
    uint64_t *needed;             /* a bit a text: it is in one  */
    uint32_t *leader;             /* of each text; itself, LEADS */
    struct shingle_source source; /* of leaders of the index and documents */
    struct shingle_store shingles;
    struct cluster_list *out;
};

static enum st out_of_memory(struct err *e)
{
    return err_set(e, ST_NOMEM, "looking for copies: out of memory");
}

static bool is_known(const struct find *f, uint32_t text)
{
    return text < f->known.n;
}

static uint32_t row_of(const struct find *f, uint32_t text)
{
    const uint32_t own = text - (uint32_t)f->known.n;
    const uint32_t *const rows = f->with->texts->rows;
    return rows ? rows[own] : own;
}

static const struct signature *signature_of_text(const void *ctx, uint32_t text)
{
    const struct find *const f = ctx;
    if (is_known(f, text))
        return &f->known.v[text].signature;
    return (const struct signature *)(f->with->signatures +
                                      SIGNATURE_SIZE *
                                          (uint64_t)row_of(f, text));
}

/* Whom a text is a copy of, or itself. */
static uint32_t leader_of(const struct find *f, uint32_t text)
{
    return f->leader[text] & LEADS ? text : f->leader[text];
}

static void drop_signatures(const void *ctx)
{
    const struct find *const f = ctx;
    if (f->with->drop)
        f->with->drop(f->with->ctx);
}

/* Once in a while, as the i-th pair is looked at. */
static void drop_pages(const struct find *f, size_t i)
{
    if (i % DROP_PAIRS == DROP_PAIRS - 1)
        drop_signatures(f);
}

/* ---- pairs ---- */

/* Whether the list of a document is at hand. */
static bool list_of(const void *ctx, uint32_t text, struct shingle_list *out)
{
    const struct find *const f = ctx;
    const struct shingle_source *const own = &f->with->texts->source;
    return !is_known(f, text) && own->list &&
           own->list(own->ctx, text - (uint32_t)f->known.n, out);
}

static void need(struct find *f, uint32_t text)
{
    struct shingle_list list;
    if (!signature_is_short(signature_of_text(f, text)) &&
        !list_of(f, text, &list))
        f->needed[text / 64] |= UINT64_C(1) << text % 64;
}

/* Keeps the pairs in their order, and notes whose texts are to be read. */
static enum st keep_pairs(struct find *f, struct err *e)
{
    struct candidate_pair pair = {DOC_END, DOC_END, 0};
    enum st st = name_sorter_end(f->pairs, e);
    for (size_t i = 0; st == ST_OK && candidates_next(f->pairs, &pair); i++) {
        drop_pages(f, i);
        need(f, pair.later);
        need(f, pair.earlier);
        st = spool_append(&f->found, &pair, sizeof(pair), e);
    }
    return st;
}

static enum st find_pairs(struct find *f, struct err *e)
{
    const size_t room = (size_t)(f->with->memory / SHARE_OF_SORTING);
    const struct candidate_texts texts = {.n = f->n,
                                          .signature = signature_of_text,
                                          .drop = drop_signatures,
                                          .ctx = f,
                                          .known = (uint32_t)f->known.n};
    enum st st = name_sorter_open(&f->pairs, f->with->base, "pairs", room, e);
    if (st == ST_OK)
        st = candidates_find(&texts, f->with->base, room, f->pairs, e);
    if (st == ST_OK)
        st = keep_pairs(f, e);
    name_sorter_close(f->pairs);
    f->pairs = NULL;
    return st;
}

/* ---- texts ---- */

/* Whether texts can be compared. */
static bool has_texts(const struct find *f)
{
    return f->with->texts->source.list || f->with->texts->source.read;
}

static void drop_lists(const void *ctx)
{
    const struct find *const f = ctx;
    const struct shingle_source *const own = &f->with->texts->source;
    if (own->drop)
        own->drop(own->ctx);
}

/* Reads leaders of the index and documents alike. */
struct text_reader {
    const struct find *find;
    struct segment_texts known; /* of the index */
    void *own;
};

static void close_reader(void *reader)
{
    struct text_reader *const r = reader;
    if (!r)
        return;
    if (r->own)
        r->find->with->texts->source.close(r->own);
    segment_texts_close(&r->known);
    mem_free(r);
}

static enum st open_reader(const void *ctx, void **out, struct err *e)
{
    const struct find *const f = ctx;
    const struct shingle_source *const own = &f->with->texts->source;
    struct text_reader *const r = mem_zalloc(sizeof(*r));
    if (!r)
        return out_of_memory(e);
    r->find = f;
    *out = r;
    const enum st st = own->read ? own->open(own->ctx, &r->own, e) : ST_OK;
    return st == ST_OK && f->with->index
               ? segment_texts_open(&r->known, f->with->index->segments, e)
               : st;
}

static enum st read_text(void *reader, uint32_t text, struct shingles *out,
                         struct err *e)
{
    struct text_reader *const r = reader;
    const struct find *const f = r->find;
    if (!is_known(f, text))
        return f->with->texts->source.read(r->own, text - (uint32_t)f->known.n,
                                           out, e);
    const struct known_leader *const k = &f->known.v[text];
    return segment_texts_read(&r->known, k->segment, k->doc, out, e);
}

static enum st read_texts(struct find *f, struct err *e)
{
    const struct wanted_texts wanted = {f->n, f->needed};
    if (!has_texts(f))
        return ST_OK;
    f->source = (struct shingle_source){list_of,   drop_lists,   open_reader,
                                        read_text, close_reader, f};
    const enum st st =
        shingle_store_open(&f->shingles, f->with->base, &f->source, e);
    return st == ST_OK
               ? shingle_store_fill(&f->shingles, &wanted, f->with->threads, e)
               : st;
}

/* ---- stars ---- */

/* The leaders that one text is held against. */
struct choice {
    struct chosen {
        uint32_t leader, estimate;
    } v[LEADERS_MOST];
    size_t n;
};

/* Of a copy its leader counts, with the same estimate. */
static void choose(struct choice *c, uint32_t leader, uint32_t estimate)
{
    for (size_t i = 0; i < c->n; i++)
        if (c->v[i].leader == leader) {
            c->v[i].estimate = MAX(c->v[i].estimate, estimate);
            return;
        }
    if (c->n < LEADERS_MOST)
        c->v[c->n++] = (struct chosen){leader, estimate};
}

/* Drops the least alike ones; of equal ones the latest. */
static void drop_worst(struct choice *c)
{
    while (c->n > COMPARED_MOST) {
        size_t worst = 0;
        for (size_t i = 1; i < c->n; i++)
            if (c->v[i].estimate < c->v[worst].estimate ||
                (c->v[i].estimate == c->v[worst].estimate &&
                 c->v[i].leader > c->v[worst].leader))
                worst = i;
        c->v[worst] = c->v[--c->n];
    }
}

/* Percent. */
static enum st similarity(struct find *f, uint32_t text, uint32_t leader,
                          unsigned *out, struct err *e)
{
    const struct signature *const a = signature_of_text(f, text);
    const struct signature *const b = signature_of_text(f, leader);
    if (signature_is_short(a) || signature_is_short(b)) {
        *out = memcmp(a, b, sizeof(*a)) == 0 ? 100 : 0;
        return ST_OK;
    }
    if (has_texts(f))
        return shingle_store_compare(&f->shingles, text, leader, out, e);
    const double estimate = signature_estimate(a, b) * 100;
    *out = estimate >= SURE_ESTIMATE ? (unsigned)estimate : 0;
    return ST_OK;
}

/* The leader of a cluster: where it stands. */
static enum st tell_leader(struct find *f, uint32_t leader, uint32_t *number,
                           struct err *e)
{
    struct bytes id;
    if (!is_known(f, leader)) {
        const uint32_t row = row_of(f, leader);
        const uint64_t key = get_u64le(f->with->keys + 8 * (uint64_t)row);
        return cluster_list_lead(f->out, key, row, BYTES_NONE, number, e);
    }
    struct known_leader *const k = &f->known.v[leader];
    const struct segment *const s = f->with->index->segments[k->segment];
    enum st st = segment_id(s, k->doc, &id, e);
    if (st == ST_OK && k->key == 0)
        st = segment_document_key(s, k->doc, &k->key, e);
    return st == ST_OK
               ? cluster_list_lead(f->out, k->key, DOC_END, id, number, e)
               : st;
}

/* The same, told once: its number in the list. */
static enum st lead(struct find *f, uint32_t leader, uint32_t *number,
                    struct err *e)
{
    *number = f->leader[leader] & ~LEADS;
    if (f->leader[leader] & LEADS)
        return ST_OK;
    const enum st st = tell_leader(f, leader, number, e);
    f->leader[leader] = *number | LEADS;
    return st;
}

static enum st join(struct find *f, uint32_t text, uint32_t leader,
                    unsigned percent, struct err *e)
{
    const uint32_t row = row_of(f, text);
    uint32_t number, again;
    const enum st st = lead(f, leader, &number, e);
    if (st != ST_OK)
        return st;
    const uint64_t key = f->out->leaders[number].key;
    /* A release that was replaced, and is back as it was, leads again. */
    if (key == get_u64le(f->with->keys + 8 * (uint64_t)row))
        return cluster_list_lead(f->out, key, row, BYTES_NONE, &again, e);
    f->leader[text] = leader;
    return cluster_list_add(f->out, row, number, (uint8_t)percent, e);
}

/* Joins the earliest of those chosen that it is a copy of. */
static enum st decide(struct find *f, uint32_t text, struct choice *c,
                      struct err *e)
{
    enum st st = ST_OK;
    uint32_t earliest = DOC_END;
    unsigned percent = 0;
    drop_worst(c);
    for (size_t i = 0; i < c->n && st == ST_OK; i++) {
        unsigned now = 0;
        if (c->v[i].leader >= earliest)
            continue;
        st = similarity(f, text, c->v[i].leader, &now, e);
        if (now < SIMILARITY_LEAST)
            continue;
        earliest = c->v[i].leader;
        percent = now;
    }
    return st == ST_OK && earliest != DOC_END
               ? join(f, text, earliest, percent, e)
               : st;
}

static enum st make_stars(struct find *f, struct err *e)
{
    struct choice *const c = mem_alloc(sizeof(*c));
    struct bytes all;
    if (!c)
        return out_of_memory(e);
    c->n = 0;
    enum st st = spool_view(&f->found, &all, e);
    const size_t n = all.n / sizeof(struct candidate_pair);
    for (size_t i = 0; i < n && st == ST_OK; i++) {
        struct candidate_pair pair, next = {DOC_END, 0, 0};
        memcpy(&pair, all.p + i * sizeof(pair), sizeof(pair));
        if (i + 1 < n)
            memcpy(&next, all.p + (i + 1) * sizeof(next), sizeof(next));
        choose(c, leader_of(f, pair.earlier), pair.estimate);
        if (next.later == pair.later)
            continue;
        st = decide(f, pair.later, c, e);
        c->n = 0;
        drop_pages(f, i);
        if (i % DROP_PAIRS == DROP_PAIRS - 1)
            spool_drop(&f->found, i * sizeof(pair));
    }
    mem_free(c);
    return st;
}

/* ---- all ---- */

static enum st open_find(struct find *f, struct err *e)
{
    const struct copies_search *const with = f->with;
    enum st st = known_leaders_open(&f->known, with->index, with->signatures,
                                    with->texts->n, e);
    if (st != ST_OK)
        return st;
    if (f->known.n + with->texts->n > DOC_LIMIT)
        return err_set(e, ST_LIMIT, "more than %u documents", DOC_LIMIT);
    f->n = (uint32_t)f->known.n + with->texts->n;
    f->needed = mem_zalloc(((size_t)f->n / 64 + 1) * sizeof(*f->needed));
    f->leader = mem_array(f->n, sizeof(*f->leader));
    if (!f->needed || !f->leader)
        return out_of_memory(e);
    for (uint32_t i = 0; i < f->n; i++)
        f->leader[i] = i;
    return spool_init(&f->found, with->base, "found", e);
}

static void close_find(struct find *f)
{
    known_leaders_close(&f->known);
    name_sorter_close(f->pairs);
    spool_release(&f->found);
    mem_free(f->needed);
    mem_free(f->leader);
    shingle_store_close(&f->shingles);
}

enum st copies_find(struct cluster_list *out, const struct copies_search *with,
                    struct err *e)
{
    struct find f = {.with = with, .out = out};
    f.found.file.fd = -1;
    f.shingles.spool.file.fd = -1;
    enum st st = open_find(&f, e);
    if (st == ST_OK)
        st = find_pairs(&f, e);
    if (st == ST_OK)
        st = read_texts(&f, e);
    if (st == ST_OK)
        st = make_stars(&f, e);
    close_find(&f);
    return st;
}
