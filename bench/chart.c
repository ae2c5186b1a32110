#include "bench/chart.h"

#include <math.h>

#include "bench/axis.h"
#include "bench/html.h"
#include "common/base/compiler.h"

/* Pixels, before the page scales the picture. */
enum {
    WIDTH = 860,
    LABELS = 256, /* left of bars                     */
    RIGHT = 70,   /* for the figure behind a long bar */
    BAR = 11,
    BAR_STEP = 13,
    GROUP_GAP = 12,
    AXIS_HEIGHT = 46, /* ticks and the name of the axis   */
    LABEL_COLUMNS = 36,
    CURVE_LEFT = 76,
    CURVE_RIGHT = 32,
    CURVE_HEIGHT = 300, /* without the axis                 */
    TOP = 8,
};

static const double BARS_SPAN = 30, CURVES_SPAN = 10;

/* ---- what both kinds share ---- */

struct range {
    double least, most; /* of the positive ones; least > most: none */
};

static void range_add(struct range *r, double v)
{
    if (isfinite(v) && v > 0) {
        r->least = MIN(r->least, v);
        r->most = MAX(r->most, v);
    }
}

static void open_svg(struct buf *out, const char *title, int height)
{
    buf_printf(out,
               "<div class=\"picture\"><svg viewBox=\"0 0 %d %d\" "
               "role=\"img\" aria-label=\"",
               WIDTH, height);
    html_text(out, title);
    buf_append_str(out, "\">\n");
}

static void close_svg(struct buf *out)
{
    buf_append_str(out, "</svg></div>\n");
}

/* Lines up to `top` at the marked values, and what the axis is of. */
static void draw_time_axis(struct buf *out, const struct axis *a, double top,
                           double bottom, const char *name)
{
    double ticks[AXIS_TICKS_MAX];
    const size_t n = axis_ticks(a, ticks);

    for (size_t i = 0; i < n; i++) {
        const double x = axis_at(a, ticks[i]);
        buf_printf(out,
                   "<line class=\"grid\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" "
                   "y2=\"%.1f\"/><text class=\"tick\" x=\"%.1f\" y=\"%.1f\" "
                   "text-anchor=\"middle\">",
                   x, top, x, bottom, x, bottom + 16);
        html_time(out, ticks[i]);
        buf_append_str(out, "</text>\n");
    }
    buf_printf(out,
               "<text class=\"axis\" x=\"%.1f\" y=\"%.1f\" "
               "text-anchor=\"middle\">%s%s</text>\n",
               (a->from + a->to) / 2, bottom + 36, name,
               a->log ? " (logarithmic)" : "");
}

void chart_legend(struct buf *out, const char *const *names, size_t n)
{
    buf_append_str(out, "<ul class=\"legend\">");
    for (size_t i = 0; i < n; i++) {
        buf_printf(out, "<li><i class=\"s%zu\"></i>", i % CHART_COLOURS);
        html_text(out, names[i]);
        buf_append_str(out, "</li>");
    }
    buf_append_str(out, "</ul>\n");
}

/* ---- bars ---- */

static void draw_bar(struct buf *out, const struct axis *a, size_t series,
                     const char *name, const char *label, double us, double y)
{
    if (isnan(us)) {
        buf_printf(out,
                   "<text class=\"value\" x=\"%.1f\" y=\"%.1f\">not "
                   "answered</text>\n",
                   a->from + 4, y + BAR - 1.5);
        return;
    }
    const double width = MAX(axis_at(a, us) - a->from, 1);
    buf_printf(out,
               "<rect class=\"s%zu\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" "
               "height=\"%d\" rx=\"1.5\"><title>",
               series % CHART_COLOURS, a->from, y, width, BAR);
    html_text(out, label);
    buf_append_str(out, ", ");
    html_text(out, name);
    buf_append_str(out, ": ");
    html_number(out, us);
    buf_printf(out,
               " \u00b5s</title></rect><text class=\"value\" x=\"%.1f\" "
               "y=\"%.1f\">",
               a->from + width + 4, y + BAR - 1.5);
    html_number(out, us);
    buf_append_str(out, "</text>\n");
}

