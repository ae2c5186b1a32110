#include <inttypes.h>

#include "common/codec/patched.h"
#include "common/segment/positions.h"
#include "common/segment/postings_layout.h"
#include "indexer/verify_checker.h"

/* One list under check. */
struct list {
    struct checker *checker;
    const struct term_entry *entry;
    struct bytes term;
    struct postings_cursor cursor;
    struct positions positions;
    const uint8_t *skips; /* NULL: one block */
    struct skip_layout layout;
    uint64_t occurrences;
    uint32_t documents;
    struct block_bounds bounds;
    struct bitmap bitmap;       /* .bits is NULL for a list that is not dense */
    uint32_t in_bitmap;         /* documents the bitmap has, as far as read   */
    uint32_t reach[BEST_RANKS]; /* documents as good as bounds.best[i]       */
};

static const char *name(const struct list *l)
{
    return checker_name(l->checker, l->term);
}

/* ---- skip arrays ---- */

/* Where block `b` begins in POSI, from the list's start; behind the last one
 * the list's end. */
static uint64_t positions_at(const struct list *l, uint32_t b)
{
    if (b == 0 && !l->skips)
        return 0;
    if (!l->skips || b == l->layout.blocks)
        return l->entry->pos_size;
    return get_u64le(l->skips + l->layout.pos_off + 8 * (size_t)b);
}

static void check_skip_starts(struct list *l)
{
    const struct skip_layout *const s = &l->layout;
    const uint32_t docs_off = get_u32le(l->skips + s->docs_off);
    if (docs_off != 0 || (s->pos_off != s->max_freq && positions_at(l, 0) != 0))
        checker_found(l->checker, CHUNK_SKIP,
                      "term %s: its first block begins at %" PRIu32, name(l),
                      docs_off);
    for (uint32_t k = 0; k < s->supers; k++) {
        const uint32_t last =
            MIN((k + 1) * (uint32_t)BLOCKS_PER_SUPER, s->blocks) - 1;
        if (get_u32le(l->skips + 4 * (size_t)k) !=
            get_u32le(l->skips + s->last_doc + 4 * (size_t)last))
            checker_found(l->checker, CHUNK_SKIP,
                          "term %s: entry %" PRIu32 " of the upper level is "
                          "not the last document of block %" PRIu32,
                          name(l), k, last);
    }
}

/* What the block holds must lie within what its skip entry promises. */
static void check_bounds(struct list *l)
{
    const struct postings_cursor *const p = &l->cursor;
    const struct chunk_view *const codes =
        &l->checker->segment->chunks[CHUNK_LENG];
    if (!l->skips)
        return;
    const uint8_t max_freq = l->skips[l->layout.max_freq + p->block];
    const uint8_t min_length = l->skips[l->layout.min_length + p->block];
    for (uint32_t i = 0; i < p->n; i++) {
        if (max_freq != MAX_FREQ_OPEN && p->freqs[i] > max_freq) {
            checker_found(l->checker, CHUNK_SKIP,
                          "term %s: block %" PRIu32 " says at most %u, but "
                          "document %" PRIu32 " has it %" PRIu32 " times",
                          name(l), p->block, max_freq, p->docs[i], p->freqs[i]);
            return;
        }
        if (chunk_use(codes, p->docs[i], 1) &&
            codes->p[p->docs[i]] < min_length) {
            checker_found(l->checker, CHUNK_SKIP,
                          "term %s: block %" PRIu32 " says length code %u at "
                          "least, but document %" PRIu32 " has %u",
                          name(l), p->block, min_length, p->docs[i],
                          codes->p[p->docs[i]]);
            return;
        }
    }
}

/* The saturation of document `i` of the block, in both roundings; reckoned
 * here, not looked up as where it was written. */
