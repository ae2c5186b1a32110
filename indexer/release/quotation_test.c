#include "indexer/release/quotation_test.h"

enum {
    QUOTED_WORDS = 5,  /* of a quotation without a verb beside it */
    PHRASE_WORDS = 9,  /* of a phrase within a sentence           */
    SENTENCE_WORDS = 3 /* of one that is a sentence               */
};

static unsigned kind_at(const struct clause_reader *r, size_t i)
{
    return i < r->x->n ? r->x->v[i].kind : (unsigned)LEX_PARAGRAPH;
}

/* Whether the words of the span are mostly capitalised: a title. */
static bool is_titled(const struct clause_reader *r,
                      const struct quotation_span *q)
{
    size_t words = 0, capitals = 0;
    for (size_t i = q->first; i < q->end; i++) {
        const struct lexeme *const l = &r->x->v[i];
        if (l->kind > LEX_CAPITAL || l->to - l->from < 4)
            continue;
        words++;
        capitals += l->kind == LEX_CAPITAL;
    }
    return words > 1 && capitals * 5 >= words * 4;
}

static bool ends_with_punctuation(const struct clause_reader *r,
                                  const struct quotation_span *q)
{
    const unsigned last = kind_at(r, q->end - 1);
    return last == LEX_STOP || last == LEX_COMMA;
}

/* Whether the opening mark begins a clause: behind no word. */
static bool begins_clause(const struct clause_reader *r,
                          const struct quotation_span *q)
{
    const unsigned before = kind_at(r, quotation_opening(q) - 1);
    return before == LEX_PARAGRAPH || before == LEX_COLON ||
           before == LEX_STOP || before == LEX_COMMA || before == LEX_DASH ||
           before == LEX_OPEN || before == LEX_MARK ||
           r->x->v[q->first - 1].flags & LEX_LINE;
}

/* Whether the span is a sentence of its own. */
static bool is_sentence(const struct clause_reader *r,
                        const struct quotation_span *q)
{
    const unsigned first = kind_at(r, q->first);
    return q->words >= SENTENCE_WORDS &&
           (first == LEX_CAPITAL || first == LEX_UNCASED) &&
           kind_at(r, q->end - 1) == LEX_STOP && begins_clause(r, q);
}

bool quotation_passes(const struct clause_reader *r,
                      const struct quotation_span *q,
                      const struct mention *mention,
                      const struct uncased_mention *uncased, bool second)
{
    const bool beside = second || uncased->kind != MENTION_NONE ||
                        (mention->kind != MENTION_NONE && !mention->loose);
    const size_t next = quotation_behind(r->x, q);
    const unsigned behind = kind_at(r, next);
    if (q->flags & SPAN_DASH || uncased->kind == MENTION_NAME)
        return true;
    if (beside && begins_clause(r, q) &&
        (ends_with_punctuation(r, q) || behind == LEX_COMMA ||
         behind == LEX_STOP || clause_is_cue(r, next)))
        return q->words >= 1;
    if (q->flags & SPAN_SINGLE && !ends_with_punctuation(r, q))
        return false;
    if (q->words < QUOTED_WORDS)
        return is_sentence(r, q);
    /* A phrase within a sentence that has no verb of speech. */
    if (mention->kind == MENTION_NONE && uncased->kind == MENTION_NONE &&
        !begins_clause(r, q) && q->words < PHRASE_WORDS)
        return false;
    /* "announced the launch of “The Long Way”" */
    if (mention->loose && !begins_clause(r, q) &&
        kind_at(r, q->first) == LEX_CAPITAL && !ends_with_punctuation(r, q))
        return false;
    return beside || !is_titled(r, q);
}
