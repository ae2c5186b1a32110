#include "query/filter/name.h"

#include "common/base/utf8.h"

static bool is_apostrophe(uint32_t c)
{
    return c == '\'' || c == 0x2018 || c == 0x2019 || c == 0x02bc;
}

/* What is folded with its neighbours. */
static bool is_letter(uint32_t c)
{
    if (c < 0x80)
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
               (c >= 'a' && c <= 'z');
    return !is_apostrophe(c) && !utf8_is_space(c);
}

/* Behind the letters that stand at `at`. */
static size_t end_of_letters(struct bytes name, size_t at)
{
    while (at < name.n) {
        const struct utf8_char c = utf8_at(name, at);
        if (!is_letter(c.c))
            break;
        at += c.size;
    }
    return at;
}

static void put_sign(struct bytes name, size_t at, struct utf8_char c,
                     struct buf *out)
{
    if (is_apostrophe(c.c))
        buf_append_byte(out, '\'');
    else if (utf8_is_space(c.c))
        buf_append_byte(out, ' ');
    else
        buf_append(out, name.p + at, c.size);
}

enum st name_fold(struct analyzer *a, struct bytes name, struct buf *out,
                  struct err *e)
{
    struct buf folded = BUF_INIT;
    enum st st = ST_OK;

    buf_clear(out);
    for (size_t at = 0; at < name.n && st == ST_OK;) {
        const size_t end = end_of_letters(name, at);
        if (end == at) {
            const struct utf8_char c = utf8_at(name, at);
            put_sign(name, at, c, out);
            at += c.size;
            continue;
        }
        st = analyzer_fold(a, bytes_of(name.p + at, end - at), &folded, e);
        if (st == ST_OK)
            buf_append(out, folded.p, folded.n);
        at = end;
    }
    buf_release(&folded);
    return st == ST_OK && out->failed ? err_set(e, ST_NOMEM, "out of memory")
                                      : st;
}
