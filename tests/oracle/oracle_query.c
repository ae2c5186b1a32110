#include "tests/oracle/oracle_query.h"

#include <assert.h>
#include <string.h>

const char *oracle_syntax_name(enum oracle_syntax syntax)
{
    static const char *const NAMES[] = {[ORACLE_LUCENE] = "lucene",
                                        [ORACLE_LUCENE_OPERATORS] =
                                            "lucene, operators spelled",
                                        [ORACLE_WEBSEARCH] = "websearch",
                                        [ORACLE_TREE] = "tree"};
    return NAMES[syntax];
}

struct oracle_query *oracle_query_new(struct pool *p, enum oracle_kind kind)
{
    struct oracle_query *const q = pool_alloc(p, sizeof(*q));
    q->kind = kind;
    return q;
}

static struct oracle_query *copy_node(struct pool *p,
                                      const struct oracle_query *q)
{
    struct oracle_query *const copy = pool_alloc(p, sizeof(*copy));
    *copy = *q;
    return copy;
}

struct oracle_query *oracle_query_word(struct pool *p, uint32_t word)
{
    struct oracle_query *const q = oracle_query_new(p, ORACLE_WORD);
    q->n = 1;
    q->words[0] = word;
    return q;
}

struct oracle_query *oracle_query_phrase(struct pool *p, const uint32_t *words,
                                         size_t n)
{
    assert(n >= 1 && n <= ORACLE_PHRASE_MAX);
    struct oracle_query *const q = oracle_query_new(p, ORACLE_PHRASE);
    q->n = n;
    memcpy(q->words, words, n * sizeof(*words));
    return q;
}

struct oracle_query *oracle_query_bool(struct pool *p)
{
    return oracle_query_new(p, ORACLE_BOOL);
}

void oracle_query_add(struct pool *p, struct oracle_query *q,
                      enum oracle_occur occur,
                      const struct oracle_query *clause)
{
    assert(q->n < ORACLE_CLAUSES_MAX);
    struct oracle_query *const copy = copy_node(p, clause);
    copy->occur = occur;
    q->clauses[q->n++] = copy;
}

struct oracle_query *oracle_query_title(struct pool *p,
                                        const struct oracle_query *clause)
{
    struct oracle_query *const q = oracle_query_new(p, ORACLE_ZONE);
    q->zone = ORACLE_TITLE;
    q->n = 1;
    q->clauses[0] = clause;
    return q;
}

static size_t count_occur(const struct oracle_query *q, enum oracle_occur occur)
{
    size_t n = 0;
    for (size_t i = 0; i < q->n; i++)
        n += q->clauses[i]->occur == occur;
    return n;
}

bool oracle_query_can_say(const struct oracle_query *q,
                          enum oracle_syntax syntax)
{
    if (syntax == ORACLE_TREE || q->kind == ORACLE_WORD ||
        q->kind == ORACLE_PHRASE)
        return true;
    if (q->kind != ORACLE_BOOL &&
        (q->kind != ORACLE_ZONE || q->zone != ORACLE_TITLE))
        return false;
    if (q->kind == ORACLE_BOOL && syntax == ORACLE_WEBSEARCH) {
        const size_t optional = count_occur(q, ORACLE_SHOULD);
        if (optional == 1 || (optional > 1 && optional < q->n))
            return false;
    }
    for (size_t i = 0; i < q->n; i++)
        if (!oracle_query_can_say(q->clauses[i], syntax))
            return false;
    return true;
}

/* ---- text ---- */

struct writer {
    const struct oracle_docs *docs;
    enum oracle_syntax syntax;
    FILE *out;
};

static void write_node(const struct writer *w, const struct oracle_query *q);

static void write_clause(const struct writer *w, const struct oracle_query *q)
{
    if (q->kind == ORACLE_BOOL)
        fputc('(', w->out);
    write_node(w, q);
    if (q->kind == ORACLE_BOOL)
        fputc(')', w->out);
}

/* AND, OR and NOT can say a bool in which no SHOULD stands beside a MUST or a
 * MUST_NOT; of one clause alone they cannot say that it is a MUST. */
static bool operators_can_say(const struct oracle_query *q)
{
    const size_t optional = count_occur(q, ORACLE_SHOULD);
    if (q->n == 1)
        return count_occur(q, ORACLE_MUST) == 0;
    return optional == 0 || optional == q->n;
}

static void write_bool(const struct writer *w, const struct oracle_query *q)
{
    static const char *const SIGNS[] = {
        [ORACLE_SHOULD] = "", [ORACLE_MUST] = "+", [ORACLE_MUST_NOT] = "-"};
    const bool web = w->syntax == ORACLE_WEBSEARCH;
    const bool spell =
        w->syntax == ORACLE_LUCENE_OPERATORS && operators_can_say(q);
    const char *between = " ";

    if (web && q->clauses[0]->occur == ORACLE_SHOULD)
        between = " OR ";
    else if (spell)
        between = q->clauses[0]->occur == ORACLE_SHOULD ? " OR " : " AND ";

    for (size_t i = 0; i < q->n; i++) {
        const enum oracle_occur occur = q->clauses[i]->occur;
        if (i > 0)
            fputs(between, w->out);
        if (spell)
            fputs(occur == ORACLE_MUST_NOT ? "NOT " : "", w->out);
        else if (!web || occur == ORACLE_MUST_NOT)
            fputs(SIGNS[occur], w->out);
        write_clause(w, q->clauses[i]);
    }
}

