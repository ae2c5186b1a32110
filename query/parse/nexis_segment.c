#include "query/parse/nexis_segment.h"

#include "common/base/utf8.h"
#include "query/parse/letters.h"
#include "query/parse/vendor.h"

static const struct segment_name segments[] = {
    {"headline", SEGMENT_ZONE, "title", FILTER_ID},
    {"title", SEGMENT_ZONE, "title", FILTER_ID},
    {"hlead", SEGMENT_ZONE, "hlead", FILTER_ID},
    {"lead", SEGMENT_ZONE, "lead", FILTER_ID},
    {"body", SEGMENT_ZONE, "body", FILTER_ID},
    {"source", SEGMENT_NAME, NULL, FILTER_SOURCE},
    {"publication", SEGMENT_NAME, NULL, FILTER_SOURCE},
    {"language", SEGMENT_NAME, NULL, FILTER_LANG},
    {"date", SEGMENT_RANGE, NULL, FILTER_DATE},
    {"pub-date", SEGMENT_RANGE, NULL, FILTER_DATE},
    {"length", SEGMENT_RANGE, NULL, FILTER_LENGTH},
};

/* Commands and segments that ask for what the index does not know. */
static const char *const missing[] = {
    "caps",         "allcaps",      "nocaps",    "singular",
    "plural",       "nostem",       "byline",    "term",
    "terms",        "subject",      "company",   "person",
    "organization", "geographic",   "city",      "state",
    "country",      "industry",     "ticker",    "section",
    "dateline",     "graphic",      "highlight", "correction",
    "copyright",    "load-date",    "series",    "publication-type",
    "type",         "distribution", "name",      "leadin",
    "cite",
};

const struct segment_name *nexis_segment(struct bytes word)
{
    static const struct segment_name none = {NULL, SEGMENT_MISSING, NULL,
                                             FILTER_ID};
    for (size_t i = 0; i < COUNT_OF(segments); i++) {
        if (letters_are(word, segments[i].name))
            return &segments[i];
    }
    return letters_among(word, missing, COUNT_OF(missing)) ? &none : NULL;
}

static const struct {
    const char *word, *sign;
} comparisons[] = {
    {"geq", ">="},   {"leq", "<="}, {"aft", ">"}, {"after", ">"}, {"bef", "<"},
    {"before", "<"}, {"gtr", ">"},  {"lss", "<"}, {"is", ""},     {"equ", ""},
    {"=", ""},       {">", ">"},    {"<", "<"},   {">=", ">="},   {"<=", "<="},
};

const char *nexis_comparison(struct bytes word)
{
    for (size_t i = 0; i < COUNT_OF(comparisons); i++) {
        if (letters_are(word, comparisons[i].word))
            return comparisons[i].sign;
    }
    return NULL;
}

static bool is_sign(uint8_t c)
{
    return c == '<' || c == '>' || c == '=';
}

/* Where the word or the sign at `at` ends: `>500` is two. */
static size_t part_end(const struct reader *r, size_t at, size_t to)
{
    const uint8_t *const p = r->t->text.p;
    size_t end = at;
    while (end < to && is_sign(p[end]))
        end++;
    if (end > at)
        return end;
    return MIN(vendor_word_end(r, at), to);
}

/* Skips white space and the parentheses of geq(...). */
static size_t skip(const struct reader *r, size_t at, size_t to)
{
    for (;;) {
        at = MIN(reader_skip_space(r, at), to);
        if (at == to || (r->t->text.p[at] != '(' && r->t->text.p[at] != ')'))
            return at;
        at++;
    }
}

/* The value that begins at `at` and ends before "and" or the parenthesis:
 * a day may have blanks in it. */
static struct bytes read_value(const struct reader *r, size_t *at, size_t to)
{
    const size_t from = *at;
    size_t end = from;
    size_t last = from;
    while (end < to && r->t->text.p[end] != ')') {
        const size_t next = vendor_word_end(r, end);
        if (next == end ||
            letters_are(reader_text(r, end, MIN(next, to)), "and"))
            break;
        last = MIN(next, to);
        end = MIN(reader_skip_space(r, last), to);
    }
    *at = last;
    return reader_text(r, from, last);
}

enum st nexis_range(struct reader *r, enum filter_field field, size_t from,
                    size_t to, size_t at, size_t end, struct ast_node **out)
{
    enum st st = ST_OK;
    struct ast_node *whole = NULL;
    size_t i = skip(r, from, to);
    *out = NULL;
    while (i < to && !r->t->failed) {
        const size_t word = part_end(r, i, to);
        const char *sign = nexis_comparison(reader_text(r, i, word));
        if (sign)
            i = skip(r, word, to);
        const struct bytes value = read_value(r, &i, to);
        struct ast_node *n = NULL;
        if (value.n == 0)
            return err_set(reader_blame(r, at, end - at), ST_SYNTAX,
                           "this needs a value, such as >= 2019");
        st = vendor_compare(r, field, sign ? sign : "", value, at, end, &n);
        if (st || !n)
            return st;
        if (whole) {
            whole->filter.from = MAX(whole->filter.from, n->filter.from);
            whole->filter.to = MIN(whole->filter.to, n->filter.to);
        } else {
            whole = n;
        }
        i = skip(r, i, to);
        const size_t next = part_end(r, i, to);
        if (i == to)
            break;
        if (!letters_are(reader_text(r, i, next), "and"))
            return err_set(reader_blame(r, i, MAX(next, i + 1) - i), ST_SYNTAX,
                           "only \"and\" joins two limits");
        i = skip(r, next, to);
    }
    if (!whole && !r->t->failed)
        return err_set(reader_blame(r, at, end - at), ST_SYNTAX,
                       "this needs a value, such as >= 2019");
    if (whole && whole->filter.from > whole->filter.to)
        return err_set(reader_blame(r, at, end - at), ST_SYNTAX,
                       "nothing lies between these limits");
    *out = whole;
    return ST_OK;
}
