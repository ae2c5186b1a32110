#include "indexer/release/clause_parts.h"

enum {
    APPOSITION = 25, /* lexemes between the commas of an apposition */
    BRACKETS = 8,    /* lexemes in brackets behind a name */
    AUXILIARIES = 4, /* words between name and verb */
    BESIDE = 5       /* lexemes between a verb and the mark */
};

/* Before the brackets that end at lexeme c, "(D-HI)"; else c. */
static size_t before_brackets(const struct clause_reader *r, size_t s, size_t c)
{
    if (c <= s || !clause_is(r, c - 1, LEX_CLOSE))
        return c;
    for (size_t k = c - 1; k > s && k + BRACKETS > c; k--)
        if (clause_is(r, k, LEX_OPEN))
            return k;
    return c;
}

/* Whether the run at `first` is the second of two: "Ann Lis and". */
static bool is_joined(const struct clause_reader *r, size_t s, size_t first)
{
    if (first < s + 2 || !clause_is(r, first - 1, LEX_LOWER) ||
        !clause_is_and(r, first - 1))
        return false;
    const size_t end = before_brackets(r, s, first - 1);
    const size_t other = name_run_start(r->x, r->words, s, end);
    return other < end && name_of_run(r->x, r->words, other, end).words > 0;
}

static struct mention name_before(const struct clause_reader *r, size_t s,
                                  size_t end)
{
    const size_t first = name_run_start(r->x, r->words, s, end);
    struct mention m = {.kind = MENTION_NONE, .behind = end};
    m.name = name_of_run(r->x, r->words, first, end);
    if (first < end && m.name.words)
        m.kind = clause_is_several(m.name) || is_joined(r, s, first)
                     ? MENTION_OTHER
                     : MENTION_NAME;
    else if (first < end && m.name.classes & OFFICE)
        m = clause_single(MENTION_OFFICE, end - 1, 0);
    return m;
}

/* The name that the apposition, whose closing comma is at `comma`, is of: the
 * nearest person of so many words between commas, else the nearest house. */
static struct mention apposed(const struct clause_reader *r, size_t s,
                              size_t comma, unsigned words)
{
    const size_t floor = comma > s + APPOSITION ? comma - APPOSITION : s;
    struct mention house = {.kind = MENTION_NONE};
    for (size_t i = comma; i-- > floor + 1;) {
        if (clause_is(r, i, LEX_MARK) || clause_is(r, i, LEX_COLON))
            break;
        if (!clause_is(r, i, LEX_COMMA))
            continue;
        const size_t end = before_brackets(r, floor, i);
        if (!clause_is(r, end - 1, LEX_CAPITAL))
            continue;
        const struct mention m = name_before(r, s, end);
        if (m.kind != MENTION_NAME || m.name.words < words ||
            (m.name.classes & OFFICE && m.name.words < 2) ||
            name_is_behind_preposition(r->x, r->words,
                                       name_run_start(r->x, r->words, s, end)))
            continue;
        if (!(m.name.classes & GROUP))
            return m;
        if (house.kind == MENTION_NONE)
            house = m;
    }
    return house;
}

static bool is_participle(const struct clause_reader *r, size_t i)
{
    const struct bytes w = lexeme_bytes(r->x, i);
    return w.n > 4 && memcmp(w.p + w.n - 3, "ing", 3) == 0;
}

/* Whether a word for an office stands in [from, to). */
static bool has_office(const struct clause_reader *r, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        if (r->x->v[i].kind <= LEX_CAPITAL && clause_classes(r, i) & OFFICE)
            return true;
    return false;
}

/* "Ann Lis, head of Acme said", "Ann Lis, head of news, Acme said": the name
 * whose office, with its house, reaches to lexeme c without a comma. */
static struct mention holder_before(const struct clause_reader *r, size_t s,
                                    size_t c)
{
    const struct mention m = apposed(r, s, c, 2);
    return m.kind == MENTION_NAME && m.name.words > 1 &&
                   has_office(r, m.behind, c)
               ? m
               : (struct mention){.kind = MENTION_NONE};
}

/* "The head of Acme, Ann Lis, said": the name between commas that ends at
 * `comma`, behind an office. */
static struct mention named_before(const struct clause_reader *r, size_t s,
                                   size_t comma)
{
    const struct mention none = {.kind = MENTION_NONE};
    if (!clause_is(r, comma - 1, LEX_CAPITAL))
        return none;
    const struct mention m = name_before(r, s, comma);
    const size_t first = name_run_start(r->x, r->words, s, comma);
    return m.kind == MENTION_NAME && m.name.words > 1 && first > s + 1 &&
                   clause_is(r, first - 1, LEX_COMMA) &&
                   clause_is(r, first - 2, LEX_LOWER) && has_office(r, s, first)
               ? m
               : none;
}

/* The subject whose run of capitals at `first` stands behind a preposition:
 * "Ann Lis of Acme said", "the head of the Acme Club said". */
