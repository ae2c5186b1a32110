#include "query/parse/filter.h"

#include "query/parse/fields.h"
#include "query/parse/letters.h"
#include "query/parse/when.h"

struct ast_node *filter_range(struct reader *r, enum filter_field field,
                              int64_t from, int64_t to, size_t at, size_t n)
{
    struct ast_node *const node = tree_node(r->t, AST_FILTER, at, n);
    if (node)
        node->filter =
            (struct ast_filter){.field = field, .from = from, .to = to};
    return node;
}

/* What a person may ask for; `>` makes it one more. */
enum { COUNT_LIMIT = 1000000000 };

static bool read_count(struct bytes text, int64_t *out)
{
    uint32_t n;
    if (text.n == 0 || letters_number(text, COUNT_LIMIT, &n) != text.n)
        return false;
    *out = n;
    return true;
}

static struct bytes from(struct bytes text, size_t at)
{
    return bytes_of(text.p + at, text.n - at);
}

/* 500, >500, >=500, <500, <=500, 300..500, 300.., ..500 */
static bool read_range(struct bytes text, int64_t *low, int64_t *high)
{
    *low = INT64_MIN;
    *high = INT64_MAX;
    if (text.n && (text.p[0] == '>' || text.p[0] == '<')) {
        const bool equal = text.n > 1 && text.p[1] == '=';
        int64_t v;
        if (!read_count(from(text, equal ? 2 : 1), &v))
            return false;
        if (text.p[0] == '>') {
            *low = equal ? v : v + 1;
            return *low <= COUNT_LIMIT + 1;
        }
        *high = equal ? v : v - 1;
        return *high >= 0;
    }
    size_t dots = 0;
    while (dots + 1 < text.n &&
           (text.p[dots] != '.' || text.p[dots + 1] != '.'))
        dots++;
    if (dots + 1 >= text.n) {
        if (!read_count(text, low))
            return false;
        *high = *low;
        return true;
    }
    const struct bytes a = bytes_of(text.p, dots);
    const struct bytes b = from(text, dots + 2);
    return (a.n || b.n) && (a.n == 0 || read_count(a, low)) &&
           (b.n == 0 || read_count(b, high)) && *low <= *high;
}

enum st filter_read(struct reader *r, enum filter_field field,
                    struct bytes text, size_t at, size_t n,
                    struct ast_node **out)
{
    int64_t low = INT64_MIN;
    int64_t high = INT64_MAX;
    struct err why = ERR_INIT;
    struct day_range days;
    *out = NULL;
    if (r->t->failed)
        return ST_OK;
    if (field == FILTER_DATE) {
        if (when_parse(text, r->today, &days, &why) != ST_OK)
            return err_set(reader_blame(r, at, n), ST_SYNTAX, "%s", why.msg);
        low = days.from;
        high = days.to;
    } else if (filter_is_range(field)) {
        if (!read_range(text, &low, &high))
            return err_set(reader_blame(r, at, n), ST_SYNTAX, "%s",
                           field == FILTER_LENGTH
                               ? "length takes a number of words: 500, >500, "
                                 "300..500"
                               : "repeated takes a number of other releases: "
                                 "0, >50, 10..20");
    } else if (text.n == 0) {
        return err_set(reader_blame(r, at, n), ST_SYNTAX,
                       "%s takes a name, or part of one with *",
                       field_name(field));
    }
    *out = filter_range(r, field, low, high, at, n);
    if (*out && !filter_is_range(field))
        (*out)->filter.text = text;
    return ST_OK;
}

enum st filter_read_own(struct reader *r, enum filter_field field,
                        struct bytes text, size_t at, size_t n,
                        struct ast_node **out)
{
    if (field != FILTER_DATE || !bytes_equal_str(text, "?"))
        return filter_read(r, field, text, at, n, out);
    *out = filter_range(r, field, DATE_NONE, DATE_NONE, at, n);
    return ST_OK;
}
