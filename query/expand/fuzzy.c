#include "query/expand/fuzzy.h"

#include "common/base/utf8.h"
#include "query/expand/pattern.h"

enum { LETTERS_MAX = TERM_MAX };

/* The node of having matched the first i letters with `left` slips to go,
 * made from those of later letters and fewer slips. */
struct place {
    const uint32_t *letters;    /* from the i-th on */
    uint32_t here, next, after; /* of i with a slip less, i + 1 with a slip
                                   less, i + 2 with a slip less            */
};

static uint32_t slips(struct nfa *n, const struct place *p, uint32_t to_come,
                      uint32_t node)
{
    /* put in */
    node = nfa_split(n, nfa_any(n, p->here), node);
    if (to_come == 0)
        return node;
    /* taken for another; left out */
    node = nfa_split(n, nfa_any(n, p->next), node);
    node = nfa_split(n, p->next, node);
    if (to_come > 1 && p->letters[0] != p->letters[1])
        node = nfa_split(
            n, nfa_char(n, p->letters[1], nfa_char(n, p->letters[0], p->after)),
            node);
    return node;
}

/* rows[k][i]: the node of i letters matched with k slips left to make. */
static void build(struct nfa *n, const uint32_t *letters, uint32_t m,
                  uint32_t distance)
{
    uint32_t rows[FUZZY_MAX + 1][LETTERS_MAX + 3];
    for (uint32_t k = 0; k <= distance; k++) {
        rows[k][m] = nfa_match(n);
        for (uint32_t i = m + 1; i-- > 0;) {
            uint32_t node = rows[k][m];
            if (i < m)
                node = nfa_char(n, letters[i], rows[k][i + 1]);
            if (k > 0) {
                const struct place p = {.letters = letters + i,
                                        .here = rows[k - 1][i],
                                        .next = i < m ? rows[k - 1][i + 1] : 0,
                                        .after =
                                            i + 1 < m ? rows[k - 1][i + 2] : 0};
                node = slips(n, &p, m - i, node);
            }
            rows[k][i] = node;
        }
    }
    n->start = rows[distance][0];
}

enum st fuzzy_compile(struct nfa *n, struct analyzer *a, struct bytes word,
                      uint32_t distance, struct err *e)
{
    struct buf plain = BUF_INIT, folded = BUF_INIT;
    uint32_t letters[LETTERS_MAX], m = 0;

    if (distance > FUZZY_MAX)
        return err_set(e, ST_USAGE,
                       "a word may have 1 or 2 slips (word~1, word~2), not %u",
                       distance);
    for (size_t i = 0; i < word.n;) {
        uint32_t c;
        const size_t size = utf8_step(word.p + i, word.p + word.n, &c);
        if (!pattern_is_hyphen(c))
            buf_append(&plain, word.p + i, size);
        i += size;
    }
    enum st st = analyzer_fold(a, buf_bytes(&plain), &folded, e);
    if (st == ST_OK && plain.failed)
        st = err_set(e, ST_NOMEM, "out of memory for a pattern");
    for (size_t i = 0; i < folded.n && st == ST_OK;)
        i += utf8_step(folded.p + i, folded.p + folded.n, &letters[m++]);
    if (st == ST_OK && m == 0)
        st = err_set(e, ST_SYNTAX, "there is no word before the ~");
    if (st == ST_OK)
        build(n, letters, m, distance);
    buf_release(&plain);
    buf_release(&folded);
    return st;
}
