#include "bench/releases/quotation_score.h"

static bool is_word_byte(uint8_t c)
{
    return c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
           (c >= 'A' && c <= 'Z');
}

/* Takes the next word of *b; empty: there is none. */
static struct bytes next_word(struct bytes *b)
{
    size_t from = 0, to;
    while (from < b->n && !is_word_byte(b->p[from]))
        from++;
    for (to = from; to < b->n && is_word_byte(b->p[to]);)
        to++;
    const struct bytes word = bytes_of(b->p + from, to - from);
    *b = bytes_of(b->p + to, b->n - to);
    return word;
}

static struct bytes last_word(struct bytes b)
{
    struct bytes last = BYTES_NONE;
    for (struct bytes w = next_word(&b); w.n; w = next_word(&b))
        last = w;
    return last;
}

static bool holds_words(struct bytes all, struct bytes some)
{
    for (struct bytes w = next_word(&some); w.n; w = next_word(&some)) {
        struct bytes rest = all, v = next_word(&rest);
        while (v.n && !bytes_equal(v, w))
            v = next_word(&rest);
        if (v.n == 0)
            return false;
    }
    return true;
}

bool same_speaker(struct bytes a, struct bytes b)
{
    return a.n && b.n && bytes_equal(last_word(a), last_word(b)) &&
           (holds_words(a, b) || holds_words(b, a));
}

static struct bytes text_of(struct bytes text, struct text_range at)
{
    return bytes_of(text.p + at.from, at.to - at.from);
}

static void score_speaker(struct quotation_score *s,
                          const struct scored_release *r,
                          const struct text_quotation *q,
                          const struct labelled_quotation *l,
                          quotation_error_fn *error)
{
    if (q->sure == SURE_NONE) {
        if (!l->optional && !text_range_is_empty(l->speaker) && error)
            error(r, "no speaker", q, l);
        return;
    }
    if (l->optional)
        return;
    const struct bytes said =
        text_of(q->speaker_in_title ? r->title : r->body, q->speaker);
    const struct bytes label =
        text_of(l->in_title ? r->title : r->body, l->speaker);
    const bool right = same_speaker(said, label);
    s->said[q->sure]++;
    s->said_right[q->sure] += right;
    s->full[q->sure] += right && holds_words(said, label);
    if (!right && error)
        error(r, "wrong speaker", q, l);
}

/* The label of the span, or NULL. */
static const struct labelled_quotation *label_of(const struct scored_release *r,
                                                 struct text_range at)
{
    for (uint32_t i = r->label->first; i < r->label->end; i++) {
        const struct labelled_quotation *const l = &r->labels->quotations[i];
        if (l->at.from == at.from && l->at.to == at.to)
            return l;
    }
    return NULL;
}

/* Whether the span lies over an optional one: neither right nor wrong. */
static bool is_optional(const struct scored_release *r, struct text_range at)
{
    for (uint32_t i = r->label->first; i < r->label->end; i++) {
        const struct labelled_quotation *const l = &r->labels->quotations[i];
        if (l->optional && l->at.from < at.to && at.from < l->at.to)
            return true;
    }
    return false;
}

static bool is_found(const struct anatomy *a, struct text_range at)
{
    for (size_t i = 0; i < a->n_quotations; i++)
        if (a->quotations[i].at.from == at.from &&
            a->quotations[i].at.to == at.to)
            return true;
    return false;
}

void quotation_score_add(struct quotation_score *s,
                         const struct scored_release *r,
                         quotation_error_fn *error)
{
    s->releases++;
    for (size_t i = 0; i < r->found->n_quotations; i++) {
        const struct text_quotation *const q = &r->found->quotations[i];
        const struct labelled_quotation *const l = label_of(r, q->at);
        if (!l && is_optional(r, q->at))
            continue;
        s->found += !l || !l->optional;
        s->right += l && !l->optional;
        if (l) {
            score_speaker(s, r, q, l, error);
            continue;
        }
        s->said[q->sure] += q->sure != SURE_NONE;
        if (error)
            error(r, "no quotation", q, NULL);
    }
    for (uint32_t i = r->label->first; i < r->label->end; i++) {
        const struct labelled_quotation *const l = &r->labels->quotations[i];
        if (l->optional)
            continue;
        s->labelled++;
        s->spoken += !text_range_is_empty(l->speaker);
        if (error && !is_found(r->found, l->at))
            error(r, "not found", NULL, l);
    }
}
