/* Names: from name(...) to the words of the index that spell it. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include <unicode/uchar.h>

#include "common/base/utf8.h"
#include "query/names/name_tables.h"
#include "query/parse/tree.h"
#include "query/plan_maker.h"

enum {
    PARTS_MAX = 8,  /* words of a name                        */
    APART = 2,      /* words from one of them to the next     */
    SHOWN_MAX = 20, /* variants that a line names             */
    DEFINITE = 4,   /* bytes of the Arabic article        */
};

static const char TOO_MANY[] = "a name has at most 8 words";

/* ---- a name of several words ---- */

static struct ast_node *node_new(const struct maker *m, enum ast_kind kind,
                                 const struct ast_node *from)
{
    struct ast_node *const n = arena_new(m->with->arena, struct ast_node, 1);

    if (n) {
        n->kind = kind;
        n->at = from->at;
        n->n = from->n;
    }
    return n;
}

/* A word of the name, folded. */
static struct ast_node *part_new(const struct maker *m,
                                 const struct ast_node *from, struct bytes text,
                                 bool article)
{
    struct ast_node *const n = node_new(m, AST_NAME, from);
    uint8_t *const copy = arena_bytes(m->with->arena, text.n);

    if (!n || !copy)
        return NULL;
    memcpy(copy, text.p, text.n);
    n->text = bytes_of(copy, text.n);
    n->exact = true;
    n->least = article;
    n->negative = from->kind == AST_WORD;
    return n;
}

/* al-, el-, ul-, and what they become before some consonants. */
static bool is_article(struct bytes word)
{
    static const char *const articles[] = {
        "al", "el", "il", "ul",  "ad",  "ed", "an", "en", "ar",
        "er", "as", "es", "ash", "esh", "at", "et", "az", "ez"};

    for (size_t i = 0; i < COUNT_OF(articles); i++) {
        if (bytes_equal_str(word, articles[i]))
            return true;
    }
    return false;
}

/* The same in Arabic letters, written together with its word. */
static bool cut_definite(struct bytes *word)
{
    if (word->n <= DEFINITE || memcmp(word->p, "ال", DEFINITE) != 0)
        return false;
    *word = bytes_of(word->p + DEFINITE, word->n - DEFINITE);
    return true;
}

struct parts {
    struct ast_node *of[PARTS_MAX];
    size_t n;
    bool too_many;
    bool compound; /* all of it is one */
    struct bytes joined;
};

/* Whether the token is the first of a compound. */
static bool begins_compound(const struct token_list *l, size_t i)
{
    for (size_t k = i + 1; k < l->n; k++) {
        if (l->tokens[k].parts > 1)
            return l->tokens[k].pos == l->tokens[i].pos;
    }
    return false;
}

static enum st read_parts(const struct maker *m, const struct ast_node *from,
                          struct parts *p, struct err *e)
{
    struct token_list *const l = m->with->tokens;
    size_t plain = 0;
    bool article = false;

    *p = (struct parts){.n = 0};
    token_list_clear(l);
    const enum st st = analyzer_run(m->with->analyzer, from->text, l, e);
    if (st != ST_OK)
        return st;
    for (size_t i = 0; i < l->n; i++) {
        struct bytes word = token_term(l, &l->tokens[i]);
        if (l->tokens[i].parts > 1) {
            p->compound = l->tokens[i].parts == plain;
            p->joined = word;
            continue;
        }
        plain++;
        if (!article && is_article(word) && begins_compound(l, i)) {
            article = true;
            continue;
        }
        article |= cut_definite(&word);
        p->too_many |= p->n == PARTS_MAX;
        if (p->too_many)
            break;
        if (!(p->of[p->n++] = part_new(m, from, word, article)))
            return plan_no_memory(e);
        article = false;
    }
    p->compound &= plain + 1 == l->n && plain == p->n;
    return ST_OK;
}

/* Those that stand together, in any order. */
static struct ast_node *stand_together(const struct maker *m,
                                       const struct ast_node *from,
                                       const struct parts *p)
{
    struct ast_node *all = p->of[0];

    for (size_t i = 1; i < p->n; i++) {
        struct ast_node *const near = node_new(m, AST_NEAR, from);
        if (!near)
            return NULL;
        near->count = APART;
        near->exact = true; /* no NEAR that was typed */
        tree_append(near, all);
        tree_append(near, p->of[i]);
        all = near;
    }
    return all;
}

static struct ast_node *either(const struct maker *m,
                               const struct ast_node *from, struct ast_node *a,
                               struct ast_node *b)
{
    struct ast_node *const any = node_new(m, AST_BOOL, from);

    if (!any || !a || !b)
        return NULL;
    tree_append(any, a);
    tree_append(any, b);
    return any;
}

enum st plan_expand_name(struct maker *m, struct ast_node **out,
                         const struct ast_node *from, struct err *e)
{
    struct parts p;

    *out = NULL;
    const enum st st = read_parts(m, from, &p, e);
    if (st != ST_OK || p.n == 0)
        return st;
    if (p.too_many && m->with->lenient)
        return plan_notify(m->plan, m->with->arena, TOO_MANY, e);
    if (p.too_many) {
        m->plan->blame = from;
        return err_set(e, ST_USAGE, TOO_MANY);
    }
    struct ast_node *const joined =
        p.compound ? part_new(m, from, p.joined, false) : NULL;
    *out = stand_together(m, from, &p);
    if (*out && p.compound)
        *out = either(m, from, *out, joined);
    return *out ? ST_OK : plan_no_memory(e);
}

/* ---- one word ---- */