static bool check_score(struct list *l, uint32_t i)
{
    const struct postings_cursor *const p = &l->cursor;
    const struct chunk_view *const codes =
        &l->checker->segment->chunks[CHUNK_LENG];
    const uint16_t bound =
        get_u16le(l->bounds.max_score + 2 * (size_t)p->block);
    if (!chunk_use(codes, p->docs[i], 1))
        return false;
    const uint16_t below = score_step_below(bm25_score(
        &l->checker->saturation, 1.0f, p->freqs[i], codes->p[p->docs[i]]));
    for (unsigned k = 0; k < BEST_RANKS; k++)
        l->reach[k] += below >= l->bounds.best[k];
    if (score_step_above(below) <= bound)
        return true;
    checker_found(l->checker, CHUNK_SKIP,
                  "term %s: block %" PRIu32 " bounds the score by %u, but "
                  "document %" PRIu32 " has %u",
                  name(l), p->block, bound, p->docs[i],
                  score_step_above(below));
    return false;
}

static void check_scores(struct list *l)
{
    for (uint32_t i = 0; l->skips && i < l->cursor.n; i++) {
        if (!check_score(l, i))
            return;
    }
}

static void check_best(struct list *l)
{
    for (unsigned k = 0; l->skips && k < BEST_RANKS; k++) {
        if (l->bounds.best[k] > 0 && l->reach[k] < BEST_RANK[k])
            checker_found(l->checker, CHUNK_SKIP,
                          "term %s: best scores say that %" PRIu32
                          " documents reach %u, but %" PRIu32 " do",
                          name(l), BEST_RANK[k], l->bounds.best[k],
                          l->reach[k]);
    }
}

/* ---- bitmaps ---- */

/* Finds the bitmap of a dense list, which follows that of the one before. */
static void find_bitmap(struct list *l)
{
    struct checker *const c = l->checker;
    const uint32_t docs = c->segment->counts.docs;
    if (!l->skips || !l->layout.dense)
        return;
    if (c->lists.known && get_u64le(l->skips + l->layout.bits_at) != c->bitmaps)
        checker_found(c, CHUNK_SKIP,
                      "term %s: its bitmap is not where it must be", name(l));
    else
        l->bitmap = postings_bitmap(&l->cursor);
    c->bitmaps += bitmap_size(docs);
}

static void check_bits(struct list *l)
{
    const struct postings_cursor *const p = &l->cursor;
    for (uint32_t i = 0; l->bitmap.bits && i < p->n; i++)
        l->in_bitmap +=
            (uint32_t)(l->bitmap.bits[p->docs[i] / 64] >> p->docs[i] % 64 & 1);
}

/* All documents of the list are in it, no others, and its ranks count them. */
static void check_bitmap(struct list *l)
{
    const uint64_t *const bits = l->bitmap.bits;
    const size_t words =
        bits ? bitmap_bits_size(l->checker->segment->counts.docs) / 8 : 0;
    uint32_t before = 0;
    bool ranked = true;
    for (size_t i = 0; i < words; i++) {
        if (i % (RANK_DOCS / 64) == 0)
            ranked &= l->bitmap.ranks[i / (RANK_DOCS / 64)] == before;
        before += (uint32_t)__builtin_popcountll(bits[i]);
    }
    if (bits && (l->in_bitmap != l->documents || before != l->documents))
        checker_found(l->checker, CHUNK_BITS,
                      "term %s: of its %" PRIu32 " documents the bitmap has "
                      "%" PRIu32 ", and %" PRIu32 " in all",
                      name(l), l->documents, l->in_bitmap, before);
    else if (!ranked)
        checker_found(l->checker, CHUNK_BITS,
                      "term %s: the ranks of the bitmap do not count its bits",
                      name(l));
}

/* ---- positions ---- */

/* The packed positions of the block fill its part of POSI exactly. */
static void check_packs(struct list *l, uint64_t count)
{
    const struct chunk_view *const posi =
        &l->checker->segment->chunks[CHUNK_POSI];
    const uint64_t from = positions_at(l, l->cursor.block);
    const uint64_t to = positions_at(l, l->cursor.block + 1);
    const uint64_t packs = (count + BITPACK_BLOCK - 1) / BITPACK_BLOCK;
    uint64_t size = packs;
    if (from > to || packs > to - from ||
        !chunk_use(posi, l->entry->pos_at + from, to - from))
        return; /* reading them has told */
    const uint8_t *const bytes = posi->p + l->entry->pos_at + from;
    for (uint64_t k = 0; k < packs; k++)
        size += patched_size(
            (size_t)MIN(count - k * BITPACK_BLOCK, (uint64_t)BITPACK_BLOCK),
            bytes[k]);
    if (size != to - from)
        checker_found(l->checker, CHUNK_POSI,
                      "term %s: block %" PRIu32 " of positions is %" PRIu64
                      " bytes in a place of %" PRIu64,
                      name(l), l->cursor.block, size, to - from);
}

