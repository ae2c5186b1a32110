#include "query/output/parts.h"

#include "common/base/date.h"
#include "query/output/harmless.h"
#include "query/output/wrap.h"

enum {
    MARGIN = 16,     /* columns, the gap behind the names among them */
    LEAST_TEXT = 20, /* columns, on however narrow a terminal        */
};

/* How far the parts were told of; they ascend as the lines do. */
struct told {
    size_t zones, begun, ended; /* begun, ended: quotations */
    size_t repeats;
};

static void put_name(const char *name, struct buf *out)
{
    if (out->n)
        buf_append_str(out, ", ");
    buf_append_str(out, name);
}

/* Of parts that begin before byte `to` and were not told of. */
static void put_names(const struct release_parts *p, struct told *told,
                      size_t to, struct buf *out)
{
    const size_t begun = told->begun;
    for (; told->zones < p->n_zones && p->zones[told->zones].from < to;
         told->zones++) {
        const enum zone_kind kind = p->zones[told->zones].kind;
        if (kind != ZONE_PLACE && kind != ZONE_AGENCY) /* of the dateline */
            put_name(zone_name(kind), out);
    }
    while (told->begun < p->n_quotations &&
           p->quotations[told->begun].from < to)
        told->begun++;
    if (told->begun > begun)
        put_name("quotation", out);
}

static struct wrap margin_wrap(const struct table_look *look, const char *color)
{
    const size_t room = look->columns > MARGIN + LEAST_TEXT
                            ? look->columns - MARGIN
                            : LEAST_TEXT;
    return table_wrap(look, color, look->terminal ? room : SIZE_MAX, MARGIN);
}

/* One line behind its margin. */
static void put_line(const struct table_look *look, const char *color,
                     struct bytes names, struct bytes text, struct buf *out)
{
    const struct wrap w = margin_wrap(look, color);
    struct buf line = BUF_INIT;
    text_harmless(text, &line);
    const struct marked marked = {.text = buf_bytes(&line)};
    const size_t columns = text_columns(names);
    buf_append(out, names.p, names.n);
    if (line.n == 0) {
        buf_append_byte(out, '\n');
    } else {
        if (columns >= MARGIN)
            buf_printf(out, "\n%*s", MARGIN, "");
        else
            buf_printf(out, "%*s", (int)(MARGIN - columns), "");
        wrap_text(&w, &marked, out);
    }
    out->failed = out->failed || line.failed;
    buf_release(&line);
}

static void put_speaker(const struct part_quotation *q,
                        const struct table_look *look, struct buf *out)
{
    struct buf text = BUF_INIT;
    buf_append_str(&text, "who: ");
    if (q->sure == SURE_NONE)
        buf_append_str(&text, "not known");
    else
        buf_append(&text, q->speaker.p, q->speaker.n);
    if (q->sure != SURE_NONE)
        buf_printf(&text, " (%s, %s)", sureness_name(q->sure),
                   sieve_name(q->sieve));
    put_line(look, LOOK_FAINT, BYTES_NONE, buf_bytes(&text), out);
    out->failed = out->failed || text.failed;
    buf_release(&text);
}

static void put_repeat(const struct part_repeat *r,
                       const struct table_look *look, struct buf *out)
{
    struct buf text = BUF_INIT;
    buf_append_str(&text, "in ");
    output_number(r->others, &text);
    buf_append_str(&text, r->others == 1 ? " other too" : " others too");
    put_line(look, LOOK_FAINT, BYTES_NONE, buf_bytes(&text), out);
    out->failed = out->failed || text.failed;
    buf_release(&text);
}

void output_parts(const struct release_parts *p, const struct table_look *look,
                  struct buf *out)
{
    const struct bytes body = p->body;
    struct told told = {0, 0, 0, 0};
    for (size_t from = 0; from < body.n;) {
        const uint8_t *const end = memchr(body.p + from, '\n', body.n - from);
        const size_t to = end ? (size_t)(end - body.p) : body.n;
        struct buf names = BUF_INIT;
        put_names(p, &told, to, &names);
        put_line(look, "", buf_bytes(&names),
                 bytes_of(body.p + from, to - from), out);
        for (;
             told.ended < p->n_quotations && p->quotations[told.ended].to <= to;
             told.ended++)
            put_speaker(&p->quotations[told.ended], look, out);
        for (; told.repeats < p->n_repeats && p->repeats[told.repeats].to <= to;
             told.repeats++)
            put_repeat(&p->repeats[told.repeats], look, out);
        out->failed = out->failed || names.failed;
        buf_release(&names);
        from = to + 1;
    }
}

/* ---- JSON ---- */

static void write_text(struct json_writer *w, const char *name,
                       struct bytes text)
{
    if (text.n)
        jw_member_string(w, name, text);
}

static void write_dateline(const struct release_parts *p, struct json_writer *w)
{
    char day[DATE_TEXT];
    const struct bytes all = release_parts_zone(p, ZONE_DATELINE);
    if (all.n == 0)
        return;
    jw_key(w, "dateline");
    jw_open_object(w);
    jw_member_string(w, "text", all);
    write_text(w, "place", release_parts_zone(p, ZONE_PLACE));
    write_text(w, "agency", release_parts_zone(p, ZONE_AGENCY));
    if (p->date != DATE_NONE)
        jw_member_str(w, "date", date_format(p->date, day));
    jw_close_object(w);
}

static void write_quotation(const struct part_quotation *q,
                            struct json_writer *w)
{
    jw_open_object(w);
    jw_member_uint(w, "from", q->from);
    jw_member_uint(w, "to", q->to);
    if (q->sure != SURE_NONE) {
        jw_member_string(w, "speaker", q->speaker);
        jw_member_string(w, "mention", q->mention);
        jw_member_str(w, "sure", sureness_name(q->sure));
        jw_member_str(w, "why", sieve_name(q->sieve));
    }
    jw_close_object(w);
}

void parts_write_json(const struct release_parts *p, struct json_writer *w)
{
    write_dateline(p, w);
    jw_key(w, "zones");
    jw_open_array(w);
    for (size_t i = 0; i < p->n_zones; i++) {
        const struct part_zone *const z = &p->zones[i];
        jw_open_object(w);
        jw_member_str(w, "zone", zone_name(z->kind));
        jw_member_uint(w, "from", z->from);
        jw_member_uint(w, "to", z->to);
        jw_close_object(w);
    }
    jw_close_array(w);
    jw_key(w, "quotes");
    jw_open_array(w);
    for (size_t i = 0; i < p->n_quotations; i++)
        write_quotation(&p->quotations[i], w);
    jw_close_array(w);
    jw_key(w, "repeated");
    jw_open_array(w);
    for (size_t i = 0; i < p->n_repeats; i++) {
        const struct part_repeat *const r = &p->repeats[i];
        jw_open_object(w);
        jw_member_uint(w, "from", r->from);
        jw_member_uint(w, "to", r->to);
        jw_member_uint(w, "others", r->others);
        jw_close_object(w);
    }
    jw_close_array(w);
}
