#include "indexer/inverter.h"

#include <stdalign.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/arena.h"
#include "common/base/hash.h"
#include "common/base/mem.h"
#include "common/codec/varint.h"

enum {
    FIRST_SLICE = 24, /* bytes, with the link at its end                   */
    LAST_SLICE = 4096,
    LINK = sizeof(uint8_t *),
    FIRST_SLOTS = 1 << 12,
    TERMS_PER_ROW = 1024, /* terms stand in rows, so that they never move  */
    GROUP = 64,           /* words under way at a time                     */
    READ = 1024,          /* numbers of a chain that are read at a time    */
    LINE = 64             /* bytes of a cache line                         */
};

/* The first bytes of a word, little-endian, 0 behind its end: of nearly all
 * words all there is to compare and to hash. */
struct start {
    uint64_t a, b;
};

/* One cache line holds all that adding an occurrence touches besides the end
 * of the chain. */
struct term {
    alignas(LINE) struct start start;
    const uint8_t *text;    /* the first slice of the chain follows it     */
    uint8_t *write, *limit; /* the chain's end; limit: where the link is   */
    uint32_t size;          /* of the text                                 */
    uint32_t slice;         /* bytes of the slice being written            */
    uint32_t last_doc, last_pos;
    int64_t capitals; /* inverter_capitals() */
};

_Static_assert(sizeof(struct term) == LINE, "one line a term");

struct slot {
    uint32_t hash, number; /* of the term, plus 1; 0 is an empty slot */
};

struct inverter {
    struct arena arena;
    struct slot *slots;
    size_t n_slots;
    struct term **rows;
    size_t cap_rows, n_terms;
    uint32_t *order; /* after inverter_sort() */
};

static enum st out_of_memory(struct err *e)
{
    return err_set(e, ST_NOMEM, "indexing words: out of memory");
}

static struct term *term_at(const struct inverter *inv, size_t number)
{
    return &inv->rows[number / TERMS_PER_ROW][number % TERMS_PER_ROW];
}

/* Written, not only read as zero: otherwise the first write to each page would
 * have all processors forget the page of zeros. */
static struct slot *new_slots(size_t n)
{
    struct slot *const slots = mem_array(n, sizeof(*slots));
    return slots ? memset(slots, 0, n * sizeof(*slots)) : NULL;
}

/* ---- lifetime ---- */

static enum st start(struct inverter *inv, struct err *e)
{
    memset(inv, 0, sizeof(*inv));
    arena_init(&inv->arena, 0);
    inv->n_slots = FIRST_SLOTS;
    inv->slots = new_slots(inv->n_slots);
    return inv->slots ? ST_OK : out_of_memory(e);
}

static void end(struct inverter *inv)
{
    arena_release(&inv->arena);
    mem_free(inv->slots);
    mem_free(inv->rows);
    mem_free(inv->order);
    inv->slots = NULL;
    inv->rows = NULL;
    inv->order = NULL;
}

enum st inverter_open(struct inverter **out, struct err *e)
{
    struct inverter *const inv = mem_alloc(sizeof(*inv));
    *out = NULL;
    if (!inv)
        return out_of_memory(e);
    const enum st st = start(inv, e);
    if (st != ST_OK)
        mem_free(inv);
    else
        *out = inv;
    return st;
}

void inverter_close(struct inverter *inv)
{
    if (!inv)
        return;
    end(inv);
    mem_free(inv);
}

enum st inverter_clear(struct inverter *inv, struct err *e)
{
    end(inv);
    return start(inv, e);
}

size_t inverter_memory(const struct inverter *inv)
{
    return inv->arena.reserved + inv->n_slots * sizeof(*inv->slots) +
           inv->cap_rows * sizeof(*inv->rows);
}

/* ---- adding ---- */

static enum st grow_slots(struct inverter *inv, struct err *e)
{
    const size_t n = inv->n_slots * 2;
    struct slot *const slots = new_slots(n);
    if (!slots)
        return out_of_memory(e);
    for (size_t i = 0; i < inv->n_slots; i++) {
        if (!inv->slots[i].number)
            continue;
        size_t at = inv->slots[i].hash & (n - 1);
        while (slots[at].number)
            at = (at + 1) & (n - 1);
        slots[at] = inv->slots[i];
    }
    mem_free(inv->slots);
    inv->slots = slots;
    inv->n_slots = n;
    return ST_OK;
}

