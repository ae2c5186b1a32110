#include "indexer/source/detect.h"

#include <string.h>
#include <strings.h>

#include "common/base/ascii.h"

static struct bytes skip_space(struct bytes text)
{
    if (text.n >= 3 && memcmp(text.p, "\xef\xbb\xbf", 3) == 0)
        text = bytes_of(text.p + 3, text.n - 3);
    while (text.n && strchr(" \t\r\n", *text.p) && *text.p)
        text = bytes_of(text.p + 1, text.n - 1);
    return text;
}

static bool begins(struct bytes text, const char *with)
{
    const size_t n = strlen(with);
    return text.n >= n && strncasecmp((const char *)text.p, with, n) == 0;
}

static struct bytes first_line(struct bytes text)
{
    const uint8_t *const feed = text.n ? memchr(text.p, '\n', text.n) : NULL;
    return bytes_of(text.p, feed ? (size_t)(feed - text.p) : text.n);
}

static bool has(struct bytes text, const char *what)
{
    return text.n && memmem(text.p, text.n, what, strlen(what));
}

/* "Name: value", as all of a message's header begins. */
static bool is_header_line(struct bytes line)
{
    static const char *const names[] = {
        "Received:",   "Return-Path:",  "Delivered-To:",
        "Message-ID:", "MIME-Version:", "From:",
        "Date:",       "Subject:",      "X-",
    };
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
        if (begins(line, names[i]))
            return true;
    return false;
}

/* A press release may begin with "From: the mayor" as well. */
static bool is_message(struct bytes text)
{
    const struct bytes line = first_line(text);
    if (!is_header_line(line) || line.n == text.n)
        return false;
    const struct bytes rest =
        bytes_of(line.p + line.n + 1, text.n - line.n - 1);
    const bool more = is_header_line(first_line(rest)) || begins(rest, " ") ||
                      begins(rest, "\t"); /* the first goes on */
    return more && (has(text, "\nSubject:") || begins(text, "Subject:"));
}

static enum input_format object_format(struct bytes text)
{
    const struct bytes line = first_line(text);
    size_t n = line.n;
    while (n && strchr(" \t\r", line.p[n - 1]))
        n--;
    if (n < 2 || line.p[n - 1] != '}')
        return line.n == text.n && text.n > 1 ? INPUT_JSON_LINES : INPUT_JSON;
    return detect_dialect(INPUT_JSON_LINES, text);
}

enum input_format detect_format(struct bytes text)
{
    const struct bytes t = skip_space(text);
    if (begins(t, "{"))
        return object_format(t);
    if (begins(t, "[{") || begins(t, "[\n") || begins(t, "[\r") ||
        begins(t, "[ "))
        return INPUT_JSON;
    if (begins(t, "<!doctype html") || begins(t, "<html") ||
        begins(t, "<head") || (begins(t, "<?xml") && has(t, "<html")))
        return INPUT_HTML;
    if (begins(t, "<DOC>"))
        return INPUT_TREC;
    if (begins(t, "From ") &&
        is_message(bytes_of(t.p + first_line(t).n + (first_line(t).n < t.n),
                            t.n - first_line(t).n - (first_line(t).n < t.n))))
        return INPUT_MBOX;
    return is_message(t) ? INPUT_EML : INPUT_TEXT;
}

/* Rows of MS MARCO: a number or D and a number, then a passage, or URL, title
 * and body. Whoever has a header has words in its first column. */
static bool is_msmarco(struct bytes line)
{
    size_t i = line.n && (*line.p == 'D' || *line.p == 'd');
    const size_t from = i;
    while (i < line.n && is_digit(line.p[i]))
        i++;
    return i > from && i < line.n && line.p[i] == '\t';
}

enum input_format detect_dialect(enum input_format format, struct bytes text)
{
    const struct bytes t = skip_space(text), line = first_line(t);
    if (format == INPUT_JSON_LINES && begins(line, "{") &&
        has(line, "\"_id\"") && has(line, "\"text\"") &&
        has(line, "\"metadata\""))
        return INPUT_BEIR;
    if (format == INPUT_TSV && is_msmarco(line))
        return INPUT_MSMARCO;
    return format;
}
