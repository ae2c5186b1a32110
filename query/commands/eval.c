/* eval -- how good a run is, by the judgements of a test collection. */
#include "query/eval/evaluation.h"

#include "common/base/mem.h"
#include "query/commands/commands.h"

/* ---- the work ---- */

static void print_value(const struct measure *m, struct bytes topic,
                        double value, int digits, struct buf *out)
{
    char name[MEASURE_NAME];

    buf_printf(out, "%-22s\t%.*s\t", measure_name(m, name), (int)topic.n,
               (const char *)topic.p);
    if (measure_is_count(m))
        buf_printf(out, "%.0f\n", value);
    else
        buf_printf(out, "%.*f\n", digits, value);
}

/* As trec_eval prints it: measure, topic, value. */
static void print(const struct eval_command *c, const struct evaluation *v,
                  struct buf *out)
{
    const struct evaluation_options *const o = &c->options;

    for (size_t i = 0; c->each && i < v->n; i++)
        for (size_t k = 0; k < o->n_measures; k++)
            print_value(&o->measures[k], v->topics[i].id,
                        v->topics[i].values[k], c->digits, out);
    buf_printf(out, "%-22s\tall\t%zu\n", "num_q", v->n);
    for (size_t k = 0; k < o->n_measures; k++)
        print_value(&o->measures[k], bytes_of_str("all"), v->values[k],
                    c->digits, out);
}

enum st command_eval(const struct eval_command *c, struct reply *reply,
                     struct err *e)
{
    struct trec_lines run = {.v = NULL}, qrels = {.v = NULL};
    struct evaluation v = {.n = 0};
    struct buf out = BUF_INIT;

    enum st st = trec_lines_read(&run, TREC_RUN, c->run, e);
    if (st == ST_OK)
        st = trec_lines_read(&qrels, TREC_QRELS, c->qrels, e);
    if (st == ST_OK)
        st = evaluation_make(&v, &run, &qrels, &c->options, e);
    if (st == ST_OK) {
        reply->none = v.n == 0;
        if (v.n == 0)
            buf_append_str(&reply->notes,
                           "no topic of the run has a judgement\n");
        print(c, &v, &out);
        st = reply_send(reply, &out, e);
    }
    buf_release(&out);
    evaluation_release(&v);
    trec_lines_release(&run);
    trec_lines_release(&qrels);
    return st;
}

/* ---- the command line ---- */

enum {
    OPTION_MEASURE = 1,
    OPTION_EACH,
    OPTION_COMPLETE,
    OPTION_LEVEL,
    OPTION_DIGITS,
};

static const struct option_spec OPTIONS[] = {
    {OPTION_MEASURE, 'm', "measure", "NAME",
     "Only this one; may be given again: map, ndcg, ndcg_cut_K, P_K, recall_K, "
     "success_K, recip_rank, Rprec, num_ret, num_rel, num_rel_ret; or nDCG@K, "
     "P@K, R@K, MRR."},
    {OPTION_EACH, 'q', "each", NULL, "Print each topic too."},
    {OPTION_COMPLETE, 'c', "complete", NULL,
     "Count judged topics that the run has no answer to, with 0."},
    {OPTION_LEVEL, 'l', "level", "N",
     "A document is relevant from this judgement on (default 1)."},
    {OPTION_DIGITS, 0, "digits", "N", "Digits behind the point (default 4)."},
};

static const struct example_spec EXAMPLES[] = {
    {"dateline-query eval run.txt qrels.txt", "the usual measures"},
    {"dateline-query eval -q -m map -m P_10 run.txt qrels.txt",
     "two of them, of each topic too"},
};

static const char *const USUAL[] = {
    "num_ret",    "num_rel",     "num_rel_ret", "map",        "Rprec",
    "recip_rank", "ndcg_cut_10", "P_10",        "recall_100", "recall_1000"};

enum { MEASURES_MAX = 64, LEVEL_MAX = 1000, DIGITS_MAX = 15 };

struct arguments {
    struct eval_command command;
    struct measure measures[MEASURES_MAX];
    int64_t level, digits;
};

static enum st add_measure(struct arguments *a, const char *name, struct err *e)
{
    struct evaluation_options *const o = &a->command.options;

    if (o->n_measures == MEASURES_MAX)
        return err_set(e, ST_USAGE, "-m: at most %d measures", MEASURES_MAX);
    return measure_parse(name, &a->measures[o->n_measures++], e);
}

static enum st take(struct options *o, int id, void *settings, struct err *e)
{
    struct arguments *const a = settings;
    switch (id) {
    case OPTION_MEASURE:
        return add_measure(a, o->value, e);
    case OPTION_EACH:
        a->command.each = true;
        return ST_OK;
    case OPTION_COMPLETE:
        a->command.options.complete = true;
        return ST_OK;
    case OPTION_LEVEL:
        return options_int(o, 1, LEVEL_MAX, &a->level, e);
    case OPTION_DIGITS:
        return options_int(o, 1, DIGITS_MAX, &a->digits, e);
    default:
        return ST_OK;
    }
}

static enum st run(struct options *o, struct reply *reply, struct err *e)
{
    struct arguments a = {.level = 1, .digits = 4};
    enum st st = options_take(o, take, &a, e);

    if (st != ST_OK || o->asked != ASKED_NOTHING)
        return st;
    const bool usual = a.command.options.n_measures == 0;
    for (size_t i = 0; usual && st == ST_OK && i < COUNT_OF(USUAL); i++)
        st = add_measure(&a, USUAL[i], e);
    if (st != ST_OK)
        return st;
    a.command.run = o->operands[0];
    a.command.qrels = o->operands[1];
    a.command.digits = (int)a.digits;
    a.command.options.measures = a.measures;
    a.command.options.level = (int)a.level;
    return command_eval(&a.command, reply, e);
}

const struct command EVAL_COMMAND = {
    .spec =
        {
            .name = "eval",
            .operands = "RUN QRELS",
            .summary = "measure a run by relevance judgements",
            .details =
                "Prints what trec_eval would: for each measure its name, "
                "\"all\", and the mean over the topics that are in both files. "
                "RUN is as `batch` writes it. QRELS has four columns, topic, "
                "iteration, document and relevance, or three under BEIR's "
                "header.",
            .options = OPTIONS,
            .n_options = COUNT_OF(OPTIONS),
            .examples = EXAMPLES,
            .n_examples = COUNT_OF(EXAMPLES),
        },
    .run = run,
};
