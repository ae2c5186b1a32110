#include "query/facets/named.h"

#include <stdlib.h>
#include <string.h>

#include "common/base/mem.h"
#include "common/segment/positions.h"
#include "common/segment/term_dict.h"
#include "query/facets/doubt.h"

/* A name as printed in one segment. */
struct printed {
    struct bytes text, key;
    struct term_entry entry;
};

/* One segment's. */
struct adding {
    struct named *to;
    const struct segment *segment;
    const uint64_t *bits;
    size_t words;    /* of `bits`                           */
    uint64_t *named; /* documents with any name             */
    uint64_t *same;  /* scratch: those of one name          */
    struct printed *names;
    size_t n, cap;
    struct doubt doubt;
};

static enum st out_of_memory(struct err *e)
{
    return err_set(e, ST_NOMEM, "out of memory for names");
}

enum st named_init(struct named *x, enum prefix prefix, enum sureness sure,
                   struct err *e)
{
    *x = (struct named){.prefix = prefix, .sure = sure};
    arena_init(&x->arena, 0);
    return name_keys_open(&x->keys, e);
}

void named_release(struct named *x)
{
    mem_free(x->counts);
    mem_free(x->texts);
    arena_release(&x->arena);
    name_keys_close(&x->keys);
    x->counts = NULL;
    x->texts = NULL;
}

/* ---- the names of a segment ---- */

static enum st add_printed(struct adding *a, const struct prefix_walk *w,
                           struct err *e)
{
    const size_t n = w->text.n;
    uint8_t *const text = arena_bytes(&a->to->arena, n);
    if (!text || !mem_grow(&a->names, &a->cap, a->n + 1))
        return out_of_memory(e);
    memcpy(text, w->text.p, n);
    struct printed *const p = &a->names[a->n++];
    *p = (struct printed){.text = bytes_of(text, n), .entry = w->walk.entry};
    return name_key(&a->to->keys, p->text, &a->to->arena, &p->key, e);
}

static enum st list_names(struct adding *a, struct err *e)
{
    struct prefix_walk w;
    bool more;
    enum st st = prefix_walk_start(&w, a->segment, a->to->prefix, e);
    while (st == ST_OK && (st = prefix_walk_next(&w, &more, e)) == ST_OK &&
           more)
        st = add_printed(a, &w, e);
    return st;
}

static int by_key(const void *a, const void *b)
{
    const struct printed *const x = a, *const y = b;
    const int c = bytes_compare(x->key, y->key);
    return c ? c : bytes_compare(x->text, y->text);
}

/* ---- counting ---- */

/* Whether the document the cursor stands on holds the name as surely as it
 * must. */
static enum st is_sure(struct adding *a, struct positions *p, bool *sure,
                       struct err *e)
{
    const uint32_t doc = p->cursor->doc;
    *sure = !doubt_has(&a->doubt, doc);
    if (*sure)
        return ST_OK;
    if (positions_read(p))
        return doubt_settle(&a->doubt, doc, p->pos, p->n, sure, e);
    return p->cursor->st == ST_NOMEM
               ? out_of_memory(e)
               : chunk_refused(a->segment, CHUNK_POSI, p->cursor->pos_at, e);
}

/* Marks the documents of the set that hold the name; *docs is how many. */
static enum st mark(struct adding *a, const struct printed *p, uint64_t *docs,
                    struct err *e)
{
    struct postings_cursor c;
    struct positions at;
    enum st st = ST_OK;
    *docs = 0;
    postings_cursor_open(&c, a->segment, &p->entry);
    positions_init(&at, &c);
    for (; st == ST_OK && c.doc != DOC_END; postings_cursor_next(&c)) {
        const uint64_t bit = a->bits[c.doc / 64] & UINT64_C(1) << c.doc % 64;
        bool sure;
        if (!bit || (st = is_sure(a, &at, &sure, e)) != ST_OK || !sure)
            continue;
        a->same[c.doc / 64] |= bit;
        ++*docs;
    }
    positions_release(&at);
    return st != ST_OK || c.st == ST_OK
               ? st
               : chunk_refused(a->segment, CHUNK_DOCS, p->entry.docs_at, e);
}

static uint64_t gather(struct adding *a)
{
    uint64_t docs = 0;
    for (size_t i = 0; i < a->words; i++) {
        docs += (uint64_t)__builtin_popcountll(a->same[i]);
        a->named[i] |= a->same[i];
        a->same[i] = 0;
    }
    return docs;
}