static struct term *new_row(struct inverter *inv)
{
    const size_t size = TERMS_PER_ROW * sizeof(struct term);
    uint8_t *const p = arena_bytes(&inv->arena, size + LINE - 1);
    return p ? (struct term *)(void *)(p + (-(uintptr_t)p & (LINE - 1))) : NULL;
}

static struct term *new_term(struct inverter *inv, struct bytes text,
                             struct start start)
{
    const size_t row = inv->n_terms / TERMS_PER_ROW;
    if (inv->n_terms % TERMS_PER_ROW == 0) {
        if (!mem_grow(&inv->rows, &inv->cap_rows, row + 1))
            return NULL;
        inv->rows[row] = new_row(inv);
        if (!inv->rows[row])
            return NULL;
    }
    uint8_t *const bytes = arena_bytes(&inv->arena, text.n + FIRST_SLICE);
    if (!bytes)
        return NULL;
    memcpy(bytes, text.p, text.n);
    struct term *const t = term_at(inv, inv->n_terms);
    *t = (struct term){
        .start = start,
        .text = bytes,
        .size = (uint32_t)text.n,
        .write = bytes + text.n,
        .limit = bytes + text.n + FIRST_SLICE - LINK,
        .slice = FIRST_SLICE,
        .last_doc = UINT32_MAX,
    };
    inv->n_terms++;
    return t;
}

static ALWAYS_INLINE bool is_term(const struct term *t, struct bytes text,
                                  struct start start)
{
    enum { START = sizeof(start) };
    return t->start.a == start.a && t->start.b == start.b &&
           t->size == text.n &&
           (LIKELY(text.n <= START) ||
            memcmp(t->text + START, text.p + START, text.n - START) == 0);
}

/* The first term with this hash; NULL when there is none, and *at is then the
 * slot for it. */
static ALWAYS_INLINE struct term *probe(const struct inverter *inv,
                                        uint32_t hash, size_t *at)
{
    for (; inv->slots[*at].number; *at = (*at + 1) & (inv->n_slots - 1))
        if (inv->slots[*at].hash == hash)
            return term_at(inv, inv->slots[*at].number - 1);
    return NULL;
}

/* Finds a term or makes it. */
static NOINLINE struct term *find_term(struct inverter *inv, struct bytes text,
                                       struct start start, uint32_t hash,
                                       struct err *e)
{
    size_t at = hash & (inv->n_slots - 1);
    for (struct term *t; (t = probe(inv, hash, &at));
         at = (at + 1) & (inv->n_slots - 1))
        if (is_term(t, text, start))
            return t;
    struct term *const t = new_term(inv, text, start);
    if (!t) {
        out_of_memory(e);
        return NULL;
    }
    inv->slots[at] = (struct slot){hash, (uint32_t)inv->n_terms};
    if (inv->n_terms * 2 > inv->n_slots && grow_slots(inv, e) != ST_OK)
        return NULL;
    return t;
}

static bool next_slice(struct inverter *inv, struct term *t)
{
    const uint32_t size = MIN(t->slice * 2, (uint32_t)LAST_SLICE);
    uint8_t *const slice = arena_bytes(&inv->arena, size);
    if (!slice)
        return false;
    memcpy(t->limit, &slice, LINK);
    t->write = slice;
    t->limit = slice + size - LINK;
    t->slice = size;
    return true;
}

static NOINLINE bool put_across(struct inverter *inv, struct term *t,
                                uint64_t v)
{
    uint8_t raw[VARINT_MAX];
    const uint8_t *const raw_end = varint_put(raw, v);
    for (const uint8_t *p = raw; p < raw_end; p++) {
        if (t->write == t->limit && !next_slice(inv, t))
            return false;
        *t->write++ = *p;
    }
    return true;
}

enum { SHORT = 1 << 14 /* a number below it takes up to two bytes */ };

/* Writes a short number over both bytes; returns how many it takes. */
static ALWAYS_INLINE size_t put_short(uint8_t *p, uint64_t v)
{
    const unsigned two = v >= 0x80;
    p[0] = (uint8_t)(v | two << 7);
    p[1] = (uint8_t)(v >> 7);
    return 1 + two;
}

