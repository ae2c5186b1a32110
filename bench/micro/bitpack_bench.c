/*
 * bitpack_bench -- how fast does a block of 128 unpack, by width?
 *
 *     bitpack_bench [ROUNDS]
 *
 * Blocks lie in memory that fits the first cache, as those of a list do that
 * is read front to back. Best of ROUNDS (default 9).
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#include "common/base/clock.h"
#include "common/base/compiler.h"
#include "common/codec/bitpack.h"

enum { BLOCKS = 32, REPEAT = 2000 };

static double measure(const uint8_t *packed, unsigned bits, bool gaps,
                      unsigned rounds)
{
    static uint32_t v[BITPACK_BLOCK];
    double best = 1e18;

    for (unsigned round = 0; round < rounds; round++) {
        const double start = (double)clock_ns();
        for (unsigned i = 0; i < REPEAT * BLOCKS; i++) {
            const uint8_t *const in = packed + i % BLOCKS * BITPACK_MAX;
            if (gaps)
                bitpack_unpack_gaps(in, v, BITPACK_BLOCK, bits,
                                    v[BITPACK_BLOCK - 1]);
            else
                bitpack_unpack(in, v, BITPACK_BLOCK, bits);
        }
        best = MIN(best, ((double)clock_ns() - start) / (REPEAT * BLOCKS));
    }
    return best;
}

int main(int argc, char **argv)
{
    static uint8_t packed[BLOCKS * BITPACK_MAX];
    const unsigned rounds = argc > 1 ? (unsigned)strtoul(argv[1], NULL, 10) : 9;
    uint32_t random = 1;

    for (size_t i = 0; i < sizeof(packed); i++)
        packed[i] = (uint8_t)((random = random * 1664525 + 1013904223) >> 24);
    printf("bits  numbers  documents from gaps   (ns a block of 128)\n");
    for (unsigned bits = 1; bits <= 24; bits += bits < 8 ? 1 : 4)
        printf("%4u  %7.1f  %19.1f\n", bits,
               measure(packed, bits, false, rounds),
               measure(packed, bits, true, rounds));
    return 0;
}
