#include "query/rank/rank_model.h"

#include <math.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "common/segment/length_code.h"

const char *const RANK_NAMES[RANKS] = {"bm25", "bm25f", "lm", "dph", "tfidf"};

/* ---- the choice ---- */

struct parameter {
    const char *name, *range;
    size_t at; /* of the float in a rank_choice */
    double min, max;
};

enum { HEADLINE_MAX = 1000 };

static const struct parameter PARAMETERS[] = {
    {"k1", "0 or more", offsetof(struct rank_choice, k1), 0, 1e9},
    {"b", "from 0 to 1", offsetof(struct rank_choice, b), 0, 1},
    {"headline", "from 0 to 1000", offsetof(struct rank_choice, headline), 0,
     HEADLINE_MAX},
    {"mu", "0.001 or more", offsetof(struct rank_choice, mu), 0.001, 1e9},
    {"slope", "from 0 to 1", offsetof(struct rank_choice, slope), 0, 1},
};

static float value_of(const struct rank_choice *r, const struct parameter *p)
{
    float value;

    memcpy(&value, (const char *)r + p->at, sizeof(value));
    return value;
}

/* Written so that a NaN is refused too. */
static bool is_within(const struct parameter *p, double value)
{
    return value >= (double)(float)p->min && value <= (double)(float)p->max;
}

enum st rank_choice_set(struct rank_choice *r, const char *assignment,
                        struct err *e)
{
    const size_t n = strcspn(assignment, "=");

    for (size_t i = 0; i < COUNT_OF(PARAMETERS); i++) {
        const struct parameter *const p = &PARAMETERS[i];
        if (strlen(p->name) != n || strncmp(p->name, assignment, n) != 0)
            continue;
        const char *const text = assignment + n + (assignment[n] == '=');
        char *end;
        const double parsed = strtod(text, &end);
        const float value = (float)parsed;
        if (end == text || *end || !is_within(p, (double)value))
            return err_set(e, ST_USAGE, "%s: a number %s, as %s=1", p->name,
                           p->range, p->name);
        memcpy((char *)r + p->at, &value, sizeof(value));
        return ST_OK;
    }
    return err_set(e, ST_USAGE,
                   "there is no parameter %.*s; they are k1, b, headline, mu "
                   "and slope",
                   (int)MIN(n, (size_t)64), assignment);
}

enum st rank_choice_check(const struct rank_choice *r, struct err *e)
{
    static const char *const of[RANKS] = {"k1 b", "k1 b headline", "mu", "",
                                          "slope"};

    for (size_t i = 0; i < COUNT_OF(PARAMETERS); i++) {
        const struct parameter *const p = &PARAMETERS[i];
        if (!is_within(p, (double)value_of(r, p)) &&
            strstr(of[r->kind], p->name))
            return err_set(e, ST_USAGE, "%s must be %s", p->name, p->range);
    }
    return ST_OK;
}

/* ---- the model ---- */

void rank_model_init(struct rank_model *m, const struct rank_choice *r,
                     uint64_t words, uint64_t docs)
{
    const double slope = (double)r->slope, mu = (double)r->mu;

    m->choice = *r;
    m->words = (double)words;
    m->docs = (double)docs;
    /* Without documents nothing is scored; any length will do. */
    m->average = docs ? m->words / m->docs : 1;
    bm25_init(&m->bm25, r->k1, r->b, words, docs);
    for (unsigned code = 0; code < LENGTH_CODES; code++) {
        const double length = length_decode((uint8_t)code);
        m->norm[code] = 1 / (1 - slope + slope * length / m->average);
        m->part[code] = log(mu / (length + mu));
    }
}

double rank_lm_rate(const struct rank_model *m, uint64_t cf)
{
    return cf ? m->words / ((double)m->choice.mu * (double)cf) : 0;
}

double rank_lm_score(double rate, double freq)
{
    return log1p(freq * rate);
}

double rank_dph_rate(const struct rank_model *m, uint64_t cf)
{
    return cf ? m->docs / (double)cf : 0;
}

double rank_dph_score(const struct rank_model *m, double rate, double freq,
                      double length)
{
    static const double pi = 3.14159265358979323846;
    const double rest = 1 - freq / length;

    if (freq >= length)
        return 0;
    return rest * rest / (freq + 1) *
           (freq * log2(freq * m->average / length * rate) +
            0.5 * log2(2 * pi * freq * rest));
}

double rank_tfidf_idf(const struct rank_model *m, uint64_t df)
{
    return df ? log((m->docs + 1) / (double)df) : 0;
}

double rank_tfidf_score(const struct rank_model *m, double freq, uint8_t length)
{
    return (1 + log1p(log(freq))) * m->norm[length];
}
