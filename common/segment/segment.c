#include "common/segment/segment.h"

#include <string.h>

#include "common/base/hash.h"
#include "common/base/mem.h"
#include "common/segment/signature.h"

/* ---- pages ---- */

bool chunk_use_slow(const struct chunk_view *c, uint64_t at, uint64_t n)
{
    if (at > c->n || n > c->n - at)
        return false;
    if (n == 0)
        return true;
    for (uint64_t page = at / PAGE_SIZE; page <= (at + n - 1) / PAGE_SIZE;
         page++) {
        if (atomic_load_explicit(&c->good[page], memory_order_relaxed))
            continue;
        const uint64_t from = page * PAGE_SIZE;
        const uint64_t size = MIN(c->hashed - from, (uint64_t)PAGE_SIZE);
        if (hash64(c->p + from, size) != get_u64le(c->sums + 8 * page))
            return false;
        atomic_store_explicit(&c->good[page], 1, memory_order_relaxed);
    }
    return true;
}

uint64_t chunk_pages(const struct chunk_view *c, uint64_t *all)
{
    const uint64_t pages = (c->hashed + PAGE_SIZE - 1) / PAGE_SIZE;
    uint64_t good = 0;

    for (uint64_t i = 0; i < pages; i++)
        good += atomic_load_explicit(&c->good[i], memory_order_relaxed);
    *all = pages;
    return good;
}

enum st chunk_refused(const struct segment *s, enum chunk which, uint64_t at,
                      struct err *e)
{
    return err_set(e, ST_CORRUPT,
                   "%s: chunk %s is damaged at byte %llu (page %llu); restore "
                   "the file or build the index again",
                   s->path, CHUNK_KINDS[which].name, (unsigned long long)at,
                   (unsigned long long)(at / PAGE_SIZE));
}

/* ---- opening ---- */

static enum st damaged(const struct segment *s, struct err *e, const char *what)
{
    return err_set(e, ST_CORRUPT, "%s: %s", s->path, what);
}

/* FORMAT.md 4.1 */
static enum st check_header(const struct segment *s, struct err *e)
{
    const uint8_t *const h = s->file.p;
    if (s->file.n < SEGMENT_HEADER_SIZE + SEGMENT_FOOTER_SIZE)
        return err_set(e, ST_CORRUPT,
                       "%s: %zu bytes, shorter than a header and a footer",
                       s->path, s->file.n);
    if (get_u64le(h) != SEGMENT_MAGIC)
        return damaged(s, e, "not a segment file");
    if (hash64(h, 56) != get_u64le(h + 56))
        return damaged(s, e, "the header is damaged");
    const uint32_t version = get_u32le(h + 8);
    if (version < SEGMENT_OLDEST || version > SEGMENT_VERSION)
        return err_set(e, ST_VERSION,
                       "%s: format %u, this build reads formats %d to %d; "
                       "build the index again or use the version that wrote it",
                       s->path, version, SEGMENT_OLDEST, SEGMENT_VERSION);
    return ST_OK;
}

struct toc {
    const uint8_t *entries;
    uint32_t n;
    uint64_t at, size;
};

/* FORMAT.md 4.4 */
static enum st check_footer(struct segment *s, struct toc *toc, struct err *e)
{
    const uint64_t file_size = s->file.n;
    const uint8_t *const f = s->file.p + file_size - SEGMENT_FOOTER_SIZE;
    if (get_u64le(f + 56) != SEGMENT_MAGIC ||
        hash64(f, 48) != get_u64le(f + 48))
        return damaged(s, e, "the footer is damaged or the file is cut short");
    toc->at = get_u64le(f);
    toc->size = get_u64le(f + 8);
    toc->n = get_u32le(f + 16);
    s->toc_hash = get_u64le(f + 24);
    /* The size first: then the difference below cannot wrap. */
    if (get_u64le(f + 32) != file_size ||
        toc->size > file_size - SEGMENT_HEADER_SIZE - SEGMENT_FOOTER_SIZE ||
        toc->at != file_size - SEGMENT_FOOTER_SIZE - toc->size ||
        (uint64_t)toc->n * CHUNK_ENTRY_SIZE > toc->size)
        return damaged(s, e, "the footer does not fit the file");
    toc->entries = s->file.p + toc->at;
    if (hash64(toc->entries, toc->size) != s->toc_hash)
        return damaged(s, e, "the table of chunks is damaged");
    return ST_OK;
}