/* False when the list cannot be read further. */
static bool check_positions(struct list *l)
{
    struct checker *const c = l->checker;
    struct positions *const p = &l->positions;
    const uint32_t doc = l->cursor.doc;
    if (!positions_read(p)) {
        if (l->cursor.st == ST_CORRUPT)
            checker_found(c, CHUNK_POSI,
                          "term %s: the positions in document %" PRIu32
                          " cannot be read",
                          name(l), doc);
        return false;
    }
    if (p->n && p->pos[p->n - 1] >= c->ends[doc])
        checker_found(c, CHUNK_POSI,
                      "term %s: position %" PRIu32 " in document %" PRIu32
                      ", whose words end at %" PRIu32,
                      name(l), p->pos[p->n - 1], doc, c->ends[doc]);
    c->occurrences[doc] += p->n;
    return true;
}

/* ---- the list ---- */

/* Checks the block the cursor has entered; false when the walk is over. */
static bool check_block(struct list *l, bool positions)
{
    struct postings_cursor *const p = &l->cursor;
    uint64_t count = 0;
    if (!p->freqs_ready)
        postings_cursor_load_freqs(p);
    for (uint32_t i = 0; i < p->n; i++) {
        if (p->freqs[i] == 0)
            checker_found(l->checker, CHUNK_DOCS,
                          "term %s: document %" PRIu32 " has it 0 times",
                          name(l), p->docs[i]);
        count += p->freqs[i];
    }
    l->occurrences += count;
    l->documents += p->n;
    check_bounds(l);
    check_scores(l);
    check_bits(l);
    if (positions)
        check_packs(l, count);
    for (;;) {
        if (positions && !check_positions(l))
            return false;
        if (p->i + 1 == p->n)
            return true;
        postings_cursor_next(p);
    }
}

static void check_totals(struct list *l)
{
    if (l->cursor.st == ST_CORRUPT) {
        checker_found(l->checker, CHUNK_DOCS,
                      "term %s: the postings cannot be read behind %" PRIu32
                      " of %" PRIu32 " documents",
                      name(l), l->documents, l->entry->df);
        return;
    }
    if (l->documents != l->entry->df || l->occurrences != l->entry->cf)
        checker_found(
            l->checker, CHUNK_DOCS,
            "term %s: %" PRIu32 " documents and %" PRIu64
            " occurrences, but the dictionary says %" PRIu32 " and %" PRIu64,
            name(l), l->documents, l->occurrences, l->entry->df, l->entry->cf);
}

enum st verify_list(struct checker *c, const struct term_entry *entry,
                    struct bytes term, bool positions, struct err *e)
{
    const struct chunk_view *const skips = &c->segment->chunks[CHUNK_SKIP];
    struct list l = {
        .checker = c,
        .entry = entry,
        .term = term,
        .layout = skip_layout(entry->df, positions, c->segment->counts.docs),
    };
    postings_cursor_open(&l.cursor, c->segment, entry);
    positions_init(&l.positions, &l.cursor);
    if (entry->df > DOCS_PER_BLOCK &&
        chunk_use(skips, entry->skip_at, l.layout.size)) {
        l.skips = skips->p + entry->skip_at;
        l.bounds = postings_cursor_bounds(&l.cursor);
        check_skip_starts(&l);
        find_bitmap(&l);
    }
    bool told = false;
    while (l.cursor.doc != DOC_END && !told) {
        told = !check_block(&l, positions);
        if (!told)
            postings_cursor_next_block(&l.cursor);
    }
    const enum st st = l.cursor.st;
    positions_release(&l.positions);
    if (st == ST_NOMEM)
        return err_set(e, st, "%s: out of memory", c->file);
    if (!told) {
        check_totals(&l);
        check_best(&l);
        check_bitmap(&l);
    }
    return ST_OK;
}