static void draw_group(struct buf *out, const struct axis *a,
                       const char *const *series, size_t n_series,
                       const struct bar_group *g, double y)
{
    const double middle = y + (double)(n_series * BAR_STEP) / 2;

    buf_printf(out,
               "<text class=\"label\" x=\"%d\" y=\"%.1f\" "
               "text-anchor=\"end\">",
               LABELS - 10, middle + 3);
    html_text_cut(out, g->label, LABEL_COLUMNS);
    buf_append_str(out, "<title>");
    html_text(out, g->label);
    buf_append_str(out, "</title></text>\n");
    for (size_t i = 0; i < n_series; i++)
        draw_bar(out, a, i, series[i], g->label, g->us[i],
                 y + (double)(i * BAR_STEP));
}

void chart_bars(struct buf *out, const char *title, const char *const *series,
                size_t n_series, const struct bar_group *groups,
                size_t n_groups)
{
    struct range r = {INFINITY, 0};
    const double step = (double)(n_series * BAR_STEP + GROUP_GAP);
    const double bottom = TOP + (double)n_groups * step;

    for (size_t i = 0; i < n_groups; i++) {
        for (size_t s = 0; s < n_series; s++)
            range_add(&r, groups[i].us[s]);
    }
    if (r.least > r.most)
        return;
    const struct axis a =
        axis_of(r.least, r.most, BARS_SPAN, LABELS, WIDTH - RIGHT);
    open_svg(out, title, (int)bottom + AXIS_HEIGHT);
    draw_time_axis(out, &a, TOP, bottom, "mean time of a query");
    for (size_t i = 0; i < n_groups; i++)
        draw_group(out, &a, series, n_series, &groups[i],
                   TOP + GROUP_GAP / 2.0 + (double)i * step);
    close_svg(out);
}

/* ---- curves ---- */

static void draw_curve(struct buf *out, const struct axis *x,
                       const struct axis *y, const struct curve *c, size_t i)
{
    buf_printf(out, "<polyline class=\"s%zu\" points=\"", i % CHART_COLOURS);
    for (size_t p = 0; p < c->n; p++) {
        const double percent = 100.0 * (double)p / (double)(c->n - 1);
        buf_printf(out, "%s%.1f,%.1f", p ? " " : "", axis_at(x, c->us[p]),
                   axis_at(y, percent));
    }
    buf_append_str(out, "\"><title>");
    html_text(out, c->name);
    buf_append_str(out, "</title></polyline>\n");
}

static void draw_percent_axis(struct buf *out, const struct axis *y)
{
    buf_printf(out,
               "<text class=\"axis\" transform=\"rotate(-90 14 %d)\" "
               "x=\"14\" y=\"%d\" text-anchor=\"middle\">queries that took "
               "no longer</text>\n",
               TOP + CURVE_HEIGHT / 2, TOP + CURVE_HEIGHT / 2 + 4);
    for (int percent = 0; percent <= 100; percent += 25) {
        const double at = axis_at(y, percent);
        buf_printf(out,
                   "<line class=\"grid\" x1=\"%d\" y1=\"%.1f\" x2=\"%d\" "
                   "y2=\"%.1f\"/><text class=\"tick\" x=\"%d\" y=\"%.1f\" "
                   "text-anchor=\"end\">%d %%</text>\n",
                   CURVE_LEFT, at, WIDTH - CURVE_RIGHT, at, CURVE_LEFT - 8,
                   at + 4, percent);
    }
}

void chart_curves(struct buf *out, const char *title,
                  const struct curve *curves, size_t n)
{
    struct range r = {INFINITY, 0};
    const struct axis y = {.hi = 100, .from = TOP + CURVE_HEIGHT, .to = TOP};

    for (size_t i = 0; i < n; i++) {
        for (size_t p = 0; p < curves[i].n; p++)
            range_add(&r, curves[i].us[p]);
    }
    if (r.least > r.most)
        return;
    const struct axis x =
        axis_of(r.least, r.most, CURVES_SPAN, CURVE_LEFT, WIDTH - CURVE_RIGHT);
    open_svg(out, title, TOP + CURVE_HEIGHT + AXIS_HEIGHT);
    draw_percent_axis(out, &y);
    draw_time_axis(out, &x, TOP, TOP + CURVE_HEIGHT, "time of a query");
    for (size_t i = 0; i < n; i++)
        draw_curve(out, &x, &y, &curves[i], i);
    close_svg(out);
}
