/*
 * factiva -- free text as Factiva reads it; see dialects.md.
 *
 *     query     = operand { [ operator ] operand }
 *     operator  = and | or | not | same | adj [n] | w/n | near n | "/N" n "/"
 *               | "%"
 *     operand   = { field "=" | "atleast" n } primary { "/F" n "/" }
 *     primary   = word { word } | quote words quote | "(" query ")"
 *               | "[" query "]" | date range | wc comparison
 *
 * From the tightest: words in a row; same, adj, w, near, /N/ and /F/; atleast
 * and fields; not; and; or. Equal ones go left to right. w/n is in order.
 *
 *   Source  Factiva Developer's Kit: "Search Statement Operators", "Search
 *           Statement Examples"; Factiva help: "Using Connectors and Operators"
 */
#include "common/base/utf8.h"
#include "query/parse/dialect.h"
#include "query/parse/factiva_range.h"
#include "query/parse/filter.h"
#include "query/parse/letters.h"
#include "query/parse/vendor.h"
#include "query/parse/yard.h"

enum level {
    LEVEL_OR = 1,
    LEVEL_AND,
    LEVEL_NOT,
    LEVEL_PREFIX,
    LEVEL_NEAR,
    LEVEL_ROW
};

/* Greatest numbers, as documented. */
enum { ADJ_MAX = 10, NEAR_MAX = 500, FIRST_MAX = 500, AT_LEAST_MAX = 50 };

struct factiva {
    struct reader *r;
    struct yard yard;
};

/* ---- words ---- */

/* The end of /N30/ or /F50/ at `at`, 0 where neither stands. */
static size_t slashes_end(const struct reader *r, size_t at)
{
    const struct bytes text = r->t->text;
    size_t i = at + 2;
    if (i >= text.n || text.p[at] != '/' ||
        (to_lower(text.p[at + 1]) != 'n' && to_lower(text.p[at + 1]) != 'f'))
        return 0;
    while (i < text.n && is_digit(text.p[i]))
        i++;
    return i > at + 2 && i < text.n && text.p[i] == '/' ? i + 1 : 0;
}

/* Where the word at `at` ends, or the /N30/ that begins there. */
static size_t word_end(const struct reader *r, size_t at)
{
    const size_t end = vendor_word_end(r, at);
    const size_t slashes = slashes_end(r, at);
    if (slashes)
        return slashes;
    for (size_t i = at; i < end; i++) {
        if (slashes_end(r, i))
            return i;
    }
    return end;
}

static size_t next_word(const struct reader *r, size_t end, size_t *from)
{
    *from = reader_skip_space(r, end);
    return word_end(r, *from);
}

/* What stands at [at, end) when it is no plain word. */
enum special {
    PLAIN,
    AND,
    OR,
    NOT,
    SAME,
    ADJACENT, /* adj5, w/5 */
    NEAR,     /* near5, /N30/ */
    FIRST,    /* /F50/ */
    AT_LEAST,
    ANY_WORD, /* % */
    FIELD,
    DATE,
    UPDATED,
    LENGTH,
    PATTERN,
};

static bool is_pattern(struct bytes w)
{
    for (size_t i = 0; i < w.n; i++) {
        if (w.p[i] == '*' || w.p[i] == '?' || w.p[i] == '$')
            return true;
    }
    return false;
}

/* adj5 and its like: the keyword with nothing but digits behind it. */
static bool counted(struct bytes w, const char *keyword, struct bytes *digits)
{
    uint32_t value;
    return letters_begin(w, keyword, digits) &&
           letters_number(*digits, NEAR_MAX, &value) == digits->n;
}

/* The `=` behind a name of letters at `at`; 0 for none. */
static size_t field_sign(struct bytes w)
{
    size_t i = 0;
    while (i < w.n && is_letter(w.p[i]))
        i++;
    return i < w.n && w.p[i] == '=' ? i : 0;
}

static enum special keyword_at(struct bytes w, struct bytes *digits)
{
    static const struct {
        const char *word;
        enum special means;
    } words[] = {{"and", AND},    {"or", OR},      {"not", NOT},
                 {"same", SAME},  {"%", ANY_WORD}, {"date", DATE},
                 {"upd", UPDATED}};
    *digits = BYTES_NONE;
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        if (letters_are(w, words[i].word))
            return words[i].means;
    }
    if (counted(w, "adj", digits) || (counted(w, "w/", digits) && digits->n))
        return ADJACENT;
    if (counted(w, "near", digits))
        return NEAR;
    if (counted(w, "atleast", digits))
        return AT_LEAST;
    return PLAIN;
}

