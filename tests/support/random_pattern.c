#include "tests/support/random_pattern.h"

#include <stdlib.h>
#include <string.h>

enum { TEXT_SIZE = 32 * ORACLE_WORD_SIZE, LETTERS_MAX = ORACLE_WORD_SIZE };

/* A word, letter by letter: the first byte of each, and behind the last. */
struct spelling {
    const char *text;
    size_t at[LETTERS_MAX + 1], n;
};

static bool is_plain(const char *word)
{
    for (; *word; word++) {
        const unsigned char c = (unsigned char)*word;
        if (c < 0x80 && !(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9'))
            return false;
    }
    return true;
}

static struct spelling spell(const char *word)
{
    struct spelling s = {.text = word};

    for (size_t i = 0; word[i]; i++)
        if (((unsigned char)word[i] & 0xc0) != 0x80)
            s.at[s.n++] = i;
    s.at[s.n] = strlen(word);
    return s;
}

static bool one_in(struct rng *r, uint32_t n)
{
    return rng_below(r, n) == 0;
}

/* The letters [from, to) of the word, some of them as capitals. */
static char *put(char *out, const struct spelling *s, size_t from, size_t to,
                 struct rng *r)
{
    for (size_t i = s->at[from]; i < s->at[to]; i++) {
        const char c = s->text[i];
        const bool capital = c >= 'a' && c <= 'z' && one_in(r, 12);
        *out++ = (char)(capital ? c - 'a' + 'A' : c);
    }
    *out = '\0';
    return out;
}

/* ---- wildcards ---- */

/* luka*, *shenko, *kash*, l*ko, lu?ashenk*, and hyphens that do not count. */
static void make_wildcard(char *out, const struct spelling *s, struct rng *r)
{
    bool starred = false, letter = false;

    for (size_t i = 0; i < s->n; i++) {
        if (!starred && one_in(r, 4)) {
            out = stpcpy(out, "*");
            starred = true;
            i += rng_below(r, (uint32_t)(s->n - i));
        }
        if (one_in(r, 30))
            out = stpcpy(out, "-");
        if (one_in(r, 6)) {
            out = stpcpy(out, "?");
        } else {
            out = put(out, s, i, i + 1, r);
            letter = true;
        }
        starred = starred && !one_in(r, 4);
    }
    if (!letter)
        out = put(out, s, 0, 1, r);
    if (one_in(r, 2))
        stpcpy(out, one_in(r, 4) ? "?" : "*");
}

/* ---- expressions ---- */

static char *make_letter(char *out, const struct spelling *s, size_t i,
                         struct rng *r)
{
    static const char *const CLASSES[] = {".", "\\w", "\\d", "[a-m]", "[^n-z]"};
    static const char *const TIMES[] = {"*",   "+",    "?",    "{1,2}",
                                        "{2}", "{0,}", "{,3}", "{1}"};

    if (one_in(r, 6)) {
        out = stpcpy(out, CLASSES[rng_below(r, 5)]);
    } else if (one_in(r, 8)) {
        out = stpcpy(out, one_in(r, 4) ? "[^" : "[x");
        out = stpcpy(put(out, s, i, i + 1, r), "]");
    } else if (one_in(r, 8)) {
        out = put(stpcpy(out, "("), s, i, i + 1, r);
        out = stpcpy(out, one_in(r, 2) ? "|e)" : "|)");
    } else {
        out = put(out, s, i, i + 1, r);
    }
    return one_in(r, 7) ? stpcpy(out, TIMES[rng_below(r, 8)]) : out;
}

static char *make_row(char *out, const struct spelling *s, struct rng *r)
{
    for (size_t i = 0; i < s->n; i++) {
        if (one_in(r, 8)) {
            out = stpcpy(out, one_in(r, 2) ? ".*" : "(.|e)+");
            i += rng_below(r, (uint32_t)(s->n - i));
            continue;
        }
        if (one_in(r, 16) && i + 1 < s->n) {
            out = put(stpcpy(out, "(?:"), s, i, i + 2, r);
            out = stpcpy(out, one_in(r, 2) ? ")?" : "){1,3}");
            i++;
            continue;
        }
        out = make_letter(out, s, i, r);
    }
    return out;
}

static void make_expression(char *out, const struct spelling *s,
                            const struct spelling *other, struct rng *r)
{
    if (one_in(r, 10))
        out = stpcpy(out, "^");
    out = make_row(out, s, r);
    if (one_in(r, 6))
        out = make_row(stpcpy(out, "|"), other, r);
    if (one_in(r, 10))
        stpcpy(out, "$");
}

/* ---- slips ---- */

static void make_slips(char *out, const struct spelling *s, struct rng *r)
{
    for (size_t i = 0; i < s->n; i++) {
        switch (rng_below(r, 16)) {
        case 0: /* left out */
            break;
        case 1: /* put in */
            out = put(stpcpy(out, "e"), s, i, i + 1, r);
            break;
        case 2: /* taken for another */
            out = stpcpy(out, "o");
            break;
        case 3: /* neighbours changed */
            if (i + 1 < s->n) {
                out = put(out, s, i + 1, i + 2, r);
                out = put(out, s, i, i + 1, r);
                i++;
                break;
            }
            /* fall through */
        default:
            out = put(out, s, i, i + 1, r);
            break;
        }
    }
    if (one_in(r, 8))
        stpcpy(out, "s");
}

struct oracle_query *random_pattern(struct pool *p, struct rng *r,
                                    const struct oracle_docs *docs,
                                    uint32_t word)
{
    const struct spelling s = spell(docs->names[word]);
    const char *const second = docs->names[rng_below(r, docs->n_names)];
    const struct spelling other =
        spell(is_plain(second) ? second : docs->names[word]);
    const uint32_t kind = rng_below(r, 10);
    char text[TEXT_SIZE] = "";

    if (!is_plain(s.text))
        return NULL;
    if (kind < 5) {
        make_wildcard(text, &s, r);
        return oracle_query_pattern(p, docs, ORACLE_WILDCARD, text, 0);
    }
    if (kind < 8) {
        make_expression(text, &s, &other, r);
        return oracle_query_pattern(p, docs, ORACLE_EXPRESSION, text, 0);
    }
    make_slips(text, &s, r);
    if (!text[0])
        put(text, &s, 0, s.n, r);
    return oracle_query_pattern(p, docs, ORACLE_SLIPS, text,
                                1 + rng_below(r, 2));
}

/* ---- filters ---- */

/* Of a name: itself, or with a part of it as a sign. */
static void make_name(char *out, const char *name, struct rng *r)
{
    size_t from = 0, n = strlen(name);

    if (n == 0 || one_in(r, 3)) {
        strcpy(out, n == 0 && one_in(r, 2) ? "*" : name);
        return;
    }
    from = rng_below(r, (uint32_t)n);
    n = 1 + rng_below(r, (uint32_t)(n - from));
    sprintf(out, "%s%.*s%s", from ? "*" : "", (int)n, name + from,
            name[from + n] ? "*" : "");
    if (one_in(r, 4) && strlen(out) > 2)
        out[1 + rng_below(r, (uint32_t)strlen(out) - 2)] = '?';
}

static bool is_ascii(const char *text)
{
    while (*text && (unsigned char)*text < 0x80)
        text++;
    return *text == '\0';
}

static const struct oracle_doc *pick(const struct oracle_docs *docs,
                                     struct rng *r)
{
    static const struct oracle_doc none = {.length = 0};

    return docs->n > 0 ? &docs->docs[rng_below(r, (uint32_t)docs->n)] : &none;
}

struct oracle_query *random_filter(struct pool *p, struct rng *r,
                                   const struct oracle_docs *docs)
{
    const struct oracle_doc *const d = pick(docs, r), *const e = pick(docs, r);
    const bool swap = strcmp(d->date, e->date) > 0;
    struct oracle_query *const q = oracle_query_new(p, ORACLE_FILTER);
    struct oracle_filter *const f = &q->filter;

    f->field = (enum oracle_field)rng_below(r, 4);
    if (f->field == ORACLE_SOURCE && !is_ascii(d->source))
        f->field = ORACLE_ID;
    switch (f->field) {
    case ORACLE_DATE:
        f->undated = one_in(r, 5);
        if (!one_in(r, 4))
            strcpy(f->from, swap ? e->date : d->date);
        if (!one_in(r, 4))
            strcpy(f->to, swap ? d->date : e->date);
        break;
    case ORACLE_LENGTH:
        f->least = one_in(r, 4)            ? 0
                   : d->length < e->length ? d->length
                                           : e->length;
        f->most = one_in(r, 4)            ? UINT32_MAX
                  : d->length > e->length ? d->length
                                          : e->length;
        break;
    case ORACLE_SOURCE:
        make_name(f->name, d->source, r);
        break;
    case ORACLE_ID:
        make_name(f->name, d->id, r);
        break;
    }
    return q;
}