/* No syntax says these: NEAR/3/ordered/sentence(a, b). */
static void write_operator(const struct writer *w, const struct oracle_query *q)
{
    static const char *const NAMES[] = {
        [ORACLE_QUORUM] = "OF",         [ORACLE_NEAR] = "NEAR",
        [ORACLE_NOT_NEAR] = "NOT-NEAR", [ORACLE_ROW] = "ROW",
        [ORACLE_MOVED] = "MOVED",       [ORACLE_RUN] = "RUN",
        [ORACLE_FIRST] = "FIRST"};
    static const char *const UNITS[] = {"", "/sentence", "/paragraph"};

    fprintf(w->out, "%s/%u%s%s(", NAMES[q->kind], q->count,
            q->ordered ? "/ordered" : "", UNITS[q->unit]);
    for (size_t i = 0; i < q->n; i++) {
        if (i > 0)
            fputs(", ", w->out);
        if (q->gaps[i].most > 0)
            fprintf(w->out, "[%u-%u] ", q->gaps[i].least, q->gaps[i].most);
        if (q->kind == ORACLE_MOVED)
            fputs(w->docs->names[q->words[i]], w->out);
        else
            write_clause(w, q->clauses[i]);
    }
    fputc(')', w->out);
}

static void write_node(const struct writer *w, const struct oracle_query *q)
{
    static const char *const ZONES[] = {"title", "lead", "hlead", "body"};

    switch (q->kind) {
    case ORACLE_WORD:
        fputs(w->docs->names[q->words[0]], w->out);
        break;
    case ORACLE_PHRASE:
        for (size_t i = 0; i < q->n; i++)
            fprintf(w->out, "%s%s", i ? " " : "\"",
                    w->docs->names[q->words[i]]);
        fputc('"', w->out);
        break;
    case ORACLE_ZONE:
        fprintf(w->out, "%s:", ZONES[q->zone]);
        write_clause(w, q->clauses[0]);
        break;
    case ORACLE_BOOL:
        write_bool(w, q);
        break;
    default:
        write_operator(w, q);
        break;
    }
}

void oracle_query_write(const struct oracle_query *q,
                        const struct oracle_docs *d, enum oracle_syntax syntax,
                        FILE *out)
{
    write_node(&(struct writer){d, syntax, out}, q);
}

/* ---- smaller queries ---- */

/* Every function takes the number of ways still to skip in *i, and returns
 * the way that is reached at 0. */
static const struct oracle_query *smaller(const struct oracle_query *q,
                                          size_t *i, struct pool *p);

static bool reached(size_t *i)
{
    return (*i)-- == 0;
}

static const struct oracle_query *with_clause(const struct oracle_query *q,
                                              size_t at,
                                              const struct oracle_query *clause,
                                              struct pool *p)
{
    struct oracle_query *const copy = copy_node(p, q);
    struct oracle_query *const child = copy_node(p, clause);
    child->occur = q->clauses[at]->occur;
    copy->clauses[at] = child;
    return copy;
}

static const struct oracle_query *without_clause(const struct oracle_query *q,
                                                 size_t at, struct pool *p)
{
    struct oracle_query *const copy = copy_node(p, q);
    copy->n--;
    for (size_t i = at; i < copy->n; i++)
        copy->clauses[i] = q->clauses[i + 1];
    return copy;
}

static const struct oracle_query *smaller_phrase(const struct oracle_query *q,
                                                 size_t *i, struct pool *p)
{
    for (size_t at = 0; q->n > 1 && at < q->n; at++) {
        if (!reached(i))
            continue;
        struct oracle_query *const copy = copy_node(p, q);
        copy->n--;
        for (size_t w = at; w < copy->n; w++)
            copy->words[w] = q->words[w + 1];
        return copy;
    }
    if (q->n == 1 && reached(i))
        return oracle_query_word(p, q->words[0]);
    return NULL;
}

static const struct oracle_query *smaller(const struct oracle_query *q,
                                          size_t *i, struct pool *p)
{
    if (q->kind == ORACLE_WORD)
        return NULL;
    if (q->kind == ORACLE_PHRASE || q->kind == ORACLE_MOVED)
        return smaller_phrase(q, i, p);

    /* A clause in the place of the whole, a clause less, a smaller clause:
     * the big steps first. */
    for (size_t at = 0; at < q->n; at++)
        if (reached(i))
            return q->clauses[at];
    const bool pair = q->kind == ORACLE_NEAR || q->kind == ORACLE_NOT_NEAR;
    for (size_t at = 0; q->n > 1 && !pair && at < q->n; at++)
        if (reached(i))
            return without_clause(q, at, p);
    for (size_t at = 0; at < q->n; at++) {
        const struct oracle_query *const less = smaller(q->clauses[at], i, p);
        if (less)
            return with_clause(q, at, less, p);
    }
    return NULL;
}

const struct oracle_query *oracle_query_smaller(const struct oracle_query *q,
                                                size_t i, struct pool *p)
{
    return smaller(q, &i, p);
}
