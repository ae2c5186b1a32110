#include "indexer/release/attribution.h"

#include "common/base/mem.h"
#include "indexer/release/antecedent.h"
#include "indexer/release/quotation_test.h"

enum {
    PRONOUN_REACH = 250,    /* lexemes that a pronoun looks back over   */
    PRONOUN_PARAGRAPHS = 2, /* ... and paragraphs                       */
    NICKNAMES = 4,          /* short spans that are passed over         */
    NICKNAME_WORDS = 2,     /* words of such a span                     */
    SAME_REACH = 40         /* lexemes between two parts of a quotation */
};

static const struct lexemes *text(const struct attribution *a)
{
    return a->clause.x;
}

static unsigned kind_at(const struct attribution *a, size_t i)
{
    return i < text(a)->n ? text(a)->v[i].kind : (unsigned)LEX_PARAGRAPH;
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
    if (u->mention.kind == MENTION_NONE)
        u->mention = clause_signature(r, q, least, next);
    if (u->mention.kind == MENTION_NONE)
        u->mention = clause_person_before(r, q, least);
    if (u->mention.kind == MENTION_NONE)
        u->uncased = uncased_speaker(r, q, least, next);
    u->statement = u->mention.statement;
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
    u->statement |= from->statement && sieve != SIEVE_PRONOUN;
    u->in_title = from->in_title;
    if (text_range_is_empty(u->printed))
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

static bool by_office(struct attribution *a, size_t i)
{
    struct utterance *const u = &a->v[i];
    const size_t least =
        i > 0 ? quotation_behind(text(a), a->v[i - 1].span) : 1;
    struct name holder;
    return u->mention.kind == MENTION_OFFICE &&
           (antecedent_holder(&a->clause, u->mention.name.first, &holder) ||
            antecedent_subject(&a->clause, quotation_opening(u->span), least,
                               &holder)) &&
           decide(u, a, holder, SIEVE_TITLE, SURE_B);
}

/* Whether the utterance is by a pronoun, or a verb alone; *sex is then MALE,
 * FEMALE, or both bits or none where it does not tell. */
static bool is_pronoun(const struct utterance *u, unsigned *sex)
{
    const bool uncased = u->uncased.kind != MENTION_NONE;
    const enum mention_kind kind = uncased ? u->uncased.kind : u->mention.kind;
    const unsigned is = uncased ? u->uncased.classes : u->mention.name.classes;
    *sex = 0;
    if (kind == MENTION_PRONOUN)
        *sex = (is & HE ? (unsigned)MALE : 0u) |
               (is & SHE ? (unsigned)FEMALE : 0u);
    return kind == MENTION_PRONOUN || kind == MENTION_OMITTED;
}

/* Whether `last` spoke, and is not of another gender. */
static bool may_be(const struct utterance *last, unsigned sex)
{
    const unsigned known = last->speaker.classes & (MALE | FEMALE);
    return last->sure != SURE_NONE && last->sure != SURE_C &&
           (!sex || !known || known & sex);
}

static bool by_pronoun(struct attribution *a, size_t i)
{
    struct utterance *const u = &a->v[i];
    const size_t from = quotation_opening(u->span);
    unsigned paragraphs = 0, sex;
    size_t p = i;
    struct name n;
    if (!is_pronoun(u, &sex))
        return false;
    for (size_t k = from; k-- > 1 && k + PRONOUN_REACH > from &&
                          paragraphs <= PRONOUN_PARAGRAPHS;) {
        if (p > 0 && k < a->v[p - 1].span->end) {
            const struct utterance *const last = &a->v[--p];
            if (may_be(last, sex))
                return inherit(u, last, SIEVE_PRONOUN, SURE_B);
            k = quotation_opening(last->span);
            continue;
        }
        paragraphs += kind_at(a, k) == LEX_PARAGRAPH;
        if ((sex == MALE || sex == FEMALE) &&
            antecedent_person(&a->clause, k, p ? a->v[p - 1].span->end : 1, sex,
                              &n))
            return decide(u, a, n, SIEVE_PRONOUN, SURE_B);
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
    if (paragraphs != 1 && gap_before(a, i) != GAP_SOFT)
        return false;
    /* A statement that was announced goes on as long as nothing else does. */
    u->statement = a->v[i - 1].statement;
    return inherit(u, &a->v[i - 1], SIEVE_PARAGRAPH,
                   u->statement ? SURE_B : SURE_C);
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
    if (!x->soft)
        return false;
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
    const struct utterance *const last = a->n ? &a->v[a->n - 1] : NULL;
    /* What names the speaker of the last one does not name this one's. */
    const size_t least =
        last ? MAX(quotation_behind(text(a), last->span), last->mention.behind)
             : 1;
    const size_t next = next_opening(a, spans, i);
    const bool second = last &&
                        kind_at(a, quotation_opening(q) - 1) == LEX_COMMA &&
                        last->mention.behind + 1 == quotation_opening(q);
    struct utterance u = {.span = q};
    names_go_to(a->names, quotation_opening(q));
    find_mention(a, &u, least, next);
    const bool continues =
        q->flags & SPAN_CONTINUES && a->n && a->v[a->n - 1].span == q - 1;
    if (!continues && !(q->flags & SPAN_GOES_ON) &&
        !quotation_passes(&a->clause, q, &u.mention, &u.uncased, second))
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
    return !a->names->failed;
}

void attribution_release(struct attribution *a)
{
    mem_free(a->v);
    a->v = NULL;
    a->n = a->cap = 0;
}
