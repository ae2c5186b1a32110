/* show -- prints stored releases. */
#include "query/commands/collect.h"
#include "query/commands/commands.h"
#include "query/commands/look_arguments.h"
#include "query/parts/release_parts.h"

#define BETWEEN "\n--------\n\n" /* two releases */

/* Where one document is. */
struct place {
    const struct index *index;
    const struct segment *segment;
    uint32_t doc;
};

static enum st read_parts(struct release_parts *p, struct place at,
                          struct stored_release *r, struct err *e)
{
    enum st st = analyzer_open(&p->analyzer, e);
    if (st == ST_OK)
        st = release_parts_read(p, at.segment, at.doc, r->fields, e);
    r->parts = p;
    return st == ST_OK ? release_parts_count(p, at.index, e) : st;
}

static enum st read_origin(struct place at, enum date_origin *out,
                           struct err *e)
{
    struct structure structure = {.n_zones = 0};
    const enum st st = zones_read_structure(&structure, at.segment, at.doc, e);
    *out = structure.origin;
    structure_release(&structure);
    return st;
}

static enum st print_one(const struct show_command *c, struct place at,
                         struct bytes id, struct buf *out, struct err *e)
{
    struct doc_reader *reader;
    struct stored_release r = {.id = id};
    struct release_parts parts = {.analyzer = NULL};
    enum st st = doc_reader_open(&reader, at.segment, e);
    if (st != ST_OK)
        return st == ST_NOT_FOUND ? ST_USAGE : st;
    st = doc_reader_get(reader, at.doc, &r.fields, e);
    if (st == ST_OK)
        st = collect_columns(at.segment, at.doc, &r.date, &r.source, e);
    if (st == ST_OK)
        st = read_origin(at, &r.date_origin, e);
    if (st == ST_OK && c->zones)
        st = read_parts(&parts, at, &r, e);
    if (st == ST_OK && c->format == SHOW_JSON)
        output_release_json(&r, out);
    else if (st == ST_OK)
        output_release(&r, &c->look, out);
    release_parts_release(&parts);
    analyzer_close(parts.analyzer);
    doc_reader_close(reader);
    return st;
}

static enum st show_one(const struct show_command *c, const struct index *ix,
                        struct bytes id, bool *shown, struct reply *reply,
                        struct buf *out, struct err *e)
{
    uint32_t doc;
    enum st st = index_find_id(ix, id, &doc, e);
    if (st != ST_OK)
        return st;
    if (doc == DOC_END) {
        reply->none = true;
        buf_printf(&reply->notes, "%s: no release with the id ", c->index);
        output_id(id, false, &reply->notes);
        buf_append_byte(&reply->notes, '\n');
        return ST_OK;
    }
    const size_t i = index_segment_of(ix, doc);
    const struct place at = {ix, ix->segments[i], doc - ix->first_doc[i]};
    if (*shown && c->format == SHOW_TEXT)
        buf_append_str(out, BETWEEN);
    if ((st = print_one(c, at, id, out, e)) != ST_OK)
        return st;
    *shown = true;
    return reply_send(reply, out, e);
}

enum st command_show(const struct show_command *c, struct reply *reply,
                     struct err *e)
{
    struct index *ix;
    struct buf out = BUF_INIT;
    enum st st = index_open(&ix, c->index, e);
    bool shown = false;
    for (size_t i = 0; st == ST_OK && i < c->n_ids; i++)
        st = show_one(c, ix, bytes_of_str(c->ids[i]), &shown, reply, &out, e);
    buf_release(&out);
    index_close(ix);
    return st;
}

/* ---- the command line ---- */

enum { OPTION_FORMAT = 1, OPTION_ZONES };

static const struct option_spec OPTIONS[] = {
    {OPTION_FORMAT, 0, "format", "text|json",
     "Text for people (the default), or one JSON object a line."},
    {OPTION_ZONES, 0, "zones", NULL,
     "Name the parts of the release in the margin, and who said what."},
    LOOK_OPTIONS,
};

static const struct example_spec EXAMPLES[] = {
    {"dateline-query show news.idx presidency-kz/28May2019presidency12",
     "one release, to read"},
    {"dateline-query show news.idx --format json r1 r2 | jq -r .body",
     "the texts of two, as they came"},
};

struct arguments {
    struct look_arguments look;
    int format; /* place among the names */
    bool zones;
};

static enum st take(struct options *o, int id, void *settings, struct err *e)
{
    struct arguments *const a = settings;
    if (id == OPTION_ZONES)
        a->zones = true;
    return id == OPTION_FORMAT ? options_choice(o, &a->format, e)
                               : look_arguments_take(o, id, &a->look, e);
}

static enum st run(struct options *o, struct reply *reply, struct err *e)
{
    struct arguments a = {.format = 0};
    const enum st st = options_take(o, take, &a, e);
    if (st != ST_OK || o->asked != ASKED_NOTHING)
        return st;
    const struct show_command c = {
        .index = o->operands[0],
        .ids = (const char *const *)o->operands + 1,
        .n_ids = (size_t)o->n_operands - 1,
        .format = a.format == 0 ? SHOW_TEXT : SHOW_JSON,
        .zones = a.zones,
        .look = look_arguments_look(&a.look),
    };
    look_arguments_page(&a.look, reply->out);
    return command_show(&c, reply, e);
}

const struct command SHOW_COMMAND = {
    .spec =
        {
            .name = "show",
            .operands = "INDEX ID...",
            .summary = "print stored releases",
            .options = OPTIONS,
            .n_options = COUNT_OF(OPTIONS),
            .examples = EXAMPLES,
            .n_examples = COUNT_OF(EXAMPLES),
            .words_after = 1,
        },
    .run = run,
};