static enum special special_at(const struct reader *r, size_t at, size_t end,
                               struct bytes *digits)
{
    const struct bytes w = reader_text(r, at, end);
    struct bytes sign;
    const enum special keyword = keyword_at(w, digits);
    if (keyword != PLAIN)
        return keyword;
    if (slashes_end(r, at)) {
        *digits = reader_text(r, at + 2, end - 1);
        return to_lower(w.p[1]) == 'n' ? NEAR : FIRST;
    }
    if (letters_begin(w, "wc", &sign) &&
        (sign.n ? factiva_compares(r, end - sign.n)
                : factiva_compares(r, reader_skip_space(r, end))))
        return LENGTH;
    if (field_sign(w))
        return FIELD;
    return is_pattern(w) ? PATTERN : PLAIN;
}

/* Single quotes count as white space. */
static void trim_quotes(const struct reader *r, size_t *from, size_t *to)
{
    while (*to > *from && r->t->text.p[*to - 1] == '\'')
        --*to;
    while (*from < *to && r->t->text.p[*from] == '\'')
        ++*from;
}

/* The words from r->at on that are only words, as [*from, *to). */
static void plain_words(struct reader *r, size_t end, size_t *from, size_t *to)
{
    *from = r->at;
    for (;;) {
        size_t next;
        struct bytes digits;
        const size_t behind = next_word(r, end, &next);
        if (behind == next || special_at(r, next, behind, &digits) != PLAIN)
            break;
        end = behind;
    }
    *to = end;
    r->at = end;
    trim_quotes(r, from, to);
}

static enum st read_plain(struct factiva *p, size_t end)
{
    size_t from;
    size_t to;
    plain_words(p->r, end, &from, &to);
    const size_t behind = p->r->at;
    const enum st st = vendor_words(&p->yard, from, to);
    p->r->at = behind;
    return st;
}

/* word$2: any ending of up to two characters, as a choice of patterns. */
static enum st read_endings(struct factiva *p, size_t end, size_t dollar)
{
    enum { ENDINGS_MAX = 9 };
    struct reader *const r = p->r;
    const size_t from = r->at;
    uint32_t n;
    if (!letters_count(reader_text(r, dollar + 1, end), ENDINGS_MAX, &n) ||
        dollar == from || is_pattern(reader_text(r, from, dollar)))
        return err_set(reader_blame(r, from, end - from), ST_SYNTAX,
                       "$ stands behind a word and takes a number of "
                       "characters, 1 to %d: word$2",
                       ENDINGS_MAX);
    if (text_is_wordless(reader_text(r, from, dollar)))
        return err_set(reader_blame(r, from, end - from), ST_SYNTAX,
                       "a pattern needs a letter or a digit");
    struct ast_node *const any = tree_group(r->t);
    for (uint32_t i = 0; i <= n && !r->t->failed; i++) {
        const size_t stem = dollar - from;
        uint8_t *const text = arena_bytes(r->t->arena, stem + i);
        if (!text) {
            r->t->failed = true;
            break;
        }
        memcpy(text, r->t->text.p + from, stem);
        memset(text + stem, '?', i);
        struct ast_node *const word =
            tree_word_as(r->t, i ? AST_WILDCARD : AST_WORD, from, end - from,
                         bytes_of(text, stem + i));
        if (word)
            word->exact = i == 0;
        tree_add(any, word, OCCUR_SHOULD);
    }
    r->at = end;
    return vendor_take(&p->yard, tree_close(r->t, any), from, HAS_PLACE);
}

static enum st read_pattern(struct factiva *p, size_t end)
{
    struct reader *const r = p->r;
    size_t from = r->at;
    size_t to = end;
    trim_quotes(r, &from, &to);
    const struct bytes w = reader_text(r, from, to);
    const uint8_t *const dollar = w.n ? memchr(w.p, '$', w.n) : NULL;
    if (dollar)
        return read_endings(p, end, (size_t)(dollar - r->t->text.p));
    struct ast_node *const n = tree_word(r->t, AST_WILDCARD, from, to - from);
    if (!n && !r->t->failed)
        return err_set(reader_blame(r, from, to - from), ST_SYNTAX,
                       "a pattern needs a letter or a digit");
    r->at = end;
    return vendor_take(&p->yard, n, from, HAS_PLACE);
}

/* ---- fields ---- */

