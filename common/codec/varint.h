/*
 * varint -- an unsigned number in 1 to 10 bytes, small ones in fewest.
 *
 * LEB128: seven bits a byte, lowest first, the high bit set on every byte but
 * the last. For the metadata of terms and records, never for postings.
 *
 *   Threads  pure functions
 *   Errors   reading returns NULL for bytes that end too early or say more
 *            than 64 bits; *v is then unchanged
 *   Format   FORMAT.md section 1
 */
#ifndef CODEC_VARINT_H
#define CODEC_VARINT_H

#include <stddef.h>
#include <stdint.h>

enum { VARINT_MAX = 10 /* bytes of the longest */ };

/* Writes `v` (up to VARINT_MAX bytes) and returns the place behind it. */
static inline uint8_t *varint_put(uint8_t *p, uint64_t v)
{
    for (; v >= 0x80; v >>= 7)
        *p++ = (uint8_t)(v | 0x80);
    *p++ = (uint8_t)v;
    return p;
}

/* varint_get() for numbers that seldom are of one byte: apart, as callers are
 * many. */
const uint8_t *varint_get_long(const uint8_t *p, const uint8_t *end,
                               uint64_t *v);

/* Reads a number into *v and returns the place behind it, NULL when [p, end)
 * does not begin with one. */
static inline const uint8_t *varint_get(const uint8_t *p, const uint8_t *end,
                                        uint64_t *v)
{
    if (p >= end || *p & 0x80)
        return varint_get_long(p, end, v);
    *v = *p;
    return p + 1;
}

#endif
