#include "query/explain/explain_print.h"

#include "common/base/date.h"
#include "query/output/harmless.h"
#include "query/plan_span.h"

/* ---- what holds for all parts ---- */

static void print_bm25(const struct explanation *x, struct buf *out)
{
    const struct rank_choice *const r = &x->model->choice;
    const double k1 = (double)r->k1, b = (double)r->b;
    const double k = k1 * (1 - b + b * (double)x->length / x->model->average);

    buf_printf(out,
               "  idf * f / (f + K),  K = k1 (1 - b + b L / A)\n"
               "    = %g * (1 - %g + %g * %u / %.4g) = %.4f\n"
               "  idf = ln(1 + (N - n + 0.5) / (n + 0.5)),  N = %.0f\n",
               k1, b, b, x->length, x->model->average, k, x->model->docs);
    if (r->kind == RANK_BM25F)
        buf_printf(out, "  f = times in the text + %g * those in the title\n",
                   (double)r->headline - 1);
}

static void print_others(const struct explanation *x, struct buf *out)
{
    const struct rank_model *const m = x->model;
    const double slope = (double)m->choice.slope;

    switch (m->choice.kind) {
    case RANK_LM:
        buf_printf(out, "  ln(1 + f C / (mu F)),  C = %.0f words, mu = %g\n",
                   m->words, (double)m->choice.mu);
        break;
    case RANK_DPH:
        buf_printf(out,
                   "  (1 - f/L)^2 / (f + 1) * (f log2(f A N / (L F)) +\n"
                   "    log2(2 pi f (1 - f/L)) / 2),  A = %.4g, N = %.0f\n",
                   m->average, m->docs);
        break;
    case RANK_TFIDF:
        buf_printf(out,
                   "  (1 + ln(1 + ln f)) / D * idf,  D = 1 - s + s L / A\n"
                   "    = 1 - %g + %g * %u / %.4g = %.4f\n"
                   "  idf = ln((N + 1) / n),  N = %.0f\n",
                   slope, slope, x->length, m->average,
                   1 - slope + slope * (double)x->length / m->average, m->docs);
        break;
    case RANK_BM25:
    case RANK_BM25F:
    case RANKS:
        print_bm25(x, out);
        break;
    }
}

/* ---- parts ---- */

static bool is_several(const struct plan_node *n)
{
    return n->n_terms > 1 && n->kind != PLAN_UNION;
}

/* More words than anybody reads. */
enum { WORDS_SHOWN = 8 };

static void print_words(const struct plan_node *n, struct buf *out)
{
    const size_t shown = MIN(n->n_terms, (size_t)WORDS_SHOWN);
    const struct plan_span *span = n->span;

    if (n->title)
        buf_append_str(out, "title:");
    for (; span && span->kind == SPAN_ZONE; span = span->of[0])
        buf_printf(out, "%s:", plan_zone_name(span->zone));
    if (n->kind == PLAN_PHRASE)
        buf_append_byte(out, '"');
    for (size_t i = 0; i < shown; i++) {
        const struct plan_term *const t = n->terms[i];
        if (i > 0)
            buf_append_str(out, n->kind == PLAN_UNION ? "|" : " ");
        text_harmless(t->text, out);
        if (t->stem)
            buf_append_byte(out, '~');
    }
    if (shown < n->n_terms)
        buf_printf(out, " and %zu more", n->n_terms - shown);
    if (n->kind == PLAN_PHRASE)
        buf_append_byte(out, '"');
    if (n->kind == PLAN_SPAN && span->kind != SPAN_WORDS)
        buf_append_str(out, " where they are asked for");
    if (n->kind == PLAN_ALL)
        buf_append_str(out, "(every release)");
    if (n->kind == PLAN_FILTER)
        buf_append_str(out, "(a filter)");
    if (n->kind == PLAN_NOTHING && n->n_terms == 0)
        buf_append_str(out, "(what no release has)");
    if (n->kind == PLAN_CONSTANT)
        buf_append_str(out, "(a constant score)");
}

/* The number each word has from all documents. */
static void print_word(const struct rank_model *m, const struct plan_term *t,
                       struct buf *out)
{
    switch (m->choice.kind) {
    case RANK_LM:
    case RANK_DPH:
        buf_printf(out, "F %llu", (unsigned long long)t->cf);
        break;
    case RANK_TFIDF:
        buf_printf(out, "n %llu, idf %.4f", (unsigned long long)t->df,
                   rank_tfidf_idf(m, t->df));
        break;
    case RANK_BM25:
    case RANK_BM25F:
    case RANKS:
        buf_printf(out, "n %llu, idf %.4f", (unsigned long long)t->df,
                   (double)t->idf);
        break;
    }
}

static void print_numbers(const struct explanation *x,
                          const struct explained_part *p, struct buf *out)
{
    const struct plan_node *const n = p->node;

    if (p->freq > 0)
        buf_printf(out, ": f %u", p->freq);
    if (p->in_title > 0)
        buf_printf(out, " (%u in the title)", p->in_title);
    for (size_t i = 0; i < MIN(n->n_terms, (size_t)WORDS_SHOWN); i++) {
        buf_append_str(out, is_several(n) && i > 0 ? " + " : ", ");
        print_word(x->model, n->terms[i], out);
    }
    if (n->factor < 1 || n->factor > 1)
        buf_printf(out, ", times %g", n->factor);
}

static void print_part(const struct explanation *x,
                       const struct explained_part *p, struct buf *out)
{
    if (p->counted)
        buf_printf(out, "%10.4f  ", p->score);
    else
        buf_append_str(out, "         -  ");
    print_words(p->node, out);
    if (p->counted)
        print_numbers(x, p, out);
    else
        buf_append_str(out, p->found ? ": here, but not all it is asked with"
                                     : ": not here");
    buf_append_byte(out, '\n');
}

/* ---- all of it ---- */

static void print_document(const struct explanation *x, struct buf *out)
{
    char date[DATE_TEXT];

    if (x->length_words > 0)
        buf_printf(out, "%10.4f  %g words * ln(mu / (L + mu)) = %.6f\n",
                   x->length_words * x->length_part, x->length_words,
                   x->length_part);
    if (x->decay < 1)
        buf_printf(out, "  * %.4f  for its age: %s\n", x->decay,
                   x->date == DATE_NONE ? "it has no date"
                                        : date_format(x->date, date));
}

void explain_print(const struct explanation *x, struct buf *out)
{
    if (!x->matches)
        buf_append_str(out, "does not match\n\n");
    else
        buf_printf(out, "score %.6g by %s\n\n", (double)x->score,
                   RANK_NAMES[x->model->choice.kind]);
    print_others(x, out);
    buf_printf(out, "  L = %u, the length %u as scored\n\n", x->length,
               x->words);
    for (size_t i = 0; i < x->n; i++)
        print_part(x, &x->parts[i], out);
    if (!x->matches)
        return;
    print_document(x, out);
    buf_printf(out, "%10.4f  in all\n", (double)x->score);
}
