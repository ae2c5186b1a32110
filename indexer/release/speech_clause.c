#include "indexer/release/clause_parts.h"

#include "common/base/compiler.h"

enum {
    SUBJECT_WORDS = 10, /* lower-case words before a name: its office */
    AUXILIARIES = 4,    /* words between name and verb                */
    SENTENCE = 100      /* lexemes that are looked back over          */
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

bool clause_is_adverb(const struct clause_reader *r, size_t i)
{
    const struct bytes w = lexeme_bytes(r->x, i);
    return clause_is(r, i, LEX_LOWER) &&
           (clause_classes(r, i) & AUXILIARY ||
            (w.n > 4 && w.p[w.n - 2] == 'l' && w.p[w.n - 1] == 'y'));
}

size_t clause_skip_adverbs(const struct clause_reader *r, size_t i)
{
    for (unsigned n = 0; n < AUXILIARIES && clause_is_adverb(r, i); n++)
        i++;
    return i;
}

struct mention clause_mention(enum mention_kind kind, struct name name,
                              size_t behind)
{
    return (struct mention){.kind = kind, .name = name, .behind = behind};
}

struct mention clause_single(enum mention_kind kind, size_t i, unsigned classes)
{
    return clause_mention(kind,
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
    return !lexeme_is_word(r->x, i + 1) || clause_is_adverb(r, i + 1) ||
           clause_is_cue(r, i + 1);
}

struct name clause_name_in(const struct clause_reader *r, size_t i, size_t end,
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
    if (!clause_is(r, i, LEX_COMMA) || i + 1 >= end ||
        !clause_is(r, i + 1, LEX_CAPITAL))
        return 0;
    const size_t behind = name_run_end(r->x, r->words, i + 1);
    const struct name n = name_of_run(r->x, r->words, i + 1, behind);
    return n.words >= 2 && !(n.classes & GROUP) ? i + 1 : 0;
}

bool clause_is_several(struct name n)
{
    return n.classes & THEY || (n.classes & GROUP && n.words == 1);
}

bool clause_is_and(const struct clause_reader *r, size_t i)
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
    if (!clause_is(r, i, LEX_LOWER) || !clause_is_and(r, i) ||
        !clause_is(r, i + 1, LEX_CAPITAL))
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
    return s->office
               ? clause_single(MENTION_OFFICE, s->office - 1, 0)
               : clause_mention(MENTION_NONE, (struct name){.words = 0}, i);
}

/* "Team Acme head coach Ann Lis": whether an office stands at i, between two
 * runs. */
static bool is_office_between(const struct clause_reader *r, size_t i)
{
    bool office = false;
    for (size_t k = i; k < i + 4; k++) {
        if (clause_is(r, k, LEX_CAPITAL))
            return office;
        if (!clause_is(r, k, LEX_LOWER))
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
    const struct name n =
        clause_name_in(r, *i, behind, s->office || s->preposition);
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
    /* "Atlanta, GA lawyer Ann Lis": a place. */
    if (n.words == 1 && clause_is(r, behind, LEX_COMMA) && behind + 1 < end &&
        !(clause_classes(r, behind + 1) & OFFICE) &&
        r->x->v[behind + 1].flags & LEX_CAPITALS &&
        r->x->v[behind + 1].to - r->x->v[behind + 1].from == 2) {
        *i = behind + 2;
        return false;
    }
    /* "the Acme Club spokesperson" */
    if (clause_is(r, behind, LEX_LOWER) && !office_next &&
        !(n.classes & (MALE | FEMALE)) && clause_classes(r, behind) & OFFICE) {
        *m = clause_single(MENTION_OFFICE, behind, 0);
        return true;
    }
    const bool of_next = clause_is(r, behind, LEX_LOWER) &&
                         (clause_classes(r, behind) & (PREPOSITION | PARTICLE));
    if (n.words == 0 || office_next ||
        (s->preposition && n.words == 1 && of_next)) {
        *i = behind;
        return false;
    }
    /* "a senior scientist at Acme": nobody is named. */
    if (s->preposition && !(n.classes & (MALE | FEMALE))) {
        *m = office_or_none(s, behind);
        if (!s->office)
            m->kind = MENTION_OTHER;
        return true;
    }
    *m = clause_mention(MENTION_NAME, n, behind);
    if (clause_is_several(n) || joins_run(r, behind))
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
            return clause_single(MENTION_PRONOUN, i, classes & (HE | SHE));
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
        /* "founder and Chief Executive Officer Ann Lis" */
        const bool joins = s.office == i && clause_is_and(r, i);
        if (l->kind != LEX_LOWER || clause_is_cue(r, i) ||
            (classes & (CONJUNCTION | THEY) && !joins))
            break;
        if (classes & OFFICE)
            s.office = i + 1;
        s.preposition = (classes & (PREPOSITION | PARTICLE)) != 0;
        i++;
        lower++;
    }
    return office_or_none(&s, i);
}

size_t clause_start(const struct clause_reader *r, size_t least, size_t e)
{
    const size_t floor = e > least + SENTENCE ? e - SENTENCE : least;
    while (e > floor && !clause_is(r, e - 1, LEX_STOP) &&
           !clause_is(r, e - 1, LEX_PARAGRAPH))
        e--;
    return e;
}

size_t clause_behind_preposition(const struct clause_reader *r, size_t i)
{
    return clause_is(r, i, LEX_LOWER) && clause_classes(r, i) & PREPOSITION
               ? i + 1
               : i;
}
