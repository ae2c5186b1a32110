/* release -- a stored release as a person reads it. */
#include "common/base/utf8.h"
#include "query/output/harmless.h"
#include "query/output/output.h"
#include "query/output/parts.h"

enum {
    LABEL_COLUMNS = 8,
    LEAST_TEXT = 10, /* columns, on however narrow a terminal */
    TAB = 8
};

/* One line of ours or of a release, broken on a terminal; further lines are
 * indented by `indent`, at which it begins. */
static void put_line(const struct table_look *look, const char *color,
                     size_t indent, struct bytes text, struct buf *out)
{
    const struct marked line = {.text = text};
    const size_t room = look->columns > indent + LEAST_TEXT
                            ? look->columns - indent
                            : LEAST_TEXT;
    const struct wrap w =
        table_wrap(look, color, look->terminal ? room : SIZE_MAX, indent);
    wrap_text(&w, &line, out);
    if (text.n == 0)
        buf_append_byte(out, '\n');
}

/* White space within a line: blanks as they came, a tab too but on a terminal,
 * where it is as wide as it would show. */
static void put_space(const struct table_look *look, uint32_t c,
                      struct buf *line)
{
    if (c == '\t' && !look->terminal)
        buf_append_byte(line, '\t');
    else if (c == '\t')
        buf_printf(line, "%*s",
                   (int)(TAB - text_columns(buf_bytes(line)) % TAB), "");
    else if ((c == ' ' || c >= 0xA0) && c != 0x200B)
        buf_append_byte(line, ' ');
}

/* Lines and blanks as they came, everything else through the filter. */
static void put_lines(const struct table_look *look, struct bytes text,
                      struct buf *out)
{
    struct buf line = BUF_INIT;
    size_t word = 0; /* where what is not space began */
    for (size_t at = 0; at <= text.n;) {
        const struct utf8_char c = utf8_at(text, at);
        const bool end = c.size == 0;
        const bool breaks =
            end || c.c == '\n' || c.c == 0x85 || c.c == 0x2028 || c.c == 0x2029;
        if (breaks || utf8_is_space(c.c)) {
            text_harmless(bytes_of(text.p + word, at - word), &line);
            word = at + c.size;
        }
        if (breaks && (!end || line.n)) {
            put_line(look, "", 0, buf_bytes(&line), out);
            out->failed = out->failed || line.failed;
            buf_clear(&line);
        } else if (utf8_is_space(c.c)) {
            put_space(look, c.c, &line);
        }
        at += end ? 1 : c.size;
    }
    out->failed = out->failed || line.failed;
    buf_release(&line);
}

/* A label, the columns of which are returned. */
static size_t put_label(struct bytes label, struct buf *out)
{
    const size_t from = out->n;
    text_harmless(label, out);
    const size_t columns = text_columns(bytes_of(out->p + from, out->n - from));
    const size_t blanks = columns < LABEL_COLUMNS ? LABEL_COLUMNS - columns : 1;
    buf_printf(out, "%*s", (int)blanks, "");
    return columns + blanks;
}

static void put_member(const struct table_look *look, struct bytes label,
                       struct bytes text, struct buf *out)
{
    struct buf line = BUF_INIT;
    if (text.n == 0)
        return;
    const size_t indent = put_label(label, out);
    text_harmless(text, &line);
    put_line(look, "", indent, buf_bytes(&line), out);
    out->failed = out->failed || line.failed;
    buf_release(&line);
}

/* The day, and the text it was read from where that says more. */
static const char *origin_text(enum date_origin origin)
{
    static const char *const texts[DATE_ORIGINS] = {
        [ORIGIN_NONE] = "",
        [ORIGIN_FIELD] = "",
        [ORIGIN_DATELINE] = ", from the dateline",
        [ORIGIN_LINE] = ", from a line above the text",
        [ORIGIN_NAME] = ", from the name of the file",
        [ORIGIN_ADDRESS] = ", from the address",
    };
    return texts[origin];
}

/* "2019-05-28 (28 May 2019)", "2019-05-28, from the dateline; elsewhere
 * 2019-05-30". */
static void put_date(const struct table_look *look,
                     const struct stored_release *r, struct buf *out)
{
    const struct bytes label = bytes_of_str("date");
    const struct bytes text = record_field(r->fields, FIELD_DATE);
    char day[DATE_TEXT];
    if (r->date == DATE_NONE) {
        put_member(look, label, text, out);
        return;
    }
    struct buf line = BUF_INIT;
    buf_append_str(&line, date_format(r->date, day));
    const bool other =
        r->date_origin == ORIGIN_DATELINE || r->date_origin == ORIGIN_ADDRESS;
    const bool more = text.n && !bytes_equal_str(text, day);
    if (more && !other) {
        buf_append_str(&line, " (");
        text_harmless(text, &line);
        buf_append_byte(&line, ')');
    }
    buf_append_str(&line, origin_text(r->date_origin));
    if (more && other) {
        buf_append_str(&line, "; elsewhere ");
        text_harmless(text, &line);
    }
    put_member(look, label, buf_bytes(&line), out);
    out->failed = out->failed || line.failed;
    buf_release(&line);
}

static void put_title(const struct table_look *look, struct bytes title,
                      struct buf *out)
{
    struct buf line = BUF_INIT;
    text_harmless(title, &line);
    put_line(look, LOOK_BOLD, 0, buf_bytes(&line), out);
    buf_append_byte(out, '\n');
    out->failed = out->failed || line.failed;
    buf_release(&line);
}

void output_release(const struct stored_release *r,
                    const struct table_look *look, struct buf *out)
{
    const struct bytes title = record_field(r->fields, FIELD_TITLE);
    const struct bytes body = record_field(r->fields, FIELD_BODY);
    if (title.n)
        put_title(look, title, out);
    put_label(bytes_of_str("id"), out);
    output_id(r->id, false, out);
    buf_append_byte(out, '\n');
    put_date(look, r, out);
    put_member(look, bytes_of_str("source"), r->source, out);
    put_member(look, bytes_of_str("url"), record_field(r->fields, FIELD_URL),
               out);
    for (size_t i = 0; i < r->fields->n; i++) {
        const struct record_field *const f = &r->fields->v[i];
        if (f->field == FIELD_OTHER)
            put_member(look, f->name, f->text, out);
    }
    if (body.n) {
        buf_append_byte(out, '\n');
        if (r->parts)
            output_parts(r->parts, look, out);
        else
            put_lines(look, body, out);
    }
}
