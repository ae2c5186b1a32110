#include "query/output/marks.h"

#include <stdlib.h>

#include "common/base/mem.h"

/* How far a phrase has come: the words up to this place stood in a row, and
 * the next must be at position `next_pos`. */
struct phrase_place {
    bool reached;
    uint32_t next_pos;
    uint32_t start; /* byte where the row begins */
};

static enum st no_memory(struct err *e)
{
    return err_set(e, ST_NOMEM, "no memory left to mark words");
}

/* A word that a token may be, or a stem that its stem may be. */
struct marks_word {
    struct bytes text;
    const struct query_term *term;
    bool stem;
};

static int words_first_then_bytes(const void *a, const void *b)
{
    const struct marks_word *const x = a, *const y = b;
    if (x->stem != y->stem)
        return x->stem ? 1 : -1;
    const int c = bytes_compare(x->text, y->text);
    if (c)
        return c;
    /* What is asked for as it is comes before what is one form of it. */
    if (x->term->stem != y->term->stem)
        return x->term->stem ? 1 : -1;
    return (x->term > y->term) - (x->term < y->term);
}

/* Gives each phrase its run of places: phrases[p] .. phrases[p + 1]. */
static bool lay_out_phrases(struct marks *m)
{
    m->n_phrases = 1;
    for (size_t i = 0; i < m->n_terms; i++)
        m->n_phrases = MAX(m->n_phrases, (size_t)m->terms[i].phrase + 1);
    if (!mem_grow(&m->phrases, &m->cap_phrases, m->n_phrases + 1))
        return false;
    memset(m->phrases, 0, (m->n_phrases + 1) * sizeof(*m->phrases));

    for (size_t i = 0; i < m->n_terms; i++) {
        const struct query_term *const t = &m->terms[i];
        if (t->phrase == 0)
            continue;
        uint32_t *const length = &m->phrases[t->phrase + 1];
        *length = MAX(*length, t->place + 1);
    }
    for (size_t p = 0; p < m->n_phrases; p++)
        m->phrases[p + 1] += m->phrases[p];
    return mem_grow(&m->places, &m->cap_places, m->phrases[m->n_phrases] + 1);
}

/* Puts what is looked for in order. */
static void sort_words(struct marks *m, const struct word_forms *forms)
{
    size_t n = 0;
    for (size_t i = 0; i < m->n_terms; i++) {
        const struct query_term *const t = &m->terms[i];
        if (!t->stem || !forms)
            m->sorted[n++] = (struct marks_word){t->text, t, t->stem};
    }
    for (size_t i = 0; forms && i < forms->n; i++)
        m->sorted[n++] = (struct marks_word){
            forms->list[i].text, &m->terms[forms->list[i].term], false};
    if (n > 0)
        qsort(m->sorted, n, sizeof(*m->sorted), words_first_then_bytes);
    m->n_sorted = n;
    m->n_words = 0;
    memset(m->first, 0, sizeof(m->first));
    for (; m->n_words < n && !m->sorted[m->n_words].stem; m->n_words++) {
        const struct bytes text = m->sorted[m->n_words].text;
        m->first[(text.n ? text.p[0] : 0) + 1]++;
    }
    for (size_t i = 1; i < COUNT_OF(m->first); i++)
        m->first[i] += m->first[i - 1];
}

enum st marks_ask(struct marks *m, const struct query_term *terms, size_t n,
                  const struct word_forms *forms, struct err *e)
{
    const size_t n_forms = forms ? forms->n : 0;
    m->terms = terms;
    m->n_terms = n;
    m->n = 0;
    if (!mem_grow(&m->sorted, &m->cap_sorted, n + n_forms + 1) ||
        !mem_grow(&m->hits, &m->cap_hits, n + 1) ||
        !mem_grow(&m->next, &m->cap_next, n + 1) || !lay_out_phrases(m)) {
        m->n_terms = 0;
        return no_memory(e);
    }
    sort_words(m, forms);
    m->n_what = (uint32_t)(n + m->n_phrases);
    return ST_OK;
}