static const struct chunk_kind *kind_of(uint32_t id)
{
    for (size_t i = 0; i < CHUNKS_KNOWN; i++)
        if (CHUNK_KINDS[i].id == id)
            return &CHUNK_KINDS[i];
    return NULL;
}

/* FORMAT.md 4.2. Chunks stand in the order of the table, without gaps other
 * than the alignment, so that every byte of the file is under a checksum. */
static enum st read_entries(struct segment *s, const struct toc *toc,
                            struct err *e)
{
    uint64_t at = SEGMENT_HEADER_SIZE, page = 0;
    const uint64_t pages =
        (toc->size - (uint64_t)toc->n * CHUNK_ENTRY_SIZE) / 8;
    const uint8_t *const sums =
        toc->entries + (uint64_t)toc->n * CHUNK_ENTRY_SIZE;

    s->good = mem_zalloc(pages);
    if (!s->good)
        return err_set(e, ST_NOMEM, "%s: out of memory", s->path);
    for (uint32_t i = 0; i < toc->n; i++) {
        const uint8_t *const entry =
            toc->entries + (uint64_t)i * CHUNK_ENTRY_SIZE;
        const uint64_t size = get_u64le(entry + 16);
        const uint64_t own_pages = get_u32le(entry + 4);
        const uint64_t hashed =
            (size + CHUNK_ALIGN - 1) & ~(uint64_t)(CHUNK_ALIGN - 1);
        if (get_u64le(entry + 8) != at || size > toc->at - at ||
            hashed > toc->at - at || own_pages > pages - page ||
            own_pages != (hashed + PAGE_SIZE - 1) / PAGE_SIZE ||
            hash64(sums + 8 * page, 8 * own_pages) != get_u64le(entry + 24))
            return damaged(s, e, "the table of chunks does not fit the file");
        const struct chunk_kind *const kind = kind_of(get_u32le(entry));
        if (kind && s->chunks[kind - CHUNK_KINDS].p)
            return damaged(s, e, "the table of chunks has one twice");
        if (kind)
            s->chunks[kind - CHUNK_KINDS] = (struct chunk_view){
                .p = s->file.p + at,
                .n = size,
                .sums = sums + 8 * page,
                .good = s->good + page,
                .hashed = hashed,
            };
        else if (entry[0] >= 'A' && entry[0] <= 'Z')
            return err_set(e, ST_VERSION,
                           "%s: chunk %.4s is needed and unknown to this "
                           "build; use the version that wrote the index",
                           s->path, (const char *)entry);
        at += hashed;
        page += own_pages;
    }
    if (at != toc->at || page != pages)
        return damaged(s, e, "the table of chunks does not fill the file");
    return ST_OK;
}

/* FORMAT.md 4.3 */
static enum st read_counts(struct segment *s, struct err *e)
{
    enum { META_SIZE = 48 };
    const struct chunk_view *const meta = &s->chunks[CHUNK_META];

    for (size_t i = 0; i < CHUNKS_KNOWN; i++)
        if (!s->chunks[i].p && !CHUNK_KINDS[i].optional)
            return err_set(e, ST_CORRUPT, "%s: chunk %s is missing", s->path,
                           CHUNK_KINDS[i].name);
    if (meta->n != META_SIZE || !chunk_use(meta, 0, META_SIZE))
        return chunk_refused(s, CHUNK_META, 0, e);
    s->counts = (struct segment_counts){
        .docs = get_u32le(meta->p),
        .with_words = get_u32le(meta->p + 4),
        .words = get_u64le(meta->p + 8),
        .terms = get_u64le(meta->p + 16),
        .stems = get_u64le(meta->p + 24),
        .frames = get_u64le(meta->p + 32),
        .sources = get_u32le(meta->p + 40),
        .pairs = get_u32le(meta->p + 44),
    };
    if (s->counts.docs > DOC_LIMIT || s->counts.with_words > s->counts.docs ||
        s->counts.terms >= UINT32_MAX || s->counts.stems >= UINT32_MAX ||
        s->counts.frames > UINT32_MAX)
        return damaged(s, e, "the counts in chunk META make no sense");
    return ST_OK;
}

