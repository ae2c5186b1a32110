#include "bench/run_print.h"

#include <inttypes.h>

#include "common/base/json_writer.h"
#include "common/base/printable.h"

enum { NAME_COLUMNS = 32 };

static bool is_shown(const struct class_figures *c, bool classes)
{
    return classes || c->class->group <= CLASS_KIND;
}

/* ---- table ---- */

static void print_name(const struct query_class *class, struct buf *out)
{
    const size_t before = out->n;

    text_printable(bytes_of_str(class->name), false, out);
    for (size_t at = out->n - before; at < NAME_COLUMNS; at++)
        buf_append_byte(out, ' ');
}

static void print_latency(const struct latency *l, struct buf *out)
{
    buf_printf(out, " %9.1f %9.1f %9.1f %9.1f %9.1f %9.1f", l->mean_us,
               l->p50_us, l->p90_us, l->p99_us, l->p999_us, l->max_us);
}

static void print_head(const char *title, const char *more, struct buf *out)
{
    buf_printf(out, "%-*s %8s %9s %9s %9s %9s %9s %9s%s\n", NAME_COLUMNS, title,
               "queries", "mean", "p50", "p90", "p99", "p99.9", "max", more);
}

static void print_best(const struct figures *f, bool classes, struct buf *out)
{
    print_head("best of each query, us", "  ns/posting", out);
    for (size_t i = 0; i < f->n; i++) {
        const struct class_figures *const c = &f->list[i];
        if (!is_shown(c, classes))
            continue;
        print_name(c->class, out);
        buf_printf(out, " %8zu", c->queries);
        print_latency(&c->best, out);
        if (c->postings)
            buf_printf(out, " %11.3f\n", c->ns_per_posting);
        else
            buf_printf(out, " %11s\n", "-");
    }
}

static void print_every(const struct figures *f, bool classes, struct buf *out)
{
    print_head("every sample, us", "", out);
    for (size_t i = 0; i < f->n; i++) {
        const struct class_figures *const c = &f->list[i];
        if (!is_shown(c, classes))
            continue;
        print_name(c->class, out);
        buf_printf(out, " %8zu", c->queries);
        print_latency(&c->every, out);
        buf_append_byte(out, '\n');
    }
}

static void print_first(const struct figures *f, bool classes, struct buf *out)
{
    print_head("opened and first answer, us", "  faults minor  major", out);
    for (size_t i = 0; i < f->n; i++) {
        const struct class_figures *const c = &f->list[i];
        if (!is_shown(c, classes))
            continue;
        print_name(c->class, out);
        buf_printf(out, " %8zu", c->queries);
        print_latency(&c->first, out);
        buf_printf(out, " %13.1f %6.1f\n", c->minor_faults, c->major_faults);
    }
}

static void print_title(const struct figures *f, struct buf *out)
{
    buf_printf(out, "%s: %zu queries, %zu round%s, ", f->command->name,
               f->queries, f->rounds, f->rounds == 1 ? "" : "s");
    if (f->cold)
        buf_printf(out, "cold");
    else
        buf_printf(out, "%zu thread%s, %.0f answers/s, CPU %.1f us/answer",
                   f->threads, f->threads == 1 ? "" : "s", f->all.per_second,
                   f->all.cpu_us);
    if (f->one.per_second > 0)
        buf_printf(out, "; one thread %.0f answers/s, CPU %.1f; ratio %.2f",
                   f->one.per_second, f->one.cpu_us,
                   f->all.per_second / f->one.per_second);
    if (f->unsupported)
        buf_printf(out, "; %zu unsupported", f->unsupported);
    buf_append_byte(out, '\n');
}

void run_print_table(const struct figures *f, bool classes, struct buf *out)
{
    print_title(f, out);
    print_best(f, classes, out);
    if (f->rounds > 1)
        print_every(f, classes, out);
    if (f->cold)
        print_first(f, classes, out);
    if (f->cold && f->n && f->list[0].major_faults == 0)
        buf_append_str(out, "no page came from the disk: the files lie in "
                            "memory, or someone has them mapped\n");
}

/* ---- tab separated values ---- */

void run_print_tsv_head(struct buf *out)
{
    buf_append_str(out, "command\tgroup\tclass\tqueries\tof\tmean_us\tp50_us\t"
                        "p90_us\tp99_us\tp99.9_us\tmax_us\tns_per_posting\t"
                        "minor_faults\tmajor_faults\tanswers_per_s\n");
}

static void print_line(const struct figures *f, const struct class_figures *c,
                       const char *of, const struct latency *l, struct buf *out)
{
    buf_printf(out, "%s\t%s\t", f->command->name,
               class_group_name(c->class->group));
    text_printable(bytes_of_str(c->class->name), false, out);
    buf_printf(out, "\t%zu\t%s\t%.3f\t%.3f\t%.3f\t%.3f\t%.3f\t%.3f\t",
               c->queries, of, l->mean_us, l->p50_us, l->p90_us, l->p99_us,
               l->p999_us, l->max_us);
    if (l == &c->best && c->postings)
        buf_printf(out, "%.4f", c->ns_per_posting);
    buf_append_byte(out, '\t');
    if (f->cold)
        buf_printf(out, "%.2f\t%.2f", c->minor_faults, c->major_faults);
    else
        buf_append_byte(out, '\t');
    buf_append_byte(out, '\t');
    if (!f->cold && c->class->group == CLASS_ALL)
        buf_printf(out, "%.1f", f->all.per_second);
    buf_append_byte(out, '\n');
}

