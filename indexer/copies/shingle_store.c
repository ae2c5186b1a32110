#include "indexer/copies/shingle_store.h"

#include <stdio.h>
#include <string.h>

#include "common/base/mem.h"
#include "common/segment/layout.h"
#include "indexer/parts.h"

enum {
    DROP_STEP = 512 << 10, /* bytes read before pages are given back: with
                              them come others, many times as many        */
    PART_TEXTS = 64        /* wanted or not, that one thread reads         */
};

static enum st out_of_memory(struct err *e)
{
    return err_set(e, ST_NOMEM, "comparing texts: out of memory");
}

enum st shingle_store_open(struct shingle_store *s, const char *base,
                           const struct shingle_source *from, struct err *e)
{
    *s = (struct shingle_store){.base = base, .from = from, .text = DOC_END};
    return spool_init(&s->spool, base, "shingles", e);
}

void shingle_store_close(struct shingle_store *s)
{
    spool_release(&s->spool);
    mem_free(s->texts);
    mem_free(s->ends);
    mem_free(s->at.slots);
    mem_free(s->other.slots);
    *s = (struct shingle_store){.spool = {.file = {.fd = -1}}};
}

/* ---- reading ---- */

/* A part of the texts, as one thread reads it. */
struct part {
    void *reader; /* kept for the next part */
    struct shingles at;
    uint32_t *list; /* of `at` */
    size_t cap_list;
    struct spool lists; /* of those that are wanted */
    struct {
        uint32_t text;
        size_t n; /* shingles */
    } * read;
    size_t n, cap;
};

struct filling {
    struct shingle_store *store;
    const struct wanted_texts *wanted;
    struct part *parts; /* one a place */
    unsigned places;
};

static bool is_wanted(const struct filling *f, uint32_t text)
{
    return text < f->wanted->n && f->wanted->bits[text / 64] >> text % 64 & 1;
}

static enum st read_text(const struct filling *f, struct part *p, uint32_t text,
                         struct err *e)
{
    const struct shingle_source *const from = f->store->from;
    enum st st = ST_OK;
    if (!p->reader)
        st = from->open(from->ctx, &p->reader, e);
    if (st == ST_OK)
        st = from->read(p->reader, text, &p->at, e);
    if (st != ST_OK)
        return st;
    if (!mem_grow(&p->read, &p->cap, p->n + 1) ||
        !mem_grow(&p->list, &p->cap_list, p->at.n + 1))
        return out_of_memory(e);
    p->read[p->n].text = text;
    p->read[p->n++].n = p->at.n;
    shingles_shorten(&p->at, p->list);
    return spool_append(&p->lists, p->list, p->at.n * sizeof(*p->list), e);
}

static enum st make_part(void *ctx, unsigned place, size_t part, struct err *e)
{
    const struct filling *const f = ctx;
    struct part *const p = &f->parts[place];
    const uint32_t first = (uint32_t)part * PART_TEXTS;
    enum st st = ST_OK;
    p->n = 0;
    spool_clear(&p->lists);
    for (uint32_t i = first; i < first + PART_TEXTS && st == ST_OK; i++)
        if (is_wanted(f, i))
            st = read_text(f, p, i, e);
    return st;
}

static enum st take_part(void *ctx, unsigned place, size_t part, struct err *e)
{
    const struct filling *const f = ctx;
    struct shingle_store *const s = f->store;
    struct part *const p = &f->parts[place];
    uint64_t end = s->spool.size / sizeof(*p->list);
    (void)part;
    if (!mem_grow(&s->texts, &s->cap_texts, s->n + p->n) ||
        !mem_grow(&s->ends, &s->cap_ends, s->n + p->n))
        return out_of_memory(e);
    for (size_t i = 0; i < p->n; i++) {
        s->texts[s->n] = p->read[i].text;
        s->ends[s->n++] = end += p->read[i].n;
    }
    return spool_append_spool(&s->spool, &p->lists, e);
}

static enum st open_parts(struct filling *f, struct err *e)
{
    enum st st = ST_OK;
    f->parts = mem_zalloc(f->places * sizeof(*f->parts));
    if (!f->parts)
        return out_of_memory(e);
    for (unsigned i = 0; i < f->places && st == ST_OK; i++) {
        char name[32];
        snprintf(name, sizeof(name), "shingles-%u", i);
        st = spool_init(&f->parts[i].lists, f->store->base, name, e);
    }
    return st;
}

