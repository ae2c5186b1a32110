#include <stdio.h>
#include <string.h>

#include "common/base/buf.h"
#include "query/plan.h"
#include "tests/support/suite.h"

/* Trees are written and printed alike: a word is a small letter, * is every
 * document, 0 nothing, (+a b -c) a bool, (2 a b c) two of three. */

static struct arena arena;

static struct plan_node *read_node(const char **text)
{
    struct plan_node *const n = arena_new(&arena, struct plan_node, 1);
    const char c = *(*text)++;
    if (c != '(') {
        n->kind = c == '*' ? PLAN_ALL : c == '0' ? PLAN_NOTHING : PLAN_TERM;
        n->weight = (float)c;
        return n;
    }
    n->kind = PLAN_BOOL;
    if (**text > '0' && **text <= '9') {
        n->kind = PLAN_QUORUM;
        n->count = (uint32_t)(*(*text)++ - '0');
    }
    while (**text != ')') {
        struct plan_list *l = &n->should;
        *text += **text == ' ';
        if (**text == '+' || **text == '-')
            l = *(*text)++ == '+' ? &n->must : &n->must_not;
        ck_assert(plan_list_add(l, &arena, read_node(text)));
    }
    ++*text;
    return n;
}

static void print_node(struct buf *out, const struct plan_node *n);

static void print_list(struct buf *out, const struct plan_list *l,
                       const char *mark)
{
    for (size_t i = 0; i < l->n; i++) {
        buf_append_str(out, out->p[out->n - 1] == '(' ? mark : " ");
        if (out->p[out->n - 1] == ' ')
            buf_append_str(out, mark);
        print_node(out, l->nodes[i]);
    }
}

static void print_node(struct buf *out, const struct plan_node *n)
{
    switch (n->kind) {
    case PLAN_NOTHING:
        buf_append_str(out, "0");
        return;
    case PLAN_ALL:
        buf_append_str(out, "*");
        return;
    case PLAN_TERM:
    case PLAN_PHRASE:
    case PLAN_UNION:
    case PLAN_FILTER:
    case PLAN_CONSTANT:
        buf_append_byte(out, (uint8_t)n->weight);
        return;
    case PLAN_SPAN:
        ck_abort_msg("none is read");
    case PLAN_BOOL:
    case PLAN_QUORUM:
        break;
    }
    buf_append_str(out, "(");
    if (n->kind == PLAN_QUORUM)
        buf_append_byte(out, (uint8_t)('0' + n->count));
    print_list(out, &n->must, "+");
    print_list(out, &n->should, "");
    print_list(out, &n->must_not, "-");
    buf_append_str(out, ")");
}

static void check(const char *from, const char *to)
{
    struct buf out = BUF_INIT;
    arena_init(&arena, 0);
    const char *text = from;
    struct plan_node *n = read_node(&text);
    ck_assert(plan_simplify(&n, &arena));
    print_node(&out, n);
    ck_assert_str_eq(buf_str(&out), to);
    buf_release(&out);
    arena_release(&arena);
}

START_TEST(bool_of_one_clause_becomes_that_clause)
{
    check("(a)", "a");
    check("(+a)", "a");
    check("((+(a)))", "a");
    check("(a -b)", "(+a -b)");
}
END_TEST

START_TEST(required_bools_give_their_clauses_to_the_parent)
{
    check("(+a +(+b +c))", "(+a +b +c)");
    check("(+a +(+b c -d))", "(+a +b c -d)");
    check("(+a +(+b +(+c -d)) -e)", "(+a +b +c -e -d)");
}
END_TEST

START_TEST(required_alternatives_stay_together)
{
    check("(+a +(b c))", "(+a +(b c))");
    check("(+(a b) +(c d))", "(+(a b) +(c d))");
    check("(+a +(b c -d))", "(+a +(b c -d))");
}
END_TEST

START_TEST(alternatives_inside_alternatives_become_one_list)
{
    check("(a (b (c d)))", "(a b c d)");
    check("(+a (b c))", "(+a b c)");
    check("(+a -(b c))", "(+a -b -c)");
    check("(a (+b +c))", "(a (+b +c))");
    check("(a (b -c))", "(a (+b -c))");
}
END_TEST

START_TEST(clause_that_cannot_match_goes_or_takes_all_with_it)
{
    check("(+a +0)", "0");
    check("(+a 0)", "a");
    check("(a 0 b)", "(a b)");
    check("(0 0)", "0");
    check("(a -0)", "a");
    check("(+a +(0 0))", "0");
    check("(a -b -*)", "0");
    check("(0 -a)", "0");
}
END_TEST

START_TEST(every_document_adds_nothing_beside_a_required_clause)
{
    check("(+* -a)", "(+* -a)");
    check("(+a +*)", "a");
    check("(+a +(+* -b))", "(+a -b)");
    check("(+* +*)", "*");
    check("(a *)", "(a *)");
}
END_TEST

START_TEST(quorum_of_one_or_of_all_is_a_bool)
{
    check("(2 a b c)", "(2 a b c)");
    check("(1 a b c)", "(a b c)");
    check("(3 a b c)", "(+a +b +c)");
    check("(4 a b c)", "0");
    check("(2 a 0 c)", "(+a +c)");
    check("(2 a b 0 c)", "(2 a b c)");
    check("(+a +(2 b (c d) e))", "(+a +(2 b (c d) e))");
    check("(+a +(2 b c))", "(+a +b +c)");
}
END_TEST

START_TEST(repeated_clauses_stay_because_they_score_twice)
{
    check("(a a)", "(a a)");
    check("(+a +a)", "(+a +a)");
}
END_TEST

SUITE("plan_simplify", bool_of_one_clause_becomes_that_clause,
      required_bools_give_their_clauses_to_the_parent,
      required_alternatives_stay_together,
      alternatives_inside_alternatives_become_one_list,
      clause_that_cannot_match_goes_or_takes_all_with_it,
      every_document_adds_nothing_beside_a_required_clause,
      quorum_of_one_or_of_all_is_a_bool,
      repeated_clauses_stay_because_they_score_twice)
