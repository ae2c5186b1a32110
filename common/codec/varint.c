#include "common/codec/varint.h"

const uint8_t *varint_get_long(const uint8_t *p, const uint8_t *end,
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