static void close_parts(struct filling *f)
{
    for (unsigned i = 0; f->parts && i < f->places; i++) {
        struct part *const p = &f->parts[i];
        f->store->from->close(p->reader);
        shingles_release(&p->at);
        mem_free(p->list);
        spool_release(&p->lists);
        mem_free(p->read);
    }
    mem_free(f->parts);
}

enum st shingle_store_fill(struct shingle_store *s,
                           const struct wanted_texts *wanted, unsigned threads,
                           struct err *e)
{
    struct filling f = {.store = s, .wanted = wanted, .places = threads};
    const struct parts_work work = {.ctx = &f,
                                    .threads = threads,
                                    .n = wanted->n / PART_TEXTS + 1,
                                    .make = make_part,
                                    .take = take_part};
    enum st st = open_parts(&f, e);
    if (st == ST_OK)
        st = parts_run(&work, e);
    close_parts(&f);
    return st == ST_OK ? spool_view(&s->spool, &s->all, e) : st;
}

/* ---- sets ---- */

/* Puts the hash in; whether it was there. 0 stands for no hash: 1 counts as
 * it. */
static bool put(struct shingle_set *s, uint32_t h)
{
    h += h == 0;
    size_t at = h & s->mask;
    for (; s->slots[at]; at = (at + 1) & s->mask)
        if (s->slots[at] == h)
            return true;
    s->slots[at] = h;
    s->n++;
    return false;
}

static bool has(const struct shingle_set *s, uint32_t h)
{
    h += h == 0;
    for (size_t at = h & s->mask; s->slots[at]; at = (at + 1) & s->mask)
        if (s->slots[at] == h)
            return true;
    return false;
}

/* Empties the set, with room for `n`: it is half full at most. */
static enum st empty(struct shingle_set *s, size_t n, struct err *e)
{
    size_t slots = 64;
    while (slots < 2 * n)
        slots *= 2;
    if (!mem_grow(&s->slots, &s->cap, slots))
        return out_of_memory(e);
    memset(s->slots, 0, slots * sizeof(*s->slots));
    s->mask = slots - 1;
    s->n = 0;
    return ST_OK;
}

/* ---- comparing ---- */

/* Its shingles, of which there are none when it was neither at hand nor read.
 */
static struct shingle_list find(const struct shingle_store *s, uint32_t text)
{
    struct shingle_list list;
    if (s->from->list && s->from->list(s->from->ctx, text, &list))
        return list;
    size_t low = 0, high = s->n; /* texts[low] <= text < texts[high] */
    while (high - low > 1) {
        const size_t middle = low + (high - low) / 2;
        if (s->texts[middle] <= text)
            low = middle;
        else
            high = middle;
    }
    if (s->n == 0 || s->texts[low] != text)
        return (struct shingle_list){NULL, 0};
    const uint64_t from = low ? s->ends[low - 1] : 0;
    return (struct shingle_list){(const uint32_t *)(const void *)s->all.p +
                                     from,
                                 (size_t)(s->ends[low] - from)};
}

static void drop_behind(struct shingle_store *s, size_t n)
{
    s->read += n * sizeof(uint32_t);
    if (s->read < DROP_STEP)
        return;
    spool_drop(&s->spool, s->spool.size);
    if (s->from->drop)
        s->from->drop(s->from->ctx);
    s->read = 0;
}

static enum st turn_to(struct shingle_store *s, uint32_t text, struct err *e)
{
    if (s->text == text)
        return ST_OK;
    const struct shingle_list list = find(s, text);
    s->text = DOC_END;
    const enum st st = empty(&s->at, list.n, e);
    if (st != ST_OK)
        return st;
    for (size_t i = 0; i < list.n; i++)
        (void)put(&s->at, list.v[i]);
    s->text = text;
    drop_behind(s, list.n);
    return ST_OK;
}

enum st shingle_store_compare(struct shingle_store *s, uint32_t text,
                              uint32_t other, unsigned *percent, struct err *e)
{
    size_t shared = 0;
    *percent = 0;
    enum st st = turn_to(s, text, e);
    const struct shingle_list list = find(s, other);
    if (st == ST_OK)
        st = empty(&s->other, list.n, e);
    if (st != ST_OK)
        return st;
    for (size_t i = 0; i < list.n; i++)
        shared += !put(&s->other, list.v[i]) && has(&s->at, list.v[i]);
    const size_t fewer = MIN(s->other.n, s->at.n);
    drop_behind(s, list.n);
    *percent = fewer ? (unsigned)(100 * shared / fewer) : 0;
    return ST_OK;
}
