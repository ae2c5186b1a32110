#include "indexer/release/speaker_names.h"

#include "common/base/compiler.h"

enum {
    PARTICLE_MAX = 4, /* bytes of a particle              */
    RUN_MAX = 12,     /* lexemes of a run                 */
    NAME_WORDS = 5    /* lexemes of a name, rather        */
};

static unsigned classes_at(const struct lexemes *x,
                           const struct speech_words *words, size_t i)
{
    return speech_word_classes(words, lexeme_bytes(x, i));
}

/* ---- runs ---- */

/* Behind a bracketed gloss or a nickname in marks that begins at i, when a
 * capitalised word follows it; else i. */
static size_t skip_gloss(const struct lexemes *x, size_t i)
{
    const bool mark = lexeme_is(x, i, LEX_MARK);
    const enum lexeme_kind close = mark ? LEX_MARK : LEX_CLOSE;
    if (!mark && !lexeme_is(x, i, LEX_OPEN))
        return i;
    for (size_t k = i + 1; k < i + 5 && k < x->n; k++) {
        if (x->v[k].kind == close)
            return k > i + 1 && lexeme_is(x, k + 1, LEX_CAPITAL) ? k + 1 : i;
        if (x->v[k].kind != LEX_CAPITAL)
            return i;
    }
    return i;
}

/* Behind the particles that begin at i, when a capitalised word follows. */
static size_t skip_particles(const struct lexemes *x,
                             const struct speech_words *words, size_t i)
{
    size_t k = i;
    while (k < i + 3 && lexeme_is(x, k, LEX_LOWER) &&
           x->v[k].to - x->v[k].from <= PARTICLE_MAX &&
           classes_at(x, words, k) & PARTICLE)
        k++;
    return k > i && lexeme_is(x, k, LEX_CAPITAL) ? k : i;
}

static bool ends_run(const struct lexemes *x, const struct speech_words *words,
                     size_t i)
{
    const struct lexeme *const l = &x->v[i];
    return l->flags & LEX_ABBREVIATED && classes_at(x, words, i) & GROUP;
}

size_t name_run_end(const struct lexemes *x, const struct speech_words *words,
                    size_t i)
{
    const size_t start = i;
    while (i < start + RUN_MAX && lexeme_is(x, i, LEX_CAPITAL)) {
        const size_t next = i + 1;
        if (next >= x->n || ends_run(x, words, i))
            return next;
        const struct lexeme *const l = &x->v[next];
        if (l->flags & (LEX_LINE | LEX_SOFT))
            return next;
        if (l->kind == LEX_CAPITAL) {
            i = next;
            continue;
        }
        i = next;
        if (l->kind == LEX_LOWER) {
            i = skip_particles(x, words, next);
            if (i != next && classes_at(x, words, next - 1) & (OFFICE | GROUP))
                i = next;
        } else if (l->kind == LEX_OTHER && x->text.p[l->from] == '&') {
            i = lexeme_is(x, next + 1, LEX_CAPITAL) ? next + 1 : next;
        } else {
            i = skip_gloss(x, next);
        }
        if (i == next)
            return next;
    }
    return i;
}

bool name_run_may_hold(const struct lexemes *x, size_t i)
{
    if (i >= x->n)
        return false;
    const struct lexeme *const l = &x->v[i];
    switch (l->kind) {
    case LEX_CAPITAL:
    case LEX_OPEN:
    case LEX_CLOSE:
    case LEX_MARK:
    case LEX_OTHER:
        return true;
    case LEX_LOWER:
        return l->to - l->from <= PARTICLE_MAX;
    default:
        return false;
    }
}

size_t name_run_around(const struct lexemes *x,
                       const struct speech_words *words, size_t least, size_t i)
{
    size_t start = i;
    while (start > least && name_run_may_hold(x, start - 1))
        start--;
    /* Runs are read from the left. */
    while (start <= i) {
        const size_t behind = x->v[start].kind == LEX_CAPITAL
                                  ? name_run_end(x, words, start)
                                  : start + 1;
        if (behind > i && x->v[start].kind == LEX_CAPITAL)
            return start;
        start = behind;
    }
    return start;
}

size_t name_run_start(const struct lexemes *x, const struct speech_words *words,
                      size_t least, size_t end)
{
    const size_t floor = end > least + RUN_MAX ? end - RUN_MAX : least;
    /* Runs are read from the left: try from the farthest that reaches end. */
    for (size_t i = floor; i < end; i++)
        if (x->v[i].kind == LEX_CAPITAL && name_run_end(x, words, i) == end)
            return i;
    return end;
}

/* ---- names in runs ---- */

