#include "indexer/release/attribution.h"

#include "common/base/mem.h"

enum {
    QUOTED_WORDS = 5,    /* of a quotation without a verb beside it     */
    PHRASE_WORDS = 9,    /* of a phrase within a sentence */
    SENTENCE_WORDS = 3,  /* of one that is a sentence                   */
    PRONOUN_REACH = 250, /* lexemes that a pronoun looks back over      */
    PRONOUN_PARAGRAPHS = 2,
    OFFICE_REACH = 1500, /* lexemes that an office looks back over      */
    HOLDER_REACH = 8,    /* lexemes between a name and the office of it */
    NICKNAMES = 4,       /* short spans that are passed over              */
    NICKNAME_WORDS = 2,
    SAME_REACH = 40 /* lexemes between two parts of a quotation    */
};

static const struct lexemes *text(const struct attribution *a)
{
    return a->clause.x;
}

static unsigned kind_at(const struct attribution *a, size_t i)
{
    return i < text(a)->n ? text(a)->v[i].kind : (unsigned)LEX_PARAGRAPH;
}

/* ---- what is a quotation ---- */

/* Whether the words of the span are mostly capitalised: a title. */
static bool is_titled(const struct attribution *a,
                      const struct quotation_span *q)
{
    size_t words = 0, capitals = 0;
    for (size_t i = q->first; i < q->end; i++) {
        const struct lexeme *const l = &text(a)->v[i];
        if (l->kind > LEX_CAPITAL || l->to - l->from < 4)
            continue;
        words++;
        capitals += l->kind == LEX_CAPITAL;
    }
    return words > 1 && capitals * 5 >= words * 4;
}

static bool ends_with_punctuation(const struct attribution *a,
                                  const struct quotation_span *q)
{
    const unsigned last = kind_at(a, q->end - 1);
    return last == LEX_STOP || last == LEX_COMMA;
}

/* Whether the opening mark begins a clause: behind no word. */
static bool begins_clause(const struct attribution *a,
                          const struct quotation_span *q)
{
    const unsigned before = kind_at(a, quotation_opening(q) - 1);
    return before == LEX_PARAGRAPH || before == LEX_COLON ||
           before == LEX_STOP || before == LEX_COMMA || before == LEX_DASH ||
           before == LEX_OPEN || before == LEX_MARK ||
           text(a)->v[q->first - 1].flags & LEX_LINE;
}

/* Whether the span is a sentence of its own. */
static bool is_sentence(const struct attribution *a,
                        const struct quotation_span *q)
{
    const unsigned first = kind_at(a, q->first);
    return q->words >= SENTENCE_WORDS &&
           (first == LEX_CAPITAL || first == LEX_UNCASED) &&
           kind_at(a, q->end - 1) == LEX_STOP && begins_clause(a, q);
}

static bool is_quotation(const struct attribution *a, const struct utterance *u)
{
    const struct quotation_span *const q = u->span;
    const bool beside = u->uncased.kind != MENTION_NONE ||
                        (u->mention.kind != MENTION_NONE && !u->mention.loose);
    const size_t next = quotation_behind(text(a), q);
    const unsigned behind = kind_at(a, next);
    if (q->flags & SPAN_DASH || u->uncased.kind == MENTION_NAME)
        return true;
    if (beside && begins_clause(a, q) &&
        (ends_with_punctuation(a, q) || behind == LEX_COMMA ||
         behind == LEX_STOP || clause_is_cue(&a->clause, next)))
        return q->words >= 1;
    if (q->flags & SPAN_SINGLE && !ends_with_punctuation(a, q))
        return false;
    if (q->words < QUOTED_WORDS)
        return is_sentence(a, q);
    /* A phrase within a sentence that has no verb of speech. */
    if (u->mention.kind == MENTION_NONE && u->uncased.kind == MENTION_NONE &&
        !begins_clause(a, q) && q->words < PHRASE_WORDS)
        return false;
    return beside || !is_titled(a, q);
}

/* ---- what is named beside it ---- */

