#include "query/parse/weight.h"

enum { MILLION = 1000000 };

/* Both the millionths and a million are exact in a double, so their quotient
 * is the nearest one to what was written. */
bool weight_read(struct bytes text, double *out)
{
    uint64_t millionths = 0;
    uint64_t unit = MILLION;
    bool point = false;
    size_t digits = 0;
    for (size_t i = 0; i < text.n; i++) {
        const uint8_t c = text.p[i];
        if (c == '.' && !point) {
            point = true;
            continue;
        }
        if (c < '0' || c > '9' || (point && unit == 1))
            return false;
        digits++;
        if (point) {
            unit /= 10;
            millionths += (uint64_t)(c - '0') * unit;
        } else {
            millionths = millionths * 10 + (uint64_t)(c - '0') * MILLION;
        }
        if (millionths > (uint64_t)WEIGHT_MAX * MILLION)
            return false;
    }
    *out = (double)millionths / MILLION;
    return digits > 0;
}

bool weight_print(double v, struct buf *out)
{
    const uint64_t millionths = (uint64_t)(v * MILLION + 0.5);
    uint64_t fraction = millionths % MILLION;
    int width = 6;
    buf_printf(out, "%llu", (unsigned long long)(millionths / MILLION));
    if (fraction == 0)
        return !out->failed;
    while (fraction % 10 == 0) {
        fraction /= 10;
        width--;
    }
    return buf_printf(out, ".%0*llu", width, (unsigned long long)fraction);
}

/* The only weight below `n`, or NULL; *found counts them. */
static const struct ast_node *only_weight(const struct ast_node *n, int *found)
{
    const struct ast_node *weight = NULL;
    if (n->kind == AST_BOOST || n->kind == AST_CONSTANT) {
        (*found)++;
        weight = n;
    }
    for (const struct ast_node *c = n->first; c; c = c->next) {
        const struct ast_node *const below = only_weight(c, found);
        weight = weight ? weight : below;
    }
    return *found == 1 ? weight : NULL;
}

void weight_suggest_none(struct reader *r, const struct ast_node *below)
{
    int found = 0;
    const struct ast_node *const n = below ? only_weight(below, &found) : NULL;
    if (!n)
        return;
    size_t at = n->at + n->n;
    while (at > n->at && r->t->text.p[at - 1] != '^')
        at--;
    if (at > n->at)
        reader_suggest(r, at - 1, n->at + n->n - (at - 1), "");
}
