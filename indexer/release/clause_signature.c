#include "indexer/release/clause_parts.h"

enum { SIGNATURE = 24 /* lexemes of a signature */ };

/* Whether an office or a house stands behind the comma at i. */
static bool is_titled(const struct clause_reader *r, size_t i)
{
    return clause_is(r, i, LEX_COMMA) &&
           (clause_is(r, i + 1, LEX_CAPITAL) ||
            (lexeme_is_word(r->x, i + 1) && clause_classes(r, i + 1) & OFFICE));
}

/* A name of two words or more that begins at i, in a short paragraph or line
 * that says nothing else. */
static struct mention signature_at(const struct clause_reader *r, size_t i,
                                   size_t next, bool dash)
{
    struct mention m = {.kind = MENTION_NONE};
    if (!clause_is(r, i, LEX_CAPITAL))
        return m;
    const size_t behind = name_run_end(r->x, r->words, i);
    const struct name n = name_of_run(r->x, r->words, i, behind);
    const size_t far = MIN(i + SIGNATURE, r->x->n);
    if (n.words < 2 || n.words > 5 || n.classes & GROUP ||
        clause_classes(r, i) & PREPOSITION ||
        !(n.classes & (MALE | FEMALE) || is_titled(r, behind) ||
          (dash && names_know(r->names, &n))))
        return m;
    for (size_t k = behind; k < far; k++) {
        if (clause_is(r, k, LEX_PARAGRAPH) || k == next ||
            r->x->v[k].flags & (LEX_LINE | LEX_SOFT)) {
            m = clause_mention(MENTION_NAME, n, k);
            m.signed_by = true;
            return m;
        }
        if (clause_is(r, k, LEX_COLON) ||
            (clause_is(r, k, LEX_LOWER) && clause_is_cue(r, k)))
            return m;
        if (clause_is(r, k, LEX_STOP)) {
            m = clause_mention(MENTION_NAME, n, k + 1);
            m.signed_by = k == behind || (dash && is_titled(r, behind));
            m.kind = m.signed_by ? MENTION_NAME : MENTION_NONE;
            return m;
        }
    }
    return m;
}

/* Whether [i, end) is nothing but what a name is given along: ", Acme",
 * "(D-HI)", and no clause: ", head of Acme, says". */
static bool is_title_only(const struct clause_reader *r, size_t i, size_t end)
{
    if (clause_is(r, i, LEX_OPEN)) {
        while (i < end && !clause_is(r, i, LEX_CLOSE))
            i++;
        i++;
    }
    if (i < end && !clause_is(r, i, LEX_COMMA))
        return false;
    while (++i < end)
        if (clause_is(r, i, LEX_COMMA) && clause_is(r, i + 1, LEX_LOWER))
            return false;
    return true;
}

/* "Ann Lis, Acme: “Q”", "Ann Lis, Minsk – “Q”" at the start of a line or
 * paragraph. */
static struct mention heading(const struct clause_reader *r,
                              const struct quotation_span *q, size_t least)
{
    struct mention m = {.kind = MENTION_NONE};
    const size_t e = quotation_opening(q);
    const bool dash = clause_is(r, e - 1, LEX_DASH);
    if (e < least + 2 || !(dash || clause_is(r, e - 1, LEX_COLON)))
        return m;
    const size_t s = clause_start(r, least, e - 1);
    if (!clause_is(r, s, LEX_CAPITAL) || e - s > SIGNATURE ||
        !(clause_is(r, s - 1, LEX_PARAGRAPH) ||
          r->x->v[s].flags & (LEX_LINE | LEX_SOFT)))
        return m;
    const size_t behind = name_run_end(r->x, r->words, s);
    const struct name n = name_of_run(r->x, r->words, s, behind);
    if (!is_title_only(r, behind, e - 1))
        return m;
    if (n.words == 0 || n.words > 5 ||
        (dash && (n.words < 2 || !(n.classes & (MALE | FEMALE)))) ||
        (n.words == 1 && !names_know(r->names, &n)))
        return m;
    m = clause_mention(MENTION_NAME, n, e);
    m.signed_by = true;
    return m;
}

struct mention clause_signature(const struct clause_reader *r,
                                const struct quotation_span *q, size_t least,
                                size_t next)
{
    size_t i = quotation_behind(r->x, q);
    const bool whole = clause_is(r, quotation_opening(q) - 1, LEX_PARAGRAPH);
    struct mention m = heading(r, q, least);
    if (m.kind != MENTION_NONE || q->flags & (SPAN_UNCLOSED | SPAN_GOES_ON))
        return m;
    const bool apart =
        (whole && clause_is(r, i, LEX_PARAGRAPH)) ||
        (i < r->x->n && r->x->v[i].flags & (LEX_LINE | LEX_SOFT));
    if (apart && clause_is(r, i, LEX_PARAGRAPH))
        i++;
    const bool dash = clause_is(r, i, LEX_DASH);
    return dash || apart ? signature_at(r, i + dash, next, dash) : m;
}
