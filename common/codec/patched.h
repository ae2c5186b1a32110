/*
 * patched -- up to 128 numbers at one width, but for a few greater ones.
 *
 * Most gaps, frequencies and positions of a block are small and a few are not;
 * the width of the greatest would make all pay. So the numbers are packed at a
 * width that suits most (bitpack), and behind them stand the upper bits of the
 * exceptions, a byte each, with their places. A head of one byte, kept apart,
 * tells the width and how many slots there are for exceptions, and so how many
 * bytes it all takes.
 *
 *   Threads  pure functions
 *   Errors   every bit pattern is some numbers, if the head is one: asserted
 *   Format   FORMAT.md section 1, "patched(n)"
 *   Source   Zukowski, Heman, Nes, Boncz, "Super-scalar RAM-CPU cache
 *            compression", ICDE 2006 (PFOR); exceptions of one byte: Lucene's
 */
#ifndef CODEC_PATCHED_H
#define CODEC_PATCHED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/codec/bitpack.h"

/* Bytes patched_pack() writes at most. */
enum { PATCHED_MAX = BITPACK_MAX };

/* Packs n <= 128 numbers in as few bytes as are worth the exceptions; returns
 * the end of what was written. *head is what the readers need. */
uint8_t *patched_pack(uint8_t *out, const uint32_t *v, size_t n, uint8_t *head);

/* Whether a byte can be a head: its width is at most 32. */
bool patched_is_head(uint8_t head);

/* Bytes of n packed numbers. */
size_t patched_size(size_t n, uint8_t head);

/* No number takes more bits than this. */
unsigned patched_bits(uint8_t head);

/* Unpacks n numbers into v, which has room for 128 however many they are. */
void patched_unpack(const uint8_t *in, uint32_t *v, size_t n, uint8_t head);
/* The same for gaps less one: see bitpack_unpack_gaps(). */
void patched_unpack_gaps(const uint8_t *in, uint32_t *v, size_t n, uint8_t head,
                         uint32_t base);
/* Number `i` alone. */
uint32_t patched_get(const uint8_t *in, size_t n, uint8_t head, size_t i);

#endif
