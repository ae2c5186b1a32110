#include "indexer/extract/message.h"

#include <string.h>
#include <strings.h>

#include "indexer/extract/charset.h"
#include "indexer/extract/text.h"

static enum st out_of_memory(struct err *e)
{
    return err_set(e, ST_NOMEM, "out of memory");
}

/* ---- bytes ---- */

static bool begins(struct bytes text, const char *with)
{
    const size_t n = strlen(with);
    return text.n >= n && strncasecmp((const char *)text.p, with, n) == 0;
}

static struct bytes from_byte(struct bytes text, size_t n)
{
    return n < text.n ? bytes_of(text.p + n, text.n - n) : BYTES_NONE;
}

/* Cuts the next line off, without its end. */
static bool next_line(struct bytes *rest, struct bytes *line)
{
    if (rest->n == 0)
        return false;
    const uint8_t *const feed = memchr(rest->p, '\n', rest->n);
    const size_t n = feed ? (size_t)(feed - rest->p) : rest->n;
    *line = bytes_of(rest->p, n);
    if (n && line->p[n - 1] == '\r')
        line->n--;
    *rest = from_byte(*rest, n + 1);
    return true;
}

static int hex(uint8_t c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
                                  : -1;
}

/* In headers ("Q") an underline is a space. */
static void put_quoted(struct buf *out, struct bytes text, bool header)
{
    for (size_t i = 0; i < text.n; i++) {
        const uint8_t c = text.p[i];
        const struct bytes next = from_byte(text, i + 1);
        if (c == '=' && next.n >= 2 && hex(next.p[0]) >= 0 &&
            hex(next.p[1]) >= 0) {
            buf_append_byte(out,
                            (uint8_t)(hex(next.p[0]) << 4 | hex(next.p[1])));
            i += 2;
        } else if (c == '=' && begins(next, "\r\n")) {
            i += 2;
        } else if (c == '=' && begins(next, "\n")) {
            i++;
        } else {
            buf_append_byte(out, header && c == '_' ? ' ' : c);
        }
    }
}

static void put_base64(struct buf *out, struct bytes text)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                 "abcdefghijklmnopqrstuvwxyz0123456789+/";
    uint32_t bits = 0;
    unsigned n = 0;
    for (size_t i = 0; i < text.n && text.p[i] != '='; i++) {
        const char *const at = text.p[i] ? strchr(digits, text.p[i]) : NULL;
        if (!at)
            continue; /* line ends, and what damage left */
        bits = bits << 6 | (uint32_t)(at - digits);
        n += 6;
        if (n >= 8) {
            n -= 8;
            buf_append_byte(out, (uint8_t)(bits >> n));
        }
    }
}

/* ---- headers ---- */

/* The value of a header, with its continuation lines, or nothing. */
static struct bytes header(struct bytes headers, const char *name)
{
    struct bytes rest = headers, line;
    const size_t n = strlen(name);
    while (next_line(&rest, &line)) {
        if (!begins(line, name) || line.n <= n || line.p[n] != ':')
            continue;
        const uint8_t *const from = line.p + n + 1;
        const uint8_t *to = line.p + line.n;
        while (rest.n && (*rest.p == ' ' || *rest.p == '\t') &&
               next_line(&rest, &line))
            to = line.p + line.n;
        return trim(bytes_of(from, (size_t)(to - from)));
    }
    return BYTES_NONE;
}

/* "name=value" or name="value" among the parameters of a header. */
static struct bytes parameter(struct bytes value, const char *name)
{
    const size_t n = strlen(name);
    for (size_t i = 0; i + n < value.n; i++) {
        if (value.p[i] != ';')
            continue;
        struct bytes rest = trim(from_byte(value, i + 1));
        if (!begins(rest, name) || rest.n <= n || rest.p[n] != '=')
            continue;
        rest = from_byte(rest, n + 1);
        const bool quoted = begins(rest, "\"");
        rest = from_byte(rest, quoted);
        size_t to = 0;
        while (to < rest.n &&
               (quoted ? rest.p[to] != '"' : !strchr("; \t\r\n", rest.p[to])))
            to++;
        return bytes_of(rest.p, to);
    }
    return BYTES_NONE;
}

/* The size of the encoded word =?charset?B?text?= at the front, decoded to
 * `out`, or 0 when there is none. */