/* Appends to hits[n..] the terms that sorted[low..end) has with this text;
 * returns the new n. */
static size_t look_up(struct marks *m, size_t low, size_t end,
                      struct bytes text, size_t n)
{
    size_t high = end;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (bytes_compare(m->sorted[middle].text, text) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < end && bytes_equal(m->sorted[low].text, text); low++)
        m->hits[n++] = m->sorted[low].term;
    return n;
}

static enum st add_mark(struct marks *m, uint32_t start, uint32_t end,
                        uint32_t what, struct err *e)
{
    if (!mem_grow(&m->found, &m->cap, m->n + 1))
        return no_memory(e);
    m->found[m->n++] = (struct mark){start, end, what};
    return ST_OK;
}

/* What token `t`, matching `term`, makes of the term's place in its phrase. */
static struct phrase_place advance(const struct marks *m,
                                   const struct query_term *term,
                                   const struct token *t)
{
    const uint32_t next_pos = t->pos + t->parts;
    if (term->place == 0)
        return (struct phrase_place){true, next_pos, t->start};
    const struct phrase_place *const before =
        &m->places[m->phrases[term->phrase] + term->place - 1];
    if (before->reached && before->next_pos == t->pos)
        return (struct phrase_place){true, next_pos, before->start};
    return (struct phrase_place){.reached = false};
}

/* Marks what token `t` completes. All of its hits advance from the state
 * before it, so that a word standing twice in a phrase does not follow on
 * itself. */
static enum st take_token(struct marks *m, const struct token *t, size_t n_hits,
                          struct err *e)
{
    enum st st = ST_OK;
    bool word_marked = false;
    for (size_t i = 0; i < n_hits; i++)
        m->next[i] = advance(m, m->hits[i], t);
    for (size_t i = 0; i < n_hits && st == ST_OK; i++) {
        const struct query_term *const term = m->hits[i];
        if (term->phrase == 0) {
            if (!word_marked)
                st = add_mark(m, t->start, t->end, (uint32_t)(term - m->terms),
                              e);
            word_marked = true;
            continue;
        }
        if (!m->next[i].reached)
            continue;
        const uint32_t place = m->phrases[term->phrase] + term->place;
        m->places[place] = m->next[i];
        if (place + 1 == m->phrases[term->phrase + 1])
            st = add_mark(m, m->next[i].start, t->end,
                          (uint32_t)m->n_terms + term->phrase, e);
    }
    return st;
}

static int by_start_longest_first(const void *a, const void *b)
{
    const struct mark *const x = a, *const y = b;
    if (x->start != y->start)
        return x->start < y->start ? -1 : 1;
    return (x->end < y->end) - (x->end > y->end);
}

enum st marks_find(struct marks *m, struct stemmer *stemmer,
                   const struct token_list *tokens, struct err *e)
{
    m->n = 0;
    if (m->n_terms == 0)
        return ST_OK;
    memset(m->places, 0, m->phrases[m->n_phrases] * sizeof(*m->places));
    for (size_t i = 0; i < tokens->n; i++) {
        const struct token *const t = &tokens->tokens[i];
        const struct bytes word = token_term(tokens, t);
        const uint8_t first = word.p[0];
        size_t n = look_up(m, m->first[first], m->first[first + 1], word, 0);
        if (m->n_sorted > m->n_words) {
            bool failed = false;
            n = look_up(m, m->n_words, m->n_sorted,
                        stem_word(stemmer, word, &failed), n);
            if (failed)
                return no_memory(e);
        }
        const enum st st = n ? take_token(m, t, n, e) : ST_OK;
        if (st)
            return st;
    }
    if (m->n)
        qsort(m->found, m->n, sizeof(*m->found), by_start_longest_first);
    return ST_OK;
}

void marks_release(struct marks *m)
{
    mem_free(m->found);
    mem_free(m->sorted);
    mem_free(m->phrases);
    mem_free(m->places);
    mem_free(m->next);
    mem_free(m->hits);
    *m = (struct marks){.found = NULL};
}
