/* release -- a stored release as a person reads it. */
#include "common/base/utf8.h"
#include "query/output/harmless.h"
#include "query/output/output.h"

enum { LABEL_COLUMNS = 8 };

/* Lines and blanks as they came, everything else through the filter. */
static void put_lines(struct bytes text, struct buf *out)
{
    size_t word = 0; /* where what is not space began */
    for (size_t at = 0; at < text.n;) {
        const struct utf8_char c = utf8_at(text, at);
        const bool space = utf8_is_space(c.c);
        if (space) {
            text_harmless(bytes_of(text.p + word, at - word), out);
            word = at + c.size;
        }
        if (c.c == '\n' || c.c == '\t')
            buf_append_byte(out, (uint8_t)c.c);
        else if (c.c == 0x85 || c.c == 0x2028 || c.c == 0x2029)
            buf_append_byte(out, '\n'); /* line ends of other worlds */
        else if (space && (c.c == ' ' || c.c >= 0xA0) && c.c != 0x200B)
            buf_append_byte(out, ' ');
        at += c.size;
    }
    text_harmless(bytes_of(text.p + word, text.n - word), out);
}

static void put_label(struct bytes label, struct buf *out)
{
    const size_t from = out->n;
    text_harmless(label, out);
    const size_t columns = out->n - from;
    buf_printf(out, "%*s",
               columns < LABEL_COLUMNS ? (int)(LABEL_COLUMNS - columns) : 1,
               "");
}

static void put_member(struct bytes label, struct bytes text, struct buf *out)
{
    if (text.n == 0)
        return;
    put_label(label, out);
    text_harmless(text, out);
    buf_append_byte(out, '\n');
}

/* The day, and the text it was read from where that says more. */
static void put_date(const struct stored_release *r, struct buf *out)
{
    const struct bytes text = record_field(r->fields, FIELD_DATE);
    char day[DATE_TEXT];
    date_format(r->date, day);
    if (r->date == DATE_NONE || bytes_equal_str(text, day) || text.n == 0) {
        put_member(bytes_of_str("date"),
                   r->date == DATE_NONE ? text : bytes_of_str(day), out);
        return;
    }
    put_label(bytes_of_str("date"), out);
    buf_printf(out, "%s (", day);
    text_harmless(text, out);
    buf_append_str(out, ")\n");
}

void output_release(const struct stored_release *r,
                    const struct table_look *look, struct buf *out)
{
    const struct bytes title = record_field(r->fields, FIELD_TITLE);
    const struct bytes body = record_field(r->fields, FIELD_BODY);
    if (title.n) {
        buf_append_str(out, look->color ? LOOK_BOLD : "");
        text_harmless(title, out);
        buf_append_str(out, look->color ? LOOK_RESET "\n\n" : "\n\n");
    }
    put_label(bytes_of_str("id"), out);
    output_id(r->id, false, out);
    buf_append_byte(out, '\n');
    put_date(r, out);
    put_member(bytes_of_str("source"), r->source, out);
    put_member(bytes_of_str("url"), record_field(r->fields, FIELD_URL), out);
    for (size_t i = 0; i < r->fields->n; i++) {
        const struct record_field *const f = &r->fields->v[i];
        if (f->field == FIELD_OTHER)
            put_member(f->name, f->text, out);
    }
    if (body.n) {
        buf_append_byte(out, '\n');
        put_lines(body, out);
        if (out->n && out->p[out->n - 1] != '\n')
            buf_append_byte(out, '\n');
    }
}
