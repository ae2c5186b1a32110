#include "query/explain/explain_json.h"

#include "common/base/json_writer.h"
#include "query/output/output.h"
#include "query/plan_span.h"

/* Of a part; a pattern may stand for thousands. */
enum { TERMS_MAX = 100 };

/* By enum plan_kind. Bools are no parts, their clauses are. */
static const char *const KINDS[] = {
    [PLAN_NOTHING] = "nothing",   [PLAN_ALL] = "all",
    [PLAN_TERM] = "word",         [PLAN_PHRASE] = "phrase",
    [PLAN_UNION] = "any",         [PLAN_FILTER] = "filter",
    [PLAN_CONSTANT] = "constant", [PLAN_BOOL] = "bool",
    [PLAN_QUORUM] = "quorum",     [PLAN_SPAN] = "span",
};

static void write_model(const struct rank_model *m, struct json_writer *w)
{
    const struct rank_choice *const r = &m->choice;
    const bool bm25 = r->kind == RANK_BM25 || r->kind == RANK_BM25F;

    jw_key(w, "model");
    jw_open_object(w);
    jw_member_str(w, "name", RANK_NAMES[r->kind]);
    if (bm25) {
        output_json_float(w, "k1", r->k1);
        output_json_float(w, "b", r->b);
    }
    if (r->kind == RANK_BM25F)
        output_json_float(w, "headline", r->headline);
    if (r->kind == RANK_LM)
        output_json_float(w, "mu", r->mu);
    if (r->kind == RANK_TFIDF)
        output_json_float(w, "slope", r->slope);
    jw_member_double(w, "releases", m->docs);
    jw_member_double(w, "words", m->words);
    jw_member_double(w, "average_length", m->average);
    jw_close_object(w);
}

static void write_terms(const struct plan_node *n, struct json_writer *w)
{
    const size_t shown = MIN(n->n_terms, (size_t)TERMS_MAX);

    jw_key(w, "terms");
    jw_open_array(w);
    for (size_t i = 0; i < shown; i++) {
        const struct plan_term *const t = n->terms[i];
        jw_open_object(w);
        jw_member_string(w, "text", t->text);
        jw_member_bool(w, "stem", t->stem);
        jw_member_uint(w, "releases", t->df);
        jw_member_uint(w, "occurrences", t->cf);
        jw_close_object(w);
    }
    jw_close_array(w);
    jw_member_uint(w, "more_terms", n->n_terms - shown);
}

/* Those that all of it must lie in. */
static void write_zones(const struct plan_node *n, struct json_writer *w)
{
    jw_key(w, "zones");
    jw_open_array(w);
    for (const struct plan_span *s = n->span; s && s->kind == SPAN_ZONE;
         s = s->of[0])
        jw_str(w, plan_zone_name(s->zone));
    jw_close_array(w);
}

static void write_part(const struct explained_part *p, struct json_writer *w)
{
    jw_open_object(w);
    jw_member_str(w, "kind", KINDS[p->node->kind]);
    jw_member_bool(w, "in_title_only", p->node->title);
    write_zones(p->node, w);
    write_terms(p->node, w);
    jw_member_bool(w, "found", p->found);
    jw_member_bool(w, "counted", p->counted);
    jw_member_uint(w, "freq", p->freq);
    jw_member_uint(w, "freq_in_title", p->in_title);
    jw_member_double(w, "times", p->node->factor);
    jw_member_double(w, "score", p->counted ? p->score : 0);
    jw_close_object(w);
}

void explain_json(const struct explanation *x, struct bytes query,
                  struct bytes id, struct buf *out)
{
    struct json_writer w = jw_of(out);

    jw_open_object(&w);
    jw_member_uint(&w, "version", JSON_OUTPUT_VERSION);
    jw_member_string(&w, "query", query);
    jw_member_string(&w, "id", id);
    jw_member_bool(&w, "matches", x->matches);
    if (x->matches) {
        output_json_float(&w, "score", x->score);
    } else {
        jw_key(&w, "score");
        jw_null(&w);
    }
    write_model(x->model, &w);
    jw_member_uint(&w, "words", x->words);
    jw_member_uint(&w, "length", x->length);
    jw_key(&w, "parts");
    jw_open_array(&w);
    for (size_t i = 0; i < x->n; i++)
        write_part(&x->parts[i], &w);
    jw_close_array(&w);
    jw_member_double(&w, "question_words", x->length_words);
    jw_member_double(&w, "score_a_word", x->length_part);
    jw_member_double(&w, "decay", x->decay);
    jw_close_object(&w);
    buf_append_byte(out, '\n');
}