static size_t put_word(struct buf *out, struct bytes text, struct err *e,
                       enum st *st)
{
    enum { PARTS = 3 };
    struct bytes part[PARTS];
    size_t at = 2;
    if (!begins(text, "=?"))
        return 0;
    for (int i = 0; i < PARTS; i++) {
        const struct bytes rest = from_byte(text, at);
        const uint8_t *const end = rest.n ? memchr(rest.p, '?', rest.n) : NULL;
        if (!end)
            return 0;
        part[i] = bytes_of(rest.p, (size_t)(end - rest.p));
        at += part[i].n + 1;
    }
    if (!begins(from_byte(text, at), "=") || part[1].n != 1)
        return 0;
    struct buf raw = BUF_INIT, scratch = BUF_INIT;
    struct bytes decoded;
    enum encoding encoding;
    if (begins(part[1], "B"))
        put_base64(&raw, part[2]);
    else
        put_quoted(&raw, part[2], true);
    const uint8_t *const star =
        part[0].n ? memchr(part[0].p, '*', part[0].n) : NULL; /* a language */
    if (star)
        part[0].n = (size_t)(star - part[0].p);
    *st = raw.failed ? out_of_memory(e)
                     : charset_decode(buf_bytes(&raw), part[0], &scratch,
                                      &decoded, &encoding, e);
    if (*st == ST_OK && !buf_append(out, decoded.p, decoded.n))
        *st = out_of_memory(e);
    buf_release(&raw);
    buf_release(&scratch);
    return at + 1;
}

/* A header as UTF-8 in one line, its encoded words decoded. White space
 * between two of these is none. */
static enum st decode_header(struct bytes value, struct buf *out,
                             struct bytes *text, struct err *e)
{
    struct buf words = BUF_INIT;
    enum encoding encoding;
    enum st st = ST_OK;
    size_t gap = 0; /* where white space behind a word begins, plus 1 */
    for (size_t i = 0; i < value.n && st == ST_OK;) {
        const size_t before = words.n;
        const size_t n = put_word(&words, from_byte(value, i), e, &st);
        if (n && gap && before > gap - 1) {
            memmove(words.p + gap - 1, words.p + before, words.n - before);
            words.n -= before - (gap - 1);
        }
        if (n) {
            gap = words.n + 1;
            i += n;
            continue;
        }
        const uint8_t c = value.p[i++];
        const bool space = c == ' ' || c == '\t' || c == '\r' || c == '\n';
        gap = space ? gap : 0;
        if (!space || (words.n && words.p[words.n - 1] != ' '))
            buf_append_byte(&words, space ? ' ' : c);
    }
    if (st == ST_OK && words.failed)
        st = out_of_memory(e);
    if (st == ST_OK)
        st = decode_text(buf_bytes(&words), out, text, &encoding, e);
    /* The text must not lie in what is released now. */
    if (st == ST_OK && encoding == ENCODING_UTF8) {
        buf_clear(out);
        if (!buf_append(out, text->p, text->n))
            st = out_of_memory(e);
        *text = buf_bytes(out);
    }
    buf_release(&words);
    return st;
}

/* "The Mayor <mayor@example.org>" -> The Mayor. */
static struct bytes sender(struct bytes from)
{
    const uint8_t *const open = from.n ? memchr(from.p, '<', from.n) : NULL;
    if (!open)
        return from;
    struct bytes name = trim(bytes_of(from.p, (size_t)(open - from.p)));
    if (name.n >= 2 && name.p[0] == '"' && name.p[name.n - 1] == '"')
        name = trim(bytes_of(name.p + 1, name.n - 2));
    if (name.n)
        return name;
    struct bytes address = from_byte(from, (size_t)(open - from.p) + 1);
    const uint8_t *const close =
        address.n ? memchr(address.p, '>', address.n) : NULL;
    if (close)
        address.n = (size_t)(close - address.p);
    return trim(address);
}

/* ---- parts ---- */

struct part {
    struct bytes headers, body;
};

/* Parts at the first empty line. */
static struct part part_of(struct bytes text)
{
    struct bytes rest = text, line;
    while (next_line(&rest, &line))
        if (line.n == 0)
            return (struct part){bytes_of(text.p, (size_t)(line.p - text.p)),
                                 rest};
    return (struct part){text, BYTES_NONE};
}

static bool is_boundary(struct bytes line, struct bytes boundary)
{
    return begins(line, "--") && line.n >= boundary.n + 2 &&
           memcmp(line.p + 2, boundary.p, boundary.n) == 0;
}

static bool is_text(const struct part *p, const char *type)
{
    const struct bytes t = header(p->headers, "Content-Type");
    const bool attached =
        begins(header(p->headers, "Content-Disposition"), "attachment");
    return !attached &&
           (begins(t, type) || (t.n == 0 && strcmp(type, "text/plain") == 0));
}

