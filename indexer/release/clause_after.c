#include "indexer/release/clause_parts.h"
#include "indexer/release/quotation_marks.h"

enum {
    APPOSITION = 25,   /* lexemes between the commas of an apposition */
    OFFICE_WORDS = 10, /* words between an office and its verb */
    SENTENCE = 100     /* lexemes that are read */
};

/* Behind an apposition, "(D-HI)" or ", head of Acme,", that begins at i and
 * has a verb of speech behind it; else i. */
static size_t skip_apposition(const struct clause_reader *r, size_t i,
                              size_t end)
{
    const size_t far = MIN(end, i + APPOSITION);
    if (clause_is(r, i, LEX_OPEN)) {
        for (size_t k = i + 1; k < far; k++)
            if (clause_is(r, k, LEX_CLOSE))
                return skip_apposition(r, k + 1, end);
        return i;
    }
    if (!clause_is(r, i, LEX_COMMA))
        return i;
    for (size_t k = i + 1; k < far; k++) {
        if (clause_is(r, k, LEX_STOP) || clause_is(r, k, LEX_PARAGRAPH) ||
            clause_is(r, k, LEX_MARK))
            return i;
        if (clause_is(r, k, LEX_COMMA) &&
            clause_is_cue(r, clause_skip_adverbs(r, k + 1)))
            return k + 1;
    }
    return i;
}

/* "said Minsk city officials": whether the name belongs to the noun behind. */
static bool modifies(const struct clause_reader *r, const struct mention *m)
{
    const unsigned other = PREPOSITION | PARTICLE | AUXILIARY | CONJUNCTION |
                           OFFICE | FUNCTION | SAYS;
    return m->kind == MENTION_NAME && m->name.words == 1 &&
           !(m->name.classes & (MALE | FEMALE | HONORIFIC | OFFICE)) &&
           clause_is(r, m->behind, LEX_LOWER) &&
           !clause_is_adverb(r, m->behind) &&
           !(clause_classes(r, m->behind) & other);
}

/* "said Ann Lis", and "said" alone where the subject stands elsewhere. */
static struct mention cue_then_subject(const struct clause_reader *r, size_t i,
                                       size_t end)
{
    struct mention m = clause_subject(r, i, end);
    if (m.kind == MENTION_NONE && m.behind <= i + 1 &&
        (!lexeme_is_word(r->x, m.behind) || m.behind >= end))
        m.kind = MENTION_OMITTED;
    if (m.kind == MENTION_NONE || modifies(r, &m))
        m.kind = MENTION_OTHER;
    return m;
}

static struct mention subject_then_cue(const struct clause_reader *r, size_t i,
                                       size_t end)
{
    const struct mention none = {.kind = MENTION_NONE};
    struct mention m = clause_subject(r, i, end);
    size_t k = m.behind;
    if (m.kind == MENTION_NONE)
        m.kind = MENTION_OTHER;
    if (m.kind == MENTION_OFFICE || m.kind == MENTION_OTHER)
        while (k < end && k < m.behind + OFFICE_WORDS && !clause_is_cue(r, k) &&
               lexeme_is_word(r->x, k))
            k++;
    k = clause_skip_adverbs(r, skip_apposition(r, k, end));
    if (k >= end || !clause_is(r, k, LEX_LOWER) ||
        !(clause_classes(r, k) & (SAYS | SAYS_BESIDE)))
        return none;
    m.behind = k + 1;
    return m;
}

/* The end of the sentence that begins at i, or `next`. */
static size_t sentence_end(const struct clause_reader *r, size_t i, size_t next)
{
    const size_t far = MIN(next, i + SENTENCE);
    while (i < far && !clause_is(r, i, LEX_STOP) &&
           !clause_is(r, i, LEX_PARAGRAPH))
        i++;
    return i;
}

/* "..." Ann Lis said.  and not:  "..." Ann Lis said that prices fall. */
static bool ends_sentence(const struct clause_reader *r,
                          const struct quotation_span *q, size_t i)
{
    const struct lexeme *const last = &r->x->v[q->end - 1];
    const bool stopped =
        last->kind == LEX_STOP && r->x->text.p[last->from] == '.';
    return !stopped || !lexeme_is_word(r->x, i);
}

/* "according to Ann Lis", and not "to her Acme page". */
static struct mention source_named(const struct clause_reader *r, size_t i,
                                   size_t end)
{
    struct mention m = clause_subject(r, i, end);
    if (m.kind == MENTION_NAME && clause_is(r, m.behind, LEX_LOWER) &&
        !(clause_classes(r, m.behind) &
          (PREPOSITION | AUXILIARY | CONJUNCTION | GROUP)))
        m.kind = MENTION_OTHER;
    return m;
}

struct mention clause_after(const struct clause_reader *r,
                            const struct quotation_span *q, size_t next)
{
    size_t i = quotation_behind(r->x, q);
    struct mention m = {.kind = MENTION_NONE};
    if (q->flags & (SPAN_UNCLOSED | SPAN_GOES_ON))
        return m;
    for (unsigned n = 0;
         n < 2 && (clause_is(r, i, LEX_COMMA) || clause_is(r, i, LEX_DASH));
         n++)
        i++;
    const size_t end = sentence_end(r, i, next);
    const size_t cue = clause_skip_adverbs(r, i);
    if (i >= end)
        return m;
    const unsigned classes = clause_classes(r, i);
    if (cue < end && clause_is(r, cue, LEX_LOWER) &&
        clause_classes(r, cue) & (SAYS | SAYS_BESIDE))
        return cue_then_subject(r, cue + 1, end);
    if (clause_is(r, i, LEX_LOWER) && classes & ACCORDING)
        return source_named(r, clause_behind_preposition(r, i + 1), end);
    if (lexeme_bytes(r->x, i).n == 2 &&
        memcmp(r->x->text.p + r->x->v[i].from, "so", 2) == 0 &&
        (r->x->v[q->first - 1].mark == MARK_LOW_9 ||
         r->x->v[q->first - 1].mark == MARK_RIGHT))
        return clause_subject(r, i + 1, end);
    m = subject_then_cue(r, i, end);
    if (m.kind != MENTION_NONE && !ends_sentence(r, q, m.behind))
        m.kind = MENTION_NONE;
    return m;
}

struct mention clause_within(const struct clause_reader *r,
                             const struct quotation_span *q)
{
    const struct mention none = {.kind = MENTION_NONE};
    if (r->x->v[q->first - 1].mark != MARK_LEFT || q->flags & SPAN_DASH)
        return none;
    for (size_t i = q->first; i + 2 < q->end; i++) {
        if (!clause_is(r, i, LEX_COMMA))
            continue;
        const size_t cue = clause_skip_adverbs(r, i + 1);
        if (cue == i + 1 || !clause_is(r, cue, LEX_LOWER) ||
            !clause_is_cue(r, cue))
            continue;
        struct mention m = clause_subject(r, cue + 1, q->end);
        if (m.kind == MENTION_NAME && (clause_is(r, m.behind, LEX_COMMA) ||
                                       clause_is(r, m.behind, LEX_STOP))) {
            m.behind = q->end;
            return m;
        }
    }
    return none;
}
