#include "query/expand/wildcard.h"

#include "common/base/buf.h"
#include "common/base/utf8.h"
#include "query/expand/pattern.h"

/* Parts of the pattern: folded characters, or these, which no folded word
 * holds. */
enum { ANY_NUMBER = 0x110000, ANY_ONE };

enum {
    TEXT_MAX = 4 * TERM_MAX /* bytes of a pattern     */,
    PARTS_MAX = 2 * TEXT_MAX /* what it may fold to */
};

struct parts {
    uint32_t *v;
    size_t n, cap;
    size_t letters; /* that are characters */
};

static enum st too_long(struct err *e)
{
    return err_set(e, ST_LIMIT, "the pattern is longer than any word");
}

/* Folds what stands between two signs and appends it. */
static enum st add_text(struct parts *p, struct analyzer *a, struct buf *text,
                        struct buf *folded, struct err *e)
{
    if (text->n == 0)
        return ST_OK;
    const enum st st = analyzer_fold(a, buf_bytes(text), folded, e);
    if (st != ST_OK)
        return st;
    if (folded->n > p->cap - p->n)
        return too_long(e);
    for (size_t i = 0; i < folded->n; p->letters++)
        i += utf8_step(folded->p + i, folded->p + folded->n, &p->v[p->n++]);
    buf_clear(text);
    return ST_OK;
}

static enum st split(struct parts *p, struct analyzer *a, struct bytes from,
                     struct buf *text, struct buf *folded, struct err *e)
{
    enum st st = ST_OK;
    for (size_t i = 0; i < from.n && st == ST_OK;) {
        uint32_t c;
        size_t size = utf8_step(from.p + i, from.p + from.n, &c);
        if (c == '*' || c == '?') {
            st = add_text(p, a, text, folded, e);
            if (st == ST_OK && p->n == p->cap)
                st = too_long(e);
            if (st == ST_OK)
                p->v[p->n++] = c == '*' ? ANY_NUMBER : ANY_ONE;
            i += size;
            continue;
        }
        if (c == '\\' && i + 1 < from.n)
            size = utf8_step(from.p + ++i, from.p + from.n, &c);
        if (!pattern_is_hyphen(c))
            buf_append(text, from.p + i, size);
        i += size;
    }
    if (text->failed)
        return err_set(e, ST_NOMEM, "out of memory for a pattern");
    return st == ST_OK ? add_text(p, a, text, folded, e) : st;
}

/* Characters [from, to) of the pattern. */
static enum st spell(const struct parts *p, size_t from, size_t to,
                     struct arena *a, struct bytes *out, struct err *e)
{
    uint8_t *const bytes = arena_bytes(a, (to - from) * UTF8_MAX);
    size_t n = 0;
    if (!bytes)
        return err_set(e, ST_NOMEM, "out of memory for a pattern");
    for (size_t i = from; i < to; i++)
        n += utf8_put(bytes + n, p->v[i]);
    *out = bytes_of(bytes, n);
    return ST_OK;
}

static enum st find_ends(const struct parts *p, struct arena *a,
                         struct pattern_ends *ends, struct err *e)
{
    size_t first = 0, last = p->n;
    while (first < p->n && p->v[first] < ANY_NUMBER)
        first++;
    while (last > first && p->v[last - 1] < ANY_NUMBER)
        last--;
    const enum st st = spell(p, 0, first, a, &ends->prefix, e);
    return st == ST_OK ? spell(p, last, p->n, a, &ends->suffix, e) : st;
}

static uint32_t build(struct nfa *n, const struct parts *p)
{
    uint32_t next = nfa_match(n);
    for (size_t i = p->n; i-- > 0;) {
        if (p->v[i] == ANY_NUMBER)
            next = nfa_any_number(n, next);
        else if (p->v[i] == ANY_ONE)
            next = nfa_any(n, next);
        else
            next = nfa_char(n, p->v[i], next);
    }
    return next;
}

enum st wildcard_compile(struct nfa *n, struct analyzer *a, struct bytes text,
                         struct pattern_ends *ends, struct err *e)
{
    struct parts p = {.cap = PARTS_MAX};
    struct buf between = BUF_INIT, folded = BUF_INIT;

    if (text.n > TEXT_MAX)
        return too_long(e);
    if (!(p.v = arena_new(n->arena, uint32_t, p.cap)))
        return err_set(e, ST_NOMEM, "out of memory for a pattern");
    enum st st = split(&p, a, text, &between, &folded, e);
    if (st == ST_OK && p.letters == 0)
        st = err_set(e, ST_SYNTAX,
                     "%.*s fits every word; write a letter or two beside the "
                     "signs",
                     (int)(text.n < 40 ? text.n : 40), (const char *)text.p);
    if (st == ST_OK)
        st = find_ends(&p, n->arena, ends, e);
    if (st == ST_OK)
        n->start = build(n, &p);
    buf_release(&between);
    buf_release(&folded);
    return st;
}
