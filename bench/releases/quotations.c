#include "bench/releases/quotations.h"

#include <stdio.h>
#include <string.h>

#include "bench/releases/quotation_score.h"
#include "indexer/extract/extract.h"
#include "indexer/release/quotations.h"
#include "indexer/source/source.h"

/* Scores by half and source; sources beyond KINDS share the last. */
enum { KINDS = 12 };

struct kind {
    struct bytes half, source;
    struct quotation_score score;
};

struct run {
    struct quotation_labels labels;
    struct quotation_reader *reader;
    struct extractor *extractor;
    struct lines lines;
    struct anatomy anatomy;
    struct kind kinds[KINDS];
    size_t n_kinds;
    bool errors;
};

static void print_error(const struct scored_release *r, const char *what,
                        const struct text_quotation *found,
                        const struct labelled_quotation *labelled)
{
    const struct text_range at = found ? found->at : labelled->at;
    const uint32_t to = at.to - at.from > 60 ? at.from + 60 : at.to;
    printf("%-14s %.*s %u-%u\n    %.*s\n", what, (int)r->label->id.n,
           (const char *)r->label->id.p, at.from, at.to, (int)(to - at.from),
           (const char *)r->body.p + at.from);
    if (found && found->sure)
        printf("    said by: %.*s (class %c, sieve %d)\n",
               (int)(found->speaker.to - found->speaker.from),
               (const char *)(found->speaker_in_title ? r->title : r->body).p +
                   found->speaker.from,
               "-ABC"[found->sure], (int)found -> sieve);
    if (labelled)
        printf("    label:   %.*s\n",
               (int)(labelled->speaker.to - labelled->speaker.from),
               (const char *)(labelled->in_title ? r->title : r->body).p +
                   labelled->speaker.from);
}

static struct quotation_score *score_of(struct run *run,
                                        const struct labelled_release *l)
{
    size_t i = 0;
    while (i < run->n_kinds && !(bytes_equal(run->kinds[i].half, l->half) &&
                                 bytes_equal(run->kinds[i].source, l->source)))
        i++;
    if (i == KINDS)
        return &run->kinds[KINDS - 1].score;
    if (i == run->n_kinds)
        run->kinds[run->n_kinds++] =
            (struct kind){.half = l->half, .source = l->source};
    return &run->kinds[i].score;
}

static enum st take_release(struct run *run, const struct release *x,
                            struct err *e)
{
    const struct labelled_release *const label =
        quotation_labels_find(&run->labels, x->id);
    if (!label)
        return ST_OK;
    anatomy_clear(&run->anatomy);
    enum st st = lines_read(&run->lines, x->body, e);
    if (st == ST_OK)
        st = quotations_read(run->reader, x->title, x->body, &run->lines,
                             &run->anatomy, e);
    if (st != ST_OK)
        return st;
    const struct scored_release r = {x->title, x->body, &run->labels, label,
                                     &run->anatomy};
    const bool open = bytes_equal_str(label->half, "open");
    quotation_score_add(score_of(run, label), &r,
                        run->errors && open ? print_error : NULL);
    return ST_OK;
}

static enum st read_sources(struct run *run, const char *const *paths, size_t n,
                            struct err *e)
{
    const struct source_options options = SOURCE_OPTIONS_DEFAULT;
    struct batch b = {.number = 0};
    struct source *s = NULL;
    enum st st = source_open(&s, paths, n, &options, e);
    while (st == ST_OK && (st = source_next_batch(s, &b, e)) == ST_OK && b.n)
        for (size_t i = 0; i < b.n && st == ST_OK; i++) {
            struct release r;
            st = extract_record(run->extractor, &b, &b.records[i], &r, e);
            if (st == ST_OK && !r.reject)
                st = take_release(run, &r, e);
        }
    source_close(s);
    batch_release(&b);
    return st;
}

static double ratio(unsigned a, unsigned b)
{
    return b ? (double)a / b : 1.0;
}

