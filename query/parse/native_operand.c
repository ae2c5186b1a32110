#include "query/parse/native_operand.h"

#include "common/base/utf8.h"
#include "query/parse/row.h"
#include "query/parse/weight.h"

static bool ends_word(uint32_t c)
{
    return c == '(' || c == ')' || c == '|' || c == '~' || c == '^' ||
           is_quote(c) || utf8_is_space(c);
}

enum st native_word_end(struct reader *r, size_t at, size_t *end, bool *escaped)
{
    *escaped = false;
    while (!reader_at_end(r, at)) {
        const struct utf8_char c = utf8_at(r->t->text, at);
        if (ends_word(c.c) || (r->comma && at == r->comma))
            break;
        at += c.size;
        if (c.c != '\\')
            continue;
        *escaped = true;
        if (reader_at_end(r, at)) {
            struct err *const e = reader_blame(r, at - 1, 1);
            reader_suggest(r, at - 1, 1, "");
            return err_set(e, ST_SYNTAX, "nothing follows the backslash");
        }
        at += utf8_at(r->t->text, at).size;
    }
    *end = at;
    return ST_OK;
}

/* ---- what stands behind an operand ---- */

enum st native_weight(struct native *p)
{
    struct reader *const r = p->r;
    const size_t from = r->at;
    struct operand *o;
    double factor;
    size_t at = from + 1;
    const bool constant = reader_peek(r, at) == '=';
    at += constant;
    size_t end = at;
    while (!reader_at_end(r, end) && !ends_word(reader_peek(r, end)))
        end += utf8_at(r->t->text, end).size;
    enum st st = yard_last(&p->yard, INT32_MAX, &o);
    if (st)
        return st;
    if (!o && !r->t->failed)
        return err_set(reader_blame(r, from, 1), ST_SYNTAX,
                       "^ stands behind what it weighs; for the character "
                       "itself write \\^");
    if (!weight_read(reader_text(r, at, end), &factor)) {
        struct err *const e = reader_blame(r, from, end - from);
        reader_suggest(r, from, end - from, constant ? "^=2" : "^2");
        return err_set(e, ST_SYNTAX,
                       "a weight is a number from 0 to %d, such as 2 or 0.5",
                       WEIGHT_MAX);
    }
    r->at = end;
    if (r->t->failed)
        return ST_OK;
    o->n = end - o->at;
    o->placed = NO_PLACE_WEIGHT;
    st = operand_wrap(r, o, constant ? AST_CONSTANT : AST_BOOST);
    if (st == ST_OK && o->node)
        o->node->factor = factor;
    return st;
}

/* ~2 behind a word, ~3 behind a phrase: the number, `otherwise` where there is
 * none; 0 when there is no ~. */
static enum st read_tilde(struct reader *r, uint32_t otherwise, uint32_t least,
                          uint32_t most, const char *what, uint32_t *out)
{
    const size_t from = r->at;
    *out = 0;
    if (reader_at_end(r, from) || r->t->text.p[from] != '~')
        return ST_OK;
    size_t end = from + 1;
    while (!reader_at_end(r, end) && !ends_word(reader_peek(r, end)))
        end += utf8_at(r->t->text, end).size;
    *out = otherwise;
    if ((end == from + 1 && otherwise == 0) ||
        (end > from + 1 && !reader_number(r, from + 1, end, most, out)) ||
        *out < least) {
        struct err *const e = reader_blame(r, from, end - from);
        reader_suggest(r, from, end - from, "~1");
        return err_set(e, ST_SYNTAX, "~ takes %s, %u to %u", what, least, most);
    }
    r->at = end;
    return ST_OK;
}

/* ---- operands ---- */

static enum st no_word(struct reader *r, size_t from, size_t to)
{
    struct err *const e = reader_blame(r, from, to - from);
    reader_suggest(r, from, to - from, "");
    return err_set(e, ST_SYNTAX, "there is no word in this");
}

enum st native_take(struct native *p, const struct prefix *prefix,
                    struct ast_node *n, enum place_less placed)
{
    struct reader *const r = p->r;
    if (prefix->field)
        n = tree_field(r->t, prefix->field->zone, prefix->at, n);
    struct operand o = operand_of(n, prefix->at, r->at - prefix->at);
    o.depth += prefix->field != NULL;
    o.placed = placed;
    return yard_operand(&p->yard, o);
}

