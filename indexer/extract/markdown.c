#include "indexer/extract/markdown.h"

#include <string.h>

#include "common/base/ascii.h"
#include "indexer/extract/text.h"

static bool next_line(struct bytes *rest, struct bytes *line)
{
    if (rest->n == 0)
        return false;
    const uint8_t *const feed = memchr(rest->p, '\n', rest->n);
    const size_t n = feed ? (size_t)(feed - rest->p) : rest->n;
    *line = bytes_of(rest->p, n);
    const size_t step = n + (feed != NULL);
    *rest = bytes_of(rest->p + step, rest->n - step);
    if (n && line->p[n - 1] == '\r')
        line->n--;
    return true;
}

/* ---- front matter ---- */

static bool is_word_char(uint8_t c)
{
    return is_letter(c) || is_digit(c) || c == '_' || c == '-';
}

/* "name: value" at the very left of a line. */
static bool split_pair(struct bytes line, struct json_member *out)
{
    size_t n = 0;
    while (n < line.n && is_word_char(line.p[n]))
        n++;
    if (n == 0 || n == line.n || line.p[n] != ':')
        return false;
    struct bytes value = trim(bytes_of(line.p + n + 1, line.n - n - 1));
    if (value.n >= 2 && (value.p[0] == '"' || value.p[0] == '\'') &&
        value.p[value.n - 1] == value.p[0])
        value = bytes_of(value.p + 1, value.n - 2);
    *out = (struct json_member){bytes_of(line.p, n), VALUE_STRING, value};
    return value.n > 0;
}

/* Takes the front matter off *text, if it begins with one. */
static enum st take_front_matter(struct bytes *text, struct members *m,
                                 struct err *e)
{
    struct bytes rest = *text, line;
    struct json_member pair;
    enum st st = ST_OK;
    if (!next_line(&rest, &line) || !bytes_equal_str(trim(line), "---"))
        return ST_OK;
    while (st == ST_OK && next_line(&rest, &line)) {
        if (bytes_equal_str(trim(line), "---")) {
            *text = rest;
            return ST_OK;
        }
        if (split_pair(line, &pair))
            st = members_add(m, &pair, e);
    }
    m->n = 0; /* a line across the page, and no front matter behind it */
    return st;
}

/* ---- lines ---- */

/* The text of a heading or a quotation, without the marks before and behind. */
static struct bytes strip_marks(struct bytes line, bool *heading)
{
    line = trim(line);
    while (line.n && line.p[0] == '>')
        line = trim(bytes_of(line.p + 1, line.n - 1));
    size_t n = 0;
    while (n < line.n && line.p[n] == '#')
        n++;
    *heading = n && n <= 6 && (n == line.n || line.p[n] == ' ');
    if (!*heading)
        return line;
    line = trim(bytes_of(line.p + n, line.n - n));
    while (line.n && line.p[line.n - 1] == '#')
        line.n--;
    return trim(line);
}

/* A line of nothing but marks: below a heading, across the page, a fence. */
static bool is_rule(struct bytes line)
{
    static const char marks[] = "-=*_~` \t";
    size_t n = 0;
    while (n < line.n && line.p[n] && strchr(marks, line.p[n]))
        n++;
    const bool fence = line.n >= 3 && (memcmp(line.p, "```", 3) == 0 ||
                                       memcmp(line.p, "~~~", 3) == 0);
    return line.n && (n == line.n || fence);
}

/* Behind the address of a link, "](...)", at `at`; 0 when there is none. */
static size_t skip_address(struct bytes line, size_t at)
{
    if (at + 1 >= line.n || line.p[at] != ']' || line.p[at + 1] != '(')
        return 0;
    const uint8_t *const close = memchr(line.p + at, ')', line.n - at);
    return close ? (size_t)(close - line.p) + 1 : 0;
}

static void put_line(struct bytes line, bool *comment, struct buf *out)
{
    for (size_t i = 0; i < line.n;) {
        const struct bytes rest = bytes_of(line.p + i, line.n - i);
        const size_t behind = skip_address(line, i);
        if (*comment) {
            *comment = rest.n < 3 || memcmp(rest.p, "-->", 3) != 0;
            i += *comment ? 1 : 3;
        } else if (rest.n >= 4 && memcmp(rest.p, "<!--", 4) == 0) {
            *comment = true;
            i += 4;
        } else if (behind) {
            i = behind;
        } else if (rest.n > 1 && *rest.p == '\\' &&
                   strchr("\\`*_{}[]()#+-=.!<>~|", rest.p[1]) && rest.p[1]) {
            buf_append_byte(out, rest.p[1]);
            i += 2;
        } else {
            const bool inner = *rest.p == '_' && i && rest.n > 1 &&
                               is_word_char(line.p[i - 1]) &&
                               is_word_char(rest.p[1]);
            if (inner || !strchr("*_`[", *rest.p) || !*rest.p)
                buf_append_byte(out, *rest.p);
            i++;
        }
    }
}

enum st markdown_read(struct bytes text, struct members *m, struct buf *out,
                      struct err *e)
{
    struct bytes line;
    bool comment = false, heading;
    m->n = 0;
    buf_clear(out);
    const enum st st = take_front_matter(&text, m, e);
    if (st != ST_OK)
        return st;
    while (next_line(&text, &line)) {
        line = strip_marks(line, &heading);
        if (!is_rule(line))
            put_line(line, &comment, out);
        buf_append_str(out, heading ? "\n\n" : "\n");
    }
    return out->failed ? err_set(e, ST_NOMEM, "out of memory") : ST_OK;
}
