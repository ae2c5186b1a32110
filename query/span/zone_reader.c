#include "query/span/zone_reader.h"

#include "common/base/mem.h"

void zone_reader_init(struct zone_reader *z, const struct segment *segment)
{
    *z = (struct zone_reader){
        .segment = segment, .zones_doc = DOC_END, .structure_doc = DOC_END};
}

void zone_reader_release(struct zone_reader *z)
{
    zones_release(&z->zones);
    structure_release(&z->structure);
    mem_free(z->bounds);
    z->bounds = NULL;
    z->cap = 0;
}

static enum st read_ends(struct zone_reader *z, uint32_t doc)
{
    if (z->zones_doc == doc)
        return ST_OK;
    const enum st st = zones_read(&z->zones, z->segment, doc, NULL);
    z->zones_doc = st == ST_OK ? doc : DOC_END;
    return st;
}

static enum st read_structure(struct zone_reader *z, uint32_t doc)
{
    if (z->structure_doc == doc)
        return ST_OK;
    const enum st st =
        zones_read_structure(&z->structure, z->segment, doc, NULL);
    z->structure_doc = st == ST_OK ? doc : DOC_END;
    return st;
}

enum st zone_reader_parts(struct zone_reader *z, uint32_t doc,
                          enum ast_unit unit, struct parts *out)
{
    const enum st st = read_ends(z, doc);
    *out = unit == UNIT_SENTENCE
               ? (struct parts){z->zones.sentence_ends, z->zones.n_sentences}
               : (struct parts){z->zones.paragraph_ends, z->zones.n_paragraphs};
    return st;
}

/* ---- bounds ---- */

static enum st add(struct zone_reader *z, uint32_t from, uint32_t to)
{
    if (from >= to)
        return ST_OK;
    if (!mem_grow(&z->bounds, &z->cap, z->n + 1))
        return ST_NOMEM;
    z->bounds[z->n++] = (struct bounds){from, to};
    return ST_OK;
}

/* By where the title ends, and the first paragraph below it. */
static enum st add_by_title(struct zone_reader *z, uint32_t doc,
                            enum plan_zone zone)
{
    uint32_t title_end;
    if (!segment_title_end(z->segment, doc, &title_end))
        return ST_CORRUPT;
    if (zone == IN_TITLE)
        return add(z, 0, title_end);
    if (zone == IN_BODY)
        return add(z, title_end, UINT32_MAX);
    const enum st st = read_ends(z, doc);
    if (st != ST_OK)
        return st;
    const uint32_t *const ends = z->zones.paragraph_ends;
    size_t lead = 0;
    while (lead < z->zones.n_paragraphs && ends[lead] <= title_end)
        lead++;
    return add(z, zone == IN_LEAD ? title_end : 0,
               lead < z->zones.n_paragraphs ? ends[lead] : title_end);
}

/* What lies in no zone of the kind. */
static enum st add_between(struct zone_reader *z, enum zone_kind kind)
{
    uint32_t from = 0;
    enum st st = ST_OK;
    for (size_t i = 0; i < z->structure.n_zones && st == ST_OK; i++) {
        const struct zone *const x = &z->structure.zones[i];
        if (x->kind != kind)
            continue;
        st = add(z, from, x->at.from);
        from = x->at.to;
    }
    return st == ST_OK ? add(z, from, UINT32_MAX) : st;
}

static enum st add_zones(struct zone_reader *z, enum zone_kind kind)
{
    enum st st = ST_OK;
    for (size_t i = 0; i < z->structure.n_zones && st == ST_OK; i++) {
        const struct zone *const x = &z->structure.zones[i];
        if (x->kind == kind)
            st = add(z, x->at.from, x->at.to);
    }
    return st;
}

static const enum zone_kind KINDS[PLAN_ZONES] = {
    [IN_SUBHEAD] = ZONE_SUBHEAD,     [IN_DATELINE] = ZONE_DATELINE,
    [IN_SIGNATURE] = ZONE_SIGNATURE, [IN_BOILERPLATE] = ZONE_BOILERPLATE,
    [IN_TEXT] = ZONE_BOILERPLATE,
};

enum st zone_reader_zone(struct zone_reader *z, uint32_t doc,
                         enum plan_zone zone, struct bounds_list *out)
{
    enum st st;
    z->n = 0;
    if (!plan_zone_is_found(zone))
        st = add_by_title(z, doc, zone);
    else if ((st = read_structure(z, doc)) == ST_OK)
        st = zone == IN_TEXT ? add_between(z, KINDS[zone])
                             : add_zones(z, KINDS[zone]);
    *out = (struct bounds_list){z->bounds, z->n};
    return st;
}

/* ---- quotations ---- */

enum st zone_reader_quotations(struct zone_reader *z, uint32_t doc,
                               struct intervals at, enum sureness sure,
                               struct bounds_list *out)
{
    uint32_t k = 0;
    enum st st = read_structure(z, doc);
    z->n = 0;
    for (size_t i = 0; st == ST_OK && i < z->structure.n_quotations; i++) {
        const struct quotation *const q = &z->structure.quotations[i];
        while (k < at.n && at.first[k] < q->at.from)
            k++;
        if (k == at.n)
            break;
        if (at.first[k] == q->at.from &&
            (sure == SURE_NONE || (q->sure != SURE_NONE && q->sure <= sure)))
            st = add(z, q->at.from, q->at.to);
    }
    *out = (struct bounds_list){z->bounds, z->n};
    return st;
}
