#include <inttypes.h>

#include "common/codec/varint.h"
#include "common/segment/bucket.h"
#include "common/segment/postings_layout.h"
#include "indexer/verify_checker.h"

/* ---- blocks of a dictionary ---- */

static uint64_t block_start(const struct dict_check *d, uint64_t block)
{
    const struct chunk_view *const blocks =
        &d->checker->segment->chunks[d->dict.blocks];
    const struct chunk_view *const offsets =
        &d->checker->segment->chunks[d->dict.offsets];
    return chunk_use(offsets, 8 * block, 8) ? get_u64le(offsets->p + 8 * block)
                                            : blocks->n;
}

/* A block begins with where the lists of its first term stand. */
static void check_head(struct dict_check *d, struct fill *fill)
{
    struct checker *const c = d->checker;
    const struct chunk_view *const blocks = &c->segment->chunks[d->dict.blocks];
    const uint64_t block = d->ord / TERMS_PER_BLOCK;
    const uint64_t from = block_start(d, block);
    const uint64_t n =
        MIN(blocks->n - MIN(from, blocks->n), (uint64_t)3 * VARINT_MAX);
    struct fill head = {.known = true};
    if (block == 0 && from != 0)
        checker_found(c, d->dict.offsets, "block 0 begins at byte %" PRIu64,
                      from);
    if (!chunk_use(blocks, from, n))
        return; /* the walk says so */
    const uint8_t *p = blocks->p + from, *const end = p + n;
    if (!(p = varint_get(p, end, &head.docs)) ||
        !(p = varint_get(p, end, &head.skip)) ||
        !(p = varint_get(p, end, &head.pos)))
        return;
    if (fill->known && (head.docs != fill->docs || head.skip != fill->skip ||
                        head.pos != fill->pos))
        checker_found(c, d->dict.blocks,
                      "block %" PRIu64 ": its lists begin at %" PRIu64
                      ", %" PRIu64 ", %" PRIu64 ", those before end at %" PRIu64
                      ", %" PRIu64 ", %" PRIu64,
                      block, head.docs, head.skip, head.pos, fill->docs,
                      fill->skip, fill->pos);
    *fill = head;
}

/* The last term of a block ends where the next block begins. */
static void check_block_end(struct dict_check *d)
{
    struct checker *const c = d->checker;
    const uint64_t next = (d->ord + TERMS_PER_BLOCK) / TERMS_PER_BLOCK;
    const bool last = d->ord + 1 == d->dict.n;
    if (!last && (d->ord + 1) % TERMS_PER_BLOCK != 0)
        return;
    const uint64_t end =
        last ? c->segment->chunks[d->dict.blocks].n : block_start(d, next);
    if (d->walk.at != end)
        checker_found(c, d->dict.blocks,
                      "block %" PRIu64 ": its terms end at byte %" PRIu64
                      ", the block at %" PRIu64,
                      next - 1, d->walk.at, end);
}

static enum st check_look_up(struct dict_check *d, struct err *e)
{
    struct checker *const c = d->checker;
    const struct bytes term = d->walk.term;
    struct term_entry entry;
    struct err why = ERR_INIT;
    bool found;
    enum st st = ST_OK;
    const enum st got = term_dict_find(&d->dict, term, &entry, &found, &why);
    if (checker_ok(c, d->dict.hashes, got, &why, &st, e) &&
        (!found || entry.ord != d->ord))
        checker_found(c, d->dict.hashes, "term %s is not found",
                      checker_name(c, term));
    return st;
}

static enum st check_term(struct dict_check *d, struct err *e)
{
    struct checker *const c = d->checker;
    const struct bytes term = d->walk.term;
    if (term.n == 0)
        checker_found(c, d->dict.blocks, "term %" PRIu64 " is empty", d->ord);
    if (d->walking && bytes_compare(buf_bytes(&d->before), term) >= 0)
        checker_found(c, d->dict.blocks,
                      "term %" PRIu64 " %s is not behind the one before",
                      d->ord, checker_name(c, term));
    buf_clear(&d->before);
    if (!buf_append(&d->before, term.p, term.n))
        return err_set(e, ST_NOMEM, "%s: out of memory", c->file);
    return check_look_up(d, e);
}

/* Reads term `next`; *good is false when it cannot be read. */
static enum st read_term(struct dict_check *d, struct fill *fill, bool *good,
                         struct err *e)
{
    struct err why = ERR_INIT;
    enum st st = ST_OK;
    bool more;
    d->ord = d->next;
    if (d->ord % TERMS_PER_BLOCK == 0)
        check_head(d, fill);
    const enum st got = d->walking
                            ? term_walk_next(&d->walk, &more, &why)
                            : term_walk_at(&d->walk, &d->dict, d->ord, &why);
    err_note(&why, "term %" PRIu64, d->ord);
    *good = checker_ok(d->checker, d->dict.blocks, got, &why, &st, e);
    return st;
}

