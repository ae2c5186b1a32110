#include "query/output/kwic.h"

#include <inttypes.h>

#include "common/base/json_writer.h"
#include "query/output/fit.h"

/* ---- lines ---- */

enum {
    DATE_COLUMNS = 10,
    GAP = 2,
    WIDE = 100,   /* columns of a line from which on the id is shown, ... */
    ID_SHARE = 4, /* ... in so great a part of them                       */
    LEAST_TEXT = 12,
};

struct layout {
    size_t id, left, right; /* columns; right: match and all behind it */
    bool color;
};

static struct layout lay_out(const struct table_look *look)
{
    struct layout l = {.color = look->color};
    if (look->columns >= WIDE)
        l.id = look->columns / ID_SHARE;
    const size_t used = DATE_COLUMNS + GAP + (l.id ? GAP + l.id : 0);
    const size_t text = MAX(look->columns, used + LEAST_TEXT) - used;
    l.left = (text - 1) / 5 * 2;
    l.right = text - l.left;
    return l;
}

static void put_blanks(size_t n, struct buf *out)
{
    buf_printf(out, "%*s", (int)n, "");
}

/* The end of the text before the match, on its right side. */
static void put_left(const struct kwic_line *k, size_t columns, struct buf *out)
{
    const bool cut = k->cut_left || text_columns(k->left) > columns;
    size_t used;
    const struct bytes tail =
        fit_tail(k->left, cut && columns ? columns - 1 : columns, &used);
    put_blanks(columns - used - cut, out);
    if (cut)
        buf_append_str(out, "…");
    buf_append(out, tail.p, tail.n);
}

static void put_right(const struct kwic_line *k, const struct layout *l,
                      struct buf *out)
{
    size_t used, rest;
    const struct bytes match = fit_head(k->match, l->right, &used);
    buf_append_str(out, l->color ? LOOK_MATCH : "");
    buf_append(out, match.p, match.n);
    buf_append_str(out, l->color ? LOOK_RESET : "");
    const size_t room = l->right - used;
    if (room < 2 || (k->right.n == 0 && !k->cut_right)) {
        if (l->id)
            put_blanks(room, out);
        return;
    }
    const bool cut = k->cut_right || text_columns(k->right) > room;
    const struct bytes head = fit_head(k->right, room - cut, &rest);
    buf_append(out, head.p, head.n);
    if (cut)
        buf_append_str(out, "…");
    if (l->id)
        put_blanks(room - rest - cut, out);
}

void output_kwic_lines(const struct kwic *k, const struct table_look *look,
                       struct buf *out)
{
    const struct layout l = lay_out(look);
    for (size_t i = 0; i < k->n; i++) {
        const struct kwic_line *const line = &k->lines[i];
        char date[DATE_TEXT];
        buf_printf(out, "%-*s%*s", DATE_COLUMNS, date_format(line->date, date),
                   GAP, "");
        put_left(line, l.left, out);
        put_right(line, &l, out);
        if (l.id) {
            struct buf id = BUF_INIT;
            output_id(line->id, false, &id);
            put_blanks(GAP, out);
            buf_append_str(out, l.color ? LOOK_FAINT : "");
            fit_cell(buf_bytes(&id), l.id, out);
            buf_append_str(out, l.color ? LOOK_RESET : "");
            out->failed = out->failed || id.failed;
            buf_release(&id);
        }
        while (out->n && out->p[out->n - 1] == ' ')
            out->n--;
        buf_append_byte(out, '\n');
    }
}

/* ---- for programs ---- */

void output_kwic_rows(const struct kwic *k, enum row_form form, struct buf *out)
{
    static const char *const names[] = {"rank",  "id",   "date",  "source",
                                        "field", "left", "match", "right"};
    struct rows r = rows_of(form, out);
    rows_head(&r, names, COUNT_OF(names));
    for (size_t i = 0; i < k->n; i++) {
        const struct kwic_line *const line = &k->lines[i];
        char date[DATE_TEXT];
        rows_plain(&r, "%" PRIu64, line->rank);
        rows_text(&r, line->id);
        rows_plain(&r, "%s", date_format(line->date, date));
        rows_text(&r, line->source);
        rows_plain(&r, "%s", line->title ? "title" : "body");
        rows_text(&r, line->left);
        rows_text(&r, line->match);
        rows_text(&r, line->right);
        rows_end(&r);
    }
}

static void write_known(struct json_writer *w, const char *name,
                        struct bytes text)
{
    jw_key(w, name);
    if (text.n)
        jw_string(w, text);
    else
        jw_null(w);
}

void output_kwic_json(const struct kwic *k, struct buf *out)
{
    struct json_writer w = jw_of(out);
    jw_open_object(&w);
    jw_member_uint(&w, "version", JSON_OUTPUT_VERSION);
    jw_member_string(&w, "query", k->query);
    jw_member_uint(&w, "total", k->total);
    jw_key(&w, "lines");
    jw_open_array(&w);
    for (size_t i = 0; i < k->n; i++) {
        const struct kwic_line *const line = &k->lines[i];
        char date[DATE_TEXT];
        jw_open_object(&w);
        jw_member_uint(&w, "rank", line->rank);
        jw_member_string(&w, "id", line->id);
        write_known(&w, "date", bytes_of_str(date_format(line->date, date)));
        write_known(&w, "source", line->source);
        jw_member_str(&w, "field", line->title ? "title" : "body");
        jw_member_string(&w, "left", line->left);
        jw_member_string(&w, "match", line->match);
        jw_member_string(&w, "right", line->right);
        jw_close_object(&w);
    }
    jw_close_array(&w);
    jw_close_object(&w);
    buf_append_byte(out, '\n');
}
