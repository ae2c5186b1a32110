#include "bench/run.h"

#include <errno.h>
#include <string.h>

#include "bench/run_print.h"
#include "common/base/mem.h"

enum { ROUNDS_WARM = 10, ROUNDS_COLD = 1 };

/* What one run holds. */
struct running {
    const struct run_settings *settings;
    struct queries queries;
    struct classes classes;
    struct run_facts facts;
    struct index *index; /* NULL when cold: it is opened for each question */
    struct figures *commands;
    size_t n, cap;
    struct buf out;
};

static void running_release(struct running *r)
{
    for (size_t i = 0; i < r->n; i++)
        figures_release(&r->commands[i]);
    mem_free(r->commands);
    classes_release(&r->classes);
    queries_release(&r->queries);
    index_close(r->index);
    buf_release(&r->out);
}

static enum st read_commands(struct running *r, struct err *e)
{
    const char *rest = r->settings->commands;

    for (size_t n; *rest; rest += n + (rest[n] == ',')) {
        n = strcspn(rest, ",");
        const struct engine_command *const command =
            engine_command(bytes_of(rest, n));
        if (!command)
            return err_set(e, ST_USAGE, "no command '%.*s'; there are %s",
                           (int)n, rest, engine_commands());
        if (!mem_grow(&r->commands, &r->cap, r->n + 1))
            return err_set(e, ST_NOMEM, "out of memory for commands");
        r->commands[r->n++] = (struct figures){.command = command};
    }
    return r->n ? ST_OK : err_set(e, ST_USAGE, "no command to ask");
}

static enum st open_index(struct running *r, struct err *e)
{
    enum st st = index_open(&r->index, r->settings->index, e);

    if (st != ST_OK)
        return st;
    r->facts = (struct run_facts){.index = r->settings->index,
                                  .queries = r->settings->queries,
                                  .documents = r->index->counts.docs,
                                  .segments = r->index->n,
                                  .machine = machine_here()};
    for (size_t i = 0; i < r->index->n; i++)
        r->facts.bytes += r->index->segments[i]->file.n;
    if (r->settings->cold) {
        index_close(r->index); /* or its pages would be kept */
        r->index = NULL;
    }
    return ST_OK;
}

static enum st prepare(struct running *r, struct err *e)
{
    const char *const name = r->settings->syntax;
    enum syntax syntax = SYNTAX_LUCENE;
    enum st st = read_commands(r, e);

    if (st == ST_OK && name && !syntax_from_name(name, &syntax))
        st = err_set(e, ST_USAGE, "no syntax '%s'", name);
    if (st == ST_OK)
        st = queries_read(&r->queries, r->settings->queries, syntax, e);
    if (st == ST_OK && r->queries.n == 0)
        st = err_set(e, ST_USAGE, "%s: no query in it", r->settings->queries);
    if (st == ST_OK)
        st = classes_make(&r->classes, &r->queries, e);
    if (st == ST_OK)
        st = open_index(r, e);
    return st;
}

/* One thread first where there are to be several, for the ratio. */
static enum st measure(struct running *r, struct figures *f, struct samples *s,
                       struct err *e)
{
    const struct run_settings *const o = r->settings;
    const size_t rounds =
        o->rounds ? o->rounds : (o->cold ? ROUNDS_COLD : ROUNDS_WARM);
    enum st st = ST_OK;

    f->threads = o->threads;
    f->cold = o->cold;
    if (o->cold)
        return measure_cold(s, o->index, &r->queries, f->command, rounds, e);
    if (o->threads > 1) {
        st = measure_warm(s, r->index, &r->queries, f->command, rounds, 1, e);
        f->one = throughput_of(s);
        samples_release(s);
    }
    if (st == ST_OK)
        st = measure_warm(s, r->index, &r->queries, f->command, rounds,
                          o->threads, e);
    f->all = throughput_of(s);
    return st;
}

static enum st measure_command(struct running *r, struct figures *f,
                               struct err *e)
{
    struct samples samples = {.n = 0};

    enum st st = measure(r, f, &samples, e);
    if (st == ST_OK)
        st = figures_of(f, &r->classes, &samples, e);
    samples_release(&samples);
    return st;
}

/* Hands over what is in the buffer: command by command, for who waits. */
static enum st flush(struct running *r, FILE *out, struct err *e)
{
    if (r->out.failed)
        return err_set(e, ST_NOMEM, "out of memory for the output");
    if (r->out.n == 0)
        return ST_OK;
    if (fwrite(r->out.p, 1, r->out.n, out) != r->out.n || fflush(out) != 0)
        return err_set(e, ST_IO, "output: %s", strerror(errno));
    buf_clear(&r->out);
    return ST_OK;
}

static void print(struct running *r, size_t command)
{
    const struct figures *const f = &r->commands[command];
    const bool classes = r->settings->classes;

    switch (r->settings->format) {
    case RUN_TABLE:
        if (command > 0)
            buf_append_byte(&r->out, '\n');
        run_print_table(f, classes, &r->out);
        break;
    case RUN_TSV:
        if (command == 0)
            run_print_tsv_head(&r->out);
        run_print_tsv(f, classes, &r->out);
        break;
    case RUN_JSON:
        if (command + 1 == r->n)
            run_print_json(&r->facts, r->commands, r->n, &r->out);
        break;
    }
}

enum st run(const struct run_settings *s, FILE *out, struct err *e)
{
    struct running r = {.settings = s};

    enum st st = prepare(&r, e);
    for (size_t i = 0; i < r.n && st == ST_OK; i++) {
        st = measure_command(&r, &r.commands[i], e);
        if (st != ST_OK)
            break;
        print(&r, i);
        st = flush(&r, out, e);
    }
    running_release(&r);
    return st;
}
