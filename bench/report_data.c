#include "bench/report_data.h"

#include <jansson.h>
#include <math.h>
#include <string.h>

#include "common/base/buf.h"
#include "common/base/file.h"

/* Beyond these is nothing that a bench measures, and a picture would have more
 * decades than room. */
static const double LEAST = 1e-9, GREATEST = 1e15;

enum { REPORT_SIZE_MAX = 256 << 20, CURVE_MAX = 1001 };

static enum st out_of_memory(struct err *e)
{
    return err_set(e, ST_NOMEM, "out of memory for figures");
}

/* ---- values ---- */

static double number_of(const json_t *value)
{
    const double v = json_is_number(value) ? json_number_value(value) : NAN;

    if (isnan(v) || v < 0 || v > GREATEST)
        return NAN;
    return v < LEAST ? 0 : v;
}

static double number(const json_t *object, const char *key)
{
    return number_of(json_object_get(object, key));
}

static const char *copy(struct arena *a, const char *text, struct err *e)
{
    const char *const own = arena_strndup(a, text, strlen(text));

    if (!own)
        (void)out_of_memory(e);
    return own;
}

/* NULL only when memory is out. */
static const char *text(const json_t *object, const char *key, struct arena *a,
                        struct err *e)
{
    const char *const value = json_string_value(json_object_get(object, key));

    return copy(a, value ? value : "", e);
}

/* The place of a name in a list, put behind the others when it is new. There
 * is room for it. */
static size_t place_of(const char *name, const char **list, size_t *n)
{
    for (size_t i = 0; i < *n; i++) {
        if (strcmp(list[i], name) == 0)
            return i;
    }
    list[*n] = name;
    return (*n)++;
}

/* ---- engines side by side ---- */

static enum st collect_engines(struct peers_data *p, const json_t *cells,
                               struct arena *a, struct err *e)
{
    size_t total = 0, i;
    const json_t *cell;

    json_array_foreach(cells, i, cell) total +=
        json_object_size(json_object_get(cell, "mean_us"));
    p->engines = arena_new(a, const char *, total + 1);
    if (!p->engines)
        return out_of_memory(e);
    json_array_foreach(cells, i, cell)
    {
        json_t *const means = json_object_get(cell, "mean_us");
        for (void *at = json_object_iter(means); at;
             at = json_object_iter_next(means, at)) {
            const char *const name = copy(a, json_object_iter_key(at), e);
            if (!name)
                return ST_NOMEM;
            place_of(name, p->engines, &p->n_engines);
        }
    }
    return ST_OK;
}

static enum st read_cell(struct peers_data *p, const json_t *cell,
                         struct arena *a, struct err *e)
{
    const json_t *const means = json_object_get(cell, "mean_us");
    const char *const command = text(cell, "command", a, e);
    const char *const tag = text(cell, "tag", a, e);
    struct peers_cell *const c = &p->cells[p->n_cells];

    if (!command || !tag)
        return ST_NOMEM;
    c->mean_us = arena_new(a, double, p->n_engines + 1);
    if (!c->mean_us)
        return out_of_memory(e);
    c->command = place_of(command, p->commands, &p->n_commands);
    c->tag = p->tags[place_of(tag, p->tags, &p->n_tags)];
    c->queries = number(cell, "queries");
    c->ratio = number(cell, "ratio");
    for (size_t i = 0; i < p->n_engines; i++)
        c->mean_us[i] = number(means, p->engines[i]);
    p->n_cells++;
    return ST_OK;
}

static enum st read_peers(struct peers_data **out, const json_t *root,
                          struct arena *a, struct err *e)
{
    const json_t *const cells = json_object_get(root, "cells");
    const size_t n = json_array_size(cells);
    struct peers_data *const p = arena_new(a, struct peers_data, 1);

    if (!p || !(p->cells = arena_new(a, struct peers_cell, n + 1)) ||
        !(p->commands = arena_new(a, const char *, n + 1)) ||
        !(p->tags = arena_new(a, const char *, n + 1)))
        return out_of_memory(e);
    if (!(p->queries = text(root, "queries", a, e)))
        return ST_NOMEM;
    p->disagreements = number(root, "disagreements");
    enum st st = collect_engines(p, cells, a, e);
    for (size_t i = 0; i < n && st == ST_OK; i++)
        st = read_cell(p, json_array_get(cells, i), a, e);
    *out = p;
    return st;
}

/* ---- a run ---- */

static enum st read_times(struct run_times *t, const json_t *object,
                          struct arena *a, struct err *e)
{
    const json_t *const curve = json_object_get(object, "curve_us");
    const size_t n = MIN(json_array_size(curve), (size_t)CURVE_MAX);

    *t = (struct run_times){.mean_us = number(object, "mean_us"),
                            .p50_us = number(object, "p50_us"),
                            .p90_us = number(object, "p90_us"),
                            .p99_us = number(object, "p99_us"),
                            .p999_us = number(object, "p99.9_us"),
                            .max_us = number(object, "max_us")};
    if (!(t->curve_us = arena_new(a, double, n + 1)))
        return out_of_memory(e);
    for (size_t i = 0; i < n; i++) {
        const double v = number_of(json_array_get(curve, i));
        if (isnan(v))
            return ST_OK; /* a curve with a hole is none */
        t->curve_us[i] = v;
    }
    t->n_curve = n;
    return ST_OK;
}

