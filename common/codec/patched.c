#include "common/codec/patched.h"

#include <assert.h>
#include <string.h>

#include "common/base/compiler.h"

/* A head is the width and, in its upper two bits, how many slots for exceptions
 * follow the numbers: none, 4, 8 or 16. They are u8 place[slots], u8
 * upper[slots]; a slot to spare adds nothing to number 0. */
enum {
    SLOTS_SHIFT = 6,
    SLOTS_KINDS = 4,
    WIDTH = 0x3f,
    UPPER_BITS = 8,
    /* Fewer bytes saved than this are not worth the time to patch. */
    WORTH = 6,
};

static unsigned slots_of(unsigned kind)
{
    return 2u << kind & ~3u;
}

static unsigned width_of(uint32_t v)
{
    return 63 - (unsigned)__builtin_clzll(2 * (uint64_t)v + 1);
}

/* The head that takes the fewest bytes. */
static uint8_t choose_head(const uint32_t *v, size_t n)
{
    uint8_t by_width[33] = {0};
    uint32_t all = 0;
    unsigned exceptions = 0, kind = 0;

    for (size_t i = 0; i < n; i++) {
        by_width[width_of(v[i])]++;
        all |= v[i];
    }
    const unsigned widest = width_of(all);
    uint8_t best = (uint8_t)widest;
    size_t least = bitpack_size(n, widest);
    least = least > WORTH ? least - WORTH : 0;
    for (unsigned w = widest; w-- > 0 && widest - w <= UPPER_BITS;) {
        exceptions += by_width[w + 1];
        while (kind < SLOTS_KINDS && slots_of(kind) < exceptions)
            kind++;
        if (kind == SLOTS_KINDS)
            break;
        const size_t size = bitpack_size(n, w) + 2 * (size_t)slots_of(kind);
        if (size < least) {
            least = size;
            best = (uint8_t)(w | kind << SLOTS_SHIFT);
        }
    }
    return best;
}

uint8_t *patched_pack(uint8_t *out, const uint32_t *v, size_t n, uint8_t *head)
{
    uint32_t low[BITPACK_BLOCK];
    size_t exceptions = 0;

    assert(n <= BITPACK_BLOCK);
    *head = choose_head(v, n);
    const unsigned w = *head & WIDTH;
    if (*head == w) { /* no exceptions */
        bitpack_pack(out, v, n, w);
        return out + bitpack_size(n, w);
    }
    const size_t slots = slots_of(*head >> SLOTS_SHIFT);
    uint8_t *const places = out + bitpack_size(n, w);
    uint8_t *const upper = places + slots;
    memset(places, 0, 2 * slots);
    const uint32_t mask = (1u << w) - 1; /* a greater width has exceptions */
    for (size_t i = 0; i < n; i++) {
        low[i] = v[i] & mask;
        if (LIKELY(low[i] == v[i]))
            continue;
        places[exceptions] = (uint8_t)i;
        upper[exceptions++] = (uint8_t)(v[i] >> w);
    }
    bitpack_pack(out, low, n, w);
    return upper + slots;
}

size_t patched_size(size_t n, uint8_t head)
{
    return bitpack_size(n, head & WIDTH) +
           2 * (size_t)slots_of(head >> SLOTS_SHIFT);
}

bool patched_is_head(uint8_t head)
{
    return (head & WIDTH) <= 32;
}

unsigned patched_bits(uint8_t head)
{
    const unsigned w = head & WIDTH;

    return head >> SLOTS_SHIFT ? MIN(w + UPPER_BITS, 32u) : w;
}

static void patch(const uint8_t *in, uint32_t *v, size_t n, uint8_t head)
{
    const unsigned w = head & WIDTH, slots = slots_of(head >> SLOTS_SHIFT);
    const uint8_t *const places = in + bitpack_size(n, w);
    const uint8_t *const upper = places + slots;

    for (unsigned i = 0; i < slots; i++)
        v[places[i] % BITPACK_BLOCK] |= (uint32_t)((uint64_t)upper[i] << w);
}

void patched_unpack(const uint8_t *in, uint32_t *v, size_t n, uint8_t head)
{
    bitpack_unpack(in, v, n, head & WIDTH);
    patch(in, v, n, head);
}

void patched_unpack_gaps(const uint8_t *in, uint32_t *v, size_t n, uint8_t head,
                         uint32_t base)
{
    patched_unpack(in, v, n, head);
    bitpack_sum_gaps(v, n, base);
}

uint32_t patched_get(const uint8_t *in, size_t n, uint8_t head, size_t i)
{
    const unsigned w = head & WIDTH, slots = slots_of(head >> SLOTS_SHIFT);
    const uint8_t *const places = in + bitpack_size(n, w);
    uint32_t upper = 0;

    for (unsigned k = 0; k < slots; k++)
        upper |= places[k] == i ? places[slots + k] : 0;
    return bitpack_get(in, n, w, i) | (uint32_t)((uint64_t)upper << w);
}