void run_print_tsv(const struct figures *f, bool classes, struct buf *out)
{
    for (size_t i = 0; i < f->n; i++) {
        const struct class_figures *const c = &f->list[i];
        if (!is_shown(c, classes))
            continue;
        print_line(f, c, "best", &c->best, out);
        print_line(f, c, "every", &c->every, out);
        if (f->cold)
            print_line(f, c, "first", &c->first, out);
    }
}

/* ---- JSON ---- */

static void put_latency(struct json_writer *w, const char *name,
                        const struct latency *l, bool curve)
{
    jw_key(w, name);
    jw_open_object(w);
    jw_member_double(w, "mean_us", l->mean_us);
    jw_member_double(w, "p50_us", l->p50_us);
    jw_member_double(w, "p90_us", l->p90_us);
    jw_member_double(w, "p99_us", l->p99_us);
    jw_member_double(w, "p99.9_us", l->p999_us);
    jw_member_double(w, "max_us", l->max_us);
    if (curve) {
        jw_key(w, "curve_us");
        jw_open_array(w);
        for (size_t i = 0; i < LATENCY_CURVE; i++)
            jw_double(w, l->curve_us[i]);
        jw_close_array(w);
    }
    jw_close_object(w);
}

static void put_class(struct json_writer *w, const struct figures *f,
                      const struct class_figures *c)
{
    const bool curve = c->class->group <= CLASS_KIND;

    jw_open_object(w);
    jw_member_str(w, "group", class_group_name(c->class->group));
    jw_member_str(w, "class", c->class->name);
    jw_member_uint(w, "queries", c->queries);
    jw_member_uint(w, "postings", c->postings);
    if (c->postings)
        jw_member_double(w, "ns_per_posting", c->ns_per_posting);
    put_latency(w, "best", &c->best, curve);
    put_latency(w, "every", &c->every, curve);
    if (f->cold) {
        put_latency(w, "first", &c->first, curve);
        jw_member_double(w, "minor_faults", c->minor_faults);
        jw_member_double(w, "major_faults", c->major_faults);
    }
    jw_close_object(w);
}

static void put_throughput(struct json_writer *w, const char *name,
                           const struct throughput *t)
{
    jw_key(w, name);
    jw_open_object(w);
    jw_member_double(w, "answers_per_s", t->per_second);
    jw_member_double(w, "cpu_us_per_answer", t->cpu_us);
    jw_close_object(w);
}

static void put_command(struct json_writer *w, const struct figures *f)
{
    jw_open_object(w);
    jw_member_str(w, "command", f->command->name);
    jw_member_uint(w, "queries", f->queries);
    jw_member_uint(w, "unsupported", f->unsupported);
    jw_member_uint(w, "rounds", f->rounds);
    jw_member_uint(w, "threads", f->threads);
    jw_member_bool(w, "cold", f->cold);
    if (!f->cold)
        put_throughput(w, "throughput", &f->all);
    if (f->one.per_second > 0)
        put_throughput(w, "throughput_one_thread", &f->one);
    jw_key(w, "classes");
    jw_open_array(w);
    for (size_t i = 0; i < f->n; i++)
        put_class(w, f, &f->list[i]);
    jw_close_array(w);
    jw_close_object(w);
}

static void put_facts(struct json_writer *w, const struct run_facts *facts)
{
    const struct machine *const m = &facts->machine;

    jw_key(w, "machine");
    jw_open_object(w);
    jw_member_str(w, "cpu", m->cpu);
    jw_member_int(w, "cores", m->cores);
    jw_member_str(w, "kernel", m->kernel);
    jw_close_object(w);
    jw_key(w, "program");
    jw_open_object(w);
    jw_member_str(w, "version", m->version);
    if (*m->commit)
        jw_member_str(w, "commit", m->commit);
    jw_member_str(w, "build", m->build);
    jw_close_object(w);
    jw_key(w, "index");
    jw_open_object(w);
    jw_member_str(w, "path", facts->index);
    jw_member_uint(w, "documents", facts->documents);
    jw_member_uint(w, "segments", facts->segments);
    jw_member_uint(w, "bytes", facts->bytes);
    jw_close_object(w);
    jw_member_str(w, "queries", facts->queries);
}

void run_print_json(const struct run_facts *facts, const struct figures *list,
                    size_t n, struct buf *out)
{
    struct json_writer w = jw_of(out);

    jw_open_object(&w);
    put_facts(&w, facts);
    jw_key(&w, "commands");
    jw_open_array(&w);
    for (size_t i = 0; i < n; i++)
        put_command(&w, &list[i]);
    jw_close_array(&w);
    jw_close_object(&w);
    buf_append_byte(out, '\n');
}