size_t name_possessive_size(struct bytes w)
{
    if (w.n > 2 && w.p[w.n - 1] == 's' && w.p[w.n - 2] == '\'')
        return 2;
    if (w.n > 4 && memcmp(w.p + w.n - 4, "\xe2\x80\x99s", 4) == 0)
        return 4;
    /* "workers’" */
    if (w.n > 2 && w.p[w.n - 1] == '\'')
        return 1;
    return w.n > 4 && memcmp(w.p + w.n - 3, "\xe2\x80\x99", 3) == 0 ? 3 : 0;
}

struct text_range name_bytes(const struct lexemes *x, const struct name *n)
{
    const struct bytes last = lexeme_bytes(x, n->end - 1);
    return (struct text_range){x->v[n->first].from,
                               x->v[n->end - 1].to -
                                   (uint32_t)name_possessive_size(last)};
}

/* A run with the classes of its words. */
struct run {
    const struct lexemes *x;
    size_t first, end;
    unsigned is[RUN_ROOM];
};

/* How far the words before the name reach: articles, offices, honorifics and
 * whoever they belong to. */
static size_t name_start(const struct run *r, unsigned *seen)
{
    size_t start = r->first;
    for (size_t i = r->first; i < r->end; i++) {
        const bool initial = r->x->v[i].flags & LEX_ABBREVIATED &&
                             r->x->v[i].to - r->x->v[i].from == 2;
        /* "M." of "Ann M. Lis" is no Monsieur. */
        const unsigned is =
            initial && (i > r->first || r->is[0] & (FUNCTION | PREPOSITION))
                ? 0u
                : r->is[i - r->first];
        const bool last = i + 1 == r->end;
        if (i == start && is & FUNCTION && !(is & (MALE | FEMALE))) {
            start = i + 1;
        } else if (is & (OFFICE | HONORIFIC)) {
            *seen |= is & (OFFICE | HONORIFIC | MALE | FEMALE | THEY);
            /* "Dean" of "James Dean" is a name. */
            const bool name = last && i == r->first + 1 &&
                              r->is[i - 1 - r->first] & (MALE | FEMALE);
            start = name ? start : i + 1;
        } else if (!last && name_possessive_size(lexeme_bytes(r->x, i))) {
            start = i + 1;
        }
    }
    return start;
}

bool name_is_behind_preposition(const struct lexemes *x,
                                const struct speech_words *words, size_t i)
{
    for (unsigned n = 0; n < 2 && i > 0 && lexeme_is(x, i - 1, LEX_LOWER);
         n++) {
        const unsigned is = classes_at(x, words, --i);
        if (is & PREPOSITION)
            return true;
        if (!(is & FUNCTION))
            return false;
    }
    return false;
}

/* Where the person begins in a run too long for a name, when a forename stands
 * in it: "Acme Media Group Head-Elect Ann Lis"; else `start`. */
static size_t person_in(const struct run *r, size_t start)
{
    if (r->end - start <= NAME_WORDS)
        return start;
    for (size_t i = start; i + 1 < r->end; i++)
        if (r->is[i - r->first] & (MALE | FEMALE) &&
            r->x->v[i].kind == LEX_CAPITAL)
            return i;
    return start;
}

/* Whether a person's name begins the run, by forename, honorific, initial. */
static bool begins_with_person(const struct run *r)
{
    return r->is[0] & (MALE | FEMALE | HONORIFIC) ||
           (r->first + 1 < r->end &&
            r->x->v[r->first + 1].flags & LEX_ABBREVIATED);
}

struct name name_of_run(const struct lexemes *x,
                        const struct speech_words *words, size_t first,
                        size_t end)
{
    struct name n = {.words = 0};
    struct run r; /* not all of it zeroed: that would cost half of this */
    r.x = x;
    r.first = first;
    r.end = MIN(end, first + RUN_ROOM);
    for (size_t i = first; i < r.end; i++)
        r.is[i - first] = classes_at(x, words, i);
    size_t start = name_start(&r, &n.classes);
    if (start == r.end && n.classes & OFFICE && begins_with_person(&r)) {
        /* "Ann Lis Chief Sales Officer": the office stands behind. */
        while (r.end > first && !(r.is[r.end - 1 - first] & OFFICE))
            r.end--;
        for (size_t i = r.end; i-- > first + 2;)
            if (r.is[i - first] & OFFICE && !(r.is[i - first] & HONORIFIC))
                r.end = i;
        start = name_start(&r, &n.classes);
        if (r.end - start < 2)
            start = r.end;
    }
    while (start < r.end && x->v[start].kind != LEX_CAPITAL)
        start++;
    start = person_in(&r, start);
    for (size_t i = start; i < r.end; i++) {
        n.words = (uint16_t)(n.words + (x->v[i].kind == LEX_CAPITAL));
        n.classes |= r.is[i - first] & GROUP;
    }
    if (start < r.end)
        n.classes |= r.is[start - first] & (MALE | FEMALE);
    n.first = (uint32_t)start;
    n.end = (uint32_t)r.end;
    return n;
}
