#include "query/expand/pattern.h"

#include "query/expand/fuzzy.h"
#include "query/expand/regex.h"
#include "query/expand/wildcard.h"

enum st pattern_compile(const struct pattern *p, struct nfa *n,
                        struct analyzer *a, struct pattern_ends *ends,
                        struct err *e)
{
    enum st st = ST_OK;

    *ends = (struct pattern_ends){BYTES_NONE, BYTES_NONE};
    switch (p->kind) {
    case PATTERN_WILDCARD:
        st = wildcard_compile(n, a, p->text, ends, e);
        break;
    case PATTERN_REGEX:
        st = regex_compile(n, a, p->text, e);
        break;
    case PATTERN_FUZZY:
        st = fuzzy_compile(n, a, p->text, p->distance, e);
        break;
    }
    return st == ST_OK ? nfa_finish(n, e) : st;
}
