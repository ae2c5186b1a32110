#include "query/parse/tree.h"

#include <assert.h>

#include "common/base/utf8.h"

/* Every AST_BOOL is one of these, so that closing a group need not walk the
 * groups in it: that would be quadratic in nested input. */
struct group {
    struct ast_node node;
    size_t n[3]; /* clauses of each enum ast_occur */
};

static struct group *group_of(struct ast_node *n)
{
    assert(n->kind == AST_BOOL);
    return (struct group *)n;
}

HOT void tree_init(struct tree *t, struct arena *arena, struct bytes text)
{
    *t = (struct tree){.arena = arena};
    uint8_t *const copy = arena_bytes(arena, text.n);
    t->failed = !copy;
    if (copy && text.n)
        memcpy(copy, text.p, text.n);
    t->text = bytes_of(copy, copy ? text.n : 0);
}

static HOT struct ast_node *node_in(struct tree *t, enum ast_kind kind,
                                    size_t node_size)
{
    struct ast_node *const n =
        t->failed ? NULL : arena_array(t->arena, 1, node_size);
    if (!n)
        t->failed = true;
    else
        n->kind = kind;
    return n;
}

struct ast_node *tree_word(struct tree *t, enum ast_kind kind, size_t at,
                           size_t n)
{
    if (t->failed)
        return NULL;
    return tree_word_as(t, kind, at, n, bytes_of(t->text.p + at, n));
}

struct ast_node *tree_word_as(struct tree *t, enum ast_kind kind, size_t at,
                              size_t n, struct bytes text)
{
    if (t->failed || text_is_wordless(text))
        return NULL;
    struct ast_node *const w = node_in(t, kind, sizeof(*w));
    if (!w)
        return NULL;
    w->text = text;
    w->at = at;
    w->n = n;
    return w;
}

static size_t end_of(const struct ast_node *n)
{
    return n->at + n->n;
}

struct ast_node *tree_field(struct tree *t, const char *name, size_t at,
                            struct ast_node *child)
{
    struct ast_node *const f = child ? node_in(t, AST_FIELD, sizeof(*f)) : NULL;
    if (!f)
        return NULL;
    f->text = bytes_of_str(name);
    f->at = at;
    f->n = end_of(child) - at;
    f->first = f->last = child;
    return f;
}

HOT struct ast_node *tree_node(struct tree *t, enum ast_kind kind, size_t at,
                               size_t n)
{
    struct ast_node *const node = node_in(t, kind, sizeof(*node));
    if (!node)
        return NULL;
    node->at = at;
    node->n = n;
    return node;
}

void tree_append(struct ast_node *parent, struct ast_node *child)
{
    if (!parent || !child)
        return;
    child->next = NULL;
    if (parent->last)
        parent->last->next = child;
    else
        parent->first = child;
    parent->last = child;
}

struct ast_node *tree_group(struct tree *t)
{
    return node_in(t, AST_BOOL, sizeof(struct group));
}

void tree_add(struct ast_node *group, struct ast_node *child,
              enum ast_occur occur)
{
    if (!group || !child)
        return;
    child->occur = occur;
    tree_append(group, child);
    group_of(group)->n[occur]++;
}

void tree_require_last(struct ast_node *group)
{
    struct ast_node *const last = group ? group->last : NULL;
    if (!last || last->occur != OCCUR_SHOULD)
        return;
    last->occur = OCCUR_MUST;
    group_of(group)->n[OCCUR_SHOULD]--;
    group_of(group)->n[OCCUR_MUST]++;
}

void tree_require_all(struct ast_node *group)
{
    if (!group)
        return;
    size_t *const n = group_of(group)->n;
    for (struct ast_node *c = group->first; c; c = c->next) {
        if (c->occur == OCCUR_SHOULD)
            c->occur = OCCUR_MUST;
    }
    n[OCCUR_MUST] += n[OCCUR_SHOULD];
    n[OCCUR_SHOULD] = 0;
}

/* Whether the clauses of `child` may stand in the group around it instead of
 * itself: an optional one of only optional clauses, or a required one that
 * has a required clause (then its optional ones stay optional) or that means
 * "all but these". */
static bool dissolves(struct ast_node *child)
{
    if (child->kind != AST_BOOL)
        return false;
    const size_t *const n = group_of(child)->n;
    if (child->occur == OCCUR_SHOULD)
        return n[OCCUR_MUST] == 0 && n[OCCUR_MUST_NOT] == 0;
    return child->occur == OCCUR_MUST && (n[OCCUR_MUST] > 0 || child->negative);
}

/* Rebuilds the list of `group` with what dissolves dissolved. */
static void flatten(struct group *g)
{
    struct ast_node *child = g->node.first;
    struct ast_node **link = &g->node.first;
    while (child) {
        struct ast_node *const next = child->next;
        if (dissolves(child)) {
            g->n[child->occur]--;
            for (int i = 0; i < 3; i++)
                g->n[i] += group_of(child)->n[i];
            *link = child->first;
            child = child->last;
        } else {
            *link = child;
        }
        g->node.last = child;
        link = &child->next;
        child = next;
    }
    *link = NULL;
}

struct ast_node *tree_close(struct tree *t, struct ast_node *group)
{
    if (!group || !group->first)
        return NULL;
    struct ast_node *const only = group->first;
    if (!only->next && only->occur != OCCUR_MUST_NOT)
        return only;

    struct group *const g = group_of(group);
    flatten(g);
    group->negative =
        t->negatives && g->n[OCCUR_MUST] == 0 && g->n[OCCUR_SHOULD] == 0;
    group->at = group->first->at;
    group->n = end_of(group->last) - group->at;
    return group;
}

HOT struct ast_node *tree_root(struct tree *t, struct ast_node *root)
{
    if (t->failed)
        return NULL;
    return root ? root : node_in(t, AST_NONE, sizeof(*root));
}

static bool in_word(struct utf8_char c)
{
    if (c.c < 0x80)
        return (c.c >= '0' && c.c <= '9') || (c.c >= 'A' && c.c <= 'Z') ||
               (c.c >= 'a' && c.c <= 'z');
    if (c.c == UTF8_INVALID || utf8_is_space(c.c))
        return false;
    return c.c < 0x2000 || c.c > 0x206F; /* General Punctuation */
}

bool text_is_wordless(struct bytes text)
{
    for (size_t at = 0; at < text.n;) {
        const struct utf8_char c = utf8_at(text, at);
        if (in_word(c))
            return false;
        at += c.size;
    }
    return true;
}

struct bytes text_trim(struct bytes text)
{
    while (text.n > 0 && utf8_is_space(utf8_at(text, 0).c)) {
        const uint32_t size = utf8_at(text, 0).size;
        text = bytes_of(text.p + size, text.n - size);
    }
    for (size_t end = text.n; end > 0;) {
        size_t last = end - 1;
        while (last > 0 && (text.p[last] & 0xc0) == 0x80)
            last--;
        const struct utf8_char c = utf8_at(text, last);
        if (last + c.size != end || !utf8_is_space(c.c))
            break;
        text.n = end = last;
    }
    return text;
}
