#include "bench/report_sections.h"

#include <math.h>

#include "bench/chart.h"
#include "bench/html.h"

static const double HALF = 0.5;

static const struct peers_cell *cell_of(const struct peers_data *p,
                                        size_t command, const char *tag)
{
    for (size_t i = 0; i < p->n_cells; i++) {
        /* Tags are of one list: equal ones are the same text. */
        if (p->cells[i].command == command && p->cells[i].tag == tag)
            return &p->cells[i];
    }
    return NULL;
}

/* ---- ratios ---- */

static void print_ratio(struct buf *out, const struct peers_data *p,
                        const struct peers_cell *c)
{
    if (!c || isnan(c->ratio)) {
        buf_append_str(out, "<td>\u2013</td>");
        return;
    }
    buf_printf(out, "<td%s title=\"",
               c->ratio > 1       ? " class=\"over\""
               : c->ratio <= HALF ? " class=\"half\""
                                  : "");
    for (size_t i = 0; i < p->n_engines; i++) {
        buf_append_str(out, i ? ", " : "");
        html_text(out, p->engines[i]);
        buf_append_byte(out, ' ');
        html_number(out, c->mean_us[i]);
    }
    buf_printf(out, "\">%s%.2f</td>", c->ratio > 1 ? "\u25b2 " : "", c->ratio);
}

static void print_ratio_row(struct buf *out, const struct peers_data *p,
                            const char *tag)
{
    const struct peers_cell *any = NULL;

    for (size_t i = 0; i < p->n_commands && !any; i++)
        any = cell_of(p, i, tag);
    buf_append_str(out, "<tr><td>");
    html_text(out, tag);
    buf_append_str(out, "</td><td>");
    html_count(out, any ? any->queries : (double)NAN);
    buf_append_str(out, "</td>");
    for (size_t i = 0; i < p->n_commands; i++)
        print_ratio(out, p, cell_of(p, i, tag));
    buf_append_str(out, "</tr>\n");
}

static void print_ratios(struct buf *out, const struct peers_data *p)
{
    buf_append_str(out, "<h3>Ratios</h3>\n<p class=\"small soft\">Time of ");
    html_text(out, p->n_engines ? p->engines[0] : "the first engine");
    buf_append_str(out,
                   " to that of the best of the others; below 1 is faster. "
                   "<span class=\"mark over\">\u25b2 1.01</span> is slower "
                   "than the best, <span class=\"mark half\">0.50</span> takes "
                   "half its time or less.</p>\n<div class=\"scroll\"><table>"
                   "<thead><tr><th>class</th><th>queries</th>");
    for (size_t i = 0; i < p->n_commands; i++) {
        buf_append_str(out, "<th>");
        html_text(out, p->commands[i]);
        buf_append_str(out, "</th>");
    }
    buf_append_str(out, "</tr></thead><tbody>\n");
    for (size_t i = 0; i < p->n_tags; i++)
        print_ratio_row(out, p, p->tags[i]);
    buf_append_str(out, "</tbody></table></div>\n");
}

/* ---- what they come to ---- */

static void print_summary(struct buf *out, const struct peers_data *p)
{
    const struct peers_cell *worst = NULL;
    size_t known = 0, over = 0;

    for (size_t i = 0; i < p->n_cells; i++) {
        const struct peers_cell *const c = &p->cells[i];
        if (isnan(c->ratio))
            continue;
        known++;
        over += c->ratio > 1;
        if (!worst || c->ratio > worst->ratio)
            worst = c;
    }
    buf_append_str(out, "<p>");
    if (worst) {
        buf_printf(out, "%zu of %zu cells are over 1.0; the worst is %.2f, ",
                   over, known, worst->ratio);
        html_text(out, p->commands[worst->command]);
        buf_append_byte(out, ' ');
        html_text(out, worst->tag);
        buf_append_str(out, ". ");
    }
    if (p->disagreements > 0)
        buf_printf(out,
                   "<b>The engines count differently for %.0f queries: they "
                   "did not do the same work.</b>",
                   p->disagreements);
    else if (p->disagreements < 1) /* not NAN */
        buf_append_str(out, "All engines count the same for every query.");
    buf_append_str(out, "</p>\n");
}

/* ---- pictures ---- */

static enum st draw_command(struct buf *out, const struct peers_data *p,
                            size_t command, struct arena *a, struct err *e)
{
    struct bar_group *const groups =
        arena_new(a, struct bar_group, p->n_tags + 1);
    size_t n = 0;

    if (!groups)
        return err_set(e, ST_NOMEM, "out of memory for a picture");
    for (size_t i = 0; i < p->n_tags; i++) {
        const struct peers_cell *const c = cell_of(p, command, p->tags[i]);
        if (c)
            groups[n++] = (struct bar_group){c->tag, c->mean_us};
    }
    buf_append_str(out, "<h3>");
    html_text(out, p->commands[command]);
    buf_append_str(out, "</h3>\n");
    chart_legend(out, p->engines, p->n_engines);
    chart_bars(out, p->commands[command], p->engines, p->n_engines, groups, n);
    return ST_OK;
}

enum st report_peers(struct buf *out, const struct peers_data *p,
                     struct arena *a, struct err *e)
{
    enum st st = ST_OK;

    buf_append_str(out, "<h2>Engines side by side</h2>\n<p class=\"soft\">"
                        "Queries: ");
    html_text(out, p->queries);
    buf_append_str(out, ". A figure is the mean, over the queries of a class, "
                        "of the best time of each query.</p>\n");
    print_summary(out, p);
    print_ratios(out, p);
    for (size_t i = 0; i < p->n_commands && st == ST_OK; i++)
        st = draw_command(out, p, i, a, e);
    return st;
}
