#include "tests/property/shrink.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What the fresh indexes of one case may cost in documents, an index itself
 * counting as some: about half a minute. No clock, so that the same failure
 * always shrinks to the same case. */
enum { COST_MAX = 2000000, COST_OF_INDEX = 100 };

static char *text_of(const struct failing_case *c, const struct oracle_query *q)
{
    char *text = NULL;
    size_t size;
    FILE *const out = need_stream(&text, &size);
    oracle_query_write(q, &c->docs, c->question.syntax, out);
    need_close(out);
    return text;
}

/* Asks `handle` and the oracle about `q` and compares. */
static bool ask(const struct failing_case *c, void *handle,
                const struct oracle *oracle, const struct oracle_query *q,
                char why[static 256])
{
    char *const text = text_of(c, q);
    struct engine_question question = c->question;
    question.text = text;
    question.query = q;
    question.docs = &c->docs;
    struct oracle_found *const found = need_alloc(1, sizeof(*found));
    bool agrees = c->engine->search(handle, &question, found, why);
    if (agrees) {
        struct oracle_answer want;
        oracle_search(oracle, q, question.syntax, question.bm25, &want);
        agrees = oracle_agrees(&want, question.k, found, c->tolerance, why,
                               sizeof(c->why));
        oracle_answer_release(&want);
    }
    free(found);
    free(text);
    return agrees;
}

static bool agrees_on(const struct failing_case *c,
                      const struct oracle_docs *docs, char why[static 256])
{
    void *const handle = c->engine->open(c->engine->context, docs, why);
    if (!handle)
        return false;
    struct oracle oracle;
    oracle_init(&oracle, docs);
    const bool agrees = ask(c, handle, &oracle, c->query, why);
    oracle_release(&oracle);
    c->engine->close(handle);
    return agrees;
}

bool failing_case_agrees(struct failing_case *c)
{
    return agrees_on(c, &c->docs, c->why);
}

/* Takes the first smaller query that still differs, again and again; the
 * index stays the same. False when it cannot be opened. */
static bool shrink_query(struct failing_case *c)
{
    char why[256];
    void *const handle = c->engine->open(c->engine->context, &c->docs, why);
    if (!handle)
        return false;
    struct oracle oracle;
    oracle_init(&oracle, &c->docs);

    const struct oracle_query *less;
    for (size_t i = 0; (less = oracle_query_smaller(c->query, i, &c->pool));) {
        if (oracle_query_can_say(less, c->question.syntax) &&
            !ask(c, handle, &oracle, less, why)) {
            c->query = less;
            memcpy(c->why, why, sizeof(why));
            i = 0;
        } else {
            i++;
        }
    }
    oracle_release(&oracle);
    c->engine->close(handle);
    return true;
}

/* Replaces the documents by `fewer` when the case still differs on them. */
static bool take_docs(struct failing_case *c, struct oracle_docs *fewer)
{
    char why[256] = "";
    const bool differs = !agrees_on(c, fewer, why);
    if (differs) {
        oracle_docs_release(&c->docs);
        c->docs = *fewer;
        memcpy(c->why, why, sizeof(why));
    } else {
        oracle_docs_release(fewer);
    }
    return differs;
}

static bool without_docs(struct failing_case *c, size_t from, size_t n)
{
    struct oracle_docs fewer = {0};
    oracle_docs_copy_names(&fewer, &c->docs);
    for (size_t i = 0; i < c->docs.n; i++)
        if (i < from || i >= from + n)
            oracle_docs_add_copy(&fewer, &c->docs.docs[i], NULL);
    return take_docs(c, &fewer);
}

static bool without_words(struct failing_case *c, size_t doc, size_t from,
                          size_t n)
{
    const size_t words = c->docs.docs[doc].n;
    bool *const keep = need_alloc(words, sizeof(*keep));
    for (size_t i = 0; i < words; i++)
        keep[i] = i < from || i >= from + n;

    struct oracle_docs fewer = {0};
    oracle_docs_copy_names(&fewer, &c->docs);
    for (size_t i = 0; i < c->docs.n; i++)
        oracle_docs_add_copy(&fewer, &c->docs.docs[i], i == doc ? keep : NULL);
    free(keep);
    return take_docs(c, &fewer);
}