/* A chain is of numbers: twice the distance to the next document, plus 1, then
 * for each occurrence in it twice its distance from the one before, less 1.
 * last_doc begins at -1, so that the first distance is doc + 1. Whether a word
 * was in the document before nobody can guess: both numbers are always made,
 * and the first one mostly written over. */
static ALWAYS_INLINE bool add(struct inverter *inv, struct term *t,
                              uint32_t doc, uint32_t pos)
{
    const bool is_new = t->last_doc != doc;
    const uint32_t last_pos = is_new ? UINT32_MAX : t->last_pos;
    const uint64_t docs = (uint64_t)(doc - t->last_doc) << 1 | 1;
    const uint64_t gap = (uint64_t)(pos - last_pos - 1) << 1;
    if (UNLIKELY(pos == last_pos))
        return true;
    t->last_doc = doc;
    t->last_pos = pos;
    if (UNLIKELY((docs | gap) >= SHORT || t->limit - t->write < 4))
        return (!is_new || put_across(inv, t, docs)) && put_across(inv, t, gap);
    uint8_t *p = t->write;
    p += put_short(p, docs) & -(size_t)is_new;
    p += put_short(p, gap);
    t->write = p;
    return true;
}

/* Words under way. */
struct group {
    size_t n;
    struct bytes text[GROUP];
    struct start start[GROUP];
    uint32_t hash[GROUP];
    struct term *term[GROUP];
};

/* The first 16 bytes that may be read at p. */
static ALWAYS_INLINE struct start load(const uint8_t *p)
{
    return (struct start){get_u64le(p), get_u64le(p + 8)};
}

static NOINLINE struct start load_last(struct bytes text)
{
    uint8_t last[sizeof(struct start)] = {0};
    memcpy(last, text.p, MIN(text.n, sizeof(last)));
    return load(last);
}

#define KEEP_ALL UINT64_MAX
#define KEEP(n)  (KEEP_ALL >> (64 - 8 * (n)))

/* `end`: behind what may be read. Every other word is of less than eight bytes,
 * and no branch predictor knows which: so what is kept is looked up. */
static ALWAYS_INLINE struct start start_of(struct bytes text,
                                           const uint8_t *end)
{
    enum { WHOLE = sizeof(struct start) };
    static const uint64_t masks[] = {
        0,        0,        0,        0,        0,        0,        0,
        0,        0,        KEEP(1),  KEEP(2),  KEEP(3),  KEEP(4),  KEEP(5),
        KEEP(6),  KEEP(7),  KEEP_ALL, KEEP_ALL, KEEP_ALL, KEEP_ALL, KEEP_ALL,
        KEEP_ALL, KEEP_ALL, KEEP_ALL, KEEP_ALL,
    };
    const struct start s =
        LIKELY(end - text.p >= WHOLE) ? load(text.p) : load_last(text);
    const size_t n = MIN(text.n, (size_t)WHOLE);
    return (struct start){s.a & masks[n + 8], s.b & masks[n]};
}

/* Of this table alone: nothing that is written depends on it. */
static ALWAYS_INLINE uint32_t hash_of(struct bytes text, struct start s)
{
    if (UNLIKELY(text.n > sizeof(s)))
        return (uint32_t)hash64(text.p, text.n);
    uint64_t h = s.a * UINT64_C(0x9e3779b97f4a7c15);
    h = (h ^ h >> 32 ^ s.b) * UINT64_C(0xc2b2ae3d27d4eb4f);
    return (uint32_t)((h ^ h >> 29) * UINT64_C(0x165667b19e3779f9) >> 32);
}

static void hash_group(const struct inverter *inv, struct group *g,
                       const struct token_list *l, size_t from)
{
    const uint8_t *const end = l->terms.p + l->terms.cap;
    for (size_t i = 0; i < g->n; i++) {
        g->text[i] = token_term(l, &l->tokens[from + i]);
        g->start[i] = start_of(g->text[i], end);
        g->hash[i] = hash_of(g->text[i], g->start[i]);
        __builtin_prefetch(&inv->slots[g->hash[i] & (inv->n_slots - 1)]);
    }
}