/* The store is whole or not there, and so are the stems. */
static enum st check_sets(const struct segment *s, struct err *e)
{
    static const struct {
        enum chunk first, other;
    } sets[] = {
        {CHUNK_STEM, CHUNK_SIDX}, {CHUNK_STEM, CHUNK_SHSH},
        {CHUNK_STEM, CHUNK_GRPS}, {CHUNK_PAIR, CHUNK_PIDX},
        {CHUNK_PAIR, CHUNK_PHSH}, {CHUNK_STOR, CHUNK_SFRM},
        {CHUNK_STOR, CHUNK_SDOC}, {CHUNK_STOR, CHUNK_SDIC},
        {CHUNK_CAPS, CHUNK_NAME}, {CHUNK_CAPS, CHUNK_NIDX},
    };
    if (s->chunks[CHUNK_CLUS].p && !s->chunks[CHUNK_SIGN].p)
        return err_set(e, ST_CORRUPT, "%s: chunk CLUS without SIGN", s->path);
    for (size_t i = 0; i < COUNT_OF(sets); i++) {
        const bool first = s->chunks[sets[i].first].p != NULL;
        if (first != (s->chunks[sets[i].other].p != NULL))
            return err_set(e, ST_CORRUPT,
                           "%s: of chunks %s and %s one is missing", s->path,
                           CHUNK_KINDS[sets[i].first].name,
                           CHUNK_KINDS[sets[i].other].name);
    }
    return ST_OK;
}

/* Arrays with one entry per document, block or frame have one right size. */
static enum st check_sizes(const struct segment *s, struct err *e)
{
    const uint64_t docs = s->counts.docs;
    const uint64_t blocks =
        (s->counts.terms + TERMS_PER_BLOCK - 1) / TERMS_PER_BLOCK;
    const bool store = s->chunks[CHUNK_STOR].p != NULL;
    const bool stems = s->chunks[CHUNK_STEM].p != NULL;
    const struct {
        enum chunk chunk;
        bool there;
        uint64_t size;
    } rules[] = {
        {CHUNK_TIDX, true, 8 * blocks},
        {CHUNK_LENG, true, docs},
        {CHUNK_WLEN, true, 4 * docs},
        {CHUNK_DATE, true, 4 * docs},
        {CHUNK_SRCE, true, 4 * docs},
        {CHUNK_HASH, true, 16 * docs},
        {CHUNK_TEND, true, 4 * docs},
        {CHUNK_ZOFF, true, 8 * (docs + 1)},
        {CHUNK_IDOF, true, 8 * (docs + 1)},
        {CHUNK_IDSO, true, 4 * docs},
        {CHUNK_SIGN, s->chunks[CHUNK_SIGN].p != NULL, SIGNATURE_SIZE * docs},
        {CHUNK_SFRM, store, 8 * (s->counts.frames + 1)},
        {CHUNK_SDOC, store, 8 * docs},
        {CHUNK_SIDX, stems,
         8 * ((s->counts.stems + TERMS_PER_BLOCK - 1) / TERMS_PER_BLOCK)},
        {CHUNK_PIDX, s->chunks[CHUNK_PAIR].p != NULL,
         8 * (((uint64_t)s->counts.pairs + TERMS_PER_BLOCK - 1) /
              TERMS_PER_BLOCK)},
    };
    for (size_t i = 0; i < COUNT_OF(rules); i++) {
        const struct chunk_view *const c = &s->chunks[rules[i].chunk];
        if ((c->p != NULL) != rules[i].there || (c->p && c->n != rules[i].size))
            return err_set(e, ST_CORRUPT, "%s: chunk %s has the wrong size",
                           s->path, CHUNK_KINDS[rules[i].chunk].name);
    }
    return ST_OK;
}

enum st segment_open(struct segment **out, const char *path, struct err *e)
{
    struct toc toc = {.n = 0};
    enum st st = ST_OK;

    *out = NULL;
    struct segment *s = mem_zalloc(sizeof(*s));
    if (!s || !(s->path = mem_strndup(path, strlen(path)))) {
        st = err_set(e, ST_NOMEM, "%s: out of memory", path);
        goto done;
    }
    if ((st = file_map(&s->file, path, e)) != ST_OK)
        goto done;
    if ((st = check_header(s, e)) != ST_OK)
        goto done;
    if ((st = check_footer(s, &toc, e)) != ST_OK)
        goto done;
    if ((st = read_entries(s, &toc, e)) != ST_OK)
        goto done;
    if ((st = read_counts(s, e)) != ST_OK)
        goto done;
    if ((st = check_sets(s, e)) != ST_OK)
        goto done;
    if ((st = check_sizes(s, e)) != ST_OK)
        goto done;

    *out = s;
    s = NULL; /* now the caller's */

done:
    segment_close(s);
    return st;
}

void segment_close(struct segment *s)
{
    if (!s)
        return;
    file_unmap(&s->file);
    mem_free((void *)(uintptr_t)s->good);
    mem_free(s->path);
    mem_free(s);
}

