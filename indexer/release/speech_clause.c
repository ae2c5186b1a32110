#include "indexer/release/speech_clause.h"

#include "common/base/compiler.h"
#include "indexer/release/quotation_marks.h"

enum {
    SUBJECT_WORDS = 10, /* lower-case words before a name: its office     */
    APPOSITION = 25,    /* lexemes between the commas of an apposition    */
    AUXILIARIES = 4,    /* words between name and verb                    */
    SENTENCE = 100,     /* lexemes that are looked back over              */
    BESIDE = 5,         /* lexemes between a verb and the mark            */
    SIGNATURE = 24      /* lexemes of a signature                         */
};

size_t quotation_opening(const struct quotation_span *q)
{
    return q->first - 1;
}

size_t quotation_behind(const struct lexemes *x, const struct quotation_span *q)
{
    return lexeme_is(x, q->end, LEX_MARK) && !(q->flags & SPAN_UNCLOSED)
               ? q->end + 1
               : q->end;
}

bool clause_is_cue(const struct clause_reader *r, size_t i)
{
    return i < r->x->n && r->x->v[i].kind <= LEX_CAPITAL &&
           !(r->x->v[i].flags & LEX_CAPITALS) && clause_classes(r, i) & SAYS;
}

static bool is(const struct clause_reader *r, size_t i, enum lexeme_kind kind)
{
    return lexeme_is(r->x, i, kind);
}

static bool is_adverb(const struct clause_reader *r, size_t i)
{
    const struct bytes w = lexeme_bytes(r->x, i);
    return is(r, i, LEX_LOWER) &&
           (clause_classes(r, i) & AUXILIARY ||
            (w.n > 4 && w.p[w.n - 2] == 'l' && w.p[w.n - 1] == 'y'));
}

/* Behind the auxiliaries and adverbs that begin at i. */
static size_t skip_adverbs(const struct clause_reader *r, size_t i)
{
    for (unsigned n = 0; n < AUXILIARIES && is_adverb(r, i); n++)
        i++;
    return i;
}

/* ---- subjects ---- */

static struct mention mention_of(enum mention_kind kind, struct name name,
                                 size_t behind)
{
    return (struct mention){.kind = kind, .name = name, .behind = behind};
}

static struct mention single(enum mention_kind kind, size_t i, unsigned classes)
{
    return mention_of(kind,
                      (struct name){.first = (uint32_t)i,
                                    .end = (uint32_t)i + 1,
                                    .words = 1,
                                    .classes = classes},
                      i + 1);
}

/* A pronoun that is no article of what follows: "il a dit", not "il sindaco".
 */
static bool is_pronoun(const struct clause_reader *r, size_t i,
                       unsigned classes)
{
    if (!(classes & (HE | SHE)) || classes & THEY)
        return false;
    return !lexeme_is_word(r->x, i + 1) || is_adverb(r, i + 1) ||
           clause_is_cue(r, i + 1);
}

/* The name in the run [i, end), which offices and prepositions stand before:
 * it begins with a forename, where there is one behind a place or house. */
static struct name name_in(const struct clause_reader *r, size_t i, size_t end,
                           bool behind_office)
{
    struct name n = name_of_run(r->x, r->words, i, end);
    if (!behind_office || n.words < 3)
        return n;
    for (size_t k = n.first + 1; k + 1 < n.end; k++) {
        const unsigned before = clause_classes(r, k - 1);
        if (!(clause_classes(r, k) & (MALE | FEMALE)) ||
            before & (MALE | FEMALE) || r->x->v[k].kind != LEX_CAPITAL ||
            r->x->v[k - 1].kind == LEX_MARK ||
            r->x->v[k - 1].flags & LEX_ABBREVIATED)
            continue;
        n.words = (uint16_t)(n.words - (k - n.first));
        n.first = (uint32_t)k;
        n.classes |= clause_classes(r, k) & (MALE | FEMALE);
        break;
    }
    return n;
}

/* Whether the run behind a comma at i is the name that an office is of:
 * "the head of Acme, Ann Lis". */
