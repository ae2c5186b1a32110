#include "common/text/decode.h"

#include "common/base/utf8.h"

/* The upper half of Windows-1252, 0x80..0x9f; above it is Latin-1. The five
 * bytes it leaves undefined are the C1 controls of their value, as browsers
 * have it: separators. */
static const uint16_t WINDOWS_1252[32] = {
    0x20ac, 0x0081, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
    0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0x008d, 0x017d, 0x008f,
    0x0090, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
    0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x009d, 0x017e, 0x0178,
};

static bool starts_with(struct bytes text, const char *mark, size_t n)
{
    return text.n >= n && memcmp(text.p, mark, n) == 0;
}

static struct bytes skip(struct bytes text, size_t n)
{
    return bytes_of(text.p + n, text.n - n);
}

static bool from_windows_1252(struct bytes raw, struct buf *out)
{
    /* No byte becomes more than 3. */
    size_t most;
    if (__builtin_mul_overflow(raw.n, 3, &most) || !buf_reserve(out, most))
        return false;
    for (size_t i = 0; i < raw.n; i++) {
        const uint8_t b = raw.p[i];
        const uint32_t cp = b >= 0x80 && b < 0xa0 ? WINDOWS_1252[b - 0x80] : b;
        out->n += utf8_put(out->p + out->n, cp);
    }
    return true;
}

static uint32_t unit_at(const uint8_t *p, bool big)
{
    return big ? (uint32_t)p[0] << 8 | p[1] : (uint32_t)p[1] << 8 | p[0];
}

static bool from_utf16(struct bytes raw, bool big, struct buf *out)
{
    /* A unit of 2 bytes becomes at most 3, a pair of 4 bytes 4; and a last
     * odd byte 3. */
    if (raw.n > SIZE_MAX / 2 - 3 || !buf_reserve(out, raw.n + raw.n / 2 + 3))
        return false;
    size_t i = 0;
    while (i + 2 <= raw.n) {
        uint32_t cp = unit_at(raw.p + i, big);
        i += 2;
        if (cp >= 0xd800 && cp <= 0xdfff) {
            const uint32_t low =
                cp < 0xdc00 && i + 2 <= raw.n ? unit_at(raw.p + i, big) : 0;
            if (low >= 0xdc00 && low <= 0xdfff) {
                cp = 0x10000 + ((cp - 0xd800) << 10) + (low - 0xdc00);
                i += 2;
            } else {
                cp = UTF8_REPLACEMENT;
            }
        }
        out->n += utf8_put(out->p + out->n, cp);
    }
    if (i < raw.n)
        out->n += utf8_put(out->p + out->n, UTF8_REPLACEMENT);
    return true;
}

enum st decode_text(struct bytes raw, struct buf *scratch, struct bytes *text,
                    enum encoding *encoding, struct err *e)
{
    bool done;
    buf_clear(scratch);
    *text = BYTES_NONE;
    if (starts_with(raw, "\xff\xfe", 2) || starts_with(raw, "\xfe\xff", 2)) {
        *encoding = ENCODING_UTF16;
        done = from_utf16(skip(raw, 2), raw.p[0] == 0xfe, scratch);
    } else {
        const struct bytes body =
            starts_with(raw, "\xef\xbb\xbf", 3) ? skip(raw, 3) : raw;
        if (utf8_valid(body)) {
            *encoding = ENCODING_UTF8;
            *text = body;
            return ST_OK;
        }
        *encoding = ENCODING_WINDOWS_1252;
        done = from_windows_1252(body, scratch);
    }
    if (!done)
        return err_set(e, ST_NOMEM, "out of memory decoding %zu bytes", raw.n);
    *text = buf_bytes(scratch);
    return ST_OK;
}
