/*
 * length_code -- a document's length in one byte, as Lucene keeps it.
 *
 * Scores are compared with Lucene's digit for digit, so a length goes through
 * its SmallFloat.intToByte4 first: 24 values kept as they are, above them a
 * float of 4 significant bits. Lengths up to 40 come back exactly; longer ones
 * come back as the greatest representable length that is not above them.
 *
 *   Threads  pure functions
 *   Source   org.apache.lucene.util.SmallFloat (its definition, not its text)
 */
#ifndef TESTS_ORACLE_LENGTH_CODE_H
#define TESTS_ORACLE_LENGTH_CODE_H

#include <stdint.h>

/* `length` at most INT32_MAX. Codes rise with the length. */
uint8_t length_code(uint32_t length);
uint32_t length_of_code(uint8_t code);

#endif
