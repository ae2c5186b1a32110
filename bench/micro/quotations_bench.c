/*
 * quotations_bench -- how fast are quotations found and attributed?
 *
 *     quotations_bench SOURCE...
 *
 * Reads the releases of the sources into memory, BYTES of text at most, then
 * measures on one thread: `lines` alone, `quotations` on lines already read,
 * and `without marks`, the same texts with every byte of a mark replaced.
 * MB (10^6 bytes) of text a second of the processor: median (slowest ..
 * fastest) of ROUNDS.
 */
#include "common/base/mem.h"
#include "indexer/extract/extract.h"
#include "indexer/release/quotations.h"
#include "indexer/source/source.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { ROUNDS = 5, BYTES = 100 << 20 };

struct text {
    size_t title, body, end; /* bytes of the buffer */
};

struct bench {
    struct buf bytes;
    struct text *v;
    size_t n, cap;
    struct lines *lines;
    struct quotation_reader *reader;
    struct anatomy anatomy;
    uint64_t quotations, attributed;
};

static enum st keep(struct bench *b, const struct release *r, struct err *e)
{
    if (r->reject || b->bytes.n > BYTES)
        return ST_OK;
    if (!mem_grow(&b->v, &b->cap, b->n + 1))
        return err_set(e, ST_NOMEM, "out of memory");
    struct text *const t = &b->v[b->n++];
    t->title = b->bytes.n;
    t->body = t->title + r->title.n;
    t->end = t->body + r->body.n;
    buf_append(&b->bytes, r->title.p, r->title.n);
    return buf_append(&b->bytes, r->body.p, r->body.n)
               ? ST_OK
               : err_set(e, ST_NOMEM, "out of memory");
}

static enum st load(struct bench *b, const char *const *paths, size_t n,
                    struct err *e)
{
    const struct source_options options = SOURCE_OPTIONS_DEFAULT;
    const struct field_map map = field_map_default();
    struct batch batch = {.number = 0};
    struct extractor *x = NULL;
    struct source *s = NULL;
    enum st st = extractor_open(&x, &map, e);
    if (st == ST_OK)
        st = source_open(&s, paths, n, &options, e);
    while (st == ST_OK && (st = source_next_batch(s, &batch, e)) == ST_OK &&
           batch.n)
        for (size_t i = 0; i < batch.n && st == ST_OK; i++) {
            struct release r;
            st = extract_record(x, &batch, &batch.records[i], &r, e);
            if (st == ST_OK)
                st = keep(b, &r, e);
        }
    source_close(s);
    batch_release(&batch);
    extractor_close(x);
    return st;
}

static struct bytes part(const struct bench *b, size_t from, size_t to)
{
    return bytes_of(b->bytes.p + from, to - from);
}

static enum st read_lines(struct bench *b, size_t i, struct err *e)
{
    return lines_read(&b->lines[i], part(b, b->v[i].body, b->v[i].end), e);
}

static enum st read_quotations(struct bench *b, size_t i, struct err *e)
{
    const struct text *const t = &b->v[i];
    anatomy_clear(&b->anatomy);
    const enum st st =
        quotations_read(b->reader, part(b, t->title, t->body),
                        part(b, t->body, t->end), &b->lines[i], &b->anatomy, e);
    b->quotations += b->anatomy.n_quotations;
    for (size_t q = 0; q < b->anatomy.n_quotations; q++)
        b->attributed += b->anatomy.quotations[q].sure != SURE_NONE;
    return st;
}

static int compare(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static enum st measure(struct bench *b, const char *what,
                       enum st (*run)(struct bench *, size_t, struct err *),
                       struct err *e)
{
    double rate[ROUNDS];
    for (int k = 0; k < ROUNDS; k++) {
        const clock_t start = clock();
        b->quotations = b->attributed = 0;
        for (size_t i = 0; i < b->n; i++) {
            const enum st st = run(b, i, e);
            if (st != ST_OK)
                return st;
        }
        rate[k] = (double)b->bytes.n / 1e6 * CLOCKS_PER_SEC /
                  (double)(clock() - start);
    }
    qsort(rate, ROUNDS, sizeof(rate[0]), compare);
    printf("%-14s %6.0f MB/s (%.0f .. %.0f)  %llu quotations, %llu "
           "attributed\n",
           what, rate[ROUNDS / 2], rate[0], rate[ROUNDS - 1],
           (unsigned long long)b->quotations,
           (unsigned long long)b->attributed);
    return ST_OK;
}

/* Makes a word of every mark. */
static void take_marks(struct bench *b)
{
    for (size_t i = 0; i < b->bytes.n; i++)
        if (strchr("\"'`,\xc2\xe2\xe3\xef", b->bytes.p[i]))
            b->bytes.p[i] = 'x';
}

int main(int argc, char **argv)
{
    struct bench b = {.bytes = BUF_INIT};
    struct err e = ERR_INIT;
    if (argc < 2) {
        fprintf(stderr, "usage: quotations_bench SOURCE...\n");
        return EXIT_USAGE;
    }
    enum st st =
        load(&b, (const char *const *)(argv + 1), (size_t)argc - 1, &e);
    b.lines = mem_array(b.n, sizeof(b.lines[0]));
    if (!b.lines)
        return EXIT_USAGE;
    memset(b.lines, 0, b.n * sizeof(b.lines[0]));
    if (st == ST_OK)
        st = quotation_reader_open(&b.reader, &e);
    if (st == ST_OK)
        st = measure(&b, "lines", read_lines, &e);
    if (st == ST_OK)
        st = measure(&b, "quotations", read_quotations, &e);
    take_marks(&b);
    if (st == ST_OK)
        st = measure(&b, "without marks", read_quotations, &e);
    if (st != ST_OK)
        fprintf(stderr, "quotations_bench: %s\n", e.msg);
    for (size_t i = 0; i < b.n; i++)
        lines_release(&b.lines[i]);
    mem_free(b.lines);
    mem_free(b.v);
    buf_release(&b.bytes);
    anatomy_release(&b.anatomy);
    quotation_reader_close(b.reader);
    return (int)exit_code_of(st);
}