static void find_mention(struct attribution *a, struct utterance *u,
                         size_t least, size_t next)
{
    const struct clause_reader *const r = &a->clause;
    const struct quotation_span *const q = u->span;
    const bool colon = kind_at(a, quotation_opening(q) - 1) == LEX_COLON ||
                       (kind_at(a, quotation_opening(q) - 1) == LEX_PARAGRAPH &&
                        quotation_opening(q) > 1 &&
                        kind_at(a, quotation_opening(q) - 2) == LEX_COLON);
    struct mention before = clause_before(r, q, least);
    u->mention = before;
    /* "Ann Lis said, “Q.” Jo Fir said, “Q.”": the first is hers. */
    const bool told =
        colon || (before.adjacent && kind_at(a, q->end - 1) != LEX_COMMA);
    if (!told || before.kind == MENTION_NONE) {
        const struct mention after = clause_after(r, q, next);
        if (after.kind != MENTION_NONE &&
            !(after.kind == MENTION_OMITTED && before.kind == MENTION_NAME))
            u->mention = after;
    }
    if (u->mention.kind == MENTION_OMITTED) {
        /* "Ann Lis, “Q” dedi." */
        const struct mention m = clause_name_before(r, q, least);
        if (m.kind != MENTION_NONE)
            u->mention = m;
    }
    if (u->mention.kind == MENTION_NONE)
        u->mention = clause_within(r, q);
    if (u->mention.kind == MENTION_NONE || u->mention.kind == MENTION_OTHER) {
        const struct mention m = clause_signature(r, q, least, next);
        if (m.kind != MENTION_NONE)
            u->mention = m;
    }
    if (u->mention.kind == MENTION_NONE)
        u->uncased = uncased_speaker(r, q, least, next);
    if (u->uncased.kind != MENTION_NONE)
        u->printed = (struct text_range){u->uncased.from, u->uncased.to};
    else if (u->mention.name.words)
        u->printed = name_bytes(text(a), &u->mention.name);
}

/* ---- sieves ---- */

static bool decide(struct utterance *u, const struct attribution *a,
                   struct name speaker, enum attribution_sieve sieve,
                   enum sureness sure)
{
    u->speaker = speaker;
    u->in_title = speaker.in_title;
    u->said_by =
        name_bytes(speaker.in_title ? a->names->title : text(a), &speaker);
    u->sieve = sieve;
    u->sure = u->span->flags & SPAN_UNCLOSED && sure == SURE_A ? SURE_B : sure;
    return true;
}

static bool inherit(struct utterance *u, const struct utterance *from,
                    enum attribution_sieve sieve, enum sureness sure)
{
    u->speaker = from->speaker;
    u->said_by = from->said_by;
    u->in_title = from->in_title;
    u->printed = from->printed;
    u->sieve = sieve;
    u->sure = MAX(sure, from->sure);
    return true;
}

/* A name that begins a sentence must be known to be one. */
static bool is_valid(const struct attribution *a, const struct name *n)
{
    const unsigned before =
        n->first ? kind_at(a, n->first - 1) : (unsigned)LEX_PARAGRAPH;
    const bool goes_on = before == LEX_MARK && n->first > 1 &&
                         kind_at(a, n->first - 2) != LEX_STOP;
    return n->words > 1 || before <= LEX_COMMA || goes_on ||
           names_know(a->names, n) || n->classes & (MALE | FEMALE);
}

static bool by_cue(struct attribution *a, size_t i)
{
    struct utterance *const u = &a->v[i];
    struct name full;
    if (u->uncased.kind == MENTION_NAME) {
        u->said_by = u->printed;
        u->sieve = SIEVE_CUE;
        u->sure = SURE_A;
        return true;
    }
    if (u->mention.kind != MENTION_NAME || u->mention.signed_by ||
        !is_valid(a, &u->mention.name))
        return false;
    const bool clear = names_fullest(a->names, &u->mention.name, &full);
    if (u->mention.name.words == 1 && (!clear || full.words > 1))
        return false;
    return decide(u, a, full, SIEVE_CUE, u->mention.loose ? SURE_B : SURE_A);
}

static bool by_signature(struct attribution *a, size_t i)
{
    struct utterance *const u = &a->v[i];
    struct name full;
    if (u->mention.kind != MENTION_NAME || !u->mention.signed_by)
        return false;
    return names_fullest(a->names, &u->mention.name, &full) &&
           decide(u, a, full, SIEVE_SIGNED, SURE_A);
}