static struct mention behind_preposition(const struct clause_reader *r,
                                         size_t s, size_t first, size_t c)
{
    size_t p = first - 1;
    while (p > s && !(clause_classes(r, p) & PREPOSITION))
        p--;
    const struct mention of = name_before(r, s, p);
    const size_t start = name_run_start(r->x, r->words, s, p);
    if (of.kind == MENTION_OFFICE ||
        (of.kind == MENTION_NAME &&
         !name_is_behind_preposition(r->x, r->words, start)))
        return of;
    if (p > s && clause_is(r, p - 1, LEX_LOWER) &&
        clause_classes(r, p - 1) & OFFICE) {
        /* "Ann Lis the head of Acme said" */
        size_t k = p - 1;
        while (k > s && k + 4 > p && clause_is(r, k - 1, LEX_LOWER))
            k--;
        const struct mention m = name_before(r, s, k);
        return m.kind == MENTION_NAME && m.name.words > 1
                   ? m
                   : clause_single(MENTION_OFFICE, p - 1, 0);
    }
    const struct name n = clause_name_in(r, first, c, true);
    return clause_mention(
        n.classes & (MALE | FEMALE) ? MENTION_NAME : MENTION_OTHER, n, c);
}

/* The subject that ends with a run of capitals, before lexeme c. */
static struct mention run_before(const struct clause_reader *r, size_t s,
                                 size_t c)
{
    const size_t first = name_run_start(r->x, r->words, s, c);
    if (first > s && (clause_is(r, first - 1, LEX_COMMA) ||
                      clause_is(r, first - 1, LEX_LOWER))) {
        const struct mention holder = holder_before(r, s, c);
        if (holder.kind != MENTION_NONE)
            return holder;
    }
    return first > s && name_is_behind_preposition(r->x, r->words, first)
               ? behind_preposition(r, s, first, c)
               : name_before(r, s, c);
}

/* The subject of the verb at c, which it stands before. */
static struct mention subject_before(const struct clause_reader *r, size_t s,
                                     size_t c)
{
    const size_t cue = c;
    struct mention m = {.kind = MENTION_NONE};
    for (unsigned n = 0; n < AUXILIARIES && c > s && clause_is_adverb(r, c - 1);
         n++)
        c--;
    c = before_brackets(r, s, c);
    if (c <= s)
        return m;
    if (clause_is(r, c - 1, LEX_COMMA)) {
        m = named_before(r, s, c - 1);
        if (m.kind == MENTION_NONE)
            m = apposed(r, s, c - 1, 1);
        /* "Ann Lis welcomed the plan, saying": the subject is at the start. */
        if (m.kind == MENTION_NONE && is_participle(r, c) &&
            clause_is(r, s, LEX_CAPITAL))
            m = clause_subject(r, s, c - 1);
        return m;
    }
    /* "a report announcing": what a participle is of. */
    if (is_participle(r, cue) && clause_is(r, c - 1, LEX_CAPITAL))
        return m;
    const unsigned classes = clause_classes(r, c - 1);
    if (r->x->v[c - 1].kind <= LEX_CAPITAL && classes & (HE | SHE) &&
        !(classes & THEY))
        return clause_single(MENTION_PRONOUN, c - 1, classes & (HE | SHE));
    if (clause_is(r, c - 1, LEX_LOWER))
        return classes & OFFICE ? clause_single(MENTION_OFFICE, c - 1, 0) : m;
    if (!clause_is(r, c - 1, LEX_CAPITAL))
        return m;
    return run_before(r, s, c);
}

/* The last verb of speech in [s, e), or e. */
static size_t last_cue(const struct clause_reader *r, size_t s, size_t e)
{
    for (size_t i = e; i-- > s;)
        if (clause_is_cue(r, i) && (i == s || clause_is(r, i, LEX_LOWER)))
            return i;
    return e;
}

/* "issued the following statement": the verb, or e. */
static size_t issuing(const struct clause_reader *r, size_t s, size_t e)
{
    bool statement = false;
    for (size_t i = e; i-- > s;) {
        const unsigned classes = clause_classes(r, i);
        if (clause_is(r, i, LEX_LOWER) && statement && classes & ISSUES)
            return i;
        statement |= clause_is(r, i, LEX_LOWER) && (classes & STATEMENT);
    }
    return e;
}

/* The subject of the verb at `cue`, before it or, inverted, behind it. */
static struct mention subject_of_cue(const struct clause_reader *r, size_t s,
                                     size_t cue, size_t e)
{
    struct mention m = subject_before(r, s, cue);
    if (m.kind != MENTION_NONE)
        return m;
    m = clause_subject(r, cue + 1, e);
    if (m.kind == MENTION_OTHER || (m.kind == MENTION_NAME && m.behind < e &&
                                    !clause_is(r, m.behind, LEX_COMMA)))
        m.kind = MENTION_NONE;
    if (m.kind == MENTION_NONE && cue == s && e - cue < BESIDE)
        m.kind = MENTION_OMITTED;
    m.behind = cue;
    return m;
}