static const struct factiva_field {
    const char *name;
    const char *zone;
    enum filter_field filter;
} fields[] = {
    {"hd", "title", FILTER_ID},   {"hl", "title", FILTER_ID},
    {"lp", "lead", FILTER_ID},    {"hlp", "hlead", FILTER_ID},
    {"sn", NULL, FILTER_SOURCE},  {"sc", NULL, FILTER_SOURCE},
    {"rst", NULL, FILTER_SOURCE}, {"la", NULL, FILTER_LANG},
    {"an", NULL, FILTER_ID},
};

static const struct factiva_field *field_of(struct bytes name)
{
    for (size_t i = 0; i < COUNT_OF(fields); i++) {
        if (letters_are(name, fields[i].name))
            return &fields[i];
    }
    return NULL;
}

/* sn=, la=, an= and the name behind them. */
static enum st read_name(struct factiva *p, enum filter_field field,
                         size_t from, size_t value)
{
    struct reader *const r = p->r;
    struct ast_node *n = NULL;
    size_t to = value;
    r->at = value;
    if (is_quote(reader_peek(r, value))) {
        value += utf8_at(r->t->text, value).size;
        to = value;
        while (!reader_at_end(r, to) && !is_quote(reader_peek(r, to)))
            to += utf8_at(r->t->text, to).size;
        r->at = to + utf8_at(r->t->text, to).size;
    } else {
        struct bytes digits;
        const size_t end = word_end(r, value);
        const enum special kind = special_at(r, value, end, &digits);
        r->at = to = end;
        if (kind == PLAIN && end > value) {
            r->at = value;
            plain_words(r, end, &value, &to);
        }
    }
    struct bytes text = reader_text(r, value, to);
    if (field == FILTER_LANG)
        text = vendor_language(text);
    if (text.n == 0)
        return err_set(reader_blame(r, from, r->at - from), ST_SYNTAX,
                       field == FILTER_LANG
                           ? "no such language is known; write its code, such "
                             "as la=en"
                           : "one name follows the =; join several with or: "
                             "rst=a or rst=b");
    const enum st st = filter_read(r, field, text, from, r->at - from, &n);
    return st ? st : vendor_take(&p->yard, n, from, NO_PLACE_FILTER);
}

static enum st read_field(struct factiva *p, size_t sign)
{
    struct reader *const r = p->r;
    const size_t from = r->at;
    const struct factiva_field *const f =
        field_of(reader_text(r, from, from + sign));
    const size_t value = from + sign + 1;
    if (!f)
        return err_set(reader_blame(r, from, sign + 1), ST_SYNTAX,
                       "this has no counterpart here: the index knows hd=, "
                       "hl=, lp=, hlp=, sn=, sc=, rst=, la=, an=, wc and date");
    if (!f->zone)
        return read_name(p, f->filter, from, value);
    r->at = value;
    return yard_prefix(&p->yard, (struct op){.kind = OP_FIELD,
                                             .level = LEVEL_PREFIX,
                                             .field = f->zone,
                                             .at = from,
                                             .n = sign + 1});
}

/* ---- operators ---- */

static enum st bad_count(struct factiva *p, size_t end, const char *what,
                         int most)
{
    struct reader *const r = p->r;
    struct err *const e = reader_blame(r, r->at, end - r->at);
    const bool slashes = r->t->text.p[end - 1] == '/';
    reader_suggest_number(r, r->at, end - slashes, (uint32_t)most);
    return err_set(e, ST_SYNTAX, "%s takes a number, 1 to %d", what, most);
}

static enum st operator_to(struct factiva *p, struct op op, size_t end)
{
    op.at = p->r->at;
    op.n = end - op.at;
    op.written = true;
    p->r->at = end;
    return yard_operator(&p->yard, op);
}

static enum st read_near(struct factiva *p, enum special kind,
                         struct bytes digits, size_t end)
{
    struct op op = {.kind = OP_NEAR,
                    .level = LEVEL_NEAR,
                    .near = {.distance = 1, .ordered = kind == ADJACENT}};
    const bool bare_adj = kind == ADJACENT && digits.n == 0;
    const int most = kind == ADJACENT ? ADJ_MAX : NEAR_MAX;
    if (!bare_adj && !letters_count(digits, (uint32_t)most, &op.near.distance))
        return bad_count(p, end, kind == ADJACENT ? "adj or w/" : "near", most);
    return operator_to(p, op, end);
}

