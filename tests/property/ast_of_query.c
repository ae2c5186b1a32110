#include "tests/property/ast_of_query.h"

#include <check.h>
#include <stdio.h>
#include <string.h>

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
        [ORACLE_WORD] = AST_WORD,         [ORACLE_PHRASE] = AST_PHRASE,
        [ORACLE_BOOL] = AST_BOOL,         [ORACLE_ZONE] = AST_FIELD,
        [ORACLE_QUORUM] = AST_QUORUM,     [ORACLE_NEAR] = AST_NEAR,
        [ORACLE_NOT_NEAR] = AST_NOT_NEAR, [ORACLE_ROW] = AST_ROW,
        [ORACLE_MOVED] = AST_PHRASE,      [ORACLE_RUN] = AST_AT_LEAST,
        [ORACLE_FIRST] = AST_FIRST};
    return kinds[q->kind];
}

struct ast_node *ast_of_query(struct arena *a, const struct oracle_query *q,
                              const struct oracle_docs *docs)
{
    static const char *const zones[] = {"title", "lead", "hlead", "body"};
    static const enum ast_unit units[] = {UNIT_TEXT, UNIT_SENTENCE,
                                          UNIT_PARAGRAPH};
    static const enum ast_occur occurs[] = {OCCUR_SHOULD, OCCUR_MUST,
                                            OCCUR_MUST_NOT};
    struct ast_node *const n = new_node(a, kind_of(q));

    n->count = q->count;
    n->ordered = q->ordered;
    n->unit = units[q->unit];
    if (n->kind == AST_WORD || n->kind == AST_PHRASE) {
        n->text = words_of(a, q, docs);
        return n;
    }
    if (n->kind == AST_FIELD)
        n->text = bytes_of_str(zones[q->zone]);
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
