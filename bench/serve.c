#include "bench/serve.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* Scores with nine digits: enough to tell any two floats apart. */
static enum st print_hits(const struct engine *g, const struct engine_answer *a,
                          FILE *out, struct err *e)
{
    const struct index *const ix = engine_index(g);

    for (uint32_t i = 0; i < a->n; i++) {
        const uint32_t doc = a->hits[i].doc;
        const size_t at = index_segment_of(ix, doc);
        struct bytes id;
        const enum st st =
            segment_id(ix->segments[at], doc - ix->first_doc[at], &id, e);
        if (st != ST_OK)
            return st;
        fprintf(out, "%s%.*s:%.9g", i ? " " : "", (int)id.n, (const char *)id.p,
                (double)a->hits[i].score);
    }
    fputc('\n', out);
    return ST_OK;
}

static enum st answer(struct engine *g, struct bytes line, bool timed,
                      FILE *out, struct err *e)
{
    const uint8_t *const tab = line.n ? memchr(line.p, '\t', line.n) : NULL;
    const struct engine_command *command = NULL;
    struct engine_answer a;
    enum st st = ST_USAGE;

    if (tab)
        command = engine_command(bytes_of(line.p, (size_t)(tab - line.p)));
    if (command) {
        const size_t head = (size_t)(tab + 1 - line.p);
        st = engine_ask(g, command,
                        (struct engine_query){bytes_of(tab + 1, line.n - head),
                                              SYNTAX_LUCENE},
                        &a, e);
    }
    if (st == ST_USAGE || st == ST_SYNTAX) {
        *e = ERR_INIT;
        fputs("UNSUPPORTED\n", out);
        return ST_OK;
    }
    if (st != ST_OK)
        return st;
    if (command->rank)
        return print_hits(g, &a, out, e);
    fprintf(out, "%" PRIu64, a.number);
    if (timed)
        fprintf(out, "\t%" PRIu64, a.ns);
    fputc('\n', out);
    return ST_OK;
}

enum st serve(struct engine *g, bool timed, FILE *in, FILE *out, struct err *e)
{
    enum st st = ST_OK;
    char *line = NULL;
    size_t cap = 0;
    ssize_t n;

    if (timed)
        fputs("ready\n", out);
    fflush(out);
    while (st == ST_OK && (n = getline(&line, &cap, in)) >= 0) {
        while (n > 0 && (line[n - 1] == '\n' || line[n - 1] == '\r'))
            n--;
        st = answer(g, bytes_of(line, (size_t)n), timed, out, e);
        if (st == ST_OK && fflush(out) != 0)
            st = err_set(e, ST_IO, "standard output: %s", strerror(errno));
    }
    if (st == ST_OK && ferror(in))
        st = err_set(e, ST_IO, "standard input: %s", strerror(errno));
    free(line); /* getline's own */
    return st;
}