static size_t named_behind_comma(const struct clause_reader *r, size_t i,
                                 size_t end)
{
    if (!is(r, i, LEX_COMMA) || i + 1 >= end || !is(r, i + 1, LEX_CAPITAL))
        return 0;
    const size_t behind = name_run_end(r->x, r->words, i + 1);
    const struct name n = name_of_run(r->x, r->words, i + 1, behind);
    return n.words >= 2 && !(n.classes & GROUP) ? i + 1 : 0;
}

/* Whether nobody alone is named: "Senators Lis and Fir", "the Trust". */
static bool is_several(struct name n)
{
    return n.classes & THEY || (n.classes & GROUP && n.words == 1);
}

static bool is_and(const struct clause_reader *r, size_t i)
{
    static const char *const WORDS[] = {"and", "und", "et", "y",  "e",
                                        "и",   "і",   "та", "ve", "oraz"};
    for (size_t k = 0; k < COUNT_OF(WORDS); k++)
        if (bytes_equal_str(lexeme_bytes(r->x, i), WORDS[k]))
            return true;
    return false;
}

/* Whether another name is joined at i: "and Jo Fir". */
static bool joins_run(const struct clause_reader *r, size_t i)
{
    if (!is(r, i, LEX_LOWER) || !is_and(r, i) || !is(r, i + 1, LEX_CAPITAL))
        return false;
    const size_t end = name_run_end(r->x, r->words, i + 1);
    return name_of_run(r->x, r->words, i + 1, end).words > 0;
}

/* What was seen while a subject is read from the left. */
struct subject {
    size_t office;    /* its lexeme + 1 */
    bool preposition; /* the run stands behind one */
    bool possessor;
};

static struct mention office_or_none(const struct subject *s, size_t i)
{
    return s->office ? single(MENTION_OFFICE, s->office - 1, 0)
                     : mention_of(MENTION_NONE, (struct name){.words = 0}, i);
}

/* "Team Acme head coach Ann Lis": whether an office stands at i, between two
 * runs. */
static bool is_office_between(const struct clause_reader *r, size_t i)
{
    bool office = false;
    for (size_t k = i; k < i + 4; k++) {
        if (is(r, k, LEX_CAPITAL))
            return office;
        if (!is(r, k, LEX_LOWER))
            return false;
        office |= (clause_classes(r, k) & OFFICE) != 0;
    }
    return false;
}

/* Takes the run at *i. True when it gives the mention *m. */
static bool take_run(const struct clause_reader *r, struct subject *s,
                     size_t *i, size_t end, struct mention *m)
{
    const size_t behind = MIN(name_run_end(r->x, r->words, *i), end);
    const struct name n = name_in(r, *i, behind, s->office || s->preposition);
    const size_t other =
        s->office || n.words == 0 ? named_behind_comma(r, behind, end) : 0;
    if (n.words == 0 && n.classes & OFFICE && !s->office)
        s->office = *i + 1;
    if (other && (s->preposition || n.words == 0)) {
        *i = other;
        s->preposition = false;
        return false;
    }
    const bool office_next = is_office_between(r, behind);
    const bool of_next = is(r, behind, LEX_LOWER) &&
                         (clause_classes(r, behind) & (PREPOSITION | PARTICLE));
    if (n.words == 0 || office_next ||
        (s->preposition && n.words == 1 && of_next)) {
        *i = behind;
        return false;
    }
    if (s->preposition && s->office && n.words == 1) {
        *m = office_or_none(s, behind);
        return true;
    }
    *m = mention_of(MENTION_NAME, n, behind);
    if (is_several(n) || joins_run(r, behind))
        m->kind = MENTION_OTHER;
    return true;
}

struct mention clause_subject(const struct clause_reader *r, size_t i,
                              size_t end)
{
    struct subject s = {.office = 0};
    struct mention m = {.kind = MENTION_NONE};
    for (unsigned lower = 0; i < end && lower < SUBJECT_WORDS;) {
        const struct lexeme *const l = &r->x->v[i];
        const unsigned classes = clause_classes(r, i);
        if (lower == 0 && l->kind <= LEX_CAPITAL && is_pronoun(r, i, classes))
            return single(MENTION_PRONOUN, i, classes & (HE | SHE));
        if (l->kind == LEX_CAPITAL) {
            if (take_run(r, &s, &i, end, &m))
                return m;
            lower++;
            continue;
        }
        const size_t named = s.office && l->kind == LEX_COMMA
                                 ? named_behind_comma(r, i, end)
                                 : 0;
        if (named) {
            i = named;
            s.preposition = false;
            continue;
        }
        if (l->kind != LEX_LOWER || clause_is_cue(r, i) ||
            classes & (CONJUNCTION | THEY))
            break;
        if (classes & OFFICE)
            s.office = i + 1;
        s.preposition = (classes & (PREPOSITION | PARTICLE)) != 0;
        i++;
        lower++;
    }
    return office_or_none(&s, i);
}

