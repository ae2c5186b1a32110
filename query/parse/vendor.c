#include "query/parse/vendor.h"

#include "common/base/utf8.h"
#include "query/parse/fields.h"
#include "query/parse/filter.h"
#include "query/parse/letters.h"

size_t vendor_word_end(const struct reader *r, size_t at)
{
    while (!reader_at_end(r, at)) {
        const struct utf8_char c = utf8_at(r->t->text, at);
        if (c.c == '(' || c.c == ')' || c.c == '[' || c.c == ']' ||
            is_quote(c.c) || utf8_is_space(c.c))
            break;
        at += c.size;
    }
    return at;
}

enum st vendor_take(struct yard *y, struct ast_node *n, size_t from,
                    enum place_less placed)
{
    struct operand o = operand_of(n, from, y->r->at - from);
    o.placed = placed;
    return yard_operand(y, o);
}

static enum st take_text(struct yard *y, enum ast_kind kind, size_t from,
                         size_t to)
{
    struct reader *const r = y->r;
    struct ast_node *const n = tree_word(r->t, kind, from, to - from);
    if (!n && !r->t->failed)
        return err_set(reader_blame(r, from, MAX(to - from, (size_t)1)),
                       ST_SYNTAX, "there is no word in this");
    return vendor_take(y, n, from, HAS_PLACE);
}

/* The query with quotes around the word [at, end). */
static void suggest_quotes(struct reader *r, size_t at, size_t end)
{
    const size_t n = end - at;
    char *const quoted = arena_alloc(r->t->arena, n + sizeof("\"\""));
    if (!quoted) {
        r->t->failed = true;
        return;
    }
    quoted[0] = '"';
    memcpy(quoted + 1, r->t->text.p + at, n);
    memcpy(quoted + 1 + n, "\"", sizeof("\""));
    reader_suggest(r, at, n, quoted);
}

/* Refuses title:minsk, which asks for a field in other languages, and here
 * would be two words. */
static enum st refuse_colon(struct reader *r, size_t from, size_t to)
{
    const struct bytes text = r->t->text;
    for (size_t at = from; at < to;) {
        const size_t end = MIN(vendor_word_end(r, at), to);
        size_t colon = at;
        while (colon < end && is_letter(text.p[colon]))
            colon++;
        if (colon + 1 < end && text.p[colon] == ':' &&
            field_from_name(reader_text(r, at, colon), true)) {
            struct err *const e = reader_blame(r, at, colon + 1 - at);
            suggest_quotes(r, at, end);
            return err_set(e, ST_SYNTAX,
                           "%.*s: is a field in other languages; words in "
                           "quotes may have a colon",
                           (int)(colon - at), (const char *)text.p + at);
        }
        at = reader_skip_space(r, end);
    }
    return ST_OK;
}

enum st vendor_words(struct yard *y, size_t from, size_t to)
{
    const enum st st = refuse_colon(y->r, from, to);
    if (st)
        return st;
    const bool one = vendor_word_end(y->r, from) >= to;
    y->r->at = to;
    return take_text(y, one ? AST_WORD : AST_PHRASE, from, to);
}

enum st vendor_quoted(struct yard *y)
{
    struct reader *const r = y->r;
    const size_t open = r->at;
    const size_t from = open + utf8_at(r->t->text, open).size;
    size_t to = from;
    while (!reader_at_end(r, to) && !is_quote(reader_peek(r, to)))
        to += utf8_at(r->t->text, to).size;
    if (reader_at_end(r, to)) {
        struct err *const e = reader_blame(r, open, 1);
        reader_suggest(r, to, 0, "\"");
        return err_set(e, ST_SYNTAX, "this quote is never closed");
    }
    r->at = to + utf8_at(r->t->text, to).size;
    return take_text(y, AST_PHRASE, from, to);
}

struct bytes vendor_pattern_text(struct reader *r, size_t from, size_t to,
                                 uint8_t any, uint8_t one)
{
    const struct bytes text = reader_text(r, from, to);
    uint8_t *const copy = arena_bytes(r->t->arena, text.n);
    if (!copy) {
        r->t->failed = true;
        return BYTES_NONE;
    }
    for (size_t i = 0; i < text.n; i++) {
        const uint8_t c = text.p[i];
        copy[i] = c == any ? '*' : c == one ? '?' : c;
    }
    return bytes_of(copy, text.n);
}

enum st vendor_compare(struct reader *r, enum filter_field field,
                       const char *sign, struct bytes value, size_t from,
                       size_t to, struct ast_node **out)
{
    const size_t n = strlen(sign);
    uint8_t *const copy = arena_bytes(r->t->arena, n + value.n);
    *out = NULL;
    if (!copy) {
        r->t->failed = true;
        return ST_OK;
    }
    memcpy(copy, sign, n);
    if (value.n)
        memcpy(copy + n, value.p, value.n);
    return filter_read(r, field, bytes_of(copy, n + value.n), from, to - from,
                       out);
}

struct bytes vendor_language(struct bytes name)
{
    static const char *const languages[][2] = {
        {"arabic", "ar"},    {"chinese", "zh"},  {"danish", "da"},
        {"dutch", "nl"},     {"english", "en"},  {"finnish", "fi"},
        {"french", "fr"},    {"german", "de"},   {"hungarian", "hu"},
        {"italian", "it"},   {"japanese", "ja"}, {"korean", "ko"},
        {"norwegian", "no"}, {"polish", "pl"},   {"portuguese", "pt"},
        {"romanian", "ro"},  {"russian", "ru"},  {"spanish", "es"},
        {"swedish", "sv"},   {"turkish", "tr"},  {"ukrainian", "uk"},
    };
    for (size_t i = 0; i < COUNT_OF(languages); i++) {
        if (letters_are(name, languages[i][0]))
            return bytes_of_str(languages[i][1]);
    }
    return name.n == 2 ? name : BYTES_NONE;
}