/* The names from `i` on that have one key. */
static enum st add_group(struct adding *a, size_t *i, struct err *e)
{
    struct named *const to = a->to;
    struct named_count count = {.key = a->names[*i].key};
    const size_t n_before = to->n_texts;
    for (; *i < a->n && bytes_equal(a->names[*i].key, count.key); ++*i) {
        uint64_t docs;
        const enum st st = mark(a, &a->names[*i], &docs, e);
        if (st != ST_OK)
            return st;
        if (docs == 0)
            continue;
        if (!mem_grow(&to->texts, &to->cap_texts, to->n_texts + 1))
            return out_of_memory(e);
        to->texts[to->n_texts++] =
            (struct named_text){a->names[*i].text, count.key, docs};
    }
    if (to->n_texts == n_before)
        return ST_OK;
    count.docs = gather(a);
    if (!mem_grow(&to->counts, &to->cap, to->n + 1))
        return out_of_memory(e);
    to->counts[to->n++] = count;
    return ST_OK;
}

static enum st count_names(struct adding *a, struct err *e)
{
    enum st st = list_names(a, e);
    if (a->n > 1)
        qsort(a->names, a->n, sizeof(*a->names), by_key);
    for (size_t i = 0; st == ST_OK && i < a->n;)
        st = add_group(a, &i, e);
    for (size_t i = 0; i < a->words; i++) {
        a->to->docs += (uint64_t)__builtin_popcountll(a->bits[i]);
        a->to->without +=
            (uint64_t)__builtin_popcountll(a->bits[i] & ~a->named[i]);
    }
    return st;
}

enum st named_add(struct named *x, const struct segment *s,
                  const uint64_t *bits, struct err *e)
{
    struct adding a = {.to = x,
                       .segment = s,
                       .bits = bits,
                       .words = ((size_t)s->counts.docs + 63) / 64};
    a.named = mem_zalloc(MAX(a.words, (size_t)1) * sizeof(uint64_t));
    a.same = mem_zalloc(MAX(a.words, (size_t)1) * sizeof(uint64_t));
    enum st st = a.named && a.same ? doubt_open(&a.doubt, s, x->sure, e)
                                   : out_of_memory(e);
    if (st == ST_OK)
        st = count_names(&a, e);
    doubt_close(&a.doubt);
    mem_free(a.named);
    mem_free(a.same);
    mem_free(a.names);
    return st;
}

/* ---- all segments ---- */

static int counts_by_key(const void *a, const void *b)
{
    const struct named_count *const x = a, *const y = b;
    return bytes_compare(x->key, y->key);
}

static int texts_by_key(const void *a, const void *b)
{
    const struct named_text *const x = a, *const y = b;
    const int c = bytes_compare(x->key, y->key);
    return c ? c : bytes_compare(x->text, y->text);
}

/* Gives the counts, which stand by key, the text of most documents; of equal
 * ones the first. */
static void choose_names(struct named *x)
{
    uint64_t best = 0, docs = 0;
    size_t k = 0;
    qsort(x->texts, x->n_texts, sizeof(*x->texts), texts_by_key);
    for (size_t i = 0; i < x->n_texts; i++) {
        const struct named_text *const t = &x->texts[i];
        if (!bytes_equal(t->key, x->counts[k].key)) {
            k++;
            best = 0;
        }
        if (i == 0 || texts_by_key(t, t - 1) != 0)
            docs = 0;
        docs += t->docs;
        if (docs > best) {
            x->counts[k].name = t->text;
            best = docs;
        }
    }
}

static int most_first(const void *a, const void *b)
{
    const struct named_count *const x = a, *const y = b;
    if (x->docs != y->docs)
        return x->docs < y->docs ? 1 : -1;
    return bytes_compare(x->name, y->name);
}

void named_finish(struct named *x)
{
    size_t n = 0;
    if (x->n == 0)
        return;
    qsort(x->counts, x->n, sizeof(*x->counts), counts_by_key);
    for (size_t i = 1; i < x->n; i++) {
        struct named_count *const to = &x->counts[n];
        const struct named_count *const from = &x->counts[i];
        if (!bytes_equal(from->key, to->key)) {
            x->counts[++n] = *from;
            continue;
        }
        to->docs += from->docs;
    }
    x->n = n + 1;
    choose_names(x);
    qsort(x->counts, x->n, sizeof(*x->counts), most_first);
}