/* ---- behind a quotation ---- */

/* Behind an apposition, "(D-HI)" or ", head of Acme,", that begins at i and
 * has a verb of speech behind it; else i. */
static size_t skip_apposition(const struct clause_reader *r, size_t i,
                              size_t end)
{
    const size_t far = MIN(end, i + APPOSITION);
    if (is(r, i, LEX_OPEN)) {
        for (size_t k = i + 1; k < far; k++)
            if (is(r, k, LEX_CLOSE))
                return skip_apposition(r, k + 1, end);
        return i;
    }
    if (!is(r, i, LEX_COMMA))
        return i;
    for (size_t k = i + 1; k < far; k++) {
        if (is(r, k, LEX_STOP) || is(r, k, LEX_PARAGRAPH) || is(r, k, LEX_MARK))
            return i;
        if (is(r, k, LEX_COMMA) && clause_is_cue(r, skip_adverbs(r, k + 1)))
            return k + 1;
    }
    return i;
}

/* Behind the preposition at i, if one is there: "according to". */
static size_t behind_preposition(const struct clause_reader *r, size_t i)
{
    return is(r, i, LEX_LOWER) && clause_classes(r, i) & PREPOSITION ? i + 1
                                                                     : i;
}

/* "said Ann Lis", and "said" alone where the subject stands elsewhere. */
static struct mention cue_then_subject(const struct clause_reader *r, size_t i,
                                       size_t end)
{
    struct mention m = clause_subject(r, i, end);
    if (m.kind == MENTION_NONE && m.behind <= i + 1 &&
        (!lexeme_is_word(r->x, m.behind) || m.behind >= end))
        m.kind = MENTION_OMITTED;
    if (m.kind == MENTION_NONE)
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
        while (k < end && k < m.behind + SUBJECT_WORDS &&
               !clause_is_cue(r, k) && lexeme_is_word(r->x, k))
            k++;
    k = skip_adverbs(r, skip_apposition(r, k, end));
    if (k >= end || !is(r, k, LEX_LOWER) ||
        !(clause_classes(r, k) & (SAYS | SAYS_BESIDE)))
        return none;
    m.behind = k + 1;
    return m;
}

