#include "query/output/counts.h"

#include <inttypes.h>
#include <stdio.h>
#include <time.h>

#include "query/output/fit.h"
#include "query/output/harmless.h"

void output_releases(uint64_t n, bool folded, uint64_t stories, struct buf *out)
{
    output_number(n, out);
    buf_append_str(out, n == 1 ? " release" : " releases");
    if (!folded)
        return;
    buf_append_str(out, " in ");
    output_number(stories, out);
    buf_append_str(out, stories == 1 ? " story" : " stories");
}

void output_number(uint64_t v, struct buf *out)
{
    char digits[24];
    const int n = snprintf(digits, sizeof(digits), "%" PRIu64, v);
    for (int i = 0; i < n; i++) {
        if (i > 0 && (n - i) % 3 == 0)
            buf_append_byte(out, ',');
        buf_append_byte(out, (uint8_t)digits[i]);
    }
}

void output_moment(int64_t when, struct buf *out)
{
    const time_t seconds = (time_t)when;
    struct tm tm;
    char text[32];
    const bool known = localtime_r(&seconds, &tm) != NULL &&
                       strftime(text, sizeof(text), "%Y-%m-%d %H:%M", &tm) > 0;
    buf_append_str(out, known ? text : "an unknown time");
}

void output_bar(uint64_t value, uint64_t most, size_t columns, bool utf8,
                struct buf *out)
{
    static const char *const eighths[] = {"",  "▏", "▎", "▍",
                                          "▌", "▋", "▊", "▉"};
    const size_t parts = utf8 ? 8 : 1;
    const double share = (double)value / (double)most;
    size_t n = (size_t)(share * (double)(columns * parts) + 0.5);
    if (n == 0 && value > 0)
        n = 1;
    for (size_t i = 0; i < n / parts; i++)
        buf_append_str(out, utf8 ? "█" : "#");
    if (utf8)
        buf_append_str(out, eighths[n % parts]);
}

/* ---- the table ---- */

enum { LEAST_BAR = 4, GAP = 2 };

static bool is_of_days(const char *by)
{
    return strcmp(by, "year") == 0 || strcmp(by, "month") == 0 ||
           strcmp(by, "day") == 0;
}

/* What all lines of a table share. */
struct layout {
    size_t name, number, bar; /* columns */
    uint64_t most;
    bool utf8;
};

static const char *without_name(const struct counts *c, char room[static 32])
{
    snprintf(room, 32, "no %s", is_of_days(c->by) ? "date" : c->by);
    return room;
}

static size_t number_columns(uint64_t v)
{
    size_t n = 1;
    for (size_t digits = 1; v >= 10; v /= 10, digits++)
        n += digits % 3 == 0 ? 2 : 1;
    return n;
}

static struct layout lay_out(const struct counts *c,
                             const struct table_look *look, struct buf *out)
{
    char room[32];
    struct layout l = {.most = MAX(c->without, (uint64_t)1),
                       .utf8 = look->utf8};
    if (c->without)
        l.name = strlen(without_name(c, room));
    for (size_t i = 0; i < c->n; i++) {
        struct buf name = BUF_INIT;
        text_harmless(c->rows[i].name, &name);
        l.name = MAX(l.name, text_columns(buf_bytes(&name)));
        l.most = MAX(l.most, c->rows[i].docs);
        out->failed = out->failed || name.failed;
        buf_release(&name);
    }
    l.number = number_columns(l.most);
    l.name = MIN(l.name, MAX(look->columns / 2, 4U));
    const size_t used = l.name + GAP + l.number + GAP;
    l.bar = look->columns > used + LEAST_BAR ? look->columns - used : LEAST_BAR;
    return l;
}

static void put_row(const struct layout *l, struct bytes name, uint64_t docs,
                    struct buf *out)
{
    struct buf plain = BUF_INIT;
    text_harmless(name, &plain);
    out->failed = out->failed || plain.failed;
    fit_cell(buf_bytes(&plain), l->name, out);
    buf_release(&plain);
    buf_printf(out, "%*s", (int)(GAP + l->number - number_columns(docs)), "");
    output_number(docs, out);
    if (docs) {
        buf_printf(out, "%*s", GAP, "");
        output_bar(docs, l->most, l->bar, l->utf8, out);
    }
    buf_append_byte(out, '\n');
}

