#include "query/parts/release_parts.h"

#include "common/base/mem.h"
#include "query/filter/repeated.h"

static enum st out_of_memory(struct err *e)
{
    return err_set(e, ST_NOMEM, "out of memory for the parts of a release");
}

/* ---- positions to bytes ---- */

struct stretch {
    bool in_title;
    uint32_t from, to;
};

/* The first token at or behind position `pos`; tokens ascend, but for joined
 * compounds, which come behind their parts. */
static size_t token_at(const struct token_list *l, uint32_t pos)
{
    size_t low = 0, high = l->n;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (l->tokens[middle].pos + l->tokens[middle].parts - 1 < pos)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* From the first word of the range to its last; false when no word is there. */
static bool find(const struct release_parts *p, struct pos_range r,
                 struct stretch *out)
{
    const struct token_list *const l = &p->tokens;
    bool any = false;
    for (size_t i = token_at(l, r.from); i < l->n; i++) {
        const struct token *const t = &l->tokens[i];
        if (t->parts != 1 || t->pos < r.from)
            continue;
        if (t->pos >= r.to)
            break;
        if (!any)
            *out = (struct stretch){i < p->title_tokens, t->start, t->end};
        out->to = t->end;
        any = true;
    }
    return any;
}

static struct bytes text_of(const struct release_parts *p, struct pos_range r)
{
    struct stretch s;
    if (r.from >= r.to || !find(p, r, &s))
        return BYTES_NONE;
    const struct bytes in = s.in_title ? p->title : p->body;
    return bytes_of(in.p + s.from, s.to - s.from);
}

/* ---- parts ---- */

static enum st add_zone(struct release_parts *p, const struct zone *z,
                        struct err *e)
{
    struct stretch s;
    if (!find(p, z->at, &s) || s.in_title)
        return ST_OK;
    if (!mem_grow(&p->zones, &p->cap_zones, p->n_zones + 1))
        return out_of_memory(e);
    p->zones[p->n_zones++] = (struct part_zone){z->kind, s.from, s.to};
    return ST_OK;
}

static enum st add_quotation(struct release_parts *p, const struct quotation *q,
                             struct err *e)
{
    struct stretch s;
    if (!find(p, q->at, &s) || s.in_title)
        return ST_OK;
    if (!mem_grow(&p->quotations, &p->cap_quotations, p->n_quotations + 1))
        return out_of_memory(e);
    p->quotations[p->n_quotations++] =
        (struct part_quotation){.from = s.from,
                                .to = s.to,
                                .pos = q->at.from,
                                .end = q->at.to,
                                .mention = text_of(p, q->mention),
                                .speaker = text_of(p, q->speaker),
                                .sure = q->sure,
                                .sieve = q->sieve};
    return ST_OK;
}

static enum st analyze(struct release_parts *p, struct err *e)
{
    token_list_clear(&p->tokens);
    const enum st st = analyzer_run(p->analyzer, p->title, &p->tokens, e);
    p->title_tokens = p->tokens.n;
    return st == ST_OK ? analyzer_run(p->analyzer, p->body, &p->tokens, e) : st;
}

enum st release_parts_read(struct release_parts *p, const struct segment *s,
                           uint32_t doc, const struct record_fields *fields,
                           struct err *e)
{
    p->title = record_field(fields, FIELD_TITLE);
    p->body = record_field(fields, FIELD_BODY);
    p->n_zones = p->n_quotations = p->n_repeats = 0;
    token_list_clear(&p->tokens);
    enum st st = zones_read_structure(&p->structure, s, doc, e);
    p->date = p->structure.date;
    if (st != ST_OK || p->structure.n_zones + p->structure.n_quotations == 0)
        return st;
    st = analyze(p, e);
    for (size_t i = 0; st == ST_OK && i < p->structure.n_zones; i++)
        st = add_zone(p, &p->structure.zones[i], e);
    for (size_t i = 0; st == ST_OK && i < p->structure.n_quotations; i++)
        st = add_quotation(p, &p->structure.quotations[i], e);
    return st;
}

enum st release_parts_count(struct release_parts *p, const struct index *ix,
                            struct err *e)
{
    struct paragraph_keys *const keys = &p->paragraphs;
    const struct token *const tokens = p->tokens.tokens;
    enum st st = p->tokens.n ? ST_OK : analyze(p, e);
    if (st == ST_OK)
        st = paragraph_keys_read(keys, &p->tokens, p->title_tokens, p->tokens.n,
                                 e);
    uint32_t *const docs =
        st == ST_OK ? mem_array(keys->n + 1, sizeof(*docs)) : NULL;
    if (st == ST_OK &&
        (!docs || !mem_grow(&p->repeats, &p->cap_repeats, keys->n + 1)))
        st = out_of_memory(e);
    if (st == ST_OK)
        st = repeats_look_up(ix, keys->v, keys->n, docs, e);
    for (size_t i = 0; st == ST_OK && i < keys->n; i++)
        if (docs[i] > 1)
            p->repeats[p->n_repeats++] =
                (struct part_repeat){.from = tokens[keys->v[i].from].start,
                                     .to = tokens[keys->v[i].to - 1].end,
                                     .others = docs[i] - 1};
    mem_free(docs);
    return st;
}

void release_parts_release(struct release_parts *p)
{
    token_list_release(&p->tokens);
    structure_release(&p->structure);
    paragraph_keys_release(&p->paragraphs);
    mem_free(p->repeats);
    mem_free(p->zones);
    mem_free(p->quotations);
    *p = (struct release_parts){.analyzer = p->analyzer};
}

const struct part_quotation *
release_parts_quotation(const struct release_parts *p, uint32_t pos)
{
    for (size_t i = 0; i < p->n_quotations; i++)
        if (p->quotations[i].pos == pos)
            return &p->quotations[i];
    return NULL;
}

/* The end of the sentence that holds the word before position `pos`. */
static uint32_t sentence_end(const struct token_list *l, uint32_t pos)
{
    size_t low = 0, high = l->n_sentence_ends;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (l->sentence_ends[middle] < pos)
            low = middle + 1;
        else
            high = middle;
    }
    return low < l->n_sentence_ends ? l->sentence_ends[low] : pos;
}

