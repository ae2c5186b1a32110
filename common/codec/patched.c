#include "common/codec/patched.h"

#include <assert.h>
#include <string.h>

#include "common/base/compiler.h"

/* head: the width, and this bit when exceptions follow the numbers:
 *     u8 n, u8 place[n], u8 upper[n]
 */
enum {
    EXCEPTIONS = 0x40,
    WIDTH = 0x3f,
    UPPER_BITS = 8,
    /* Fewer bytes saved than this are not worth the time to patch. */
    WORTH = 6,
};

static unsigned width_of(uint32_t v)
{
    return v ? 32 - (unsigned)__builtin_clz(v) : 0;
}

/* The width that takes the fewest bytes. */
static unsigned choose_width(const uint32_t *v, size_t n)
{
    unsigned by_width[33] = {0}, widest = 0, exceptions = 0;

    for (size_t i = 0; i < n; i++) {
        by_width[width_of(v[i])]++;
        widest = MAX(widest, width_of(v[i]));
    }
    unsigned best = widest;
    size_t least = bitpack_size(n, widest);
    least = least > WORTH ? least - WORTH : 0;
    for (unsigned w = widest; w-- > 0 && widest - w <= UPPER_BITS;) {
        exceptions += by_width[w + 1];
        const size_t size = bitpack_size(n, w) + 1 + 2 * (size_t)exceptions;
        if (size < least) {
            least = size;
            best = w;
        }
    }
    return best;
}

uint8_t *patched_pack(uint8_t *out, const uint32_t *v, size_t n, uint8_t *head)
{
    uint32_t low[BITPACK_BLOCK] = {0};
    uint8_t places[BITPACK_BLOCK], upper[BITPACK_BLOCK], exceptions = 0;

    assert(n <= BITPACK_BLOCK);
    const unsigned w = choose_width(v, n);
    const uint32_t mask = w == 32 ? UINT32_MAX : (1u << w) - 1;
    for (size_t i = 0; i < n; i++) {
        low[i] = v[i] & mask;
        if (low[i] == v[i])
            continue;
        places[exceptions] = (uint8_t)i;
        upper[exceptions++] = (uint8_t)(v[i] >> w);
    }
    *head = (uint8_t)(w | (exceptions ? EXCEPTIONS : 0));
    out = bitpack_pack(out, low, n, w);
    if (exceptions == 0)
        return out;
    *out++ = exceptions;
    memcpy(out, places, exceptions);
    memcpy(out + exceptions, upper, exceptions);
    return out + 2 * (size_t)exceptions;
}

size_t patched_size(const uint8_t *in, size_t left, size_t n, uint8_t head)
{
    const unsigned w = head & WIDTH;
    const size_t size = bitpack_size(n, w);

    if (w > 32 || head > (EXCEPTIONS | WIDTH))
        return SIZE_MAX;
    if (!(head & EXCEPTIONS))
        return size;
    return size < left ? size + 1 + 2 * (size_t)in[size] : SIZE_MAX;
}

unsigned patched_bits(uint8_t head)
{
    const unsigned w = head & WIDTH;

    return head & EXCEPTIONS ? MIN(w + UPPER_BITS, 32u) : w;
}

static void patch(const uint8_t *in, uint32_t *v, size_t n, unsigned w)
{
    const uint8_t *const list = in + bitpack_size(n, w);
    const uint8_t exceptions = list[0];
    const uint8_t *const places = list + 1, *const upper = places + exceptions;

    for (uint8_t i = 0; i < exceptions; i++)
        v[places[i] % BITPACK_BLOCK] |= (uint32_t)((uint64_t)upper[i] << w);
}

void patched_unpack(const uint8_t *in, uint32_t *v, size_t n, uint8_t head)
{
    const unsigned w = head & WIDTH;

    bitpack_unpack(in, v, n, w);
    if (head & EXCEPTIONS)
        patch(in, v, n, w);
}

void patched_unpack_gaps(const uint8_t *in, uint32_t *v, size_t n, uint8_t head,
                         uint32_t base)
{
    const unsigned w = head & WIDTH;

    if (!(head & EXCEPTIONS)) {
        bitpack_unpack_gaps(in, v, n, w, base);
        return;
    }
    bitpack_unpack(in, v, n, w);
    patch(in, v, n, w);
    bitpack_sum_gaps(v, n, base);
}

uint32_t patched_get(const uint8_t *in, size_t n, uint8_t head, size_t i)
{
    const unsigned w = head & WIDTH;
    uint32_t v = bitpack_get(in, n, w, i);

    if (head & EXCEPTIONS) {
        const uint8_t *const list = in + bitpack_size(n, w);
        const uint8_t *const place = memchr(list + 1, (int)i, list[0]);
        if (place)
            v |= (uint32_t)((uint64_t)place[list[0]] << w);
    }
    return v;
}
