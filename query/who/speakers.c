#include "query/who/speakers.h"

#include <stdlib.h>
#include <string.h>

#include "common/base/date.h"
#include "common/base/mem.h"
#include "common/segment/positions.h"
#include "common/segment/prefix_term.h"
#include "common/segment/term_dict.h"
#include "common/segment/zones.h"
#include "query/who/name_key.h"
#include "query/who/quoted_part.h"

#define NOBODY UINT32_MAX

/* A quotation that was found. */
struct found {
    uint32_t doc, pos; /* in its segment; `doc` becomes that of the index */
    uint32_t name;     /* of names, or NOBODY                             */
    enum sureness sure;
};

/* A name as printed in one segment. */
struct printed {
    struct bytes text, key; /* key: its folded words, parted by blanks */
    uint32_t uses;          /* quotations, as sure as is asked         */
    uint32_t speaker;       /* number among all keys                   */
};

struct search {
    const struct speakers_question *q;
    const struct ast_node *part;
    enum sureness least; /* of a speaker */
    struct searcher *quoting;
    struct name_keys keys;
    struct structure structure;
    const struct segment *segment;
    struct found *found;
    size_t n, cap;
    size_t first; /* of the segment at hand */
    struct printed *names;
    size_t n_names, cap_names;
    uint64_t releases;
};

static enum st out_of_memory(struct err *e)
{
    return err_set(e, ST_NOMEM, "out of memory for speakers");
}

/* ---- quotations ---- */

static enum sureness sureness_at(const struct structure *x, uint32_t pos)
{
    const struct quotation *const q = structure_quotation_at(x, pos);
    return q ? q->sure : SURE_NONE;
}

static enum st take_quotations(void *ctx, uint32_t doc, const uint32_t *pos,
                               uint32_t n, struct err *e)
{
    struct search *const s = ctx;
    const enum st st = zones_read_structure(&s->structure, s->segment, doc, e);
    if (st != ST_OK)
        return st;
    if (!mem_grow(&s->found, &s->cap, s->n + n))
        return out_of_memory(e);
    for (uint32_t i = 0; i < n; i++)
        s->found[s->n++] = (struct found){doc, pos[i], NOBODY,
                                          sureness_at(&s->structure, pos[i])};
    s->releases++;
    return ST_OK;
}

/* ---- names ---- */

static bool copy(struct arena *a, struct bytes text, struct bytes *out)
{
    uint8_t *const p = arena_bytes(a, text.n);
    if (!p)
        return false;
    if (text.n)
        memcpy(p, text.p, text.n);
    *out = bytes_of(p, text.n);
    return true;
}

static enum st add_name(struct search *s, struct bytes text, struct err *e)
{
    struct printed name = {.uses = 0};
    if (!mem_grow(&s->names, &s->cap_names, s->n_names + 1) ||
        !copy(s->q->arena, text, &name.text))
        return out_of_memory(e);
    const enum st st = name_key(&s->keys, name.text, s->q->arena, &name.key, e);
    s->names[s->n_names++] = name;
    return st;
}

