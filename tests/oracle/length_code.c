#include "tests/oracle/length_code.h"

/* A float of an implied 1 and 3 bits behind it needs 232 codes for 0 ..
 * 2^31-1; the 24 that a byte has left over stand for themselves. */
enum { MANTISSA_BITS = 3, FREE = 24 };

uint8_t length_code(uint32_t length)
{
    if (length < FREE)
        return (uint8_t)length;

    uint32_t mantissa = length - FREE, exponent = 0;
    while (mantissa >= 2u << MANTISSA_BITS) {
        mantissa >>= 1;
        exponent++;
    }
    /* Below 8 there is no implied 1, and the exponent field is 0. */
    return (uint8_t)(FREE + mantissa + (exponent << MANTISSA_BITS));
}

uint32_t length_of_code(uint8_t code)
{
    if (code < FREE)
        return code;

    const uint32_t small = code - (uint32_t)FREE;
    const uint32_t field = small >> MANTISSA_BITS;
    const uint32_t bits = small & ((1u << MANTISSA_BITS) - 1);
    if (field == 0)
        return FREE + bits;
    return FREE + ((bits | 1u << MANTISSA_BITS) << (field - 1));
}
