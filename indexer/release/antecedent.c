#include "indexer/release/antecedent.h"

enum {
    OFFICE_REACH = 800, /* lexemes that an office looks back over      */
    HOLDER_REACH = 8,   /* lexemes between a name and the office of it */
    SENTENCE = 60       /* lexemes of a sentence that are looked at    */
};

/* The holder of the office at lexeme k: "President Ann Lis", "Ann Lis, the
 * president". */
static bool holder_of(const struct clause_reader *r, size_t k, struct name *out)
{
    const struct lexemes *const x = r->x;
    size_t i = k + 1;
    if (x->v[k].kind == LEX_CAPITAL) {
        const size_t end = name_run_end(x, r->words, k);
        *out = name_of_run(x, r->words, k, end);
        if (out->words && out->end == end)
            return true;
    }
    if (lexeme_is(x, i, LEX_CAPITAL)) {
        const size_t end = name_run_end(x, r->words, i);
        *out = name_of_run(x, r->words, i, end);
        if (out->words > 1)
            return true;
    }
    for (i = k; i > 1 && i + HOLDER_REACH > k; i--) {
        if (x->v[i].kind > LEX_COMMA)
            return false;
        if (x->v[i].kind != LEX_COMMA || x->v[i - 1].kind != LEX_CAPITAL)
            continue;
        const size_t start = name_run_start(x, r->words, 0, i);
        *out = name_of_run(x, r->words, start, i);
        return out->words > 1;
    }
    return false;
}

/* The person in the run that begins at k, when of the gender `sex`. */
static bool person_at(const struct clause_reader *r, size_t k, unsigned sex,
                      struct name *out)
{
    const struct lexemes *const x = r->x;
    const size_t end = name_run_end(x, r->words, k);
    const struct name n = name_of_run(x, r->words, k, end);
    if (n.words == 0 || n.classes & GROUP)
        return false;
    /* "under the leadership of Ann Lis", "Ann Lis’s": no subject. */
    if (name_is_behind_preposition(x, r->words, k) ||
        name_bytes(x, &n).to != x->v[n.end - 1].to)
        return false;
    (void)names_fullest(r->names, &n, out);
    const unsigned known = (n.classes | out->classes) & (MALE | FEMALE);
    return known == sex && (out->words > 1 || n.classes & HONORIFIC);
}

/* The first person of this gender in the sentence that holds lexeme k. */
static struct name subject_of(const struct clause_reader *r, size_t k,
                              size_t least, unsigned sex)
{
    const struct lexemes *const x = r->x;
    struct name n = {.words = 0}, found;
    size_t s = k;
    const size_t floor = k > least + SENTENCE ? k - SENTENCE : least;
    while (s > floor && x->v[s - 1].kind != LEX_STOP &&
           x->v[s - 1].kind != LEX_PARAGRAPH && x->v[s - 1].kind != LEX_MARK)
        s--;
    for (; s <= k; s++)
        if (x->v[s].kind == LEX_CAPITAL && person_at(r, s, sex, &found))
            return found;
    return n;
}

bool antecedent_person(const struct clause_reader *r, size_t k, size_t least,
                       unsigned sex, struct name *out)
{
    if (r->x->v[k].kind != LEX_CAPITAL || !person_at(r, k, sex, out))
        return false;
    *out = subject_of(r, k, least, sex);
    return out->words != 0;
}

bool antecedent_holder(const struct clause_reader *r, size_t at,
                       struct name *out)
{
    const struct lexemes *const x = r->x;
    const size_t least = at > OFFICE_REACH ? at - OFFICE_REACH : 0;
    const struct bytes office = lexeme_bytes(x, at);
    for (size_t k = at; k-- > least;) {
        const struct lexeme *const l = &x->v[k];
        struct name n;
        if (l->to - l->from != office.n || l->kind > LEX_CAPITAL ||
            memcmp(x->text.p + l->from + 1, office.p + 1, office.n - 1) != 0 ||
            !holder_of(r, k, &n) || n.classes & GROUP)
            continue;
        (void)names_fullest(r->names, &n, out);
        return true;
    }
    return false;
}

/* Whether a sentence begins at lexeme k with a person, known to be one by her
 * forename and called by no office of her own, and what she does. */
static bool begins_with_person(const struct clause_reader *r, size_t k,
                               struct name *out)
{
    const struct lexemes *const x = r->x;
    if (x->v[k].kind != LEX_CAPITAL || k == 0 ||
        (x->v[k - 1].kind != LEX_STOP && x->v[k - 1].kind != LEX_PARAGRAPH))
        return false;
    const size_t end = name_run_end(x, r->words, k);
    const struct name n = name_of_run(x, r->words, k, end);
    if (n.words == 0 || n.first != k || n.end != end || n.classes & GROUP ||
        !lexeme_is(x, end, LEX_LOWER) ||
        name_bytes(x, &n).to != x->v[end - 1].to)
        return false;
    (void)names_fullest(r->names, &n, out);
    return out->words > 1 && (n.classes | out->classes) & (MALE | FEMALE);
}

bool antecedent_subject(const struct clause_reader *r, size_t at, size_t least,
                        struct name *out)
{
    enum { PARAGRAPHS = 2 };
    unsigned paragraphs = 0;
    for (size_t k = at; k-- > least && paragraphs <= PARAGRAPHS;) {
        paragraphs += r->x->v[k].kind == LEX_PARAGRAPH;
        if (begins_with_person(r, k, out))
            return true;
    }
    return false;
}
