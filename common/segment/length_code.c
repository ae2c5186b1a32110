#include "common/segment/length_code.h"

/* Lucene's float of 4 significant bits (the leading one implied above 7) has
 * 232 values up to 2^31; the 24 codes left over make short lengths exact. */
enum { MANTISSA_BITS = 3, FREE_CODES = 24 };

uint8_t length_encode(uint32_t words)
{
    if (words < FREE_CODES)
        return (uint8_t)words;
    if (words > INT32_MAX)
        words = INT32_MAX;
    const uint32_t v = words - FREE_CODES;
    if (v < 1u << MANTISSA_BITS)
        return (uint8_t)(FREE_CODES + v);
    const unsigned shift =
        31 - (unsigned)__builtin_clz(v) - (unsigned)MANTISSA_BITS;
    const uint32_t mantissa = v >> shift & ((1u << MANTISSA_BITS) - 1);
    return (uint8_t)(FREE_CODES + ((shift + 1) << MANTISSA_BITS | mantissa));
}

uint32_t length_decode(uint8_t code)
{
    if (code < FREE_CODES)
        return code;
    const uint32_t v = code - (uint32_t)FREE_CODES;
    const uint32_t mantissa = v & ((1u << MANTISSA_BITS) - 1);
    const uint32_t exponent = v >> MANTISSA_BITS;
    if (exponent == 0)
        return FREE_CODES + mantissa;
    return FREE_CODES + ((mantissa | 1u << MANTISSA_BITS) << (exponent - 1));
}