static bool is_blank(uint8_t byte)
{
    return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

struct bytes release_parts_passage(const struct release_parts *p,
                                   const struct part_quotation *q)
{
    enum { MARK = 8 }; /* bytes before the first word at most */
    const struct bytes body = p->body;
    const struct pos_range rest = {q->end - 1,
                                   sentence_end(&p->tokens, q->end)};
    struct stretch s = {.to = q->to};
    size_t from = q->from;
    (void)find(p, rest, &s);
    size_t to = s.to;
    while (from > 0 && q->from - from < MARK && !is_blank(body.p[from - 1]))
        from--;
    while ((body.p[from] & 0xc0) == 0x80) /* within a character */
        from++;
    while (to < body.n && !is_blank(body.p[to]))
        to++;
    return bytes_of(body.p + from, to - from);
}

struct bytes release_parts_zone(const struct release_parts *p,
                                enum zone_kind kind)
{
    for (size_t i = 0; i < p->n_zones; i++)
        if (p->zones[i].kind == kind)
            return bytes_of(p->body.p + p->zones[i].from,
                            p->zones[i].to - p->zones[i].from);
    return BYTES_NONE;
}

bool release_parts_touch(const struct release_parts *p, enum zone_kind kind,
                         size_t from, size_t to)
{
    for (size_t i = 0; i < p->n_zones; i++) {
        const struct part_zone *const z = &p->zones[i];
        if (z->kind == kind && z->from < to && z->to > from)
            return true;
    }
    return false;
}

static struct bytes longer(struct bytes a, struct bytes body, size_t from,
                           size_t to)
{
    return to > from && to - from > a.n ? bytes_of(body.p + from, to - from)
                                        : a;
}

struct bytes release_parts_text(const struct release_parts *p)
{
    struct bytes text = BYTES_NONE;
    size_t from = 0;

    for (size_t i = 0; i < p->n_zones; i++) {
        const struct part_zone *const z = &p->zones[i];
        if (z->kind != ZONE_BOILERPLATE)
            continue;
        text = longer(text, p->body, from, z->from);
        from = z->to;
    }
    return longer(text, p->body, from, p->body.n);
}