static void spend(const struct failing_case *c, long *left)
{
    *left -= COST_OF_INDEX + (long)c->docs.n;
}

static void shrink_docs(struct failing_case *c, long *left)
{
    for (size_t run = c->docs.n; run > 0; run /= 2)
        for (size_t from = 0; from<c->docs.n && * left> 0;) {
            spend(c, left);
            if (!without_docs(c, from, run))
                from += run;
        }
}

static void shrink_words(struct failing_case *c, long *left)
{
    for (size_t doc = 0; doc < c->docs.n; doc++)
        for (size_t run = c->docs.docs[doc].n; run > 0; run /= 2)
            for (size_t from = 0; from<c->docs.docs[doc].n && * left> 0;) {
                spend(c, left);
                if (!without_words(c, doc, from, run))
                    from += run;
            }
}

static void shrink_k(struct failing_case *c)
{
    static const size_t SMALLER[] = {0, 1, 2, 3, 5, 10, 100};
    const struct engine_question was = c->question;
    for (size_t i = 0; i < sizeof(SMALLER) / sizeof(SMALLER[0]); i++) {
        if (SMALLER[i] >= was.k)
            break;
        char why[256];
        c->question.k = SMALLER[i];
        if (!agrees_on(c, &c->docs, why)) {
            memcpy(c->why, why, sizeof(why));
            return;
        }
    }
    c->question = was;
}

void failing_case_shrink(struct failing_case *c)
{
    long left = COST_MAX;
    if (!shrink_query(c) || c->engine->documents)
        return;
    shrink_docs(c, &left);
    shrink_k(c);
    if (!shrink_query(c))
        return;
    shrink_words(c, &left);
    shrink_docs(c, &left);
    shrink_query(c);
}

static void print_hits(const char *who, size_t count,
                       const struct oracle_hit *hits, size_t n, FILE *out)
{
    enum { SHOWN = 20 };

    fprintf(out, "  %s:", who);
    if (count == ORACLE_NOT_COUNTED)
        fprintf(out, " not counted;");
    else
        fprintf(out, " %zu match;", count);
    for (size_t i = 0; i < n && i < SHOWN; i++)
        fprintf(out, " %u:%.9g", hits[i].doc, (double)hits[i].score);
    fputs(n > SHOWN ? " ...\n" : "\n", out);
}

void failing_case_print(const struct failing_case *c, FILE *out)
{
    enum { WORDS_PRINTED = 3000 };
    char why[256] = "";
    char *const text = text_of(c, c->query);
    fprintf(out, "  query (%s): %s\n", oracle_syntax_name(c->question.syntax),
            text);
    fprintf(out, "  k=%zu %s k1=%g b=%g\n", c->question.k,
            c->question.with_count ? "with count" : "without count",
            c->question.bm25.k1, c->question.bm25.b);
    size_t words = 0;
    for (size_t i = 0; i < c->docs.n; i++)
        words += 1 + c->docs.docs[i].n;
    if (words <= WORDS_PRINTED)
        oracle_docs_print(&c->docs, out);
    else
        fprintf(out, "  %zu documents, too long to print\n", c->docs.n);

    struct oracle oracle;
    struct oracle_answer want;
    oracle_init(&oracle, &c->docs);
    oracle_search(&oracle, c->query, c->question.syntax, c->question.bm25,
                  &want);
    print_hits("oracle", want.count, want.hits,
               want.count < c->question.k ? want.count : c->question.k, out);
    oracle_answer_release(&want);
    oracle_release(&oracle);

    void *const handle = c->engine->open(c->engine->context, &c->docs, why);
    struct oracle_found *const found = need_alloc(1, sizeof(*found));
    struct engine_question question = c->question;
    question.text = text;
    question.query = c->query;
    question.docs = &c->docs;
    if (handle && c->engine->search(handle, &question, found, why))
        print_hits(c->engine->name, found->count, found->hits, found->n, out);
    else
        fprintf(out, "  %s gave up: %s\n", c->engine->name, why);
    if (handle)
        c->engine->close(handle);
    free(found);
    free(text);
}

void failing_case_release(struct failing_case *c)
{
    oracle_docs_release(&c->docs);
    pool_release(&c->pool);
}
