#include "indexer/extract/charset.h"

#include <ctype.h>
#include <strings.h>
#include <unicode/ucnv.h>

enum { NAME_MAX_SIZE = 40, META_MAX = 4096 };

/* Encodings in 7 bits, which look like ASCII: they must be believed. */
static bool is_seven_bit(const char *name)
{
    return strncasecmp(name, "iso-2022", 8) == 0 ||
           strncasecmp(name, "hz", 2) == 0;
}

/* What calls itself Latin-1 or ASCII is Windows-1252, as browsers have it. */
static bool is_latin(const char *name)
{
    static const char *const names[] = {
        "iso-8859-1", "latin1", "us-ascii", "ascii", "windows-1252", "cp1252"};
    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (strcasecmp(name, names[i]) == 0)
            return true;
    return false;
}

static bool has_escape(struct bytes raw)
{
    return raw.n && (memchr(raw.p, 0x1b, raw.n) || memchr(raw.p, '~', raw.n));
}

static enum st convert(UConverter *from, struct bytes raw, struct buf *out,
                       bool *done, struct err *e)
{
    UErrorCode error = U_ZERO_ERROR;
    UConverter *const to = ucnv_open("UTF-8", &error);
    size_t room = raw.n + raw.n / 2 + 16;
    const char *source = (const char *)raw.p;
    const char *const end = source + raw.n;
    UChar pivot[1024], *pivot_source = pivot, *pivot_target = pivot;
    enum st st = ST_OK;
    bool first = true;
    do {
        if (U_FAILURE(error) && error != U_BUFFER_OVERFLOW_ERROR)
            break;
        error = U_ZERO_ERROR;
        if (!buf_reserve(out, room)) {
            st =
                err_set(e, ST_NOMEM, "out of memory decoding %zu bytes", raw.n);
            break;
        }
        char *target = (char *)out->p + out->n;
        ucnv_convertEx(to, from, &target, (char *)out->p + out->cap, &source,
                       end, pivot, &pivot_source, &pivot_target,
                       pivot + COUNT_OF(pivot), first, true, &error);
        out->n = (size_t)(target - (char *)out->p);
        first = false;
        room = out->cap;
    } while (error == U_BUFFER_OVERFLOW_ERROR);
    *done = U_SUCCESS(error);
    if (to)
        ucnv_close(to);
    return st;
}

enum st charset_decode(struct bytes raw, struct bytes charset,
                       struct buf *scratch, struct bytes *text,
                       enum encoding *encoding, struct err *e)
{
    char name[NAME_MAX_SIZE + 1] = "";
    if (charset.n && charset.n <= NAME_MAX_SIZE)
        memcpy(name, charset.p, charset.n);
    enum st st = decode_text(raw, scratch, text, encoding, e);
    if (st != ST_OK || !*name || *encoding == ENCODING_UTF16 ||
        is_latin(name) ||
        (*encoding == ENCODING_UTF8 &&
         !(is_seven_bit(name) && has_escape(raw))))
        return st;
    UErrorCode error = U_ZERO_ERROR;
    UConverter *const from = ucnv_open(name, &error);
    if (U_FAILURE(error))
        return ST_OK; /* a name that nobody knows */
    bool done;
    struct buf converted = BUF_INIT;
    st = convert(from, raw, &converted, &done, e);
    ucnv_close(from);
    if (st == ST_OK && done) {
        buf_release(scratch);
        *scratch = converted;
        *text = buf_bytes(scratch);
        *encoding = ENCODING_DECLARED;
        return ST_OK;
    }
    buf_release(&converted);
    return st;
}

struct bytes charset_of_html(struct bytes page)
{
    static const char what[] = "charset=";
    const size_t n = MIN(page.n, META_MAX), size = sizeof(what) - 1;
    for (size_t i = 0; i + size < n; i++) {
        if (strncasecmp((const char *)page.p + i, what, size) != 0)
            continue;
        size_t from = i + size;
        while (from < n && (page.p[from] == '"' || page.p[from] == '\''))
            from++;
        size_t to = from;
        while (to < n &&
               (isalnum(page.p[to]) || page.p[to] == '-' || page.p[to] == '_'))
            to++;
        return bytes_of(page.p + from, to - from);
    }
    return BYTES_NONE;
}
