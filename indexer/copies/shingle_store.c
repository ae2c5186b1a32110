#include "indexer/copies/shingle_store.h"

#include <stdio.h>
#include <string.h>

#include "common/base/mem.h"
#include "common/segment/layout.h"
#include "indexer/parts.h"

enum {
    DROP_STEP = 4 << 20, /* bytes read before pages are given back */
    PART_TEXTS = 64      /* wanted or not, that one thread reads   */
};

static enum st out_of_memory(struct err *e)
{
    return err_set(e, ST_NOMEM, "comparing texts: out of memory");
}

enum st shingle_store_open(struct shingle_store *s, const char *base,
                           struct err *e)
{
    *s = (struct shingle_store){.base = base, .text = DOC_END};
    return spool_init(&s->spool, base, "shingles", e);
}

void shingle_store_close(struct shingle_store *s)
{
    spool_release(&s->spool);
    mem_free(s->texts);
    mem_free(s->ends);
    shingles_release(&s->at);
    *s = (struct shingle_store){.spool = {.file = {.fd = -1}}};
}

/* ---- reading ---- */

/* A part of the texts, as one thread reads it. */
struct part {
    void *reader; /* kept for the next part */
    struct shingles at;
    struct spool sets; /* of those that are wanted */
    struct {
        uint32_t text;
        size_t n; /* shingles */
    } * read;
    size_t n, cap;
};

struct filling {
    struct shingle_store *store;
    const struct wanted_texts *wanted;
    const struct shingle_source *from;
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
    enum st st = ST_OK;
    if (!p->reader)
        st = f->from->open(f->from->ctx, &p->reader, e);
    if (st == ST_OK)
        st = f->from->read(p->reader, text, &p->at, e);
    if (st == ST_OK)
        st = shingles_unite(&p->at, e);
    if (st != ST_OK)
        return st;
    if (!mem_grow(&p->read, &p->cap, p->n + 1))
        return out_of_memory(e);
    p->read[p->n].text = text;
    p->read[p->n++].n = p->at.n;
    return p->at.n
               ? spool_append(&p->sets, p->at.v, p->at.n * sizeof(*p->at.v), e)
               : ST_OK;
}

static enum st make_part(void *ctx, unsigned place, size_t part, struct err *e)
{
    const struct filling *const f = ctx;
    struct part *const p = &f->parts[place];
    const uint32_t first = (uint32_t)part * PART_TEXTS;
    enum st st = ST_OK;
    p->n = 0;
    spool_clear(&p->sets);
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
    uint64_t end = s->spool.size / sizeof(*p->at.v);
    (void)part;
    if (!mem_grow(&s->texts, &s->cap_texts, s->n + p->n) ||
        !mem_grow(&s->ends, &s->cap_ends, s->n + p->n))
        return out_of_memory(e);
    for (size_t i = 0; i < p->n; i++) {
        s->texts[s->n] = p->read[i].text;
        s->ends[s->n++] = end += p->read[i].n;
    }
    return spool_append_spool(&s->spool, &p->sets, e);
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
        st = spool_init(&f->parts[i].sets, f->store->base, name, e);
    }
    return st;
}

static void close_parts(struct filling *f)
{
    for (unsigned i = 0; f->parts && i < f->places; i++) {
        struct part *const p = &f->parts[i];
        f->from->close(p->reader);
        shingles_release(&p->at);
        spool_release(&p->sets);
        mem_free(p->read);
    }
    mem_free(f->parts);
}

enum st shingle_store_fill(struct shingle_store *s,
                           const struct wanted_texts *wanted,
                           const struct shingle_source *from, unsigned threads,
                           struct err *e)
{
    struct filling f = {
        .store = s, .wanted = wanted, .from = from, .places = threads};
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

/* ---- comparing ---- */

/* Its shingles, of which there are none when it was not added. */
static struct bytes find(const struct shingle_store *s, uint32_t text)
{
    size_t low = 0, high = s->n; /* texts[low] <= text < texts[high] */
    while (high - low > 1) {
        const size_t middle = low + (high - low) / 2;
        if (s->texts[middle] <= text)
            low = middle;
        else
            high = middle;
    }
    if (s->n == 0 || s->texts[low] != text)
        return BYTES_NONE;
    const uint64_t from = low ? s->ends[low - 1] : 0;
    return bytes_of(s->all.p + from * sizeof(uint64_t),
                    (s->ends[low] - from) * sizeof(uint64_t));
}

static void drop_behind(struct shingle_store *s, size_t n)
{
    s->read += n;
    if (s->read < DROP_STEP)
        return;
    spool_drop(&s->spool, s->spool.size);
    s->read = 0;
}

static enum st turn_to(struct shingle_store *s, uint32_t text, struct err *e)
{
    const struct bytes v = find(s, text);
    if (s->text == text)
        return ST_OK;
    s->text = DOC_END;
    s->at.n = v.n / sizeof(*s->at.v);
    if (!mem_grow(&s->at.v, &s->at.cap, s->at.n + 1))
        return out_of_memory(e);
    if (v.n)
        memcpy(s->at.v, v.p, v.n);
    s->text = text;
    drop_behind(s, v.n);
    return ST_OK;
}

enum st shingle_store_compare(struct shingle_store *s, uint32_t text,
                              uint32_t other, unsigned *percent, struct err *e)
{
    const struct bytes v = find(s, other);
    const size_t n = v.n / sizeof(uint64_t);
    size_t shared = 0;
    enum st st = turn_to(s, text, e);
    if (st == ST_OK)
        st = shingles_shared(&s->at, (const uint64_t *)(const void *)v.p, n,
                             &shared, e);
    const size_t fewer = MIN(n, s->at.n);
    drop_behind(s, v.n);
    *percent = st == ST_OK && fewer ? (unsigned)(100 * shared / fewer) : 0;
    return st;
}
