#include "query/eval/trec_lines.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/file.h"
#include "common/base/mem.h"

enum { COLUMNS_MAX = 6, NUMBER_MAX = 64 };
#define FILE_MAX ((size_t)1 << 34)

/* What is where in the lines of a kind. */
struct layout {
    size_t columns, doc, value;
    const char *expected;
};

static const struct layout RUN = {6, 2, 4, "topic Q0 document rank score tag"};
static const struct layout QRELS = {4, 2, 3,
                                    "topic iteration document relevance"};
static const struct layout BEIR = {3, 1, 2, "topic document relevance"};

void trec_lines_release(struct trec_lines *t)
{
    buf_release(&t->text);
    mem_free(t->v);
    *t = (struct trec_lines){.v = NULL};
}

static bool is_blank(uint8_t c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v';
}

/* How many columns a line has; the first COLUMNS_MAX of them. */
static size_t split(struct bytes line, struct bytes columns[COLUMNS_MAX])
{
    size_t n = 0;

    for (size_t at = 0;;) {
        while (at < line.n && is_blank(line.p[at]))
            at++;
        if (at == line.n)
            return n;
        const size_t from = at;
        while (at < line.n && !is_blank(line.p[at]))
            at++;
        if (n < COLUMNS_MAX)
            columns[n] = bytes_of(line.p + from, at - from);
        n++;
    }
}

/* The number that is all of `text`. */
static bool parse_number(struct bytes text, enum trec_kind kind, double *out)
{
    char copy[NUMBER_MAX], *end;

    if (text.n == 0 || text.n >= sizeof(copy))
        return false;
    memcpy(copy, text.p, text.n);
    copy[text.n] = '\0';
    *out = strtod(copy, &end);
    if (end != copy + text.n || !isfinite(*out))
        return false;
    return kind == TREC_RUN || (fabs(*out) < 1e6 && floor(*out) >= *out);
}

static enum st take_line(struct trec_lines *t, enum trec_kind kind,
                         const struct layout *l, const struct bytes *columns,
                         size_t n, struct err *e)
{
    double value;

    if (n != l->columns)
        return err_set(e, ST_USAGE, "%zu columns, not %zu: %s", n, l->columns,
                       l->expected);
    if (!parse_number(columns[l->value], kind, &value))
        return err_set(e, ST_USAGE, "%.*s is not a %s",
                       (int)MIN(columns[l->value].n, (size_t)NUMBER_MAX),
                       (const char *)columns[l->value].p,
                       kind == TREC_RUN ? "score" : "whole number");
    if (!mem_grow(&t->v, &t->cap, t->n + 1))
        return err_set(e, ST_NOMEM, "out of memory");
    t->v[t->n++] = (struct trec_line){
        .topic = columns[0], .doc = columns[l->doc], .value = value};
    return ST_OK;
}

static int by_topic_and_doc(const void *a, const void *b)
{
    const struct trec_line *const x = a, *const y = b;
    const int c = bytes_compare(x->topic, y->topic);
    const int d = c ? c : bytes_compare(x->doc, y->doc);
    return d ? d : (x->line > y->line) - (x->line < y->line);
}

/* trec_eval refuses them too: what is right for one is wrong for the other. */
static enum st check_unique(const struct trec_lines *t, const char *path,
                            struct err *e)
{
    for (size_t i = 1; i < t->n; i++) {
        const struct trec_line *const one = &t->v[i - 1], *const two = &t->v[i];
        if (bytes_equal(one->topic, two->topic) &&
            bytes_equal(one->doc, two->doc))
            return err_set(
                e, ST_USAGE,
                "%s:%zu: document %.*s of topic %.*s stood in line %zu", path,
                two->line, (int)MIN(two->doc.n, (size_t)100),
                (const char *)two->doc.p, (int)MIN(two->topic.n, (size_t)100),
                (const char *)two->topic.p, one->line);
    }
    return ST_OK;
}

static bool is_beir_header(const struct bytes *columns, size_t n)
{
    return n == 3 && bytes_equal_str(columns[0], "query-id");
}

static enum st parse_lines(struct trec_lines *t, enum trec_kind kind,
                           const char *path, struct err *e)
{
    const struct layout *layout = kind == TREC_RUN ? &RUN : &QRELS;
    struct bytes rest = buf_bytes(&t->text), columns[COLUMNS_MAX];
    enum st st = ST_OK;

    for (size_t line = 1; st == ST_OK && rest.n > 0; line++) {
        const uint8_t *const end = memchr(rest.p, '\n', rest.n);
        const size_t size = end ? (size_t)(end - rest.p) : rest.n;
        const size_t n = split(bytes_of(rest.p, size), columns);
        const size_t step = size + (end != NULL);
        rest = bytes_of(rest.p + step, rest.n - step);
        if (n == 0)
            continue;
        if (t->n == 0 && kind == TREC_QRELS && layout == &QRELS &&
            is_beir_header(columns, n)) {
            layout = &BEIR;
            continue;
        }
        if ((st = take_line(t, kind, layout, columns, n, e)) == ST_OK)
            t->v[t->n - 1].line = line;
        else
            err_note(e, "%s:%zu", path, line);
    }
    return st;
}

enum st trec_lines_read(struct trec_lines *out, enum trec_kind kind,
                        const char *path, struct err *e)
{
    *out = (struct trec_lines){.v = NULL};
    enum st st = file_read(path, FILE_MAX, &out->text, e);
    if (st == ST_OK) {
        st = parse_lines(out, kind, path, e);
        if (st == ST_OK && out->n > 0)
            qsort(out->v, out->n, sizeof(*out->v), by_topic_and_doc);
        if (st == ST_OK)
            st = check_unique(out, path, e);
    }
    if (st != ST_OK)
        trec_lines_release(out);
    return st;
}

size_t trec_lines_topic_end(const struct trec_lines *t, size_t from)
{
    size_t to = from;

    while (to < t->n && bytes_equal(t->v[to].topic, t->v[from].topic))
        to++;
    return to;
}
