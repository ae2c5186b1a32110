#include "query/eval/measure.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "common/base/compiler.h"

/* ---- names ---- */

struct name {
    const char *name;
    enum measure_kind kind;
    bool cut; /* a number follows */
};

/* trec_eval's own first, others' behind. */
static const struct name NAMES[] = {
    {"num_ret", MEASURE_NUM_RET, false},
    {"num_rel", MEASURE_NUM_REL, false},
    {"num_rel_ret", MEASURE_NUM_REL_RET, false},
    {"map", MEASURE_MAP, false},
    {"Rprec", MEASURE_RPREC, false},
    {"recip_rank", MEASURE_RECIP_RANK, false},
    {"ndcg", MEASURE_NDCG, false},
    {"ndcg_cut_", MEASURE_NDCG_CUT, true},
    {"P_", MEASURE_P, true},
    {"recall_", MEASURE_RECALL, true},
    {"success_", MEASURE_SUCCESS, true},
    {"ap", MEASURE_MAP, false},
    {"mrr", MEASURE_RECIP_RANK, false},
    {"rr", MEASURE_RECIP_RANK, false},
    {"ndcg@", MEASURE_NDCG_CUT, true},
    {"P@", MEASURE_P, true},
    {"recall@", MEASURE_RECALL, true},
    {"R@", MEASURE_RECALL, true},
    {"success@", MEASURE_SUCCESS, true},
};

enum { CUT_MAX = 1000 * 1000 };

static bool fits(const struct name *known, const char *name,
                 struct measure *out)
{
    const size_t n = strlen(known->name);
    char *end;

    if (strncasecmp(known->name, name, n) != 0)
        return false;
    *out = (struct measure){.kind = known->kind};
    if (!known->cut)
        return name[n] == '\0';
    if (name[n] < '1' || name[n] > '9')
        return false;
    const unsigned long cut = strtoul(name + n, &end, 10);
    out->cut = (uint32_t)MIN(cut, (unsigned long)CUT_MAX);
    return *end == '\0' && cut <= CUT_MAX;
}

enum st measure_parse(const char *name, struct measure *out, struct err *e)
{
    for (size_t i = 0; i < COUNT_OF(NAMES); i++)
        if (fits(&NAMES[i], name, out))
            return ST_OK;
    return err_set(e, ST_USAGE,
                   "there is no measure %.64s; they are map, ndcg, "
                   "ndcg_cut_10, P_10, recall_1000, success_5, recip_rank, "
                   "Rprec, num_ret, num_rel, num_rel_ret",
                   name);
}

const char *measure_name(const struct measure *m, char out[static MEASURE_NAME])
{
    size_t i = 0;

    while (NAMES[i].kind != m->kind)
        i++;
    if (NAMES[i].cut)
        snprintf(out, MEASURE_NAME, "%s%u", NAMES[i].name, m->cut);
    else
        snprintf(out, MEASURE_NAME, "%s", NAMES[i].name);
    return out;
}

/* ---- values ---- */

/* Relevant ones among the first k. */
static size_t count_relevant(const int *v, size_t n, size_t k, int level)
{
    size_t count = 0;

    for (size_t i = 0; i < MIN(n, k); i++)
        count += v[i] >= level;
    return count;
}

static double average_precision(const struct judged_answer *a, size_t relevant)
{
    size_t found = 0;
    double sum = 0;

    for (size_t i = 0; i < a->n_found; i++) {
        if (a->found[i] < a->level)
            continue;
        found++;
        sum += (double)found / (double)(i + 1);
    }
    return sum / (double)relevant;
}

static double first_relevant(const struct judged_answer *a)
{
    for (size_t i = 0; i < a->n_found; i++) {
        if (a->found[i] >= a->level)
            return 1 / (double)(i + 1);
    }
    return 0;
}

static double gain(const int *v, size_t n, size_t k)
{
    double sum = 0;

    for (size_t i = 0; i < MIN(n, k); i++)
        if (v[i] > 0)
            sum += v[i] / log2((double)(i + 2));
    return sum;
}

static double ndcg(const struct judged_answer *a, size_t k)
{
    const double best = gain(a->ideal, a->n_ideal, k);

    return best > 0 ? gain(a->found, a->n_found, k) / best : 0;
}

double measure_of(const struct measure *m, const struct judged_answer *a)
{
    const size_t relevant =
        count_relevant(a->ideal, a->n_ideal, SIZE_MAX, a->level);
    const size_t cut = m->kind == MEASURE_RPREC ? relevant
                       : m->cut                 ? m->cut
                                                : SIZE_MAX;
    const double found =
        (double)count_relevant(a->found, a->n_found, cut, a->level);

    switch (m->kind) {
    case MEASURE_NUM_RET:
        return (double)a->n_found;
    case MEASURE_NUM_REL:
        return (double)relevant;
    case MEASURE_NUM_REL_RET:
        return found;
    case MEASURE_MAP:
        return relevant ? average_precision(a, relevant) : 0;
    case MEASURE_RECIP_RANK:
        return first_relevant(a);
    case MEASURE_NDCG:
    case MEASURE_NDCG_CUT:
        return ndcg(a, cut);
    case MEASURE_P:
        return found / (double)cut;
    case MEASURE_RPREC:
    case MEASURE_RECALL:
        return relevant ? found / (double)relevant : 0;
    case MEASURE_SUCCESS:
        return found > 0;
    }
    return 0;
}
