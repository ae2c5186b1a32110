#include "query/output/speakers.h"

#include <inttypes.h>

#include "common/base/date.h"
#include "common/base/json_writer.h"
#include "query/output/columns.h"

static const char *const HEADS[] = {"speaker", "quotations", "releases",
                                    "sure",    "first",      "last"};

static struct bytes name_of(const void *rows, size_t row)
{
    return ((const struct speaker *)rows)[row].name;
}

static void put_day(int32_t day, struct buf *out)
{
    char text[DATE_TEXT];
    buf_append_str(out, date_format(day, text));
}

static void put_figure(const void *rows, size_t row, size_t figure,
                       struct buf *out)
{
    const struct speaker *const k = &((const struct speaker *)rows)[row];
    switch (figure) {
    case 1:
        output_number(k->quotations, out);
        break;
    case 2:
        output_number(k->releases, out);
        break;
    case 3:
        output_number(k->sure, out);
        break;
    default:
        put_day(figure == 4 ? k->first : k->last, out);
        break;
    }
}

static void put_count(uint64_t n, const char *one, const char *many,
                      struct buf *out)
{
    output_number(n, out);
    buf_printf(out, " %s", n == 1 ? one : many);
}

void output_speakers_table(const struct speakers *s, size_t top,
                           const struct table_look *look, struct buf *out)
{
    const struct columns table = {
        .heads = HEADS,
        .n_heads = COUNT_OF(HEADS),
        .rows = s->rows,
        .n_rows = MIN(s->n, top),
        .name = name_of,
        .figure = put_figure,
    };
    output_columns(&table, look, out);
    if (s->n > 0)
        buf_append_byte(out, '\n');
    put_count(s->quotations, "quotation", "quotations", out);
    buf_append_str(out, " in ");
    put_count(s->releases, "release", "releases", out);
    buf_append_str(out, " by ");
    put_count(s->n, "speaker", "speakers", out);
    if (s->unknown > 0) {
        buf_append_str(out, "; of ");
        output_number(s->unknown, out);
        buf_append_str(out, " it is not known who said so");
    }
    buf_append_byte(out, '\n');
}

void output_speakers_rows(const struct speakers *s, size_t top,
                          enum row_form form, struct buf *out)
{
    struct rows r = rows_of(form, out);
    rows_head(&r, HEADS, COUNT_OF(HEADS));
    for (size_t i = 0; i < MIN(s->n, top); i++) {
        const struct speaker *const k = &s->rows[i];
        char first[DATE_TEXT], last[DATE_TEXT];
        rows_text(&r, k->name);
        rows_plain(&r, "%" PRIu64, k->quotations);
        rows_plain(&r, "%" PRIu64, k->releases);
        rows_plain(&r, "%" PRIu64, k->sure);
        rows_plain(&r, "%s", date_format(k->first, first));
        rows_plain(&r, "%s", date_format(k->last, last));
        rows_end(&r);
    }
}

static void write_speaker(const struct speaker *k, struct json_writer *w)
{
    char day[DATE_TEXT];
    jw_open_object(w);
    jw_member_string(w, "name", k->name);
    jw_member_uint(w, "quotations", k->quotations);
    jw_member_uint(w, "releases", k->releases);
    jw_member_uint(w, "sure", k->sure);
    if (k->first != DATE_NONE) {
        jw_member_str(w, "first", date_format(k->first, day));
        jw_member_str(w, "last", date_format(k->last, day));
    }
    jw_close_object(w);
}

void output_speakers_json(struct bytes query, const struct speakers *s,
                          size_t top, struct buf *out)
{
    struct json_writer w = jw_of(out);
    jw_open_object(&w);
    jw_member_uint(&w, "version", JSON_OUTPUT_VERSION);
    jw_member_string(&w, "query", query);
    jw_member_uint(&w, "quotations", s->quotations);
    jw_member_uint(&w, "releases", s->releases);
    jw_member_uint(&w, "unknown", s->unknown);
    jw_member_uint(&w, "total", s->n);
    jw_key(&w, "speakers");
    jw_open_array(&w);
    for (size_t i = 0; i < MIN(s->n, top); i++)
        write_speaker(&s->rows[i], &w);
    jw_close_array(&w);
    jw_close_object(&w);
    buf_append_byte(out, '\n');
}