static void probe_group(const struct inverter *inv, struct group *g)
{
    for (size_t i = 0; i < g->n; i++) {
        size_t at = g->hash[i] & (inv->n_slots - 1);
        g->term[i] = probe(inv, g->hash[i], &at);
        if (g->term[i])
            __builtin_prefetch(g->term[i], 1);
    }
}

/* Terms never move, so those that are new change nothing for the others. */
static enum st find_group(struct inverter *inv, struct group *g, struct err *e)
{
    for (size_t i = 0; i < g->n; i++) {
        struct term *t = g->term[i];
        if (UNLIKELY(!t || !is_term(t, g->text[i], g->start[i])))
            t = find_term(inv, g->text[i], g->start[i], g->hash[i], e);
        if (UNLIKELY(!t))
            return ST_NOMEM;
        g->term[i] = t;
        __builtin_prefetch(t->write, 1);
    }
    return ST_OK;
}

enum st inverter_add(struct inverter *inv, uint32_t doc,
                     const struct token_list *words, struct err *e)
{
    struct group g;
    for (size_t from = 0; from < words->n; from += g.n) {
        g.n = MIN(words->n - from, (size_t)GROUP);
        hash_group(inv, &g, words, from);
        probe_group(inv, &g);
        const enum st st = find_group(inv, &g, e);
        if (st != ST_OK)
            return st;
        for (size_t i = 0; i < g.n; i++) {
            const struct token *const word = &words->tokens[from + i];
            g.term[i]->capitals += word->capital;
            if (!add(inv, g.term[i], doc, word->pos))
                return out_of_memory(e);
        }
    }
    return ST_OK;
}

/* ---- sorting ---- */

/* Most words differ in their first eight bytes, which are one compare. */
struct key {
    uint64_t prefix;
    uint32_t number;
};

static uint64_t prefix_of(const struct term *t)
{
    return __builtin_bswap64(t->start.a);
}

static int compare_keys(const void *a, const void *b, void *ctx)
{
    const struct key *const x = a, *const y = b;
    if (x->prefix != y->prefix)
        return x->prefix < y->prefix ? -1 : 1;
    const struct term *const s = term_at(ctx, x->number);
    const struct term *const t = term_at(ctx, y->number);
    return bytes_compare(bytes_of(s->text, s->size),
                         bytes_of(t->text, t->size));
}

enum st inverter_sort(struct inverter *inv, struct err *e)
{
    const size_t n = inv->n_terms;
    struct key *const keys = mem_array(n, sizeof(*keys));
    mem_free(inv->order);
    inv->order = mem_array(n, sizeof(*inv->order));
    if (!keys || !inv->order) {
        mem_free(keys);
        return out_of_memory(e);
    }
    for (size_t i = 0; i < n; i++)
        keys[i] = (struct key){prefix_of(term_at(inv, i)), (uint32_t)i};
    qsort_r(keys, n, sizeof(*keys), compare_keys, inv);
    for (size_t i = 0; i < n; i++)
        inv->order[i] = keys[i].number;
    mem_free(keys);
    return ST_OK;
}

size_t inverter_terms(const struct inverter *inv)
{
    return inv->n_terms;
}

struct bytes inverter_term(const struct inverter *inv, size_t i)
{
    const struct term *const t = term_at(inv, inv->order[i]);
    return bytes_of(t->text, t->size);
}

int64_t inverter_capitals(const struct inverter *inv, size_t i)
{
    return term_at(inv, inv->order[i])->capitals;
}

void inverter_prefetch(const struct inverter *inv, size_t i)
{
    enum { TERMS_AHEAD = 16, TEXTS_AHEAD = 8 };
    if (i + TERMS_AHEAD >= inv->n_terms)
        return;
    __builtin_prefetch(term_at(inv, inv->order[i + TERMS_AHEAD]));
    __builtin_prefetch(term_at(inv, inv->order[i + TEXTS_AHEAD])->text);
}

/* ---- reading ---- */

/* Where reading must stop in the slice of `size` bytes at p. The slice that is
 * written to last is the only one with the end of the chain in it. */