/* The first part of a type, in the order of the message; false when there is
 * none. */
static bool find_part(struct part p, const char *type, unsigned depth,
                      struct part *out)
{
    const struct bytes content = header(p.headers, "Content-Type");
    if (!begins(content, "multipart/")) {
        *out = p;
        return is_text(&p, type);
    }
    const struct bytes boundary = parameter(content, "boundary");
    if (boundary.n == 0 || depth == MESSAGE_MAX_DEPTH)
        return false;
    struct bytes rest = p.body, line;
    const uint8_t *from = NULL;
    bool more = true;
    while (more) {
        more = next_line(&rest, &line);
        if (more && !is_boundary(line, boundary))
            continue;
        const uint8_t *const to = more ? line.p : p.body.p + p.body.n;
        if (from && find_part(part_of(bytes_of(from, (size_t)(to - from))),
                              type, depth + 1, out))
            return true;
        from = more && rest.n ? rest.p : NULL;
    }
    return false;
}

static enum st decode_part(struct message_reader *m, const struct part *p,
                           struct err *e)
{
    const struct bytes how = header(p->headers, "Content-Transfer-Encoding");
    const struct bytes charset =
        parameter(header(p->headers, "Content-Type"), "charset");
    struct bytes raw = p->body;
    buf_clear(&m->raw);
    if (begins(how, "base64"))
        put_base64(&m->raw, raw);
    else if (begins(how, "quoted-printable"))
        put_quoted(&m->raw, raw, false);
    if (m->raw.failed)
        return out_of_memory(e);
    if (begins(how, "base64") || begins(how, "quoted-printable"))
        raw = buf_bytes(&m->raw);
    return charset_decode(raw, charset, &m->decoded, &m->text, &m->encoding, e);
}

/* Line ends become LF, and what a mailbox did to "From " is undone. */
static enum st clean_text(struct message_reader *m, struct err *e)
{
    struct bytes rest = m->text, line;
    buf_clear(&m->clean);
    while (next_line(&rest, &line)) {
        size_t signs = 0;
        while (signs < line.n && line.p[signs] == '>')
            signs++;
        if (signs && begins(from_byte(line, signs), "From "))
            line = from_byte(line, 1);
        buf_append(&m->clean, line.p, line.n);
        buf_append_byte(&m->clean, '\n');
    }
    m->text = trim(buf_bytes(&m->clean));
    return m->clean.failed ? out_of_memory(e) : ST_OK;
}

static enum st read_headers(struct message_reader *m, struct bytes headers,
                            struct err *e)
{
    const struct {
        const char *name;
        struct bytes *to;
    } wanted[] = {
        {"Message-ID", &m->id},
        {"Subject", &m->subject},
        {"From", &m->from},
        {"Date", &m->date},
    };
    enum st st = ST_OK;
    bool any = false;
    for (size_t i = 0; i < COUNT_OF(wanted) && st == ST_OK; i++) {
        const struct bytes value = header(headers, wanted[i].name);
        any |= value.n > 0;
        st = decode_header(value, &m->headers[i], wanted[i].to, e);
    }
    m->from = sender(m->from);
    if (m->id.n >= 2 && m->id.p[0] == '<' && m->id.p[m->id.n - 1] == '>')
        m->id = bytes_of(m->id.p + 1, m->id.n - 2);
    if (!any)
        m->reject = "no message: no header that one would have";
    return st;
}

enum st message_read(struct message_reader *m, struct bytes message,
                     struct err *e)
{
    const struct part whole = part_of(message);
    struct part p;
    m->reject = NULL;
    m->text = BYTES_NONE;
    m->encoding = ENCODING_UTF8;
    m->is_html = false;
    enum st st = read_headers(m, whole.headers, e);
    if (st != ST_OK || m->reject)
        return st;
    if (!find_part(whole, "text/plain", 0, &p)) {
        m->is_html = find_part(whole, "text/html", 0, &p);
        if (!m->is_html)
            return ST_OK; /* only a headline */
    }
    st = decode_part(m, &p, e);
    return st == ST_OK ? clean_text(m, e) : st;
}

void message_reader_release(struct message_reader *m)
{
    for (size_t i = 0; i < COUNT_OF(m->headers); i++)
        buf_release(&m->headers[i]);
    buf_release(&m->raw);
    buf_release(&m->decoded);
    buf_release(&m->clean);
    *m = (struct message_reader){.reject = NULL};
}