/* ---- columns ---- */

/* The `size` bytes of document `doc` in a fixed-width column, or NULL. */
static const uint8_t *cell(const struct segment *s, enum chunk which,
                           uint32_t doc, unsigned size)
{
    const struct chunk_view *const c = &s->chunks[which];
    const uint64_t at = (uint64_t)doc * size;
    return chunk_use(c, at, size) ? c->p + at : NULL;
}

bool segment_length(const struct segment *s, uint32_t doc, uint32_t *words)
{
    const uint8_t *const p = cell(s, CHUNK_WLEN, doc, 4);
    if (p)
        *words = get_u32le(p);
    return p != NULL;
}

bool segment_date(const struct segment *s, uint32_t doc, int32_t *days)
{
    const uint8_t *const p = cell(s, CHUNK_DATE, doc, 4);
    if (p)
        *days = (int32_t)get_u32le(p);
    return p != NULL;
}

bool segment_title_end(const struct segment *s, uint32_t doc, uint32_t *pos)
{
    const uint8_t *const p = cell(s, CHUNK_TEND, doc, 4);
    if (p)
        *pos = get_u32le(p);
    return p != NULL;
}

bool segment_content_hash(const struct segment *s, uint32_t doc,
                          uint8_t out[static 16])
{
    const uint8_t *const p = cell(s, CHUNK_HASH, doc, 16);
    if (p)
        memcpy(out, p, 16);
    return p != NULL;
}

bool segment_source_name(const struct segment *s, uint32_t number,
                         struct bytes *name)
{
    const struct chunk_view *const c = &s->chunks[CHUNK_SRCN];
    const uint64_t ends = 8 * (uint64_t)s->counts.sources;
    if (number >= s->counts.sources || !chunk_use(c, 0, ends))
        return false;
    const uint64_t from =
        number ? get_u64le(c->p + 8 * (uint64_t)(number - 1)) : 0;
    const uint64_t to = get_u64le(c->p + 8 * (uint64_t)number);
    if (from > to || to > c->n - ends || !chunk_use(c, ends + from, to - from))
        return false;
    *name = bytes_of(c->p + ends + from, to - from);
    return true;
}

bool segment_source(const struct segment *s, uint32_t doc, struct bytes *name)
{
    const uint8_t *const p = cell(s, CHUNK_SRCE, doc, 4);
    return p && segment_source_name(s, get_u32le(p), name);
}

const uint8_t *segment_length_codes(const struct segment *s)
{
    const struct chunk_view *const c = &s->chunks[CHUNK_LENG];
    return chunk_use(c, 0, c->n) ? c->p : NULL;
}

/* ---- ids ---- */

enum st segment_id(const struct segment *s, uint32_t doc, struct bytes *id,
                   struct err *e)
{
    const struct chunk_view *const text = &s->chunks[CHUNK_IDTX];
    const struct chunk_view *const offsets = &s->chunks[CHUNK_IDOF];
    const uint64_t cell_at = 8 * (uint64_t)doc;
    if (!chunk_use(offsets, cell_at, 16))
        return chunk_refused(s, CHUNK_IDOF, cell_at, e);
    const uint64_t from = get_u64le(offsets->p + cell_at);
    const uint64_t to = get_u64le(offsets->p + cell_at + 8);
    if (from > to || !chunk_use(text, from, to - from))
        return chunk_refused(s, CHUNK_IDTX, from, e);
    *id = bytes_of(text->p + from, to - from);
    return ST_OK;
}

static enum st sorted_doc(const struct segment *s, uint32_t rank, uint32_t *doc,
                          struct err *e)
{
    const uint8_t *const p = cell(s, CHUNK_IDSO, rank, 4);
    *doc = p ? get_u32le(p) : 0;
    return p && *doc < s->counts.docs
               ? ST_OK
               : chunk_refused(s, CHUNK_IDSO, 4 * (uint64_t)rank, e);
}

enum st segment_find_id(const struct segment *s, struct bytes id, uint32_t *doc,
                        struct err *e)
{
    uint32_t low = 0, high = s->counts.docs;
    *doc = DOC_END;
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        uint32_t candidate;
        struct bytes other;
        enum st st = sorted_doc(s, middle, &candidate, e);
        if (st == ST_OK)
            st = segment_id(s, candidate, &other, e);
        if (st != ST_OK)
            return st;
        const int order = bytes_compare(id, other);
        if (order == 0) {
            *doc = candidate;
            return ST_OK;
        }
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return ST_OK;
}