/* Of years, months or days in a row without a release so many are shown, of
 * more only that there are. */
enum { EMPTY_MAX = 12 };

static size_t empty_rows(const struct counts *c, size_t from)
{
    size_t n = 0;
    while (from + n < c->n && c->rows[from + n].docs == 0)
        n++;
    return n;
}

static void put_total(const struct counts *c, struct buf *out)
{
    output_releases(c->total, c->folded, c->stories, out);
    if (c->by)
        buf_printf(out, ", by %s:\n", c->by);
    buf_append_byte(out, '\n');
}

void output_counts_table(const struct counts *c, const struct table_look *look,
                         struct buf *out)
{
    if (!c->by && c->folded) {
        put_total(c, out);
        return;
    }
    if (!c->by) {
        buf_printf(out, "%" PRIu64 "\n", c->total);
        return;
    }
    if (c->total == 0)
        return;
    const struct layout l = lay_out(c, look, out);
    char room[32];
    put_total(c, out);
    for (size_t i = 0; i < c->n; i++) {
        const size_t empty = empty_rows(c, i);
        if (empty > EMPTY_MAX) {
            output_number(empty, out);
            buf_printf(out, " %ss without any\n", c->by);
            i += empty - 1;
            continue;
        }
        put_row(&l, c->rows[i].name, c->rows[i].docs, out);
    }
    if (c->more) {
        output_number(c->more, out);
        buf_append_str(out, " more\n");
    }
    if (c->without)
        put_row(&l, bytes_of_str(without_name(c, room)), c->without, out);
}

/* ---- for programs ---- */

void output_counts_rows(const struct counts *c, enum row_form form,
                        struct buf *out)
{
    struct rows r = rows_of(form, out);
    if (!c->by) {
        rows_head(&r, (const char *const[]){"releases", "stories"},
                  c->folded ? 2 : 1);
        rows_plain(&r, "%" PRIu64, c->total);
        if (c->folded)
            rows_plain(&r, "%" PRIu64, c->stories);
        rows_end(&r);
        return;
    }
    const char *const what = c->folded ? "stories" : "releases";
    rows_head(&r, (const char *const[]){c->by, what}, 2);
    for (size_t i = 0; i < c->n; i++) {
        rows_text(&r, c->rows[i].name);
        rows_plain(&r, "%" PRIu64, c->rows[i].docs);
        rows_end(&r);
    }
    if (c->without) {
        rows_text(&r, BYTES_NONE);
        rows_plain(&r, "%" PRIu64, c->without);
        rows_end(&r);
    }
}

static void write_row(struct json_writer *w, struct bytes name, bool known,
                      uint64_t docs)
{
    jw_open_object(w);
    jw_key(w, "name");
    if (known)
        jw_string(w, name);
    else
        jw_null(w);
    jw_member_uint(w, "releases", docs);
    jw_close_object(w);
}

void counts_write_json(const struct counts *c, struct json_writer *w)
{
    jw_open_array(w);
    for (size_t i = 0; i < c->n; i++)
        write_row(w, c->rows[i].name, true, c->rows[i].docs);
    if (c->without)
        write_row(w, BYTES_NONE, false, c->without);
    jw_close_array(w);
}

void output_counts_json(struct bytes query, const struct counts *c,
                        struct buf *out)
{
    struct json_writer w = jw_of(out);
    jw_open_object(&w);
    jw_member_uint(&w, "version", JSON_OUTPUT_VERSION);
    jw_member_string(&w, "query", query);
    jw_member_uint(&w, "total", c->total);
    if (c->folded)
        jw_member_uint(&w, "stories", c->stories);
    if (c->by) {
        jw_member_str(&w, "by", c->by);
        jw_key(&w, "counts");
        counts_write_json(c, &w);
    }
    jw_close_object(&w);
    buf_append_byte(out, '\n');
}