static void print_score(const char *what, const struct quotation_score *s)
{
    const unsigned said = s->said[SURE_A] + s->said[SURE_B];
    const unsigned right = s->said_right[SURE_A] + s->said_right[SURE_B];
    printf("%-18s %4u releases  spans %4u P %.3f R %.3f  who A+B P %.3f R "
           "%.3f ",
           what, s->releases, s->labelled, ratio(s->right, s->found),
           ratio(s->right, s->labelled), ratio(right, said),
           ratio(right, s->spoken));
    for (int c = SURE_A; c <= SURE_C; c++)
        printf(" %c %.3f (%u)", "-ABC"[c], ratio(s->said_right[c], s->said[c]),
               s -> said[c]);
    printf("  full name %.3f\n",
           ratio(s->full[SURE_A] + s->full[SURE_B], right));
}

static void add(struct quotation_score *to, const struct quotation_score *s)
{
    to->releases += s->releases;
    to->labelled += s->labelled;
    to->found += s->found;
    to->right += s->right;
    to->spoken += s->spoken;
    for (int c = 0; c <= SURE_C; c++) {
        to->said[c] += s->said[c];
        to->said_right[c] += s->said_right[c];
        to->full[c] += s->full[c];
    }
}

/* All of one half; with no half, of all. */
static unsigned print_half(const struct run *run, struct bytes half)
{
    struct quotation_score sum = {0};
    char name[64];
    for (size_t i = 0; i < run->n_kinds; i++)
        if (half.n == 0 || bytes_equal(run->kinds[i].half, half))
            add(&sum, &run->kinds[i].score);
    if (half.n)
        snprintf(name, sizeof(name), "%.*s", (int)half.n, (const char *)half.p);
    print_score(half.n ? name : "all", &sum);
    return sum.releases;
}

/* Whether the half of kind i stood before. */
static bool is_repeated(const struct run *run, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (bytes_equal(run->kinds[k].half, run->kinds[i].half))
            return true;
    return false;
}

static void print_scores(const struct run *run)
{
    char name[64];
    for (size_t i = 0; i < run->n_kinds; i++) {
        const struct kind *const k = &run->kinds[i];
        snprintf(name, sizeof(name), "%.*s %.*s", (int)k->half.n,
                 (const char *)k->half.p, (int)k->source.n,
                 (const char *)k->source.p);
        print_score(name, &k->score);
    }
    for (size_t i = 0; i < run->n_kinds; i++)
        if (!is_repeated(run, i))
            print_half(run, run->kinds[i].half);
    const unsigned releases = print_half(run, BYTES_NONE);
    if (releases < run->labels.n)
        printf("%zu of %zu labelled releases are not in the sources\n",
               run->labels.n - releases, run->labels.n);
}

int bench_quotations(int argc, char **argv)
{
    const struct field_map map = field_map_default();
    struct run run = {.n_kinds = 0};
    struct err e = ERR_INIT;
    if (argc > 3 && strcmp(argv[argc - 1], "--errors") == 0) {
        run.errors = true;
        argc--;
    }
    if (argc < 3) {
        fprintf(stderr, "usage: quotations LABELS SOURCE... [--errors]\n");
        return EXIT_USAGE;
    }
    enum st st = quotation_labels_open(&run.labels, argv[1], &e);
    if (st == ST_OK)
        st = quotation_reader_open(&run.reader, &e);
    if (st == ST_OK)
        st = extractor_open(&run.extractor, &map, &e);
    if (st == ST_OK)
        st = read_sources(&run, (const char *const *)(argv + 2),
                          (size_t)argc - 2, &e);
    if (st == ST_OK)
        print_scores(&run);
    else
        fprintf(stderr, "quotations: %s\n", e.msg);
    extractor_close(run.extractor);
    quotation_reader_close(run.reader);
    quotation_labels_close(&run.labels);
    lines_release(&run.lines);
    anatomy_release(&run.anatomy);
    return (int)exit_code_of(st);
}
