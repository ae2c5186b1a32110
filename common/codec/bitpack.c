#include "common/codec/bitpack.h"

#include <assert.h>
#include <string.h>

#include "common/base/bytes.h"
#include "common/base/compiler.h"

/* Four lanes of 32 bits; the compiler makes SSE2 of it where there is any. */
typedef uint32_t lanes __attribute__((vector_size(16)));

enum { LANES = 4, ROWS = BITPACK_BLOCK / LANES };

static ALWAYS_INLINE lanes load(const uint8_t *p)
{
    lanes x;
    memcpy(&x, p, sizeof(x));
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    for (int i = 0; i < LANES; i++)
        x[i] = __builtin_bswap32(x[i]);
#endif
    return x;
}

static ALWAYS_INLINE void store_le(uint8_t *p, lanes x)
{
    for (int i = 0; i < LANES; i++)
        put_u32le(p + 4 * i, x[i]);
}

unsigned bitpack_width(const uint32_t *v, size_t n)
{
    uint32_t any = 0;
    for (size_t i = 0; i < n; i++)
        any |= v[i];
    return any ? 32 - (unsigned)__builtin_clz(any) : 0;
}

static uint8_t *pack_block(uint8_t *out, const uint32_t *v, unsigned bits)
{
    lanes word = {0, 0, 0, 0};
    unsigned filled = 0;
    for (unsigned row = 0; row < ROWS; row++) {
        lanes x;
        memcpy(&x, v + LANES * row, sizeof(x));
        word |= x << filled;
        filled += bits;
        if (filled < 32)
            continue;
        store_le(out, word);
        out += sizeof(word);
        filled -= 32;
        word = filled ? x >> (bits - filled) : (lanes){0, 0, 0, 0};
    }
    return out;
}

static uint8_t *pack_tail(uint8_t *out, const uint32_t *v, size_t n,
                          unsigned bits)
{
    uint64_t word = 0;
    unsigned filled = 0;
    for (size_t i = 0; i < n; i++) {
        word |= (uint64_t)v[i] << filled;
        for (filled += bits; filled >= 8; filled -= 8) {
            *out++ = (uint8_t)word;
            word >>= 8;
        }
    }
    if (filled)
        *out++ = (uint8_t)word;
    return out;
}

uint8_t *bitpack_pack(uint8_t *out, const uint32_t *v, size_t n, unsigned bits)
{
    assert(bits <= 32 && n <= BITPACK_BLOCK);
    if (bits == 0)
        return out;
    return n == BITPACK_BLOCK ? pack_block(out, v, bits)
                              : pack_tail(out, v, n, bits);
}

/* The body of every width: with `bits` a constant the loop unrolls into
 * shifts by constants. */
static ALWAYS_INLINE void unpack_rows(const uint8_t *in, uint32_t *v,
                                      const unsigned bits)
{
    const uint32_t mask = bits == 32 ? UINT32_MAX : (1u << bits) - 1;
    const lanes masks = {mask, mask, mask, mask};

#pragma GCC unroll 32
    for (unsigned row = 0; row < ROWS; row++) {
        const unsigned word = row * bits / 32, shift = row * bits % 32;
        lanes x = load(in + sizeof(lanes) * word) >> shift;
        if (shift + bits > 32)
            x |= load(in + sizeof(lanes) * (word + 1)) << (32 - shift);
        x &= masks;
        memcpy(v + LANES * row, &x, sizeof(x));
    }
}

#define WIDTH(b)                                                               \
    case b:                                                                    \
        unpack_rows(in, v, b);                                                 \
        break;
#define WIDTHS_4(b) WIDTH(b) WIDTH(b + 1) WIDTH(b + 2) WIDTH(b + 3)

static void unpack_block(const uint8_t *in, uint32_t *v, unsigned bits)
{
    switch (bits) {
        WIDTHS_4(1)
        WIDTHS_4(5)
        WIDTHS_4(9)
        WIDTHS_4(13)
        WIDTHS_4(17)
        WIDTHS_4(21)
        WIDTHS_4(25)
        WIDTHS_4(29)
    default:
        memset(v, 0, BITPACK_BLOCK * sizeof(*v));
    }
}

static void unpack_tail(const uint8_t *in, uint32_t *v, size_t n, unsigned bits)
{
    const uint64_t mask = ((uint64_t)1 << bits) - 1;
    const size_t size = bitpack_size(n, bits);
    for (size_t i = 0; i < n; i++) {
        const size_t at = i * bits, left = size - at / 8;
        uint8_t last[8] = {0}; /* nothing behind the numbers is ours to read */
        const uint8_t *p = in + at / 8;
        if (left < sizeof(last))
            p = memcpy(last, p, left);
        v[i] = (uint32_t)(get_u64le(p) >> at % 8 & mask);
    }
}

void bitpack_unpack(const uint8_t *in, uint32_t *v, size_t n, unsigned bits)
{
    assert(bits <= 32 && n <= BITPACK_BLOCK);
    if (n == BITPACK_BLOCK)
        unpack_block(in, v, bits);
    else if (bits)
        unpack_tail(in, v, n, bits);
    else
        memset(v, 0, n * sizeof(*v));
}

/* Running sums four at a time: two shifted adds within the register, then the
 * sum of all before. Only one add waits for the row before: the row's own total
 * is known without it. */
static void sum_block(uint32_t *v, uint32_t base)
{
    const lanes zero = {0, 0, 0, 0}, one = {1, 1, 1, 1};
    lanes before = {base, base, base, base};
    for (unsigned row = 0; row < ROWS; row++) {
        lanes x;
        memcpy(&x, v + LANES * row, sizeof(x));
        x += one;
        x += __builtin_shufflevector(zero, x, 0, 4, 5, 6);
        x += __builtin_shufflevector(zero, x, 0, 1, 4, 5);
        const lanes total = __builtin_shufflevector(x, x, 3, 3, 3, 3);
        x += before;
        before += total;
        memcpy(v + LANES * row, &x, sizeof(x));
    }
}

void bitpack_sum_gaps(uint32_t *v, size_t n, uint32_t base)
{
    if (n == BITPACK_BLOCK) {
        sum_block(v, base);
        return;
    }
    for (size_t i = 0; i < n; i++)
        base = v[i] += base + 1;
}

void bitpack_unpack_gaps(const uint8_t *in, uint32_t *v, size_t n,
                         unsigned bits, uint32_t base)
{
    bitpack_unpack(in, v, n, bits);
    bitpack_sum_gaps(v, n, base);
}

uint32_t bitpack_get(const uint8_t *in, size_t n, unsigned bits, size_t i)
{
    const uint64_t mask = ((uint64_t)1 << bits) - 1;

    assert(bits <= 32 && n <= BITPACK_BLOCK && i < n);
    if (bits == 0)
        return 0;
    if (n < BITPACK_BLOCK) {
        const size_t at = i * bits, left = bitpack_size(n, bits) - at / 8;
        uint8_t last[8] = {0};
        memcpy(last, in + at / 8, MIN(left, sizeof(last)));
        return (uint32_t)(get_u64le(last) >> at % 8 & mask);
    }
    const size_t at = i / LANES * bits;
    const uint8_t *const p = in + sizeof(lanes) * (at / 32) + 4 * (i % LANES);
    uint64_t x = get_u32le(p);
    if (at % 32 + bits > 32)
        x |= (uint64_t)get_u32le(p + sizeof(lanes)) << 32;
    return (uint32_t)(x >> at % 32 & mask);
}