static void print_variant(const struct name_variant *v, bool first,
                          struct buf *line)
{
    buf_printf(line, "%s%.*s %" PRIu64, first ? "" : ", ", (int)v->word.text.n,
               (const char *)v->word.text.p, v->word.df);
    if (v->kind == VARIANT_EXONYM)
        buf_append_str(line, " (other name)");
}

/* names: lukashenko 412 + lukashenka 96, lukaschenko 3 */
static enum st notify(struct maker *m, const struct name_variants *v, bool adds,
                      struct err *e)
{
    struct buf line = BUF_INIT;
    size_t n = 0;

    buf_append_str(&line, "names: ");
    for (size_t i = 0; i < v->n; i++) {
        if (v->of[i].kind == VARIANT_FORM)
            continue;
        if (i > 0 && n == 0)
            buf_append_str(&line, adds ? " + " : " (not added: ");
        if (i == 0 || n < SHOWN_MAX)
            print_variant(&v->of[i], n == 0, &line);
        n += i > 0;
    }
    if (n > SHOWN_MAX)
        buf_printf(&line, " and %zu more", n - SHOWN_MAX);
    if (n == 0)
        buf_append_str(&line, ", no variants");
    if (n > 0 && !adds)
        buf_append_byte(&line, ')');
    const enum st st =
        line.failed ? plan_no_memory(e)
                    : plan_notify(m->plan, m->with->arena, buf_str(&line), e);
    buf_release(&line);
    return st;
}

static enum st find(struct maker *m, struct name_variants *out,
                    struct bytes word, bool article, struct err *e)
{
    struct name_tables *const t = m->with->names;
    const struct name_search with = {
        .words = {m->with->index, m->with->analyzer, m->with->arena,
                  m->with->stop},
        .rules = t->rules,
        .exonyms = t->exonyms,
        .stemmer = m->with->stemmer,
        .article = article,
    };
    uint64_t left = m->work;

    const enum st st = name_variants_find(out, &with, word, &left, e);
    m->work = left;
    if (st != ST_OK || !out->unseen)
        return st;
    if (m->with->lenient)
        return plan_notify(m->plan, m->with->arena,
                           "names were looked for among a part of the words "
                           "only: --max-work is spent",
                           e);
    return err_set(e, ST_LIMIT,
                   "looking for the variants of %.*s is more than --max-work "
                   "%" PRIu64 " allows; raise it",
                   (int)MIN(word.n, (size_t)64), (const char *)word.p,
                   m->with->max_work);
}

/* Those that are in the index, as words that fit a pattern. */
static enum st make_union(struct maker *m, struct plan_node **out,
                          const struct name_variants *v, struct place at,
                          struct err *e)
{
    struct fitting x = {
        .words = arena_new(m->with->arena, struct fitting_word, v->n)};
    size_t itself = 0;

    if (!x.words)
        return plan_no_memory(e);
    /* The most frequent first: the word itself goes to its place. */
    while (itself + 1 < v->n && v->of[itself + 1].word.df > v->of[0].word.df)
        itself++;
    for (size_t i = 0; i < v->n; i++) {
        const size_t from = i < itself ? i + 1 : i == itself ? 0 : i;
        if (v->of[from].word.df > 0)
            x.words[x.n++] = v->of[from].word;
    }
    x.n_all = x.n;
    return plan_make_union(m, out, &x, at, e);
}

static enum st open_names(struct maker *m, struct err *e)
{
    if (!m->with->names)
        return err_set(e, ST_USAGE, "names cannot be asked for here");
    return name_tables_open(m->with->names, m->with->exonyms, m->with->analyzer,
                            e);
}

static bool adds_nothing(const struct name_variants *v)
{
    for (size_t i = 1; i < v->n; i++) {
        if (v->of[i].kind != VARIANT_FORM)
            return false;
    }
    return true;
}

/* The word that was typed, as if names were off. */
static enum st make_word(struct maker *m, struct plan_node **out,
                         const struct ast_node *from, struct place at,
                         struct err *e)
{
    struct ast_node word = *from;

    word.kind = AST_WORD;
    word.exact = word.negative = false;
    return plan_make_node(m, out, &word, at, e);
}

enum st plan_make_name(struct maker *m, struct plan_node **out,
                       const struct ast_node *from, struct place at,
                       struct err *e)
{
    struct name_variants v;

    enum st st = open_names(m, e);
    if (st == ST_OK)
        st = find(m, &v, from->text, from->least > 0, e);
    if (st == ST_LIMIT)
        m->plan->blame = from;
    if (st == ST_OK && from->negative && adds_nothing(&v))
        return make_word(m, out, from, at, e);
    if (st == ST_OK)
        st = notify(m, &v, true, e);
    return st == ST_OK ? make_union(m, out, &v, at, e) : st;
}

/* ---- capitalised words ---- */

/* Whether it begins with a capital. */
static bool is_capitalised(struct bytes word)
{
    const uint32_t c = utf8_at(word, 0).c;

    return u_isupper((UChar32)c) || u_istitle((UChar32)c);
}

HOT bool plan_is_name(const struct maker *m, const struct ast_node *word)
{
    return m->with->names_mode == NAMES_ON && !word->exact &&
           is_capitalised(word->text);
}

HOT enum st plan_show_name(struct maker *m, const struct ast_node *word,
                           struct err *e)
{
    struct parts p;

    if (m->with->names_mode != NAMES_SHOW || word->exact ||
        !is_capitalised(word->text))
        return ST_OK;
    enum st st = open_names(m, e);
    if (st == ST_OK)
        st = read_parts(m, word, &p, e);
    for (size_t i = 0; st == ST_OK && i < p.n; i++) {
        struct name_variants v;
        st = find(m, &v, p.of[i]->text, p.of[i]->least > 0, e);
        if (st == ST_OK && v.n > 1)
            st = notify(m, &v, false, e);
    }
    return st;
}