/* The end of the sentence that begins at i, or `next`. */
static size_t sentence_end(const struct clause_reader *r, size_t i, size_t next)
{
    const size_t far = MIN(next, i + SENTENCE);
    while (i < far && !is(r, i, LEX_STOP) && !is(r, i, LEX_PARAGRAPH))
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

struct mention clause_after(const struct clause_reader *r,
                            const struct quotation_span *q, size_t next)
{
    size_t i = quotation_behind(r->x, q);
    struct mention m = {.kind = MENTION_NONE};
    if (q->flags & (SPAN_UNCLOSED | SPAN_GOES_ON))
        return m;
    for (unsigned n = 0; n < 2 && (is(r, i, LEX_COMMA) || is(r, i, LEX_DASH));
         n++)
        i++;
    const size_t end = sentence_end(r, i, next);
    const size_t cue = skip_adverbs(r, i);
    if (i >= end)
        return m;
    const unsigned classes = clause_classes(r, i);
    if (cue < end && is(r, cue, LEX_LOWER) &&
        clause_classes(r, cue) & (SAYS | SAYS_BESIDE))
        return cue_then_subject(r, cue + 1, end);
    if (is(r, i, LEX_LOWER) && classes & ACCORDING)
        return clause_subject(r, behind_preposition(r, i + 1), end);
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

/* ---- before a quotation ---- */

/* The start of the sentence that ends before lexeme e. */
static size_t sentence_start(const struct clause_reader *r, size_t least,
                             size_t e)
{
    const size_t floor = e > least + SENTENCE ? e - SENTENCE : least;
    while (e > floor && !is(r, e - 1, LEX_STOP) && !is(r, e - 1, LEX_PARAGRAPH))
        e--;
    return e;
}

/* Whether the run at `first` is the second of two: "Ann Lis and". */
static bool is_joined(const struct clause_reader *r, size_t s, size_t first)
{
    if (first < s + 2 || !is(r, first - 1, LEX_LOWER) ||
        !is_and(r, first - 1) || !is(r, first - 2, LEX_CAPITAL))
        return false;
    const size_t other = name_run_start(r->x, r->words, s, first - 1);
    return name_of_run(r->x, r->words, other, first - 1).words > 0;
}

static struct mention name_before(const struct clause_reader *r, size_t s,
                                  size_t end)
{
    const size_t first = name_run_start(r->x, r->words, s, end);
    struct mention m = {.kind = MENTION_NONE, .behind = end};
    m.name = name_of_run(r->x, r->words, first, end);
    if (first < end && m.name.words)
        m.kind = is_several(m.name) || is_joined(r, s, first) ? MENTION_OTHER
                                                              : MENTION_NAME;
    else if (first < end && m.name.classes & OFFICE)
        m = single(MENTION_OFFICE, end - 1, 0);
    return m;
}

/* The name that the apposition, whose closing comma is at `comma`, is of: the
 * nearest person between commas, else the nearest house. */
static struct mention apposed(const struct clause_reader *r, size_t s,
                              size_t comma)
{
    const size_t floor = comma > s + APPOSITION ? comma - APPOSITION : s;
    struct mention house = {.kind = MENTION_NONE};
    for (size_t i = comma; i-- > floor + 1;) {
        if (is(r, i, LEX_MARK) || is(r, i, LEX_COLON))
            break;
        if (!is(r, i, LEX_COMMA) || !is(r, i - 1, LEX_CAPITAL))
            continue;
        const struct mention m = name_before(r, s, i);
        if (m.kind != MENTION_NAME ||
            (m.name.classes & OFFICE && m.name.words < 2) ||
            name_is_behind_preposition(r->x, r->words,
                                       name_run_start(r->x, r->words, s, i)))
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
    const struct mention m = apposed(r, s, c);
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
    if (!is(r, comma - 1, LEX_CAPITAL))
        return none;
    const struct mention m = name_before(r, s, comma);
    const size_t first = name_run_start(r->x, r->words, s, comma);
    return m.kind == MENTION_NAME && m.name.words > 1 && first > s + 1 &&
                   is(r, first - 1, LEX_COMMA) && is(r, first - 2, LEX_LOWER) &&
                   has_office(r, s, first)
               ? m
               : none;
}

/* The subject of the verb at c, which it stands before. */
static struct mention subject_before(const struct clause_reader *r, size_t s,
                                     size_t c)
{
    struct mention m = {.kind = MENTION_NONE};
    for (unsigned n = 0; n < AUXILIARIES && c > s && is_adverb(r, c - 1); n++)
        c--;
    if (c > s && is(r, c - 1, LEX_CLOSE))
        for (size_t k = c - 1; k > s && k + 8 > c; k--)
            if (is(r, k, LEX_OPEN)) {
                c = k;
                break;
            }
    if (c <= s)
        return m;
    if (is(r, c - 1, LEX_COMMA)) {
        m = named_before(r, s, c - 1);
        if (m.kind == MENTION_NONE)
            m = apposed(r, s, c - 1);
        /* "Ann Lis welcomed the plan, saying": the subject is at the start. */
        if (m.kind == MENTION_NONE && is_participle(r, c) &&
            is(r, s, LEX_CAPITAL))
            m = clause_subject(r, s, c - 1);
        return m;
    }
    const unsigned classes = clause_classes(r, c - 1);
    if (r->x->v[c - 1].kind <= LEX_CAPITAL && classes & (HE | SHE) &&
        !(classes & THEY))
        return single(MENTION_PRONOUN, c - 1, classes & (HE | SHE));
    if (is(r, c - 1, LEX_LOWER))
        return classes & OFFICE ? single(MENTION_OFFICE, c - 1, 0) : m;
    if (!is(r, c - 1, LEX_CAPITAL))
        return m;
    m = name_before(r, s, c);
    const size_t first = name_run_start(r->x, r->words, s, c);
    if (first > s && !is(r, first - 1, LEX_STOP)) {
        const struct mention holder = holder_before(r, s, c);
        if (holder.kind != MENTION_NONE &&
            (is(r, first - 1, LEX_COMMA) || is(r, first - 1, LEX_LOWER)))
            return holder;
    }
    /* "Ann Lis of Acme said", "the head of Acme said". */
    if (first > s + 1 && is(r, first - 1, LEX_LOWER) &&
        clause_classes(r, first - 1) & PREPOSITION) {
        const struct mention of = name_before(r, s, first - 1);
        const bool office = is(r, first - 2, LEX_LOWER) &&
                            clause_classes(r, first - 2) & OFFICE;
        if (of.kind != MENTION_NONE)
            return of;
        if (office)
            return single(MENTION_OFFICE, first - 2, 0);
    }
    return m;
}

/* The last verb of speech in [s, e), or e. */
static size_t last_cue(const struct clause_reader *r, size_t s, size_t e)
{
    for (size_t i = e; i-- > s;)
        if (clause_is_cue(r, i) && (i == s || is(r, i, LEX_LOWER)))
            return i;
    return e;
}

/* "issued the following statement": the verb, or e. */
static size_t issuing(const struct clause_reader *r, size_t s, size_t e)
{
    bool statement = false;
    for (size_t i = e; i-- > s;) {
        const unsigned classes = clause_classes(r, i);
        if (is(r, i, LEX_LOWER) && statement && classes & ISSUES)
            return i;
        statement |= is(r, i, LEX_LOWER) && (classes & STATEMENT);
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
    if (m.kind == MENTION_OTHER ||
        (m.kind == MENTION_NAME && m.behind < e && !is(r, m.behind, LEX_COMMA)))
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
    if (m.kind == MENTION_NONE && colon && (cue = issuing(r, s, e)) < e)
        m = subject_before(r, s, cue);
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
    if (e <= least + 1 || !is(r, e - 1, LEX_STOP))
        return 0;
    const size_t s = sentence_start(r, least, e - 1);
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
    if (e > least + 2 && is(r, e - 1, LEX_PARAGRAPH) &&
        (is(r, e - 2, LEX_COLON) || is(r, e - 2, LEX_STOP)))
        e--;
    const size_t statement = announcing(r, least, e);
    if (!statement &&
        (e <= least || is(r, e - 1, LEX_STOP) || is(r, e - 1, LEX_PARAGRAPH)))
        return m;
    const bool colon = statement || is(r, e - 1, LEX_COLON);
    if (colon || is(r, e - 1, LEX_COMMA) || is(r, e - 1, LEX_DASH))
        e--;
    const size_t s = sentence_start(r, least, e);
    m = said_before(r, s, e, colon);
    /* "According to Ann Lis, “Q”", "По словам": the first or second word. */
    for (size_t i = s; m.kind == MENTION_NONE && i < s + 2 && i < e; i++)
        if (clause_classes(r, i) & ACCORDING)
            m = clause_subject(r, behind_preposition(r, i + 1), e);
    return m;
}

struct mention clause_name_before(const struct clause_reader *r,
                                  const struct quotation_span *q, size_t least)
{
    size_t e = quotation_opening(q);
    if (e > least && is(r, e - 1, LEX_COMMA))
        e--;
    return e > least && is(r, e - 1, LEX_CAPITAL)
               ? name_before(r, sentence_start(r, least, e), e)
               : (struct mention){.kind = MENTION_NONE};
}

struct mention clause_within(const struct clause_reader *r,
                             const struct quotation_span *q)
{
    const struct mention none = {.kind = MENTION_NONE};
    if (r->x->v[q->first - 1].mark != MARK_LEFT || q->flags & SPAN_DASH)
        return none;
    for (size_t i = q->first; i + 2 < q->end; i++) {
        if (!is(r, i, LEX_COMMA))
            continue;
        const size_t cue = skip_adverbs(r, i + 1);
        if (cue == i + 1 || !is(r, cue, LEX_LOWER) || !clause_is_cue(r, cue))
            continue;
        struct mention m = clause_subject(r, cue + 1, q->end);
        if (m.kind == MENTION_NAME &&
            (is(r, m.behind, LEX_COMMA) || is(r, m.behind, LEX_STOP))) {
            m.behind = q->end;
            return m;
        }
    }
    return none;
}

/* ---- signatures ---- */

/* Whether an office or a house stands behind the comma at i. */
static bool is_titled(const struct clause_reader *r, size_t i)
{
    return is(r, i, LEX_COMMA) &&
           (is(r, i + 1, LEX_CAPITAL) ||
            (lexeme_is_word(r->x, i + 1) && clause_classes(r, i + 1) & OFFICE));
}

/* A name of two words or more that begins at i, in a short paragraph or line
 * that says nothing else. */
static struct mention signature_at(const struct clause_reader *r, size_t i,
                                   size_t next)
{
    struct mention m = {.kind = MENTION_NONE};
    if (!is(r, i, LEX_CAPITAL))
        return m;
    const size_t behind = name_run_end(r->x, r->words, i);
    const struct name n = name_of_run(r->x, r->words, i, behind);
    const size_t far = MIN(i + SIGNATURE, r->x->n);
    if (n.words < 2 || n.words > 5 || n.classes & GROUP ||
        !(n.classes & (MALE | FEMALE) || is_titled(r, behind) ||
          names_know(r->names, &n)))
        return m;
    for (size_t k = behind; k < far; k++) {
        if (is(r, k, LEX_PARAGRAPH) || k == next ||
            r->x->v[k].flags & (LEX_LINE | LEX_SOFT)) {
            m = mention_of(MENTION_NAME, n, k);
            m.signed_by = true;
            return m;
        }
        if (is(r, k, LEX_COLON) || (is(r, k, LEX_LOWER) && clause_is_cue(r, k)))
            return m;
        if (is(r, k, LEX_STOP)) {
            m = mention_of(MENTION_NAME, n, k + 1);
            m.signed_by = k == behind || is_titled(r, behind);
            m.kind = m.signed_by ? MENTION_NAME : MENTION_NONE;
            return m;
        }
    }
    return m;
}

/* "Ann Lis, Acme: “Q”" at the start of a line or paragraph. */
static struct mention heading(const struct clause_reader *r,
                              const struct quotation_span *q, size_t least)
{
    struct mention m = {.kind = MENTION_NONE};
    const size_t e = quotation_opening(q);
    if (e < least + 2 || !is(r, e - 1, LEX_COLON))
        return m;
    const size_t s = sentence_start(r, least, e - 1);
    if (!is(r, s, LEX_CAPITAL) || e - s > SIGNATURE ||
        !(is(r, s - 1, LEX_PARAGRAPH) ||
          r->x->v[s].flags & (LEX_LINE | LEX_SOFT)))
        return m;
    const size_t behind = name_run_end(r->x, r->words, s);
    const struct name n = name_of_run(r->x, r->words, s, behind);
    if (behind != e - 1 && !is(r, behind, LEX_COMMA) &&
        !is(r, behind, LEX_OPEN))
        return m;
    if (n.words == 0 || n.words > 5 ||
        (n.words == 1 && !names_know(r->names, &n)))
        return m;
    m = mention_of(MENTION_NAME, n, e);
    m.signed_by = true;
    return m;
}

struct mention clause_signature(const struct clause_reader *r,
                                const struct quotation_span *q, size_t least,
                                size_t next)
{
    const size_t i = quotation_behind(r->x, q);
    const bool whole = is(r, quotation_opening(q) - 1, LEX_PARAGRAPH);
    struct mention m = heading(r, q, least);
    if (m.kind != MENTION_NONE || q->flags & (SPAN_UNCLOSED | SPAN_GOES_ON))
        return m;
    if (is(r, i, LEX_DASH))
        return signature_at(r, i + 1, next);
    if (whole && is(r, i, LEX_PARAGRAPH))
        return signature_at(r, i + 1 + (is(r, i + 1, LEX_DASH) ? 1 : 0), next);
    if (i < r->x->n && r->x->v[i].flags & (LEX_LINE | LEX_SOFT))
        return signature_at(r, i, next);
    return m;
}
