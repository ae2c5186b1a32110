#include "common/codec/varint.h"

#include "common/base/bytes.h"
#include "common/base/compiler.h"

/* Byte by byte, at the end of what may be read or of the longest numbers. */
static NOINLINE const uint8_t *get_slowly(const uint8_t *p, const uint8_t *end,
                                          uint64_t *v)
{
    uint64_t sum = 0;

    for (unsigned shift = 0; p < end && shift < 64; shift += 7) {
        const uint64_t seven = *p & 0x7f;
        if (shift == 63 && seven > 1)
            return NULL;
        sum |= seven << shift;
        if (!(*p++ & 0x80)) {
            *v = sum;
            return p;
        }
    }
    return NULL;
}

/* Eight bytes at once: how long a number is cannot be guessed, so nothing
 * branches on it. What stands behind its end is cleared; then groups of bits
 * that follow each other are moved together, in three steps. */
HOT const uint8_t *varint_get_long(const uint8_t *p, const uint8_t *end,
                                   uint64_t *v)
{
    static const uint64_t tops = UINT64_C(0x8080808080808080);

    if (UNLIKELY(end - p < 8))
        return get_slowly(p, end, v);
    uint64_t x = get_u64le(p);
    const uint64_t ends = ~x & tops;
    if (UNLIKELY(ends == 0))
        return get_slowly(p, end, v);
    x &= (ends ^ (ends - 1)) & ~tops;
    x = (x & UINT64_C(0x007f007f007f007f)) |
        (x & UINT64_C(0x7f007f007f007f00)) >> 1;
    x = (x & UINT64_C(0x00003fff00003fff)) |
        (x & UINT64_C(0x3fff00003fff0000)) >> 2;
    *v = (x & UINT64_C(0x000000000fffffff)) |
         (x & UINT64_C(0x0fffffff00000000)) >> 4;
    return p + __builtin_ctzll(ends) / 8 + 1;
}