static bool by_surname(struct attribution *a, size_t i)
{
    struct utterance *const u = &a->v[i];
    struct name full;
    if (u->mention.kind != MENTION_NAME || u->mention.signed_by ||
        !is_valid(a, &u->mention.name))
        return false;
    (void)names_fullest(a->names, &u->mention.name, &full);
    return decide(u, a, full, SIEVE_SURNAME, SURE_B);
}

/* The holder of the office at lexeme k: "President Ann Lis", "Ann Lis, the
 * president". */
static bool holder_of(const struct attribution *a, size_t k, struct name *out)
{
    const struct lexemes *const x = text(a);
    size_t i = k + 1;
    if (x->v[k].kind == LEX_CAPITAL) {
        const size_t end = name_run_end(x, a->clause.words, k);
        *out = name_of_run(x, a->clause.words, k, end);
        if (out->words && out->end == end)
            return true;
    }
    if (lexeme_is(x, i, LEX_CAPITAL)) {
        const size_t end = name_run_end(x, a->clause.words, i);
        *out = name_of_run(x, a->clause.words, i, end);
        if (out->words > 1)
            return true;
    }
    for (i = k; i > 1 && i + HOLDER_REACH > k; i--) {
        if (x->v[i].kind > LEX_COMMA)
            return false;
        if (x->v[i].kind != LEX_COMMA || x->v[i - 1].kind != LEX_CAPITAL)
            continue;
        const size_t start = name_run_start(x, a->clause.words, 0, i);
        *out = name_of_run(x, a->clause.words, start, i);
        return out->words > 1;
    }
    return false;
}

static bool by_office(struct attribution *a, size_t i)
{
    struct utterance *const u = &a->v[i];
    const struct lexemes *const x = text(a);
    const size_t at = u->mention.name.first;
    if (u->mention.kind != MENTION_OFFICE)
        return false;
    const size_t least = at > OFFICE_REACH ? at - OFFICE_REACH : 0;
    const struct bytes office = lexeme_bytes(x, at);
    for (size_t k = at; k-- > least;) {
        const struct bytes w = lexeme_bytes(x, k);
        struct name n, full;
        if (x->v[k].kind > LEX_CAPITAL || w.n != office.n ||
            memcmp(w.p + 1, office.p + 1, w.n - 1) != 0 ||
            !holder_of(a, k, &n) || n.classes & GROUP)
            continue;
        (void)names_fullest(a->names, &n, &full);
        return decide(u, a, full, SIEVE_TITLE, SURE_B);
    }
    return false;
}

/* The person in the run that begins at k, when of the gender `sex`. */
static bool person_at(const struct attribution *a, size_t k, unsigned sex,
                      struct name *out)
{
    const struct lexemes *const x = text(a);
    const size_t end = name_run_end(x, a->clause.words, k);
    const struct name n = name_of_run(x, a->clause.words, k, end);
    if (n.words == 0 || n.classes & GROUP)
        return false;
    (void)names_fullest(a->names, &n, out);
    const unsigned known = (n.classes | out->classes) & (MALE | FEMALE);
    /* "under the leadership of Ann Lis", "Ann Lis’s": no subject. */
    if (name_is_behind_preposition(x, a->clause.words, k) ||
        name_bytes(x, &n).to != x->v[n.end - 1].to)
        return false;
    return known == sex && (out->words > 1 || n.classes & HONORIFIC);
}

/* The first person of this gender in the sentence that holds lexeme k. */
static struct name subject_of(const struct attribution *a, size_t k,
                              size_t least, unsigned sex)
{
    const struct lexemes *const x = text(a);
    struct name n = {.words = 0}, found;
    size_t s = k;
    while (s > least && x->v[s - 1].kind != LEX_STOP &&
           x->v[s - 1].kind != LEX_PARAGRAPH && x->v[s - 1].kind != LEX_MARK)
        s--;
    for (; s <= k; s++)
        if (x->v[s].kind == LEX_CAPITAL && person_at(a, s, sex, &found))
            return found;
    return n;
}