static void enter_slice(struct inverter_reader *r, const uint8_t *p,
                        uint32_t size)
{
    const uint8_t *const link = p + size - LINK;
    r->p = p;
    r->slice_size = size;
    r->stop = r->write >= p && r->write <= link ? r->write : link;
}

void inverter_reader_open(struct inverter_reader *r, const struct inverter *inv,
                          size_t i)
{
    const struct term *const t = term_at(inv, inv->order[i]);
    r->n = r->n_begun = r->n_gaps = 0;
    r->doc = UINT32_MAX;
    r->write = t->write;
    enter_slice(r, t->text + t->size, FIRST_SLICE);
}

/* A number of more than one byte, or in more than one slice. */
static NOINLINE bool get_across(struct inverter_reader *r, uint64_t *v)
{
    *v = 0;
    for (unsigned shift = 0;; shift += 7) {
        if (r->p == r->stop) {
            const uint8_t *next;
            if (r->p == r->write)
                return false;
            memcpy(&next, r->stop, LINK);
            enter_slice(r, next, MIN(r->slice_size * 2, (uint32_t)LAST_SLICE));
        }
        const uint8_t byte = *r->p++;
        *v |= (uint64_t)(byte & 0x7f) << shift;
        if (byte < 0x80)
            return true;
    }
}

/* The number at *p, which the caller keeps in a register. */
static ALWAYS_INLINE bool get(struct inverter_reader *r, const uint8_t **p,
                              uint64_t *v)
{
    if (LIKELY(r->stop - *p >= 2)) {
        const uint32_t low = (*p)[0], high = (*p)[1], two = low >> 7;
        if (LIKELY((low & high) < 0x80)) {
            *v = (low & 0x7f) | (high << 7 & -two);
            *p += 1 + two;
            return true;
        }
    }
    r->p = *p;
    const bool any = get_across(r, v);
    *p = r->p;
    return any;
}

/* Forgets the documents that were read; one that is not complete stays. */
static void drop_read(struct inverter_reader *r)
{
    if (r->n == 0)
        return;
    const uint32_t from = r->begins[r->n];
    r->docs[0] = r->docs[r->n];
    r->n_gaps -= from;
    memmove(r->gaps, r->gaps + from, r->n_gaps * sizeof(*r->gaps));
    r->n_begun -= r->n;
    r->n = 0;
}

static bool make_room(struct inverter_reader *r)
{
    const size_t docs = (size_t)r->n_begun + READ + 1;
    return mem_grow(&r->docs, &r->cap_docs, docs) &&
           mem_grow(&r->begins, &r->cap_begins, docs) &&
           mem_grow(&r->gaps, &r->cap_gaps, (size_t)r->n_gaps + READ + 1);
}

/* Reads up to READ numbers, which there is room for; false when the chain
 * ended. Whether a number is of a document or a position nobody can guess: it
 * is written as both, and what it is not is written over by the next. */
static bool read_numbers(struct inverter_reader *r)
{
    uint32_t *const docs = r->docs, *const begins = r->begins;
    uint32_t *const gaps = r->gaps;
    const uint8_t *p = r->p;
    uint32_t n = r->n_begun, n_gaps = r->n_gaps, doc = r->doc, left = READ;
    for (uint64_t v; left > 0 && get(r, &p, &v); left--) {
        const uint32_t is_doc = v & 1, number = (uint32_t)(v >> 1);
        doc += number & -is_doc;
        docs[n] = doc;
        begins[n] = n_gaps;
        gaps[n_gaps] = number;
        n += is_doc;
        n_gaps += 1 - is_doc;
    }
    begins[n] = n_gaps;
    r->p = p;
    r->n_begun = n;
    r->n_gaps = n_gaps;
    r->doc = doc;
    return left == 0;
}

enum st inverter_reader_next(struct inverter_reader *r, struct err *e)
{
    bool more;
    drop_read(r);
    do {
        if (!make_room(r))
            return out_of_memory(e);
        more = read_numbers(r);
        r->n = more ? r->n_begun - 1 : r->n_begun;
    } while (more && r->n == 0);
    return ST_OK;
}

void inverter_reader_release(struct inverter_reader *r)
{
    mem_free(r->docs);
    mem_free(r->begins);
    mem_free(r->gaps);
    *r = (struct inverter_reader){.n = 0};
}