enum st native_quoted(struct reader *r, size_t *from, size_t *to)
{
    const struct bytes text = r->t->text;
    const size_t open = r->at;
    size_t at = open + utf8_at(text, open).size;
    *from = at;
    for (;;) {
        const struct utf8_char c = utf8_at(text, at);
        if (c.size == 0) {
            struct err *const e = reader_blame(r, open, 1);
            reader_suggest(r, text.n, 0, "\"");
            return err_set(e, ST_SYNTAX,
                           "this quote is never closed; for the character "
                           "itself write \\\"");
        }
        if (is_quote(c.c)) {
            *to = at;
            r->at = at + c.size;
            return ST_OK;
        }
        at += c.size;
        if (c.c == '\\')
            at += utf8_at(text, at).size;
    }
}

enum st native_phrase(struct native *p, const struct prefix *prefix)
{
    enum st st;
    struct reader *const r = p->r;
    size_t from = 0;
    size_t to = 0;
    uint32_t slop = 0;
    struct ast_node *n = NULL;
    if ((st = native_quoted(r, &from, &to)) != ST_OK ||
        (st = row_read(r, from, to, &n)) != ST_OK)
        return st;
    if (!n && !r->t->failed)
        return no_word(r, from, MAX(to, from + 1));
    const size_t tilde = r->at;
    if ((st = read_tilde(r, 0, 0, DISTANCE_MAX,
                         "how many places words may move", &slop)) != ST_OK)
        return st;
    if (slop && n && n->kind != AST_PHRASE)
        return err_set(reader_blame(r, tilde, r->at - tilde), ST_SYNTAX,
                       "a phrase with gaps or alternatives takes no ~; join "
                       "its parts with NEAR/%u",
                       slop);
    if (n)
        n->count = slop;
    return native_take(p, prefix, n, HAS_PLACE);
}

enum st native_regex(struct native *p, const struct prefix *prefix)
{
    struct ast_node *n;
    const enum st st = row_regex(p->r, &n);
    return st ? st : native_take(p, prefix, n, HAS_PLACE);
}

enum st native_plain(struct native *p, const struct prefix *prefix, size_t end,
                     bool exact)
{
    enum st st;
    struct reader *const r = p->r;
    const size_t from = r->at;
    struct ast_node *n;
    uint32_t edits;
    r->at = end;
    if (row_has(r, from, end, '*') || row_has(r, from, end, '?')) {
        if (exact)
            return err_set(reader_blame(r, from - 1, 1), ST_SYNTAX,
                           "a pattern finds words as they are: without =");
        if ((st = row_pattern(r, from, end, reader_unescape(r, from, end),
                              &n)) != ST_OK)
            return st;
        return native_take(p, prefix, n, HAS_PLACE);
    }
    if ((st = read_tilde(r, 1, 1, 2, "how many edits a word may be away",
                         &edits)) != ST_OK)
        return st;
    if (edits && exact)
        return err_set(reader_blame(r, from - 1, 1), ST_SYNTAX,
                       "= and ~ contradict each other");
    n = tree_word_as(r->t, edits ? AST_FUZZY : AST_WORD, from, end - from,
                     reader_unescape(r, from, end));
    if (!n && !r->t->failed)
        return no_word(r, from, end);
    if (n) {
        n->exact = exact;
        n->count = edits;
    }
    return native_take(p, prefix, n, HAS_PLACE);
}

/* The parenthesis that closes a name whose text begins at `at`; the end of the
 * query when there is none. */
static size_t name_end(const struct reader *r, size_t at)
{
    const struct bytes text = r->t->text;

    while (at < text.n && text.p[at] != ')')
        at += text.p[at] == '\\' ? 2 : 1;
    return MIN(at, text.n);
}

enum st native_name(struct native *p, const struct prefix *prefix, size_t open)
{
    enum { TILDES = 2 };
    struct reader *const r = p->r;
    const size_t from = open ? open + 1 : r->at + TILDES;
    size_t end = 0;
    bool escaped;
    enum st st = ST_OK;

    if (open)
        end = name_end(r, from);
    else
        st = native_word_end(r, from, &end, &escaped);
    if (st != ST_OK)
        return st;
    if (open && reader_at_end(r, end)) {
        struct err *const e = reader_blame(r, open, 1);
        reader_suggest(r, r->t->text.n, 0, ")");
        return err_set(e, ST_SYNTAX, "this name is never closed by a )");
    }
    struct ast_node *const n =
        tree_word_as(r->t, AST_NAME, from, end - from,
                     text_trim(reader_unescape(r, from, end)));
    if (!n && !r->t->failed)
        return err_set(reader_blame(r, r->at, end - r->at + (open > 0)),
                       ST_SYNTAX, "a name has a word: name(lukashenko)");
    r->at = open ? end + 1 : end;
    return native_take(p, prefix, n, HAS_PLACE);
}