static bool by_pronoun(struct attribution *a, size_t i)
{
    struct utterance *const u = &a->v[i];
    const bool bytes = u->uncased.kind != MENTION_NONE;
    const unsigned is = bytes ? u->uncased.classes : u->mention.name.classes;
    const bool omitted =
        (bytes ? u->uncased.kind : u->mention.kind) == MENTION_OMITTED;
    const unsigned sex = omitted ? 0u
                                 : (is & HE ? (unsigned)MALE : 0u) |
                                       (is & SHE ? (unsigned)FEMALE : 0u);
    const struct lexemes *const x = text(a);
    unsigned paragraphs = 0;
    size_t p = i;
    if (!omitted &&
        (bytes ? u->uncased.kind : u->mention.kind) != MENTION_PRONOUN)
        return false;
    const size_t from = quotation_opening(u->span);
    for (size_t k = from; k-- > 1 && k + PRONOUN_REACH > from &&
                          paragraphs <= PRONOUN_PARAGRAPHS;) {
        if (p > 0 && k < a->v[p - 1].span->end) {
            const struct utterance *const last = &a->v[--p];
            const unsigned known = last->speaker.classes & (MALE | FEMALE);
            if (last->sure && last->sure != SURE_C &&
                (!sex || !known || known & sex)) {
                const struct text_range printed = u->printed;
                inherit(u, last, SIEVE_PRONOUN, SURE_B);
                u->printed =
                    text_range_is_empty(printed) ? u->printed : printed;
                return true;
            }
            k = quotation_opening(last->span);
            continue;
        }
        paragraphs += x->v[k].kind == LEX_PARAGRAPH;
        struct name n;
        if (sex == 0 || sex == (MALE | FEMALE) || x->v[k].kind != LEX_CAPITAL ||
            !person_at(a, k, sex, &n))
            continue;
        n = subject_of(a, k, p ? a->v[p - 1].span->end : 1, sex);
        return n.words && decide(u, a, n, SIEVE_PRONOUN, SURE_B);
    }
    return false;
}

static bool is_mentioned(const struct utterance *u)
{
    return u->uncased.kind != MENTION_NONE ||
           (u->mention.kind != MENTION_NONE && !u->mention.loose);
}

static bool by_continuation(struct attribution *a, size_t i)
{
    struct utterance *const u = &a->v[i];
    return u->span->flags & SPAN_CONTINUES && i > 0 && a->v[i - 1].sure &&
           inherit(u, &a->v[i - 1], SIEVE_CONTINUED, SURE_A);
}

/* How lexemes [from, to) part two quotations. */
enum gap { GAP_NONE, GAP_CLAUSE, GAP_SENTENCES, GAP_SOFT, GAP_FAR };

static enum gap gap_between(const struct attribution *a, size_t from, size_t to,
                            size_t clause)
{
    const struct lexemes *const x = text(a);
    unsigned stops = 0;
    if (to > from + 2 * SAME_REACH)
        return GAP_FAR;
    for (size_t k = from; k < to; k++) {
        const struct lexeme *const l = &x->v[k];
        if (l->kind == LEX_PARAGRAPH)
            return GAP_FAR;
        if (l->kind == LEX_STOP)
            stops++;
        else if (stops && k >= clause)
            stops += 2;
        if (k >= clause && stops > 1 &&
            (clause_is_cue(&a->clause, k) || to - clause > SAME_REACH))
            return GAP_FAR;
    }
    const bool soft = a->soft && x->v[to].flags & LEX_SOFT;
    if (stops > 1)
        return soft ? GAP_FAR : GAP_SENTENCES;
    return soft ? GAP_SOFT : to == from ? GAP_NONE : GAP_CLAUSE;
}

static enum gap gap_before(const struct attribution *a, size_t i)
{
    const struct utterance *const before = &a->v[i - 1];
    const size_t from = quotation_behind(text(a), before->span);
    return gap_between(a, from, quotation_opening(a->v[i].span),
                       MAX(from, before->mention.behind));
}

/* Whether the paragraph of the span is nothing else. */
static bool is_paragraph(const struct attribution *a,
                         const struct quotation_span *q)
{
    const size_t open = quotation_opening(q);
    const size_t behind = quotation_behind(text(a), q);
    const unsigned soft = a->soft ? (unsigned)LEX_SOFT : 0u;
    return (kind_at(a, open - 1) == LEX_PARAGRAPH ||
            text(a)->v[open].flags & soft) &&
           (kind_at(a, behind) == LEX_PARAGRAPH ||
            text(a)->v[behind].flags & soft);
}

