#include "tests/property/ast_of_query.h"

#include <check.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

static struct ast_node *new_node(struct arena *a, enum ast_kind kind)
{
    struct ast_node *const n = arena_new(a, struct ast_node, 1);
    ck_assert_ptr_nonnull(n);
    n->kind = kind;
    return n;
}

static void add(struct ast_node *parent, struct ast_node *child)
{
    if (parent->last)
        parent->last->next = child;
    else
        parent->first = child;
    parent->last = child;
}

static struct bytes words_of(struct arena *a, const struct oracle_query *q,
                             const struct oracle_docs *docs)
{
    char *const text = arena_alloc(a, q->n * (ORACLE_WORD_SIZE + 1) + 1);
    ck_assert_ptr_nonnull(text);
    char *end = text;
    *end = '\0';
    for (size_t i = 0; i < q->n; i++)
        end += sprintf(end, "%s%s", i ? " " : "", docs->names[q->words[i]]);
    return bytes_of_str(text);
}

static enum ast_kind kind_of(const struct oracle_query *q)
{
    static const enum ast_kind kinds[] = {
        [ORACLE_WORD] = AST_WORD,     [ORACLE_PHRASE] = AST_PHRASE,
        [ORACLE_BOOL] = AST_BOOL,     [ORACLE_ZONE] = AST_FIELD,
        [ORACLE_FIELD] = AST_FIELD,   [ORACLE_QUOTE] = AST_FIELD,
        [ORACLE_SAID] = AST_FIELD,    [ORACLE_ANYBODY] = AST_WORD,
        [ORACLE_NOBODY] = AST_WORD,   [ORACLE_QUORUM] = AST_QUORUM,
        [ORACLE_NEAR] = AST_NEAR,     [ORACLE_NOT_NEAR] = AST_NOT_NEAR,
        [ORACLE_ROW] = AST_ROW,       [ORACLE_MOVED] = AST_PHRASE,
        [ORACLE_RUN] = AST_AT_LEAST,  [ORACLE_FIRST] = AST_FIRST,
        [ORACLE_FILTER] = AST_FILTER, [ORACLE_ALL] = AST_ALL,
        [ORACLE_BOOST] = AST_BOOST,   [ORACLE_CONSTANT] = AST_CONSTANT};
    static const enum ast_kind patterns[] = {AST_WILDCARD, AST_REGEX,
                                             AST_FUZZY};
    return q->kind == ORACLE_PATTERN ? patterns[q->pattern] : kinds[q->kind];
}

static struct bytes copy_of(struct arena *a, const char *text)
{
    char *const copy = arena_alloc(a, strlen(text) + 1);
    ck_assert_ptr_nonnull(copy);
    return bytes_of_str(strcpy(copy, text));
}

int64_t day_of_date(const char *date, int64_t none)
{
    enum { SECONDS_A_DAY = 24 * 60 * 60 };
    struct tm t = {.tm_isdst = 0};

    if (!date[0])
        return none;
    ck_assert_int_eq(
        sscanf(date, "%d-%d-%d", &t.tm_year, &t.tm_mon, &t.tm_mday), 3);
    t.tm_year -= 1900;
    t.tm_mon--;
    return timegm(&t) / SECONDS_A_DAY;
}

static struct ast_filter filter_of(struct arena *a,
                                   const struct oracle_filter *f)
{
    static const enum filter_field fields[] = {FILTER_DATE, FILTER_LENGTH,
                                               FILTER_SOURCE, FILTER_ID};
    struct ast_filter out = {.field = fields[f->field],
                             .text = copy_of(a, f->name)};

    out.from = INT64_MIN;
    out.to = INT64_MAX;
    if (f->undated) {
        out.from = out.to = DATE_NONE;
    } else if (f->field == ORACLE_DATE) {
        out.from = day_of_date(f->from, INT64_MIN);
        out.to = day_of_date(f->to, INT64_MAX);
    } else if (f->field == ORACLE_LENGTH) {
        out.from = f->least;
        out.to = f->most == UINT32_MAX ? INT64_MAX : f->most;
    }
    return out;
}

static const char *name_of_field(const struct oracle_query *q)
{
    static const char *const zones[] = {"title",     "lead",        "hlead",
                                        "body",      "subhead",     "dateline",
                                        "signature", "boilerplate", "text"};

    if (q->kind == ORACLE_ZONE)
        return zones[q->zone];
    if (q->kind == ORACLE_FIELD)
        return q->field == ORACLE_PLACE ? "place" : "agency";
    return q->kind == ORACLE_QUOTE ? "quote" : "said";
}

struct ast_node *ast_of_query(struct arena *a, const struct oracle_query *q,
                              const struct oracle_docs *docs)
{
    static const enum ast_unit units[] = {UNIT_TEXT, UNIT_SENTENCE,
                                          UNIT_PARAGRAPH};
    static const enum ast_occur occurs[] = {OCCUR_SHOULD, OCCUR_MUST,
                                            OCCUR_MUST_NOT};
    struct ast_node *const n = new_node(a, kind_of(q));

    n->count = q->count;
    n->ordered = q->ordered;
    n->unit = units[q->unit];
    n->factor = q->factor;
    if (q->kind == ORACLE_ANYBODY || q->kind == ORACLE_NOBODY) {
        n->text = bytes_of_str(q->kind == ORACLE_NOBODY ? "none" : "any");
        return n;
    }
    if (n->kind == AST_WORD || n->kind == AST_PHRASE) {
        n->text = words_of(a, q, docs);
        n->exact = docs->stems && !q->fits;
        return n;
    }
    if (q->kind == ORACLE_PATTERN) {
        n->text = copy_of(a, q->text);
        return n;
    }
    if (q->kind == ORACLE_FILTER)
        n->filter = filter_of(a, &q->filter);
    if (n->kind == AST_FIELD)
        n->text = bytes_of_str(name_of_field(q));
    n->negative = n->kind == AST_BOOL;
    for (size_t i = 0; i < q->n; i++) {
        struct ast_node *const child = ast_of_query(a, q->clauses[i], docs);
        child->occur = occurs[q->clauses[i]->occur];
        n->negative = n->negative && child->occur == OCCUR_MUST_NOT;
        if (q->kind == ORACLE_ROW && q->gaps[i].most > 0) {
            struct ast_node *const gap = new_node(a, AST_GAP);
            gap->least = q->gaps[i].least;
            gap->count = q->gaps[i].most;
            add(n, gap);
        }
        add(n, child);
    }
    return n;
}
