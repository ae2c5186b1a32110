/*
 * length_code -- the length of a document in one byte.
 *
 * Lucene's SmallFloat.intToByte4: lengths below 40 are exact, longer ones keep
 * their four leading bits. We use its code so that BM25 scores can be compared
 * digit for digit. Codes order as lengths do.
 *
 *   Threads  pure functions
 */
#ifndef SEGMENT_LENGTH_CODE_H
#define SEGMENT_LENGTH_CODE_H

#include <stdint.h>

uint8_t length_encode(uint32_t words);
/* The length that all lengths of this code count as: the shortest of them. */
uint32_t length_decode(uint8_t code);

#endif