enum st dict_check_next(struct dict_check *d, struct fill *fill, bool *more,
                        struct err *e)
{
    while ((*more = d->next < d->dict.n)) {
        bool good;
        enum st st = read_term(d, fill, &good, e);
        if (st != ST_OK)
            return st;
        if (good) {
            st = check_term(d, e);
            check_block_end(d);
            d->walking = true;
            d->next++;
            return st;
        }
        d->next += TERMS_PER_BLOCK - d->next % TERMS_PER_BLOCK;
        d->walking = false;
        fill->known = false;
    }
    return ST_OK;
}

/* Terms come first in a bucket, and nothing is left of what is empty. Returns
 * how many there are. */
static unsigned check_bucket(struct checker *c, enum chunk table,
                             uint64_t number, const uint8_t *bucket)
{
    unsigned n = 0, rest = 0;
    while (n < BUCKET_PLACES && bucket_number(bucket, n) != 0)
        n++;
    for (unsigned i = n; i < BUCKET_PLACES; i++)
        rest |= bucket_number(bucket, i) | bucket_tag_at(bucket, i);
    for (unsigned i = BUCKET_USED; i < BUCKET_SIZE; i++)
        rest |= bucket[i];
    if (rest)
        checker_found(c, table,
                      "bucket %" PRIu64 " holds something behind its %u terms",
                      number, n);
    return n;
}

void dict_check_table(struct dict_check *d)
{
    struct checker *const c = d->checker;
    const struct chunk_view *const table = &c->segment->chunks[d->dict.hashes];
    const uint64_t buckets = table->n / BUCKET_SIZE;
    uint64_t used = 0;
    if (table->n % BUCKET_SIZE || buckets != buckets_for(d->dict.n)) {
        checker_found(c, d->dict.hashes,
                      "%" PRIu64 " bytes are no table of %" PRIu64 " terms",
                      table->n, d->dict.n);
        return;
    }
    for (uint64_t i = 0; i < buckets; i++) {
        if (!chunk_use(table, i * BUCKET_SIZE, BUCKET_SIZE)) {
            checker_found(c, d->dict.hashes,
                          "bucket %" PRIu64 " cannot be read", i);
            return;
        }
        used += check_bucket(c, d->dict.hashes, i, table->p + i * BUCKET_SIZE);
    }
    if (used != d->dict.n)
        checker_found(c, d->dict.hashes,
                      "%" PRIu64 " places hold a term, but there are %" PRIu64
                      " terms",
                      used, d->dict.n);
}

/* ---- words ---- */

static enum st check_word(struct checker *c, const struct dict_check *d,
                          struct err *e)
{
    const struct term_entry *const entry = &d->walk.entry;
    const struct bytes term = d->walk.term;
    if (entry->df == 0 || entry->cf < entry->df || entry->pos_size == 0)
        checker_found(c, CHUNK_TERM,
                      "term %s: %" PRIu32 " documents, %" PRIu64
                      " occurrences, %" PRIu64 " bytes of positions",
                      checker_name(c, term), entry->df, entry->cf,
                      entry->pos_size);
    return verify_list(c, entry, term, true, e);
}

/* Every occurrence is of one of the words its document counts; a compound and
 * its first part share a position, so there may be more of them. */
static void check_occurrences(struct checker *c)
{
    for (uint32_t doc = 0; doc < c->segment->counts.docs; doc++) {
        uint32_t length;
        if (!segment_length(c->segment, doc, &length))
            continue;
        if (c->occurrences[doc] < length ||
            (length == 0 && c->occurrences[doc] != 0))
            checker_found(c, CHUNK_DOCS,
                          "document %" PRIu32 ": %" PRIu32
                          " occurrences for its %" PRIu32 " words",
                          doc, c->occurrences[doc], length);
    }
}

enum st verify_words(struct checker *c, struct err *e)
{
    struct dict_check d = {.checker = c, .dict = term_dict_words(c->segment)};
    bool more = true, all = true;
    enum st st;
    c->lists = (struct fill){.known = true};
    while ((st = dict_check_next(&d, &c->lists, &more, e)) == ST_OK && more) {
        const struct term_entry *const entry = &d.walk.entry;
        if ((st = check_word(c, &d, e)) != ST_OK)
            break;
        c->lists.docs += entry->docs_size;
        c->lists.skip += skip_size(entry->df, true, c->segment->counts.docs);
        c->lists.pos += entry->pos_size;
        all &= c->lists.known;
    }
    buf_release(&d.before);
    if (st != ST_OK)
        return st;
    dict_check_table(&d);
    if ((st = verify_capitals(c, e)) != ST_OK)
        return st;
    if (all && c->lists.pos != c->segment->chunks[CHUNK_POSI].n)
        checker_found(c, CHUNK_POSI,
                      "%" PRIu64 " bytes, but its lists end at %" PRIu64,
                      c->segment->chunks[CHUNK_POSI].n, c->lists.pos);
    if (all)
        check_occurrences(c);
    return ST_OK;
}
