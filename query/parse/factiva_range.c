#include "query/parse/factiva_range.h"

#include "common/base/date.h"
#include "query/parse/letters.h"
#include "query/parse/vendor.h"

enum { FARTHEST = 999 }; /* days that -N and +N reach */

static size_t next_word(const struct reader *r, size_t end, size_t *from)
{
    *from = reader_skip_space(r, end);
    return vendor_word_end(r, *from);
}

/* A day as Factiva writes it, -7 as the day it is. */
static struct bytes day_text(struct reader *r, struct bytes w)
{
    uint32_t n;
    char text[DATE_TEXT];
    const bool sign = w.n > 1 && (w.p[0] == '-' || w.p[0] == '+');
    const struct bytes digits = sign ? bytes_of(w.p + 1, w.n - 1) : w;
    const bool zero = bytes_equal_str(digits, "0");
    if ((!sign || !letters_count(digits, FARTHEST, &n)) && !zero)
        return w;
    if (zero)
        n = 0;
    const int32_t day = r->today + (w.p[0] == '-' ? -(int32_t)n : (int32_t)n);
    date_format(day, text);
    char *const copy = arena_strndup(r->t->arena, text, strlen(text));
    if (!copy)
        r->t->failed = true;
    return copy ? bytes_of_str(copy) : BYTES_NONE;
}

static enum st no_date(struct reader *r, size_t end)
{
    struct err *const e = reader_blame(r, r->at, end - r->at);
    reader_suggest(r, r->at, end - r->at, "\"date\"");
    return err_set(e, ST_SYNTAX,
                   "date begins a range of days here: date from X to Y, date "
                   "after X, date before X or date X; for the word write it "
                   "in quotes");
}

/* from X to Y: two days, of which the range is made. */
static enum st read_from_to(struct reader *r, size_t end, size_t word_end,
                            struct ast_node **out)
{
    size_t a;
    size_t to;
    size_t b;
    struct ast_node *last = NULL;
    const size_t a_end = next_word(r, end, &a);
    const size_t to_end = next_word(r, a_end, &to);
    const size_t b_end = next_word(r, to_end, &b);
    const size_t from = r->at;
    if (a == a_end || b == b_end ||
        !letters_are(reader_text(r, to, to_end), "to"))
        return no_date(r, word_end);
    enum st st = vendor_compare(r, FILTER_DATE,
                                ">=", day_text(r, reader_text(r, a, a_end)),
                                from, b_end, out);
    if (st == ST_OK)
        st = vendor_compare(r, FILTER_DATE,
                            "<=", day_text(r, reader_text(r, b, b_end)), from,
                            b_end, &last);
    if (st || !*out || !last)
        return st;
    (*out)->filter.to = last->filter.to;
    if ((*out)->filter.from > last->filter.to)
        return err_set(reader_blame(r, a, b_end - a), ST_SYNTAX,
                       "the first day comes after the last");
    r->at = b_end;
    return ST_OK;
}

enum st factiva_date(struct reader *r, size_t end, struct ast_node **out)
{
    size_t a;
    const size_t a_end = next_word(r, end, &a);
    const struct bytes w = reader_text(r, a, a_end);
    const char *sign = "";
    size_t day = a;
    size_t day_end = a_end;
    *out = NULL;
    if (letters_are(w, "from"))
        return read_from_to(r, a_end, end, out);
    if (letters_are(w, "after"))
        sign = ">";
    else if (letters_are(w, "before"))
        sign = "<";
    if (sign[0])
        day_end = next_word(r, a_end, &day);
    const struct bytes text = day_text(r, reader_text(r, day, day_end));
    if (text.n == 0 || !is_digit(text.p[0]))
        return r->t->failed ? ST_OK : no_date(r, end);
    const size_t from = r->at;
    r->at = day_end;
    return vendor_compare(r, FILTER_DATE, sign, text, from, day_end, out);
}

bool factiva_compares(const struct reader *r, size_t at)
{
    const uint32_t c = reader_peek(r, at);
    return c == '<' || c == '>' || c == '=';
}

enum st factiva_length(struct reader *r, size_t sign, struct ast_node **out)
{
    const uint8_t *const p = r->t->text.p;
    const size_t from = r->at;
    size_t i = sign;
    char text[3] = "";
    while (i < r->t->text.n && i < sign + 2 && factiva_compares(r, i)) {
        text[i - sign] = (char)p[i];
        i++;
    }
    const size_t value = reader_skip_space(r, i);
    r->at = vendor_word_end(r, value);
    return vendor_compare(r, FILTER_LENGTH, strcmp(text, "=") ? text : "",
                          reader_text(r, value, r->at), from, r->at, out);
}