/* /F50/ behind an operand. */
static enum st read_first(struct factiva *p, struct bytes digits, size_t end)
{
    enum st st;
    struct reader *const r = p->r;
    struct operand *o;
    uint32_t count;
    if (!letters_count(digits, FIRST_MAX, &count))
        return bad_count(p, end, "/F/", FIRST_MAX);
    if ((st = yard_last(&p->yard, LEVEL_NEAR, &o)) != ST_OK || r->t->failed)
        return st;
    if (!o)
        return err_set(reader_blame(r, r->at, end - r->at), ST_SYNTAX,
                       "nothing to search for stands before /F/");
    if ((st = operand_check_placed(r, o, r->at, end - r->at)) != ST_OK)
        return st;
    r->at = end;
    o->n = end - o->at;
    st = operand_wrap(r, o, AST_FIRST);
    if (o->node)
        o->node->count = count;
    return st;
}

static enum st read_at_least(struct factiva *p, struct bytes digits, size_t end)
{
    struct op op = {.kind = OP_AT_LEAST,
                    .level = LEVEL_PREFIX,
                    .at = p->r->at,
                    .n = end - p->r->at};
    if (!letters_count(digits, AT_LEAST_MAX, &op.count))
        return bad_count(p, end, "atleast", AT_LEAST_MAX);
    p->r->at = end;
    return yard_prefix(&p->yard, op);
}

/* % is one word, whatever; several in a row are as many. */
static enum st read_any_word(struct factiva *p, size_t end)
{
    struct op op = {.kind = OP_ROW, .level = LEVEL_ROW, .count = 1};
    for (;;) {
        size_t next;
        const size_t behind = next_word(p->r, end, &next);
        if (!bytes_equal_str(reader_text(p->r, next, behind), "%"))
            return operator_to(p, op, end);
        op.count++;
        end = behind;
    }
}

static enum st read_range(struct factiva *p, enum special kind, size_t end)
{
    struct reader *const r = p->r;
    const size_t from = r->at;
    struct ast_node *n = NULL;
    const enum st st =
        kind == DATE
            ? factiva_date(r, end, &n)
            : factiva_length(r, reader_skip_space(r, from + strlen("wc")), &n);
    return st ? st : vendor_take(&p->yard, n, from, NO_PLACE_FILTER);
}

static enum st read_word(struct factiva *p)
{
    struct reader *const r = p->r;
    struct bytes digits;
    const size_t end = word_end(r, r->at);
    const enum special kind = special_at(r, r->at, end, &digits);
    switch (kind) {
    case PLAIN:
        return read_plain(p, end);
    case AND:
        return operator_to(p, (struct op){.kind = OP_AND, .level = LEVEL_AND},
                           end);
    case OR:
        return operator_to(p, (struct op){.kind = OP_OR, .level = LEVEL_OR},
                           end);
    case NOT:
        return operator_to(
            p, (struct op){.kind = OP_AND_NOT, .level = LEVEL_NOT}, end);
    case SAME:
        return operator_to(
            p,
            (struct op){.kind = OP_NEAR,
                        .level = LEVEL_NEAR,
                        .near = {.distance = NEAR_ANY, .unit = UNIT_PARAGRAPH}},
            end);
    case ADJACENT:
    case NEAR:
        return read_near(p, kind, digits, end);
    case FIRST:
        return read_first(p, digits, end);
    case AT_LEAST:
        return read_at_least(p, digits, end);
    case ANY_WORD:
        return read_any_word(p, end);
    case FIELD:
        return read_field(p, field_sign(reader_text(r, r->at, end)));
    case DATE:
    case LENGTH:
        return read_range(p, kind, end);
    case UPDATED:
        return err_set(reader_blame(r, r->at, end - r->at), ST_SYNTAX,
                       "when a release was changed is not known here; for the "
                       "word write it in quotes");
    case PATTERN:
        break;
    }
    return read_pattern(p, end);
}

static enum st read_one(void *dialect)
{
    struct factiva *const p = dialect;
    struct reader *const r = p->r;
    const uint32_t c = reader_peek(r, r->at);
    if (c == '(' || c == '[') {
        const struct op op = {.open = OPEN_GROUP, .at = r->at, .n = 1};
        r->at++;
        return yard_open(&p->yard, op);
    }
    if (c == ')' || c == ']')
        return yard_close(&p->yard, r->at++);
    return is_quote(c) ? vendor_quoted(&p->yard) : read_word(p);
}

enum st parse_factiva(struct reader *r, struct ast_node **root)
{
    struct factiva p = {.r = r};
    r->t->negatives = true;
    yard_init(&p.yard, r, (struct op){.kind = OP_ROW, .level = LEVEL_ROW});
    return yard_read(&p.yard, read_one, &p, root);
}