/* The first of the segment's quotations that is not before doc, pos. */
static size_t find(const struct search *s, uint32_t doc, uint32_t pos)
{
    size_t low = s->first, high = s->n;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const struct found *const f = &s->found[middle];
        if (f->doc < doc || (f->doc == doc && f->pos < pos))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Gives the quotations that begin there their speaker. */
static uint32_t name_them(struct search *s, const struct positions *p,
                          uint32_t doc, uint32_t name)
{
    uint32_t uses = 0;
    for (uint32_t i = 0; i < p->n; i++) {
        const size_t at = find(s, doc, p->pos[i]);
        if (at == s->n || s->found[at].doc != doc ||
            s->found[at].pos != p->pos[i])
            continue;
        s->found[at].name = name;
        uses += s->found[at].sure <= s->least;
    }
    return uses;
}

static bool has(const uint64_t *bits, uint32_t doc)
{
    return bits[doc / 64] >> doc % 64 & 1;
}

/* The quotations by one name. */
static enum st take_name(struct search *s, const struct prefix_walk *w,
                         const uint64_t *bits, struct err *e)
{
    struct postings_cursor c;
    struct positions p;
    enum st st = ST_OK;
    bool added = false;
    postings_cursor_open(&c, s->segment, &w->walk.entry);
    positions_init(&p, &c);
    for (; st == ST_OK && c.doc != DOC_END; postings_cursor_next(&c)) {
        if (!has(bits, c.doc))
            continue;
        if (!positions_read(&p))
            break;
        if (!added)
            st = add_name(s, w->text, e);
        added = true;
        if (st == ST_OK)
            s->names[s->n_names - 1].uses +=
                name_them(s, &p, c.doc, (uint32_t)s->n_names - 1);
    }
    if (st == ST_OK && c.st != ST_OK)
        st = c.st == ST_NOMEM
                 ? out_of_memory(e)
                 : chunk_refused(s->segment, CHUNK_POSI, c.pos_at, e);
    positions_release(&p);
    return st;
}

static enum st take_names(struct search *s, const uint64_t *bits, struct err *e)
{
    struct prefix_walk w;
    bool more;
    enum st st = prefix_walk_start(&w, s->segment, PREFIX_SPEAKER, e);
    while (st == ST_OK && (st = prefix_walk_next(&w, &more, e)) == ST_OK &&
           more)
        st = take_name(s, &w, bits, e);
    return st;
}

/* ---- segments ---- */

static enum st take_segment(void *ctx, size_t segment, uint64_t *bits,
                            struct err *e)
{
    struct search *const s = ctx;
    const struct index *const ix = s->q->index;
    s->segment = ix->segments[segment];
    s->first = s->n;
    enum st st = searcher_quotations(s->quoting, s->q->options, segment, bits,
                                     take_quotations, s, e);
    if (st == ST_OK && s->n > s->first)
        st = take_names(s, bits, e);
    for (size_t i = s->first; i < s->n; i++)
        s->found[i].doc += ix->first_doc[segment];
    return st;
}

/* ---- putting together ---- */

static int by_key(const void *a, const void *b, void *ctx)
{
    const struct printed *const names = ctx;
    const struct printed *const x = &names[*(const uint32_t *)a];
    const struct printed *const y = &names[*(const uint32_t *)b];
    const int c = bytes_compare(x->key, y->key);
    return c ? c : bytes_compare(x->text, y->text);
}

/* Numbers the speakers; each shows the name that is printed most often. */
static enum st number_speakers(struct search *s, struct speakers *out,
                               struct err *e)
{
    uint32_t *const order = arena_new(s->q->arena, uint32_t, s->n_names);
    uint32_t best = 0, uses = 0;
    out->rows = arena_new(s->q->arena, struct speaker, s->n_names);
    if (!order || !out->rows)
        return out_of_memory(e);
    for (size_t i = 0; i < s->n_names; i++)
        order[i] = (uint32_t)i;
    qsort_r(order, s->n_names, sizeof(*order), by_key, s->names);
    for (size_t i = 0; i < s->n_names; i++) {
        struct printed *const name = &s->names[order[i]];
        const struct printed *const before =
            i > 0 ? &s->names[order[i - 1]] : NULL;
        if (!before || !bytes_equal(name->key, before->key)) {
            out->rows[out->n++] =
                (struct speaker){.first = DATE_NONE, .last = DATE_NONE};
            best = 0;
        }
        name->speaker = (uint32_t)out->n - 1;
        uses = before && bytes_equal(name->text, before->text) ? uses : 0;
        uses += name->uses; /* of several segments */
        if (uses > best) {
            out->rows[out->n - 1].name = name->text;
            best = uses;
        }
    }
    return ST_OK;
}

static void take_date(struct speaker *k, int32_t day)
{
    if (day == DATE_NONE)
        return;
    if (k->first == DATE_NONE || day < k->first)
        k->first = day;
    if (k->last == DATE_NONE || day > k->last)
        k->last = day;
}

static enum st count_one(struct search *s, const struct found *f,
                         struct speaker *k, uint32_t *last_doc, struct err *e)
{
    const struct index *const ix = s->q->index;
    int32_t day;
    k->quotations++;
    k->sure += f->sure == SURE_A;
    if (*last_doc == f->doc)
        return ST_OK;
    *last_doc = f->doc;
    k->releases++;
    const size_t i = index_segment_of(ix, f->doc);
    const uint32_t own = f->doc - ix->first_doc[i];
    if (!segment_date(ix->segments[i], own, &day))
        return chunk_refused(ix->segments[i], CHUNK_DATE, 4 * (uint64_t)own, e);
    take_date(k, day);
    return ST_OK;
}

static int most_first(const void *a, const void *b)
{
    const struct speaker *const x = a, *const y = b;
    if (x->quotations != y->quotations)
        return x->quotations < y->quotations ? 1 : -1;
    return bytes_compare(x->name, y->name);
}

/* Quotations stand by document, so each speaker's do. */
static enum st count_all(struct search *s, struct speakers *out, struct err *e)
{
    uint32_t *const last_doc = arena_new(s->q->arena, uint32_t, out->n);
    enum st st = ST_OK;
    size_t n = 0;
    if (!last_doc)
        return out_of_memory(e);
    for (size_t i = 0; i < out->n; i++)
        last_doc[i] = DOC_END;
    for (size_t i = 0; st == ST_OK && i < s->n; i++) {
        const struct found *const f = &s->found[i];
        out->quotations++;
        if (f->name == NOBODY || f->sure > s->least) {
            out->unknown++;
            continue;
        }
        const uint32_t speaker = s->names[f->name].speaker;
        st = count_one(s, f, &out->rows[speaker], &last_doc[speaker], e);
    }
    out->releases = s->releases;
    for (size_t i = 0; i < out->n; i++)
        if (out->rows[i].quotations > 0)
            out->rows[n++] = out->rows[i];
    out->n = n;
    if (n > 1)
        qsort(out->rows, n, sizeof(*out->rows), most_first);
    return st;
}

enum st speakers_find(const struct speakers_question *q,
                      struct searcher *matching, struct searcher *quoting,
                      struct speakers *out, struct err *e)
{
    struct search s = {
        .q = q,
        .part = quoted_part(q->question, q->arena),
        .quoting = quoting,
        .least = q->options->sure ? q->options->sure : SURE_B,
    };
    *out = (struct speakers){.n = 0};
    enum st st = s.part ? name_keys_open(&s.keys, e) : out_of_memory(e);
    if (st == ST_OK)
        st = searcher_ask_quotations(quoting, s.part, q->options, e);
    if (st == ST_OK)
        st = searcher_matches(matching, q->question, q->options, take_segment,
                              &s, e);
    if (st == ST_OK)
        st = number_speakers(&s, out, e);
    if (st == ST_OK)
        st = count_all(&s, out, e);
    name_keys_close(&s.keys);
    structure_release(&s.structure);
    mem_free(s.found);
    mem_free(s.names);
    return st;
}