/* "Statement by Ann Lis": the name, which ends the clause [s, e). */
static struct mention statement_by(const struct clause_reader *r, size_t s,
                                   size_t e)
{
    const size_t first = name_run_start(r->x, r->words, s, e);
    struct mention m = {.kind = MENTION_NONE};
    for (size_t i = s; i + 1 < first && i < s + BESIDE; i++)
        if (clause_classes(r, i) & STATEMENT &&
            (bytes_equal_str(lexeme_bytes(r->x, i + 1), "by") ||
             bytes_equal_str(lexeme_bytes(r->x, i + 1), "from")))
            m = name_before(r, i + 2, e);
    return m;
}

static struct mention said_before(const struct clause_reader *r, size_t s,
                                  size_t e, bool colon)
{
    struct mention m = {.kind = MENTION_NONE};
    size_t cue = last_cue(r, s, e);
    if (cue < e)
        m = subject_of_cue(r, s, cue, e);
    if (m.kind == MENTION_NONE && colon && (cue = issuing(r, s, e)) < e) {
        m = subject_before(r, s, cue);
        m.statement = true;
    }
    if (m.kind == MENTION_NONE && colon)
        m = statement_by(r, s, e);
    m.loose = !colon && e - cue > BESIDE;
    m.adjacent = e - cue == 1;
    return m;
}

/* The end of the sentence before lexeme e, when it says that the "following"
 * is a statement; else 0. */
static size_t announcing(const struct clause_reader *r, size_t least, size_t e)
{
    if (e <= least + 1 || !clause_is(r, e - 1, LEX_STOP))
        return 0;
    const size_t s = clause_start(r, least, e - 1);
    for (size_t i = s; i < e - 1; i++)
        if (bytes_equal_str(lexeme_bytes(r->x, i), "following"))
            return issuing(r, s, e - 1) < e - 1 ? e - 1 : 0;
    return 0;
}

struct mention clause_before(const struct clause_reader *r,
                             const struct quotation_span *q, size_t least)
{
    struct mention m = {.kind = MENTION_NONE};
    size_t e = quotation_opening(q);
    if (e > least + 2 && clause_is(r, e - 1, LEX_PARAGRAPH) &&
        (clause_is(r, e - 2, LEX_COLON) || clause_is(r, e - 2, LEX_STOP)))
        e--;
    const size_t statement = announcing(r, least, e);
    if (!statement && (e <= least || clause_is(r, e - 1, LEX_STOP) ||
                       clause_is(r, e - 1, LEX_PARAGRAPH)))
        return m;
    const bool colon = statement || clause_is(r, e - 1, LEX_COLON);
    if (colon || clause_is(r, e - 1, LEX_COMMA) ||
        clause_is(r, e - 1, LEX_DASH))
        e--;
    const size_t s = clause_start(r, least, e);
    m = said_before(r, s, e, colon);
    /* "According to Ann Lis, “Q”", also behind a dateline; "По словам". */
    for (size_t i = s; m.kind == MENTION_NONE && i < e; i++)
        if ((i < s + 2 || clause_is(r, i, LEX_CAPITAL)) &&
            clause_classes(r, i) & ACCORDING)
            m = clause_subject(r, clause_behind_preposition(r, i + 1), e);
    return m;
}

struct mention clause_name_before(const struct clause_reader *r,
                                  const struct quotation_span *q, size_t least)
{
    size_t e = quotation_opening(q);
    if (e > least && clause_is(r, e - 1, LEX_COMMA))
        e--;
    return e > least && clause_is(r, e - 1, LEX_CAPITAL)
               ? name_before(r, clause_start(r, least, e), e)
               : (struct mention){.kind = MENTION_NONE};
}

struct mention clause_person_before(const struct clause_reader *r,
                                    const struct quotation_span *q,
                                    size_t least)
{
    const struct mention none = {.kind = MENTION_NONE};
    const size_t e = quotation_opening(q);
    if (e < least + 2 || !clause_is(r, e - 1, LEX_COLON))
        return none;
    const size_t s = clause_start(r, least, e - 1);
    if (!clause_is(r, s, LEX_CAPITAL) ||
        clause_classes(r, s) & (FUNCTION | PREPOSITION))
        return none;
    const size_t behind = name_run_end(r->x, r->words, s);
    const struct name n = name_of_run(r->x, r->words, s, behind);
    struct name full = n;
    if (n.words)
        (void)names_fullest(r->names, &n, &full);
    const bool person = n.classes & (MALE | FEMALE | HONORIFIC) ||
                        (n.words == 1 && full.words > 1);
    if (n.words == 0 || n.classes & (GROUP | THEY) || !person ||
        behind + 1 >= e || clause_is_and(r, behind))
        return none;
    struct mention m = clause_mention(MENTION_NAME, n, e);
    m.loose = true;
    return m;
}