static enum st read_class(struct run_class *c, const json_t *object,
                          struct arena *a, struct err *e)
{
    c->queries = number(object, "queries");
    c->ns_per_posting = number(object, "ns_per_posting");
    c->minor_faults = number(object, "minor_faults");
    c->major_faults = number(object, "major_faults");
    if (!(c->group = text(object, "group", a, e)) ||
        !(c->name = text(object, "class", a, e)))
        return ST_NOMEM;
    enum st st = read_times(&c->best, json_object_get(object, "best"), a, e);
    if (st == ST_OK)
        st = read_times(&c->every, json_object_get(object, "every"), a, e);
    if (st == ST_OK)
        st = read_times(&c->first, json_object_get(object, "first"), a, e);
    return st;
}

static enum st read_command(struct run_command *c, const json_t *object,
                            struct arena *a, struct err *e)
{
    const json_t *const all = json_object_get(object, "throughput");
    const json_t *const one = json_object_get(object, "throughput_one_thread");
    const json_t *const classes = json_object_get(object, "classes");

    *c = (struct run_command){
        .queries = number(object, "queries"),
        .unsupported = number(object, "unsupported"),
        .rounds = number(object, "rounds"),
        .threads = number(object, "threads"),
        .cold = json_is_true(json_object_get(object, "cold")),
        .per_second = number(all, "answers_per_s"),
        .cpu_us = number(all, "cpu_us_per_answer"),
        .per_second_one = number(one, "answers_per_s"),
        .cpu_us_one = number(one, "cpu_us_per_answer"),
        .n_classes = json_array_size(classes),
    };
    if (!(c->name = text(object, "command", a, e)))
        return ST_NOMEM;
    if (!(c->classes = arena_new(a, struct run_class, c->n_classes + 1)))
        return out_of_memory(e);
    enum st st = ST_OK;
    for (size_t i = 0; i < c->n_classes && st == ST_OK; i++)
        st = read_class(&c->classes[i], json_array_get(classes, i), a, e);
    return st;
}

static enum st read_facts(struct run_data *r, const json_t *root,
                          struct arena *a, struct err *e)
{
    const json_t *const machine = json_object_get(root, "machine");
    const json_t *const program = json_object_get(root, "program");
    const json_t *const index = json_object_get(root, "index");

    r->cores = number(machine, "cores");
    r->documents = number(index, "documents");
    r->segments = number(index, "segments");
    r->bytes = number(index, "bytes");
    if (!(r->cpu = text(machine, "cpu", a, e)) ||
        !(r->kernel = text(machine, "kernel", a, e)) ||
        !(r->version = text(program, "version", a, e)) ||
        !(r->commit = text(program, "commit", a, e)) ||
        !(r->build = text(program, "build", a, e)) ||
        !(r->index = text(index, "path", a, e)) ||
        !(r->queries = text(root, "queries", a, e)))
        return ST_NOMEM;
    return ST_OK;
}

static enum st read_run(struct run_data **out, const json_t *root,
                        struct arena *a, struct err *e)
{
    const json_t *const commands = json_object_get(root, "commands");
    struct run_data *const r = arena_new(a, struct run_data, 1);

    if (!r)
        return out_of_memory(e);
    r->n_commands = json_array_size(commands);
    r->commands = arena_new(a, struct run_command, r->n_commands + 1);
    if (!r->commands)
        return out_of_memory(e);
    enum st st = read_facts(r, root, a, e);
    for (size_t i = 0; i < r->n_commands && st == ST_OK; i++)
        st = read_command(&r->commands[i], json_array_get(commands, i), a, e);
    *out = r;
    return st;
}

/* ---- either ---- */

static enum st read_either(struct report_data *out, const json_t *root,
                           struct arena *a, struct err *e)
{
    if (json_is_array(json_object_get(root, "cells")))
        return read_peers(&out->peers, root, a, e);
    if (json_is_array(json_object_get(root, "commands")))
        return read_run(&out->run, root, a, e);
    return err_set(e, ST_USAGE,
                   "neither the JSON of dateline-bench run nor that of "
                   "compare.py query");
}

enum st report_data_read(struct report_data *out, const char *path,
                         struct arena *a, struct err *e)
{
    struct buf file = BUF_INIT;
    json_error_t why;

    *out = (struct report_data){.path = path};
    enum st st = file_read(path, REPORT_SIZE_MAX, &file, e);
    if (st != ST_OK)
        goto done;
    json_t *const root =
        json_loadb((const char *)file.p, file.n, JSON_REJECT_DUPLICATES, &why);
    st = root ? read_either(out, root, a, e)
              : err_set(e, ST_USAGE, "line %d: %s", why.line, why.text);
    json_decref(root);
    if (st == ST_USAGE)
        err_note(e, "%s", path);

done:
    buf_release(&file);
    return st;
}
