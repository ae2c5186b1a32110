#include "query/eval/evaluation.h"

#include <stdlib.h>
#include <string.h>

#include "common/base/mem.h"

/* Room for one topic. */
struct scratch {
    struct ranked {
        float score;
        struct bytes doc;
        int relevance;
    } * ranked;
    int *found, *ideal;
};

static int best_first(const void *a, const void *b)
{
    const struct ranked *const x = a, *const y = b;

    if (x->score < y->score || x->score > y->score)
        return x->score < y->score ? 1 : -1;
    return bytes_compare(y->doc, x->doc);
}

static int greatest_first(const void *a, const void *b)
{
    const int x = *(const int *)a, y = *(const int *)b;
    return (x < y) - (x > y);
}

/* Both are sorted by document. */
static struct judged_answer judge(const struct trec_line *run, size_t n_run,
                                  const struct trec_line *qrels, size_t n_qrels,
                                  struct scratch *s)
{
    size_t at = 0;

    for (size_t i = 0; i < n_run; i++) {
        int c = 1;
        while (at < n_qrels &&
               (c = bytes_compare(qrels[at].doc, run[i].doc)) < 0)
            at++;
        s->ranked[i] = (struct ranked){
            .score = (float)run[i].value,
            .doc = run[i].doc,
            .relevance = at < n_qrels && c == 0 ? (int)qrels[at].value : 0};
    }
    if (n_run > 0)
        qsort(s->ranked, n_run, sizeof(*s->ranked), best_first);
    for (size_t i = 0; i < n_run; i++)
        s->found[i] = s->ranked[i].relevance;
    for (size_t i = 0; i < n_qrels; i++)
        s->ideal[i] = (int)qrels[i].value;
    qsort(s->ideal, n_qrels, sizeof(*s->ideal), greatest_first);
    return (struct judged_answer){.found = s->found,
                                  .n_found = n_run,
                                  .ideal = s->ideal,
                                  .n_ideal = n_qrels};
}

static size_t count_topics(const struct trec_lines *t)
{
    size_t n = 0;

    for (size_t i = 0; i < t->n; i = trec_lines_topic_end(t, i))
        n++;
    return n;
}

/* Walks the topics of both files, which are sorted. */
static void evaluate(struct evaluation *v, const struct trec_lines *run,
                     const struct trec_lines *qrels,
                     const struct evaluation_options *o, struct scratch *s)
{
    size_t at = 0;

    for (size_t i = 0, end; i < qrels->n; i = end) {
        const struct bytes topic = qrels->v[i].topic;
        end = trec_lines_topic_end(qrels, i);
        while (at < run->n && bytes_compare(run->v[at].topic, topic) < 0)
            at = trec_lines_topic_end(run, at);
        const bool answered =
            at < run->n && bytes_equal(run->v[at].topic, topic);
        if (!answered && !o->complete)
            continue;
        const size_t n_run = answered ? trec_lines_topic_end(run, at) - at : 0;
        struct judged_answer a =
            judge(run->v + at, n_run, qrels->v + i, end - i, s);
        double *const values = v->all + v->n * o->n_measures;
        a.level = o->level;
        for (size_t k = 0; k < o->n_measures; k++) {
            values[k] = measure_of(&o->measures[k], &a);
            v->values[k] += values[k];
        }
        v->topics[v->n++] = (struct evaluated_topic){topic, values};
    }
    for (size_t k = 0; k < o->n_measures && v->n > 0; k++)
        if (!measure_is_count(&o->measures[k]))
            v->values[k] /= (double)v->n;
}

enum st evaluation_make(struct evaluation *out, const struct trec_lines *run,
                        const struct trec_lines *qrels,
                        const struct evaluation_options *o, struct err *e)
{
    const size_t topics = count_topics(qrels);
    struct scratch s = {.ranked = mem_array(run->n, sizeof(*s.ranked)),
                        .found = mem_array(run->n, sizeof(*s.found)),
                        .ideal = mem_array(qrels->n, sizeof(*s.ideal))};
    enum st st = ST_OK;

    *out = (struct evaluation){
        .topics = mem_array(topics, sizeof(*out->topics)),
        .values = mem_zalloc(o->n_measures * sizeof(*out->values)),
        .all = mem_array(topics, o->n_measures * sizeof(*out->all))};
    if (!s.ranked || !s.found || !s.ideal || !out->topics || !out->values ||
        !out->all)
        st = err_set(e, ST_NOMEM, "out of memory for the evaluation");
    else
        evaluate(out, run, qrels, o, &s);
    mem_free(s.ranked);
    mem_free(s.found);
    mem_free(s.ideal);
    if (st != ST_OK)
        evaluation_release(out);
    return st;
}

void evaluation_release(struct evaluation *v)
{
    mem_free(v->topics);
    mem_free(v->values);
    mem_free(v->all);
    *v = (struct evaluation){.n = 0};
}