static bool by_same_paragraph(struct attribution *a, size_t i)
{
    struct utterance *const u = &a->v[i];
    if (is_mentioned(u) || i == 0 || !a->v[i - 1].sure)
        return false;
    const enum gap gap = gap_before(a, i);
    return gap <= GAP_SENTENCES && inherit(u, &a->v[i - 1], SIEVE_SAME, SURE_A);
}

static bool by_paragraph(struct attribution *a, size_t i)
{
    struct utterance *const u = &a->v[i];
    if (is_mentioned(u) || i == 0 || !a->v[i - 1].sure ||
        !is_paragraph(a, u->span))
        return false;
    const size_t open = quotation_opening(u->span);
    unsigned paragraphs = 0;
    for (size_t k = quotation_behind(text(a), a->v[i - 1].span); k < open; k++)
        if ((paragraphs += kind_at(a, k) == LEX_PARAGRAPH) > 1)
            return false;
    return (paragraphs == 1 || gap_before(a, i) == GAP_SOFT) &&
           inherit(u, &a->v[i - 1], SIEVE_PARAGRAPH, SURE_C);
}

static bool (*const SIEVE_ORDER[])(struct attribution *a, size_t i) = {
    by_cue,     by_signature,    by_surname,        by_office,
    by_pronoun, by_continuation, by_same_paragraph, by_paragraph,
};

/* A part without a speaker, which the next part of the same speech has. */
static void look_ahead(struct attribution *a, size_t i)
{
    struct utterance *const u = &a->v[i];
    const struct utterance *const next = &a->v[i + 1];
    if (u->sure || is_mentioned(u) || !next->sure || next->sure == SURE_C)
        return;
    if (u->span->flags & SPAN_GOES_ON)
        inherit(u, next, SIEVE_CONTINUED, SURE_A);
    else if (gap_before(a, i + 1) == GAP_NONE)
        inherit(u, next, SIEVE_SAME, SURE_A);
}

/* Whether two spaces behind a sentence are rare enough to mean more. */
static bool soft_means_paragraph(const struct lexemes *x)
{
    size_t soft = 0, plain = 0;
    for (size_t i = 1; i < x->n; i++) {
        if (x->v[i - 1].kind != LEX_STOP || x->v[i].flags & LEX_LINE)
            continue;
        soft += (x->v[i].flags & LEX_SOFT) != 0;
        plain += x->v[i].flags & LEX_SPACE && !(x->v[i].flags & LEX_SOFT);
    }
    return soft && soft < plain * 2;
}

/* Where the next quotation begins: a nickname in marks is none. */
static size_t next_opening(const struct attribution *a,
                           const struct quotation_spans *spans, size_t i)
{
    const size_t far = MIN(spans->n, i + NICKNAMES);
    while (++i < far)
        if (spans->v[i].words > NICKNAME_WORDS)
            return quotation_opening(&spans->v[i]);
    return i < spans->n ? quotation_opening(&spans->v[i]) : text(a)->n;
}

static bool take_span(struct attribution *a,
                      const struct quotation_spans *spans, size_t i)
{
    const struct quotation_span *const q = &spans->v[i];
    const size_t least =
        a->n ? quotation_behind(text(a), a->v[a->n - 1].span) : 1;
    const size_t next = next_opening(a, spans, i);
    struct utterance u = {.span = q};
    if (!names_learn(a->names, quotation_opening(q)))
        return false;
    find_mention(a, &u, least, next);
    const bool continues =
        q->flags & SPAN_CONTINUES && a->n && a->v[a->n - 1].span == q - 1;
    if (!continues && !(q->flags & SPAN_GOES_ON) && !is_quotation(a, &u))
        return true;
    if (!mem_grow(&a->v, &a->cap, a->n + 1))
        return false;
    a->v[a->n++] = u;
    for (size_t k = 0; k < COUNT_OF(SIEVE_ORDER); k++)
        if (SIEVE_ORDER[k](a, a->n - 1))
            break;
    return true;
}

bool attribution_read(struct attribution *a,
                      const struct quotation_spans *spans)
{
    a->n = 0;
    a->soft = soft_means_paragraph(text(a));
    for (size_t i = 0; i < spans->n; i++)
        if (!take_span(a, spans, i))
            return false;
    for (size_t i = a->n; i-- > 1;)
        look_ahead(a, i - 1);
    return true;
}

void attribution_release(struct attribution *a)
{
    mem_free(a->v);
    a->v = NULL;
    a->n = a->cap = 0;
}
