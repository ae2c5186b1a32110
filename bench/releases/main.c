/*
 * How much of a release is read right? Reads the sources named, and
 *
 *     releases score [-v] LABELS SOURCE...   compares with what a person read
 *     releases agree [-v] SOURCE...          compares the day of each dateline
 *                                            with the day of its release
 *     releases list SOURCE...                prints each dateline
 *
 * -v prints what differs.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/releases/labels.h"
#include "bench/releases/score.h"
#include "bench/releases/sources.h"
#include "common/base/date.h"

enum { SOURCES_OF_RELEASES_MAX = 256, NEAR_DAYS = 1 };

/* Day of the dateline against day of the release, of one source. */
struct agreement {
    char source[48];
    uint32_t same, near, differs, dateless;
};

struct run {
    struct labels labels;
    struct score score;
    struct agreement by_source[SOURCES_OF_RELEASES_MAX];
    size_t n_sources;
    FILE *show;
};

static void add_score(void *context, const struct release *r,
                      const struct lines *l, const struct anatomy *a)
{
    struct run *const run = context;
    const struct label *const label = labels_find(&run->labels, r->id);
    if (label)
        score_add(&run->score, label, r->body, l, a, run->show);
}

static struct agreement *agreement_of(struct run *run, struct bytes source)
{
    char name[sizeof(run->by_source[0].source)];
    snprintf(name, sizeof(name), "%.*s", (int)source.n, (const char *)source.p);
    size_t i = 0;
    while (i < run->n_sources && strcmp(run->by_source[i].source, name) != 0)
        i++;
    if (i == SOURCES_OF_RELEASES_MAX)
        return &run->by_source[i - 1]; /* the rest is one source */
    if (i == run->n_sources) {
        run->n_sources++;
        strcpy(run->by_source[i].source, name);
    }
    return &run->by_source[i];
}

static void print_dateline(FILE *out, const struct release *r,
                           const struct text_dateline *d)
{
    char date[DATE_TEXT], of_release[DATE_TEXT];
    const char *const body = (const char *)r->body.p;
    fprintf(out, "%.*s\t%s\t%s\t[%.*s]\t[%.*s]\t[%.*s]\t%.*s\n", (int)r->id.n,
            (const char *)r->id.p, date_format(r->date, of_release),
            date_format(d->date, date), (int)(d->place.to - d->place.from),
            body + d->place.from, (int)(d->region.to - d->region.from),
            body + d->region.from, (int)(d->agency.to - d->agency.from),
            body + d->agency.from, (int)(d->at.to - d->at.from),
            body + d->at.from);
}

static void add_agreement(void *context, const struct release *r,
                          const struct lines *l, const struct anatomy *anatomy)
{
    struct run *const run = context;
    const struct text_dateline *const d = &anatomy->dateline;
    (void)l;
    if (text_range_is_empty(d->at) || r->date == DATE_NONE)
        return;
    struct agreement *const a = agreement_of(run, r->source);
    if (d->date == DATE_NONE)
        a->dateless++;
    else if (d->date == r->date)
        a->same++;
    else if (labs((long)d->date - r->date) <= NEAR_DAYS)
        a->near++;
    else
        a->differs++;
    if (run->show && d->date != DATE_NONE && d->date != r->date)
        print_dateline(run->show, r, d);
}

static void list(void *context, const struct release *r, const struct lines *l,
                 const struct anatomy *a)
{
    (void)context;
    (void)l;
    if (!text_range_is_empty(a->dateline.at))
        print_dateline(stdout, r, &a->dateline);
}

static void print_agreement(const struct run *run)
{
    struct agreement all = {.source = "all"};
    printf("%-20s %8s %8s %8s %8s\n", "source", "same", "1 day", "more",
           "no date");
    for (size_t i = 0; i <= run->n_sources; i++) {
        const struct agreement *const a =
            i < run->n_sources ? &run->by_source[i] : &all;
        printf("%-20s %8u %8u %8u %8u\n", a->source, a->same, a->near,
               a->differs, a->dateless);
        all.same += a->same;
        all.near += a->near;
        all.differs += a->differs;
        all.dateless += a->dateless;
    }
    const uint32_t dated = (all.same + all.near + all.differs) / 2;
    printf("same day: %.2f %%\n", dated ? 50.0 * all.same / dated : 0.0);
}

static int usage(void)
{
    fputs("usage: releases score [-v] LABELS SOURCE...\n"
          "       releases agree [-v] SOURCE...\n"
          "       releases list SOURCE...\n",
          stderr);
    return EXIT_USAGE;
}

int main(int argc, char **argv)
{
    static struct run run;
    struct err e = ERR_INIT;
    enum st st = ST_OK;
    int at = 2;
    if (argc < 3)
        return usage();
    const bool score = strcmp(argv[1], "score") == 0;
    const bool agree = strcmp(argv[1], "agree") == 0;
    if (strcmp(argv[at], "-v") == 0) {
        run.show = stdout;
        at++;
    }
    if (score && at < argc)
        st = labels_read(&run.labels, argv[at++], &e);
    if (at >= argc || (!score && !agree && strcmp(argv[1], "list") != 0))
        return usage();
    if (st == ST_OK)
        st = sources_read((const char *const *)(argv + at), (size_t)(argc - at),
                          score   ? add_score
                          : agree ? add_agreement
                                  : list,
                          &run, &e);
    if (st != ST_OK)
        fprintf(stderr, "releases: %s\n", e.msg);
    else if (score)
        score_print(&run.score, stdout);
    else if (agree)
        print_agreement(&run);
    labels_release(&run.labels);
    return (int)exit_code_of(st);
}
