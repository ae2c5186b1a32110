/*
 * bitpack -- 128 small numbers at one width, or fewer than that.
 *
 * A full block is packed vertically: number i stands in lane i % 4, and each
 * lane is a stream of 32-bit little-endian words, LSB first, the four lanes'
 * words taking turns. So one 128-bit register unpacks four numbers at once.
 * A tail of n < 128 numbers is one plain stream, LSB first, ended with zero
 * bits up to a whole byte.
 *
 *   Threads  pure functions
 *   Errors   none: `bits` is at most 32 (asserted), and every bit pattern is a
 *            number
 *   Format   FORMAT.md section 6
 *   Source   vertical layout after Lemire and Boytsov, "Decoding billions of
 *            integers per second through vectorization", 2015 (SIMD-BP128)
 */
#ifndef CODEC_BITPACK_H
#define CODEC_BITPACK_H

#include <stddef.h>
#include <stdint.h>

enum { BITPACK_BLOCK = 128, BITPACK_MAX = BITPACK_BLOCK * 4 /* bytes */ };

/* Bits the greatest of the numbers needs: 0 when all are 0. */
unsigned bitpack_width(const uint32_t *v, size_t n);

/* Bytes of n numbers at `bits` each. */
static inline size_t bitpack_size(size_t n, unsigned bits)
{
    return (n * bits + 7) / 8;
}

/* Packs n <= 128 numbers, n = 128 as a full block; returns the end of what was
 * written, bitpack_size() bytes behind `out`. */
uint8_t *bitpack_pack(uint8_t *out, const uint32_t *v, size_t n, unsigned bits);

/* Unpacks n <= 128 numbers, reading bitpack_size() bytes. */
void bitpack_unpack(const uint8_t *in, uint32_t *v, size_t n, unsigned bits);

/* Unpacks n gaps less one into ascending numbers: v[0] = base + 1 + gap[0],
 * v[i] = v[i-1] + 1 + gap[i], all modulo 2^32. */
void bitpack_unpack_gaps(const uint8_t *in, uint32_t *v, size_t n,
                         unsigned bits, uint32_t base);

/* The second half of it: from n unpacked gaps less one. */
void bitpack_sum_gaps(uint32_t *v, size_t n, uint32_t base);

/* Number `i` alone of n packed ones, reading nothing behind them. */
uint32_t bitpack_get(const uint8_t *in, size_t n, unsigned bits, size_t i);

#endif
