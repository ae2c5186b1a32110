/* show -- prints stored releases. */
#include "query/commands/collect.h"
#include "query/commands/commands.h"

#define BETWEEN "\n--------\n\n" /* two releases */

/* Where one document is. */
struct place {
    const struct segment *segment;
    uint32_t doc;
};

static enum st print_one(const struct show_command *c, struct place at,
                         struct bytes id, struct buf *out, struct err *e)
{
    struct doc_reader *reader;
    struct stored_release r = {.id = id};
    enum st st = doc_reader_open(&reader, at.segment, e);
    if (st != ST_OK)
        return st == ST_NOT_FOUND ? ST_USAGE : st;
    st = doc_reader_get(reader, at.doc, &r.fields, e);
    if (st == ST_OK)
        st = collect_columns(at.segment, at.doc, &r.date, &r.source, e);
    if (st == ST_OK && c->format == SHOW_JSON)
        output_release_json(&r, out);
    else if (st == ST_OK)
        output_release(&r, &c->look, out);
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
    const struct place at = {ix->segments[i], doc - ix->first_doc[i]};
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
