#include "bench/report_sections.h"

#include <math.h>
#include <string.h>

#include "bench/chart.h"
#include "bench/html.h"

/* Classes of fewer queries have no distribution to look at. */
static const double CURVE_QUERIES_MIN = 5;

/* ---- facts ---- */

static void print_fact(struct buf *out, const char *name, const char *value)
{
    if (!*value)
        return;
    buf_printf(out, "<dt>%s</dt><dd>", name);
    html_text(out, value);
    buf_append_str(out, "</dd>\n");
}

static void print_index(struct buf *out, const struct run_data *r)
{
    buf_append_str(out, "<dt>index</dt><dd>");
    html_text(out, r->index);
    buf_append_str(out, ": ");
    html_count(out, r->documents);
    buf_append_str(out, " documents, ");
    html_count(out, r->segments);
    buf_append_str(out, r->segments > 1 ? " segments, " : " segment, ");
    html_size(out, r->bytes);
    buf_append_str(out, "</dd>\n");
}

static void print_facts(struct buf *out, const struct run_data *r)
{
    buf_append_str(out, "<dl>\n");
    print_fact(out, "processor", r->cpu);
    print_fact(out, "kernel", r->kernel);
    print_fact(out, "version", r->version);
    print_fact(out, "commit", r->commit);
    print_fact(out, "build", r->build);
    print_index(out, r);
    print_fact(out, "queries", r->queries);
    buf_append_str(out, "</dl>\n");
}

/* ---- tables ---- */

typedef const struct run_times *pick(const struct run_class *c);

static const struct run_times *pick_best(const struct run_class *c)
{
    return &c->best;
}

static const struct run_times *pick_every(const struct run_class *c)
{
    return &c->every;
}

static const struct run_times *pick_first(const struct run_class *c)
{
    return &c->first;
}

static bool is_kind(const struct run_class *c)
{
    return !strcmp(c->group, "all") || !strcmp(c->group, "kind");
}

static void print_cell(struct buf *out, double v)
{
    buf_append_str(out, "<td>");
    html_number(out, v);
    buf_append_str(out, "</td>");
}

static void print_row(struct buf *out, const struct run_class *c,
                      const struct run_times *t, bool cold)
{
    buf_append_str(out, "<tr><td>");
    html_text(out, c->name);
    buf_append_str(out, "</td><td>");
    html_count(out, c->queries);
    buf_append_str(out, "</td>");
    const double cells[] = {t->mean_us, t->p50_us,  t->p90_us,
                            t->p99_us,  t->p999_us, t->max_us};
    for (size_t i = 0; i < COUNT_OF(cells); i++)
        print_cell(out, cells[i]);
    if (cold) {
        print_cell(out, c->minor_faults);
        print_cell(out, c->major_faults);
    } else {
        print_cell(out, c->ns_per_posting);
    }
    buf_append_str(out, "</tr>\n");
}

/* The classes of all and of kinds, or the others. */
static void print_table(struct buf *out, const struct run_command *c,
                        pick *times, bool kinds)
{
    buf_printf(out,
               "<div class=\"scroll\"><table><thead><tr><th>class, "
               "\u00b5s</th><th>queries</th><th>mean</th><th>p50</th>"
               "<th>p90</th><th>p99</th><th>p99.9</th><th>max</th>%s</tr>"
               "</thead><tbody>\n",
               c->cold ? "<th>minor faults</th><th>major faults</th>"
                       : "<th>ns/posting</th>");
    for (size_t i = 0; i < c->n_classes; i++) {
        if (is_kind(&c->classes[i]) == kinds)
            print_row(out, &c->classes[i], times(&c->classes[i]), c->cold);
    }
    buf_append_str(out, "</tbody></table></div>\n");
}

static void print_folded(struct buf *out, const struct run_command *c,
                         const char *name, pick *times, bool kinds)
{
    buf_printf(out, "<details><summary>%s</summary>\n", name);
    print_table(out, c, times, kinds);
    buf_append_str(out, "</details>\n");
}

/* ---- a command ---- */

static void print_throughput(struct buf *out, const struct run_command *c)
{
    buf_append_str(out, "<p class=\"soft\">");
    html_count(out, c->queries);
    buf_append_str(out, " queries, rounds: ");
    html_count(out, c->rounds);
    if (c->unsupported > 0)
        buf_printf(out, ", not supported: %.0f", c->unsupported);
    buf_append_str(out, c->cold ? ", each asked cold" : ", threads: ");
    if (!c->cold)
        html_count(out, c->threads);
    if (!isnan(c->per_second)) {
        buf_append_str(out, ", answers a second: ");
        html_count(out, c->per_second);
        buf_append_str(out, ", processor time of an answer: ");
        html_time(out, c->cpu_us);
    }
    if (!isnan(c->per_second_one) && c->per_second_one > 0) {
        buf_append_str(out, "; with one thread ");
        html_count(out, c->per_second_one);
        buf_append_str(out, " and ");
        html_time(out, c->cpu_us_one);
        buf_printf(out, ", ratio %.2f", c->per_second / c->per_second_one);
    }
    buf_append_str(out, "</p>\n");
}

static enum st draw_curves(struct buf *out, const struct run_command *c,
                           pick *times, struct arena *a, struct err *e)
{
    struct curve *const curves = arena_new(a, struct curve, CHART_COLOURS);
    const char **const names = arena_new(a, const char *, CHART_COLOURS);
    size_t n = 0;

    if (!curves || !names)
        return err_set(e, ST_NOMEM, "out of memory for a picture");
    for (size_t i = 0; i < c->n_classes && n < CHART_COLOURS; i++) {
        const struct run_class *const class = &c->classes[i];
        const struct run_times *const t = times(class);
        if (strcmp(class->group, "kind") != 0 || t->n_curve < 2 ||
            !(class->queries >= CURVE_QUERIES_MIN))
            continue;
        names[n] = class->name;
        curves[n++] = (struct curve){class->name, t->curve_us, t->n_curve};
    }
    if (n == 0)
        return ST_OK;
    chart_legend(out, names, n);
    chart_curves(out, c->name, curves, n);
    return ST_OK;
}

static enum st print_command(struct buf *out, const struct run_command *c,
                             struct arena *a, struct err *e)
{
    pick *const main = c->cold ? pick_first : pick_best;

    buf_append_str(out, "<h3>");
    html_text(out, c->name);
    buf_append_str(out, c->cold ? ", opening the index and first answer"
                                : ", best of each query");
    buf_append_str(out, "</h3>\n");
    print_throughput(out, c);
    const enum st st = draw_curves(out, c, main, a, e);
    print_table(out, c, main, true);
    print_folded(out, c, "by number of words and by tag", main, false);
    if (c->cold)
        print_folded(out, c, "the answer without the opening", pick_best, true);
    else
        print_folded(out, c, "every sample", pick_every, true);
    return st;
}

enum st report_run(struct buf *out, const struct run_data *r, struct arena *a,
                   struct err *e)
{
    enum st st = ST_OK;

    buf_append_str(out, "<h2>Latency of Dateline</h2>\n");
    print_facts(out, r);
    for (size_t i = 0; i < r->n_commands && st == ST_OK; i++)
        st = print_command(out, &r->commands[i], a, e);
    return st;
}
